"""From what an engine found to an advice: urgency, deadline, points, products and what is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import attrs

from triage.deadlines import Due, due
from triage.engines import Verdict
from triage.open_questions import open_questions, read_questions
from triage.records import Exclusion, Notice, ProductAdvice
from triage.rulebook import Level, Rule, Rulebook, Term
from triage.workdays import Workdays


@attrs.frozen(slots=False, eq=False, repr=False)
class Advice:
    """What fits one case on one day, and why. Parts are made on first use.

    Two advices are equal when everything they say is equal.

    Attributes:
        case: The id of the case.
        registered: The day of registration.
        on: The day of reckoning.
        answers: The answers and computed values as engines read them.
        engines: Who decided.
    """

    case: str
    registered: date
    on: date
    answers: Mapping[str, int]
    engines: tuple[str, ...]
    _verdict: Verdict
    _source: Source

    @property
    def version(self) -> str:
        """`sha256:` and the digest of the policy that gave it."""
        return self._source.rulebook.version

    @property
    def fired(self) -> tuple[str, ...]:
        """The names of every valid rule that holds, in text order."""
        return self._verdict.fired

    @property
    def open_rules(self) -> tuple[str, ...]:
        """The names of every valid rule that may still come to hold, in text order."""
        return self._verdict.open_rules

    @property
    def facts(self) -> Mapping[str, bool | None]:
        """Every declared conclusion: true, false, or None when it is unknown."""
        return dict(self._verdict.facts)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that hold, in text order."""
        rules = self._source.rulebook.rules
        return tuple(rules[name] for name in self._verdict.fired)

    @cached_property
    def level(self) -> int:
        """The index of the urgency among the levels; 0 is the most urgent."""
        ranks = self._source.ranks
        given = [ranks[r.outcome.urgency] for r in self.rules if r.outcome.urgency is not None]
        return min(given, default=len(ranks) - 1)

    @property
    def urgency(self) -> str:
        """The key of the highest level that a rule gives, else of the lowest level."""
        return self._source.rulebook.levels[self.level].key

    @cached_property
    def points(self) -> int:
        """The points of every rule that holds, added up."""
        return sum(rule.outcome.points for rule in self.rules)

    @cached_property
    def terms(self) -> tuple[tuple[Rule | Level, Term, Due], ...]:
        """The terms of the level and of every rule that holds, with when each ends."""
        level = self._source.rulebook.levels[self.level]
        given: list[tuple[Rule | Level, Term]] = [(level, term) for term in level.terms]
        given += [(rule, term) for rule in self.rules for term in rule.outcome.terms]
        workdays = self._source.workdays
        return tuple(
            (giver, term, due(term, self.answers, self.registered, workdays))
            for giver, term in given
        )

    @cached_property
    def deadline(self) -> date | None:
        """The earliest end of the terms that stand; None when none does."""
        return min((d.day for _, _, d in self.terms if d.day is not None), default=None)

    @cached_property
    def excluded(self) -> tuple[Exclusion, ...]:
        """Every product that must not be given, by key."""
        givers: dict[str, list[str]] = {}
        for rule in self.rules:
            for key in rule.outcome.excluded:
                givers.setdefault(key, []).append(rule.name)
        return tuple(Exclusion(key, tuple(givers[key])) for key in sorted(givers))

    @cached_property
    def products(self) -> tuple[ProductAdvice, ...]:
        """Every product that fits and is not excluded, by key."""
        catalogue = self._source.rulebook.products
        givers: dict[str, list[str]] = {}
        asked: dict[str, Decimal] = {}
        for rule in self.rules:
            for key, hours in rule.outcome.products:
                names = givers.setdefault(key, [])
                if rule.name not in names:
                    names.append(rule.name)
                if hours is not None:
                    asked[key] = max(hours, asked.get(key, hours))
        for exclusion in self.excluded:
            givers.pop(exclusion.product, None)
        return tuple(
            ProductAdvice(
                key,
                catalogue[key].providers,
                asked.get(key, catalogue[key].hours),
                tuple(givers[key]),
            )
            for key in sorted(givers)
        )

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """The texts for the intaker, by the name of the rule that gives them."""
        return tuple(
            Notice(r.name, r.outcome.notice) for r in self.rules if r.outcome.notice is not None
        )

    @cached_property
    def open_questions(self) -> tuple[str, ...]:
        """The questions that can still change something, acute and most telling first.

        A question left out cannot change urgency, deadline, points, products or exclusions under
        any answers to the rest. Questions that stand only in a `gehaald` are not asked.
        """
        source = self._source
        return open_questions(source.rulebook, self.supposed, self.answers, self.on, source.read)

    @cached_property
    def supposed(self) -> Verdict:
        """The verdict in which an answer that is absent may still come (see `Program.decide`)."""
        return self._source.suppose(self.case, self.answers, self.on)

    def as_json(self) -> dict[str, Any]:
        """The advice as `advise --json` prints it; hours are numbers."""
        return {
            "case": self.case,
            "urgency": self.urgency,
            "deadline": None if self.deadline is None else self.deadline.isoformat(),
            "points": self.points,
            "products": [
                {
                    "product": given.product,
                    "partners": list(given.partners),
                    "hours": _json_number(given.hours),
                    "rules": list(given.rules),
                }
                for given in self.products
            ],
            "excluded": [
                {"product": gone.product, "rules": list(gone.rules)} for gone in self.excluded
            ],
            "facts": self.facts,
            "notices": [{"rule": n.rule, "text": n.text} for n in self.notices],
            "fired": list(self.fired),
            "open_rules": list(self.open_rules),
            "open_questions": list(self.open_questions),
            "version": self.version,
            "engines": list(self.engines),
        }

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Advice):
            return NotImplemented
        return self.on == other.on and self.as_json() == other.as_json()

    def __hash__(self) -> int:
        return hash((self.case, self.on, self.version))

    def __repr__(self) -> str:
        products = ", ".join(given.product for given in self.products)
        return f"<Advice {self.case}: {self.urgency}, {self.points} points, [{products}]>"


def _json_number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


class Source:
    """What every advice of one policy is made from."""

    def __init__(
        self,
        rulebook: Rulebook,
        suppose: Callable[[str, Mapping[str, int], date], Verdict],
    ) -> None:
        self.rulebook = rulebook
        self.suppose = suppose
        self.workdays = Workdays(rulebook.settings.equated_days)
        self.ranks = {level.key: rank for rank, level in enumerate(rulebook.levels)}
        self.read = read_questions(rulebook)
