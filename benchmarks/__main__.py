"""`python -m benchmarks`: measure, print, and write docs/benchmarks.md and its plot."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks import page
from benchmarks.measuring import (
    Contestant,
    best_seconds,
    help_seconds,
    import_seconds,
    rates,
    seconds,
)
from benchmarks.page import Measured, Size
from benchmarks.peers import Context, Expression, Peer, Table, contexts
from benchmarks.synthetic import ON, make_cases, write_home
from triage import Policy
from triage.answers import read_answers
from triage.calling import call_list
from triage.casefiles import read_cases
from triage.engines.direct import Direct
from triage.rulebook import Rulebook

SIZES: Final = (40, 300, 1000)
CASES: Final = 2000
ROUNDS: Final = 60
ANSWERED: Final = 0.6
LONG_FILE: Final = 2000

_ROOT: Final = Path(__file__).resolve().parent.parent
_SAMPLE: Final = _ROOT / "demo" / "gros-lijst.csv"


def main() -> None:
    """Measure everything and write the page."""
    sizes = []
    for rules in SIZES:
        sizes.append(measure(rules))
        print(page.row(sizes[-1]), flush=True)
    measured = Measured(tuple(sizes), CASES, ROUNDS, ANSWERED, tuple(once()))
    for file in page.write(measured, _ROOT / "docs"):
        print(file.relative_to(_ROOT))


def measure(rules: int) -> Size:
    """Everything about a policy of so many rules."""
    with TemporaryDirectory() as folder:
        home = write_home(Path(folder) / "home", rules)
        load = best_seconds(lambda: Policy.load(home, engine="direct"))
        policy = Policy.load(home, engine="direct")
    rulebook = policy.rulebook
    whole = [read_answers(rulebook, case)[0] for case in make_cases(CASES)]
    some = [read_answers(rulebook, case)[0] for case in make_cases(CASES, answered=ANSWERED)]
    peers: tuple[Peer, ...] = (Expression(rulebook), Table(rulebook))
    compare(rulebook, whole, peers)
    contestants = [
        *_direct(rulebook, whole, some),
        *_advise(policy),
        *_peers(rulebook, whole, peers),
    ]
    return Size(
        rules,
        load,
        best_seconds(lambda: Direct().compile(rulebook, ON)),
        rates(contestants, ROUNDS),
    )


def compare(rulebook: Rulebook, answers: Sequence[dict[str, int]], peers: Sequence[Peer]) -> None:
    """Stop unless every engine finds the same rules in every case."""
    names = sorted(rulebook.rules)
    verdicts = Direct().compile(rulebook, ON).decide(answers)
    for peer in peers:
        for context, verdict in zip(contexts(rulebook, answers), verdicts, strict=True):
            if tuple(names[place] for place in peer.fired(context)) != verdict.fired:
                sys.exit(f"{peer.name} and direct differ on {context}")


def _direct(
    rulebook: Rulebook, whole: list[dict[str, int]], some: list[dict[str, int]]
) -> Iterator[Contestant]:
    decide = Direct().compile(rulebook, ON).decide
    yield Contestant(page.DIRECT, decide, whole)
    yield Contestant(page.PARTLY, decide, some)
    yield Contestant(page.NAMED, lambda cases: [v.fired for v in decide(cases)], whole)
    yield Contestant(
        page.PARTLY_NAMED, lambda cases: [(v.fired, v.open_rules) for v in decide(cases)], some
    )


def _advise(policy: Policy) -> Iterator[Contestant]:
    cases = make_cases(CASES, answered=ANSWERED)
    advise = partial(policy.advise, on=ON)
    yield Contestant(page.ADVISE, lambda cases: [advise(case).products for case in cases], cases)
    yield Contestant(
        page.ADVISE_ALL, lambda cases: [advise(case).as_json() for case in cases], cases
    )


def _peers(
    rulebook: Rulebook, answers: Sequence[dict[str, int]], peers: Sequence[Peer]
) -> Iterator[Contestant]:
    given = contexts(rulebook, answers)
    for peer in peers:
        yield Contestant(peer.name, partial(_each, peer.decide), given)


def _each(decide: Callable[[Context], object], cases: Sequence[Context]) -> list[object]:
    return [decide(context) for context in cases]


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
