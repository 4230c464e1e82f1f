"""What is kept, and what is not: erasing, and reading the chain back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import Row, Table, delete, or_, select, update

from triage.chain import Event
from triage.desk import retention
from triage.desk.checking import verify
from triage.desk.office import Office, found_case
from triage.desk.replaying import replay
from triage.errors import DeskError, LedgerError
from triage.ledger import Work, chain
from triage.ledger.schema import answers, case, decision, note, person

__all__ = ["erase", "erase_due", "events", "replay", "verify"]

_PARTS: Final[Mapping[str, str]] = {"persoon": "person", "antwoorden": "answers"}
"""What `bewaartermijn` has a term for, and its name in an event."""

_TABLES: Final[Mapping[str, tuple[Table, ...]]] = {
    "persoon": (person, note),
    "antwoorden": (answers, note),
}
"""Where it stands; a free text may tell of both, so it goes with the first."""


def erase(office: Office, case_id: str, actor: str) -> None:
    """See `Desk.erase`."""
    with office.writing() as work:
        row = found_case(work, case_id, open_only=False)
        if row.status != "closed":
            message = f"zaak {case_id} is nog open. Sluit haar eerst met close."
            raise DeskError(message)
        gone = _erase(work, row, set(_PARTS), actor)
    if gone:
        office.ledger.scrub()


def erase_due(office: Office, actor: str) -> tuple[str, ...]:
    """See `Desk.erase_due`."""
    terms = office.policy.rulebook.settings.retention
    if not terms:
        return ()
    closed = select(case).where(
        case.c.status == "closed", case.c.closed.is_not(None), case.c.erased.is_(None)
    )
    with office.writing() as work:
        on = work.now.date()
        rows = work.connection.execute(closed.order_by(case.c.id)).all()
        due = [(row, _due(row, terms, on)) for row in rows]
        gone = tuple(row.id for row, parts in due if parts and _erase(work, row, parts, actor))
    office.ledger.scrub(rewrite=True)
    return gone


def _due(row: Row[Any], terms: Mapping[str, str], on: date) -> set[str]:
    closed = date.fromisoformat(row.closed)
    return {part for part, term in terms.items() if retention.ends(closed, term) <= on}


def _erase(work: Work, row: Row[Any], parts: Collection[str], actor: str) -> bool:
    """Empty these parts of a closed case; whether there was anything left to do."""
    left = {part for part in _PARTS if _holds(work, part, row.id)}
    going = left.intersection(parts)
    if not going and (left or row.erased is not None):
        return False
    for part in going:
        _empty(work, part, row.id)
    values: dict[str, str | None] = dict.fromkeys(("call_back", "daypart", "holder", "held"))
    if left.issubset(parts):
        values["erased"] = work.now.date().isoformat()
    work.connection.execute(update(case).where(case.c.id == row.id).values(**values))
    work.record("erased", actor, case=row.id, parts=[_PARTS[part] for part in sorted(parts)])
    return True


def _holds(work: Work, part: str, case_id: str) -> bool:
    about = [select(table.c.case).where(table.c.case == case_id) for table in _TABLES[part]]
    if part == "antwoorden":
        whole = or_(decision.c.answers.is_not(None), decision.c.advice.is_not(None))
        about.append(select(decision.c.case).where(decision.c.case == case_id, whole))
    return any(work.connection.execute(query.limit(1)).first() is not None for query in about)


def _empty(work: Work, part: str, case_id: str) -> None:
    for table in _TABLES[part]:
        work.connection.execute(delete(table).where(table.c.case == case_id))
    if part == "antwoorden":
        decided = update(decision).where(decision.c.case == case_id)
        work.connection.execute(decided.values(answers=None, advice=None))


def events(office: Office) -> Iterator[Event]:
    """See `Desk.events`."""
    with office.reading() as work:
        try:
            yield from chain.events(work.connection)
        except (TypeError, ValueError) as error:
            message = "een gebeurtenis is niet te lezen. Zoek met verify welke er is veranderd."
            raise LedgerError(message) from error
