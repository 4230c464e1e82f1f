"""Rest days and terms, counted day by day as the contract words them: slow and obvious."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from tests.properties.naive_tests import read_date

DAY = timedelta(days=1)
FIRST_YEAR = 2014
"""Before that year the King's birthday was kept on another day; this calendar does not go there."""


@cache
def easter(year: int) -> date:
    """Easter Sunday, by the well-known rule of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """The holidays of the general act on terms, article 3."""
    if year < FIRST_YEAR:
        raise ValueError(year)
    sunday, king = easter(year), date(year, 4, 27)
    return frozenset(
        {
            date(year, 1, 1),
            sunday - 2 * DAY,  # Good Friday
            sunday + 1 * DAY,  # Easter Monday
            king - DAY if king.weekday() == 6 else king,
            date(year, 5, 5),
            sunday + 39 * DAY,  # Ascension Day
            sunday + 50 * DAY,  # Whit Monday
            date(year, 12, 25),
            date(year, 12, 26),
        }
    )


def is_rest_day(day: date, equated: Collection[date]) -> bool:
    return day.weekday() in (5, 6) or day in holidays(day.year) or day in equated


def walk(start: date, working_days: int, step: timedelta, equated: Collection[date]) -> date:
    """The working day that is so many working days further on, or back."""
    day = start
    while working_days:
        day += step
        working_days -= not is_rest_day(day, equated)
    return day


def moved(day: date, step: timedelta, equated: Collection[date]) -> date:
    while is_rest_day(day, equated):
        day += step
    return day


def count(start: date, length: str, step: timedelta, equated: Collection[date]) -> date:
    """From a start over `3 werkdagen`, `2 weken` or `1 dag`, forwards or backwards."""
    number, unit = length.split()
    if unit in ("werkdag", "werkdagen"):
        return walk(start, int(number), step, equated)
    days = int(number) * (7 if unit in ("week", "weken") else 1)
    return moved(start + days * step, step, equated)


def terms(
    outcome: Mapping[str, Any],
    answers: Mapping[str, Any],
    registered: date,
    equated: Collection[date],
) -> list[date]:
    """The last days of the terms in a `dan`, a row or a level that stand."""
    if outcome.get("gehaald") in answers:
        return []
    found = []
    if "binnen" in outcome:
        length, _, names = outcome["binnen"].partition(" vanaf ")
        dates = [answers[name] for name in names.split(" of ") if name in answers]
        found.append(count(min(dates, default=registered), length, DAY, equated))
    if "uiterlijk" in outcome:
        length, _, name = outcome["uiterlijk"].rpartition(" voor ")
        if re.fullmatch("[0-9-]+", name):
            found.append(read_date(name))
        elif name in answers and length:
            found.append(count(answers[name], length, -DAY, equated))
        elif name in answers:
            found.append(moved(answers[name], -DAY, equated))
    return found
