"""Who came in, how far they are, and who still has to be called."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from triage.monitoring.life import Life, Moment
from triage.monitoring.sums import Times
from triage.monitoring.values import Figure, Inflow
from triage.monitoring.weeks import Week
from triage.rulebook import Rulebook
from triage.vocabulary import CLOSINGS, SOURCES

_PEOPLE: Final[tuple[tuple[str, Moment], ...]] = (("reached", "bereikt"), ("intake", "intake"))
DELIVERED: Final = "gros"
"""The source whose cases come in as one list."""


class InflowCount:
    """Counts people, case by case.

    Args:
        rulebook: Its levels and its ceiling.
        week: The week of the report.
    """

    def __init__(self, rulebook: Rulebook, week: Week) -> None:
        self._rulebook = rulebook
        self._first, self._last = week.first, week.last
        self._counts: defaultdict[str, Times] = defaultdict(Times)
        self._backlog: Counter[str] = Counter()
        self._before = 0
        self._oldest: date | None = None
        self._intakes: Counter[date] = Counter()
        self._arrivals: Counter[date] = Counter()

    def add(self, now: Life, everything: Life | None) -> None:
        """Count one case, as it was known at the close and as it is known since."""
        steps, registered = _steps(now, self._last), now.registered
        for key, on, recorded in steps:
            self._counts[key].tell(self._first, on, recorded)
            if key == "intake":
                self._intakes[on] += 1
        if registered is not None and registered <= self._last:
            self._arrivals[registered] += now.source != DELIVERED
            self._wait(now, registered)
            self._before += _waited(now, self._first)
        if everything is not None:
            known = {key for key, _, _ in steps}
            for key, _, _ in _steps(everything, self._last):
                self._counts[key].later += key not in known

    def _wait(self, life: Life, registered: date) -> None:
        if life.closed is None and life.first("intake") is None:
            self._backlog[life.level] += 1
            self._oldest = min(registered, self._oldest or registered)

    @property
    def intakes(self) -> Counter[Week]:
        """By week, how many had their intake."""
        return _by_week(self._intakes)

    @property
    def arrivals(self) -> Counter[Week]:
        """By week, how many came in otherwise than on a list that was delivered."""
        return _by_week(self._arrivals)

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
            backlog_before=self._before,
            backlog_levels={key: count for key, count in levels.items() if count},
            oldest=self._oldest,
            ceiling=self._rulebook.settings.ceiling,
        )

    def _figure(self, key: str) -> Figure:
        return self._counts.get(key, Times()).figure()


def _steps(life: Life, last: date) -> list[tuple[str, date, datetime]]:
    """What is counted of one case up to some day, each thing once, and since when it is known."""
    found: list[tuple[str, date, datetime]] = []
    if life.registered is not None and life.recorded is not None:
        found.append(("registered", life.registered, life.recorded))
        found.append((f"from {life.source}", life.registered, life.recorded))
    for key, moment in _PEOPLE:
        first = life.first(moment)
        if first is not None:
            known = min(one.recorded for one in life.counted if one.moment == moment)
            found.append((key, first.on, known))
    if life.closed is not None and life.closing is not None:
        found.append((f"closed {life.why}", life.closed, life.closing))
    return [step for step in found if step[1] <= last]


def _waited(life: Life, first: date) -> bool:
    """Whether somebody was still to be called when the week before closed, as was known then."""
    known, closed = life.recorded, life.closing
    if known is None or known.date() >= first or (closed is not None and closed.date() < first):
        return False
    intakes = (one for one in life.counted if one.moment == "intake")
    return all(one.recorded.date() >= first for one in intakes)


def _by_week(days: Mapping[date, int]) -> Counter[Week]:
    found: Counter[Week] = Counter()
    for day, count in days.items():
        found[Week.of(day)] += count
    return found
