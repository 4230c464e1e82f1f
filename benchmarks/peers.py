"""The same policy for zen-engine, in both forms in which it can hold all rules at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

import zen

from triage.conditions import All, Condition, Within
from triage.rulebook import Rulebook

Context = dict[str, Any]

_GRAPH: Final = "application/vnd.gorules.decision"
_YES: Final = ((1, 1),)


class Peer(Protocol):
    """Another engine with a policy in it, ready to decide."""

    name: str

    def decide(self, context: Context) -> Any:
        """What its own interface gives for one case."""

    def fired(self, context: Context) -> list[int]:
        """The same as places of rules that hold; rules are in text order."""


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
        rules = (
            " and ".join(_expression(rulebook, test) for test in _tests(condition))
            for condition in _conditions(rulebook)
        )
        self.decide = zen.compile_expression(f"[{', '.join(rules)}]").evaluate

    def fired(self, context: Context) -> list[int]:
        return [place for place, holds in enumerate(self.decide(context)) if holds]


class Table:
    """One decision table that collects every row that holds."""

    name = "zen-engine, decision table"

    def __init__(self, rulebook: Rulebook) -> None:
        rows = [
            {"_id": f"r{place}", "out": str(place)}
            | {test.name: _cell(rulebook, test) for test in _tests(condition)}
            for place, condition in enumerate(_conditions(rulebook))
        ]
        content = {"policy": _graph(list(rulebook.questions), rows)}
        self._engine = zen.ZenEngine({"loader": {"type": "static", "content": content}})

    def decide(self, context: Context) -> Any:
        return self._engine.evaluate("policy", context)

    def fired(self, context: Context) -> list[int]:
        return [row["rule"] for row in self.decide(context)["result"]]


def _conditions(rulebook: Rulebook) -> Iterator[Condition]:
    return (rulebook.rules[name].condition for name in sorted(rulebook.rules))


def _tests(condition: Condition) -> Iterator[Within]:
    """The tests of a made-up rule, which must all pass."""
    for part in condition.parts if isinstance(condition, All) else (condition,):
        if not isinstance(part, Within):
            raise TypeError(part)
        yield part


def _expression(rulebook: Rulebook, test: Within) -> str:
    name = test.name
    if rulebook.questions[name].kind == "ja_nee":
        return name if test.ranges == _YES else f"not({name})"
    written = []
    for low, high in test.ranges:
        if low == high:
            written.append(f"{name} == {low}")
        else:
            bounds = [f"{name} >= {low}"] * (low is not None) + [f"{name} <= {high}"] * (
                high is not None
            )
            written.append(" and ".join(bounds))
    return written[0] if len(written) == 1 else f"({' or '.join(written)})"


def _cell(rulebook: Rulebook, test: Within) -> str:
    if rulebook.questions[test.name].kind == "ja_nee":
        return "true" if test.ranges == _YES else "false"
    written = []
    for low, high in test.ranges:
        if low == high:
            written.append(str(low))
        elif low is None:
            written.append(f"<= {high}")
        else:
            written.append(f">= {low}" if high is None else f"[{low}..{high}]")
    return ", ".join(written)


def _graph(questions: Sequence[str], rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": key, "name": key, "field": key} for key in questions],
        "outputs": [{"id": "out", "name": "rule", "field": "rule"}],
        "rules": rows,
    }
    nodes: list[dict[str, Any]] = [
        {"id": "in", "type": "inputNode", "name": "answers"},
        {"id": "table", "type": "decisionTableNode", "name": "policy", "content": table},
        {"id": "out", "type": "outputNode", "name": "verdict"},
    ]
    edges = [
        {"id": f"{start}-{end}", "sourceId": start, "targetId": end, "type": "edge"}
        for start, end in (("in", "table"), ("table", "out"))
    ]
    # It wants every node to have a place on somebody's screen.
    nodes = [{**node, "position": {"x": 0, "y": 0}} for node in nodes]
    return {"contentType": _GRAPH, "nodes": nodes, "edges": edges}
