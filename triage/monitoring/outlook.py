"""What is to be expected until the end of the term, and what somebody has to see to, as values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs


@attrs.frozen
class Alarm:
    """Something that somebody has to see to; it stays until it is handled.

    Attributes:
        key: What `handle` is told; the same in every report.
        kind: `pot`, `plaatsen`, `termijn`, `antwoord`, `post`, `toeloop` or `gegevens`.
        since: The day on which it was raised.
        text: What is the matter, in Dutch.
        action: What to do, in Dutch.
        owner: Who sees to it; None when the configuration does not say.
        standing: Whether it is still so, and not only was so.
        case: The case it is about, if it is about one.
        referral: The referral it is about, if it is about one.
    """

    key: str
    kind: str
    since: date
    text: str
    action: str
    owner: str | None = None
    standing: bool = True
    case: str | None = None
    referral: str | None = None


@attrs.frozen
class Path:
    """What is expected at the close of one week to come, with the edges of the band."""

    week: str
    low: Decimal
    expected: Decimal
    high: Decimal


@attrs.frozen
class Forecast:
    """Where a pot or the places of a partner are heading, by the pace so far.

    Attributes:
        key: The pot; or partner and product with a slash between.
        name: As people read it.
        unit: `euro`, `plaatsen` or `uren`.
        limit: The pot, or what was promised.
        used: At the close.
        pace: Asked for a week, over the weeks that are looked back on: taken, and of places also
            put on the waiting list; None with too little to go by.
        deviation: The standard deviation of those weeks.
        per_intake: Asked for so far, by intake so far; None before the first intake.
        low, expected, high: Wanted at the end of the term; four out of five times it is expected to
            end up between low and high.
        runs_out: The week in which it is expected to be all gone; None when it is not.
        earliest, latest: The same at the high and the low edge of the band.
        path: Week by week, for the chart.
    """

    key: str
    name: str
    unit: str
    limit: Decimal
    used: Decimal
    pace: Decimal | None = None
    deviation: Decimal | None = None
    per_intake: Decimal | None = None
    low: Decimal | None = None
    expected: Decimal | None = None
    high: Decimal | None = None
    runs_out: str | None = None
    earliest: str | None = None
    latest: str | None = None
    path: tuple[Path, ...] = ()


@attrs.frozen
class Rush:
    """The seed's first risk, `toeloop`: what intake still has to do, and by when.

    Source: Raadsmededeling 2021-000668, project plan, "Risico's".

    Attributes:
        backlog: People still to be called.
        pace: Intakes a week, over the weeks that are looked back on.
        inflow: New people a week, over the same weeks.
        waiting_weeks: How long the last of the backlog waits at this pace; None when it never ends.
        hours: Hours that one intake takes; None when the configuration does not say.
        by: The day by which everybody should have been called.
        weeks_left: Weeks from the close until that day.
        hours_now: Intake hours a week at the present pace.
        hours_needed: Intake hours a week that clear the backlog in time, newcomers included.
    """

    backlog: int = 0
    pace: Decimal | None = None
    inflow: Decimal | None = None
    waiting_weeks: Decimal | None = None
    hours: Decimal | None = None
    by: date | None = None
    weeks_left: int | None = None
    hours_now: Decimal | None = None
    hours_needed: Decimal | None = None


@attrs.frozen
class Projection:
    """What is to be expected until the end of the term, if nothing changes."""

    until: date | None = None
    weeks: int = 0
    budgets: tuple[Forecast, ...] = ()
    capacity: tuple[Forecast, ...] = ()
    intake: Rush = Rush()
