"""A plan made into rulesets: stratum by stratum, none larger than durable-rules can take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter
from typing import Final

import attrs

from triage.engines.durable.chunks import Chunk, Native, colliding
from triage.engines.durable.nodes import Node, cost, leaves
from triage.engines.durable.planning import MAX_WIDTH, Derived, Plan
from triage.engines.durable.properties import Telling
from triage.errors import EngineRefusal

MAX_CHUNKS: Final = 250
MAX_PROPERTIES: Final = 240


class Batch:
    """A ruleset, and how a case is put to it.

    Args:
        chunk: The ruleset.
        names: The properties that its rules test.
        units: By the name of a rule in the ruleset: those that it decides.
    """

    def __init__(
        self, chunk: Chunk, names: Sequence[str], units: Mapping[str, tuple[int, ...]]
    ) -> None:
        self.chunk: Final = chunk
        self._names: Final = names
        self._units: Final = units
        self._pick: Final = itemgetter(*names) if len(names) > 1 else None

    def decided(self, fact: Mapping[str, str]) -> set[int]:
        """The units of which a pattern matches; what is unknown is left out of the fact."""
        try:
            told = "".join(self._pick(fact)) if self._pick else fact[self._names[0]]
        except LookupError:
            told = "".join([fact[name] for name in self._names if name in fact])
        units = self._units
        return {unit for name in self.chunk.matches(told) for unit in units[name]}


@attrs.frozen
class Stratum:
    """What is decided from the same fact, and what follows from it.

    Attributes:
        units: All that are decided here.
        names: The properties that they test.
        holds: Finds the units that hold.
        fails: Finds those that fail.
        derived: The conclusions and helpers of which all units are decided by then.
        telling: Tells what these are.
    """

    units: frozenset[int]
    names: frozenset[str]
    holds: tuple[Batch, ...]
    fails: tuple[Batch, ...]
    derived: tuple[Derived, ...]
    telling: Telling

    def decide(self, fact: Mapping[str, str]) -> tuple[AbstractSet[int], AbstractSet[int]]:
        """The units that hold and those that fail."""
        held = set[int]().union(*[batch.decided(fact) for batch in self.holds])
        if self.names <= fact.keys():  # nothing is unknown, so what does not hold fails
            return held, self.units - held
        return held, set[int]().union(*[batch.decided(fact) for batch in self.fails])


def build(plan: Plan, native: Native) -> tuple[Stratum, ...]:
    """Make the rulesets.

    Raises:
        EngineRefusal: They are too many.
    """
    last = max((unit.level for unit in plan.units), default=0)
    strata = tuple(_stratum(plan, level, native) for level in range(last + 1))
    count = len(rulesets(strata))
    if count > MAX_CHUNKS:
        sizes = {name: len(plan.units[unit].fails) for name, unit in plan.rules.items()}
        limit = (
            f"met {MAX_CHUNKS} blokken is het vol en er zijn er {count} nodig, hierdoor het meest"
        )
        raise EngineRefusal((max(sizes, key=sizes.__getitem__),), limit)
    return strata


def rulesets(strata: Iterable[Stratum]) -> tuple[Chunk, ...]:
    """Every ruleset."""
    return tuple(b.chunk for stratum in strata for b in (*stratum.holds, *stratum.fails))


def _stratum(plan: Plan, level: int, native: Native) -> Stratum:
    units = {number: unit for number, unit in enumerate(plan.units) if unit.level == level}
    derived = tuple(one for one in plan.derived if one.level == level)
    holds, fails = dict[Node, list[int]](), dict[Node, list[int]]()
    for number, unit in units.items():
        for patterns, found in ((unit.holds, holds), (unit.fails, fails)):
            for node in patterns:
                found.setdefault(node, []).append(number)
    names = {one.name for one in derived}
    return Stratum(
        frozenset(units),
        frozenset(leaf.name for node in (*holds, *fails) for leaf in leaves(node)),
        tuple(_batches(holds, native)),
        tuple(_batches(fails, native)),
        derived,
        Telling({key: one for key, one in plan.properties.items() if one.name in names}),
    )


def _batches(patterns: Mapping[Node, list[int]], native: Native) -> Iterator[Batch]:
    """The patterns in their order, each batch as full as it may be."""
    batch: dict[Node, list[int]] = {}
    width, tested = 0, set[str]()
    for node, units in patterns.items():
        added, names = cost(node).width, {leaf.name for leaf in leaves(node)}
        if width + added > MAX_WIDTH or len(tested | names) > MAX_PROPERTIES:
            yield _batch(batch, native)
            batch, width, tested = {}, 0, set()
        batch[node] = units
        width += added
        tested |= names
    if batch:
        yield _batch(batch, native)


def _batch(patterns: Mapping[Node, list[int]], native: Native) -> Batch:
    rules = {f"r{number}": node for number, node in enumerate(patterns)}
    tested = sorted({leaf.name for node in patterns for leaf in leaves(node)})
    if same := colliding([*rules, *tested]):
        raise EngineRefusal((), f"durable-rules houdt twee namen niet uit elkaar: {same}")
    return Batch(
        Chunk(native, rules),
        tested,
        dict(zip(rules, map(tuple, patterns.values()), strict=True)),
    )
