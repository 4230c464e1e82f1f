"""Rows of referrals: who waits, who has which place, and what has been taken."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Row, func, insert, or_, select, tuple_, update

from triage.ledger.schema import outbox, referral
from triage.ledger.work import Work

RANK: Final = ("level", "deadline", "points", "registered", "draw")
"""The order of a waiting list; points count the other way round."""

LIVE: Final = ("waiting", "placed", "accepted", "started", "completed")
"""Statuses of a referral that stands: another one of the same product is not made."""

RUNNING: Final = ("placed", "accepted", "started")
"""Statuses of a referral that somebody works on."""


def find(work: Work, referral_id: str) -> Row[Any] | None:
    """The row of a referral."""
    return work.connection.execute(select(referral).where(referral.c.id == referral_id)).first()


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


_ORDER: Final = (
    referral.c.level,
    referral.c.deadline,
    referral.c.points.desc(),
    referral.c.registered,
    referral.c.draw,
)


def position(work: Work, row: Row[Any]) -> int:
    """The place of a row on its waiting list, from 1."""
    columns = tuple_(
        referral.c.level,
        referral.c.deadline,
        -referral.c.points,
        referral.c.registered,
        referral.c.draw,
    )
    own = (row.level, row.deadline, -row.points, row.registered, row.draw)
    query = select(func.count()).where(
        referral.c.status == "waiting", referral.c.product == row.product, columns < own
    )
    return int(work.connection.execute(query).scalar() or 0) + 1


def waited_for(work: Work) -> list[str]:
    """The products that somebody waits for, in text order."""
    query = select(referral.c.product).where(referral.c.status == "waiting").distinct()
    return sorted(work.connection.execute(query).scalars())


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
