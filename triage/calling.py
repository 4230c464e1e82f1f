"""The call list as values: ranked advices put in the words of the people who call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from triage.advice import Advice
from triage.records import CallList, CallRow, Case
from triage.rulebook import Rulebook

_ASKED_BY_PHONE: Final = (None, "lijst", "telefoon")


def call_list(
    rulebook: Rulebook, ranked: Iterable[Advice], cases: Mapping[str, Case], on: date
) -> CallList:
    """The call list of advices in their order.

    Args:
        rulebook: Whose names and texts to use.
        ranked: Most urgent first.
        cases: By id, for what the rules never read: who to call.
        on: The day of reckoning.
    """
    advices = tuple(ranked)
    rows = tuple(
        _row(rulebook, number, advice, cases[advice.case])
        for number, advice in enumerate(advices, 1)
    )
    return CallList(
        title=rulebook.settings.title or "Bellijst",
        on=on,
        levels=tuple(level.name for level in rulebook.levels),
        version=rulebook.version,
        engines=advices[0].engines if advices else (),
        rows=rows,
    )


def _row(rulebook: Rulebook, number: int, advice: Advice, case: Case) -> CallRow:
    questions = [rulebook.questions[key] for key in advice.open_questions]
    return CallRow(
        rank=number,
        case=advice.case,
        registered=advice.registered,
        level=advice.level,
        deadline=advice.deadline,
        points=advice.points,
        reasons=reasons(rulebook, advice),
        products=tuple(rulebook.products[given.product].name for given in advice.products),
        notices=tuple(notice.text for notice in advice.notices),
        questions=tuple(q.text for q in questions if q.phase in _ASKED_BY_PHONE),
        person=case.person,
    )


def reasons(rulebook: Rulebook, advice: Advice) -> tuple[str, ...]:
    """Why this rank: first what gave the urgency, then what gave points, most first."""
    level = rulebook.levels[advice.level].key
    urgent = [rule for rule in advice.rules if rule.outcome.urgency == level]
    scored = sorted(
        (rule for rule in advice.rules if rule.outcome.points),
        key=lambda rule: (-rule.outcome.points, rule.name),
    )
    return tuple(dict.fromkeys(rule.because or rule.name for rule in [*urgent, *scored]))
