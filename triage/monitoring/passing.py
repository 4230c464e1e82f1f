"""What went wrong and may be put right since: all that is still so, and what is new of the rest."""

from __future__ import annotations

import heapq
from collections import defaultdict
from datetime import date
from typing import Final

import attrs

from triage.monitoring.handled import Handled

SHOWN: Final = 20
"""So many cases are named; the others are only counted."""


class Earliest:
    """The cases that are named, of many: those with the earliest days.

    Everything about one case is added before anything about another, so a case that is added twice
    in a row counts once.
    """

    def __init__(self) -> None:
        self.count = 0
        self._last: str | None = None
        self._found: list[tuple[int, str]] = []

    def add(self, day: date, case: str) -> None:
        """Count a case, and remember it if it is one of the earliest."""
        if case == self._last:
            return
        self._last = case
        self.count += 1
        push = heapq.heappush if len(self._found) < SHOWN else heapq.heappushpop
        push(self._found, (-day.toordinal(), case))

    def cases(self) -> tuple[str, ...]:
        """The first of them, the earliest first."""
        return tuple(case for _, case in sorted(self._found, key=lambda one: (-one[0], one[1])))


@attrs.frozen
class Passed:
    """What went wrong, of one kind.

    Attributes:
        since: The first day on which it was so.
        count: How often: where it is still so, and where it was put right but not seen to yet.
        standing: How often it is still so.
        people: Of how many cases.
        cases: The first of those.
    """

    since: date
    count: int
    standing: int
    people: int
    cases: tuple[str, ...]


@attrs.define
class _Kept:
    """What was noted under one key."""

    since: date = date.max
    over: int = 0
    standing: int = 0
    new: bool = False
    cases: Earliest = attrs.field(factory=Earliest)


class PassedCount:
    """Counts what went wrong, by key of the alarm about it.

    What is still so at the close of a week is in the report of every week, also when its alarm was
    handled; only for the rest of the week in which it is handled it is quiet. What was put right is
    there until it is handled.
    """

    def __init__(self, handled: Handled) -> None:
        self._handled: Final = handled
        self._kept: defaultdict[str, _Kept] = defaultdict(_Kept)

    def note(self, key: str, day: date, case: str, *, standing: bool) -> None:
        """Count something that went wrong.

        Args:
            key: Of the alarm.
            day: The first day on which it was so.
            case: Which case it is about.
            standing: Whether it is still so.
        """
        seen = self._handled.covers(key, day)
        if seen and not standing:
            return
        kept = self._kept[key]
        kept.since = min(kept.since, day)
        kept.new = kept.new or not seen
        if standing:
            kept.standing += 1
            kept.cases.add(day, case)
        else:
            kept.over += 1

    def passed(self) -> dict[str, Passed]:
        """By key of the alarm, what has to be told."""
        return {
            key: Passed(
                kept.since,
                kept.over + kept.standing,
                kept.standing,
                kept.cases.count,
                kept.cases.cases(),
            )
            for key, kept in sorted(self._kept.items())
            if kept.new or not self._handled.just_now(key)
        }
