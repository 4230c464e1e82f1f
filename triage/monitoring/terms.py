"""How the terms of the law and of the municipality stand at the close of a week."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

import attrs

from triage.monitoring.life import Life
from triage.monitoring.values import Terms
from triage.rulebook import Rulebook

SOON: Final = timedelta(days=3)
"""A term that ends within these days is about to pass."""

SHOWN: Final = 20
"""So many cases are named; the others are only counted."""


@attrs.frozen
class Passed:
    """Terms of one giver that passed since its alarm was last handled.

    Attributes:
        since: The first day on which one was over.
        count: How many passed.
        standing: How many of those are still not met.
        cases: The first of those that are still not met.
    """

    since: date
    count: int
    standing: int
    cases: tuple[str, ...]


class TermCount:
    """Counts terms, case by case.

    Args:
        rulebook: Whose levels and rules gave the terms.
        today: The first day after the week, or the day itself while the week still runs.
        handled: By giver, the last day on which its alarm was handled.
    """

    def __init__(self, rulebook: Rulebook, today: date, handled: Mapping[str, date]) -> None:
        self._rulebook = rulebook
        self._today = today
        self._handled = handled
        self._states: dict[str, Counter[str]] = defaultdict(Counter)
        self._overdue: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._since: dict[str, date] = {}
        self._passed: dict[str, Counter[bool]] = defaultdict(Counter)
        self._new: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._ending: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._soon: Counter[str] = Counter()

    def add(self, life: Life) -> None:
        """Count the terms of one case."""
        for giver, day, said in life.terms:
            state = self._state(life, day, said)
            self._states[giver][state] += 1
            if day is not None and state == "running" and day < self._today + SOON:
                self._soon[giver] += 1
                _keep(self._ending[giver], day, life.case)
            if day is not None and state in ("overdue", "late"):
                self._pass(giver, day, life.case, standing=state == "overdue")

    def _state(self, life: Life, day: date | None, said: str) -> str:
        if said != "running":
            return said
        if life.closed is not None:
            return "lapsed"
        return "overdue" if day is not None and day < self._today else "running"

    def _pass(self, giver: str, day: date, case: str, *, standing: bool) -> None:
        if standing:
            _keep(self._overdue[giver], day, case)
        handled = self._handled.get(giver)
        if handled is not None and day < handled:
            return
        self._passed[giver][standing] += 1
        self._since[giver] = min(day, self._since.get(giver, day))
        if standing:
            _keep(self._new[giver], day, case)

    def terms(self) -> tuple[Terms, ...]:
        """Per level and rule that gave a term, in the order of the configuration."""
        return tuple(
            Terms(
                key,
                self.name(key),
                **{state: self._states[key][state] for state in _STATES},
                cases=_cases(self._overdue[key]),
            )
            for key in self._order()
        )

    def passed(self) -> dict[str, Passed]:
        """By giver, what passed since its alarm was last handled."""
        return {
            key: Passed(
                self._since[key],
                self._passed[key].total(),
                self._passed[key][True],
                _cases(self._new[key]),
            )
            for key in self._order()
            if key in self._since
        }

    def ending(self) -> dict[str, tuple[int, tuple[str, ...]]]:
        """By giver, how many of its terms end within days, and the first of those cases."""
        return {
            key: (self._soon[key], _cases(self._ending[key]))
            for key in self._order()
            if self._soon[key]
        }

    def name(self, key: str) -> str:
        """What people call a giver of terms."""
        for level in self._rulebook.levels:
            if level.key == key:
                return level.name
        rule = self._rulebook.rules.get(key)
        return key if rule is None or rule.because is None else rule.because.rstrip(".")

    def _order(self) -> list[str]:
        levels = [level.key for level in self._rulebook.levels]
        rules = sorted(key for key in self._states if key not in levels)
        return [key for key in (*levels, *rules) if key in self._states]


_STATES: Final = ("met", "late", "running", "overdue", "start_missing", "lapsed")


def _keep(found: list[tuple[int, str]], day: date, case: str) -> None:
    """Remember the earliest of them, and no more than are shown."""
    entry = (-day.toordinal(), case)
    if len(found) < SHOWN:
        heapq.heappush(found, entry)
    else:
        heapq.heappushpop(found, entry)


def _cases(found: list[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(case for _, case in sorted(found, key=lambda one: (-one[0], one[1])))
