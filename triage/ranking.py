"""The order of a call list."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from triage.advice import Advice


def rank(advices: Iterable[Advice]) -> tuple[Advice, ...]:
    """Most urgent first.

    By urgency, then deadline (none last), then points (high first), then registration day (early
    first), then the SHA-256 of the id: a draw that anyone can repeat, in which no id, name or place
    in a file gives a lead.
    """
    return tuple(sorted(advices, key=_key))


def _key(advice: Advice) -> tuple[int, date, int, date, bytes]:
    return (
        advice.level,
        advice.deadline or date.max,
        -advice.points,
        advice.registered,
        hashlib.sha256(advice.case.encode()).digest(),
    )
