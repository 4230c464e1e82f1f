"""Conclusions and computed values in an order in which they can be decided."""

from __future__ import annotations

from triage.checks import in_order, layers
from triage.conditions import All, Condition, Within
from triage.errors import Where
from triage.rulebook import Outcome, Rule


def rule(name: str, tests: tuple[str, ...], sets: tuple[str, ...]) -> Rule:
    condition: Condition = All(tuple(Within(test, ((1, 1),)) for test in tests))
    return Rule(name, condition, Outcome(facts=sets), Where("a.yaml", 3, 5))


def test_what_is_needed_comes_first() -> None:
    order, cycles = in_order({"a": ["b"], "b": ["c"], "c": []})

    assert (order, cycles) == (["c", "b", "a"], [])


def test_every_cycle_is_found_and_reads_in_the_direction_of_needing() -> None:
    order, cycles = in_order({"a": ["b"], "b": ["a"], "c": ["c"], "d": ["a"]})

    assert cycles == [["a", "b", "a"], ["c", "c"]]
    assert set(order) == {"a", "b", "c", "d"}


def test_conclusions_without_a_cycle_are_layered() -> None:
    rules = {"r": rule("r", ("b", "vraag"), ("a",)), "s": rule("s", ("vraag",), ("b",))}

    assert layers(rules, ("a", "b")) == (("b", "a"), [])


def test_a_cycle_is_printed_whole_with_the_rule_that_closes_it() -> None:
    rules = {
        "r": rule("r", ("b",), ("a",)),
        "s": rule("s", ("c",), ("b",)),
        "t": rule("t", ("a",), ("c",)),
    }

    _, problems = layers(rules, ("a", "b", "c"))

    (problem,) = problems
    assert (str(problem.where), problem.code) == ("a.yaml:3:5", "K002")
    assert problem.message == "deze conclusies wachten op elkaar: a -> b -> c -> a"
    assert problem.hint == "Regel 'r' bepaalt 'a' en toetst 'b'; verbreek de kring."
