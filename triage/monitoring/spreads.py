"""Lead times by how many took so many days, so that any number of them fits in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from math import ceil
from typing import Final

from triage.monitoring.values import Spread, Waited

Histogram = Counter[int]
"""By number of days, how often."""

_TENTH: Final = Decimal("0.1")
_MOST: Final = Decimal("0.9")


def tenth(value: Decimal) -> Decimal:
    """Rounded once to one decimal, half away from zero."""
    return value.quantize(_TENTH, ROUND_HALF_UP)


def percentage(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """The part of the whole in percent, in one decimal; None of nothing."""
    return tenth(Decimal(100) * part / whole) if whole else None


def spread(days: Mapping[int, int]) -> Spread:
    """Mean, median and the number of days within which nine out of ten fall.

    Args:
        days: By lead time, how often it was measured.
    """
    count = sum(days.values())
    if not count:
        return Spread()
    middle = Decimal(_at(days, (count + 1) // 2) + _at(days, count // 2 + 1)) / 2
    return Spread(count, _mean(days, count), tenth(middle), _at(days, ceil(_MOST * count)))


def waited(days: Mapping[int, int]) -> Waited:
    """How many wait, how long on average, and the longest.

    Args:
        days: By age, how many have it.
    """
    count = sum(days.values())
    return Waited(count, _mean(days, count), max(days)) if count else Waited()


def _mean(days: Mapping[int, int], count: int) -> Decimal:
    return tenth(Decimal(sum(day * times for day, times in days.items())) / count)


def _at(days: Mapping[int, int], rank: int) -> int:
    """The one that stands in that place, counted from 1, when all stand in order."""
    reached = 0
    for day, times in sorted(days.items()):
        reached += times
        if reached >= rank:
            return day
    raise IndexError(rank)
