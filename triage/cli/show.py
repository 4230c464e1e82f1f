"""Advices as people read them on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from triage.calling import reasons
from triage.wording import show_hours

if TYPE_CHECKING:
    from triage import Advice
    from triage.rulebook import Rulebook

_WIDE: Final = 160
_STYLES: Final = ("bold red", "yellow")


def advice_text(rulebook: Rulebook, advice: Advice) -> str:
    """One advice in a few lines, with what is still to be asked."""
    text = outcome_text(rulebook, advice)
    texts = [rulebook.questions[key].text for key in advice.open_questions]
    return f"{text}\n  Nog te vragen ({len(texts)}): {' '.join(texts[:3])}" if texts else text


def outcome_text(rulebook: Rulebook, advice: Advice) -> str:
    """What one advice gives, in a few lines."""
    level = rulebook.levels[advice.level].name
    until = f", uiterlijk {advice.deadline}" if advice.deadline else ""
    points = "1 punt" if advice.points == 1 else f"{advice.points} punten"
    lines = [f"{advice.case}: {level}{until}, {points}"]
    for given in advice.products:
        partners = [rulebook.partners[key].name for key in given.partners]
        hours = f", {show_hours(given.hours)}" if given.hours is not None else ""
        by = f", bij {' of '.join(partners)}" if partners else ""
        lines.append(f"  {rulebook.products[given.product].name}{hours}{by}")
        lines += [f"    {rulebook.rules[name].because or name}" for name in given.rules]
    lines += [f"  Niet: {rulebook.products[gone.product].name}" for gone in advice.excluded]
    lines += [f"  Let op: {notice.text}" for notice in advice.notices]
    return "\n".join(lines)


def ranking_table(rulebook: Rulebook, ranked: Sequence[Advice]) -> Table:
    """Ranked advices as a table."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Plaats", justify="right", no_wrap=True)
    for name in ("Zaak", "Urgentie", "Uiterlijk"):
        table.add_column(name, no_wrap=True)
    table.add_column("Punten", justify="right", no_wrap=True)
    table.add_column("Reden", ratio=3)
    table.add_column("Producten", ratio=2)
    for number, advice in enumerate(ranked, 1):
        style = (
            _STYLES[advice.level]
            if advice.level < min(len(_STYLES), len(rulebook.levels) - 1)
            else ""
        )
        products = ", ".join(rulebook.products[given.product].name for given in advice.products)
        table.add_row(
            str(number),
            Text(advice.case),
            Text(rulebook.levels[advice.level].name, style=style),
            str(advice.deadline or "-"),
            str(advice.points),
            Text(" ".join(reasons(rulebook, advice)[:2]) or "-"),
            Text(products or "-"),
        )
    return table


def console() -> Console:
    """Standard output: as wide as the terminal, or wide when it goes to a file."""
    return (
        Console(highlight=False) if sys.stdout.isatty() else Console(width=_WIDE, highlight=False)
    )


def print_ranking(rulebook: Rulebook, ranked: Sequence[Advice]) -> None:
    """Print ranked advices as a table."""
    console().print(ranking_table(rulebook, ranked))
