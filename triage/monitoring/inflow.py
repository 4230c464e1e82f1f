"""Who came in, how far they are, and who still has to be called."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Final

from triage.monitoring.life import Life
from triage.monitoring.values import Figure, Inflow
from triage.monitoring.weeks import Week
from triage.rulebook import Rulebook
from triage.vocabulary import CLOSINGS, SOURCES

DELIVERED: Final = "gros"
"""The source whose cases come in as one list."""


class InflowCount:
    """Counts people, case by case.

    Args:
        rulebook: Its levels and its ceiling.
        week: The week of the report.
        opened: The moment at which the week began, and the week before it closed.

    Attributes:
        intakes: By week, how many had their intake.
        arrivals: By week, how many came in otherwise than on a list that was delivered.
    """

    def __init__(self, rulebook: Rulebook, week: Week, opened: datetime) -> None:
        self._rulebook = rulebook
        self._week = week
        self._opened = opened
        self._counts: Counter[tuple[str, str]] = Counter()
        self._backlog: Counter[str] = Counter()
        self._oldest: date | None = None
        self.intakes: Counter[Week] = Counter()
        self.arrivals: Counter[Week] = Counter()

    def add(self, now: Life, everything: Life | None) -> None:
        """Count one case, as it was known at the close and as it is known since."""
        steps = _steps(now)
        for key, on, recorded in steps:
            self._count(key, on, recorded)
            if key == "intake" and on <= self._week.last:
                self.intakes[Week.of(on)] += 1
        if now.registered is not None and now.registered <= self._week.last:
            self.arrivals[Week.of(now.registered)] += now.source != DELIVERED
            self._wait(now)
        if everything is not None:
            known = {key for key, on, _ in steps if on <= self._week.last}
            for key, on, _ in _steps(everything):
                if on <= self._week.last and key not in known:
                    self._counts[key, "later"] += 1

    def _count(self, key: str, on: date, recorded: datetime) -> None:
        if on > self._week.last:
            return
        self._counts[key, "total"] += 1
        if on >= self._week.first:
            self._counts[key, "week"] += 1
        elif recorded >= self._opened:
            self._counts[key, "added"] += 1

    def _wait(self, life: Life) -> None:
        if life.closed is not None or life.first("intake") is not None:
            return
        self._backlog[life.level] += 1
        if life.registered is not None:
            self._oldest = min(life.registered, self._oldest or life.registered)

    def inflow(self) -> Inflow:
        """The numbers of people."""
        sources = {key: self._figure(f"from {key}") for key in SOURCES}
        closed = {key: self._figure(f"closed {key}") for key in CLOSINGS}
        levels = {level.key: self._backlog[level.key] for level in self._rulebook.levels}
        return Inflow(
            registered={
                **{key: figure for key, figure in sources.items() if figure != Figure()},
                "totaal": self._figure("registered"),
            },
            reached=self._figure("reached"),
            intakes=self._figure("intake"),
            closed={key: figure for key, figure in closed.items() if figure != Figure()},
            backlog=self._backlog.total(),
            backlog_levels={key: count for key, count in levels.items() if count},
            oldest=self._oldest,
            ceiling=self._rulebook.settings.ceiling,
        )

    def _figure(self, key: str) -> Figure:
        return Figure(
            *(self._counts[key, part] for part in ("week", "total", "added", "later")),
        )


def _steps(life: Life) -> list[tuple[str, date, datetime]]:
    """What is counted of one case, each thing once."""
    found: list[tuple[str, date, datetime]] = []
    if life.registered is not None and life.recorded is not None:
        found.append(("registered", life.registered, life.recorded))
        found.append((f"from {life.source}", life.registered, life.recorded))
    for key, first in (("reached", life.first("bereikt")), ("intake", life.first("intake"))):
        if first is not None:
            found.append((key, first.on, first.recorded))
    if life.closed is not None and life.closing is not None:
        found.append((f"closed {life.why}", life.closed, life.closing))
    return found
