"""The engine `durable`: the same policy on durable-rules, sharing no code with `direct`.

Every rule is put to durable-rules twice: once to find whether it holds and, where an answer is
missing, once to find whether it fails; a rule that does neither is open. Conclusions are decided
stratum by stratum and join the next fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property
from weakref import WeakValueDictionary, finalize

import attrs

from triage.engines import plan_key
from triage.engines.durable.chunks import Native, close_all, load_native
from triage.engines.durable.planning import plan
from triage.engines.durable.properties import Telling
from triage.engines.durable.strata import Stratum, build, rulesets
from triage.rulebook import Rulebook


class Durable:
    """The engine `durable`; compiles once per set of rules that are valid together.

    Raises:
        EngineUnavailable: durable-rules is not installed, or cannot work here.
    """

    name = "durable"

    def __init__(self) -> None:
        self._native = load_native()
        # Kept as long as a program uses it: what it takes outside Python is given back after that.
        self._compiled: WeakValueDictionary[tuple[object, ...], _Compiled] = WeakValueDictionary()

    def compile(self, rulebook: Rulebook, on: date) -> DurableProgram:
        """Make ready to decide on that day.

        Raises:
            EngineRefusal: The policy lies outside the limits of durable-rules.
        """
        valid = frozenset(name for name, rule in rulebook.rules.items() if rule.valid(on))
        key = plan_key(rulebook, valid)
        compiled = self._compiled.get(key)
        if compiled is None:
            compiled = self._compiled[key] = _compile(rulebook, valid, self._native)
        return DurableProgram(compiled, on.toordinal())


def _compile(rulebook: Rulebook, valid: frozenset[str], native: Native) -> _Compiled:
    planned = plan(rulebook, valid)
    derived = {one.name for one in planned.derived}
    compiled = _Compiled(
        Telling({key: one for key, one in planned.properties.items() if one.name not in derived}),
        build(planned, native),
        tuple(planned.rules.items()),
        tuple(sorted(rulebook.conclusions)),
    )
    finalize(compiled, close_all, rulesets(compiled.strata)).atexit = False
    return compiled


@attrs.frozen(eq=False)
class _Compiled:
    """A policy in strata.

    Attributes:
        telling: Tells what was answered and computed.
        rules: Per rule its unit, in text order.
        conclusions: The declared ones, in text order.
    """

    telling: Telling
    strata: tuple[Stratum, ...]
    rules: tuple[tuple[str, int], ...]
    conclusions: tuple[str, ...]


class DurableVerdict:
    """What `durable` found; names are made on first use."""

    def __init__(
        self,
        compiled: _Compiled,
        held: AbstractSet[int],
        failed: AbstractSet[int],
        facts: Mapping[str, bool | None],
    ) -> None:
        self._compiled = compiled
        self._held, self._failed = held, failed
        self._facts = facts

    @cached_property
    def fired(self) -> tuple[str, ...]:
        """Every valid rule that holds, in text order."""
        # By way of a list: over many cases, tuples that grow leave memory in shreds.
        return tuple([name for name, unit in self._compiled.rules if unit in self._held])

    @cached_property
    def open_rules(self) -> tuple[str, ...]:
        """Every valid rule that may still come to hold, in text order."""
        decided = self._held | self._failed
        return tuple([name for name, unit in self._compiled.rules if unit not in decided])

    @cached_property
    def facts(self) -> Mapping[str, bool | None]:
        """Every declared conclusion."""
        return {name: self._facts[name] for name in self._compiled.conclusions}


class DurableProgram:
    """A policy ready to decide on one day."""

    def __init__(self, compiled: _Compiled, on: int) -> None:
        self._compiled, self._on = compiled, on

    def decide(
        self, cases: Iterable[Mapping[str, int]], *, hypothetical: bool = False
    ) -> Sequence[DurableVerdict]:
        """Decide cases one by one, in their order."""
        return [self._decide(case, hypothetical=hypothetical) for case in cases]

    def _decide(self, answers: Mapping[str, int], *, hypothetical: bool) -> DurableVerdict:
        fact: dict[str, str] = {}
        facts: dict[str, bool | None] = {}
        held, failed = set[int](), set[int]()
        self._compiled.telling.tell(fact, answers, self._on, hypothetical=hypothetical)
        for stratum in self._compiled.strata:
            holding, failing = stratum.decide(fact)
            held |= holding
            failed |= failing
            found = {one.name: one.value(held, failed) for one in stratum.derived}
            if found:
                facts |= found
                numbers = {name: None if yes is None else int(yes) for name, yes in found.items()}
                stratum.telling.tell(fact, numbers, self._on, hypothetical=hypothetical)
        return DurableVerdict(self._compiled, held, failed, facts)
