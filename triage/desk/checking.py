"""Whether the ledger still says what was written: events, places and money against each other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs
from sqlalchemy import ColumnElement, Row, case, func, select

from triage.desk.office import Office
from triage.desk.values import Checked
from triage.ledger import Work, chain, money
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

_FIELDS: Final[Mapping[str, str]] = {
    "case": "zaak",
    "status": "status",
    "partner": "partner",
    "placed": "moment van plaatsen",
    "taken": "aantal plaatsen",
}
"""What a referral and its events have to agree on."""


@attrs.define
class _Told:
    """How a referral stands by its events."""

    case: str
    status: str = ""
    partner: str | None = None
    placed: str | None = None
    taken: int = 0

    def hear(self, row: Row[Any]) -> None:
        """Let the next event happen to it."""
        if row.kind == "referred":
            self.partner, self.placed, self.taken = _details(row).get("partner"), row.recorded, 1
        elif row.kind in ("refused", "withdrawn"):
            self.taken = 0
        elif row.kind == "stopped":
            self.taken = int(self.status == "started")
        self.status = _STATUS[row.kind]


def verify(office: Office) -> Checked:
    """See `Desk.verify`."""
    with office.reading() as work:
        count = work.connection.execute(select(func.count()).select_from(event)).scalar()
        wrong = (*_chain(work), *_referrals(work), *_booked(work), *_held(work), *money.wrong(work))
    return Checked(int(count or 0), wrong)


def _chain(work: Work) -> Iterator[str]:
    try:
        for number, why in chain.broken(work.connection):
            yield f"gebeurtenis {number}: {why}"
    except (TypeError, ValueError):  # something else stands where a number or a text belongs
        yield "de keten is zo beschadigd dat zij niet verder te lezen is"


def _referrals(work: Work) -> Iterator[str]:
    """Places and statuses against the events about them."""
    told: dict[str, _Told] = {}
    columns = (event.c.kind, event.c.case, event.c.referral, event.c.recorded, event.c.details)
    query = select(*columns).where(event.c.kind.in_(_STATUS), event.c.referral.is_not(None))
    for row in work.connection.execute(query.order_by(event.c.number)):
        told.setdefault(row.referral, _Told(row.case)).hear(row)
    for row in work.connection.execute(select(referral).order_by(referral.c.id)):
        known = told.pop(row.id, None)
        if known is None:
            yield f"verwijzing {row.id}: geen gebeurtenis gaat over haar"
            continue
        for name, word in _FIELDS.items():
            stands, should = getattr(row, name), getattr(known, name)
            if stands != should:
                yield f"verwijzing {row.id}: {word} is {stands}, volgens de keten {should}"
    for key in sorted(told):
        yield f"verwijzing {key}: ontbreekt, maar de keten kent haar"


def _booked(work: Work) -> Iterator[str]:
    """Amounts against the events that name them, and amounts that no event stands behind."""
    total = func.sum(movement.c.cents)
    booked = select(movement.c.event, total.label("cents")).group_by(movement.c.event).subquery()
    query = (
        select(event.c.number, event.c.kind, event.c.details, booked.c.cents)
        .join(booked, booked.c.event == event.c.number, isouter=True)
        .where(event.c.kind.in_(("referred", "pot_funded")))
        .order_by(event.c.number)
    )
    for row in work.connection.execute(query):
        should = abs(_cents(row, "cents") - _cents(row, "before"))
        if should != (row.cents or 0):
            yield (
                f"gebeurtenis {row.number}: er is {row.cents or 0} cent geboekt, volgens de keten "
                f"{should} cent"
            )
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


def _cents(row: Row[Any], name: str) -> int:
    found = _details(row).get(name, 0)
    return found if isinstance(found, int) else 0


def _signed(account: str) -> ColumnElement[int]:
    return case(
        (movement.c.target == account, movement.c.cents),
        (movement.c.source == account, -movement.c.cents),
        else_=0,
    )


def _details(row: Row[Any]) -> Mapping[str, Any]:
    """What belongs to an event; nothing when it has been made unreadable, which its hash tells."""
    try:
        found = json.loads(row.details)
    except (TypeError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
