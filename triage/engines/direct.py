"""The reference meaning, in plain Python: a case is a walk along its answers.

Every rule is brought into rows: a row is a set of tests that must all pass, and a rule holds when
one of its rows does. Every answer leaves some rows standing and others not, so a case is decided by
one look-up and one AND for each question, however many rules there are: `standing` makes the
tables, `walking` the walk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from graphlib import TopologicalSorter
from itertools import compress
from typing import Final, overload

import attrs

from triage.engines import plan_key
from triage.engines.branching import Branches
from triage.engines.rows import Row, Rows, rows_of
from triage.engines.standing import Sets, standings
from triage.engines.walking import Walk, walk
from triage.rulebook import Rulebook

_DIGITS: Final = bytes.maketrans(b"01", b"\0\1")


class Direct:
    """The engine `direct`; compiles once per set of rules that are valid together."""

    name = "direct"

    def __init__(self) -> None:
        self._plans: dict[tuple[object, ...], Plan] = {}

    def compile(self, rulebook: Rulebook, on: date) -> DirectProgram:
        """Make ready to decide on that day."""
        valid = frozenset(name for name, rule in rulebook.rules.items() if rule.valid(on))
        key = plan_key(rulebook, valid)
        if key not in self._plans:
            self._plans[key] = _plan(rulebook, sorted(valid))
        return DirectProgram(self._plans[key], on.toordinal())


class DirectProgram:
    """A policy ready to decide on one day."""

    def __init__(self, plan: Plan, on: int) -> None:
        self._plan, self._on = plan, on

    def decide(
        self, cases: Iterable[Mapping[str, int]], *, hypothetical: bool = False
    ) -> Sequence[DirectVerdict]:
        """Decide cases one by one, in their order."""
        plan = self._plan
        decide = plan.suppose if hypothetical else plan.decide
        return DirectVerdicts(plan, decide(cases, self._on))


class DirectVerdicts(Sequence["DirectVerdict"]):
    """What `direct` found, case by case; each verdict is made when it is asked for."""

    __slots__ = ("_pairs", "_plan")

    def __init__(self, plan: Plan, pairs: list[int]) -> None:
        self._plan, self._pairs = plan, pairs

    def __len__(self) -> int:
        return len(self._pairs)

    @overload
    def __getitem__(self, place: int) -> DirectVerdict: ...

    @overload
    def __getitem__(self, place: slice) -> DirectVerdicts: ...

    def __getitem__(self, place: int | slice) -> DirectVerdict | DirectVerdicts:
        if isinstance(place, slice):
            return DirectVerdicts(self._plan, self._pairs[place])
        return DirectVerdict(self._plan, self._pairs[place])

    def __iter__(self) -> Iterator[DirectVerdict]:
        plan = self._plan
        return (DirectVerdict(plan, pair) for pair in self._pairs)


class DirectVerdict:
    """What `direct` found; names are made when they are asked for."""

    __slots__ = ("_pair", "_plan")

    def __init__(self, plan: Plan, pair: int) -> None:
        self._plan, self._pair = plan, pair

    @property
    def fired(self) -> tuple[str, ...]:
        """Every valid rule that holds, in text order."""
        plan = self._plan
        return plan.named(plan.holding(self._pair >> plan.width))

    @property
    def open_rules(self) -> tuple[str, ...]:
        """Every valid rule that may still come to hold, in text order."""
        plan = self._plan
        return plan.named(plan.holding(self._pair) & ~plan.holding(self._pair >> plan.width))

    @property
    def facts(self) -> Mapping[str, bool | None]:
        """Every declared conclusion."""
        certain, possible = self._pair >> self._plan.width, self._pair
        return {
            name: True if certain & setters else None if possible & setters else False
            for name, setters in self._plan.facts
        }


@attrs.frozen
class Plan:
    """A policy as sets of rows. The bit of a rule is that of its first row.

    Attributes:
        width: The number of bits of a set.
        rules: The names in text order, which is that of their bits from high to low.
        more: Per rule of several rows: the other rows, and its own bit.
        facts: The declared conclusions in text order, each with the rows that set it.
        decide: What is left standing of each case.
        suppose: The same, when answers that are absent may still come.
    """

    width: int
    rules: tuple[str, ...]
    more: tuple[tuple[int, int], ...]
    facts: tuple[tuple[str, int], ...]
    decide: Walk
    suppose: Walk

    def holding(self, rows: int) -> int:
        """The bits of the rules of which one of these rows is."""
        for others, rule in self.more:
            if rows & others:
                rows |= rule
        return rows & ((1 << len(self.rules)) - 1)

    def named(self, rules: int) -> tuple[str, ...]:
        """The names of the rules with these bits, in text order."""
        if not rules:
            return ()
        # The bit put before them keeps the zeros in front; it goes with the 0b.
        digits = bin(rules | 1 << len(self.rules))[3:]
        return tuple(compress(self.rules, digits.encode().translate(_DIGITS)))


class _Layout:
    """Which bit is which row.

    Attributes:
        rows: By the number of their bit.
        more: As in `Plan`.
        setters: Per conclusion and helper the set of the rows that set it.
    """

    def __init__(self, rulebook: Rulebook, names: Sequence[str]) -> None:
        self.rows: dict[int, Row] = {}
        self.more: list[tuple[int, int]] = []
        self.setters = dict.fromkeys(rulebook.layers, 0)
        self._free = len(names)
        for bit, name in enumerate(reversed(names)):
            rule = rulebook.rules[name]
            # A helper is called after its rule, with a sign that no name can have.
            expanded = rows_of(rule.condition, f"/{name}")
            for helper, rows in expanded.helpers:
                self.setters[helper] = self._place(rows)
            own = self._place_rule(bit, expanded.rows)
            for fact in rule.outcome.facts:
                self.setters[fact] |= own

    def _place_rule(self, bit: int, rows: Rows) -> int:
        if not rows:
            return 0
        self.rows[bit] = rows[0]
        others = self._place(rows[1:])
        if others:
            self.more.append((others, 1 << bit))
        return others | 1 << bit

    def _place(self, rows: Rows) -> int:
        first = self._free
        self._free += len(rows)
        self.rows.update(enumerate(rows, first))
        return (1 << self._free) - (1 << first)

    @property
    def sets(self) -> Sets:
        """How sets of these rows are written."""
        return Sets(sum(1 << bit for bit in self.rows), self._free)

    def deciding(self) -> Iterator[str]:
        """Conclusions and helpers, each after those that its rows test."""
        needs = {
            name: {
                literal.test.name
                for bit in _bits(rows)
                for literal in self.rows[bit]
                if literal.test.name in self.setters
            }
            for name, rows in self.setters.items()
        }
        return iter(TopologicalSorter(needs).static_order())


def _bits(rows: int) -> Iterator[int]:
    """The numbers of the bits that are set."""
    while rows:
        lowest = rows & -rows
        yield lowest.bit_length() - 1
        rows ^= lowest


def _plan(rulebook: Rulebook, names: Sequence[str]) -> Plan:
    layout = _Layout(rulebook, names)
    sets, setters = layout.sets, layout.setters
    tested = standings(layout.rows, sets, rulebook)
    deciding = list(layout.deciding())
    facts = [(one, setters[name]) for name in deciding for one in tested.pop(name, ())]
    questions = [one for some in tested.values() for one in some]
    branches = Branches(layout.rows, setters, deciding, rulebook)
    return Plan(
        sets.width,
        tuple(names),
        tuple(layout.more),
        tuple((name, setters[name]) for name in sorted(rulebook.conclusions)),
        walk(sets, questions, facts, branches, hypothetical=False),
        walk(sets, questions, facts, branches, hypothetical=True),
    )
