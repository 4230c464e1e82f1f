"""What durable-rules is asked: comparisons joined by AND and OR, and what each form costs there.

There is no NOT. A comparison with a property that the fact leaves out is false there, and so is its
opposite: what a rule tests and the opposite of it, asked apart, tell all three values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import prod
from typing import Any, Final, Literal

import attrs

from triage.conditions import Range

LIMIT: Final = 2**53
"""Constants stay below it and values are cut off at it, so that no comparison is ever inexact."""

Operator = Literal["eq", "neq", "gte", "lte"]


@attrs.frozen
class Leaf:
    """One native comparison of a property with a whole number."""

    name: str
    operator: Operator
    constant: int


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
        return Some(())
    if joined == ((None, None),):
        return Leaf(name, "gte", -LIMIT)  # every value that is known
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


def opposite(node: Node) -> Node:
    """What has to be so for the node to fail."""
    match node:
        case Every(parts):
            return some(map(opposite, parts))
        case Some(parts):
            return every(map(opposite, parts))
        case Leaf(name, "eq", constant):
            return Leaf(name, "neq", constant)
        case Leaf(name, "neq", constant):
            return Leaf(name, "eq", constant)
        case Leaf(name, "gte", constant):
            return Leaf(name, "lte", constant - 1)
        case Leaf(name, _, constant):
            return Leaf(name, "gte", constant + 1)


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
        case Leaf(name, "eq", constant):
            return {name: constant}
        case Leaf(name, operator, constant):
            return {f"${operator}": {name: constant}}
        case Every(parts):
            return {"$and": [_native(part) for part in parts]}
        case Some(parts):
            return {"$or": [_native(part) for part in parts]}
