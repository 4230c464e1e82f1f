"""Rest days and the terms that count around them.

Source: Algemene termijnenwet, articles 1 and 3; the days equated with holidays by royal decree are
not in any library and come from the configuration.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from holidays import HolidayBase

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


class Workdays:
    """Working days of the Netherlands, with the equated days of a home."""

    def __init__(self, equated: Iterable[date] = ()) -> None:
        self._equated = frozenset(equated)
        self._holidays: dict[int, frozenset[date]] = {}
        self._after: dict[tuple[date, int], date] = {}

    def is_rest_day(self, day: date) -> bool:
        """Saturday, Sunday, a holiday of article 3, or a day equated with one."""
        if day.weekday() >= _SATURDAY or day in self._equated:
            return True
        if day.year not in self._holidays:
            self._holidays[day.year] = frozenset(_dutch_holidays(day.year))
        return day in self._holidays[day.year]

    def after(self, start: date, count: int) -> date:
        """The working day that many working days after the start, which does not count itself."""
        found = self._after.get((start, count))
        if found is None:
            found = start
            for _ in range(count):
                found = self.on_or_after(found + _DAY)
            self._after[start, count] = found
        return found

    def before(self, end: date, count: int) -> date:
        """The working day that many working days before the end, which does not count itself."""
        for _ in range(count):
            end = self.on_or_before(end - _DAY)
        return end

    def on_or_after(self, day: date) -> date:
        """The day itself, or the first working day after it."""
        while self.is_rest_day(day):
            day += _DAY
        return day

    def on_or_before(self, day: date) -> date:
        """The day itself, or the last working day before it."""
        while self.is_rest_day(day):
            day -= _DAY
        return day


def _dutch_holidays(year: int) -> HolidayBase:
    """The holidays of a year; the library's own range is narrower than the dates that are taken.

    Both categories are needed: 5 May is a rest day every year, which the library calls optional.
    """
    from holidays.countries.netherlands import Netherlands  # noqa: PLC0415  # slow to import

    class Every(Netherlands):
        start_year = 1
        end_year = 9999

    return Every(categories=("public", "optional"), years=year)  # type: ignore[no-untyped-call]  # theirs
