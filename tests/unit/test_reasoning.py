"""One condition on one case: what holds, what fails, and what can still change it."""

from __future__ import annotations

import pytest

from triage.conditions import ALWAYS, All, AtLeast, Chosen, Condition, Counted, Known, Not, Within
from triage.reasoning import Situation

ON = 737850
ANSWERS = {"a": 1, "b": 0, "number": 50, "day": ON - 3, "many": 0b101}
FACTS = {"fact": True, "no_fact": False, "maybe": None}


def holds(condition: Condition, *, hypothetical: bool = False) -> bool | None:
    return Situation(ANSWERS, FACTS, ON, hypothetical).holds(condition)


def says(name: str) -> Within:
    """The test `ja`."""
    return Within(name, ((1, 1),))


TRUE, FALSE, UNKNOWN = says("a"), says("b"), says("missing")


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        (Not(TRUE), False),
        (Not(FALSE), True),
        (Not(UNKNOWN), None),
        (All((TRUE, TRUE)), True),
        (All((TRUE, UNKNOWN)), None),
        (All((FALSE, UNKNOWN)), False),
        (ALWAYS, True),
        (AtLeast(1, (FALSE, UNKNOWN)), None),
        (AtLeast(1, (TRUE, UNKNOWN)), True),
        (AtLeast(1, (FALSE, FALSE)), False),
        (AtLeast(2, (TRUE, UNKNOWN, FALSE)), None),
        (AtLeast(2, (TRUE, TRUE, UNKNOWN)), True),
        (AtLeast(2, (FALSE, FALSE, UNKNOWN)), False),
        (says("fact"), True),
        (says("no_fact"), False),
        (says("maybe"), None),
    ],
)
def test_kleenes_three_values(condition: Condition, value: bool | None) -> None:  # noqa: FBT001
    assert holds(condition) is value


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        (Within("number", ((None, 49), (51, None))), False),
        (Within("number", ((50, 50),)), True),
        (Within("number", ((0, 10), (50, None))), True),
        (Within("day", ((None, -3),), relative=True), True),
        (Within("day", ((-2, 0),), relative=True), False),
        (Chosen("many", 0b011), True),
        (Chosen("many", 0b010), False),
        (Chosen("many", 0b101, every=True), True),
        (Chosen("many", 0b011, every=True), False),
        (Counted("many", ((2, 2),)), True),
        (Counted("many", ((3, None),)), False),
        (Chosen("missing", 0b1), None),
        (Counted("missing", ((0, 0),)), None),
    ],
)
def test_every_kind_of_test(condition: Condition, value: bool | None) -> None:  # noqa: FBT001
    assert holds(condition) is value


@pytest.mark.parametrize("name", ["missing", "maybe"])
def test_onbekend_is_certain_now_and_unknown_while_an_answer_may_come(name: str) -> None:
    assert holds(Known(name)) is False
    assert holds(Known(name, known=False)) is True
    assert holds(Known(name), hypothetical=True) is None
    assert holds(Known(name, known=False), hypothetical=True) is None


@pytest.mark.parametrize("name", ["a", "fact", "no_fact"])
def test_what_is_known_stays_known(name: str) -> None:
    assert holds(Known(name), hypothetical=True) is True
    assert holds(Known(name, known=False), hypothetical=True) is False


def test_only_what_can_still_change_the_condition_is_undecided() -> None:
    open_parts = All((TRUE, AtLeast(1, (FALSE, UNKNOWN, Not(says("maybe"))))))
    settled = All((FALSE, UNKNOWN))

    situation = Situation(ANSWERS, FACTS, ON)

    assert list(situation.undecided(open_parts)) == ["missing", "maybe"]
    assert list(situation.undecided(settled)) == []
    assert list(situation.undecided(AtLeast(1, (settled, UNKNOWN)))) == ["missing"]
