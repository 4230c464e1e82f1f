"""rule-engine, which is written in Python: one rule that lists of every rule whether it holds."""

from __future__ import annotations

from importlib import import_module
from operator import getitem
from typing import Final

from benchmarks.peers.policy import Decide, Peer, Words, holding, listed

_WORDS: Final = Words(both=" and ", either=" or ", no="not {}")


def _compile(written: str) -> Decide:
    module = import_module("rule_engine")
    # A resolver of one's own may be passed; its own first asks whether the name is there.
    evaluate = module.Rule(written, context=module.Context(resolver=getitem)).evaluate
    return lambda cases: [evaluate(case) for case in cases]


FORMS: Final = (
    Peer(
        "rule-engine",
        package="rule-engine",
        module="rule_engine",
        write=lambda policy: listed(policy, _WORDS),
        compile=_compile,
        places=holding,
    ),
)
