"""The engine `durable`: the same policy on durable-rules, which shares no code with `direct`.

A rule is put to durable-rules twice: once to find whether it holds, and once, where an answer is
missing, whether it still may. Conclusions are decided stratum by stratum and added to the next fact.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final

import attrs

from triage.engines.durable.chunks import Chunk, Native, close_all, colliding, load_native
from triage.engines.durable.nodes import HIGHEST, LOWEST, Node, cost, leaves, possible
from triage.engines.durable.planning import MAX_WIDTH, Derived, Plan, plan
from triage.engines.durable.properties import Property
from triage.errors import EngineRefusal
from triage.rulebook import Rulebook

MAX_CHUNKS: Final = 400
MAX_PROPERTIES: Final = 240


class Durable:
    """The engine `durable`; compiles once per set of rules that are valid together.

    Raises:
        EngineUnavailable: durable-rules is not installed or cannot work here.
    """

    name = "durable"

    def __init__(self) -> None:
        self._native = load_native()
        self._compiled: dict[tuple[str, frozenset[str]], _Compiled] = {}

    def compile(self, rulebook: Rulebook, on: date) -> DurableProgram:
        """Make ready to decide on that day.

        Raises:
            EngineRefusal: The policy lies outside the limits of durable-rules.
        """
        valid = frozenset(name for name, rule in rulebook.rules.items() if rule.valid(on))
        key = (rulebook.version, valid)
        if key not in self._compiled:
            self._compiled[key] = _compile(rulebook, plan(rulebook, valid), self._native)
        return DurableProgram(self._compiled[key], on.toordinal())


@attrs.frozen
class _Question:
    """Some rules of one stratum, with the fact that is put to them.

    Attributes:
        properties: Name in `values`, the text before its value in the fact, and what stands there
            instead when its value is unknown.
        names: The properties without which nothing is certain.
        units: By the name of a durable rule.
    """

    chunk: Chunk
    properties: tuple[tuple[str, str, str], ...]
    names: frozenset[str]
    units: Mapping[str, int]

    def ask(self, values: Mapping[str, int]) -> Iterator[int]:
        """The units of which a pattern matches."""
        fact = "".join(
            [
                f"{before}{values[name]}" if name in values else missing
                for name, before, missing in self.properties
            ]
        )
        return map(self.units.__getitem__, self.chunk.matches(fact))


@attrs.frozen
class _Stratum:
    """What is decided from the same facts.

    Attributes:
        derived: The conclusions and helpers that are decided by then.
        properties: Those that look at these.
    """

    certain: tuple[_Question, ...]
    possible: tuple[_Question, ...]
    derived: tuple[Derived, ...]
    properties: tuple[tuple[str, Property], ...]


@attrs.frozen
class _Compiled:
    """A policy as strata of rulesets.

    Attributes:
        properties: Those that look at answers and computed values.
        rules: Per rule its unit, in text order.
        conclusions: The declared ones, in text order.
    """

    properties: tuple[tuple[str, Property], ...]
    strata: tuple[_Stratum, ...]
    rules: tuple[tuple[str, int], ...]
    conclusions: tuple[str, ...]
