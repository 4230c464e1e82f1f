"""Whether `durable` stays right and keeps its memory over very many cases and policies.

    python -m benchmarks.durable_soak [--cases 1000000] [--loads 1000] [--rules 40]

Needs Linux and durable-rules. Ends with exit code 1 when memory grows or an answer differs.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from benchmarks.synthetic import ON, make_cases, write_home
from triage.answers import read_answers
from triage.engines.direct import Direct
from triage.engines.durable import Durable
from triage.loading import load
from triage.rulebook import Rulebook

MAX_GROWTH: Final = 2.0
"""In MB, after the first hundredth."""
SAMPLE: Final = 1000


def memory() -> float:
    """What this process holds, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def read(rules: int) -> tuple[Rulebook, list[dict[str, int]]]:
    """A policy and cases of every kind, from complete to nearly empty."""
    with tempfile.TemporaryDirectory() as folder:
        rulebook, problems = load(write_home(Path(folder) / "home", rules))
    if rulebook is None:
        raise SystemExit("\n".join(map(str, problems)))
    made = [make_cases(SAMPLE, answered=answered) for answered in (1.0, 0.5, 0.1)]
    cases = [read_answers(rulebook, case)[0] for case in itertools.chain(*zip(*made, strict=True))]
    return rulebook, cases


def grown(count: int, steps: Iterator[object]) -> bool:
    """Take the steps; whether memory grew after the first hundredth of them."""
    for _ in itertools.islice(steps, max(count // 100, 10)):
        pass
    early, began = memory(), time.perf_counter()
    left = count - max(count // 100, 10)
    for _ in itertools.islice(steps, left):
        pass
    speed = left / (time.perf_counter() - began)
    late = memory()
    print(f"{count:>10,} steps, {speed:,.0f} a second: {early:.1f} MB early, {late:.1f} MB late")
    return late - early > MAX_GROWTH


def decided(rulebook: Rulebook, cases: list[dict[str, int]]) -> Iterator[object]:
    """One case after another, for ever, on one program; every answer is compared with `direct`."""
    program = Durable().compile(rulebook, ON)
    right = [(v.fired, v.open_rules) for v in Direct().compile(rulebook, ON).decide(cases)]
    for case, expected in itertools.cycle(zip(cases, right, strict=True)):
        (verdict,) = program.decide([case])
        if (verdict.fired, verdict.open_rules) != expected:
            raise SystemExit(f"wrong answer: {case}")
        yield verdict


def loaded(rulebook: Rulebook, case: Mapping[str, int]) -> Iterator[object]:
    """One program after another, for ever, each for one case and then let go."""
    while True:
        yield Durable().compile(rulebook, ON).decide([case])


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--loads", type=int, default=1000)
    parser.add_argument("--rules", type=int, default=40)
    asked = parser.parse_args()
    rulebook, cases = read(asked.rules)
    failed = [
        grown(asked.cases, decided(rulebook, cases)),
        grown(asked.loads, loaded(rulebook, cases[1])),
    ]
    sys.exit(any(failed))


if __name__ == "__main__":
    main()
