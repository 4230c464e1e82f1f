"""What was measured, and the ratios that are read from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from benchmarks.measuring import Rate
from benchmarks.peers import PEERS, Peer
from benchmarks.teams import Built

PEER_NAMES: Final = tuple(peer.name for peer in PEERS)


@attrs.frozen
class Size:
    """What was measured of a policy of so many rules.

    Attributes:
        load: Seconds.
        built: By engine.
        rates: By what was done; a bare verdict has the name of the engine.
        left_out: The engines that could not take part, each with the reason.
    """

    rules: int
    load: float
    built: Mapping[str, Built]
    rates: Mapping[str, Rate]
    left_out: Mapping[str, str]

    @property
    def others(self) -> list[Peer]:
        """The other engines that took part."""
        return [peer for peer in PEERS if peer.name in self.rates]

    def fastest(self, *, named: bool = True) -> str:
        """Of the other engines; with `named` only of those whose rules name the questions."""
        names = [peer.name for peer in self.others if peer.named or not named]
        return max(names, key=lambda name: self.rates[name].best)

    def times(self, done: str, *, named: bool = True) -> float:
        """How many times as fast as the fastest other engine."""
        return self.rates[done].best / self.rates[self.fastest(named=named)].best

    def middle_times(self) -> float:
        """Of `direct` the same, by the rounds in the middle."""
        return self.rates["direct"].middle / self.rates[self.fastest()].middle


@attrs.frozen
class Measured:
    """Everything that was measured in one run."""

    sizes: tuple[Size, ...]
    cases: int
    rounds: int
    answered: float
    once: tuple[tuple[str, float], ...]

    @property
    def left_out(self) -> dict[str, str]:
        """The engines that could not take part with every policy, each with the reason."""
        return {name: reason for size in self.sizes for name, reason in size.left_out.items()}

    @property
    def present(self) -> list[Peer]:
        """The other engines that took part."""
        return [peer for peer in PEERS if peer.name not in self.left_out]
