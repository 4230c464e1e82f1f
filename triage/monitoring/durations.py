"""Counting days from one moment to another, with those that still wait for the second."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import attrs

from triage.monitoring.life import Counted
from triage.monitoring.measures import Measure
from triage.monitoring.seeing import View, belong
from triage.monitoring.spreads import Histogram, spread, waited
from triage.monitoring.sums import Key, Piece
from triage.monitoring.values import Figure, Line, Row, Spread
from triage.monitoring.weeks import Week
from triage.rulebook import Indicator, Rulebook

MOST_WRONG: Final = 20
"""So many cases with days that contradict each other are named; the others are only counted."""
_ENDED: Final = frozenset({"completed", "stopped", "refused", "withdrawn"})

_Lasted = dict[Key, tuple[date, int | None]]
"""By key the day of the moment that ended the time, and the days; None is a time not known."""


class Days(Measure):
    """Per case the first time that is known, and on each line the first of that line."""

    def __init__(self, rulebook: Rulebook, indicator: Indicator, week: Week) -> None:
        super().__init__(rulebook, indicator, week)
        self._days: Final[dict[Key, tuple[Histogram, Histogram]]] = {}
        self._waiting: Final = Histogram()
        self._ended = 0
        self._wrong: Final[list[str]] = []
        self._wrong_count = 0

    def add(self, now: View, before: View | None, ever: View | None) -> None:
        lasted = self._lasted(now)
        self.sums.add(
            _pieces(lasted),
            None if before is None else self.pieces(before),
            None if ever is None else self.pieces(ever),
        )
        self._keep(lasted, now.life.case)
        for on, over in self._unmeasured(now):
            if over:
                self._ended += 1
            else:
                self._waiting[(self.week.last - on).days] += 1

    def _keep(self, lasted: _Lasted, case: str) -> None:
        wrong = False
        for key, (on, days) in lasted.items():
            if days is None:
                continue
            if days < 0:
                wrong = True
                continue
            if key not in self._days:
                self._days[key] = Histogram(), Histogram()
            week, total = self._days[key]
            total[days] += 1
            if on >= self.week.first:
                week[days] += 1
        if wrong:
            self._wrong_count += 1
            insort(self._wrong, case)
            del self._wrong[MOST_WRONG:]

    def pieces(self, seen: View) -> Sequence[Piece]:
        """What was measured, and what could not be."""
        return _pieces(self._lasted(seen))

    def _lasted(self, seen: View) -> _Lasted:
        found: _Lasted = {}
        unknown: date | None = None
        starts = self.choice.of(seen, self.indicator.since)
        for one in self.choice.of(seen, self.indicator.at):
            holds, line = self.read(one)
            if holds is False:
                continue
            start = next((other for other in starts if belong(other, one)), None)
            if holds is None or start is None:
                unknown = unknown or one.on
                continue
            days = (one.on - start.on).days
            found.setdefault(("counts", None), (one.on, days))
            if line is not None:
                found.setdefault(("line", line), (one.on, days))
        if unknown is not None and not found:
            found["unknown", None] = unknown, None
        return found

    def _unmeasured(self, seen: View) -> Iterator[tuple[date, bool]]:
        """When it began and whether it is over; of what is about no product only the first."""
        life = seen.life
        closed = life.closed is not None and life.closed <= self.week.last
        starts = self.choice.of(seen, self.indicator.since)
        ends = self.choice.of(seen, self.indicator.at)
        for start in starts if starts and starts[0].product else starts[:1]:
            measured = any(belong(start, one) for one in ends)
            if not measured and self.read(start)[0] is not False:
                yield start.on, closed or _over(seen, start)

    def row(self, base: Row) -> Row:
        figure, spreads = self._figure(("counts", None))
        lines: list[Line] = []
        for key, name in self.naming.lines(self.sums.lines("line")):
            means, (_, total) = self._figure(("line", key))
            lines.append(Line(key, name, means, total))
        return attrs.evolve(
            base,
            figure=figure,
            unknown=self.sums.figure([("unknown", None)]),
            lines=tuple(lines),
            spread=spreads,
            waited=attrs.evolve(waited(self._waiting), ended=self._ended),
            wrong=tuple(self._wrong),
            wrong_count=self._wrong_count,
        )

    def _figure(self, key: Key) -> tuple[Figure, tuple[Spread, Spread]]:
        """The means, and all that is known of the days: this week and in total."""
        days = self._days.get(key, (Histogram(), Histogram()))
        week, total = spread(days[0]), spread(days[1])
        figure = attrs.evolve(self.sums.figure([key]), week=week.mean, total=total.mean)
        return figure, (week, total)


def _pieces(lasted: _Lasted) -> list[Piece]:
    return [(key, on) for key, (on, days) in lasted.items() if days is None or days >= 0]


def _over(seen: View, start: Counted) -> bool:
    """Every referral that this may be about has ended."""
    if start.product is None:
        return False
    about = (start.product, start.partner)
    tracks = [one for one in seen.life.tracks.values() if (one.product, one.partner) == about]
    return bool(tracks) and all(track.status in _ENDED for track in tracks)
