"""From rules to what durable-rules can take: every rule within its budgets, in strata.

A part that does not fit beside the rest of its rule becomes a helper: a nameless conclusion that is
decided one stratum earlier. So does a `minstens N van` that would take too long to write out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
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
    Range,
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
    opposite,
    outside,
    some,
    within,
)
from triage.engines.durable.properties import Property
from triage.errors import EngineRefusal
from triage.rulebook import Rulebook

MAX_WIDTH: Final = 60
MAX_PATHS: Final = 60
MAX_GROUPS: Final = 14
MAX_TESTS: Final = 100

_Asked = tuple[Node, Node]


@attrs.frozen
class Unit:
    """What is decided as one: a rule, or a part of one.

    Attributes:
        holds: The patterns of which one has to match for it to hold.
        fails: Those of which one has to match for it to fail.
    """

    level: int
    holds: tuple[Node, ...]
    fails: tuple[Node, ...]


@attrs.frozen
class Derived:
    """A conclusion or helper: it is `ja` when at least `count` of the units hold."""

    name: str
    count: int
    units: tuple[int, ...]
    level: int

    def value(self, held: AbstractSet[int], failed: AbstractSet[int]) -> bool | None:
        """What it is, given the units that hold and those that fail; None is unknown."""
        if sum(unit in held for unit in self.units) >= self.count:
            return True
        return None if sum(unit not in failed for unit in self.units) >= self.count else False


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
        EngineRefusal: Rules compare with numbers that are too large to be exact; whether they are
            valid makes no difference.
    """
    if large := [name for name, rule in rulebook.rules.items() if _too_large(rule.condition)]:
        raise EngineRefusal(large, "durable-rules vergelijkt geen getallen van 2^53 of meer")
    names = sorted(valid)
    setters: dict[str, list[str]] = {fact: [] for fact in rulebook.layers}
    for name in names:
        for fact in rulebook.rules[name].outcome.facts:
            setters[fact].append(name)
    planner = _Planner()
    units: dict[str, int] = {}

    def unit(name: str) -> int:
        if name not in units:
            units[name] = planner.unit(planner.asked(rulebook.rules[name].condition))
        return units[name]

    # The level of a conclusion has to be known before the rules that test it.
    for fact in rulebook.layers:
        planner.derive(fact, 1, [unit(name) for name in setters[fact]])
    rules = {name: unit(name) for name in names}
    return Plan(planner.properties, planner.units, planner.derived, rules)


def _too_large(condition: Condition) -> bool:
    tests = [test for test in tests_of(condition) if isinstance(test, Within | Counted)]
    bounds = [bound for test in tests for ends in test.ranges for bound in ends]
    return any(abs(bound) >= LIMIT for bound in bounds if bound is not None)


class _Planner:
    def __init__(self) -> None:
        self.properties: dict[str, Property] = {}
        self.units: list[Unit] = []
        self.derived: list[Derived] = []
        self._keys: dict[Property, str] = {}
        self._levels: dict[str, int] = {}
        self._helpers: dict[Node, Node] = {}

    def asked(self, condition: Condition) -> _Asked:
        """What has to be so for the condition to hold, and for it to fail."""
        match condition:
            case Not(part):
                return self.asked(part)[::-1]
            case All(parts):
                return self._at_least(len(parts), [self.asked(part) for part in parts])
            case AtLeast(count, parts):
                return self._at_least(count, [self.asked(part) for part in parts])
            case Known(name, known):
                asked = self._bit(Property(name, "known"))
                return asked if known else asked[::-1]
            case Within(name, ranges, relative):
                return self._ranges(Property(name, "days" if relative else "value"), ranges)
            case Counted(name, ranges):
                return self._ranges(Property(name, "count"), ranges)
            case Chosen(name, bits, every_one):
                numbers = [number for number in range(bits.bit_length()) if bits >> number & 1]
                options = [self._bit(Property(name, "option", number)) for number in numbers]
                return self._at_least(len(options) if every_one else 1, options)

    def _ranges(self, one: Property, ranges: Sequence[Range]) -> _Asked:
        key = self._key(one)
        return within(key, ranges), within(key, outside(ranges))

    def _bit(self, one: Property) -> _Asked:
        """A property that is 1 or 0."""
        key = self._key(one)
        return Leaf(key, "eq", 1), Leaf(key, "eq", 0)

    def _key(self, one: Property) -> str:
        if one not in self._keys:
            self._keys[one] = f"f{len(self._keys)}"
            self.properties[self._keys[one]] = one
        return self._keys[one]

    def _at_least(self, count: int, parts: Sequence[_Asked]) -> _Asked:
        """At least so many of the parts hold; that fails when too many of them do."""
        held, failed = zip(*parts, strict=True) if parts else ((), ())
        if 1 < count < len(parts):
            copies = comb(len(parts) - 1, count - 1)  # of each part, when it is written out
            if copies * max(sum(map(_size, held)), sum(map(_size, failed))) > MAX_TESTS:
                return self._helper(count, parts)
        return _written_out(count, held), _written_out(len(parts) - count + 1, failed)

    def _helper(self, count: int, parts: Iterable[_Asked]) -> _Asked:
        units = [self.unit(part) for part in parts]
        name = f"/{len(self.derived)}"  # a sign that no name can have
        self.derive(name, count, units)
        return self._bit(Property(name, "value"))

    def derive(self, name: str, count: int, units: Sequence[int]) -> None:
        """Add a conclusion or helper over units that were added before."""
        level = max((self.units[unit].level for unit in units), default=0)
        self.derived.append(Derived(name, count, tuple(units), level))
        self._levels[name] = level + 1

    def unit(self, asked: _Asked) -> int:
        """Add what is decided as one; its number."""
        holds, fails = map(self._patterns, asked)
        level = max(map(self._level, (*holds, *fails)), default=0)
        self.units.append(Unit(level, holds, fails))
        return len(self.units) - 1

    def _level(self, node: Node) -> int:
        names = (self.properties[leaf.name].name for leaf in leaves(node))
        return max((self._levels.get(name, 0) for name in names), default=0)

    def _patterns(self, node: Node) -> tuple[Node, ...]:
        """The node as patterns within the budgets, of which one has to match."""
        branches = node.parts if isinstance(node, Some) else (node,)
        return tuple(self._fitted(branch) for branch in branches)

    def _fitted(self, node: Node) -> Node:
        while not _fits(node):
            parts: list[Node] = list(node.parts) if isinstance(node, Every) else [node]
            groups = [part for part in parts if isinstance(part, Some)]
            if groups:
                widest = max(groups, key=lambda group: cost(group).width)
                parts[parts.index(widest)] = self._apart(widest)
            else:
                starts = range(0, len(parts), MAX_TESTS)
                parts = [self._apart(every(parts[at : at + MAX_TESTS])) for at in starts]
            node = every(parts)
        return node

    def _apart(self, node: Node) -> Node:
        """A helper that holds when the node does; its opposite is the same helper."""
        if node not in self._helpers:
            held, failed = self._helper(1, [(node, opposite(node))])
            self._helpers |= {node: held, opposite(node): failed}
        return self._helpers[node]


def _written_out(count: int, nodes: Sequence[Node]) -> Node:
    return some(every(chosen) for chosen in combinations(nodes, count))


def _fits(node: Node) -> bool:
    found = cost(node if isinstance(node, Every) else Every((node,)))
    return (
        found.width <= MAX_WIDTH
        and found.paths <= MAX_PATHS
        and found.groups <= MAX_GROUPS
        and _size(node) <= MAX_TESTS
    )


def _size(node: Node) -> int:
    return sum(1 for _ in leaves(node))
