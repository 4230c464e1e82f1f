"""datalogic-py: one rule in JSONLogic that lists of every rule whether it holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib import import_module
from operator import itemgetter
from typing import Any, Final

from benchmarks.peers.policy import Answers, Decide, Peer, Plain, Test, holding


def _by_name(policy: Plain) -> list[Any]:
    return _logic(policy, lambda name: name)


def _by_place(policy: Plain) -> tuple[tuple[str, ...], list[Any]]:
    return policy.questions, _logic(policy, policy.questions.index)


def _logic(policy: Plain, key: Callable[[str], str | int]) -> list[Any]:
    return [
        {"and": [_test(test, {"var": key(test.name)}) for test in rule]} for rule in policy.rules
    ]


def _test(test: Test, answer: object) -> Any:
    if test.yes is not None:
        return answer if test.yes else {"!": [answer]}
    if all(low == high for low, high in test.ranges):
        values = [low for low, _ in test.ranges]
        return {"in": [answer, values]} if len(values) > 1 else {"==": [answer, values[0]]}
    written = []
    for low, high in test.ranges:
        if low is None or high is None:
            written.append({"<=": [answer, high]} if low is None else {">=": [answer, low]})
        else:
            written.append({"<=": [low, answer, high]})
    return written[0] if len(written) == 1 else {"or": written}


def _compile(logic: list[Any]) -> Decide:
    return _batch(logic, lambda case: case)


def _compile_by_place(written: tuple[Sequence[str], list[Any]]) -> Decide:
    questions, logic = written
    return _batch(logic, itemgetter(*questions))


def _batch(logic: list[Any], read: Callable[[Answers], Any]) -> Decide:
    native = import_module("datalogic_py")
    handle, engine = native.DataHandle, native.Engine()
    rule, session = engine.compile(logic), engine.session()
    return lambda cases: session.evaluate_batch(rule, [handle(read(case)) for case in cases])


def _places(verdict: str) -> list[int]:
    return holding(json.loads(verdict))


FORMS: Final = (
    Peer(
        "datalogic-py, questions by name",
        package="datalogic-py",
        module="datalogic_py",
        write=_by_name,
        compile=_compile,
        places=_places,
    ),
    Peer(
        "datalogic-py, questions by place in a list",
        package="datalogic-py",
        module="datalogic_py",
        write=_by_place,
        compile=_compile_by_place,
        places=_places,
        named=False,
    ),
)
