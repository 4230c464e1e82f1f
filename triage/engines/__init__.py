"""What an engine is: it decides which rules hold and which are open, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from triage.rulebook import Rulebook


class Verdict(Protocol):
    """What an engine found for one case. Parts may be made on first use."""

    @property
    def fired(self) -> tuple[str, ...]:
        """Every valid rule that holds, in text order."""

    @property
    def open_rules(self) -> tuple[str, ...]:
        """Every valid rule that may still come to hold, in text order."""

    @property
    def facts(self) -> Mapping[str, bool | None]:
        """Every declared conclusion: true, false, or None when it is unknown."""


class Program(Protocol):
    """A policy compiled for one day of reckoning; may be shared by threads."""

    def decide(
        self, cases: Iterable[Mapping[str, int]], *, hypothetical: bool = False
    ) -> Sequence[Verdict]:
        """Decide cases one by one, in their order.

        Args:
            cases: Per case the answers and computed values that are known, each a whole number as
                `triage.conditions` says; what is unknown is absent.
            hypothetical: Take `bekend` and `onbekend` of what is unknown as unknown too, because
                the answer may still come. Open questions are found this way.

        Returns:
            A verdict for each case, in the same order.
        """


class Engine(Protocol):
    """A way to decide; anybody may write another one."""

    name: str

    def compile(self, rulebook: Rulebook, on: date) -> Program:
        """Make ready to decide on that day; rules that are not valid then take no part."""


def plan_key(rulebook: Rulebook, valid: frozenset[str]) -> tuple[object, ...]:
    """What a compiled plan may be kept under and used again.

    The version alone will not do: two homes of one version may list the choices of a question in
    another order, and to an engine a choice is its place in that list.
    """
    choices = ((key, question.options) for key, question in rulebook.questions.items())
    return rulebook.version, valid, tuple(sorted(choices))
