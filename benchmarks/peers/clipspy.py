"""clipspy: one fact a case; every rule that fires adds its number to a global."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

from benchmarks.peers.policy import Answers, Decide, Peer, Plain, Test


def _write(policy: Plain) -> list[str]:
    slots = " ".join(f"(slot {name})" for name in policy.questions)
    return [
        "(defglobal ?*fired* = (create$))",
        f"(deftemplate answers {slots})",
        *(
            f"(defrule r{place} (answers {' '.join(map(_slot, rule))})"
            f" => (bind ?*fired* ?*fired* {place}))"
            for place, rule in enumerate(policy.rules)
        ),
    ]


def _slot(test: Test) -> str:
    if all(low == high for low, high in test.ranges):
        return f"({test.name} {'|'.join(str(low) for low, _ in test.ranges)})"
    answer = f"?{test.name}"
    written = []
    for low, high in test.ranges:
        if low is None or high is None:
            written.append(f"(<= {answer} {high})" if low is None else f"(>= {answer} {low})")
        else:
            written.append(f"(<= {low} {answer} {high})")
    return f"({test.name} {answer}&:(or {' '.join(written)} FALSE))"


def _compile(constructs: Sequence[str]) -> Decide:
    environment = import_module("clips").Environment()
    for construct in constructs:
        environment.build(construct)
    put, fired = environment.find_template("answers").assert_fact, environment.find_global("fired")

    def decide(cases: Sequence[Answers]) -> list[Any]:
        found = []
        for case in cases:
            fired.value = ()
            fact = put(**case)
            environment.run()
            fact.retract()
            found.append(fired.value)
        return found

    return decide


FORMS: Final = (
    Peer(
        "clipspy",
        package="clipspy",
        module="clips",
        write=_write,
        compile=_compile,
        places=sorted,
        booleans=False,
    ),
)
