"""durable-rules: used plainly, as its manual shows, and by the calls below its own interface.

Neither can hold a large policy in one ruleset: more than 64 rules that match at once are an error,
so the rules go in rulesets of at most sixty, and every case goes to each of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from itertools import count
from typing import Any, Final

from benchmarks.peers.policy import Answers, Decide, Peer, Plain, Test
from triage.conditions import Range

_MOST: Final = 60
_FACT: Final = {"id": "c", "sid": "0"}
_RETRACTION: Final = json.dumps(_FACT)
_UNMATCHED: Final = 1
_NUMBERS: Final = count()
"""Names of rulesets have to differ within a process."""


def _parts(policy: Plain) -> Iterator[Sequence[tuple[int, Sequence[Test]]]]:
    rules = tuple(enumerate(policy.rules))
    return (rules[start : start + _MOST] for start in range(0, len(rules), _MOST))


def _plainly(policy: Plain) -> Decide:
    lang, engine = import_module("durable.lang"), import_module("durable.engine")
    names, fired = [], list[int]()
    for part in _parts(policy):
        names.append(f"policy-{next(_NUMBERS)}")
        with lang.ruleset(names[-1]):
            for place, rule in part:
                lang.when_all(_condition(lang.m, rule))(_noting(fired, place))
    lang.get_host()

    def decide(cases: Sequence[Answers]) -> list[list[int]]:
        found = []
        for case in cases:
            fired.clear()
            for name in names:
                try:
                    lang.assert_fact(name, {**_FACT, **case})
                except engine.MessageNotHandledException:  # no rule matches; it kept nothing
                    continue
                lang.retract_fact(name, {**_FACT})
            found.append(fired.copy())
        return found

    return decide


def _noting(fired: list[int], place: int) -> Callable[[Any], None]:
    def note(_: Any) -> None:
        fired.append(place)

    return note


def _condition(message: Any, rule: Sequence[Test]) -> Any:
    first, *others = (_either(getattr(message, test.name), test) for test in rule)
    for other in others:
        first &= other
    return first


def _either(answer: Any, test: Test) -> Any:
    first, *others = (_between(answer, ends) for ends in test.ranges)
    for other in others:
        first |= other
    return first


def _between(answer: Any, ends: Range) -> Any:
    low, high = ends
    if low == high:
        return answer == low
    if low is None:
        return answer <= high
    return answer >= low if high is None else (answer >= low) & (answer <= high)


def _patterns(policy: Plain) -> list[str]:
    """Rulesets as JSON. The first test keeps the fact that it stores about itself apart."""
    return [
        json.dumps(
            {
                str(place): {
                    "all": [{"m": {"$and": [{"k": 1}, *(t for r in rule for t in _all(r))]}}]
                }
                for place, rule in part
            }
        )
        for part in _parts(policy)
    ]


def _all(test: Test) -> list[dict[str, Any]]:
    written = list[list[dict[str, Any]]]()
    for low, high in test.ranges:
        if low == high:
            written.append([{test.name: low}])
        else:
            ends = {"$gte": low, "$lte": high}
            written.append(
                [{word: {test.name: end}} for word, end in ends.items() if end is not None]
            )
    if len(written) == 1:
        return written[0]
    return [{"$or": [tests[0] if len(tests) == 1 else {"$and": tests} for tests in written]}]


def _natively(rulesets: Sequence[str]) -> Decide:
    native = import_module("durable_rules_engine")
    handles = [native.create_ruleset(f"native-{next(_NUMBERS)}", one) for one in rulesets]

    def decide(cases: Sequence[Answers]) -> list[list[int]]:
        found = []
        for case in cases:
            fact = json.dumps({**_FACT, "k": 1, **case})
            found.append([place for handle in handles for place in _matches(native, handle, fact)])
        return found

    return decide


def _matches(native: Any, handle: int, fact: str) -> Iterator[int]:
    status, state = native.assert_fact(handle, fact)
    if status == _UNMATCHED:
        return
    started = native.start_action_for_state(handle, state)
    message = started and started[1]
    while message:  # {"17":{"m":{...}}}
        yield int(message[2 : message.index('"', 2)])
        message = native.complete_and_start_action(handle, state)
    native.retract_fact(handle, _RETRACTION)


PLAIN: Final = "durable-rules, plainly"
NATIVE: Final = "durable-rules, native calls"

FORMS: Final = (
    Peer(
        PLAIN,
        package="durable-rules",
        module="durable.lang",
        write=lambda policy: policy,
        compile=_plainly,
        places=sorted,
        booleans=False,
    ),
    Peer(
        NATIVE,
        package="durable-rules",
        module="durable_rules_engine",
        write=_patterns,
        compile=_natively,
        places=sorted,
        booleans=False,
    ),
)
