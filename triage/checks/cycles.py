"""Conclusions must be decidable one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter

from triage.conditions import names_of
from triage.errors import Problem
from triage.rulebook import Rule


def layers(
    rules: Mapping[str, Rule], conclusions: Collection[str]
) -> tuple[tuple[str, ...], list[Problem]]:
    """The conclusions in an order in which they can be decided.

    A rule that sets a conclusion is decided before every rule that tests it. Two conclusions that
    need each other, however far apart, can never be decided; the whole cycle is printed. A cycle
    counts whatever the `geldig` of its rules.

    Passes: `a` is set by a rule that tests `b`. Fails: another rule sets `b` and tests `a`.
    """
    needs: dict[str, set[str]] = {name: set() for name in sorted(conclusions)}
    because: dict[tuple[str, str], Rule] = {}
    for name in sorted(rules):
        rule = rules[name]
        tested = names_of(rule.condition) & set(conclusions)
        for fact in rule.outcome.facts:
            needs[fact] |= tested
            because.update({(fact, other): rule for other in tested})
    try:
        return tuple(TopologicalSorter(_sorted(needs)).static_order()), []
    except CycleError as error:
        # graphlib names a cycle from what is needed to what needs it; people read the other way.
        cycle: list[str] = list(reversed(error.args[1]))
        rule = because[cycle[0], cycle[1]]
        message = f"deze conclusies wachten op elkaar: {' -> '.join(cycle)}"
        hint = f"Regel '{rule.name}' bepaalt '{cycle[0]}' en toetst '{cycle[1]}'; verbreek de kring."
        return (), [Problem(rule.where, "K002", message, hint)]


def _sorted(needs: Mapping[str, set[str]]) -> dict[str, list[str]]:
    ordered: defaultdict[str, list[str]] = defaultdict(list)
    for name, others in needs.items():
        ordered[name] = sorted(others)
    return dict(ordered)
