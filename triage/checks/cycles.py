"""What needs one another must be decidable one after the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter

from triage.conditions import names_of
from triage.errors import Problem
from triage.rulebook import Rule


def in_order(needs: Mapping[str, Collection[str]]) -> tuple[list[str], list[list[str]]]:
    """Names so that each comes after what it needs, and every cycle that stands in the way.

    A cycle begins and ends with the same name, and each name in it needs the next.
    """
    left = {name: sorted(others) for name, others in sorted(needs.items())}
    cycles: list[list[str]] = []
    while True:
        try:
            order = list(TopologicalSorter(left).static_order())
        except CycleError as error:
            # graphlib names a cycle from what is needed to what needs it; people read it the
            # other way. Without one of its steps the next cycle shows.
            cycle = list(reversed(error.args[1]))
            cycles.append(cycle)
            left[cycle[0]].remove(cycle[1])
        else:
            return order, cycles


def layers(
    rules: Mapping[str, Rule], conclusions: Collection[str]
) -> tuple[tuple[str, ...], list[Problem]]:
    """The conclusions in an order in which they can be decided.

    A rule that sets a conclusion is decided before every rule that tests it. Two conclusions that
    need each other, however far apart, can never be decided; the whole cycle is printed. A cycle
    counts whatever the `geldig` of its rules.

    Passes: `a` is set by a rule that tests `b`. Fails: another rule sets `b` and tests `a`.
    """
    needs: dict[str, set[str]] = {name: set() for name in conclusions}
    because: dict[tuple[str, str], Rule] = {}
    for name in sorted(rules):
        rule = rules[name]
        tested = names_of(rule.condition) & needs.keys()
        for fact in rule.outcome.facts:
            needs[fact] |= tested
            because.update({(fact, other): rule for other in tested})
    order, cycles = in_order(needs)
    return tuple(order), [_waiting(cycle, because[cycle[0], cycle[1]]) for cycle in cycles]


def _waiting(cycle: list[str], rule: Rule) -> Problem:
    message = f"deze conclusies wachten op elkaar: {' -> '.join(cycle)}"
    hint = f"Regel '{rule.name}' bepaalt '{cycle[0]}' en toetst '{cycle[1]}'; verbreek de kring."
    return Problem(rule.where, "K002", message, hint)
