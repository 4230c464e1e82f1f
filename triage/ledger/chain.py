"""Events in a chain: each holds the hash of the one before, so nothing can be changed unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from triage.chain import Event
from triage.ledger.schema import event as table
from triage.ledger.schema import setting

FIRST: Final = "0" * 64
_PAGE: Final = 1000
_HEAD: Final = "head"


Moments = tuple[datetime, datetime]
"""When something happened, and when it is written."""

About = tuple[str | None, str | None]
"""The id of a case and that of a referral."""


def append(
    connection: Connection,
    kind: str,
    actor: str,
    entries: Iterable[tuple[Moments, About, Mapping[str, Any]]],
) -> list[Event]:
    """Add events of one kind at the end of the chain; nobody else may be writing.

    Args:
        connection: In the transaction of the unit of work.
        kind: What happened.
        actor: Who did it.
        entries: Per event the moments, what it is about, and what else belongs to it.
    """
    number, previous = _head(connection)
    rows: list[dict[str, Any]] = []
    for moments, about, details in entries:
        number += 1
        row = {
            "number": number,
            "at": moments[0].isoformat(),
            "recorded": moments[1].isoformat(),
            "kind": kind,
            "case": about[0],
            "referral": about[1],
            "actor": actor,
            "details": _canonical(details),
            "previous": previous,
        }
        row["hash"] = previous = _digest(row)
        rows.append(row)
    if rows:
        connection.execute(insert(table), rows)
        _set_head(connection, f"{number} {previous}")
    return [_event(row) for row in rows]


def _set_head(connection: Connection, head: str) -> None:
    changed = update(setting).where(setting.c.key == _HEAD).values(value=head)
    if connection.execute(changed).rowcount == 0:
        connection.execute(insert(setting), {"key": _HEAD, "value": head})


def _head(connection: Connection) -> tuple[int, str]:
    """Number and hash of the last event; kept apart, so that one cut off at the end is missed."""
    found = connection.execute(select(setting.c.value).where(setting.c.key == _HEAD)).scalar()
    number, _, digest = (found or f"0 {FIRST}").partition(" ")
    return int(number), digest


def events(connection: Connection, after: int = 0) -> Iterator[Event]:
    """Every event after that number, in order, a page at a time."""
    while True:
        rows = _page(connection, after)
        yield from (_event(row._asdict()) for row in rows)
        if len(rows) < _PAGE:
            return
        after = rows[-1].number


def broken(connection: Connection) -> Iterator[tuple[int, str]]:
    """Numbers of events that are not as they were written, each with what is wrong, in Dutch."""
    number, previous = 0, FIRST
    while True:
        rows = _page(connection, number)
        for row in rows:
            if row.number != number + 1:
                yield row.number, f"hiervoor ontbreekt gebeurtenis {number + 1}"
            if row.previous != previous:
                yield row.number, "sluit niet aan op de gebeurtenis ervoor"
            if _digest(row._asdict()) != row.hash:
                yield row.number, "is veranderd nadat zij was geschreven"
            number, previous = row.number, row.hash
        if len(rows) < _PAGE:
            break
    last = _head(connection)
    if number < last[0]:
        yield number + 1, "ontbreekt: de keten is aan het eind afgebroken"
    elif (number, previous) != last:
        yield number, "is niet de gebeurtenis die het laatst is geschreven"


def _page(connection: Connection, after: int) -> list[Row[Any]]:
    query = select(table).where(table.c.number > after).order_by(table.c.number).limit(_PAGE)
    return list(connection.execute(query))


_HASHED: Final = (
    "number", "at", "recorded", "kind", "case", "referral", "actor", "details", "previous",
)  # fmt: skip


def _digest(row: Mapping[str, Any]) -> str:
    return hashlib.sha256(_canonical([row[name] for name in _HASHED]).encode()).hexdigest()


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _event(row: Mapping[str, Any]) -> Event:
    return Event(
        row["number"],
        datetime.fromisoformat(row["at"]),
        datetime.fromisoformat(row["recorded"]),
        row["kind"],
        row["case"],
        row["referral"],
        row["actor"],
        json.loads(row["details"]),
        row["previous"],
        row["hash"],
    )
