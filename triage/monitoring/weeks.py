"""Weeks by ISO number, from Monday to Sunday, as the report counts them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property
from typing import Final

import attrs

_WRITTEN: Final = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)
_DAYS: Final = 7


def counted_on(day: date) -> int:
    """The number of a day's week, when weeks are counted on past the ends of years."""
    return (day.toordinal() - 1) // _DAYS


@attrs.frozen(order=True)
class Week:
    """A week of ISO 8601; the first one of a year holds its first Thursday."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Week:
        """The week in which a day lies."""
        found = day.isocalendar()
        return cls(found.year, found.week)

    @classmethod
    def read(cls, text: str) -> Week:
        """A week as it is written: `2021-W10`.

        Raises:
            ValueError: It is written otherwise, or that year has no such week.
        """
        found = _WRITTEN.fullmatch(text.strip())
        if found is None:
            raise ValueError(text)
        week = cls(int(found[1]), int(found[2]))
        date.fromisocalendar(week.year, week.number, 1)
        return week

    @cached_property
    def first(self) -> date:
        """Its Monday."""
        return date.fromisocalendar(self.year, self.number, 1)

    @cached_property
    def last(self) -> date:
        """Its Sunday."""
        return date.fromisocalendar(self.year, self.number, _DAYS)

    def plus(self, count: int) -> Week:
        """So many weeks later."""
        return Week.of(self.first + timedelta(weeks=count))

    def opens(self, zone: tzinfo) -> datetime:
        """The moment at which it begins: midnight before its Monday."""
        return datetime.combine(self.first, time(), zone)

    def closes(self, zone: tzinfo) -> datetime:
        """The moment at which it ends: midnight after its Sunday."""
        return datetime.combine(self.last + timedelta(days=1), time(), zone)

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"
