"""zen-engine: one expression, and a decision table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Final

from benchmarks.peers.policy import Decide, Peer, Plain, Test, Words, holding, listed

_WORDS: Final = Words(both=" and ", either=" or ", no="not({})")
_GRAPH: Final = "application/vnd.gorules.decision"


def _expression(written: str) -> Decide:
    evaluate = import_module("zen").compile_expression(written).evaluate
    return lambda cases: [evaluate(case) for case in cases]


def _table(policy: Plain) -> dict[str, Any]:
    rows = [
        {"_id": f"r{place}", "out": str(place)} | {test.name: _cell(test) for test in rule}
        for place, rule in enumerate(policy.rules)
    ]
    return _graph(policy.questions, rows)


def _decision(graph: Mapping[str, Any]) -> Decide:
    content = {"policy": graph}
    engine = import_module("zen").ZenEngine({"loader": {"type": "static", "content": content}})
    return lambda cases: engine.evaluate_batch(
        [{"key": "policy", "context": case} for case in cases]
    )


def _rows(verdict: Mapping[str, Any]) -> list[int]:
    return [row["rule"] for row in verdict["data"]["result"]]


def _cell(test: Test) -> str:
    if test.yes is not None:
        return "true" if test.yes else "false"
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


FORMS: Final = (
    Peer(
        "zen-engine, expression",
        package="zen-engine",
        module="zen",
        write=lambda policy: listed(policy, _WORDS),
        compile=_expression,
        places=holding,
    ),
    Peer(
        "zen-engine, decision table",
        package="zen-engine",
        module="zen",
        write=_table,
        compile=_decision,
        places=_rows,
    ),
)
