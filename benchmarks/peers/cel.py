"""common-expression-language: one expression, and one context that takes case after case."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

from benchmarks.peers.policy import Answers, Decide, Peer, Words, holding, listed

_WORDS: Final = Words(both=" && ", either=" || ", no="!{}")


def _compile(written: str) -> Decide:
    native = import_module("cel")
    execute, context = native.compile(written).execute, native.Context()

    def decide(cases: Sequence[Answers]) -> list[Any]:
        found = []
        for case in cases:
            context.update(case)
            found.append(execute(context))
        return found

    return decide


FORMS: Final = (
    Peer(
        "common-expression-language",
        package="common-expression-language",
        module="cel",
        write=lambda policy: listed(policy, _WORDS),
        compile=_compile,
        places=holding,
    ),
)
