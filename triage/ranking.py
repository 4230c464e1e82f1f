"""The order of a call list."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from triage.advice import Advice


def rank(
    advices: Iterable[Advice], levels: Mapping[str, int] = MappingProxyType({})
) -> tuple[Advice, ...]:
    """Most urgent first.

    By urgency, then deadline (none last), then points (high first), then registration day (early
    first), then the SHA-256 of the id: a draw that anyone can repeat, in which no id, name or place
    in a file gives a lead.

    Args:
        advices: In any order.
        levels: By case id the index of the level that an adviser chose instead.
    """
    return tuple(sorted(advices, key=lambda advice: _key(advice, levels)))


def _key(advice: Advice, levels: Mapping[str, int]) -> tuple[int, date, int, date, bytes]:
    return (
        levels.get(advice.case, advice.level),
        advice.deadline or date.max,
        -advice.points,
        advice.registered,
        hashlib.sha256(advice.case.encode()).digest(),
    )
