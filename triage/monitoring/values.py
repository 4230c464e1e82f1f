"""What a report says, as values; counting makes them, and writers show them.

Money is in euros as `Decimal`, hours are `Decimal`, days are `date`. What is not known is None,
never 0. The names are those of `report --json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import attrs

from triage.monitoring.outlook import Alarm, Projection

Number = int | Decimal | None


@attrs.frozen
class Figure:
    """One thing that is counted.

    Attributes:
        week: In this week, by what was recorded before the week closed.
        total: Since the start, by what was recorded before the week closed.
        added: The part of `total` about earlier weeks that was recorded only in this one; below 0
            where what was counted on this line before now counts on another.
        later: About this week or an earlier one, but recorded after it closed; not in `total`.
    """

    week: Number = 0
    total: Number = 0
    added: int = 0
    later: int = 0


@attrs.frozen
class Line:
    """A part of an indicator, such as one product or one reason."""

    key: str
    name: str
    figure: Figure
    spread: Spread | None = None


@attrs.frozen
class Spread:
    """Lead times in calendar days; all None but `count` when nothing was measured."""

    count: int = 0
    mean: Decimal | None = None
    median: Decimal | None = None
    p90: int | None = None


@attrs.frozen
class Waited:
    """Those whose lead time has begun and not ended, with their age in calendar days."""

    count: int = 0
    mean: Decimal | None = None
    oldest: int | None = None


@attrs.frozen
class Row:
    """One indicator, in the order and with the words of the configuration.

    Attributes:
        key: Its key.
        part: `onderdeel`.
        name: What is measured.
        counts: `ondernemers`, `producten`, `dagen` or `aandeel`: days are shown as their mean, a
            share as a percentage.
        figure: The number itself.
        target: What is aimed at; None is no target, which is not 0.
        target_text: The target in words, where the source gives it in words.
        reached: Percentage of the target that has been reached.
        owner: Who sees to it.
        effect: What it is meant to bring about.
        unique: Different people behind a count of products: this week and in total.
        unknown: What could not be counted in or out, because an answer is missing.
        lines: By product, reason or answer; they add up to the figure, unless it counts people.
        apart: Lines that are shown and not counted.
        share: Of a share: the part and the whole, this week and in total.
        spread: Of days: this week and in total.
        waited: Of days: who still waits.
        wrong: Cases left out because their days contradict each other; the first so many of them.
        wrong_count: How many those are in all.
        beside: Of coincidence: the same moment without what had to come before it.
        note: Printed beside the number.
        explanation: What exactly is counted.
    """

    key: str
    part: str
    name: str
    counts: str
    figure: Figure
    target: int | None = None
    target_text: str | None = None
    reached: Decimal | None = None
    owner: str | None = None
    effect: str | None = None
    unique: tuple[int, int] | None = None
    unknown: Figure | None = None
    lines: tuple[Line, ...] = ()
    apart: tuple[Line, ...] = ()
    share: tuple[tuple[int, int], tuple[int, int]] | None = None
    spread: tuple[Spread, Spread] | None = None
    waited: Waited | None = None
    wrong: tuple[str, ...] = ()
    wrong_count: int = 0
    beside: Figure | None = None
    note: str | None = None
    explanation: str | None = None


@attrs.frozen
class Inflow:
    """Who came in, how far they are, and what is left to do; numbers of people at the close.

    Attributes:
        registered: By source, and in total under `totaal`.
        reached: Were spoken to at least once.
        intakes: Had an intake.
        closed: By reason.
        backlog: Open and without intake: still to be called.
        backlog_levels: The same by level, the most urgent first.
        oldest: The day since which the oldest of the backlog waits.
        ceiling: `plafond`: how many may be supported in all.
    """

    registered: Mapping[str, Figure] = attrs.field(factory=dict)
    reached: Figure = Figure()
    intakes: Figure = Figure()
    closed: Mapping[str, Figure] = attrs.field(factory=dict)
    backlog: int = 0
    backlog_levels: Mapping[str, int] = attrs.field(factory=dict)
    oldest: date | None = None
    ceiling: int | None = None


@attrs.frozen
class Terms:
    """How the terms of one level or rule stand; numbers of cases at the close.

    Attributes:
        key: The level, or the rule.
        name: As people read it.
        met: `gehaald` was answered with a day inside the term.
        late: It was answered with a later day.
        running: It stands, and its last day has not passed.
        overdue: It stands, and its last day has passed.
        start_missing: None of the days it counts from is known; never counted as late.
        lapsed: The case was closed, or the term no longer applied, before it was met.
        cases: Those that are overdue.
    """

    key: str
    name: str
    met: int = 0
    late: int = 0
    running: int = 0
    overdue: int = 0
    start_missing: int = 0
    lapsed: int = 0
    cases: tuple[str, ...] = ()


@attrs.frozen
class Spending:
    """What one product took from a pot."""

    product: str
    name: str
    count: int
    held: Decimal
    spent: Decimal


@attrs.frozen
class Budget:
    """How a pot stood when the week closed, in euros; free, held and spent add up to granted.

    Attributes:
        week_held: Newly held in this week, less what was given back.
        week_spent: Spent in this week.
        weekly: By week, held and spent together at its close, for the chart.
        products: What took it.
    """

    key: str
    name: str
    status: str | None
    granted: Decimal
    free: Decimal
    held: Decimal
    spent: Decimal
    week_held: Decimal = Decimal(0)
    week_spent: Decimal = Decimal(0)
    weekly: Mapping[str, Decimal] = attrs.field(factory=dict)
    products: tuple[Spending, ...] = ()

    @property
    def used(self) -> Decimal | None:
        """Percentage held or spent."""
        if not self.granted:
            return None
        return (100 * (self.held + self.spent) / self.granted).quantize(Decimal("0.1"))


@attrs.frozen
class Capacity:
    """A product at a partner: what was promised, what is taken, and how its referrals stand.

    Attributes:
        unit: `plaatsen` or `uren`; None when nothing was promised, so that it is only counted.
        per: `week` or `maand`; None is the whole term.
        promised: In that unit; None is unlimited.
        used: Taken of it, in the period of the close when there is one.
        free: What is left of it.
        waiting: On the waiting list of the product, whichever partner it will be.
        weekly: Of a promise for the whole term, by week: what was taken or waited for at its close.
            Who waits is counted with the first partner that promised something.
        figures: By `verwezen`, `aanvaard`, `geweigerd`, `gestart`, `afgerond`, `gestaakt` and
            `ingetrokken`; the first is None for the desk's own products, which are not referred.
    """

    partner: str
    partner_name: str
    product: str
    product_name: str
    unit: str | None = None
    per: str | None = None
    promised: Decimal | None = None
    used: Decimal = Decimal(0)
    free: Decimal | None = None
    waiting: int = 0
    weekly: Mapping[str, Decimal] = attrs.field(factory=dict)
    figures: Mapping[str, Figure] = attrs.field(factory=dict)


@attrs.frozen
class Summary:
    """Everything that a report of one week says.

    Attributes:
        week: Such as `2021-W10`.
        first, last: Its Monday and its Sunday.
        closed: When it closed; the present moment while it still runs.
        running: Whether it still runs, so that its numbers can change.
        title: Of the programme.
        version: Of the policy that counted.
        events: How many events it rests on.
        hash: Of the last of them, so that two reports can be held against each other.
        notices: What the reader has to know about this report as a whole, in Dutch.
        rows: The indicators.
        weekly: By week, the intakes.
        arrivals: By week, who came in otherwise than on a list that was delivered.
    """

    week: str
    first: date
    last: date
    closed: datetime
    running: bool
    title: str
    version: str
    events: int = 0
    hash: str = ""
    notices: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    inflow: Inflow = Inflow()
    terms: tuple[Terms, ...] = ()
    budgets: tuple[Budget, ...] = ()
    capacity: tuple[Capacity, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    projection: Projection = attrs.field(factory=Projection)
    weekly: Mapping[str, int] = attrs.field(factory=dict)
    arrivals: Mapping[str, int] = attrs.field(factory=dict)
