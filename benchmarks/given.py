"""What every engine is measured on, and what has to come out."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Self

import attrs

from benchmarks.synthetic import ON, make_cases
from triage import Policy
from triage.answers import read_answers
from triage.engines.direct import Direct
from triage.rulebook import Rulebook

ANSWERED: Final = 0.6
"""With what chance a question is answered in a case that is partly answered."""


@attrs.frozen
class Given:
    """A policy and cases, with what `direct` says of them.

    Attributes:
        whole: Cases with every question answered, as engines read them.
        partly: Cases with some of them answered.
        fired: Of the whole cases, the places of the rules that hold.
        verdicts: Of the partly answered ones, the rules that hold and those that are open.
    """

    home: Path
    rulebook: Rulebook
    whole: tuple[dict[str, int], ...]
    partly: tuple[dict[str, int], ...]
    fired: tuple[tuple[int, ...], ...]
    verdicts: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]

    @classmethod
    def of(cls, home: Path, cases: int) -> Self:
        """The policy of a home, with so many cases of either kind."""
        rulebook = Policy.load(home, engine="direct").rulebook
        whole, partly = (
            tuple(read_answers(rulebook, case)[0] for case in make_cases(cases, answered=answered))
            for answered in (1.0, ANSWERED)
        )
        places = {name: place for place, name in enumerate(sorted(rulebook.rules))}
        decide = Direct().compile(rulebook, ON).decide
        return cls(
            home,
            rulebook,
            whole,
            partly,
            tuple(tuple(places[name] for name in one.fired) for one in decide(whole)),
            tuple((one.fired, one.open_rules) for one in decide(partly)),
        )
