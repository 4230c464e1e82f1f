"""The report as one page of HTML: first what matters most, and everything it rests on after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

import attrs

from triage.monitoring.outlook import Alarm, Forecast
from triage.monitoring.values import Budget, Capacity, Number, Summary
from triage.monitoring.weeks import Week
from triage.papers.pages import environment, page_bytes
from triage.reports import words
from triage.reports.entries import UNKNOWN, Entry, added, entries, later
from triage.reports.sentences import expected, heading, rush

_SHOWN: Final = 10
"""Alarms that are seen at once; the others unfold."""
_WHOLE: Final = 100
_FILTERS: Final = (
    *(words.number, words.euros, words.percent, words.measured, words.moment, words.spoken),
    *(words.week_near, words.source_name, words.closing_name, words.some, words.begun),
    words.unbroken,
)


@attrs.frozen
class Tile:
    """One of the few things that everybody has to know.

    Attributes:
        name: What it is about.
        much: The number itself.
        told: What the number means.
        share: In percent, for a bar; None without one.
        mark: How far the term is, for a bar that fills up with it; None for another one.
        more: Where on the page the rest stands.
    """

    name: str
    much: str
    told: str
    share: Decimal | None
    mark: Decimal | None
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
        unknown=UNKNOWN,
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
        yield _pot(summary, pot)
    yield _backlog(summary)
    standing = sum(alarm.standing for alarm in summary.alarms)
    told = "niets vraagt om aandacht"
    if summary.alarms:
        told = f"{words.number(standing)} {'speelt' if standing == 1 else 'spelen'} nog"
    yield Tile("Alarmen", words.number(len(summary.alarms)), told, None, None, "alarmen")


def _intakes(summary: Summary) -> Tile:
    intakes, ceiling = summary.inflow.intakes, summary.inflow.ceiling
    last = summary.weekly.get(_before(summary), 0)
    told = f"deze week {words.number(intakes.week)}, vorige week {words.number(last)}"
    share = _share(intakes.total, ceiling)
    if ceiling is not None:
        told = f"van ten hoogste {words.number(ceiling)} ({words.percent(share)}); {told}"
    return Tile("Intakes", words.number(intakes.total), told, share, summary.passed, "instroom")


def _pot(summary: Summary, pot: Budget) -> Tile:
    if pot.granted is None:
        return Tile(pot.name, words.NOTHING, words.UNFUNDED, None, None, "geld")
    much = words.percent(pot.used) if pot.granted else words.euros(pot.held + pot.spent)
    last = pot.weekly.get(_before(summary))
    since = "" if last is None else f", een week eerder {words.euros(last)}"
    told = f"{words.used_of(pot)} gebruikt{since}; vrij is {words.euros(pot.free)}"
    return Tile(pot.name, much, told, pot.used, summary.passed, "geld")


def _before(summary: Summary) -> str:
    """The week before."""
    return str(Week.read(summary.week).plus(-1))


def _backlog(summary: Summary) -> Tile:
    inflow = summary.inflow
    everybody = inflow.registered.get("totaal")
    total = None if everybody is None else everybody.total
    told = "iedereen is gebeld" if total else "er is nog niemand in beeld"
    if inflow.backlog:
        told = "mens te bellen" if inflow.backlog == 1 else "mensen te bellen"
        if total:
            told += f", van {words.number(total)} in beeld"
    if inflow.backlog or inflow.backlog_before:
        told += f"; een week eerder {words.number(inflow.backlog_before)}"
    share = _share(inflow.backlog, total)
    return Tile("Wachten op intake", words.number(inflow.backlog), told, share, None, "instroom")


def _share(part: Number, whole: Number) -> Decimal | None:
    return round(Decimal(_WHOLE) * (part or 0) / whole, 1) if whole else None


def _taken(one: Capacity) -> Decimal | None:
    return _share(one.used, one.promised)


def _bar(share: Decimal) -> float:
    """How far a bar of one number is filled, of a hundred."""
    return round(float(min(max(share, Decimal(0)), Decimal(_WHOLE))), 1)
