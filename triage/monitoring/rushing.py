"""What intake still has to do, and by when: the seed's first risk."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import attrs

from triage.monitoring.looking import FURTHEST, View, rounded
from triage.monitoring.outlook import Rush
from triage.rulebook import Rulebook
from triage.workdays import Workdays

_TENTH: Final = Decimal("0.1")
_WORKDAYS: Final = 5


def rush(rulebook: Rulebook, view: View) -> Rush:
    """What intake still has to do.

    Args:
        rulebook: With the days by which everybody should have been called, and what an intake is.
        view: What there is to go by.
    """
    product = rulebook.products.get(rulebook.settings.intake or "")
    hours = None if product is None else product.hours
    by = _by(rulebook, view.week.last)
    weeks = None if by is None else _left(rulebook, view.week.last, by)
    bare = Rush(view.backlog, hours=hours, by=by, weeks_left=weeks)
    if not view.enough:
        return bare
    found = attrs.evolve(
        bare,
        pace=rounded(view.pace, _TENTH),
        inflow=rounded(view.inflow, _TENTH),
        waiting_weeks=_waiting(view),
    )
    if hours is None:
        return found
    needed = (view.backlog + view.inflow * weeks) * hours / weeks if weeks else None
    return attrs.evolve(
        found,
        hours_now=rounded(view.pace * hours, _TENTH),
        hours_needed=None if needed is None else rounded(needed, _TENTH),
    )


def _by(rulebook: Rulebook, closed: date) -> date | None:
    """The day by which everybody should have been called; None when no day matters."""
    window, term = rulebook.settings.contact_window, rulebook.settings.term
    if window is not None and window.last is not None and window.last > closed:
        return window.last
    last = None if term is None else term.last
    return None if last is None or last - closed > timedelta(weeks=FURTHEST) else last


def _left(rulebook: Rulebook, closed: date, by: date) -> Decimal:
    """Working days until and with a day, in weeks of five."""
    workdays = Workdays(rulebook.settings.equated_days)
    days = (closed + timedelta(days=n) for n in range(1, (by - closed).days + 1))
    return Decimal(sum(not workdays.is_rest_day(day) for day in days)) / _WORKDAYS


def _waiting(view: View) -> Decimal | None:
    """How many weeks the last of the backlog waits; None when it never gets smaller."""
    if view.backlog == 0:
        return Decimal("0.0")
    gain = view.pace - view.inflow
    return rounded(view.backlog / gain, _TENTH) if gain > 0 else None
