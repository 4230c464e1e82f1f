"""What each answer leaves standing of a set of rows, as bit sets made beforehand.

A set of rows is one whole number, a bit for each row. Two of them are kept side by side in a number of
twice the width: below, the rows that may still hold; above, those of which nothing is unknown either.
So one AND with what an answer leaves standing sees to both.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from triage.conditions import Chosen, Counted, Within
from triage.engines.rows import Literal, Row
from triage.rulebook import Rulebook

TOP: Final = 1 << 62
"""Above every number that an answer or a computed value can be."""

MISSING: Final = 1 << 63
"""Stands for no answer where answers are numbers; days from `on` leave it above `TOP`."""

_REMEMBERED: Final = 4096

Tested = dict[Literal, int]
"""The literals about one name, each with the rows it stands in."""


@attrs.frozen
class Standing:
    """What the answers to one question leave standing, by the number of the answer.

    Attributes:
        name: The question, conclusion or computed value.
        relative: The answer is read as days from the day of reckoning.
        cuts: An answer up to the first cut has the first mask, one up to the second cut the second,
            and so on; empty for several choices.
        masks: One for each cut, and a last one for no answer.
        supposed: The last one when an answer may still come.
        literals: For several choices, in place of cuts: what is tested.
    """

    name: str
    relative: bool
    cuts: tuple[int, ...]
    masks: tuple[int, ...]
    supposed: int
    literals: Tested = attrs.field(factory=dict)

    @property
    def dense(self) -> bool:
        """Whether the answer is itself the place of its mask, and no answer is the one after."""
        return self.cuts == tuple(range(len(self.cuts)))

    @property
    def missing(self) -> int:
        """The number that stands for no answer."""
        return len(self.cuts) if self.cuts and self.dense else MISSING


class Choices(dict[int, int]):
    """What sets of choices leave standing, worked out when a set is first met."""

    def __init__(self, standing: Standing, missing: int, every: int, width: int) -> None:
        super().__init__({MISSING: missing})
        self._literals, self._every, self._width = standing.literals, every, width

    def __missing__(self, value: int) -> int:
        rows = self._every
        for literal, mask in self._literals.items():
            if not literal.passes(value):
                rows &= ~mask
        found = rows << self._width | rows
        if len(self) < _REMEMBERED:
            self[value] = found
        return found


def standings(rows: Mapping[int, Row], every: int, width: int, rulebook: Rulebook) -> list[Standing]:
    """One for everything that the rows test, and for days from the day of reckoning apart.

    Args:
        rows: By the number of their bit.
        every: All rows as a bit set.
        width: The number of bits of a set.
        rulebook: Says which answers a question can have.
    """
    tested: dict[tuple[str, bool], Tested] = {}
    for number, row in rows.items():
        for literal in row:
            test = literal.test
            key = test.name, isinstance(test, Within) and test.relative
            literals = tested.setdefault(key, {})
            literals[literal] = literals.get(literal, 0) | 1 << number
    return [
        _standing(name, relative, literals, every, width, rulebook)
        for (name, relative), literals in tested.items()
    ]
