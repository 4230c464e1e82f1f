"""One ledger, one policy: what happens when the rules or the configuration change."""

from __future__ import annotations

import pytest

from tests.functional.desk.conftest import CONFIG, ON, RULES, OpenDesk
from triage import Case, DeskError

OTHER = RULES.replace("punten: 5", "punten: 6")


def test_a_desk_with_the_earlier_policy_writes_nothing_more(open_desk: OpenDesk) -> None:
    before = open_desk()
    after = open_desk(rules=OTHER)

    with pytest.raises(DeskError, match="andere regels of een andere configuratie"):
        before.register(Case("z-1", ON), actor="balie")

    assert after.register(Case("z-1", ON), actor="balie").new == ("z-1",)
    assert before.waiting() == ()  # it may still be looked in


def test_a_change_of_policy_is_an_event(open_desk: OpenDesk) -> None:
    before = open_desk()

    after = open_desk(rules=OTHER)

    assert [event.kind for event in before.events()] == ["pot_funded", "policy_changed"]
    (changed,) = (event for event in after.events() if event.kind == "policy_changed")
    assert changed.details == {"before": before.policy.version, "version": after.policy.version}


def test_the_same_policy_again_is_no_event(open_desk: OpenDesk) -> None:
    open_desk()

    again = open_desk()

    assert [event.kind for event in again.events()] == ["pot_funded"]
    assert "W021" not in [problem.code for problem in again.problems]


def test_an_earlier_policy_that_comes_back_is_a_warning(open_desk: OpenDesk) -> None:
    open_desk()
    open_desk(rules=OTHER)

    back = open_desk()

    (problem,) = (found for found in back.problems if found.code == "W021")
    assert problem.severity == "warning"
    assert back.register(Case("z-1", ON), actor="balie").new == ("z-1",)


def test_a_pot_that_grows_is_another_policy(open_desk: OpenDesk) -> None:
    open_desk()

    grown = open_desk(config=CONFIG.replace("10000", "20000"))

    assert [event.details.get("cents") for event in grown.events()] == [1000000, None, 2000000]
