"""Timing: everybody by turns, so that a slow moment of the machine hits them all."""

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

_IMPORT: Final = """\
from time import perf_counter
start = perf_counter()
import triage
print(perf_counter() - start)
"""


@attrs.frozen
class Rate:
    """Cases a second: in the best round, and in the one in the middle."""

    best: float
    middle: float


def rates(turns: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, Rate]:
    """Of each, from the cases a second that it says it had in a turn."""
    found: dict[str, list[float]] = {name: [] for name in turns}
    for _ in range(rounds):
        for name, turn in turns.items():
            found[name].append(turn())
    return {name: Rate(max(speeds), median(speeds)) for name, speeds in found.items()}


def in_a_turn(run: Callable[[Sequence[Any]], object], cases: Sequence[Any]) -> Sequence[Any]:
    """As many of the cases as fit in a turn: all take about as long, or they have no more."""
    some = cases[:1]
    while len(some) < len(cases) and 2 * best_seconds(partial(run, some)) < _TURN:
        some = cases[: 2 * len(some)]
    return some


def speed(run: Callable[[Sequence[Any]], object], cases: Sequence[Any]) -> float:
    """Cases a second, without the garbage collector, as `timeit` measures."""
    gc.collect()
    gc.disable()
    try:
        return len(cases) / seconds(lambda: run(cases))
    finally:
        gc.enable()


def seconds(run: Callable[[], object]) -> float:
    """How long it takes, once."""
    start = perf_counter()
    run()
    return perf_counter() - start


def best_seconds(run: Callable[[], object], times: int = 3) -> float:
    """How long it takes at best."""
    return min(seconds(run) for _ in range(times))


def memory() -> float | None:
    """What this process holds, in MB; None where the system does not tell."""
    try:
        held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return None
    return held * os.sysconf("SC_PAGE_SIZE") / 2**20


def grown(before: float | None, after: float | None) -> float | None:
    """How much memory was added, in MB."""
    return None if before is None or after is None else max(0.0, after - before)


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
