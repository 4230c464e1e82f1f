"""What looks like chance in the demonstration, and comes out the same every time."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final, TypeVar

_ALL: Final = 2**64
_PERCENT: Final = 100

_Some = TypeVar("_Some")


def share(*words: object) -> float:
    """A number from 0 up to 1 that belongs to these words."""
    digest = hashlib.sha256("/".join(map(str, words)).encode()).digest()
    return int.from_bytes(digest[:8]) / _ALL


def happens(percentage: int, *words: object) -> bool:
    """Whether something happens that happens so many times in a hundred."""
    return share(*words) * _PERCENT < percentage


def between(bounds: tuple[int, int], *words: object) -> int:
    """A whole number between these, both included."""
    low, high = bounds
    return low + int(share(*words) * (high - low + 1))


def one(options: Sequence[_Some], *words: object) -> _Some:
    """One of these, which are not empty."""
    return options[between((0, len(options) - 1), *words)]
