"""Deciding everything again, from the stored answers and with the stored policy."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs
from sqlalchemy import Row, func, select

from triage.app import Policy
from triage.desk.office import Office
from triage.desk.values import Replayed
from triage.errors import TriageError
from triage.ledger import Work
from triage.ledger.schema import call_list, decision
from triage.ledger.schema import policy as stored
from triage.records import Case


def replay(office: Office) -> Replayed:
    """See `Desk.replay`."""
    with office.reading() as work:
        policies = dict(_policies(work))
        different = [*_decisions(work, policies), *_lists(work, policies)]
        answered = decision.c.answers.is_not(None)
        counts = select(func.count()).select_from(decision)
        return Replayed(
            decisions=_count(work, counts.where(answered)),
            lists=_count(work, select(func.count(call_list.c.event.distinct()))),
            erased=_count(work, counts.where(~answered)),
            different=tuple(different),
        )


def _policies(work: Work) -> Iterator[tuple[str, Policy | None]]:
    """Every policy that decided something; None where the stored files do not give it."""
    used = select(decision.c.version).distinct().subquery()
    query = select(used.c.version, stored.c.files).join(
        stored, stored.c.version == used.c.version, isouter=True
    )
    for version, files in work.connection.execute(query.order_by(used.c.version)):
        yield version, _policy(version, files)


def _policy(version: str, files: str | None) -> Policy | None:
    with tempfile.TemporaryDirectory() as name:
        home = Path(name).resolve()
        try:
            for path, text in json.loads(files or "{}").items():
                target = (home / path).resolve()
                if not target.is_relative_to(home):
                    return None
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8", newline="")
            policy = Policy.load(home, engine="direct")
        except (TriageError, OSError, AttributeError, TypeError, ValueError):
            return None  # somebody has changed what was stored
    return policy if policy.version == version else None


def _decisions(work: Work, policies: Mapping[str, Policy | None]) -> Iterator[str]:
    for version, policy in policies.items():
        if policy is None:
            yield f"beleid {version}: de bewaarde bestanden geven dit beleid niet"
            continue
        query = select(decision).where(
            decision.c.version == version, decision.c.answers.is_not(None)
        )
        for row in work.connection.execute(query.order_by(decision.c.id)):
            if keys := _differences(policy, row):
                found = ", ".join(keys)
                yield f"zaak {row.case}: de beslissing van {row.day} komt anders uit ({found})"


def _differences(policy: Policy, row: Row[Any]) -> list[str]:
    """The keys of the advice that come out otherwise; who computed it does not count."""
    try:
        case = Case(row.case, date.fromisoformat(row.registered), json.loads(row.answers))
        again = policy.advise(case, on=date.fromisoformat(row.day)).as_json()
        before = json.loads(row.advice)
    except (TriageError, TypeError, ValueError):
        return ["answers"]
    keys = {*again, *before} - {"engines"}
    return sorted(key for key in keys if again.get(key) != before.get(key))
