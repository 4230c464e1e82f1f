"""The rows of the report: what the configuration asks to count, counted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from triage.monitoring.durations import Days
from triage.monitoring.life import Life
from triage.monitoring.measures import Measure, People, Products, Records, Share
from triage.monitoring.seeing import view
from triage.monitoring.values import Figure, Row
from triage.monitoring.weeks import Week
from triage.rulebook import Indicator, Rulebook

_MEASURES: Final[Mapping[str, type[Measure]]] = {
    "ondernemers": People,
    "producten": Products,
    "dagen": Days,
    "aandeel": Share,
}

_SHAPES: Final = 4096
"""So many different lives, by what happened in them, are remembered with what they concern."""


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
            one.key: _measure(one)(rulebook, one, week)
            for one in rulebook.indicators
            if one.counts is not None
        }
        self._about: Final = lru_cache(_SHAPES)(self._concerned)

    def add(self, now: Life, everything: Life | None) -> None:
        """Count one case.

        Args:
            now: As it was known when the week closed.
            everything: As it is known since; None when nothing came later.
        """
        first, last = self._week.first, self._week.last
        seen = view(now, last)
        before = ever = None
        if _changed(now, first, self._opened):
            before = view(now, first - timedelta(days=1), self._opened)
        if everything is not None:
            ever = view(everything, last)
        counted = (now if everything is None else everything).counted
        for measure in self._about(frozenset([(one.moment, one.product) for one in counted])):
            measure.add(seen, before, ever)

    def _concerned(self, moments: Collection[tuple[str, str | None]]) -> tuple[Measure, ...]:
        """Those with anything to count in a life with these; most have nothing in most lives."""
        return tuple(
            measure
            for measure in self._measures.values()
            if any(measure.concerns(*about) for about in moments)
        )

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
            at=indicator.at,
            whole=indicator.whole,
            after=indicator.after,
            note=indicator.remark,
            explanation=indicator.note,
        )
        measure = self._measures.get(indicator.key)
        return base if measure is None else measure.row(base)


def _measure(indicator: Indicator) -> type[Measure]:
    entered = indicator.counts == "aandeel" and indicator.at == "ingevoerd"
    return Records if entered else _MEASURES[indicator.counts or ""]


def _changed(life: Life, first: date, opened: datetime) -> bool:
    """Whether anything happened since, or was written down since."""
    return any(one.on >= first or one.recorded >= opened for one in life.counted)
