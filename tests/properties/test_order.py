"""No order and no layout says anything: not of files, entries, rules, answers or cases."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.properties.homes import Layout, load
from tests.properties.policies import World, situations, worlds
from tests.properties.values import pick
from triage import Advice, Case, Engine, Policy

LAYOUTS = st.builds(
    Layout,
    shuffle=st.randoms(),
    quote=st.sampled_from([None, " ", '"', "'"]),
    flow=st.booleans(),
    comments=st.booleans(),
)


def whole(advice: Advice) -> dict[str, Any]:
    """Everything that an advice says."""
    return {
        "case": advice.case,
        "urgency": advice.urgency,
        "deadline": advice.deadline,
        "points": advice.points,
        "products": advice.products,
        "excluded": advice.excluded,
        "facts": dict(advice.facts),
        "fired": advice.fired,
        "open_rules": advice.open_rules,
        "open_questions": advice.open_questions,
        "notices": advice.notices,
        "version": advice.version,
    }


def drawn_cases(data: st.DataObject, world: World, count: int) -> list[Case]:
    found = []
    for number in range(count):
        situation = data.draw(situations(world))
        found.append(Case(f"z-{number}", situation.registered, situation.given))
    return found


@given(data=st.data(), layout=LAYOUTS)
def test_layout_and_order_change_neither_version_nor_advice(
    data: st.DataObject, layout: Layout, engine: Engine
) -> None:
    world = data.draw(worlds())
    cases = drawn_cases(data, world, 3)

    plain, other = load(world.home, engine), load(world.home, engine, layout)

    assert other.version == plain.version
    for case in cases:
        first, second = (policy.advise(case, on=world.on) for policy in (plain, other))
        assert whole(second) == whole(first)


@given(data=st.data(), random=st.randoms())
def test_the_order_of_cases_and_answers_does_not_matter(
    data: st.DataObject, random: Any, engine: Engine
) -> None:
    world = data.draw(worlds(small=True))
    policy, cases = load(world.home, engine), drawn_cases(data, world, 5)
    moved = [
        Case(
            case.case,
            case.registered,
            dict(random.sample(list(case.answers.items()), len(case.answers))),
        )
        for case in cases
    ]
    random.shuffle(moved)

    ranked = [whole(advice) for advice in policy.prioritise(cases, on=world.on)]

    assert [whole(advice) for advice in policy.prioritise(moved, on=world.on)] == ranked
    alone = {case.case: whole(policy.advise(case, on=world.on)) for case in cases}
    assert all(advice == alone[advice["case"]] for advice in ranked)


SMALL_HOME = {
    "vragen": {
        "ernst": {"vraag": "Hoe erg?", "soort": "geheel"},
        "dag": {"vraag": "Welke dag?", "soort": "datum"},
    },
    "regels": [
        {"regel": "a", "als": {"ernst": ">= 2"}, "dan": {"urgentie": "nu"}},
        {"regel": "b", "als": {"ernst": "tussen 1 en 2"}, "dan": {"punten": "5"}},
        {"regel": "c", "als": {"dag": "bekend"}, "dan": {"uiterlijk": "dag"}},
    ],
    "urgentie": {"nu": {}, "laag": {}},
}
MONDAY = date(2021, 3, 1)


@st.composite
def queues(draw: Any) -> list[Case]:
    """Cases that often tie, with ids in any script."""
    ids = draw(st.lists(st.text(min_size=1, max_size=4), unique=True, max_size=12))
    found = []
    for name in ids:
        answers = {"ernst": pick(draw, [0, 1, 2, 3]), "dag": pick(draw, [None, MONDAY])}
        found.append(Case(name, MONDAY - timedelta(days=pick(draw, [0, 0, 1])), answers))
    return found


def due(case: Case) -> tuple[Any, ...]:
    """The place in the list, straight from the contract; the draw is the id's SHA-256."""
    severity: Any = case.answers["ernst"]
    return (
        severity < 2,
        case.answers["dag"] is None,
        -5 if severity in (1, 2) else 0,
        case.registered,
        hashlib.sha256(case.case.encode("utf-8")).hexdigest(),
    )


@given(cases=queues())
def test_the_call_list_is_in_the_order_of_the_contract(cases: list[Case], engine: Engine) -> None:
    ranked = ranking_policy(engine).prioritise(cases, on=MONDAY)

    assert [advice.case for advice in ranked] == [case.case for case in sorted(cases, key=due)]


_POLICIES: dict[str, Policy] = {}


def ranking_policy(engine: Engine) -> Policy:
    """Read once for each engine; a policy never changes."""
    if engine.name not in _POLICIES:
        _POLICIES[engine.name] = load(SMALL_HOME, engine)
    return _POLICIES[engine.name]
