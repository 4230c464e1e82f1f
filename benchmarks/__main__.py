"""`python -m benchmarks`: measure, and write docs/benchmarks.md, its plot and its headline."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks import page
from benchmarks.given import ANSWERED, Given
from benchmarks.measured import PEER_NAMES, Measured, Size
from benchmarks.measuring import best_seconds, help_seconds, import_seconds, rates, seconds
from benchmarks.synthetic import ON, write_home
from benchmarks.teams import OURS, DifferenceError, Team
from triage import Policy
from triage.calling import call_list
from triage.casefiles import read_cases

SIZES: Final = (40, 300, 1000)
CASES: Final = 2000
ROUNDS: Final = 60
LONG_FILE: Final = 2000

_ROOT: Final = Path(__file__).resolve().parent.parent
_SAMPLE: Final = _ROOT / "demo" / "gros-lijst.csv"


def main() -> None:
    """Measure everything and write the page."""
    sizes = []
    for rules in SIZES:
        with TemporaryDirectory() as folder:
            try:
                sizes.append(measure(write_home(Path(folder) / "home", rules), rules))
            except DifferenceError as error:
                sys.exit(str(error))
        print(page.row(sizes[-1]), flush=True)
    if not all(size.others for size in sizes):
        sys.exit("there is no other engine here to measure beside")
    measured = Measured(tuple(sizes), CASES, ROUNDS, ANSWERED, tuple(once()))
    for file in page.write(measured, _ROOT):
        print(file.relative_to(_ROOT))


def measure(home: Path, rules: int) -> Size:
    """Everything about the policy of a home."""
    load = best_seconds(lambda: Policy.load(home, engine="direct"))
    given = Given.of(home, CASES)
    with ExitStack() as stack:
        teams = [stack.enter_context(Team(name, given)) for name in (*OURS, *PEER_NAMES)]
        for team in teams:
            if team.built is None:
                print(f"left out: {team.name} ({team.reason})", flush=True)
        turns = {run: turn for team in teams for run, turn in team.turns().items()}
        return Size(
            rules,
            load,
            {team.name: team.built for team in teams if team.built is not None},
            rates(turns, ROUNDS),
            {team.name: team.reason for team in teams if team.built is None},
        )


def once() -> Iterator[tuple[str, float]]:
    """What is done once, in seconds."""
    yield "`import triage` in a fresh process", import_seconds()
    yield "`triage --help`, the start of Python included", help_seconds()
    with TemporaryDirectory() as folder:
        home = write_home(Path(folder) / "home", LONG_FILE)
        lines = (home / "rules" / "regels.yaml").read_text().count("\n")
        yield (
            f"reading and checking a rule file of {lines:,} lines",
            seconds(lambda: Policy.load(home, engine="direct")),
        )
    yield "loading the built-in home", best_seconds(lambda: Policy.load(engine="direct"))
    policy = Policy.load(engine="direct")
    yield (
        "ranking its 350 made-up cases, from CSV to a call list",
        best_seconds(lambda: ranked(policy)),
    )


def ranked(policy: Policy) -> None:
    """The sample from file to call list, reasons and open questions included."""
    cases, _ = read_cases(str(_SAMPLE), policy.rulebook)
    advices = policy.prioritise(cases, on=ON)
    call_list(policy.rulebook, advices, {case.case: case for case in cases}, ON)


if __name__ == "__main__":
    main()
