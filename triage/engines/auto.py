"""The engine `auto`: two engines decide every case, and nothing counts unless they agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from triage.engines import Engine, Program, Verdict
from triage.engines.direct import Direct
from triage.engines.durable import Durable
from triage.errors import EngineRefusal, EngineUnavailable, TriageError
from triage.rulebook import Rulebook


class DisagreementError(TriageError):
    """Two engines decided a case differently.

    Attributes:
        index: The place of the case among those that were asked, from 0.
        rules: The rules on which they differ, in text order.
    """

    def __init__(self, index: int, rules: Iterable[str]) -> None:
        self.index = index
        self.rules = tuple(sorted(rules))
        super().__init__(f"geval {index + 1}: de rekenkernen verschillen over {self.rules}")


class Auto:
    """The engine `auto`: `direct` and a second engine where that can be had, else `direct` alone.

    Args:
        second: Makes the second engine.
    """

    name = "auto"

    def __init__(self, second: Callable[[], Engine] = Durable) -> None:
        self._first = Direct()
        self._second: Engine | None = None
        self._reason: str | None = None
        try:
            self._second = second()
        except EngineUnavailable as error:
            self._reason = str(error)

    def compile(self, rulebook: Rulebook, on: date) -> AutoProgram:
        """Make ready to decide on that day, in as many engines as take the policy."""
        programs: dict[str, Program] = {self._first.name: self._first.compile(rulebook, on)}
        reason = self._reason
        if self._second is not None:
            try:
                programs[self._second.name] = self._second.compile(rulebook, on)
            except EngineRefusal as error:
                reason = str(error)
        return AutoProgram(rulebook, programs, reason)


class AutoProgram:
    """A policy ready to be decided by every engine that takes it.

    Attributes:
        engines: The names of those that decide.
        reason: Why the second engine takes no part, in Dutch; None when it does.
    """

    def __init__(
        self, rulebook: Rulebook, programs: Mapping[str, Program], reason: str | None
    ) -> None:
        self.engines = tuple(programs)
        self.reason = reason
        self._rulebook = rulebook
        self._programs = tuple(programs.values())

    def decide(
        self, cases: Iterable[Mapping[str, int]], *, hypothetical: bool = False
    ) -> Sequence[Verdict]:
        """Decide cases one by one, in their order.

        Raises:
            DisagreementError: Of the first case that the engines decide differently.
        """
        asked = tuple(cases)
        first, *others = (p.decide(asked, hypothetical=hypothetical) for p in self._programs)
        for other in others:
            for index, (one, two) in enumerate(zip(first, other, strict=True)):
                if rules := self._differing(one, two):
                    raise DisagreementError(index, rules)
        return first

    def _differing(self, one: Verdict, two: Verdict) -> frozenset[str]:
        """The rules that the verdicts differ on, those behind a differing conclusion included."""
        rules = set(one.fired) ^ set(two.fired) | set(one.open_rules) ^ set(two.open_rules)
        facts = {name for name, value in one.facts.items() if two.facts[name] is not value}
        if facts:
            setting = self._rulebook.rules.values()
            rules |= {rule.name for rule in setting if facts.intersection(rule.outcome.facts)}
        # A conclusion that nobody sets is named itself.
        return frozenset(rules or facts)
