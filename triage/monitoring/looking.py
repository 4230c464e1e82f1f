"""What every forecast looks back on and ahead to: weeks, intakes, and people still to be called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import attrs

from triage.monitoring.ages import LOOK_BACK
from triage.monitoring.weeks import Week, counted_on
from triage.rulebook import Rulebook

FURTHEST: Final = 520
"""A term that ends more weeks ahead than these is taken to have no end that matters."""

_ENOUGH: Final = 2
"""A pace is a mean, and one week is none."""


@attrs.frozen
class Calling:
    """What the report says of calling.

    Attributes:
        backlog: People who are still to be called.
        intakes: By week, how many had their intake.
        arrivals: By week, how many came in by themselves or by a signal. Not those of a list that
            was delivered: they come at once, stand in the backlog, and say nothing of next week.
        called: People who need not be called any more, with or without an intake.
    """

    backlog: int = 0
    intakes: Mapping[Week, int] = attrs.field(factory=dict)
    arrivals: Mapping[Week, int] = attrs.field(factory=dict)
    called: int = 0


@attrs.frozen
class View:
    """What a forecast looks back on and ahead to.

    Attributes:
        week: The week of the report.
        last: The last week that has closed; everything is reckoned from its close.
        back: The closed weeks that are looked back on, as `counted_on` numbers them.
        ahead: How many weeks there are from `last` to the end of the term; None has no end.
        backlog: People who are still to be called.
        intakes: By week, as numbered, how many had their intake.
        pace: Intakes a week.
        inflow: New people a week.
        share: The part of those who were called that had an intake.
        coming: By week to come, how many intakes are expected.
    """

    week: Week
    last: Week
    back: range
    ahead: int | None
    backlog: int
    intakes: Mapping[int, int]
    pace: Decimal
    inflow: Decimal
    share: Decimal
    coming: tuple[Decimal, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether there are weeks enough to say anything."""
        return len(self.back) >= _ENOUGH

    @property
    def closed(self) -> int:
        """The number of the last week that has closed."""
        return counted_on(self.last.first)

    @property
    def reached(self) -> dict[int, int]:
        """By weeks since their intake, how many people there are."""
        closed = self.closed
        return {closed - week: count for week, count in self.intakes.items() if week <= closed}


def look(rulebook: Rulebook, week: Week, calling: Calling, *, running: bool) -> View:
    """What there is to go by at the close of a week.

    Args:
        rulebook: With the term.
        week: The week of the report.
        calling: What is done and left to do of calling.
        running: The week has not closed yet; then the one before it is the last that counts.
    """
    last = week.plus(-1) if running else week
    intakes, arrivals = _numbered(calling.intakes), _numbered(calling.arrivals)
    closed, term = counted_on(last.first), rulebook.settings.term
    first = min([*intakes, *arrivals], default=counted_on(week.first))
    if term is not None and term.first is not None:
        first = counted_on(term.first)
    ahead = None
    if term is not None and term.last is not None:
        ahead = max(counted_on(term.last) - closed, 0)
    back = range(max(closed - LOOK_BACK + 1, first), closed + 1)
    done = sum(calling.intakes.values())
    found = View(
        week=week,
        last=last,
        back=back,
        ahead=None if ahead is None or ahead > FURTHEST else ahead,
        backlog=calling.backlog,
        intakes=intakes,
        pace=_mean(intakes, back),
        inflow=_mean(arrivals, back),
        share=min(Decimal(done) / calling.called, Decimal(1)) if calling.called else Decimal(1),
    )
    return attrs.evolve(found, coming=tuple(_coming(found)))


def _coming(view: View) -> Iterator[Decimal]:
    """Intakes at the present pace, as long as there is somebody left who will have one."""
    left = view.share * view.backlog
    left += sum(count for week, count in view.intakes.items() if week > view.closed)
    for _ in range(view.ahead or 0):
        left += view.share * view.inflow
        expected = min(view.pace, left)
        left -= expected
        yield expected


def _numbered(counts: Mapping[Week, int]) -> dict[int, int]:
    return {counted_on(week.first): count for week, count in counts.items() if count}


def _mean(counts: Mapping[int, int], weeks: range) -> Decimal:
    return Decimal(sum(counts.get(week, 0) for week in weeks)) / (len(weeks) or 1)


def rounded(number: Decimal, step: Decimal) -> Decimal:
    """To so many decimals as the step has, a half upwards."""
    return number.quantize(step, ROUND_HALF_UP)
