"""What was measured, as a page in Markdown; the plot beside it is made in `benchmarks.plot`."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from benchmarks import teams
from benchmarks.measured import PEER_NAMES, Measured, Size
from benchmarks.method import METHOD
from benchmarks.peers.durable_rules import NATIVE
from benchmarks.plot import plot
from benchmarks.teams import OURS

WANTED: Final = {40: 4.0, 300: 7.0, 1000: 12.0}
"""By number of rules: how many times as fast as any other engine `direct` has to be."""
ADVISE_WANTED: Final = 1.0
"""How many times as fast as a bare verdict of any other engine an advice has to be."""
NATIVE_WANTED: Final = 1.3
"""How many times as fast as `durable` the calls that it makes may be by themselves."""

_HEADLINE: Final = 3
"""Which line of the page holds it, counted from 0."""

_VERDICTS: Final = (teams.PARTLY, teams.NAMED, teams.PARTLY_NAMED)
_ADVICES: Final = (
    teams.ADVISE,
    teams.ADVISE_READ,
    teams.ADVISE_NEW,
    teams.ADVISE_PARTLY,
    teams.ADVISE_ALL,
)


def row(size: Size) -> str:
    """One size in a line, for whoever waits."""
    told = ", ".join(f"{name} {rate.best:,.0f}" for name, rate in size.rates.items())
    return f"{size.rules} rules, cases a second: {told}"


def headline(measured: Measured) -> str:
    """One sentence, for the README too."""
    times = _and(f"{size.times('direct'):.1f}" for size in measured.sizes)
    others = len({peer.package for peer in measured.present})
    return (
        f"With {_and(f'{size.rules:,}' for size in measured.sizes)} rules, `direct` decides "
        f"{times} times as many cases a second as the fastest of {others} other engines with rules "
        "that name their questions."
    )


def write(measured: Measured, root: Path) -> Iterator[Path]:
    """Write the page and its plot, and say in the README what the page begins with."""
    page, readme = root / "docs" / "benchmarks.md", root / "README.md"
    before = page.read_text(encoding="utf-8").splitlines()[_HEADLINE]
    text = readme.read_text(encoding="utf-8").replace(before, headline(measured))
    picture = page.with_suffix(".svg")
    for path, lines in (
        (page, _page(measured)),
        (picture, plot(measured)),
        (readme, text.splitlines()),
    ):
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        yield path


def _page(measured: Measured) -> Iterator[str]:
    yield "<!-- Made by `make bench`; do not edit. -->\n# How fast it decides\n"
    yield headline(measured)
    yield "Everything on this page is from one run on one machine and one thread."
    yield "Compare its numbers with each other, and with those of no other page.\n"
    yield from _versions(measured)
    yield "\n![Cases decided a second by every engine, by number of rules](benchmarks.svg)\n"
    yield "## What it has to be, and what it was\n"
    yield from _promises(measured)
    yield "\n## Verdicts, cases a second\n"
    yield "Every question is answered; *times* is how often a speed goes into that of `direct`.\n"
    yield from _verdicts(measured)
    yield "\nWhat the others cannot be asked, and the names of the rules:\n"
    yield from _rates(measured, _VERDICTS)
    yield "\n## Whole advices, cases a second\n"
    yield from _rates(measured, _ADVICES)
    yield "\n## Getting ready\n"
    yield "From a policy that is read, or written in the language of an engine, to a first verdict."
    yield "The megabytes are what the process, a fresh one, grew by meanwhile.\n"
    yield from _getting_ready(measured)
    yield "\n## Once\n"
    yield from _table(["", "seconds"], ([what, f"{took:.3f}"] for what, took in measured.once))
    yield "\n## How it was measured\n"
    yield METHOD.format(
        rounds=measured.rounds,
        cases=measured.cases,
        fewer=_fewer(measured),
        answered=measured.answered,
    ).rstrip()


def _versions(measured: Measured) -> Iterator[str]:
    packages = dict.fromkeys(["keten-triage", *(peer.package for peer in measured.present)])
    versions = _and(f"{package} {_version(package)}" for package in packages)
    yield f"{versions}; {platform.python_implementation()} {platform.python_version()}."
    for name, reason in measured.left_out.items():
        yield f"Left out: {name} ({reason})."
    if "durable" in measured.left_out:
        yield "So `auto` has no second engine here, and is `direct` alone."


def _promises(measured: Measured) -> Iterator[str]:
    told = {
        "verdicts of `direct`, times the fastest other engine": [
            _told(size.times("direct"), WANTED.get(size.rules, 0)) for size in measured.sizes
        ],
        "the same, with those that know a question by its number": [
            _told(size.times("direct", named=False), WANTED.get(size.rules, 0))
            for size in measured.sizes
        ],
        "`Policy.advise`, times the bare verdict of the fastest other engine": [
            _told(size.times(teams.ADVISE.format("direct")), ADVISE_WANTED)
            for size in measured.sizes
        ],
        "the same, and its products read": [
            _told(size.times(teams.ADVISE_READ.format("direct")), ADVISE_WANTED)
            for size in measured.sizes
        ],
        "the same, with answers never seen before": [
            _told(size.times(teams.ADVISE_NEW), ADVISE_WANTED) for size in measured.sizes
        ],
    }
    if not {"durable", NATIVE} & measured.left_out.keys():
        told["the bare calls that `durable` makes, times `durable`"] = [
            _told(size.rates[NATIVE].best / size.rates["durable"].best, NATIVE_WANTED, most=True)
            for size in measured.sizes
        ]
    yield from _table(["", *_rules(measured)], ([what, *cells] for what, cells in told.items()))
    yield ""
    for size in measured.sizes:
        yield (
            f"- {size.rules:,} rules: the fastest other engine was {size.fastest()}; by the round "
            f"in the middle `direct` was {size.middle_times():.1f} times as fast."
        )


def _told(found: float, bound: float, *, most: bool = False) -> str:
    held = found <= bound if most else found >= bound
    wanted = f"wanted: {'at most' if most else 'at least'} {bound:g}"
    return f"{'yes' if held else '**no**'}, {found:.2f} ({wanted})"


def _verdicts(measured: Measured) -> Iterator[str]:
    first, *_ = measured.sizes
    names = [name for name in (*OURS, *PEER_NAMES) if name not in measured.left_out]
    names.sort(key=lambda name: -first.rates[name].best)
    heads = [head for rules in _rules(measured) for head in (rules, "times")]
    yield from _table(["", *heads], ([name, *_beside(measured, name)] for name in names))


def _beside(measured: Measured, name: str) -> Iterator[str]:
    for size in measured.sizes:
        speed = size.rates[name].best
        yield f"{speed:,.0f}"
        yield f"{size.rates['direct'].best / speed:.1f}"


def _rates(measured: Measured, forms: Iterable[str]) -> Iterator[str]:
    names = dict.fromkeys(form.format(name) for form in forms for name in OURS)
    yield from _table(
        ["", *_rules(measured)],
        (
            [name, *(f"{size.rates[name].best:,.0f}" for size in measured.sizes)]
            for name in names
            if all(name in size.rates for size in measured.sizes)
        ),
    )


def _getting_ready(measured: Measured) -> Iterator[str]:
    rows = [
        [name, *(_built(size, name) for size in measured.sizes)]
        for name in (*OURS, *PEER_NAMES)
        if name not in measured.left_out
    ]
    loads = [f"{size.load * 1000:,.1f} ms" for size in measured.sizes]
    rows.append(["before that: loading and checking the home", *loads])
    yield from _table(["", *_rules(measured)], rows)


def _built(size: Size, name: str) -> str:
    built = size.built[name]
    held = "" if built.memory is None else f", {built.memory:.1f} MB"
    return f"{built.compile * 1000:,.1f} ms{held}"


def _fewer(measured: Measured) -> str:
    fewer = [
        f"{name} on {built.compared:,} with {size.rules:,} rules"
        for size in measured.sizes
        for name, built in size.built.items()
        if built.compared < measured.cases
    ]
    return f" (as many as {teams.CHECKING:.0f} seconds allow: {_and(fewer)})" if fewer else ""


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"| --- |{' ---: |' * (len(heads) - 1)}"
    yield from (f"| {' | '.join(cells)} |" for cells in rows)


def _rules(measured: Measured) -> list[str]:
    return [f"{size.rules:,} rules" for size in measured.sizes]


def _and(parts: Iterable[str]) -> str:
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "(not installed, from its checkout)"
