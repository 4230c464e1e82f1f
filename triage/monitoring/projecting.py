"""Where money, places and intake hours are heading, by the pace so far and the calls still to make.

How it is reckoned, and what it leaves out, stands in `docs/decisions/projection.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import attrs

from triage.monitoring.outlook import Forecast, Path, Projection, Rush
from triage.monitoring.values import Budget, Capacity
from triage.monitoring.weeks import Week
from triage.rulebook import Rulebook

LOOK_BACK: Final = 6
"""How many closed weeks say something about those to come."""

_ENOUGH: Final = 2
"""With fewer weeks there is no deviation, and so no band."""

_FURTHEST: Final = 520
"""A term that ends more weeks ahead than these is taken to have no end that matters."""

_FOUR_OUT_OF_FIVE: Final = Decimal("1.2816")
"""So many standard deviations to each side hold 80 % of a normal distribution."""

_STEPS: Final[Mapping[str, Decimal]] = {
    "euro": Decimal("0.01"),
    "uren": Decimal("0.01"),
    "plaatsen": Decimal("0.1"),
}
_TENTH: Final = Decimal("0.1")
_HUNDREDTH: Final = Decimal("0.01")
_DAYS: Final = 7


@attrs.frozen
class Calling:
    """What the report says of calling.

    Attributes:
        backlog: People who are still to be called.
        intakes: By week, how many had their intake.
        arrivals: By week, how many came in by themselves or by a signal. Not those of a list that
            was delivered: they come at once, stand in the backlog, and say nothing of next week.
    """

    backlog: int = 0
    intakes: Mapping[Week, int] = attrs.field(factory=dict)
    arrivals: Mapping[Week, int] = attrs.field(factory=dict)


@attrs.frozen
class _View:
    """What every forecast looks back on and ahead to.

    Attributes:
        week: The week of the report.
        last: The last week that has closed; everything is reckoned from its close.
        back: The closed weeks that are looked back on, the oldest first.
        ahead: How many weeks there are from `last` to the end of the term; None has no end.
        backlog: People who are still to be called.
        intakes: Done so far.
        pace: Intakes a week.
        inflow: New people a week.
    """

    week: Week
    last: Week
    back: tuple[Week, ...]
    ahead: int | None
    backlog: int
    intakes: int
    pace: Decimal
    inflow: Decimal

    @property
    def enough(self) -> bool:
        """Whether there are weeks enough to say anything."""
        return len(self.back) >= _ENOUGH


def project(
    rulebook: Rulebook,
    week: Week,
    budgets: Iterable[Budget],
    capacity: Iterable[Capacity],
    calling: Calling,
    *,
    running: bool = False,
) -> Projection:
    """What is to be expected until the end of the term, if nothing changes.

    Args:
        rulebook: With the term, the pots and the product that an intake is.
        week: The week of the report.
        budgets: The pots at its close; those without an amount in the configuration are left out.
        capacity: The partners at its close; those without a promise for the term are left out.
        calling: What is done and left to do of calling.
        running: The week has not closed yet; then the one before it is the last that counts.
    """
    view = _view(rulebook, week, calling, running=running)
    term = rulebook.settings.term
    return Projection(
        until=None if term is None else term.last,
        weeks=len(view.back),
        budgets=tuple(_budgets(rulebook, budgets, view)),
        capacity=tuple(_capacity(capacity, view)),
        intake=_rush(rulebook, view),
    )


def _view(rulebook: Rulebook, week: Week, calling: Calling, *, running: bool) -> _View:
    last = week.plus(-1) if running else week
    term = rulebook.settings.term
    first = None if term is None or term.first is None else Week.of(term.first)
    if first is None:
        first = min([*calling.intakes, *calling.arrivals], default=week)
    back = tuple(last.plus(-n) for n in reversed(range(LOOK_BACK)) if last.plus(-n) >= first)
    ahead = None if term is None or term.last is None else _weeks(last, Week.of(term.last))
    return _View(
        week,
        last,
        back,
        None if ahead is None or ahead > _FURTHEST else ahead,
        calling.backlog,
        sum(calling.intakes.values()),
        _mean([Decimal(calling.intakes.get(one, 0)) for one in back]),
        _mean([Decimal(calling.arrivals.get(one, 0)) for one in back]),
    )


def _weeks(since: Week, until: Week) -> int:
    return max((until.first - since.first).days // _DAYS, 0)


def _mean(numbers: list[Decimal]) -> Decimal:
    return sum(numbers, Decimal(0)) / len(numbers) if numbers else Decimal(0)


def _deviation(numbers: list[Decimal]) -> Decimal:
    """The standard deviation of a sample of two or more."""
    mean = _mean(numbers)
    squares = sum(((one - mean) ** 2 for one in numbers), Decimal(0))
    return (squares / (len(numbers) - 1)).sqrt()


def _rounded(number: Decimal, step: Decimal) -> Decimal:
    return number.quantize(step, ROUND_HALF_UP)


def _budgets(rulebook: Rulebook, budgets: Iterable[Budget], view: _View) -> Iterator[Forecast]:
    for pot in budgets:
        known = rulebook.budgets.get(pot.key)
        if known is not None and known.amount is not None:
            used = pot.held + pot.spent
            bare = Forecast(pot.key, pot.name, "euro", pot.granted, used)
            yield _forecast(bare, pot.weekly, view)


def _capacity(capacity: Iterable[Capacity], view: _View) -> Iterator[Forecast]:
    for row in capacity:
        if row.unit is not None and row.promised is not None and row.per is None:
            key, name = f"{row.partner}/{row.product}", f"{row.partner_name}: {row.product_name}"
            bare = Forecast(key, name, row.unit, row.promised, row.used)
            yield _forecast(bare, row.weekly, view)


def _forecast(bare: Forecast, weekly: Mapping[str, Decimal], view: _View) -> Forecast:
    """Fill in what is expected, when there is enough to go by."""
    if not view.enough:
        return bare
    step = _STEPS[bare.unit]
    pace, deviation = _growth(weekly, view)
    _, each = _asked(weekly, view)
    found = attrs.evolve(
        bare,
        pace=_rounded(pace, step),
        deviation=_rounded(deviation, step),
        per_intake=None if each is None else _rounded(each, _HUNDREDTH),
    )
    if view.ahead is None:
        return found
    return _run_out(found, tuple(_path(bare, weekly, view)))


def _path(bare: Forecast, weekly: Mapping[str, Decimal], view: _View) -> Iterator[Path]:
    """What is wanted at the close itself, and at that of every week to come."""
    pace, deviation = _growth(weekly, view)
    asked, each = _asked(weekly, view)
    for ahead in range((view.ahead or 0) + 1):
        expected = _at(weekly, view.last) + ahead * pace
        if each is not None:
            expected = min(expected, asked + each * (view.backlog + ahead * view.inflow))
        expected = max(expected, bare.used)
        width = _FOUR_OUT_OF_FIVE * deviation * Decimal(ahead).sqrt()
        edges = (max(expected - width, bare.used), expected, expected + width)
        week = view.last.plus(ahead) if ahead else view.week
        yield Path(str(week), *(_rounded(edge, _STEPS[bare.unit]) for edge in edges))


def _growth(weekly: Mapping[str, Decimal], view: _View) -> tuple[Decimal, Decimal]:
    """By how much it grew in a week, and the deviation of that."""
    grown = [_at(weekly, one) - _at(weekly, one.plus(-1)) for one in view.back]
    return _mean(grown), _deviation(grown)


def _asked(weekly: Mapping[str, Decimal], view: _View) -> tuple[Decimal, Decimal | None]:
    """All that was asked for so far, and how much of it by intake."""
    asked = _at(weekly, view.week)
    return asked, asked / view.intakes if view.intakes else None


def _at(weekly: Mapping[str, Decimal], week: Week) -> Decimal:
    return weekly.get(str(week), Decimal(0))


def _run_out(found: Forecast, path: tuple[Path, ...]) -> Forecast:
    """The forecast with its path, of which the first point is the close itself."""

    def passed(edge: str) -> str | None:
        for one in path:
            wanted: Decimal = getattr(one, edge)
            if wanted >= found.limit and wanted > 0:
                return one.week
        return None

    return attrs.evolve(
        found,
        low=path[-1].low,
        expected=path[-1].expected,
        high=path[-1].high,
        runs_out=passed("expected"),
        earliest=passed("high"),
        latest=passed("low"),
        path=path[1:],
    )


def _rush(rulebook: Rulebook, view: _View) -> Rush:
    """What intake still has to do: the seed's first risk."""
    product = rulebook.products.get(rulebook.settings.intake or "")
    hours = None if product is None else product.hours
    by = _by(rulebook, view.week.last)
    weeks = None if by is None else _left(view.week.last, by)
    bare = Rush(view.backlog, hours=hours, by=by, weeks_left=weeks)
    if not view.enough:
        return bare
    found = attrs.evolve(
        bare,
        pace=_rounded(view.pace, _TENTH),
        inflow=_rounded(view.inflow, _TENTH),
        waiting_weeks=_waiting(view),
    )
    if hours is None:
        return found
    needed = None
    if weeks:
        needed = (view.backlog + view.inflow * weeks) * hours / weeks
    return attrs.evolve(
        found,
        hours_now=_rounded(view.pace * hours, _TENTH),
        hours_needed=None if needed is None else _rounded(needed, _TENTH),
    )


def _by(rulebook: Rulebook, closed: date) -> date | None:
    """The day by which everybody should have been called."""
    window, term = rulebook.settings.contact_window, rulebook.settings.term
    if window is not None and window.last is not None and window.last > closed:
        return window.last
    return None if term is None else term.last


def _left(closed: date, by: date) -> int:
    """Whole weeks until a day; a part of a week still counts as one, a day gone by as none."""
    return 0 if by <= closed else max((by - closed).days // _DAYS, 1)


def _waiting(view: _View) -> Decimal | None:
    """How many weeks the last of the backlog waits; None when it never gets smaller."""
    if view.backlog == 0:
        return Decimal("0.0")
    gain = view.pace - view.inflow
    return _rounded(view.backlog / gain, _TENTH) if gain > 0 else None
