"""Conditions brought into rows: a condition holds when every literal of one of its rows does.

Denial is pushed to the tests, so rows only grow more certain as answers come in, and bringing a
condition into rows changes none of its three values. Where that would take too many rows, a part
becomes a helper: a nameless conclusion of its own.
"""

from __future__ import annotations

from itertools import combinations, product
from math import comb, prod
from typing import Final

import attrs

from triage.conditions import All, AtLeast, Condition, Known, Not, Test, Within, passes

MAX_ROWS: Final = 24


@attrs.frozen
class Literal:
    """A test, or its denial."""

    test: Test
    positive: bool = True

    def passes(self, value: int) -> bool:
        """Whether a known value passes."""
        return passes(self.test, value) is self.positive

    @property
    def without_answer(self) -> bool | None:
        """Whether an absent answer passes; None is unknown."""
        if isinstance(self.test, Known):
            return self.test.known is not self.positive
        return None


Row = tuple[Literal, ...]
Rows = tuple[Row, ...]


@attrs.frozen
class Expanded:
    """The rows of a condition, and those of the helpers that they test."""

    rows: Rows
    helpers: tuple[tuple[str, Rows], ...]


def rows_of(condition: Condition, name: str) -> Expanded:
    """Bring a condition into rows; helpers are called after `name`."""
    expansion = _Expansion(name)
    rows = expansion.expand(condition, positive=True)
    return Expanded(rows, tuple(expansion.helpers))


class _Expansion:
    def __init__(self, name: str) -> None:
        self.name = name
        self.helpers: list[tuple[str, Rows]] = []

    def expand(self, condition: Condition, *, positive: bool) -> Rows:
        match condition:
            case Not(part):
                return self.expand(part, positive=not positive)
            case All(parts):
                least = len(parts) if positive else 1
            case AtLeast(count, parts):
                least = count if positive else len(parts) - count + 1
            case _:
                return ((Literal(condition, positive),),)
        return self._at_least(least, [self.expand(part, positive=positive) for part in parts])

    def _at_least(self, least: int, members: list[Rows]) -> Rows:
        if least > len(members):
            return ()
        if least <= 0:
            return ((),)
        if least == 1:
            return tuple(row for rows in members for row in rows)
        if least == len(members):
            return self._all(members)
        largest = max(map(len, members))
        if comb(len(members), least) * largest**least <= MAX_ROWS:
            chosen = (self._all(list(some)) for some in combinations(members, least))
            return tuple(row for rows in chosen for row in rows)
        return self._ladder(least, members)

    def _all(self, members: list[Rows]) -> Rows:
        """Every combination of a row of each, with the longest members made helpers if need be."""
        members = list(members)
        while prod(map(len, members)) > MAX_ROWS:
            longest = max(range(len(members)), key=lambda i: len(members[i]))
            if len(members[longest]) == 1:
                break
            members[longest] = self._helper(members[longest])
        return tuple(tuple(lit for row in rows for lit in row) for rows in product(*members))

    def _ladder(self, least: int, members: list[Rows]) -> Rows:
        """At least so many, counted from the last member to the first in helpers of two rows."""
        nothing: Rows = ()
        always: Rows = ((),)
        rest: list[Rows] = [always] + [nothing] * least
        for rows in reversed(members):
            member = self._helper(rows) if len(rows) > 1 else rows
            step = [always]
            for count in range(1, least + 1):
                taken = self._all([member, rest[count - 1]]) if rest[count - 1] else nothing
                either = taken + rest[count]
                step.append(self._helper(either) if len(either) > 1 else either)
            rest = step
        return rest[least]

    def _helper(self, rows: Rows) -> Rows:
        name = f"{self.name}/{len(self.helpers)}"
        self.helpers.append((name, rows))
        return ((Literal(Within(name, ((1, 1),))),),)
