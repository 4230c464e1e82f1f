"""How often each thing was counted: this week, in total, and what was written down late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final, Literal

import attrs

from triage.monitoring.values import Figure

Kind = Literal[
    "counts", "apart", "unknown", "beside", "partial", "person", "line", "whole", "part", "done"
]
Key = tuple[Kind, str | None]
"""What a piece is to its indicator, and on which line of it."""
Piece = tuple[Key, date]
"""One thing to count, and its day."""


@attrs.define
class Times:
    """How often one thing happened; see `Figure`."""

    week: int = 0
    total: int = 0
    added: int = 0
    later: int = 0

    def tell(self, first: date, on: date, recorded: datetime) -> None:
        """Count one more, in a week that began on that first day."""
        self.total += 1
        if on >= first:
            self.week += 1
        elif recorded.date() >= first:
            self.added += 1

    def figure(self) -> Figure:
        """The numbers so far."""
        return Figure(self.week, self.total, self.added, max(self.later, 0))


class Sums:
    """Numbers by key.

    What was added is what the total grew by, less what happened in the week itself; so the total of
    a week is always that of the week before, with what happened and what was added.
    """

    def __init__(self, first: date) -> None:
        self._first: Final = first
        self._total: Final[Counter[Key]] = Counter()
        self._week: Final[Counter[Key]] = Counter()
        self._added: Final[Counter[Key]] = Counter()
        self._later: Final[Counter[Key]] = Counter()

    def add(
        self, now: Sequence[Piece], before: Sequence[Piece] | None, ever: Sequence[Piece] | None
    ) -> None:
        """Count the pieces of one case.

        Args:
            now: As they were known when the week closed.
            before: As they were known when the week before closed; None is the same ones.
            ever: As they are known since; None is the same ones.
        """
        for key, on in now:
            self._total[key] += 1
            if on >= self._first:
                self._week[key] += 1
            elif before is not None:
                self._added[key] += 1
        if before is not None:
            self._added.subtract(key for key, _ in before)
        if ever is not None:
            self._later.update(key for key, _ in ever)
            self._later.subtract(key for key, _ in now)

    def keys(self, kind: Kind) -> list[Key]:
        """Every key of this kind that was counted: at this close, at the one before, or since."""
        counted = {**self._total, **self._added, **self._later}
        return [key for key in counted if key[0] == kind]

    def lines(self, kind: Kind) -> set[str]:
        """The lines of those keys."""
        return {line for _, line in self.keys(kind) if line is not None}

    def counts(self, keys: Iterable[Key]) -> tuple[int, int]:
        """The numbers of these keys together: this week and in total."""
        found = list(keys)
        return sum(self._week[key] for key in found), sum(self._total[key] for key in found)

    def figure(self, keys: Iterable[Key]) -> Figure:
        """The numbers of these keys together, and what came late."""
        found = list(keys)
        week, total = self.counts(found)
        added = sum(self._added[key] for key in found)
        later = sum(self._later[key] for key in found)
        return Figure(week, total, added, max(0, later))
