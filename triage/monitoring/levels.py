"""Pots and places that fill up: the days on which so much of them was used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

LEVELS: Final = (80, 100)
"""Percentages of a pot or of places from which there is an alarm."""

Day = tuple[date, Decimal, Decimal]
"""A day, with how much was used of how much at its end."""


def crossings(of: str, days: Sequence[Day], handled: Mapping[str, date]) -> dict[int, date]:
    """By level, the day on which it was passed; who handled a level, saw the lower ones too.

    Args:
        of: The key of the alarm, but for the level.
        days: How much was used, in order.
        handled: By key of an alarm, the last day on which it was handled.
    """
    found: dict[int, date] = {}
    for level in LEVELS:
        keys = [f"{of}-{other}" for other in LEVELS if other >= level]
        seen = max((handled[key] for key in keys if key in handled), default=None)
        since = crossing(days, level, seen)
        if since is not None:
            found[level] = since
    return found


def crossing(days: Sequence[Day], level: int, handled: date | None) -> date | None:
    """The first day, after the last one handled, on which a level was passed anew.

    Args:
        days: How much was used of how much, in order.
        level: A percentage.
        handled: The last day on which somebody saw to it.
    """
    since, above = None, False
    for day, used, whole in days:
        was, above = above, whole > 0 and 100 * used >= level * whole
        new = above and not was and (handled is None or day > handled)
        if new and since is None:
            since = day
    return since
