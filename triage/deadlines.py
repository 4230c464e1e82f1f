"""Terms made into dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import attrs

from triage.rulebook import Term
from triage.workdays import Workdays


@attrs.frozen
class Due:
    """When a term ends.

    Attributes:
        day: The last day; None when the term does not stand.
        met: Its `gehaald` has been answered, so it no longer stands.
        start: The day it counts from, of a `binnen`.
        start_missing: None of its `vanaf` was answered, so it counts from the registration and is
            never reported as too late.
    """

    day: date | None
    met: bool = False
    start: date | None = None
    start_missing: bool = False


def due(term: Term, answers: Mapping[str, int], registered: date, workdays: Workdays) -> Due:
    """When the term ends, given the answers.

    Source: Algemene termijnenwet, article 1: a term of weeks or days that ends on a rest day goes
    on to the next working day. Terms that count back are not in that act; they move back.
    """
    if term.met is not None and term.met in answers:
        return Due(None, met=True)
    if term.day is not None:
        return Due(term.day)
    if term.before is not None:
        answer = answers.get(term.before)
        if answer is None:
            return Due(None)
        return Due(_back(term, date.fromordinal(answer), workdays))
    starts = [answers[name] for name in term.since if name in answers]
    missing = bool(term.since) and not starts
    start = date.fromordinal(min(starts)) if starts else registered
    return Due(_forward(term, start, workdays), start=start, start_missing=missing)


def _forward(term: Term, start: date, workdays: Workdays) -> date:
    if term.unit == "werkdagen":
        return workdays.after(start, term.count)
    days = term.count * 7 if term.unit == "weken" else term.count
    return workdays.on_or_after(start + timedelta(days=days))


def _back(term: Term, end: date, workdays: Workdays) -> date:
    if term.unit == "werkdagen":
        return workdays.before(end, term.count)
    days = term.count * 7 if term.unit == "weken" else term.count
    return workdays.on_or_before(end - timedelta(days=days))
