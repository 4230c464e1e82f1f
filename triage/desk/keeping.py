"""What is kept, and what is not: erasing, and reading the chain back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import Row, Table, delete, or_, select, union, update

from triage.chain import Event
from triage.desk import retention
from triage.desk.checking import verify
from triage.desk.deciding import pages
from triage.desk.office import Office, found_case
from triage.desk.replaying import replay
from triage.errors import DeskError, LedgerError
from triage.ledger import Work, chain
from triage.ledger.schema import answers, case, decision, note, outbox, person, referral

__all__ = ["erase", "erase_due", "events", "replay", "verify"]

_PARTS: Final[Mapping[str, str]] = {"persoon": "person", "antwoorden": "answers"}
"""What `bewaartermijn` has a term for, and its name in an event."""

_TABLES: Final[Mapping[str, tuple[Table, ...]]] = {
    "persoon": (person, note),
    "antwoorden": (answers, note),
}
"""Where it stands; a free text may tell of both, so it goes with the first."""


def erase(office: Office, case_id: str, actor: str) -> tuple[str, ...]:
    """See `Desk.erase`."""
    with office.writing() as work:
        row = found_case(work, case_id, open_only=False)
        if row.status != "closed":
            message = f"zaak {case_id} is nog open. Sluit haar eerst met close."
            raise DeskError(message)
        gone = _erase(work, {row.id: set(_PARTS)}, actor)
    office.ledger.scrub()
    return gone.get(case_id, ())


def erase_due(office: Office, actor: str) -> dict[str, tuple[str, ...]]:
    """See `Desk.erase_due`."""
    terms = office.policy.rulebook.settings.retention
    if not terms:
        return {}
    closed = select(case).where(
        case.c.status == "closed", case.c.closed.is_not(None), case.c.erased.is_(None)
    )
    with office.writing() as work:
        on = work.now.date()
        rows = work.connection.execute(closed.order_by(case.c.id)).all()
        due = {row.id: parts for row in rows if (parts := _due(row, terms, on))}
        gone: dict[str, tuple[str, ...]] = {}
        for page in pages(list(due)):
            gone |= _erase(work, {key: due[key] for key in page}, actor)
    office.ledger.scrub(rewrite=True)
    return gone


def _due(row: Row[Any], terms: Mapping[str, str], on: date) -> set[str]:
    closed = date.fromisoformat(row.closed)
    return {part for part, term in terms.items() if retention.ends(closed, term) <= on}


def _erase(
    work: Work, due: Mapping[str, Collection[str]], actor: str
) -> dict[str, tuple[str, ...]]:
    """Empty parts of closed cases; by id what went, of those of which anything was left to do.

    Args:
        work: The unit of work.
        due: By case the parts that have to go.
        actor: Who does it.
    """
    left = {part: _holding(work, part, due) for part in _PARTS}
    going = {
        part: [key for key, parts in due.items() if part in parts and key in left[part]]
        for part in _PARTS
    }
    stays = {key for part in _PARTS for key in left[part].difference(going[part])}
    erased = select(case.c.id).where(case.c.id.in_(due), case.c.erased.is_not(None))
    done = {*stays, *work.connection.execute(erased).scalars()}.difference(*going.values())
    gone = [key for key in due if key not in done]
    for part, keys in going.items():
        _empty(work, part, keys)
    _note(work, gone, {"call_back": None, "daypart": None, "holder": None, "held": None})
    today = work.now.date().isoformat()
    _note(work, [key for key in gone if key not in stays], {"erased": today})
    parts = {
        key: tuple(sorted(_PARTS[part] for part in _PARTS if key in going[part])) for key in gone
    }
    work.record_all("erased", actor, ((key, work.now, {"parts": parts[key]}) for key in gone))
    return parts


def _note(work: Work, keys: Collection[str], values: Mapping[str, str | None]) -> None:
    work.connection.execute(update(case).where(case.c.id.in_(keys)).values(**values))


def _holding(work: Work, part: str, keys: Collection[str]) -> set[str]:
    """Of which cases something of this part is still there."""
    about = [select(table.c.case).where(table.c.case.in_(keys)) for table in _TABLES[part]]
    if part == "antwoorden":
        whole = or_(decision.c.answers.is_not(None), decision.c.advice.is_not(None))
        about.append(select(decision.c.case).where(decision.c.case.in_(keys), whole))
    return set(work.connection.execute(union(*about)).scalars())


def _empty(work: Work, part: str, keys: Collection[str]) -> None:
    for table in _TABLES[part]:
        work.connection.execute(delete(table).where(table.c.case.in_(keys)))
    mine = select(referral.c.id).where(referral.c.case.in_(keys))
    # Why a delivery failed is a text that a plug-in may have chosen.
    said = update(outbox).where(outbox.c.referral.in_(mine), outbox.c.failure.is_not(None))
    work.connection.execute(said.values(failure=None))
    if part == "antwoorden":
        decided = update(decision).where(decision.c.case.in_(keys))
        work.connection.execute(decided.values(answers=None, advice=None))


def events(office: Office) -> Iterator[Event]:
    """See `Desk.events`."""
    with office.reading() as work:
        try:
            yield from chain.events(work.connection)
        except (TypeError, ValueError) as error:
            message = "een gebeurtenis is niet te lezen. Zoek met verify welke er is veranderd."
            raise LedgerError(message) from error
