"""Making a ledger ready for a policy: the policy itself, the pots, and what the report counts."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import insert, select

from triage import home as homes
from triage.desk import counting
from triage.desk.office import IN_FORCE, Office, cents
from triage.errors import Problem, Where
from triage.ledger import Work, money
from triage.ledger.schema import policy


def settle(office: Office) -> tuple[Problem, ...]:
    """Let the ledger work with this policy from now on; what the desk should know about that.

    Keeps the policy for replays, and makes every pot as large as the configuration says.
    """
    version = office.policy.version
    amounts = {
        key: cents(budget.amount)
        for key, budget in office.policy.rulebook.budgets.items()
        if budget.amount is not None
    }
    with office.reading() as work:
        if work.setting(IN_FORCE) == version and all(
            money.balance(work, key).granted == n for key, n in amounts.items()
        ):
            return ()
    with office.ledger.writing(office.clock) as work:
        before, known = work.setting(IN_FORCE), _knows(work, version)
        if not known:
            row = {"version": version, "files": _files(office.home)}
            work.connection.execute(insert(policy), row)
        if before != version:
            work.keep(IN_FORCE, version)
            if before is not None:
                work.record("policy_changed", "desk", version=version, before=before)
        money.fund(work, amounts, "configuratie")
        counting.settle(office, work)
    office.tell(work.events)
    return (_came_back(office),) if known and before != version else ()


def _knows(work: Work, version: str) -> bool:
    query = select(policy.c.version).where(policy.c.version == version)
    return work.connection.execute(query).first() is not None


def _files(home: Path) -> str:
    """Every file that a policy is read from, as JSON."""
    found = {
        path.relative_to(home).as_posix(): path.read_text(encoding="utf-8-sig")
        for part in homes.PARTS
        for path in sorted((home / part).rglob("*"))
        if path.suffix in (".yaml", ".csv") and path.is_file()
    }
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


def _came_back(office: Office) -> Problem:
    """The ledger worked with this policy before, and with another one in between."""
    message = (
        "deze regels en configuratie golden eerder al, en het ledger werkte het laatst met andere"
    )
    hint = "Dat is goed als u een wijziging terugdraait; geef anders elke balie dezelfde map."
    where = Where(office.policy.rulebook.levels[0].where.file)
    return Problem(where, "W021", message, hint, "warning")
