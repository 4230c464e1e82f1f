"""The reference meaning, in plain Python: a case is a walk along its answers.

Every rule is brought into rows: a row is a set of tests that must all pass, and a rule holds when one
of its rows does. A set of rows is a bit set in one whole number, and so is, for every answer, the set of
rows that this answer leaves standing. Deciding a case is then one look-up and two ANDs per question:
`certain` keeps the rows of which all tests pass, `possible` those of which none has failed. That gives
all three values, and costs per question rather than per rule.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from graphlib import TopologicalSorter

import attrs

from triage.conditions import Chosen, Counted, Within
from triage.engines.rows import Literal, Row, rows_of
from triage.rulebook import Rulebook


class Direct:
    """The engine `direct`; compiles once per set of rules that are valid together."""

    name = "direct"

    def __init__(self) -> None:
        self._compiled: dict[tuple[str, frozenset[str]], _Compiled] = {}

    def compile(self, rulebook: Rulebook, on: date) -> DirectProgram:
        """Make ready to decide on that day."""
        valid = frozenset(name for name, rule in rulebook.rules.items() if rule.valid(on))
        key = (rulebook.version, valid)
        if key not in self._compiled:
            self._compiled[key] = _compile(rulebook, valid)
        return DirectProgram(self._compiled[key], on.toordinal())


@attrs.frozen
class _Index:
    """What each answer to one question leaves standing.

    Attributes:
        name: The question, conclusion or computed value.
        relative: The answer is read as days from the day of reckoning.
        bounds: Where a number passes from one segment to the next; segment i ends at bounds[i].
        masks: Per segment the rows left standing.
        absent: Rows left standing, certainly, when there is no answer.
        absent_possible: Rows that may still stand when there is no answer.
        untouched: Rows that do not test this at all.
        chosen: For several choices, in place of bounds: per test its rows and whether it passes.
    """

    name: str
    relative: bool
    bounds: tuple[int, ...]
    masks: tuple[int, ...]
    absent: int
    absent_possible: int
    untouched: int
    chosen: tuple[tuple[int, Callable[[int], bool]], ...] = ()

    def standing(self, value: int) -> int:
        """The rows that this answer leaves standing."""
        if not self.chosen:
            return self.masks[bisect_left(self.bounds, value)]
        mask = self.masks[0]
        for rows, passes in self.chosen:
            if not passes(value):
                mask &= ~rows
        return mask


@attrs.frozen
class _Compiled:
    """A policy as bit sets over rows.

    Attributes:
        questions: An index per tested question or computed value.
        facts: In the order of deciding: the fact, the rows that set it, and its index, if tested.
        rules: Per rule its rows, in text order.
        conclusions: The declared ones, in text order.
    """

    every: int
    questions: tuple[_Index, ...]
    facts: tuple[tuple[str, int, _Index | None], ...]
    rules: tuple[tuple[str, int], ...]
    conclusions: tuple[str, ...]


class DirectVerdict:
    """What `direct` found; names are made on first use."""

    def __init__(
        self, compiled: _Compiled, certain: int, possible: int, facts: dict[str, bool | None]
    ) -> None:
        self._compiled = compiled
        self._certain, self._possible = certain, possible
        self._facts = facts

    @cached_property
    def fired(self) -> tuple[str, ...]:
        """Every valid rule that holds, in text order."""
        return tuple(name for name, rows in self._compiled.rules if self._certain & rows)

    @cached_property
    def open_rules(self) -> tuple[str, ...]:
        """Every valid rule that may still come to hold, in text order."""
        certain, possible = self._certain, self._possible
        return tuple(
            name for name, rows in self._compiled.rules if possible & rows and not certain & rows
        )

    @cached_property
    def facts(self) -> Mapping[str, bool | None]:
        """Every declared conclusion."""
        return {name: self._facts[name] for name in self._compiled.conclusions}


class DirectProgram:
    """A policy ready to decide on one day."""

    def __init__(self, compiled: _Compiled, on: int) -> None:
        self._compiled, self._on = compiled, on

    def decide(
        self, cases: Iterable[Mapping[str, int]], *, hypothetical: bool = False
    ) -> Sequence[DirectVerdict]:
        """Decide cases one by one, in their order."""
        return [self._decide(case, hypothetical=hypothetical) for case in cases]

    def _decide(self, answers: Mapping[str, int], *, hypothetical: bool) -> DirectVerdict:
        compiled = self._compiled
        certain = possible = compiled.every
        for index in compiled.questions:
            value = answers.get(index.name)
            if value is not None:
                standing = index.standing(value - self._on if index.relative else value)
                certain &= standing
                possible &= standing
            elif hypothetical:
                certain &= index.untouched
            else:
                certain &= index.absent
                possible &= index.absent_possible
        facts: dict[str, bool | None] = {}
        for name, setters, tested in compiled.facts:
            value_of: bool | None = None
            if certain & setters:
                value_of = True
            elif not possible & setters:
                value_of = False
            facts[name] = value_of
            if tested is None:
                continue
            if value_of is not None:
                standing = tested.standing(int(value_of))
                certain &= standing
                possible &= standing
            elif hypothetical:
                certain &= tested.untouched
            else:
                certain &= tested.absent
                possible &= tested.absent_possible
        return DirectVerdict(compiled, certain, possible, facts)


def _compile(rulebook: Rulebook, valid: frozenset[str]) -> _Compiled:
    rows: list[Row] = []
    owners: dict[str, int] = {}
    setters = dict.fromkeys(rulebook.layers, 0)

    def place(made: Sequence[Row]) -> int:
        first = len(rows)
        rows.extend(made)
        return (1 << len(rows)) - (1 << first)

    for name in sorted(valid):
        # A helper is called after its rule, with a sign that no name can have.
        expanded = rows_of(rulebook.rules[name].condition, f"/{name}")
        for helper, made in expanded.helpers:
            setters[helper] = place(made)
        owners[name] = place(expanded.rows)
        for fact in rulebook.rules[name].outcome.facts:
            setters[fact] |= owners[name]
    every = (1 << len(rows)) - 1
    indexes = _indexes(rows, every)
    facts = tuple(
        (name, setters[name], indexes.pop((name, False), None))
        for name in _in_order(setters, rows)
    )
    return _Compiled(
        every,
        tuple(indexes.values()),
        facts,
        tuple(owners.items()),
        tuple(sorted(rulebook.conclusions)),
    )


def _in_order(setters: Mapping[str, int], rows: Sequence[Row]) -> Iterable[str]:
    """Conclusions and helpers, each after those that its rows test."""
    needs: dict[str, list[str]] = {}
    for name, mask in setters.items():
        needs[name] = [
            literal.test.name
            for number in _bits(mask)
            for literal in rows[number]
            if literal.test.name in setters
        ]
    return TopologicalSorter(needs).static_order()


def _bits(mask: int) -> Iterator[int]:
    """The positions of the bits that are set."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _indexes(rows: Sequence[Row], every: int) -> dict[tuple[str, bool], _Index]:
    """An index for everything that is tested, by name and by whether days from `on` are meant."""
    tested: dict[tuple[str, bool], dict[Literal, int]] = {}
    for number, row in enumerate(rows):
        for literal in row:
            test = literal.test
            key = test.name, isinstance(test, Within) and test.relative
            literals = tested.setdefault(key, {})
            literals[literal] = literals.get(literal, 0) | 1 << number
    return {key: _index(*key, literals, every) for key, literals in tested.items()}


def _index(name: str, relative: bool, literals: Mapping[Literal, int], every: int) -> _Index:  # noqa: FBT001
    absent = possible = untouched = every
    for literal, mask in literals.items():
        untouched &= ~mask
        if literal.without_answer is not True:
            absent &= ~mask
        if literal.without_answer is False:
            possible &= ~mask
    if any(isinstance(literal.test, Chosen | Counted) for literal in literals):
        chosen = tuple((mask, literal.passes) for literal, mask in literals.items())
        return _Index(name, relative, (), (every,), absent, possible, untouched, chosen)
    bounds = sorted(
        {
            cut
            for literal in literals
            if isinstance(literal.test, Within)
            for low, high in literal.test.ranges
            for cut in (None if low is None else low - 1, high)
            if cut is not None
        }
    )
    masks: list[int] = []
    for value in [*bounds, bounds[-1] + 1 if bounds else 0]:
        standing = every
        for literal, mask in literals.items():
            if not literal.passes(value):
                standing &= ~mask
        masks.append(standing)
    return _Index(name, relative, tuple(bounds), tuple(masks), absent, possible, untouched)
