"""The clock of the demonstration, and what is to be done on which working day."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

import attrs

from triage.desk.office import ZONE
from triage.workdays import Workdays

MORNING: Final = time(9)
_MOMENT: Final = timedelta(minutes=2)


@attrs.define(eq=False)
class Diary:
    """Working days go by one after another; the clock never goes back.

    Attributes:
        workdays: Those of the home.
        now: What the clock says.
    """

    workdays: Workdays
    now: datetime = attrs.field(init=False)
    _plans: list[tuple[date, int, Callable[[], None]]] = attrs.field(init=False, factory=list)
    _count: int = attrs.field(init=False, default=0)

    def __call__(self) -> datetime:
        """The clock of the desk."""
        return self.now

    @property
    def today(self) -> date:
        return self.now.date()

    def open(self, day: date) -> None:
        """A working day begins."""
        self.now = datetime.combine(day, MORNING, ZONE)

    def days(self, first: date, last: date) -> Iterator[date]:
        """Every working day of a period."""
        day = self.workdays.on_or_after(first)
        while day <= last:
            yield day
            day = self.workdays.after(day, 1)

    def at(self, moment: time) -> None:
        """Wait until this hour of the day, if it has not passed."""
        self.now = max(self.now, datetime.combine(self.today, moment, ZONE))

    def later(self, time_: timedelta) -> None:
        self.now += time_

    def in_days(self, count: int) -> date:
        """The day that many working days from now; today for none."""
        return self.workdays.after(self.today, count) if count else self.today

    def plan(self, day: date, act: Callable[[], None]) -> None:
        """Something to do on a day, or on the first working day after it."""
        self._count += 1
        heapq.heappush(self._plans, (day, self._count, act))

    def work(self) -> None:
        """Do what is planned for today, and what that brings along today."""
        while self._plans and self._plans[0][0] <= self.today:
            _, _, act = heapq.heappop(self._plans)
            act()
            self.now += _MOMENT
