"""Pots of money, kept twice over: every movement takes from one account what it gives another.

The accounts of a pot are `granted`, `free`, `held` and `spent`, in cents. What was granted is at
every moment free, held or spent; the database itself refuses anything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal

import attrs
from sqlalchemy import ColumnElement, Row, case, func, insert, select, update

from triage.chain import Event
from triage.ledger.schema import event as event_table
from triage.ledger.schema import movement, pot
from triage.ledger.work import Work

Account = Literal["granted", "free", "held", "spent"]
ACCOUNTS: tuple[Account, ...] = ("free", "held", "spent")


@attrs.frozen
class Balance:
    """How a pot stands, in cents; `granted` is the sum of the others."""

    granted: int = 0
    free: int = 0
    held: int = 0
    spent: int = 0


def balance(work: Work, key: str) -> Balance:
    """How a pot stands now; all zero when nobody funded it."""
    columns = (pot.c.granted, pot.c.free, pot.c.held, pot.c.spent)
    row = work.connection.execute(select(*columns).where(pot.c.key == key)).first()
    return Balance() if row is None else Balance(*row)


def fund(work: Work, amounts: Mapping[str, int], actor: str) -> None:
    """Make pots as large as the configuration says, in cents.

    A pot is never made smaller than what is held and spent.
    """
    for key, cents in sorted(amounts.items()):
        now = balance(work, key)
        wanted = max(cents, now.held + now.spent)
        if wanted == now.granted:
            continue
        if now == Balance():
            empty = {"key": key, "granted": 0, "free": 0, "held": 0, "spent": 0}
            known = work.connection.execute(select(pot.c.key).where(pot.c.key == key)).first()
            if known is None:
                work.connection.execute(insert(pot), empty)
        event = work.record("pot_funded", actor, pot=key, cents=wanted, before=now.granted)
        if wanted > now.granted:
            move(work, event, key, "granted", "free", wanted - now.granted)
        else:
            move(work, event, key, "free", "granted", now.granted - wanted)


def move(
    work: Work,
    event: Event,
    key: str,
    source: Account,
    target: Account,
    cents: int,
    referral: str | None = None,
) -> None:
    """Book an amount from one account of a pot to another; nothing for an amount of zero."""
    if cents == 0:
        return
    lines = select(func.count()).where(movement.c.event == event.number)
    row = {
        "event": event.number,
        "line": work.connection.execute(lines).scalar(),
        "pot": key,
        "source": source,
        "target": target,
        "cents": cents,
        "referral": referral,
    }
    work.connection.execute(insert(movement), row)
    changes = {source: pot.c[source] - cents, target: pot.c[target] + cents}
    if "granted" in changes:  # what is granted counts what came in, so it grows as it gives
        changes["granted"] = pot.c.granted + (cents if source == "granted" else -cents)
    work.connection.execute(update(pot).where(pot.c.key == key).values(**changes))


def balances_at(work: Work, moment: datetime) -> dict[str, Balance]:
    """How every pot stood at a moment, from the movements recorded until then.

    A clock that was set back may record an event at a moment before that of an earlier one; the
    order of the events is what counts.
    """
    last = select(func.max(event_table.c.number)).where(
        event_table.c.recorded <= moment.isoformat()
    )
    out: dict[str, ColumnElement[int]] = {
        "granted": func.sum(_signed("granted", "source", "target"))
    }
    out |= {name: func.sum(_signed(name, "target", "source")) for name in ACCOUNTS}
    query = (
        select(movement.c.pot, *(column.label(name) for name, column in out.items()))
        .where(movement.c.event <= last.scalar_subquery())
        .group_by(movement.c.pot)
        .order_by(movement.c.pot)
    )
    return {row.pot: _read(row) for row in work.connection.execute(query)}


def _read(row: Row[tuple[object, ...]]) -> Balance:
    return Balance(int(row.granted), int(row.free), int(row.held), int(row.spent))


def _signed(account: str, plus: str, minus: str) -> ColumnElement[int]:
    return case(
        (movement.c[plus] == account, movement.c.cents),
        (movement.c[minus] == account, -movement.c.cents),
        else_=0,
    )


def wrong(work: Work) -> Iterator[str]:
    """What does not add up between the movements and the pots, in Dutch."""
    last = work.connection.execute(select(func.max(event_table.c.recorded))).scalar()
    booked = {} if last is None else balances_at(work, datetime.fromisoformat(last))
    for row in work.connection.execute(select(pot).order_by(pot.c.key)):
        if booked.get(row.key, Balance()) != _read(row):
            yield f"pot '{row.key}' is niet gelijk aan de som van zijn boekingen"
