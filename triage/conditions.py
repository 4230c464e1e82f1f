"""What a rule tests: a small algebra over answers that are already whole numbers.

Every answer is one whole number: `ja` 1 and `nee` 0; numbers times ten to the power of their
places; dates as ordinal days; a choice as its index; several choices as a bit set; a text as 1. So
every test is exact, and two engines cannot differ over rounding.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

Range = tuple[int | None, int | None]
"""Lowest and highest whole number that fit, both included; None is open."""


@attrs.frozen
class Known:
    """`bekend` (or, with `known` false, `onbekend`): the only test that is never unknown."""

    name: str
    known: bool = True


@attrs.frozen
class Within:
    """The value lies in one of the ranges, which are disjoint and in order.

    Attributes:
        name: A question, conclusion (1 or 0) or computed value.
        ranges: On the value itself, or with `relative` on the value minus the day of reckoning.
        relative: The value is a date and the ranges count days from `on`: -3 is three days ago.
    """

    name: str
    ranges: tuple[Range, ...]
    relative: bool = False


@attrs.frozen
class Chosen:
    """Of a question with several choices: at least one of the bits is set, or `every` one."""

    name: str
    bits: int
    every: bool = False


@attrs.frozen
class Counted:
    """Of a question with several choices: how many are chosen lies in one of the ranges."""

    name: str
    ranges: tuple[Range, ...]


@attrs.frozen
class All:
    """Every part holds; without parts it always holds."""

    parts: tuple[Condition, ...]


@attrs.frozen
class AtLeast:
    """At least `count` of the parts hold."""

    count: int
    parts: tuple[Condition, ...]


@attrs.frozen
class Not:
    """The part fails."""

    part: Condition


Test = Known | Within | Chosen | Counted
Condition = Test | All | AtLeast | Not

ALWAYS = All(())


def tests_of(condition: Condition) -> Iterator[Test]:
    """Every test in the condition, from left to right."""
    match condition:
        case All(parts) | AtLeast(_, parts):
            for part in parts:
                yield from tests_of(part)
        case Not(part):
            yield from tests_of(part)
        case _:
            yield condition


def names_of(condition: Condition) -> frozenset[str]:
    """The questions, conclusions and computed values that the condition tests."""
    return frozenset(test.name for test in tests_of(condition))


def passes(test: Test, value: int) -> bool:
    """Whether a value that is known passes; for a relative test, counted from `on`."""
    match test:
        case Known(_, known):
            return known
        case Within(_, ranges):
            return _within(value, ranges)
        case Chosen(_, bits, every):
            return value & bits == bits if every else bool(value & bits)
        case Counted(_, ranges):
            return _within(value.bit_count(), ranges)


def _within(value: int, ranges: tuple[Range, ...]) -> bool:
    return any(
        (low is None or low <= value) and (high is None or value <= high) for low, high in ranges
    )
