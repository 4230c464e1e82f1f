"""What a report says, as values; counting makes them, and writers show them.

Money is in euros as `Decimal`, hours are `Decimal`, days are `date`. What is not known is None,
never 0. The names are those of `report --json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

import attrs

from triage.monitoring.outlook import Alarm, Projection
from triage.monitoring.refusing import Refusal

Number = int | Decimal | None


@attrs.frozen
class Figure:
    """One thing that is counted.

    Attributes:
        week: In this week, by what was recorded before the week closed.
        total: Since the start, by what was recorded before the week closed.
        added: The part of `total` about earlier weeks that was recorded only in this one; below 0
            where what was counted here before now counts on another line.
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
    """Those whose lead time has begun and not ended, with their age in calendar days.

    Attributes:
        ended: Neither wait nor were measured: their case, or every referral, ended before.
    """

    count: int = 0
    mean: Decimal | None = None
    oldest: int | None = None
    ended: int = 0


@attrs.frozen
class Row:
    """One indicator, in the order and with the words of the configuration.

    Attributes:
        key: Its key.
        part: `onderdeel`.
        name: What is measured.
        counts: `ondernemers`, `producten`, `dagen` (their mean) or `aandeel` (a percentage).
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
        beside: Of coincidence: as the figure, without what had to come before it.
        partial: Of ends of a benefit: those counted of which only a part ended.
        at, whole, after: `bij`, `van` and `na`: the moments that it is about.
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
    partial: Figure | None = None
    at: str | None = None
    whole: str | None = None
    after: str | None = None
    note: str | None = None
    explanation: str | None = None


@attrs.frozen
class Inflow:
    """Who came in, how far they are, and what is left to do; numbers of people at the close.

    Attributes:
        registered: By source, and in total under `totaal`.
        reached, intakes: Were spoken to at least once; had an intake.
        closed: By reason.
        backlog: Open and without intake: still to be called.
        backlog_before: The same as the week before closed.
        backlog_levels: The same by level, the most urgent first.
        oldest: The day since which the oldest of the backlog waits.
        ceiling: `plafond`: how many may be supported in all.
    """

    registered: Mapping[str, Figure] = attrs.field(factory=dict)
    reached: Figure = Figure()
    intakes: Figure = Figure()
    closed: Mapping[str, Figure] = attrs.field(factory=dict)
    backlog: int = 0
    backlog_before: int = 0
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
    """What one product took from a pot; the count is of those that it paid something for."""

    product: str
    name: str
    count: int
    held: Decimal
    spent: Decimal


@attrs.frozen
class Budget:
    """How a pot stood when the week closed, in euros; free, held and spent add up to granted.

    Attributes:
        granted, free: None when nothing had been granted yet.
        week_held, week_spent: In this week; of what is held, less what was given back.
        weekly: By week, held and spent together at its close, for the chart.
        products, refused: What took it, and who got no because it had too little.
        remarks: What has to be read with these amounts, in Dutch.
    """

    key: str
    name: str
    status: str | None
    granted: Decimal | None
    free: Decimal | None
    held: Decimal
    spent: Decimal
    week_held: Decimal = Decimal(0)
    week_spent: Decimal = Decimal(0)
    weekly: Mapping[str, Decimal] = attrs.field(factory=dict)
    products: tuple[Spending, ...] = ()
    refused: Refusal | None = None
    remarks: tuple[str, ...] = ()

    @property
    def used(self) -> Decimal | None:
        """Percentage held or spent."""
        share = 100 * (self.held + self.spent) / self.granted if self.granted else None
        return None if share is None else share.quantize(Decimal("0.1"), ROUND_HALF_UP)


@attrs.frozen
class Capacity:
    """A product at a partner: what was promised, what is taken, and how its referrals stand.

    Attributes:
        unit: `plaatsen` or `uren`; None when nothing was promised, so that it is only counted.
        per: `week` or `maand`; None is the whole term.
        promised: In that unit; None is unlimited.
        used, free: Taken and left of it, in the period of the close when there is one.
        waiting: On the waiting list of the product, whichever partner it will be; with the first
            partner that promised something, and None with the others.
        open: Referrals that were placed here and have not ended.
        weekly: Of a promise for the whole term, by week: what was taken or waited for at its close.
        figures: By `verwezen`, `aanvaard`, `geweigerd`, `gestart`, `afgerond`, `gestaakt` and
            `ingetrokken`, by referral; the first is None for the desk's own products. All that was
            referred is open, or became `afgerond`, `geweigerd`, `gestaakt` or `ingetrokken`.
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
    waiting: int | None = 0
    open: int = 0
    weekly: Mapping[str, Decimal] = attrs.field(factory=dict)
    figures: Mapping[str, Figure] = attrs.field(factory=dict)


@attrs.frozen
class Summary:
    """Everything that a report of one week says.

    Attributes:
        week: Such as `2021-W10`.
        first, last: Its Monday and its Sunday.
        closed: When it closed; the present moment while it still runs.
        running: Whether its numbers can still change.
        passed: Percentage of the term that was over at the close; None without a term.
        title: Of the programme.
        version: Of the policy that counted.
        events: How many events it rests on.
        hash: Of the last of them, to hold two reports against each other.
        notices: What the reader has to know about this report as a whole, in Dutch.
        rows: The indicators.
        weekly, arrivals: By week, the intakes, and who came in by no list that was delivered.
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
    passed: Decimal | None = None
