"""What was measured, as a page in Markdown with a plot beside it."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import attrs

from benchmarks.measuring import Rate

DIRECT: Final = "direct"
PARTLY: Final = "direct, partly answered"
NAMED: Final = "direct, names read"
PARTLY_NAMED: Final = "direct, partly answered, names read"
ADVISE: Final = "advise, products read"
ADVISE_ALL: Final = "advise, all of it as JSON"
ZEN: Final = ("zen-engine, expression", "zen-engine, decision table")

_BARS: Final = ((DIRECT, "#154273"), (PARTLY, "#6f9fc8"), (ZEN[0], "#c98a1b"), (ZEN[1], "#e6c98f"))
_HEIGHT: Final = 20
_LEFT: Final = 90
_WIDTH: Final = 480


@attrs.frozen
class Size:
    """What was measured of a policy of so many rules; times in seconds."""

    rules: int
    load: float
    compile: float
    rates: Mapping[str, Rate]

    def ratio(self, name: str = DIRECT) -> float:
        """How many times the fastest form of zen-engine."""
        return self.rates[name].best / max(self.rates[peer].best for peer in ZEN)

    def middle_ratio(self) -> float:
        """The same, by the rounds in the middle."""
        return self.rates[DIRECT].middle / max(self.rates[peer].middle for peer in ZEN)


@attrs.frozen
class Measured:
    """Everything that was measured in one run."""

    sizes: tuple[Size, ...]
    cases: int
    rounds: int
    answered: float
    once: tuple[tuple[str, float], ...]


def row(size: Size) -> str:
    """One size in a line, for whoever waits."""
    told = ", ".join(f"{name} {rate.best:,.0f}" for name, rate in size.rates.items())
    return f"{size.rules} rules, cases a second: {told}; {size.ratio():.1f} times zen-engine"


def write(measured: Measured, folder: Path) -> tuple[Path, Path]:
    """Write the page and its plot."""
    page, plot = folder / "benchmarks.md", folder / "benchmarks.svg"
    page.write_text("\n".join(_page(measured)) + "\n", encoding="utf-8")
    plot.write_text("\n".join(_plot(measured)) + "\n", encoding="utf-8")
    return page, plot


def _page(measured: Measured) -> Iterator[str]:
    yield "<!-- Made by `make bench`; do not edit. -->"
    yield "# How fast it decides"
    yield ""
    yield from _about(measured)
    yield ""
    yield "![Cases a second, by number of rules](benchmarks.svg)"
    yield ""
    yield "## Verdicts, cases a second"
    yield ""
    names = [name for name in measured.sizes[0].rates if name not in {ADVISE, ADVISE_ALL}]
    yield from _table(measured, names)
    yield from (
        f"- {size.rules:,} rules: `direct` decides {size.ratio():.1f} times as many cases as the "
        f"fastest form of zen-engine ({size.middle_ratio():.1f} times by the median round)."
        for size in measured.sizes
    )
    yield ""
    yield "## Whole advices, cases a second"
    yield ""
    yield "From a `Case` as a program gives it, with its answers checked and typed first."
    yield f"Each question is answered with a chance of {measured.answered:.0%}."
    yield ""
    yield from _table(measured, (ADVISE, ADVISE_ALL))
    yield "## Once"
    yield ""
    yield "| | seconds |"
    yield "| --- | ---: |"
    yield from (f"| {what} | {seconds:.3f} |" for what, seconds in measured.once)
    for size in measured.sizes:
        yield f"| loading and checking a home of {size.rules:,} rules | {size.load:.3f} |"
        yield f"| compiling it for `direct` | {size.compile:.3f} |"


def _about(measured: Measured) -> Iterator[str]:
    yield (
        f"Measured in one run on one machine, one thread, in {measured.rounds} rounds in which all "
        "took turns of the same length; the best round counts."
    )
    yield "Compare the numbers on this page with each other, and with those of no other page."
    yield (
        f"keten-triage {_version('keten-triage')}, zen-engine {_version('zen-engine')}, "
        f"{platform.python_implementation()} {platform.python_version()}."
    )
    yield ""
    yield (
        "The policies are made up from a seed: two to four tests a rule over forty questions "
        "(whole numbers, amounts, choices, yes or no, dates)."
    )
    yield (
        f"On {measured.cases:,} cases with every question answered, `direct` and both forms of "
        "zen-engine found exactly the same rules, or nothing would have been measured."
    )
    yield (
        f"Answered in part (each question with a chance of {measured.answered:.0%}), only `direct` "
        "can be asked: it tells rules that hold, that fail and that are still open, where "
        "zen-engine knows two values."
    )
    yield ""
    yield (
        "Both get answers that are already typed: whole numbers, and for zen-engine real booleans, "
        "which are faster there."
    )
    yield (
        "A verdict of zen-engine is a list of booleans (expression) or of rows (table), one of "
        "`direct` a set of bits; the rows *names read* add making the names of the rules from it."
    )


def _table(measured: Measured, names: Iterable[str]) -> Iterator[str]:
    yield f"| | {' | '.join(f'{size.rules:,} rules' for size in measured.sizes)} |"
    yield f"| --- |{' ---: |' * len(measured.sizes)}"
    for name in names:
        cells = (f"{size.rates[name].best:,.0f}" for size in measured.sizes)
        yield f"| {name} | {' | '.join(cells)} |"
    yield ""


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "from a checkout"


def _plot(measured: Measured) -> Iterator[str]:
    most = max(size.rates[name].best for size in measured.sizes for name, _ in _BARS)
    group = _HEIGHT * len(_BARS) + 24
    height = group * len(measured.sizes) + 50
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {height}" role="img" '
        'font-family="sans-serif" font-size="13">'
    )
    yield "<title>Cases decided a second, by number of rules</title>"
    yield f'<rect width="720" height="{height}" fill="white"/>'
    for place, (name, colour) in enumerate(_BARS):
        x = 12 + place * 170
        yield f'<rect x="{x}" y="14" width="12" height="12" fill="{colour}"/>'
        yield f'<text x="{x + 18}" y="25">{name}</text>'
    for number, size in enumerate(measured.sizes):
        top = 46 + number * group
        yield f'<text x="12" y="{top + group // 2 - 8}">{size.rules:,} rules</text>'
        for place, (name, colour) in enumerate(_BARS):
            rate = size.rates[name].best
            y, width = top + place * _HEIGHT, max(1, round(rate / most * _WIDTH))
            yield f'<rect x="{_LEFT}" y="{y}" width="{width}" height="16" fill="{colour}"/>'
            yield f'<text x="{_LEFT + width + 6}" y="{y + 13}">{rate:,.0f}</text>'
    yield "</svg>"
