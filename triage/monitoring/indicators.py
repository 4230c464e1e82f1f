"""The rows of the report: what the configuration asks to count, counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from triage.monitoring.durations import Days
from triage.monitoring.life import Life
from triage.monitoring.measures import Measure, People, Products, Share
from triage.monitoring.seeing import View, view
from triage.monitoring.values import Figure, Row
from triage.monitoring.weeks import Week
from triage.rulebook import Indicator, Rulebook

_MEASURES: Final[Mapping[str, type[Measure]]] = {
    "ondernemers": People,
    "producten": Products,
    "dagen": Days,
    "aandeel": Share,
}


class Counting:
    """Counts every indicator, case by case; it remembers numbers, and no cases.

    Args:
        rulebook: Its indicators, and the names of what they are told apart by.
        week: The week of the report.
        opened: The moment at which the week began, and the week before it closed.
    """

    def __init__(self, rulebook: Rulebook, week: Week, opened: datetime) -> None:
        self._week: Final = week
        self._opened: Final = opened
        self._indicators: Final = rulebook.indicators
        self._measures: Final = {
            one.key: _MEASURES[one.counts](rulebook, one, week)
            for one in rulebook.indicators
            if one.counts is not None
        }
        self._about: Final[dict[tuple[str, str | None], list[Measure]]] = {}

    def add(self, now: Life, everything: Life | None) -> None:
        """Count one case.

        Args:
            now: As it was known when the week closed.
            everything: As it is known since; None when nothing came later.
        """
        first, last = self._week.first, self._week.last
        seen = view(now, last)
        before = ever = None
        if any(one.on >= first or one.recorded >= self._opened for one in now.counted):
            before = view(now, first - timedelta(days=1), self._opened)
        if everything is not None:
            ever = view(everything, last)
        for measure in self._concerned(ever or seen):
            measure.add(seen, before, ever)

    def _concerned(self, seen: View) -> set[Measure]:
        """Those with anything to count in a life; most have nothing in most lives."""
        found: set[Measure] = set()
        every = (one for several in seen.moments.values() for one in several)
        for about in {(one.moment, one.product) for one in every}:
            if about not in self._about:
                measures = self._measures.values()
                self._about[about] = [one for one in measures if one.concerns(*about)]
            found.update(self._about[about])
        return found

    def rows(self) -> tuple[Row, ...]:
        """Every indicator, in the order of the configuration."""
        return tuple(self._row(indicator) for indicator in self._indicators)

    def _row(self, indicator: Indicator) -> Row:
        base = Row(
            indicator.key,
            indicator.part or "",
            indicator.name,
            indicator.counts or "",
            Figure(None, None),
            target=indicator.target,
            target_text=indicator.target_text,
            owner=indicator.owner,
            effect=indicator.effect,
            note=indicator.remark,
            explanation=indicator.note,
        )
        measure = self._measures.get(indicator.key)
        return base if measure is None else measure.row(base)
