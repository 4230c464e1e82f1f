"""`python -m benchmarks.forecast`: how well the forecasts of a report do.

    python -m benchmarks.forecast [PROGRAMMES] [FIRST]
    python -m benchmarks.forecast FOLDER

Programmes that never were are played to their end, and what the report of each of their weeks would
have expected is held against what was asked later. Or the same, for the reports of the ledger that
`triage demo --out FOLDER` left behind.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import mean, median
from typing import Final

from benchmarks.replay import HORIZONS, Tried, least, tried, warned
from triage.desk import Desk
from triage.monitoring.weeks import Week

PROGRAMMES: Final = 200
_KNOWN: Final = (6, 9, 13, 21, 53)
_AFTERWARDS: Final = date(2022, 3, 1)


def table(found: Sequence[Tried]) -> Iterator[str]:
    """By horizon, and by how much was known: how often the band held, and how far it was off."""
    yield "horizon   known   forecasts  inside  below  above   bias  median off"
    horizons = {f"{n} weeks": [one for one in found if one.ahead == n] for n in HORIZONS}
    horizons["end"] = [one for one in found if one.end]
    for name, those in horizons.items():
        for low, high in pairwise(_KNOWN):
            some = [one for one in those if low <= one.known < high]
            if some:
                yield _line(name, f"{low}-{high - 1}", some)
        yield _line(name, "", those)
    yield _line("all", "", found)


def _line(name: str, known: str, some: Sequence[Tried]) -> str:
    below = mean(one.asked < one.low for one in some)
    above = mean(one.asked > one.high for one in some)
    bias, off = mean(one.off for one in some), median(abs(one.off) for one in some)
    return (
        f"{name:9} {known:7} {len(some):9}  {1 - below - above:6.0%} {below:6.0%} {above:6.0%} "
        f"{bias:+6.0%} {off:11.0%}"
    )


def of_demo(folder: Path) -> Iterator[str]:
    """By week of a demonstration, what its report said of the first pot and of the first places."""
    chain, first, last = folder / "keten", Week(2021, 9), Week(2021, 52)
    ledger = f"sqlite:///{chain / 'ledger.db'}"
    with Desk.open(chain / "thuis", ledger, _AFTERWARDS, engine="direct") as desk:
        week = first
        while week <= last:
            found = desk.report(str(week)).projection
            for one in (found.budgets[0], found.capacity[0]):
                edges = (one.low, one.expected, one.high, one.if_all)
                told = " ".join(f"{edge or '-':>10}" for edge in edges)
                yield f"{week}  {one.used:>10}  {told}  {one.runs_out or '-'}"
            week = week.plus(1)


def of_programmes(seeds: range) -> Iterator[str]:
    """How the forecasts of so many programmes did."""
    everything = [pair for seed in seeds for pair in tried(seed)]
    for unit in ("euro", "plaatsen"):
        yield f"\n{unit}, {len(seeds)} programmes"
        yield from table([one for of, one in everything if of == unit])
    held = [one for seed in seeds for one in least(seed)]
    yield f"\nthe least that is said before that held in {mean(held):.0%} of {len(held)} weeks"
    warnings = [warned(seed) for seed in seeds]
    for short, name in ((True, "too small"), (False, "large enough")):
        some = [(said, not_said) for is_short, said, not_said in warnings if is_short is short]
        share = sum(said for said, _ in some) / sum(map(sum, some))
        yield f"pot {name}: {len(some)} programmes, said to run out in {share:.0%} of the weeks"


def main() -> None:
    """Try them, and print how they did."""
    given = sys.argv[1:]
    if given and not given[0].isdigit():
        lines = of_demo(Path(given[0]))
    else:
        count, first = [*map(int, given), *(PROGRAMMES, 0)[len(given) :]]
        lines = of_programmes(range(first, first + count))
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()
