"""A question left out of `open_questions` changes nothing, whatever is answered to the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from tests.properties.homes import load
from tests.properties.policies import (
    full_answers,
    in_some_form,
    more_answers,
    situations,
    worlds,
)
from triage import Advice, Case, Engine


def texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a home, keys included, with the key that it stands under."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield key, name
            yield from texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, key)
    else:
        yield key, value


def never_asked(home: dict[str, Any]) -> set[str]:
    """The date questions that only stand in `gehaald`: outside the promise, and not asked."""
    said = {key: section for key, section in home.items() if key != "vragen"}
    found = set()
    for name, question in home["vragen"].items():
        places = {key for key, text in texts(said) if name in re.findall(r"\w+", text)}
        if question["soort"] == "datum" and places == {"gehaald"}:
            found.add(name)
    return found


def decided(advice: Advice) -> tuple[Any, ...]:
    """What a question that is left out cannot change."""
    return (
        advice.urgency,
        advice.deadline,
        advice.points,
        [(product.product, product.hours) for product in advice.products],
        [exclusion.product for exclusion in advice.excluded],
    )


def hold(data: st.DataObject, engine: Engine) -> None:
    world = data.draw(worlds())
    policy, now = load(world.home, engine), data.draw(situations(world))

    def advise(answers: dict[str, Any]) -> Advice:
        case = Case("z", now.registered, data.draw(in_some_form(world, answers)))
        return policy.advise(case, on=world.on)

    asked = advise(now.answers).open_questions
    missing = set(world.questions) - now.answers.keys()
    assert len(set(asked)) == len(asked)
    assert missing >= set(asked)
    left_out = sorted(missing - set(asked) - never_asked(world.home))
    note(f"open: {asked}, left out: {left_out}")

    for _ in range(3):
        rest = data.draw(more_answers(world, now.answers, sorted(asked)))
        first = decided(advise(rest))
        for _ in range(2):
            other = data.draw(more_answers(world, rest, left_out))
            assert decided(advise(other)) == first


@given(data=st.data())
def test_a_question_left_out_changes_nothing(data: st.DataObject, engine: Engine) -> None:
    hold(data, engine)


@given(data=st.data())
def test_nothing_is_open_when_everything_is_answered(data: st.DataObject, engine: Engine) -> None:
    world = data.draw(worlds(small=True))
    case = Case("z", world.on, data.draw(full_answers(world)))

    advice = load(world.home, engine).advise(case, on=world.on)

    assert advice.open_questions == ()


@given(data=st.data())
def test_what_no_rule_level_or_term_names_is_never_asked(
    data: st.DataObject, engine: Engine
) -> None:
    world = data.draw(worlds(small=True))
    home = {
        **world.home,
        "vragen": {**world.home["vragen"], "los": {"vraag": "Los?", "soort": "datum"}},
    }

    advice = load(home, engine).advise(Case("z", world.on, {}), on=world.on)

    assert "los" not in advice.open_questions


@pytest.mark.slow
@settings(max_examples=4 * settings().max_examples)
@given(data=st.data())
def test_a_question_left_out_changes_nothing_in_a_long_run(
    data: st.DataObject, engine: Engine
) -> None:
    hold(data, engine)
