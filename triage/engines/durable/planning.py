"""From rules to what durable-rules can take: every rule within its budgets, in strata.

A part that does not fit beside the rest of its rule, and a `minstens N van` that would be written out
too long, become helpers: nameless conclusions, decided one stratum earlier.
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
    level: int
    count: int
    units: tuple[int, ...]


@attrs.frozen
class Plan:
    """A policy as units.

    Attributes:
        properties: By the name under which durable-rules knows them.
        units: Each tests only what derives from units of a lower level.
        derived: With the level of the last of their units.
        rules: The unit of each rule, in text order.
    """

    properties: Mapping[str, Property]
    units: Sequence[Unit]
    derived: Sequence[Derived]
    rules: Mapping[str, int]


def plan(rulebook: Rulebook, valid: Iterable[str]) -> Plan:
    """Bring the valid rules within the budgets.

    Raises:
        EngineRefusal: A rule tests against a number that durable-rules cannot compare exactly.
    """
    names = sorted(valid)
    setters: dict[str, list[str]] = {fact: [] for fact in rulebook.layers}
    for name in names:
        _check(name, rulebook.rules[name].condition)
        for fact in rulebook.rules[name].outcome.facts:
            setters[fact].append(name)
    planner = _Planner()
    rules: dict[str, int] = {}
    # What sets a conclusion comes first, so that its level is known to the rules that test it.
    for name in [*(name for fact in rulebook.layers for name in setters[fact]), *names]:
        ...
    return Plan(planner.properties, planner.units, planner.derived, rules)
