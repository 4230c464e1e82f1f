"""What each answer leaves standing of a set of rows, worked out beforehand.

A set of rows is one whole number, a bit for each row. Two sets stand side by side in a number
twice as wide: below, the rows that may still hold; above, those of which nothing is unknown either.
So one AND with what an answer leaves standing sees to both.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import attrs

from triage.conditions import Within
from triage.engines.rows import Literal, Row
from triage.rulebook import Rulebook

TOP: Final = 10**20
"""Above every number that can be answered or computed: 15 digits, up to four of them decimals."""

ABSENT: Final = 10**21
"""Stands for no answer where answers are numbers: above `TOP`, counted from whatever day."""

REMEMBERED: Final = 4096
"""How many sets of choices are remembered for one question."""

Literals = Mapping[Literal, int]
"""What is tested of one name, each with the set of the rows that test it."""


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

    def unanswered(self, literals: Literals, *, hypothetical: bool) -> int:
        """What is left without an answer; with `hypothetical` an answer may still come."""
        doubted = failed = 0
        for literal, rows in literals.items():
            passes = None if hypothetical else literal.without_answer
            if passes is not True:
                doubted |= rows
            if passes is False:
                failed |= rows
        return self.pair(self.every & ~doubted, self.every & ~failed)


class Choices(dict[int, int]):
    """What several choices together leave standing, worked out when they are first met."""

    def __init__(self, sets: Sets, literals: Literals, unanswered: int) -> None:
        super().__init__({-1: unanswered})
        self._sets, self._literals = sets, literals

    def __missing__(self, chosen: int) -> int:
        (standing,) = _masks(self._sets, self._literals, (chosen,))
        if len(self) < REMEMBERED:
            self[chosen] = standing
        return standing


@attrs.frozen
class Standing:
    """What is left standing by each answer to one question.

    Attributes:
        name: The question, conclusion or computed value.
        relative: The answer is read as days from the day of reckoning.
        cuts: The first mask is for numbers up to the first cut, the second for those above it and
            up to the second cut, and so on. None: the answer itself says which mask.
        masks: What each leaves standing, as a pair; none for several choices.
        absent: The number that stands for no answer.
    """

    name: str
    relative: bool
    cuts: tuple[int, ...] | None
    masks: tuple[int, ...]
    absent: int
    _sets: Sets
    _literals: Literals

    @property
    def few(self) -> bool:
        """Whether there are so few answers that each has its own mask."""
        return self.cuts is None and bool(self.masks)

    def table(self, *, hypothetical: bool) -> tuple[int, ...]:
        """The masks, and after them the one for no answer."""
        return *self.masks, self._sets.unanswered(self._literals, hypothetical=hypothetical)

    def choices(self, *, hypothetical: bool) -> Choices:
        """The same of several choices, by the set of them."""
        (unanswered,) = self.table(hypothetical=hypothetical)
        return Choices(self._sets, self._literals, unanswered)


def standings(rows: Mapping[int, Row], sets: Sets, rulebook: Rulebook) -> dict[str, list[Standing]]:
    """All that the rows test, by name; days from the day of reckoning stand apart.

    Args:
        rows: By the number of their bit.
        sets: How sets of these rows are written.
        rulebook: Says which answers a question can have.
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
        bounds, masks, absent = _by_answer(name, literals, sets, rulebook)
        one = Standing(name, relative, bounds, masks, absent, sets, literals)
        found.setdefault(name, []).append(one)
    return found


def _by_answer(
    name: str, literals: Literals, sets: Sets, rulebook: Rulebook
) -> tuple[tuple[int, ...] | None, tuple[int, ...], int]:
    """The cuts, the masks, and the number for no answer."""
    answers = _answers(name, rulebook)
    if answers is None:
        bounds = cuts(literals)
        return bounds, _masks(sets, literals, bounds), ABSENT
    return None, _masks(sets, literals, range(answers)), answers or -1


def _answers(name: str, rulebook: Rulebook) -> int | None:
    """How many answers there are: None is any number, 0 is any set of choices."""
    if name in rulebook.computed:
        return None
    question = rulebook.questions.get(name)
    if question is None:  # a conclusion or a helper: 0 is no, 1 is yes
        return 2
    match question.kind:
        case "ja_nee" | "tekst":
            return 2
        case "keuze":
            return len(question.options)
        case "meerkeuze":
            return 0
        case _:
            return None


def cuts(literals: Iterable[Literal]) -> tuple[int, ...]:
    """Where numbers begin to pass or to fail a test: the last of each that is alike."""
    ranges = [
        bounds for lit in literals if isinstance(lit.test, Within) for bounds in lit.test.ranges
    ]
    lows = {low - 1 for low, _ in ranges if low is not None}
    highs = {high for _, high in ranges if high is not None}
    return (*sorted(lows | highs), TOP)


def _masks(sets: Sets, literals: Literals, answers: Sequence[int]) -> tuple[int, ...]:
    """What each of the answers leaves standing; they stand in order."""
    failed = [0] * len(answers)
    for literal, rows in literals.items():
        for place in _failing(literal, answers):
            failed[place] |= rows
    return tuple(map(sets.without, failed))


def _failing(literal: Literal, answers: Sequence[int]) -> Iterable[int]:
    """The places of the answers that do not pass."""
    test = literal.test
    if not isinstance(test, Within):
        return [place for place, answer in enumerate(answers) if not literal.passes(answer)]
    within: set[int] = set()
    for low, high in test.ranges:
        first = 0 if low is None else bisect_left(answers, low)
        within.update(range(first, len(answers) if high is None else bisect_right(answers, high)))
    return within.symmetric_difference(range(len(answers)) if literal.positive else ())
