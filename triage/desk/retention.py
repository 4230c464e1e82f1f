"""How long what is personal may be kept after a case has been closed."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final

_MONTHS: Final = {"maand": 1, "maanden": 1, "jaar": 12}
_DAYS: Final = {"dagen": 1, "weken": 7}


def ends(closed: date, term: str) -> date:
    """The first day on which it has to be gone.

    A month later is the same day of the next month, or the last day of a shorter one.

    Args:
        closed: The day on which the case was closed.
        term: As `bewaartermijn` has it, such as `24 maanden`.
    """
    count, _, unit = term.partition(" ")
    try:
        if unit in _DAYS:
            return closed + timedelta(days=int(count) * _DAYS[unit])
        return _months_later(closed, int(count) * _MONTHS[unit])
    except (OverflowError, ValueError):  # beyond the calendar
        return date.max


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
