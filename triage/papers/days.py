"""Days as people write them."""

from __future__ import annotations

from datetime import date
from typing import Final

DAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS: Final = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_SHORT_MONTHS: Final = (
    *("jan", "feb", "mrt", "apr", "mei", "jun"),
    *("jul", "aug", "sep", "okt", "nov", "dec"),
)


def plain_day(day: date) -> str:
    """Such as `3 maart 2021`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_day(day: date) -> str:
    """Such as `woensdag 3 maart 2021`."""
    return f"{DAYS[day.weekday()]} {plain_day(day)}"


def short_day(day: date, year: int) -> str:
    """Such as `wo 3 mrt`; the year is left out where it is that of the page."""
    ending = "" if day.year == year else f" {day.year}"
    return f"{DAYS[day.weekday()][:2]} {day.day} {_SHORT_MONTHS[day.month - 1]}{ending}"
