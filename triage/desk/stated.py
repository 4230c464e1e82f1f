"""What lists stated before: what stands of it, and what was taken back."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, Literal, TypeVar

import attrs

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V", bound=Hashable)

Fate = Literal["new", "same", "back", "left", "nothing"]
"""What a row comes to: it is new, it is known, it takes something back, it was taken back before
and stays so, or there is nothing that it could take back."""


@attrs.frozen
class Stated(Generic[_K, _V]):
    """What is known of some things, told in the order of the chain.

    Attributes:
        standing: By what it is about, what was said of it and the number of that event.
        void: What was said and taken back.
    """

    standing: dict[_K, tuple[_V, int]] = attrs.field(factory=dict)
    void: set[tuple[_K, _V]] = attrs.field(factory=set)

    def tell(self, key: _K, value: _V, number: int) -> None:
        """From now on this stands."""
        self.standing[key] = value, number
        self.void.discard((key, value))

    def take_back(self, key: _K, value: _V) -> int:
        """From now on this does not stand; the number of the event that said it."""
        self.void.add((key, value))
        return self.standing.pop(key)[1]

    def fate(self, key: _K, value: _V, *, void: bool | None) -> Fate:
        """What a row comes to.

        Args:
            key: What it is about.
            value: What it says.
            void: As for `triage.records.End`.
        """
        stands = key in self.standing and self.standing[key][0] == value
        was = (key, value) in self.void
        if void:
            return "back" if stands else "same" if was else "nothing"
        if stands:
            return "same"
        return "left" if was and void is None else "new"
