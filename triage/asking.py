"""What to ask next in an intake, and why: acute first, and nothing that can change nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from triage.advice import Advice
from triage.open_questions import served
from triage.records import NextQuestion
from triage.rulebook import PLACES, Question, Rule, Rulebook
from triage.wording import gives

LATER: Final = frozenset(("balie", "partner"))
"""Phases whose answers come after the intake: outcomes of a scan, or what a partner reports."""


def askable(rulebook: Rulebook, advice: Advice, skip: Collection[str] = ()) -> tuple[str, ...]:
    """The open questions that the person can answer in an intake, in the order to ask them."""
    return tuple(
        key
        for key in advice.open_questions
        if key not in skip and rulebook.questions[key].phase not in LATER
    )


def next_question(
    rulebook: Rulebook, advice: Advice, skip: Collection[str] = ()
) -> NextQuestion | None:
    """The question to ask now; None when no answer can change the outcome any more."""
    keys = askable(rulebook, advice, skip)
    if not keys:
        return None
    question = rulebook.questions[keys[0]]
    rules = served(rulebook, advice.supposed, advice.answers, advice.on, question.key)
    raising = frozenset(level.key for level in rulebook.levels[: advice.level])
    return NextQuestion(
        question.key,
        question.text,
        question.kind,
        question.unit,
        question.options,
        _bound(question, question.low),
        _bound(question, question.high),
        question.note,
        tuple(dict.fromkeys(_reasons(rulebook, rules, raising))),
        any(rule.outcome.urgency in raising for rule in rules),
        len(keys),
    )


def _bound(question: Question, number: int | None) -> Decimal | date | None:
    if number is None:
        return None
    if question.kind == "datum":
        return date.fromordinal(number)
    return Decimal(number).scaleb(-PLACES[question.kind])


def _reasons(rulebook: Rulebook, rules: Sequence[Rule], raising: Collection[str]) -> Iterator[str]:
    """What an answer can still give: a higher urgency first."""
    if not rules:
        yield "kan de termijn nog veranderen"
        return
    ranks = {level.key: rank for rank, level in enumerate(rulebook.levels)}
    urgent = sorted(rules, key=lambda rule: ranks.get(rule.outcome.urgency or "", len(ranks)))
    for rule in urgent:
        urgency = rule.outcome.urgency if rule.outcome.urgency in raising else None
        outcome = attrs.evolve(rule.outcome, urgency=urgency, facts=(), notice=None)
        yield from (f"kan nog geven: {phrase}" for phrase in gives(rulebook, outcome))
