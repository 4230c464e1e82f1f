"""The forecast of a report does what the decision about it says, in programmes that never were."""

from __future__ import annotations

from importlib import import_module
from statistics import mean
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from benchmarks.replay import Tried

pytestmark = pytest.mark.checkout

SEEDS: Final = range(3000, 3040)
EVERY: Final = 4
UNITS: Final = ("euro", "plaatsen")


@pytest.fixture(scope="module")
def replay() -> Any:
    """Only a checkout has it, so it cannot be imported above."""
    return import_module("benchmarks.replay")


@pytest.fixture(scope="module")
def tried(replay: Any) -> dict[str, list[Tried]]:
    """What was expected in forty programmes, once in four weeks, and what became of it."""
    found: dict[str, list[Tried]] = {unit: [] for unit in UNITS}
    for seed in SEEDS:
        for unit, one in replay.tried(seed, EVERY):
            found[unit].append(one)
    return found


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("ahead", [4, 12, 26, None])
def test_four_out_of_five_times_it_ends_inside_the_band(
    tried: dict[str, list[Tried]], unit: str, ahead: int | None
) -> None:
    some = [one for one in tried[unit] if (one.end if ahead is None else one.ahead == ahead)]

    inside = mean(one.inside for one in some)

    assert len(some) > 40
    assert 0.7 <= inside <= 0.9


@pytest.mark.parametrize("unit", UNITS)
def test_what_is_expected_is_neither_too_little_nor_too_much(
    tried: dict[str, list[Tried]], unit: str
) -> None:
    off = mean(one.off for one in tried[unit] if one.end)

    assert abs(off) <= 0.06


def test_the_least_that_is_said_at_first_is_asked_in_the_end(replay: Any) -> None:
    held = [one for seed in SEEDS for one in replay.least(seed)]

    assert mean(held) >= 0.85


def test_a_pot_that_is_too_small_is_told_long_before_it_is_empty(replay: Any) -> None:
    warned = [replay.warned(seed, EVERY) for seed in SEEDS]

    told = {
        small: [
            said / (said + not_said)
            for of, said, not_said in warned
            if of is small and said + not_said
        ]
        for small in (True, False)
    }

    assert mean(told[True]) >= 0.7
    assert mean(told[False]) <= 0.2
