"""Amounts that change on some days, as they stood when each day or each week closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import accumulate

from triage.monitoring.weeks import Week


def hundredths(whole: int) -> Decimal:
    """Euros of cents, or hours of hundredths, exactly and in two decimals."""
    return Decimal(whole).scaleb(-2)


def by_day(changes: Mapping[date, int]) -> list[tuple[date, int]]:
    """How much there was at the end of every day on which it changed, in order."""
    days = sorted(changes)
    return list(zip(days, accumulate(changes[day] for day in days), strict=True))


def by_week(changes: Mapping[date, int], start: date | None, last: Week) -> dict[str, int]:
    """How much there was at the close of every week up to the last one.

    Args:
        changes: By day, how much it grew.
        start: The day from which there are weeks, unless something changed before it.
        last: The last week.
    """
    first = min([*changes, start] if start is not None else changes, default=None)
    if first is None:
        return {}
    grown: Counter[Week] = Counter()
    for day, change in changes.items():
        grown[Week.of(day)] += change
    found: dict[str, int] = {}
    week, amount = Week.of(first), 0
    while week <= last:
        amount += grown[week]
        found[str(week)] = amount
        week = week.plus(1)
    return found
