"""Counts a whole report, case by case, and remembers counts, not cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

import attrs

from triage.monitoring.alarms import LEVELS, Findings, alarms
from triage.monitoring.answering import AnswerCount
from triage.monitoring.indicators import Counting
from triage.monitoring.inflow import InflowCount
from triage.monitoring.life import Life
from triage.monitoring.money import Money
from triage.monitoring.outlook import Alarm
from triage.monitoring.places import Places
from triage.monitoring.projecting import Calling, project
from triage.monitoring.terms import TermCount
from triage.monitoring.values import Summary
from triage.monitoring.weeks import Week
from triage.rulebook import Rulebook


@attrs.frozen
class Closing:
    """When a week is looked at.

    Attributes:
        week: The week of the report.
        opened: The moment it began.
        closed: The moment it closed, or the present one while it still runs.
        running: Whether it still runs.
    """

    week: Week
    opened: datetime
    closed: datetime
    running: bool

    @property
    def today(self) -> date:
        """The first day that is not over."""
        return self.closed.date()

    def knows(self, recorded: datetime) -> bool:
        """Whether something was written down in time to be in the report."""
        return recorded <= self.closed if self.running else recorded < self.closed


class Monitor:
    """Counts everything that a report says, case by case.

    Args:
        rulebook: The configuration that says what is counted, promised and paid.
        closing: The week.
        handled: By key of an alarm, the last day on which it was handled.
    """

    def __init__(self, rulebook: Rulebook, closing: Closing, handled: Mapping[str, date]) -> None:
        week, today = closing.week, closing.today
        self.unknown_ends = 0
        self._rulebook = rulebook
        self._closing = closing
        self._handled = handled
        self._indicators = Counting(rulebook, week, closing.opened)
        self._inflow = InflowCount(rulebook, week)
        self._money = Money(rulebook, week)
        self._places = Places(rulebook, week)
        self._answers = AnswerCount(today, handled)
        terms = {key.removeprefix("termijn-"): day for key, day in handled.items()}
        self._terms = TermCount(rulebook, today, terms)

    def fund(self, on: date, pot: str, cents: int) -> None:
        """From that day on a pot holds so many cents in all."""
        self._money.fund(on, pot, cents)

    def add(self, now: Life, everything: Life | None) -> None:
        """Count one case.

        Args:
            now: By what was written down before the week closed.
            everything: By everything that happened up to the end of the week, whenever it was
                written down; None when that is the same.
        """
        self._indicators.add(now, everything)
        self._inflow.add(now, everything)
        self._places.add(now, everything)
        self._money.add(now)
        self._terms.add(now)
        self._answers.add(now)

    def summary(self, notices: tuple[str, ...], events: int, digest: str) -> Summary:
        """What was counted.

        Args:
            notices: What the reader has to know about the report as a whole.
            events: How many events there were at the close.
            digest: The hash of the last of them.
        """
        rulebook, closing = self._rulebook, self._closing
        rows, inflow = self._indicators.rows(), self._inflow.inflow()
        budgets, capacity = self._money.budgets(), self._places.capacity()
        calling = Calling(inflow.backlog, self._inflow.intakes, self._inflow.arrivals)
        projection = project(
            rulebook, closing.week, budgets, capacity, calling, running=closing.running
        )
        summary = Summary(
            week=str(closing.week),
            first=closing.week.first,
            last=closing.week.last,
            closed=closing.closed,
            running=closing.running,
            title=rulebook.settings.title or "Weekrapport",
            version=rulebook.version,
            events=events,
            hash=digest,
            notices=notices,
            rows=rows,
            inflow=inflow,
            terms=self._terms.terms(),
            budgets=budgets,
            capacity=capacity,
            projection=projection,
            weekly=_by_name(self._inflow.intakes),
            arrivals=_by_name(self._inflow.arrivals),
        )
        return attrs.evolve(summary, alarms=self._alarms(summary))

    def _alarms(self, summary: Summary) -> tuple[Alarm, ...]:
        found = Findings(
            self._closing.week,
            self._closing.today,
            summary.budgets,
            self._crossed(),
            summary.capacity,
            self._terms.passed(),
            {one.key: one.name for one in summary.terms},
            self._answers.missed(),
            summary.projection,
            summary.rows,
            self.unknown_ends,
            self._terms.ending(),
        )
        return alarms(self._rulebook, found, self._handled)

    def _crossed(self) -> dict[str, date]:
        """By key of an alarm, the day since which a pot or a partner is used beyond a level."""
        series = {f"pot-{key}": self._money.daily(key) for key in self._rulebook.budgets}
        for partner in self._rulebook.partners.values():
            for product in partner.capacity:
                days = self._places.daily(partner.key, product)
                series[f"plaatsen-{partner.key}-{product}"] = days
        found: dict[str, date] = {}
        for of, days in series.items():
            for level in LEVELS:
                key = f"{of}-{level}"
                since = crossing(days, level, self._handled.get(key))
                if since is not None:
                    found[key] = since
        return found


def crossing(
    days: Iterable[tuple[date, Decimal, Decimal]], level: int, handled: date | None
) -> date | None:
    """The first day, after the last one handled, on which a level was passed anew.

    Args:
        days: How much was used of how much, in order.
        level: A percentage.
        handled: The last day on which somebody saw to it.
    """
    since, above = None, False
    for day, used, whole in days:
        was, above = above, whole > 0 and 100 * used >= level * whole
        new = above and not was and (handled is None or day > handled)
        if new and since is None:
            since = day
    return since


def _by_name(counts: Mapping[Week, int]) -> dict[str, int]:
    return {str(week): count for week, count in sorted(counts.items()) if count}
