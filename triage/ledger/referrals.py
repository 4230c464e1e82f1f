"""Rows of referrals: who waits, who has which place, and what has been taken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, func, insert, or_, select, tuple_, update

from triage.ledger.schema import outbox, referral
from triage.ledger.work import Work

LIVE: Final = ("waiting", "placed", "accepted", "started", "completed")
"""Statuses of a referral that stands: another one of the same product is not made."""

RUNNING: Final = ("placed", "accepted", "started")
"""Statuses of a referral that somebody works on."""

FEWEST: Final = 4
"""So many signs of an id say which referral is meant, if no other begins with them."""

_SHOWN: Final = 5


def find(work: Work, referral_id: str) -> Row[Any] | None:
    """The row of a referral."""
    return work.connection.execute(select(referral).where(referral.c.id == referral_id)).first()


def beginning(work: Work, start: str) -> list[Row[Any]]:
    """The referral with this id, or else those, a few at most, whose ids begin so."""
    found = find(work, start)
    if found is not None or len(start) < FEWEST:
        return [] if found is None else [found]
    same = func.substr(referral.c.id, 1, len(start)) == start
    query = select(referral).where(same).order_by(referral.c.id).limit(_SHOWN)
    return list(work.connection.execute(query))


def known(work: Work, referral_id: str) -> Row[Any]:
    """The row of a referral that is there."""
    return work.connection.execute(select(referral).where(referral.c.id == referral_id)).one()


def of_case(work: Work, case_id: str, *products: str) -> list[Row[Any]]:
    """The referrals of a case, oldest first; of these products, or of all."""
    query = select(referral).where(referral.c.case == case_id).order_by(referral.c.event)
    if products:
        query = query.where(referral.c.product.in_(products))
    return list(work.connection.execute(query))


def add(work: Work, **values: Any) -> None:
    """Write a new referral."""
    work.connection.execute(insert(referral), values)


def change(work: Work, referral_id: str, **values: Any) -> None:
    """Change a referral."""
    work.connection.execute(update(referral).where(referral.c.id == referral_id).values(**values))


def queue(work: Work, product: str) -> list[Row[Any]]:
    """Who waits for a product, in rank order."""
    query = select(referral).where(referral.c.status == "waiting", referral.c.product == product)
    return list(work.connection.execute(query.order_by(*_ORDER)))


_DAY: Final = len("2021-03-01")
_SINCE: Final[ColumnElement[str]] = func.substr(referral.c.created, 1, _DAY)
"""The day since which somebody waits. Not the hour: who is typed in first has no lead by that."""

_ORDER: Final = (
    referral.c.level,
    referral.c.deadline,
    -referral.c.points,
    referral.c.registered,
    _SINCE,
    referral.c.draw,
)
"""The rank of the call list, and before its draw the day since which somebody waits."""


def position(work: Work, row: Row[Any]) -> int:
    """The place of a row on its waiting list, from 1."""
    own = (row.level, row.deadline, -row.points, row.registered, since(row), row.draw)
    query = select(func.count()).where(
        referral.c.status == "waiting", referral.c.product == row.product, tuple_(*_ORDER) < own
    )
    return int(work.connection.execute(query).scalar() or 0) + 1


def since(row: Row[Any]) -> str:
    """The day since which somebody waits, also when a partner refused in between."""
    return str(row.created[:_DAY])


def waited_for(work: Work) -> list[str]:
    """The products that somebody waits for, in text order."""
    query = select(referral.c.product).where(referral.c.status == "waiting").distinct()
    return sorted(work.connection.execute(query).scalars())


def who_waits(work: Work, case_ids: Iterable[str]) -> list[str]:
    """Those of these cases that wait for something, in text order."""
    query = select(referral.c.case).where(referral.c.status == "waiting").distinct()
    return sorted(set(case_ids).intersection(work.connection.execute(query).scalars()))


def used(work: Work, partner: str, product: str, since: str, until: str) -> tuple[int, int]:
    """The places, and the hundredths of hours, that are taken of what was placed in a period."""
    hours = func.coalesce(referral.c.delivered, referral.c.hours, 0)
    query = select(func.count(), func.coalesce(func.sum(hours), 0)).where(
        referral.c.partner == partner,
        referral.c.product == product,
        referral.c.taken == 1,
        referral.c.placed >= since,
        referral.c.placed < until,
    )
    places, taken = work.connection.execute(query).one()
    return int(places), int(taken)


def unseen(work: Work, partner: str, product: str, asked: str) -> int:
    """Places given that the partner did not know of when it was asked."""
    query = select(func.count()).where(
        referral.c.partner == partner,
        referral.c.product == product,
        referral.c.taken == 1,
        or_(referral.c.sent.is_(None), referral.c.sent >= asked),
    )
    return int(work.connection.execute(query).scalar() or 0)


def post(work: Work, row_id: str, partner: str, action: str) -> None:
    """Put something in the outbox; it goes out with the next delivery."""
    last = work.connection.execute(select(func.max(outbox.c.id))).scalar() or 0
    values = {
        "id": last + 1,
        "referral": row_id,
        "partner": partner,
        "action": action,
        "state": "waiting",
        "attempts": 0,
        "due": work.now.isoformat(),
    }
    work.connection.execute(insert(outbox), values)


def posted(work: Work, row_id: str, action: str) -> Row[Any] | None:
    """What stands in the outbox for a referral."""
    query = select(outbox).where(outbox.c.referral == row_id, outbox.c.action == action)
    return work.connection.execute(query).first()


def cancel(work: Work, item: Row[Any]) -> None:
    """Take something out of the outbox that nobody is sending."""
    statement = update(outbox).where(outbox.c.id == item.id)
    work.connection.execute(statement.values(state="cancelled"))
