"""Drawing by week: lines and bands for leather, and the picture as it stands in a page.

Lines differ in width and dashes, not in colour alone. Colours of letters are those of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final
from xml.etree import ElementTree as ET

import attrs
import leather

from triage.monitoring.weeks import Week
from triage.reports.words import number

_WIDTH: Final = 480
_HEIGHT: Final = 270
_LABELS: Final = 6
"""Below a chart there are about so many names of weeks."""
_LOWEST: Final = 5
"""A scale is at least so high, so that it counts in whole numbers."""
_LONG: Final = re.compile(r"(\d\.\d)\d+")
"""A number with more decimals than anybody sees."""

Values = Mapping[str, Decimal | int]
"""By week."""


@attrs.frozen
class Stroke:
    """How a line is drawn; the page shows the same beside its name."""

    color: str
    width: float
    dashes: str = "none"


SOLID: Final = Stroke("#0b5a8a", 3)
DASHED: Final = Stroke("#0b5a8a", 2, "7 4")
LIMIT: Final = Stroke("#1b2430", 2, "10 3 2 3")
DOTTED: Final = Stroke("#525d6b", 2, "2 3")
EDGE: Final = Stroke("#5b87a6", 1)
BAND: Final = "#d3e4f0"


class Drawing:
    """A chart by week; what is added first lies below."""

    def __init__(self, weeks: Sequence[str]) -> None:
        self._weeks: Final = list(weeks)
        self._chart: Final = leather.Chart()
        self._most = Decimal(_LOWEST)

    def columns(self, values: Values) -> None:
        """A column for every week, with nothing where there is no number."""
        points = [(week, values.get(week, 0)) for week in self._weeks]
        self._chart.add_columns(points, fill_color=SOLID.color)
        self._reach(values)

    def line(self, values: Values, stroke: Stroke) -> None:
        """A line through the weeks that have a number."""
        points = [(week, values[week]) for week in self._weeks if week in values]
        shape = _Line(stroke.color, stroke.width, stroke.dashes)
        self._chart.add_series(leather.Series(points), shape)
        self._reach(values)

    def band(self, lower: Values, upper: Values) -> None:
        """The room between two edges, in the weeks that have both."""
        weeks = [week for week in self._weeks if week in lower and week in upper]
        points = [(week, lower[week]) for week in weeks]
        shape = _Band([upper[week] for week in weeks])
        self._chart.add_series(leather.Series(points), shape)
        self._reach(upper)

    def _reach(self, values: Values) -> None:
        self._most = max([self._most, *map(Decimal, values.values())])

    def svg(self, key: str, title: str, told: str) -> str:
        """The picture; its title and description are read aloud in its place."""
        scale = leather.Linear(0, self._most)
        self._chart.set_x_scale(leather.Ordinal(self._weeks))
        self._chart.set_y_scale(scale)
        self._chart.add_x_axis(self._weeks[:: len(self._weeks) // _LABELS + 1], _week_label)
        whole = [tick for tick in scale.ticks() if tick == tick.to_integral_value()]
        self._chart.add_y_axis(whole, _number_label)
        root = ET.Element("svg", viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="img")
        root.set("aria-labelledby", f"{key}-titel {key}-uitleg")
        ET.SubElement(root, "title", id=f"{key}-titel").text = title
        ET.SubElement(root, "desc", id=f"{key}-uitleg").text = told
        root.append(self._chart.to_svg_group(_WIDTH, _HEIGHT))
        for element in root.iter():
            for name, value in element.items():
                element.set(name, _LONG.sub(r"\1", value))
        return ET.tostring(root, encoding="unicode")


def _week_label(week: str, *_: object) -> str:
    return f"wk {Week.read(week).number}"


def _number_label(value: Decimal, *_: object) -> str:
    return number(int(value))


class _Line(leather.Line):  # type: ignore[misc]  # leather carries no types
    """A line over weeks; the page says what it is, because dashes do not fit in a square."""

    def validate_series(self, _series: object) -> None:
        """A week by its name is a place like any other."""

    def legend_to_svg(self, _series: object, _palette: object) -> list[object]:
        return []


class _Band(leather.Shape):  # type: ignore[misc]  # leather carries no types
    """The room between a series and the edge above it."""

    def __init__(self, upper: Iterable[Decimal | int]) -> None:
        self._upper: Final = list(upper)

    def validate_series(self, _series: object) -> None:
        """Every series will do."""

    def legend_to_svg(self, _series: object, _palette: object) -> list[object]:
        return []

    def to_svg(  # leather's signature
        self, width: float, height: float, x_scale: Any, y_scale: Any, series: Any, _palette: object
    ) -> ET.Element:
        lower = [(datum.x, datum.y) for datum in series.data()]
        upper = [(x, high) for (x, _), high in zip(lower, self._upper, strict=True)]
        points = " ".join(
            f"{x_scale.project(x, 0, width)},{y_scale.project(y, height, 0)}"
            for x, y in (*lower, *reversed(upper))
        )
        found = ET.Element("polygon", points=points, fill=BAND, stroke=EDGE.color)
        found.set("stroke-width", str(EDGE.width))
        return found
