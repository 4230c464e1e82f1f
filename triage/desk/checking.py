"""Whether the ledger still says what was written: events, places and money against each other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, Final, Protocol, TypeVar

import attrs
from sqlalchemy import ColumnElement, Table, case, func, select

from triage.desk.office import Office
from triage.desk.values import Checked
from triage.ledger import Work, chain, money
from triage.ledger.schema import case as case_file
from triage.ledger.schema import event, movement, referral

_STATUS: Final[Mapping[str, str]] = {
    "waiting": "waiting",
    "referred": "placed",
    "accepted": "accepted",
    "started": "started",
    "completed": "completed",
    "stopped": "stopped",
    "refused": "refused",
    "withdrawn": "withdrawn",
}
"""What a referral is after an event of this kind."""

_LIFE: Final[Mapping[str, str]] = {"registered": "open", "intake": "done", "closed": "closed"}
"""What a case is after an event of this kind."""


class _Story(Protocol):
    """How something stands by its events.

    Attributes:
        KINDS: The events that tell of it.
        WORDS: What a row and its events have to agree on, and how that is called.
    """

    KINDS: ClassVar[Iterable[str]]
    WORDS: ClassVar[Mapping[str, str]]

    def hear(self, row: Any) -> None:
        """Let the next event happen to it."""


_Some = TypeVar("_Some", bound=_Story)


@attrs.define
class _Referral:
    """How a referral stands by its events."""

    KINDS: ClassVar[Iterable[str]] = (*_STATUS, "corrected")
    WORDS: ClassVar[Mapping[str, str]] = {
        "case": "zaak",
        "status": "status",
        "partner": "partner",
        "placed": "moment van plaatsen",
        "taken": "aantal plaatsen",
        "delivered": "aantal uren, in honderdsten",
    }
    case: str | None = None
    status: str = ""
    partner: str | None = None
    placed: str | None = None
    taken: int = 0
    delivered: int | None = None

    def hear(self, row: Any) -> None:
        details = details_of(row.details)
        if row.kind in ("completed", "stopped", "corrected"):
            self.delivered = details.get("hours")
        if row.kind == "referred":
            self.partner = details.get("partner")
            self.placed, self.taken = row.recorded, 1
        elif row.kind in ("refused", "withdrawn"):
            self.taken = 0
        elif row.kind == "stopped":
            self.taken = int(self.status == "started")
        self.case, self.status = row.case, _STATUS.get(row.kind, self.status)


@attrs.define
class _Case:
    """How a case stands by its events."""

    KINDS: ClassVar[Iterable[str]] = (*_LIFE, "contacted", "overridden")
    WORDS: ClassVar[Mapping[str, str]] = {"status": "status", "urgency": "urgentie"}
    status: str = ""
    urgency: str | None = None

    def hear(self, row: Any) -> None:
        details = details_of(row.details)
        if row.kind == "overridden":
            self.urgency = details.get("urgency", self.urgency)
        elif row.kind != "contacted":
            self.status = _LIFE[row.kind]
        elif details.get("reached") is True and self.status == "open":
            self.status = "reached"


def verify(office: Office) -> Checked:
    """See `Desk.verify`."""
    with office.reading() as work:
        count = work.connection.execute(select(func.count()).select_from(event)).scalar()
        parts = (_chain, _cases, _referrals, _booked, _held, money.wrong)
        wrong = tuple(line for part in parts for line in part(work))
    return Checked(int(count or 0), wrong)


def _chain(work: Work) -> Iterator[str]:
    try:
        for number, why in chain.broken(work.connection):
            yield f"gebeurtenis {number}: {why}"
    except (TypeError, ValueError):  # something else stands where a number or a text belongs
        yield "de keten is zo beschadigd dat zij niet verder te lezen is"


def _told(work: Work, about: Any, make: type[_Some]) -> dict[str, _Some]:
    """What the chain tells of every case, or of every referral."""
    columns = (event.c.kind, event.c.case, event.c.recorded, event.c.details, about.label("about"))
    query = select(*columns).where(event.c.kind.in_(make.KINDS), about.is_not(None))
    told: dict[str, _Some] = {}
    for row in work.connection.execute(query.order_by(event.c.number)):
        told.setdefault(row.about, make()).hear(row)
    return told


def _against(work: Work, table: Table, told: dict[str, Any], noun: str) -> Iterator[str]:
    """Rows that stand otherwise than the chain tells."""
    for row in work.connection.execute(select(table).order_by(table.c.id)):
        known = told.pop(row.id, None)
        if known is None:
            yield f"{noun} {row.id}: geen gebeurtenis gaat over haar"
            continue
        for name, word in known.WORDS.items():
            stands, should = getattr(row, name), getattr(known, name)
            if stands != should:
                yield f"{noun} {row.id}: {word} is {stands}, volgens de keten {should}"
    for key in sorted(told):
        yield f"{noun} {key}: ontbreekt, maar de keten kent haar"


def _cases(work: Work) -> Iterator[str]:
    return _against(work, case_file, _told(work, event.c.case, _Case), "zaak")


def _referrals(work: Work) -> Iterator[str]:
    told = _told(work, event.c.referral, _Referral)
    return _against(work, referral, told, "verwijzing")


def _spent(work: Work) -> Iterator[str]:
    """What was spent at the end of a referral, against the event of that end."""
    query = (
        select(event.c.number, event.c.details, func.sum(movement.c.cents).label("cents"))
        .join(
            movement,
            (movement.c.event == event.c.number)
            & (movement.c.referral == event.c.referral)
            & (movement.c.target == "spent"),
            isouter=True,
        )
        .where(event.c.kind.in_(("completed", "stopped")))
        .group_by(event.c.number, event.c.details)
        .order_by(event.c.number)
    )
    for row in work.connection.execute(query):
        if _cents(row, "cents") != (row.cents or 0):
            should = _cents(row, "cents")
            yield (
                f"gebeurtenis {row.number}: er is {row.cents or 0} cent besteed, volgens de keten "
                f"{should} cent"
            )


def _booked(work: Work) -> Iterator[str]:
    """Amounts against the events that name them, and amounts that no event stands behind."""
    total = func.sum(movement.c.cents)
    booked = select(movement.c.event, total.label("cents")).group_by(movement.c.event).subquery()
    query = (
        select(event.c.number, event.c.kind, event.c.details, booked.c.cents)
        .join(booked, booked.c.event == event.c.number, isouter=True)
        .where(event.c.kind.in_(("referred", "charged", "corrected", "pot_funded")))
        .order_by(event.c.number)
    )
    for row in work.connection.execute(query):
        should = abs(_cents(row, "cents") - _cents(row, "before"))
        if should != (row.cents or 0):
            yield (
                f"gebeurtenis {row.number}: er is {row.cents or 0} cent geboekt, volgens de keten "
                f"{should} cent"
            )
    yield from _spent(work)
    orphans = (
        select(booked.c.event)
        .join(event, booked.c.event == event.c.number, isouter=True)
        .where(event.c.number.is_(None))
        .order_by(booked.c.event)
    )
    for number in work.connection.execute(orphans).scalars():
        yield f"gebeurtenis {number}: er is op geboekt, maar zij bestaat niet"


def _held(work: Work) -> Iterator[str]:
    """What every referral holds and has spent against its movements."""
    sums = (
        select(
            movement.c.referral,
            func.sum(_signed("held")).label("held"),
            func.sum(_signed("spent")).label("spent"),
        )
        .where(movement.c.referral.is_not(None))
        .group_by(movement.c.referral)
    )
    booked = {row.referral: (row.held, row.spent) for row in work.connection.execute(sums)}
    columns = (referral.c.id, referral.c.held, referral.c.spent)
    for row in work.connection.execute(select(*columns).order_by(referral.c.id)):
        held, spent = booked.pop(row.id, (0, 0))
        if (row.held, row.spent) != (held, spent):
            yield (
                f"verwijzing {row.id}: {row.held} cent vastgelegd en {row.spent} besteed, volgens "
                f"de boekingen {held} en {spent}"
            )
    for key in sorted(booked):
        yield f"verwijzing {key}: er is op geboekt, maar zij bestaat niet"


def _cents(row: Any, name: str) -> int:
    found = details_of(row.details).get(name, 0)
    return found if isinstance(found, int) else 0


def _signed(account: str) -> ColumnElement[int]:
    return case(
        (movement.c.target == account, movement.c.cents),
        (movement.c.source == account, -movement.c.cents),
        else_=0,
    )


def details_of(text: str | None) -> Mapping[str, Any]:
    """What belongs to an event; nothing when it has been made unreadable, which its hash tells."""
    try:
        found = json.loads(text or "{}")
    except (TypeError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
