"""Lives by hand, and what indicators make of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import count
from typing import Any, Final
from zoneinfo import ZoneInfo

import attrs

from tests.unit.loading.reading import policy_of
from triage import home
from triage.loading import load
from triage.monitoring.indicators import Counting
from triage.monitoring.life import Counted, Life, Moment
from triage.monitoring.values import Row
from triage.monitoring.weeks import Week
from triage.rulebook import Rulebook

ZONE: Final = ZoneInfo("Europe/Amsterdam")
WEEK: Final = Week(2021, 10)
"""From Monday 8 to Sunday 14 March 2021."""

_NUMBERS: Final = count(1)


def march(day: int) -> date:
    """A day of March 2021; 0 and below are in February."""
    return date(2021, 3, 1) + timedelta(days=day - 1)


def noon(day: int) -> datetime:
    """Noon of a day of March 2021."""
    return datetime.combine(march(day), time(12), ZONE)


def at(moment: Moment, day: int, product: str | None = None, **rest: Any) -> Counted:
    """A moment on a day of March 2021, written down at noon unless `written` says another day."""
    written = rest.pop("written", day)
    return Counted(moment, march(day), noon(written), next(_NUMBERS), product, **rest)


def says(
    key: str, *, holds: bool | None = True, option: str | None = None
) -> dict[str, Sequence[Any]]:
    """The tally of a moment, for one indicator."""
    return {key: [holds, option]}


def life(case: str, *counted: Counted, **rest: Any) -> Life:
    """A life of these moments."""
    return Life(case, counted=list(counted), **rest)


def known(one: Life, closed: datetime) -> Life:
    """The life as far as it was written down before that moment."""
    return attrs.evolve(one, counted=[some for some in one.counted if some.recorded < closed])


def rows(rulebook: Rulebook, lives: Iterable[Life], week: Week = WEEK) -> Mapping[str, Row]:
    """The rows of a week over lives of which everything is known by now."""
    counting = Counting(rulebook, week, week.opens(ZONE))
    for one in lives:
        now = known(one, week.closes(ZONE))
        counting.add(now, None if now == one else one)
    return {row.key: row for row in counting.rows()}


@cache
def built_in() -> Rulebook:
    """The built-in home."""
    rulebook, problems = load(home.built_in())
    assert rulebook is not None, problems
    return rulebook


def asking(*indicators: str) -> Rulebook:
    """The small sound home with these rows, each written as in a file."""
    lines = "".join(f"  - {indicator}\n" for indicator in indicators)
    return policy_of({"config/a.yaml": f"indicatoren:\n{lines}"}).rulebook
