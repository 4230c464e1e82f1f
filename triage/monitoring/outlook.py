"""What is to be expected until the end of the term, and what somebody has to see to, as values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import attrs


@attrs.frozen
class Alarm:
    """Something that somebody has to see to; it stays until it is handled.

    Attributes:
        key: What `handle` is told; the same in every report.
        kind: `pot`, `plaatsen`, `termijn`, `antwoord`, `post`, `toeloop` or `gegevens`.
        since: The day on which it began; None for what is so at the close, whenever it began.
        text: What is the matter, in Dutch.
        action: What to do, in Dutch.
        owner: Who sees to it; None when the configuration does not say.
        standing: Whether it is still so, and not only was so.
        case: The case it is about, if it is about one.
        referral: The referral it is about, if it is about one.
    """

    key: str
    kind: str
    since: date | None
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
class Age:
    """What people asked in one of the weeks after their intake, and what is expected in it.

    Attributes:
        age: Weeks since that of the intake, which is 0.
        people: How many have come to the end of it.
        asked: What those asked in it.
        each: What one intake is expected to ask in it.
        ahead: How many people still come to it before the end of the term.
    """

    age: int
    people: int
    asked: Decimal
    each: Decimal
    ahead: Decimal


@attrs.frozen
class Scarce:
    """A product of which the places are limited, so that a pot pays no more of it than those.

    Attributes:
        places: How many more are expected to be taken before the end of the term.
        each: What one of them costs.
    """

    product: str
    name: str
    places: Decimal
    each: Decimal


@attrs.frozen
class Advised:
    """A product that was advised to people who have not got it.

    Attributes:
        people: How many.
        each: What it has cost on average, or by the catalogue where nobody got it yet.
    """

    product: str
    name: str
    people: int
    each: Decimal


@attrs.frozen
class Forecast:
    """Where a pot or the places of a partner are heading, by what people ask after their intake.

    Attributes:
        key: The pot; or partner and product with a slash between.
        name: As people read it.
        unit: `euro`, `plaatsen` or `uren`.
        limit: The pot, or what was promised.
        used: At the close.
        pace: Asked for a week, over the weeks that are looked back on: taken, and of places also
            put on the waiting list; None with too little to go by.
        known: So many weeks after their intake enough people have come to; None when too few had
            an intake.
        per_intake: What one intake asks up to the end of that week.
        size: The mean of what is asked at once, in which what is twice as much counts twice.
        factor: What is still to come may be so many times less or more at the end of the term.
        low, expected, high: Wanted at the end of the term; four out of five times it ends up
            between low and high. Too early in the programme only low is known, as what is wanted
            when nobody asks anything in the weeks that nobody has come to yet.
        if_all: Of a pot: wanted when everybody takes everything that is advised.
        runs_out: The week in which it is expected to be all gone; None when it is not.
        earliest, latest: The same at the high and the low edge of the band.
        path: Week by week, for the chart.
        ages: What the forecast is made from.
        scarce: Of a pot: what has a limit of its own, and is not in those.
        advised: Of a pot: what `if_all` is made from.
    """

    key: str
    name: str
    unit: str
    limit: Decimal
    used: Decimal
    pace: Decimal | None = None
    known: int | None = None
    per_intake: Decimal | None = None
    size: Decimal | None = None
    factor: Decimal | None = None
    low: Decimal | None = None
    expected: Decimal | None = None
    high: Decimal | None = None
    if_all: Decimal | None = None
    runs_out: str | None = None
    earliest: str | None = None
    latest: str | None = None
    path: tuple[Path, ...] = ()
    ages: tuple[Age, ...] = ()
    scarce: tuple[Scarce, ...] = ()
    advised: tuple[Advised, ...] = ()


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
        weeks_left: Weeks of five working days from the close until that day.
        hours_now: Intake hours a week at the present pace.
        hours_needed: Intake hours a week that clear the backlog in time, newcomers included.
    """

    backlog: int = 0
    pace: Decimal | None = None
    inflow: Decimal | None = None
    waiting_weeks: Decimal | None = None
    hours: Decimal | None = None
    by: date | None = None
    weeks_left: Decimal | None = None
    hours_now: Decimal | None = None
    hours_needed: Decimal | None = None

    @property
    def late(self) -> bool:
        """Whether somebody is not called in time when all goes on as it does."""
        if not self.backlog or self.weeks_left is None or self.pace is None:
            return False
        if self.hours_needed is not None and self.hours_now is not None:
            return self.hours_needed > self.hours_now
        return self.waiting_weeks is None or self.waiting_weeks > self.weeks_left


@attrs.frozen
class Projection:
    """What is to be expected until the end of the term, if nothing changes.

    Attributes:
        until: The last day of the term.
        weeks: How many closed weeks are looked back on.
        ahead: How many weeks there are to come; None when there is no end that matters.
        share: The part of those who were called that had an intake.
        coming: By week to come, how many intakes are expected.
    """

    until: date | None = None
    weeks: int = 0
    ahead: int | None = None
    share: Decimal | None = None
    coming: Mapping[str, Decimal] = attrs.field(factory=dict)
    budgets: tuple[Forecast, ...] = ()
    capacity: tuple[Forecast, ...] = ()
    intake: Rush = Rush()
