"""Which charts there are, what each of them says in words, and its numbers for the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

import attrs

from triage.monitoring.outlook import Forecast, Path
from triage.monitoring.values import Budget, Summary
from triage.reports.drawing import BAND, DASHED, DOTTED, EDGE, LIMIT, SOLID, Drawing, Stroke
from triage.reports.spans import every_week
from triage.reports.words import euros, number, some, used_of, week_name, week_near

_Texts = tuple[str, ...]


@attrs.frozen
class Sign:
    """What a line, a band or a column in the chart stands for."""

    text: str
    stroke: Stroke
    fill: str = "none"


@attrs.frozen
class Chart:
    """A picture, its names, and the same in numbers.

    Attributes:
        key: Its name within the page.
        title: What it is about.
        told: What can be seen in it, in words.
        svg: The picture, with every text in it escaped.
        signs: What stands for what.
        header: Of the table.
        rows: By week.
    """

    key: str
    title: str
    told: str
    svg: str
    signs: tuple[Sign, ...]
    header: _Texts
    rows: tuple[_Texts, ...]


def inflow_charts(summary: Summary) -> tuple[Chart, ...]:
    """Intakes by week, and together against the ceiling and the calls that are left."""
    weeks = every_week((*summary.weekly, *summary.arrivals, summary.week))
    if not any(summary.weekly.values()):
        return ()
    return _by_week(summary, weeks), _together(summary, weeks)


def _by_week(summary: Summary, weeks: Sequence[str]) -> Chart:
    title = "Intakes per week"
    most = max(weeks, key=lambda week: summary.weekly.get(week, 0))
    told = (
        f"In {week_name(summary.week)} waren er "
        f"{some(summary.weekly.get(summary.week, 0), 'intake', 'intakes')}; de meeste waren er in "
        f"{week_name(most)}: {number(summary.weekly[most])}."
    )
    drawing = Drawing(weeks)
    drawing.columns(summary.weekly)
    header = ("Week", "Intakes", "Nieuwe mensen, buiten de lijst om")
    rows = tuple(
        (
            week_near(week, summary.last.year),
            number(summary.weekly.get(week, 0)),
            number(summary.arrivals.get(week, 0)),
        )
        for week in weeks
    )
    signs = (Sign("Intakes in de week", SOLID, SOLID.color),)
    svg = drawing.svg("intakes", title, told)
    return Chart("intakes", title, told, svg, signs, header, rows)


def _together(summary: Summary, weeks: Sequence[str]) -> Chart:
    title = "Intakes, opgeteld"
    totals = dict(
        zip(weeks, accumulate(summary.weekly.get(week, 0) for week in weeks), strict=True)
    )
    total = totals[weeks[-1]]
    known = total + summary.inflow.backlog
    ceiling = summary.inflow.ceiling
    told = (
        f"Er waren {some(total, 'intake', 'intakes')}. Met wie nog gebeld moet worden erbij zijn "
        f"het {some(known, 'mens', 'mensen')}"
    )
    told += "." if ceiling is None else f"; het plafond is {number(ceiling)}."
    drawing = Drawing(weeks)
    drawing.line(dict.fromkeys(weeks, known), DOTTED)
    signs = [Sign("Intakes", SOLID), Sign("Met wie nog gebeld moet worden erbij", DOTTED)]
    if ceiling is not None:
        drawing.line(dict.fromkeys(weeks, ceiling), LIMIT)
        signs.append(Sign("Plafond", LIMIT))
    drawing.line(totals, SOLID)
    rows = tuple(
        (week_near(week, summary.last.year), number(count)) for week, count in totals.items()
    )
    svg = drawing.svg("opgeteld", title, told)
    return Chart("opgeteld", title, told, svg, tuple(signs), ("Week", "Intakes, opgeteld"), rows)


def pot_chart(summary: Summary, pot: Budget, ahead: Forecast | None) -> Chart | None:
    """What was used of a pot, what is expected, and how much there is."""
    path = () if ahead is None else ahead.path
    if not pot.weekly:
        return None
    weeks = every_week((*pot.weekly, *(one.week for one in path), summary.week))
    title = f"{pot.name}: gebruikt en verwacht"
    drawing = Drawing(weeks)
    signs = [Sign("Gebruikt", SOLID)]
    if path:
        used = pot.held + pot.spent
        points = (Path(summary.week, used, used, used), *path)
        low, expected, high = (
            {one.week: getattr(one, edge) for one in points} for edge in ("low", "expected", "high")
        )
        drawing.band(low, high)
        drawing.line(expected, DASHED)
        signs.append(Sign("Verwacht", DASHED))
        signs.append(Sign("Vier van de vijf keer hierbinnen", EDGE, BAND))
    if pot.granted is not None:
        drawing.line(dict.fromkeys(weeks, pot.granted), LIMIT)
        signs.insert(1, Sign("Beschikbaar", LIMIT))
    drawing.line(pot.weekly, SOLID)
    told = _told(pot, path)
    header = ("Week", "Gebruikt", *(("Laag", "Verwacht", "Hoog") if path else ()))
    svg = drawing.svg(f"pot-{pot.key}", title, told)
    rows = tuple(_pot_rows(pot, path, weeks, summary.last.year))
    return Chart(f"pot-{pot.key}", title, told, svg, tuple(signs), header, rows)


def _told(pot: Budget, path: Sequence[Path]) -> str:
    told = f"Gebruikt is {used_of(pot)}."
    if not path:
        return told
    last = path[-1]
    return (
        f"{told} Aan het eind van {week_name(last.week)} is {euros(last.expected)} te verwachten, "
        f"vier van de vijf keer tussen {euros(last.low)} en {euros(last.high)}."
    )


def _pot_rows(
    pot: Budget, path: Iterable[Path], weeks: Iterable[str], year: int
) -> Iterator[_Texts]:
    ahead = {one.week: one for one in path}
    for week in weeks:
        used = euros(pot.weekly[week]) if week in pot.weekly else ""
        one = ahead.get(week)
        edges = [""] * 3 if one is None else map(euros, (one.low, one.expected, one.high))
        yield (week_near(week, year), used, *(edges if ahead else ()))
