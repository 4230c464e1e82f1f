"""An intake of everybody on the sample list: fewer questions, and the same advice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs
import pytest

from triage import Advice, Case, Policy
from triage.casefiles import read_cases
from triage.home import built_in

if TYPE_CHECKING:
    from datetime import date

    from triage.records import Answer

MOST: Final = 0.60
"""Of the questions that an intake could ask, so many are asked on average."""


@attrs.frozen
class Talk:
    """One intake: how many questions were asked of those there are, and what came out."""

    asked: int
    questions: int
    advice: Advice
    full: Advice


def decided(advice: Advice) -> tuple[object, ...]:
    """What must not depend on how many questions were asked."""
    products = [(given.product, given.hours) for given in advice.products]
    excluded = [gone.product for gone in advice.excluded]
    return advice.urgency, advice.deadline, advice.points, products, excluded


def talk(policy: Policy, case: Case, on: date) -> Talk:
    """Begin with what the list knows, and answer what is asked as the person would."""
    questions = policy.rulebook.questions
    told: dict[str, Answer] = {
        key: answer for key, answer in case.answers.items() if questions[key].phase == "lijst"
    }
    possible = [
        key for key, q in questions.items() if q.phase in {"lijst", "telefoon"} and key not in told
    ]
    skipped: list[str] = []
    asked = 0
    while question := policy.next_question(attrs.evolve(case, answers=told), on=on, skip=skipped):
        asked += 1
        if question.question in case.answers:
            told[question.question] = case.answers[question.question]
        else:
            skipped.append(question.question)
    advice = policy.advise(attrs.evolve(case, answers=told), on=on)
    return Talk(asked, len(possible), advice, policy.advise(case, on=on))


@pytest.fixture(scope="module")
def talks() -> list[Talk]:
    """An intake of every case of the list that comes with the built-in home."""
    policy = Policy.load(engine="direct")
    cases, problems = read_cases(str(built_in() / "demo" / "gros-lijst.csv"), policy.rulebook)
    assert not problems
    on = max(case.registered for case in cases)
    return [talk(policy, case, on) for case in cases]


def test_the_advice_is_that_of_somebody_who_was_asked_everything(talks: list[Talk]) -> None:
    different = [each.advice.case for each in talks if decided(each.advice) != decided(each.full)]

    assert len(talks) == 350
    assert different == []


def test_at_most_three_questions_in_five_are_asked(talks: list[Talk]) -> None:
    shares = [each.asked / each.questions for each in talks]

    assert sum(shares) / len(shares) <= MOST
