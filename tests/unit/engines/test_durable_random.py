"""Two engines that share no code decide everything alike."""

from __future__ import annotations

import pytest

from tests.unit.engines.made_up import ON, Maker, said
from triage.engines.direct import Direct
from triage.engines.durable import Durable

pytestmark = pytest.mark.needs("durable-rules")


def assert_alike(seed: int, rules: int, conclusions: int = 0, cases: int = 40) -> None:
    maker = Maker.of(seed)
    policy = maker.policy(rules, conclusions)
    missing = maker.random.choice((0.0, 0.1, 0.3, 0.6, 0.9))
    asked = [maker.case(missing) for _ in range(cases)]
    durable, direct = Durable().compile(policy, ON), Direct().compile(policy, ON)

    for hypothetical in (False, True):
        found = durable.decide(asked, hypothetical=hypothetical)
        expected = direct.decide(asked, hypothetical=hypothetical)
        for case, one, other in zip(asked, found, expected, strict=True):
            assert said(one) == said(other), (seed, case)


@pytest.mark.parametrize("seed", range(12))
def test_both_engines_decide_alike(seed: int) -> None:
    assert_alike(seed, rules=(10, 40)[seed % 2])


@pytest.mark.parametrize("seed", range(100, 112))
def test_both_engines_decide_alike_in_layers(seed: int) -> None:
    assert_alike(seed, rules=10, conclusions=seed % 4 + 2)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(10))
def test_both_engines_decide_alike_over_hundreds_of_policies(block: int) -> None:
    for seed in range(1000 + block * 50, 1050 + block * 50):
        assert_alike(seed, rules=(10, 40, 100)[seed % 3], conclusions=seed % 6)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2000, 2005))
def test_both_engines_decide_alike_in_large_policies(seed: int) -> None:
    assert_alike(seed, rules=300, conclusions=5, cases=100)


def test_the_order_of_the_cases_makes_no_difference() -> None:
    maker = Maker.of(7)
    policy = maker.policy(30, conclusions=3)
    cases = [maker.case(missing=0.4) for _ in range(50)]
    program = Durable().compile(policy, ON)
    found = [said(verdict) for verdict in program.decide(cases)]

    backwards = [said(verdict) for verdict in program.decide(cases[::-1])]

    assert backwards[::-1] == found
