"""What a policy maker should look at because of the day it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from triage.errors import Problem
from triage.rulebook import Rule, Rulebook


def dated(rulebook: Rulebook, on: date) -> Iterator[Problem]:
    """Rules that can never hold again, and rules that are due for review.

    The rows of a table that share a date are reported once, at the first of them.

    Passes: `geldig: {tot_en_met: 2021-12-31}` in 2021. Fails: the same in 2022, or a `herzien_voor`
    that lies before the day.
    """
    over: dict[tuple[str, date], list[Rule]] = {}
    due: dict[tuple[str, date], list[Rule]] = {}
    for rule in rulebook.rules.values():
        family = rule.name.partition("#")[0]
        last = _last_day(rule)
        if last is not None and last < on:
            over.setdefault((family, last), []).append(rule)
        if rule.review_before is not None and rule.review_before < on:
            due.setdefault((family, rule.review_before), []).append(rule)
    for (_, last), rules in over.items():
        message = f"{_subject(rules)} gold tot en met {last} en doet niet meer mee"
        hint = "Haal weg wat niet meer nodig is, of geef een nieuwe 'geldig'."
        yield Problem(rules[0].where, "W006", message, hint, "warning")
    for (_, day), rules in due.items():
        message = f"{_subject(rules)} moest voor {day} herzien zijn"
        hint = "Kijk of het nog klopt en geef een nieuwe 'herzien_voor'."
        yield Problem(rules[0].where, "W007", message, hint, "warning")


def _last_day(rule: Rule) -> date | None:
    """The last day on which the rule takes part; None when there is no end."""
    ends = [period.last for period in rule.periods]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def _subject(rules: list[Rule]) -> str:
    family, _, row = rules[0].name.partition("#")
    if not row:
        return f"regel '{family}'"
    rows = "één rij" if len(rules) == 1 else f"{len(rules)} rijen"
    return f"tabel '{family}' ({rows})"
