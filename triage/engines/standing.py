"""What each answer leaves standing of a set of rows, worked out beforehand.

A set of rows is one whole number, a bit for each row. Two sets stand side by side in a number twice
as wide: below, the rows that may still hold; above, those of which nothing is unknown either. So one
AND with what an answer leaves standing sees to both.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import Final

import attrs

from triage.conditions import Chosen, Counted, Within
from triage.engines.rows import Literal, Row
from triage.rulebook import Rulebook

TOP: Final = 1 << 62
"""Above every number that can be answered or computed."""

MISSING: Final = 1 << 63
"""Stands for no answer; counted in days from any day it is still above `TOP`."""

REMEMBERED: Final = 4096
"""How many sets of choices are remembered for one question."""

Tested = Mapping[Literal, int]
"""The literals about one name, each with the set of rows that it stands in."""


@attrs.frozen
class Sets:
    """How sets of rows are written: the set of all rows, and the number of bits of a set."""

    every: int
    width: int

    def pair(self, certain: int, possible: int) -> int:
        """Both sets side by side."""
        return certain << self.width | possible

    def without(self, failed: int) -> int:
        """All rows but these, certainly and possibly."""
        standing = self.every & ~failed
        return self.pair(standing, standing)

    def missing(self, literals: Tested, *, hypothetical: bool) -> int:
        """What is left when there is no answer; with `hypothetical` one may still come."""
        doubted = failed = 0
        for literal, rows in literals.items():
            passes = None if hypothetical else literal.without_answer
            if passes is not True:
                doubted |= rows
            if passes is False:
                failed |= rows
        return self.pair(self.every & ~doubted, self.every & ~failed)


class Choices(dict[int, int]):
    """What each set of choices leaves standing, worked out when that set is first met."""

    def __init__(self, sets: Sets, literals: Tested, missing: int) -> None:
        super().__init__({MISSING: missing})
        self._sets, self._literals = sets, literals

    def __missing__(self, chosen: int) -> int:
        failed = 0
        for literal, rows in self._literals.items():
            if not literal.passes(chosen):
                failed |= rows
        standing = self._sets.without(failed)
        if len(self) < REMEMBERED:
            self[chosen] = standing
        return standing


@attrs.frozen
class Standing:
    """What is left standing by each answer to one question; pairs of sets throughout.

    Attributes:
        name: The question, conclusion or computed value.
        relative: The answer is read as days from the day of reckoning.
        cuts: Where numbers pass from one mask to the next: the first mask is for numbers up to the
            first cut, the second for those above it and up to the second. Empty: the answer itself
            says which mask.
        masks: By answer, or one for each cut; the last one for no answer.
        missing: The answer that stands for none.
    """

    name: str
    relative: bool
    cuts: tuple[int, ...]
    masks: tuple[int, ...] | Choices
    missing: int


def standings(
    rows: Mapping[int, Row], sets: Sets, rulebook: Rulebook, *, hypothetical: bool
) -> dict[str, list[Standing]]:
    """Everything that the rows test, by name; days from the day of reckoning stand apart.

    Args:
        rows: By the number of their bit.
        sets: How sets of these rows are written.
        rulebook: Says which answers there are.
        hypothetical: An answer that is absent may still come.
    """
    tested: dict[tuple[str, bool], dict[Literal, int]] = {}
    for number, row in rows.items():
        for literal in row:
            test = literal.test
            key = test.name, isinstance(test, Within) and test.relative
            literals = tested.setdefault(key, {})
            literals[literal] = literals.get(literal, 0) | 1 << number
    found: dict[str, list[Standing]] = {}
    for (name, relative), literals in tested.items():
        missing = sets.missing(literals, hypothetical=hypothetical)
        answers = _answers(name, rulebook)
        if any(isinstance(literal.test, Chosen | Counted) for literal in literals):
            one = Standing(name, relative, (), Choices(sets, literals, missing), MISSING)
        elif answers:
            masks = _masks(sets, literals, range(answers))
            one = Standing(name, relative, (), (*masks, missing), answers)
        else:
            cuts = _cuts(literals)
            masks = _masks(sets, literals, cuts)
            one = Standing(name, relative, cuts, (*masks, missing), MISSING)
        found.setdefault(name, []).append(one)
    return found
