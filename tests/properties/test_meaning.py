"""Every engine gives the meaning of the contract, as a naive evaluator reads it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.homes import load
from tests.properties.naive import Meaning, meaning
from tests.properties.policies import situations, worlds
from triage import Advice, Case, Engine


def told(advice: Advice) -> Meaning:
    """What an advice says, in the shape of the naive evaluator."""
    return Meaning(
        fired=advice.fired,
        open_rules=advice.open_rules,
        facts=dict(advice.facts),
        urgency=advice.urgency,
        deadline=advice.deadline,
        points=advice.points,
        products=[(p.product, p.partners, p.hours, p.rules) for p in advice.products],
        excluded=[(e.product, e.rules) for e in advice.excluded],
        notices={(notice.rule, notice.text) for notice in advice.notices},
    )


def hold(data: st.DataObject, engine: Engine, cases: int) -> None:
    world = data.draw(worlds())
    policy = load(world.home, engine)

    for number in range(cases):
        situation = data.draw(situations(world))
        case = Case(f"z-{number}", situation.registered, situation.given)
        advice = policy.advise(case, on=world.on)
        expected = meaning(world.home, situation.answers, situation.registered, world.on)

        assert told(advice) == expected


@given(data=st.data())
def test_every_engine_gives_the_meaning_of_the_contract(
    data: st.DataObject, engine: Engine
) -> None:
    hold(data, engine, cases=4)


@pytest.mark.slow
@settings(max_examples=4 * settings().max_examples)
@given(data=st.data())
def test_every_engine_gives_the_meaning_in_a_long_run(data: st.DataObject, engine: Engine) -> None:
    hold(data, engine, cases=8)
