"""The same policy for zen-engine, in each form in which it can hold all rules at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import zen

from triage.conditions import All, Condition, Range, Test, Within
from triage.rulebook import Rulebook

Context = dict[str, int | bool]
Decide = Callable[[Context], Sequence[int]]
"""From the answers of a case to the places of the rules that hold, in text order."""

_GRAPH: Final = "application/vnd.gorules.decision"


def contexts(rulebook: Rulebook, answers: Sequence[Mapping[str, int]]) -> list[Context]:
    """The answers as zen-engine reads them fastest: yes and no as booleans, the rest as numbers."""
    yes_no = {key for key, question in rulebook.questions.items() if question.kind == "ja_nee"}
    return [
        {key: bool(value) if key in yes_no else value for key, value in one.items()}
        for one in answers
    ]


class Expression:
    """One compiled expression: a list that says of every rule whether it holds."""

    name = "zen-engine, expression"

    def __init__(self, rulebook: Rulebook) -> None:
        rules = (rulebook.rules[name].condition for name in sorted(rulebook.rules))
        written = ", ".join(_expression(rulebook, condition) for condition in rules)
        self.decide: Callable[[Context], list[bool]] = zen.compile_expression(f"[{written}]").evaluate

    def fired(self, context: Context) -> list[int]:
        """The places of the rules that hold, in text order."""
        return [place for place, holds in enumerate(self.decide(context)) if holds]


class Table:
    """One decision table that collects every row that holds."""

    name = "zen-engine, decision table"

    def __init__(self, rulebook: Rulebook) -> None:
        names = sorted(rulebook.rules)
        rows = [
            {"_id": str(place), "out": str(place), **_cells(rulebook, rulebook.rules[name].condition)}
            for place, name in enumerate(names)
        ]
        engine = zen.ZenEngine({"loader": {"type": "static", "content": {"policy": _graph(rulebook, rows)}}})
        self._engine = engine

    def decide(self, context: Context) -> Any:
        return self._engine.evaluate("policy", context)

    def fired(self, context: Context) -> list[int]:
        """The places of the rules that hold, in text order."""
        return [row["rule"] for row in self.decide(context)["result"]]


def _graph(rulebook: Rulebook, rows: list[dict[str, str]]) -> dict[str, Any]:
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": key, "name": key, "field": key} for key in rulebook.questions],
        "outputs": [{"id": "out", "name": "rule", "field": "rule"}],
        "rules": rows,
    }
    nodes = [
        {"id": "i", "type": "inputNode", "name": "request"},
        {"id": "t", "type": "decisionTableNode", "name": "policy", "content": table},
        {"id": "o", "type": "outputNode", "name": "response"},
    ]
    edges = [
        {"id": f"{source}{target}", "sourceId": source, "targetId": target, "type": "edge"}
        for source, target in ("it", "to")
    ]
    return {"contentType": _GRAPH, "nodes": nodes, "edges": edges}


def _tests(condition: Condition) -> Sequence[Within]:
    """The tests of a rule of the made-up policies, which must all pass."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    return [part for part in parts if isinstance(part, Within)]


def _expression(rulebook: Rulebook, condition: Condition) -> str:
    return " and ".join(_test(rulebook, test) for test in _tests(condition))


def _test(rulebook: Rulebook, test: Within) -> str:
    if rulebook.questions[test.name].kind == "ja_nee":
        return test.name if test.ranges == ((1, 1),) else f"not({test.name})"
    written = [_range(test.name, one) for one in test.ranges]
    return written[0] if len(written) == 1 else f"({' or '.join(written)})"
