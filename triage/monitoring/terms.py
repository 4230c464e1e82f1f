"""How the terms of the law and of the municipality stand at the close of a week."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Final

from triage.monitoring.handled import Handled
from triage.monitoring.life import Life
from triage.monitoring.passing import Earliest, Passed, PassedCount
from triage.monitoring.values import Terms
from triage.rulebook import Rulebook

SOON: Final = timedelta(days=3)
"""A term that ends within these days is about to pass."""


class TermCount:
    """Counts terms, case by case.

    Args:
        rulebook: Whose levels and rules gave the terms.
        today: The first day after the week, or the day itself while the week still runs.
        handled: When alarms were handled.
    """

    def __init__(self, rulebook: Rulebook, today: date, handled: Handled) -> None:
        self._rulebook = rulebook
        self._today = today
        self._states: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._overdue: defaultdict[str, Earliest] = defaultdict(Earliest)
        self._ending: defaultdict[str, Earliest] = defaultdict(Earliest)
        self._passed = PassedCount(handled)

    def add(self, life: Life) -> None:
        """Count the terms of one case."""
        for giver, day, said in life.terms:
            state = self._state(life, day, said)
            self._states[giver][state] += 1
            if day is not None and state == "running" and day < self._today + SOON:
                self._ending[giver].add(day, life.case)
            if day is not None and state in ("overdue", "late"):
                over = date.fromordinal(day.toordinal() + 1)
                self._passed.note(_key(giver), over, life.case, standing=state == "overdue")
            if day is not None and state == "overdue":
                self._overdue[giver].add(day, life.case)

    def _state(self, life: Life, day: date | None, said: str) -> str:
        if said != "running":
            return said
        if life.closed is not None:
            return "lapsed"
        return "overdue" if day is not None and day < self._today else "running"

    def terms(self) -> tuple[Terms, ...]:
        """Per level and rule that gave a term, in the order of the configuration."""
        return tuple(
            Terms(
                key,
                self.name(key),
                **{state: self._states[key][state] for state in _STATES},
                cases=self._overdue[key].cases(),
            )
            for key in self._order()
        )

    def passed(self) -> dict[str, Passed]:
        """By giver, the terms that are an alarm."""
        passed = self._passed.passed()
        return {giver: passed[_key(giver)] for giver in self._order() if _key(giver) in passed}

    def ending(self) -> dict[str, tuple[int, tuple[str, ...]]]:
        """By giver, of how many cases its term ends within days, and the first of those cases."""
        return {
            giver: (self._ending[giver].count, self._ending[giver].cases())
            for giver in self._order()
            if giver in self._ending
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


def _key(giver: str) -> str:
    """Of the alarm about its terms."""
    return f"termijn-{giver}"
