"""What durable-rules is asked: native tests joined by AND and OR, and what each form costs there.

A node says nothing yet about missing answers. Read as *certain*, every test is put to a property that
is left out when its value is unknown, and durable-rules finds any test on such a property false. Read
as *possible*, an unknown value is every value at once: tests that ask at least see its highest value,
tests that ask at most its lowest. Nothing is ever denied there; denial happens before, on the ranges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import prod
from typing import Any, Final, Literal

import attrs

from triage.conditions import Range

LIMIT: Final = 2**53
"""Constants stay below it and values are cut off at it, so that no comparison is ever inexact."""
LOWEST: Final = -LIMIT - 1
HIGHEST: Final = LIMIT + 1
"""What an unknown value may be at least and at most: further out than any value that is known."""

Operator = Literal["eq", "neq", "gte", "lte"]
Bound = Literal["", "h", "l"]


@attrs.frozen
class Leaf:
    """One native comparison of a property with a whole number.

    Attributes:
        name: The property.
        bound: Which of its values is meant: the known one, the highest or the lowest.
    """

    name: str
    operator: Operator
    constant: int
    bound: Bound = ""

    @property
    def key(self) -> str:
        """What the property is called in a fact."""
        return self.name + self.bound


@attrs.frozen
class Every:
    """All parts hold; without parts it always holds."""

    parts: tuple[Node, ...]


@attrs.frozen
class Some:
    """At least one part holds; without parts it never does."""

    parts: tuple[Node, ...]


Node = Leaf | Every | Some


def every(parts: Iterable[Node]) -> Node:
    """An AND, flat and without repetition."""
    flat = _flat(parts, Every)
    if any(part == Some(()) for part in flat):
        return Some(())
    return flat[0] if len(flat) == 1 else Every(flat)


def some(parts: Iterable[Node]) -> Node:
    """An OR, flat and without repetition."""
    flat = _flat(parts, Some)
    if any(part == Every(()) for part in flat):
        return Every(())
    return flat[0] if len(flat) == 1 else Some(flat)


def _flat(parts: Iterable[Node], kind: type[Every | Some]) -> tuple[Node, ...]:
    found: dict[Node, None] = {}
    for part in parts:
        found |= dict.fromkeys(part.parts if isinstance(part, kind) else (part,))
    return tuple(found)


def within(name: str, ranges: Sequence[Range]) -> Node:
    """The property lies in one of the ranges."""
    joined = _joined(ranges)
    if not joined:
        return Leaf(name, "gte", HIGHEST)  # known values never reach it, unknown ones may
    if joined == ((None, None),):
        return Leaf(name, "gte", -LIMIT)  # every known value does
    holes = outside(joined)
    inner = [low for low, high in holes if low is not None and low == high]
    if len(inner) < len(joined) - 1:
        return some(_between(name, low, high) for low, high in joined)
    # Ranges with single values missing between them are one range without those values.
    missing = [Leaf(name, "neq", value) for value in inner]
    return every([_between(name, joined[0][0], joined[-1][1]), *missing])


def _between(name: str, low: int | None, high: int | None) -> Node:
    if low is not None and low == high:
        return Leaf(name, "eq", low)
    bounds: list[Node] = [] if low is None else [Leaf(name, "gte", low)]
    bounds += [] if high is None else [Leaf(name, "lte", high)]
    return every(bounds)


def _joined(ranges: Sequence[Range]) -> tuple[Range, ...]:
    """The same ranges, with neighbours made one."""
    joined: list[Range] = []
    for low, high in ranges:
        before = joined[-1] if joined else None
        if before and (before[1] is None or low is None or before[1] >= low - 1):
            joined[-1] = before[0], _later(before[1], high)
        else:
            joined.append((low, high))
    return tuple(joined)


def _later(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else max(one, other)


def outside(ranges: Sequence[Range]) -> tuple[Range, ...]:
    """Every whole number that is in none of the ranges."""
    holes: list[Range] = []
    start: int | None = None
    for low, high in _joined(ranges):
        if low is not None:
            holes.append((start, low - 1))
        if high is None:
            return tuple(holes)
        start = high + 1
    return (*holes, (start, None))


def possible(node: Node) -> Node:
    """The node as it is put to the lowest and the highest value that a property may have."""
    match node:
        case Every(parts):
            return every(map(possible, parts))
        case Some(parts):
            return some(map(possible, parts))
        case Leaf(name, "gte", constant):
            return Leaf(name, "gte", constant, "h")
        case Leaf(name, "eq", constant):
            return every((Leaf(name, "gte", constant, "h"), Leaf(name, "lte", constant, "l")))
        case Leaf(name, operator, constant):
            return Leaf(name, operator, constant, "l")


def leaves(node: Node) -> Iterator[Leaf]:
    """Every native test in the node."""
    if isinstance(node, Leaf):
        yield node
    else:
        for part in node.parts:
            yield from leaves(part)


@attrs.frozen
class Cost:
    """What a node takes of the room that durable-rules has.

    Attributes:
        width: How many branches of it the matcher may hold at once.
        paths: How many times it can fire for one fact.
        groups: How many `$and` and `$or` it is written with.
    """

    width: int = 1
    paths: int = 1
    groups: int = 0


def cost(node: Node) -> Cost:
    """The cost of a node, without the guard that every pattern begins with."""
    if isinstance(node, Leaf):
        return Cost()
    parts = [cost(part) for part in node.parts]
    groups = 1 + sum(part.groups for part in parts)
    if isinstance(node, Some):
        return Cost(sum(p.width for p in parts), sum(p.paths for p in parts), groups)
    return Cost(1 + sum(p.width - 1 for p in parts), prod(p.paths for p in parts), groups)


def pattern(node: Node, guard: Leaf) -> dict[str, Any]:
    """The node as a durable-rules pattern that begins with the guard."""
    parts = node.parts if isinstance(node, Every) else (node,)
    return {"$and": [_native(part) for part in (guard, *parts)]}


def _native(node: Node) -> dict[str, Any]:
    match node:
        case Leaf(_, "eq", constant):
            return {node.key: constant}
        case Leaf(_, operator, constant):
            return {f"${operator}": {node.key: constant}}
        case Every(parts):
            return {"$and": [_native(part) for part in parts]}
        case Some(parts):
            return {"$or": [_native(part) for part in parts]}
