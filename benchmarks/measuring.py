"""Timing: contestants by turns, so that a slow moment of the machine hits them all."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final

import attrs

_ROOT: Final = Path(__file__).resolve().parent.parent

_TURN: Final = 0.01
_FEWEST: Final = 20

_IMPORT: Final = """\
from time import perf_counter
start = perf_counter()
import triage
print(perf_counter() - start)
"""


@attrs.frozen
class Contestant:
    """Something that is done to cases."""

    name: str
    run: Callable[[Sequence[Any]], object]
    cases: Sequence[Any]


@attrs.frozen
class Rate:
    """Cases a second: in the best round, and in the one in the middle."""

    best: float
    middle: float


def rates(contestants: Sequence[Contestant], rounds: int) -> dict[str, Rate]:
    """Cases a second of each, without the garbage collector, as `timeit` measures.

    A turn takes all about as long, so that nobody has more chance of a quiet moment.
    """
    turns = [
        (one.name, partial(one.run, some), len(some))
        for one in contestants
        for some in [_turn(one)]
    ]
    found: dict[str, list[float]] = {one.name: [] for one in contestants}
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, run, cases in turns:
                found[name].append(cases / seconds(run))
    finally:
        gc.enable()
    return {name: Rate(max(speeds), median(speeds)) for name, speeds in found.items()}


def _turn(one: Contestant) -> Sequence[Any]:
    """As many of the cases as fit in a turn."""
    few = one.cases[:_FEWEST]
    return one.cases[: max(_FEWEST, round(_FEWEST * _TURN / best_seconds(partial(one.run, few))))]


def seconds(run: Callable[[], object]) -> float:
    """How long it takes, once."""
    start = perf_counter()
    run()
    return perf_counter() - start


def best_seconds(run: Callable[[], object], times: int = 3) -> float:
    """How long it takes at best."""
    return min(seconds(run) for _ in range(times))


def import_seconds(times: int = 5) -> float:
    """`import triage` in a fresh process, without the start of Python itself."""
    return min(float(_python("-c", _IMPORT)) for _ in range(times))


def help_seconds(times: int = 5) -> float:
    """`triage --help`, with the start of Python."""
    return best_seconds(lambda: _python("-m", "triage", "--help"), times)


def _python(*arguments: str) -> str:
    environment: Mapping[str, str] = {**os.environ, "PYTHONPATH": str(_ROOT)}
    done = subprocess.run(  # noqa: S603  # our own commands
        [sys.executable, *arguments], check=True, capture_output=True, text=True, env=environment
    )
    return done.stdout
