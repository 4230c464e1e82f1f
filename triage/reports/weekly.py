"""The numbers by week, and the charts that Excel draws of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from triage.monitoring.outlook import Path
from triage.monitoring.values import Summary
from triage.monitoring.weeks import Week
from triage.reports.sheets import Book, Column, Row
from triage.reports.spans import every_week

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_NAME: Final = "Per week"
_INTAKES: Final = 2
_FIRST_POT: Final = 4
_SHEET_ROWS: Final = 19
"""So many rows of a sheet a chart is high."""
_EDGES: Final = ("gebruikt", "laag", "verwacht", "hoog", "beschikbaar")
_LINES: Final[tuple[Mapping[str, object], ...]] = (
    {"color": "#0B5A8A", "width": 3},
    {"color": "#5B87A6", "width": 1},
    {"color": "#0B5A8A", "width": 2, "dash_type": "dash"},
    {"color": "#5B87A6", "width": 1},
    {"color": "#1B2430", "width": 2, "dash_type": "long_dash_dot"},
)
"""Of each edge; dashes and widths tell them apart where there is no colour."""


def add_weeks(workbook: Workbook, book: Book, summary: Summary) -> None:
    """Add the sheet by week, and a sheet with the charts when there is a week to draw."""
    weeks = _weeks(summary)
    columns = [
        *(Column("Week", 12, "bold"), Column("Maandag", 12, "day")),
        *(
            Column("Intakes", 10, "aantal"),
            Column("Nieuwe mensen, buiten de lijst om", 14, "aantal"),
        ),
        *(Column(f"{pot.name}: {edge}", 16, "euro") for pot in summary.budgets for edge in _EDGES),
    ]
    book.sheet(_NAME, columns, _rows(summary, weeks))
    if not weeks:
        return
    sheet = workbook.add_worksheet("Grafieken")
    intakes = workbook.add_chart({"type": "column"})
    intakes.add_series(_series(_INTAKES, len(weeks)) | {"fill": {"color": "#0B5A8A"}})
    charts: list[tuple[str, Any]] = [("Intakes per week", intakes)]
    for place, pot in enumerate(summary.budgets):
        chart = workbook.add_chart({"type": "line"})
        for edge, line in enumerate(_LINES):
            column = _FIRST_POT + place * len(_EDGES) + edge
            chart.add_series(_series(column, len(weeks)) | {"line": dict(line)})
        charts.append((f"{pot.name}: gebruikt en verwacht", chart))
    for place, (title, chart) in enumerate(charts):
        chart.set_title({"name": title, "overlay": False})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 860, "height": 360})
        told = f"{title}; de getallen staan op het blad {_NAME}."
        sheet.insert_chart(place * _SHEET_ROWS, 0, chart, {"description": told})


def _weeks(summary: Summary) -> list[str]:
    named = [*summary.weekly, *summary.arrivals]
    for pot in summary.budgets:
        named += pot.weekly
    for one in summary.projection.budgets:
        named += [point.week for point in one.path]
    return every_week(named)


def _series(column: int, weeks: int) -> dict[str, object]:
    return {
        "name": [_NAME, 0, column],
        "categories": [_NAME, 1, 0, weeks, 0],
        "values": [_NAME, 1, column, weeks, column],
    }


def _rows(summary: Summary, weeks: Sequence[str]) -> Iterator[Row]:
    paths: dict[str, dict[str, Path]] = {
        one.key: {point.week: point for point in one.path} for one in summary.projection.budgets
    }
    for week in weeks:
        known = week <= summary.week
        people = [
            counts.get(week, 0) if known else None for counts in (summary.weekly, summary.arrivals)
        ]
        amounts = []
        for pot in summary.budgets:
            point = paths.get(pot.key, {}).get(week)
            edges = (None,) * 3 if point is None else (point.low, point.expected, point.high)
            amounts += [pot.weekly.get(week), *edges, pot.granted]
        yield week, Week.read(week).first, *people, *amounts
