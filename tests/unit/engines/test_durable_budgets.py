"""Whatever a policy asks, durable-rules is never asked more than it can do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.unit.engines.extremes import POLICIES
from tests.unit.engines.made_up import Maker
from triage.engines.durable.nodes import Every, cost, leaves, opposite
from triage.engines.durable.planning import MAX_GROUPS, MAX_PATHS, MAX_TESTS, MAX_WIDTH, plan
from triage.engines.durable.strata import MAX_PROPERTIES

ROOT: Final = Path(__file__).parents[3]
SECONDS: Final = 60
REFUSED: Final = {"too many values": "refused r0000"}


@pytest.mark.needs("durable-rules")
@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_at_the_limits_is_decided_alike_or_refused(name: str) -> None:
    script = "tests.unit.engines.extremes"
    place = {**os.environ, "PYTHONPATH": str(ROOT)}

    found = subprocess.run(
        [sys.executable, "-m", script, name],
        env=place, timeout=SECONDS, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert (found.returncode, found.stdout.strip(), found.stderr) == (
        0,
        REFUSED.get(name, "same"),
        "",
    )


@pytest.mark.parametrize("name", POLICIES)
def test_every_pattern_stays_within_the_budgets(name: str) -> None:
    policy = POLICIES[name]()

    planned = plan(policy, policy.rules)

    for unit in planned.units:
        for node in (*unit.holds, *unit.fails):
            found = cost(node if isinstance(node, Every) else Every((node,)))
            assert found.width <= MAX_WIDTH
            assert found.paths <= MAX_PATHS
            assert found.groups <= MAX_GROUPS
            assert len({leaf.name for leaf in leaves(node)}) <= MAX_TESTS <= MAX_PROPERTIES


def test_the_opposite_of_the_opposite_is_the_same() -> None:
    for seed in range(50):
        policy = Maker.of(seed).policy(5)
        for unit in plan(policy, policy.rules).units:
            for node in (*unit.holds, *unit.fails):
                assert opposite(opposite(node)) == node
