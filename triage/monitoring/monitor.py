"""Counts a whole report, case by case, and remembers counts, not cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import attrs

from triage.monitoring.alarms import Findings, Strangers, alarms
from triage.monitoring.answering import AnswerCount
from triage.monitoring.demand import Demand
from triage.monitoring.handled import Handled
from triage.monitoring.indicators import Counting
from triage.monitoring.inflow import InflowCount
from triage.monitoring.levels import crossings
from triage.monitoring.life import Life
from triage.monitoring.looking import Calling
from triage.monitoring.money import Money
from triage.monitoring.outlook import Alarm
from triage.monitoring.places import Places
from triage.monitoring.projecting import project
from triage.monitoring.refusing import RefusalCount
from triage.monitoring.spreads import percentage
from triage.monitoring.terms import TermCount
from triage.monitoring.values import Inflow, Summary
from triage.monitoring.weeks import Week
from triage.rulebook import Period, Rulebook


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
        self.strangers: Strangers | None = None
        self._rulebook = rulebook
        self._closing = closing
        self._handled = Handled(handled, week, closing.running)
        self._indicators = Counting(rulebook, week, closing.opened)
        self._inflow = InflowCount(rulebook, week)
        self._money = Money(rulebook, week)
        self._places = Places(rulebook, week)
        self._demand = Demand(rulebook)
        self._answers = AnswerCount(rulebook, today, self._handled)
        self._terms = TermCount(rulebook, today, self._handled)
        self._refusals = RefusalCount(rulebook, week, self._handled)

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
        self._demand.add(now)
        self._terms.add(now)
        self._answers.add(now)
        self._refusals.add(now)

    def summary(self, notices: tuple[str, ...], events: int, digest: str) -> Summary:
        """What was counted.

        Args:
            notices: What the reader has to know about the report as a whole.
            events: How many events there were at the close.
            digest: The hash of the last of them.
        """
        rulebook, closing = self._rulebook, self._closing
        rows, inflow = self._indicators.rows(), self._inflow.inflow()
        budgets = tuple(
            attrs.evolve(pot, refused=self._refusals.refused(pot.key))
            for pot in self._money.budgets(self._inflow.intakes.total())
        )
        capacity = self._places.capacity()
        known = (budgets, capacity, self._calling(inflow), self._demand)
        projection = project(rulebook, closing.week, *known, running=closing.running)
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
            passed=passed(rulebook.settings.term, closing.today),
        )
        return attrs.evolve(summary, alarms=self._alarms(summary))

    def _calling(self, inflow: Inflow) -> Calling:
        called = int(inflow.registered["totaal"].total or 0) - inflow.backlog
        return Calling(inflow.backlog, self._inflow.intakes, self._inflow.arrivals, called)

    def _alarms(self, summary: Summary) -> tuple[Alarm, ...]:
        found = Findings(
            budgets=summary.budgets,
            capacity=summary.capacity,
            projection=summary.projection,
            rows=summary.rows,
            crossed=self._crossed(),
            passed=self._terms.passed(),
            ending=self._terms.ending(),
            names={one.key: one.name for one in summary.terms},
            missed=self._answers.missed(),
            undelivered=self._answers.undelivered(),
            strangers=self.strangers,
            refused=self._refusals.passed(),
        )
        return alarms(self._rulebook, found, self._handled)

    def _crossed(self) -> dict[str, dict[int, date]]:
        """By pot or places, the levels that were passed and since when."""
        series = {f"pot-{key}": self._money.daily(key) for key in self._rulebook.budgets}
        for partner in self._rulebook.partners.values():
            for product in partner.capacity:
                days = self._places.daily(partner.key, product)
                series[f"plaatsen-{partner.key}-{product}"] = days
        return {of: crossings(of, days, self._handled.days) for of, days in series.items()}


def passed(term: Period | None, today: date) -> Decimal | None:
    """Percentage of a term that is over; None when it has no begin or no end.

    Args:
        term: Both its days lie in it.
        today: The first day that is not over.
    """
    if term is None or term.first is None or term.last is None:
        return None
    days = (term.last - term.first).days + 1
    return percentage(min(max((today - term.first).days, 0), days), days)


def _by_name(counts: Mapping[Week, int]) -> dict[str, int]:
    return {str(week): count for week, count in sorted(counts.items()) if count}
