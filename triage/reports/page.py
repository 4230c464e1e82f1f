"""The report as one page of HTML: first what matters most, and everything it rests on after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

import attrs

from triage.monitoring.outlook import Alarm, Forecast
from triage.monitoring.values import Capacity, Number, Summary
from triage.papers.pages import environment, page_bytes
from triage.reports import words
from triage.reports.entries import Entry, added, entries, later
from triage.reports.sentences import expected, heading, rush

_SHOWN: Final = 10
"""Alarms that are seen at once; the others unfold."""
_WHOLE: Final = 100
_FILTERS: Final = (
    *(words.number, words.euros, words.percent, words.measured, words.moment, words.spoken),
    *(words.week_near, words.source_name, words.closing_name, words.some, words.begun),
)


@attrs.frozen
class Tile:
    """One of the few things that everybody has to know.

    Attributes:
        name: What it is about.
        much: The number itself.
        told: What the number means.
        share: In percent, for a bar; None without one.
        more: Where on the page the rest stands.
    """

    name: str
    much: str
    told: str
    share: Decimal | None
    more: str


def html_bytes(summary: Summary) -> bytes:
    """A page to read and to print; it needs no script and loads nothing."""
    from triage.reports.charts import inflow_charts, pot_chart  # noqa: PLC0415  # slow to load

    found = environment("triage.reports")
    found.filters |= {one.__name__: one for one in _FILTERS}
    found.filters |= {"bar": _bar}
    ahead = {one.key: one for one in summary.projection.budgets}
    return page_bytes(
        found,
        "report.html.j2",
        summary=summary,
        heading=heading(summary),
        tiles=tuple(_tiles(summary)),
        alarms=_in_two(summary.alarms),
        kinds=words.KINDS,
        parts=_parts(summary),
        added=added(summary.rows),
        later=later(summary.rows),
        pot_charts=[pot_chart(summary, pot, ahead.get(pot.key)) for pot in summary.budgets],
        inflow_charts=inflow_charts(summary),
        places=[(one, _taken(one)) for one in summary.capacity],
        forecasts=[(one, expected(summary, one)) for one in _forecasts(summary)],
        rush=tuple(rush(summary.projection.intake)),
    )


def _forecasts(summary: Summary) -> tuple[Forecast, ...]:
    return (*summary.projection.budgets, *summary.projection.capacity)


def _in_two(alarms: Sequence[Alarm]) -> tuple[Sequence[Alarm], Sequence[Alarm]]:
    return alarms[:_SHOWN], alarms[_SHOWN:]


def _parts(summary: Summary) -> list[tuple[str, list[Entry]]]:
    """The lines of the indicators, as they stand together under one heading."""
    lines = groupby(entries(summary.rows), key=lambda entry: entry.row.part)
    return [(part, list(group)) for part, group in lines]


def _tiles(summary: Summary) -> Iterator[Tile]:
    yield _intakes(summary)
    for pot in summary.budgets:
        yield Tile(
            pot.name,
            words.percent(pot.used) if pot.granted else words.euros(pot.held + pot.spent),
            f"{words.euros(pot.held + pot.spent)} van {words.euros(pot.granted)} gebruikt; "
            f"vrij is {words.euros(pot.free)}",
            pot.used,
            "geld",
        )
    yield _backlog(summary)
    standing = sum(alarm.standing for alarm in summary.alarms)
    told = "niets vraagt om aandacht"
    if summary.alarms:
        told = f"{words.number(standing)} {'speelt' if standing == 1 else 'spelen'} nog"
    yield Tile("Alarmen", words.number(len(summary.alarms)), told, None, "alarmen")


def _intakes(summary: Summary) -> Tile:
    intakes, ceiling = summary.inflow.intakes, summary.inflow.ceiling
    told = f"deze week {words.number(intakes.week)}"
    if ceiling is not None:
        told = f"van ten hoogste {words.number(ceiling)}; {told}"
    share = _share(intakes.total, ceiling)
    return Tile("Intakes", words.number(intakes.total), told, share, "instroom")


def _backlog(summary: Summary) -> Tile:
    inflow = summary.inflow
    everybody = inflow.registered.get("totaal")
    total = None if everybody is None else everybody.total
    told = "iedereen is gebeld"
    if inflow.backlog:
        told = "mens te bellen" if inflow.backlog == 1 else "mensen te bellen"
        if total:
            told += f", van {words.number(total)} in beeld"
    share = _share(inflow.backlog, total)
    return Tile("Wachten op intake", words.number(inflow.backlog), told, share, "instroom")


def _share(part: Number, whole: Number) -> Decimal | None:
    return Decimal(_WHOLE) * (part or 0) / whole if whole else None


def _taken(one: Capacity) -> Decimal | None:
    return _share(one.used, one.promised)


def _bar(share: Decimal) -> float:
    """How far a bar of one number is filled, of a hundred."""
    return round(float(min(max(share, Decimal(0)), Decimal(_WHOLE))), 1)
