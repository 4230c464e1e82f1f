"""More answers never take back what fewer answers decided."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.properties.homes import load
from tests.properties.policies import (
    Situation,
    World,
    in_some_form,
    more_answers,
    situations,
    worlds,
)
from tests.properties.values import Draw
from triage import Case, Engine, Policy
from triage.answers import read_answers
from triage.arithmetic import compute
from triage.engines import Verdict


def decide(
    policy: Policy, engine: Engine, world: World, answers: Any, *, hypothetical: bool = False
) -> Verdict:
    """What the engine itself finds, without anything around it."""
    typed, problems = read_answers(policy.rulebook, Case("z", world.on, answers))
    assert not problems
    typed |= compute(policy.rulebook.computed.values(), typed)
    program = engine.compile(policy.rulebook, world.on)
    return program.decide((typed,), hypothetical=hypothetical)[0]


def settled(policy: Policy, world: World, verdict: Verdict) -> dict[str, bool]:
    """The rules that hold or fail."""
    valid = [name for name, rule in policy.rulebook.rules.items() if rule.valid(world.on)]
    return {name: name in verdict.fired for name in valid if name not in verdict.open_rules}


@st.composite
def completed(draw: Draw, world: World, some: Situation) -> dict[str, Any]:
    """The same answers, and some of the missing ones."""
    missing = [name for name in world.questions if name not in some.answers]
    known = draw(more_answers(world, some.answers, missing))
    found: dict[str, Any] = draw(in_some_form(world, known))
    return found


def assert_kept(before: Verdict, after: Verdict, policy: Policy, world: World) -> None:
    kept, now = (settled(policy, world, verdict) for verdict in (before, after))
    assert now.items() >= kept.items()
    for name, value in before.facts.items():
        assert value is None or after.facts[name] is value


@given(data=st.data())
def test_what_holds_whatever_is_still_answered_keeps_holding(
    data: st.DataObject, engine: Engine
) -> None:
    world = data.draw(worlds())
    policy, some = load(world.home, engine), data.draw(situations(world))
    answers = data.draw(completed(world, some))

    before = decide(policy, engine, world, some.given, hypothetical=True)

    assert_kept(before, decide(policy, engine, world, some.given), policy, world)
    assert_kept(before, decide(policy, engine, world, answers), policy, world)
    later = decide(policy, engine, world, answers, hypothetical=True)
    assert_kept(before, later, policy, world)


@given(data=st.data())
def test_without_bekend_and_onbekend_every_verdict_is_for_good(
    data: st.DataObject, engine: Engine
) -> None:
    world = data.draw(worlds(asks_known=False))
    policy, some = load(world.home, engine), data.draw(situations(world))

    before = decide(policy, engine, world, some.given)
    after = decide(policy, engine, world, data.draw(completed(world, some)))

    assert_kept(before, after, policy, world)
