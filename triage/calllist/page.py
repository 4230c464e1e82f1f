"""The call list as one page of HTML that needs nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from triage.calllist.columns import MOST, writable

if TYPE_CHECKING:
    from datetime import date

    from triage.records import CallList

_DAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS: Final = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_SHORT_MONTHS: Final = (
    *("jan", "feb", "mrt", "apr", "mei", "jun"),
    *("jul", "aug", "sep", "okt", "nov", "dec"),
)
_SHAPES: Final = 3
"""Levels with a colour and a shape of their own; lower ones, and the last, look quiet."""
_SHORTEST_NUMBER: Final = 3


@attrs.frozen
class _Bar:
    """How many cases have a level; `share` in percents of the largest."""

    name: str
    look: int
    count: int
    share: float


def html_bytes(call_list: CallList) -> bytes:
    """A page to read, search and print; it needs no script and loads nothing."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415  # slow to load

    environment = Environment(
        loader=PackageLoader("triage.calllist"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"long_day": _long_day, "short_day": _short_day, "dial": _dial}
    page = environment.get_template("call_list.html.j2").render(
        call_list=call_list,
        bars=_bars(call_list),
        looks=[_look(level, call_list) for level in range(len(call_list.levels))],
        people=any(row.person for row in call_list.rows),
        most=MOST,
    )
    return writable(page).encode()


def _bars(call_list: CallList) -> list[_Bar]:
    counts = [
        sum(row.level == level for row in call_list.rows) for level in range(len(call_list.levels))
    ]
    most = max((*counts, 1))
    return [
        _Bar(name, _look(level, call_list), count, round(100 * count / most, 1))
        for level, (name, count) in enumerate(zip(call_list.levels, counts, strict=True))
    ]


def _look(level: int, call_list: CallList) -> int:
    return _SHAPES if level == len(call_list.levels) - 1 else min(level, _SHAPES)


def _long_day(day: date) -> str:
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def _short_day(day: date, year: int) -> str:
    """The year is left out where it is the year of the list."""
    ending = "" if day.year == year else f" {day.year}"
    return f"{_DAYS[day.weekday()][:2]} {day.day} {_SHORT_MONTHS[day.month - 1]}{ending}"


def _dial(phone: str) -> str:
    """What a telephone dials, or nothing when there is too little to dial."""
    digits = re.sub(r"[^0-9]", "", phone.replace("(0)", ""))
    sign = "+" if phone.strip().startswith("+") else ""
    return f"tel:{sign}{digits}" if len(digits) >= _SHORTEST_NUMBER else ""
