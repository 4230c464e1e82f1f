"""One condition on one case, part by part: what holds, what fails and what is still unknown.

Engines decide whole policies fast and keep no reasons; this looks at a single rule afterwards, to
say why, and which questions can still change it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from triage.conditions import All, AtLeast, Condition, Known, Not, Test, Within, passes


@attrs.frozen
class Situation:
    """What is known of a case.

    Attributes:
        values: Answers and computed values, as engines read them.
        facts: Conclusions; None is unknown.
        on: The day of reckoning, as an ordinal day.
        hypothetical: An answer that is absent may still come, so `onbekend` is not certain.
    """

    values: Mapping[str, int]
    facts: Mapping[str, bool | None]
    on: int
    hypothetical: bool = False

    def value(self, name: str) -> int | None:
        """The value of a question, computed value or conclusion; None is unknown."""
        if name in self.facts:
            fact = self.facts[name]
            return None if fact is None else int(fact)
        return self.values.get(name)

    def holds(self, condition: Condition) -> bool | None:
        """Whether the condition holds, in Kleene's three values; None is unknown."""
        match condition:
            case Not(part):
                found = self.holds(part)
                return None if found is None else not found
            case All(parts):
                return _at_least(len(parts), [self.holds(part) for part in parts])
            case AtLeast(count, parts):
                return _at_least(count, [self.holds(part) for part in parts])
            case _:
                return self._passes(condition)

    def _passes(self, test: Test) -> bool | None:
        value = self.value(test.name)
        if isinstance(test, Known):
            return (
                None if value is None and self.hypothetical else (value is not None) is test.known
            )
        if value is None:
            return None
        relative = isinstance(test, Within) and test.relative
        return passes(test, value - self.on if relative else value)

    def undecided(self, condition: Condition) -> Iterator[str]:
        """The names that can still change the condition; none when it is decided."""
        if self.holds(condition) is not None:
            return
        match condition:
            case Not(part):
                yield from self.undecided(part)
            case All(parts) | AtLeast(_, parts):
                for part in parts:
                    yield from self.undecided(part)
            case _:
                yield condition.name


def _at_least(count: int, found: list[bool | None]) -> bool | None:
    certain = sum(1 for value in found if value)
    possible = sum(1 for value in found if value is not False)
    return True if certain >= count else None if possible >= count else False
