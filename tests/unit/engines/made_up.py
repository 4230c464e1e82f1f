"""Policies and cases made up without files: of any shape, far beyond what people write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import Final

import attrs

from triage.conditions import (
    ALWAYS,
    All,
    AtLeast,
    Chosen,
    Condition,
    Counted,
    Known,
    Not,
    Range,
    Within,
)
from triage.engines import Verdict
from triage.errors import Where
from triage.rulebook import Conclusion, Kind, Level, Outcome, Question, Rule, Rulebook, Settings

ON: Final = date(2021, 3, 3)
OPTIONS: Final = 6
LARGEST: Final = 2**53 - 1
"""The largest number that durable-rules may be asked to compare with."""

KINDS: Final[Mapping[str, Kind]] = {
    **dict.fromkeys(("a", "b", "c"), "geheel"),
    **dict.fromkeys(("d", "e"), "datum"),
    **dict.fromkeys(("j", "k"), "ja_nee"),
    **dict.fromkeys(("o", "p"), "keuze"),
    **dict.fromkeys(("v", "w"), "meerkeuze"),
    "t": "tekst",
}
"""The questions of a policy that is made at random."""

_WHERE: Final = Where("regels.yaml")
_NUMBERS: Final = (0, 1, -1, 2, 5, 30, LARGEST, -LARGEST)
_DAYS: Final = tuple(ON.toordinal() + days for days in (-30, -3, 0, 1, 3))


def question(key: str, kind: Kind) -> Question:
    chosen = tuple((f"keuze_{n}", f"Keuze {n}") for n in range(OPTIONS))
    options = chosen if kind in ("keuze", "meerkeuze") else ()
    return Question(key, kind, f"Wat is {key}?", _WHERE, options=options)


def rulebook(
    rules: Mapping[str, Condition],
    sets: Mapping[str, Sequence[str]] | None = None,
    kinds: Mapping[str, Kind] = KINDS,
) -> Rulebook:
    """A policy with these rules.

    Args:
        rules: By name.
        sets: By conclusion, in the order of deciding, the rules that set it.
        kinds: Of the questions.
    """
    sets = sets or {}
    made = {
        name: Rule(
            name,
            condition,
            Outcome(facts=tuple(fact for fact, setters in sets.items() if name in setters)),
            _WHERE,
        )
        for name, condition in rules.items()
    }
    return Rulebook(
        questions={key: question(key, kind) for key, kind in kinds.items()},
        conclusions={fact: Conclusion(fact, _WHERE) for fact in sets},
        computed={},
        rules=made,
        levels=(Level("normaal", "Normaal", _WHERE),),
        products={},
        groups={},
        partners={},
        budgets={},
        reasons={},
        indicators=(),
        examples=(),
        settings=Settings(),
        layers=tuple(sets),
        version=f"sha256:{hash((tuple(rules.items()), repr(sets)))}",
    )


def said(verdict: Verdict) -> tuple[tuple[str, ...], tuple[str, ...], Mapping[str, bool | None]]:
    """Everything that a verdict says."""
    return verdict.fired, verdict.open_rules, dict(verdict.facts)


def ja(name: str) -> Within:
    return Within(name, ((1, 1),))


def nee(name: str) -> Within:
    return Within(name, ((0, 0),))


@attrs.frozen
class Maker:
    """Makes policies and cases at random: the same ones for the same seed.

    Attributes:
        depth: How deep conditions nest.
    """

    random: Random
    depth: int = 3

    @classmethod
    def of(cls, seed: int) -> Maker:
        """A maker with a depth of its own."""
        random = Random(seed)  # noqa: S311  # to make up cases, not to keep secrets
        return cls(random, random.choice((1, 2, 3, 4)))

    def policy(self, rules: int, conclusions: int = 0) -> Rulebook:
        """A policy whose rules test its conclusions, and those each other, `niet` included."""
        made: dict[str, Condition] = {}
        sets: dict[str, list[str]] = {}
        for number in range(conclusions):
            setters = [f"zet-{number}-{n}" for n in range(self.random.randint(0, 3))]
            made |= {setter: self.condition(tuple(sets), self.depth) for setter in setters}
            sets[f"conclusie_{number}"] = setters
        names = [f"regel-{number:04d}" for number in range(rules)]
        made |= {name: self.condition(tuple(sets), self.depth) for name in names}
        return rulebook(made, sets)

    def condition(self, facts: Sequence[str], depth: int) -> Condition:
        """A condition over the questions and these conclusions."""
        if not depth or self.random.random() < 0.35:
            return self.test(facts)
        size = self.random.choice((1, 2, 2, 3, 3, 4, 6))
        parts = tuple(self.condition(facts, depth - 1) for _ in range(size))
        match self.random.randrange(6):
            case 0 | 1:
                return All(parts)
            case 2 | 3:
                return AtLeast(self.random.randint(1, size), parts)
            case 4:
                return Not(parts[0])
            case _:
                return AtLeast(1, parts) if self.random.random() < 0.95 else ALWAYS

    def test(self, facts: Sequence[str]) -> Condition:
        """Any test there is."""
        name = self.random.choice(tuple(KINDS) + tuple(facts) * 2)
        if KINDS.get(name) == "tekst" or self.random.random() < 0.1:
            return Known(name, self.random.random() < 0.5)
        match KINDS.get(name, "ja_nee"):
            case "ja_nee":
                return self.random.choice((ja, nee))(name)
            case "datum" if self.random.random() < 0.5:
                return Within(name, self.ranges((-3, 0, 3)), relative=True)
            case "datum":
                return Within(name, self.ranges(_DAYS))
            case "keuze":
                listed = self.random.sample(range(OPTIONS), self.random.randint(1, 4))
                return Within(name, tuple((index, index) for index in sorted(listed)))
            case "meerkeuze" if self.random.random() < 0.4:
                return Counted(name, self.ranges((0, 1, 2, 3, 4)))
            case "meerkeuze":
                bits = self.random.randrange(1, 1 << OPTIONS)
                return Chosen(name, bits, self.random.random() < 0.5)
            case _:
                return Within(name, self.ranges(_NUMBERS))

    def ranges(self, edges: Sequence[int]) -> tuple[Range, ...]:
        """One or more ranges, some of a single value, some without an end."""
        cuts = {self.random.choice(edges) for _ in range(self.random.choice((1, 1, 1, 2, 3)))}
        found: list[Range] = []
        last = -LARGEST
        for cut in sorted(cuts):
            low = min(max(cut + self.random.choice((0, 0, 0, 1)), last), LARGEST)
            high = min(low + self.random.choice((0, 0, 1, 20)), LARGEST)
            if not found or low >= last:
                found.append((low, high))
                last = high + self.random.choice((1, 2))
        if self.random.random() < 0.3:
            found[0] = (None, found[0][1])
        if self.random.random() < 0.3:
            found[-1] = (found[-1][0], None)
        return tuple(found)

    def case(self, missing: float) -> dict[str, int]:
        """Answers, often at an edge, each of them absent with that probability."""
        return {
            name: self.answer(kind)
            for name, kind in KINDS.items()
            if self.random.random() >= missing
        }

    def answer(self, kind: Kind) -> int:
        """Any answer to a question of this kind."""
        match kind:
            case "ja_nee":
                return self.random.randrange(2)
            case "datum":
                return self.random.choice(_DAYS) + self.random.randint(-3, 3)
            case "keuze":
                return self.random.randrange(OPTIONS)
            case "meerkeuze":
                return self.random.randrange(1 << OPTIONS)
            case "tekst":
                return 1
            case _:
                # The largest answers that are read lie far beyond what can be compared exactly.
                edge = self.random.choice((*_NUMBERS, 10**19 - 1, 1 - 10**19))
                return edge + self.random.choice((-1, 0, 0, 1))
