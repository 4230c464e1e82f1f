"""From rules to what durable-rules can take: every rule within its budgets, in strata.

A part that does not fit beside the rest of its rule becomes a helper: a nameless conclusion that is
decided one stratum earlier. So does a `minstens N van` that would take too long to write out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import comb
from typing import Final

import attrs

from triage.conditions import (
    All,
    AtLeast,
    Chosen,
    Condition,
    Counted,
    Known,
    Not,
    Test,
    Within,
    tests_of,
)
from triage.engines.durable.nodes import (
    LIMIT,
    Every,
    Leaf,
    Node,
    Some,
    cost,
    every,
    leaves,
    outside,
    possible,
    some,
    within,
)
from triage.engines.durable.properties import Property, View
from triage.errors import EngineRefusal
from triage.rulebook import Rulebook

MAX_WIDTH: Final = 60
MAX_PATHS: Final = 60
MAX_GROUPS: Final = 14
MAX_TESTS: Final = 100
MAX_WRITTEN_OUT: Final = 20


@attrs.frozen
class Unit:
    """What is decided as one: a rule, or a part of one. It holds when one of its patterns does."""

    level: int
    patterns: tuple[Node, ...]


@attrs.frozen
class Derived:
    """A conclusion or helper: it is `ja` when at least `count` of the units hold."""

    name: str
    count: int
    units: tuple[int, ...]
    level: int


@attrs.frozen
class Plan:
    """A policy as units.

    Attributes:
        properties: By the name under which durable-rules knows them.
        units: Each tests only what derives from units of a lower level.
        derived: Each with the highest level of its units.
        rules: The unit of each rule, in text order.
    """

    properties: Mapping[str, Property]
    units: Sequence[Unit]
    derived: Sequence[Derived]
    rules: Mapping[str, int]


def plan(rulebook: Rulebook, valid: Iterable[str]) -> Plan:
    """Bring the valid rules within the budgets.

    Raises:
        EngineRefusal: A rule compares with a number that is too large to be exact.
    """
    names = sorted(valid)
    setters: dict[str, list[str]] = {fact: [] for fact in rulebook.layers}
    for name in names:
        _check(name, rulebook.rules[name].condition)
        for fact in rulebook.rules[name].outcome.facts:
            setters[fact].append(name)
    planner = _Planner()
    units: dict[str, int] = {}

    def unit(name: str) -> int:
        if name not in units:
            units[name] = planner.unit(planner.holds(rulebook.rules[name].condition))
        return units[name]

    # The level of a conclusion has to be known before the rules that test it.
    for fact in rulebook.layers:
        planner.derive(fact, 1, [unit(name) for name in setters[fact]])
    rules = {name: unit(name) for name in names}
    return Plan(planner.properties, planner.units, planner.derived, rules)


def _check(rule: str, condition: Condition) -> None:
    for test in tests_of(condition):
        if isinstance(test, Within | Counted):
            bounds = [bound for ends in test.ranges for bound in ends if bound is not None]
            if any(abs(bound) >= LIMIT for bound in bounds):
                raise EngineRefusal((rule,), f"een getal bij '{test.name}' van 2^53 of meer")


class _Planner:
    def __init__(self) -> None:
        self.properties: dict[str, Property] = {}
        self.units: list[Unit] = []
        self.derived: list[Derived] = []
        self._keys: dict[Property, str] = {}
        self._levels: dict[str, int] = {}

    def holds(self, condition: Condition) -> Node:
        """What has to be so for the condition to hold."""
        match condition:
            case Not(part):
                return self.fails(part)
            case All(parts):
                return every([self.holds(part) for part in parts])
            case AtLeast(count, parts):
                return self._choose(count, [self.holds(part) for part in parts])
            case _:
                return self._test(condition, wanted=True)

    def fails(self, condition: Condition) -> Node:
        """What has to be so for the condition to fail."""
        match condition:
            case Not(part):
                return self.holds(part)
            case All(parts):
                return some([self.fails(part) for part in parts])
            case AtLeast(count, parts):
                left_out = len(parts) - count + 1
                return self._choose(left_out, [self.fails(part) for part in parts])
            case _:
                return self._test(condition, wanted=False)

    def _test(self, test: Test, *, wanted: bool) -> Node:
        match test:
            case Known(name, known):
                return self._bit(Property(name, "known"), wanted=known is wanted)
            case Within(name, ranges, relative):
                view: View = "days" if relative else "value"
            case Counted(name, ranges):
                view = "count"
            case Chosen(name, bits, all_of):
                numbers = [number for number in range(bits.bit_length()) if bits >> number & 1]
                options = [Property(name, "option", number) for number in numbers]
                join = every if all_of is wanted else some
                return join(self._bit(option, wanted=wanted) for option in options)
        return within(self._key(Property(name, view)), ranges if wanted else outside(ranges))

    def _bit(self, one: Property, *, wanted: bool) -> Node:
        """A property that is 1 or 0; one bound is enough to tell which."""
        key = self._key(one)
        return Leaf(key, "gte", 1) if wanted else Leaf(key, "lte", 0)

    def _key(self, one: Property) -> str:
        if one not in self._keys:
            self._keys[one] = f"f{len(self._keys)}"
            self.properties[self._keys[one]] = one
        return self._keys[one]

    def _choose(self, count: int, nodes: Sequence[Node]) -> Node:
        """At least so many of the nodes hold."""
        if count <= 0:
            return Every(())
        if count > len(nodes):
            return Some(())
        if comb(len(nodes), count) > max(MAX_WRITTEN_OUT, len(nodes)):
            return self._helper(count, nodes)
        return some(every(chosen) for chosen in combinations(nodes, count))

    def _helper(self, count: int, nodes: Sequence[Node]) -> Node:
        name = f"/{len(self.derived)}"  # a sign that no name can have
        self.derive(name, count, [self.unit(node) for node in nodes])
        return self._bit(Property(name, "value"), wanted=True)

    def derive(self, name: str, count: int, units: Sequence[int]) -> None:
        """Add a conclusion or helper over units that were added before."""
        level = max((self.units[unit].level for unit in units), default=0)
        self.derived.append(Derived(name, count, tuple(units), level))
        self._levels[name] = level + 1

    def unit(self, node: Node) -> int:
        """Add what is decided as one; its number."""
        branches = node.parts if isinstance(node, Some) else (node,)
        patterns = tuple(self._fitted(branch) for branch in branches)
        level = max((self._level(pattern) for pattern in patterns), default=0)
        self.units.append(Unit(level, patterns))
        return len(self.units) - 1

    def _level(self, node: Node) -> int:
        names = (self.properties[leaf.name].name for leaf in leaves(node))
        return max((self._levels.get(name, 0) for name in names), default=0)

    def _fitted(self, node: Node) -> Node:
        """The node as a pattern within the budgets, with helpers for what does not fit."""
        while not _fits(node):
            parts = list(node.parts) if isinstance(node, Every) else [node]
            groups = [part for part in parts if isinstance(part, Some)]
            if groups:
                widest = max(groups, key=lambda group: cost(possible(group)).width)
                parts[parts.index(widest)] = self._helper(1, [widest])
            else:
                slices = range(0, len(parts), MAX_TESTS)
                parts = [
                    self._helper(1, [every(parts[start : start + MAX_TESTS])]) for start in slices
                ]
            node = every(parts)
        return node


def _fits(node: Node) -> bool:
    # Written as possible, a node is never smaller than as certain.
    written = possible(node)
    found = cost(written if isinstance(written, Every) else Every((written,)))
    return (
        found.width <= MAX_WIDTH
        and found.paths <= MAX_PATHS
        and found.groups <= MAX_GROUPS
        and sum(1 for _ in leaves(node)) <= MAX_TESTS
    )
