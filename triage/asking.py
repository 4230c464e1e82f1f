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
from triage.rulebook import PLACES, Outcome, Question, Rule, Rulebook
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
    raising = _raising(rulebook, advice)
    return NextQuestion(
        question.key,
        question.text,
        question.kind,
        question.unit,
        question.options,
        _bound(question, question.low),
        _bound(question, question.high),
        question.note,
        tuple(dict.fromkeys(_reasons(rulebook, advice, rules))),
        any(rule.outcome.urgency in raising for rule in rules),
        len(keys),
    )


def _bound(question: Question, number: int | None) -> Decimal | date | None:
    if number is None:
        return None
    if question.kind == "datum":
        return date.fromordinal(number)
    return Decimal(number).scaleb(-PLACES[question.kind])


def _raising(rulebook: Rulebook, advice: Advice) -> frozenset[str]:
    return frozenset(level.key for level in rulebook.levels[: advice.level])


def _reasons(rulebook: Rulebook, advice: Advice, rules: Sequence[Rule]) -> Iterator[str]:
    """What an answer can still give: a higher urgency first."""
    if not rules:
        yield "kan de termijn nog veranderen"
        return
    ranks = {level.key: rank for rank, level in enumerate(rulebook.levels)}
    urgent = sorted(rules, key=lambda rule: ranks.get(rule.outcome.urgency or "", len(ranks)))
    phrases = [
        phrase for rule in urgent for phrase in gives(rulebook, _news(rulebook, advice, rule))
    ]
    yield from (f"kan nog geven: {phrase}" for phrase in phrases)
    if not phrases:
        yield "kan de uitkomst nog veranderen"


def _news(rulebook: Rulebook, advice: Advice, rule: Rule) -> Outcome:
    """What a rule gives that is not in the advice already, or kept out of it."""
    outcome = rule.outcome
    hours = {given.product: given.hours or 0 for given in advice.products}
    gone = {exclusion.product for exclusion in advice.excluded}
    return attrs.evolve(
        outcome,
        urgency=outcome.urgency if outcome.urgency in _raising(rulebook, advice) else None,
        products=tuple(
            (key, asked)
            for key, asked in outcome.products
            if key not in gone and (key not in hours or (asked or 0) > hours[key])
        ),
        excluded=() if gone.issuperset(outcome.excluded) else outcome.excluded,
        facts=(),
        notice=None,
    )
