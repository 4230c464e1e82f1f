"""Examples held against what the policy decides: expected against got, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import attrs

from triage.advice import Advice
from triage.errors import Where
from triage.rulebook import Example, Expected, Rulebook


@attrs.frozen
class Difference:
    """One point on which an example came out otherwise.

    Attributes:
        what: The key of `verwacht`.
        expected: As the example says.
        got: As the policy decided.
        rules: The rules that made the difference: those that gave what was not expected, and those
            that could have given what was.
    """

    what: str
    expected: str
    got: str
    rules: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """As `test --json` prints it."""
        return attrs.asdict(self)


@attrs.frozen
class Trial:
    """An example with what came of it; without differences it passed."""

    name: str
    where: Where
    differences: tuple[Difference, ...]
    fired: tuple[str, ...]


def untried(trials: Iterable[Trial], rules: Iterable[str]) -> tuple[str, ...]:
    """The rules that hold in no example, in text order."""
    return tuple(sorted(set(rules).difference(*(trial.fired for trial in trials))))


def compare(rulebook: Rulebook, example: Example, advice: Advice) -> Trial:
    """Hold an example against the advice on its situation."""
    points = _Comparison(rulebook, example.expected, advice).all()
    differences = tuple(found for found in points if found is not None)
    return Trial(example.name, example.where, differences, advice.fired)


@attrs.frozen
class _Comparison:
    rulebook: Rulebook
    expected: Expected
    advice: Advice

    def all(self) -> list[Difference | None]:
        """Every point that the example names."""
        expected, advice = self.expected, self.advice
        products = {given.product for given in advice.products}
        notices = {notice.rule for notice in advice.notices}
        return [
            self._same("urgentie", expected.urgency, advice.urgency),
            self._same("punten", expected.points, advice.points),
            self._same("uiterlijk", expected.deadline, advice.deadline or "geen"),
            self._exactly(products),
            self._absent(products),
            self._within("regels", expected.rules, set(advice.fired)),
            self._facts(expected.facts),
            self._within("let_op", expected.notices, notices),
            self._within("open", expected.open_questions, set(advice.open_questions)),
        ]

    def _same(self, what: str, expected: object, got: object) -> Difference | None:
        if expected is None or expected == got:
            return None
        return self._difference(what, str(expected), str(got), {str(expected), str(got)})

    def _exactly(self, got: set[str]) -> Difference | None:
        expected = self.expected.products
        if expected is None or expected == got:
            return None
        return self._difference("producten", _list(expected), _list(got), expected ^ got)

    def _absent(self, got: set[str]) -> Difference | None:
        extra = (self.expected.without or frozenset()) & got
        if not extra:
            return None
        return self._difference("zonder", _list(self.expected.without or ()), _list(extra), extra)

    def _within(
        self, what: str, expected: Iterable[str] | None, got: set[str]
    ) -> Difference | None:
        missing = set(expected or ()) - got
        if not missing:
            return None
        return self._difference(what, _list(expected or ()), _list(got), missing)

    def _facts(self, expected: Mapping[str, bool | None] | None) -> Difference | None:
        if expected is None:
            return None
        got = {key: self.advice.facts[key] for key in expected}
        wrong = {key for key, value in expected.items() if got[key] is not value}
        if not wrong:
            return None
        return self._difference("conclusies", _facts(expected), _facts(got), wrong)

    def _difference(self, what: str, expected: str, got: str, values: Iterable[str]) -> Difference:
        rules = {name for value in values for name in self._rules(what, value)}
        return Difference(what, expected, got, tuple(sorted(rules)))

    def _rules(self, what: str, value: str) -> Iterable[str]:
        """The rules that have a say in this value: it was they who gave it, or did not."""
        for rule in self.rulebook.rules.values():
            outcome, held = rule.outcome, rule.name in self.advice.fired
            given: dict[str, Collection[str | None]] = {
                "urgentie": (outcome.urgency,),
                "producten": (*dict(outcome.products), *outcome.excluded),
                "zonder": dict(outcome.products).keys(),
                "conclusies": outcome.facts,
            }
            added = {"punten": bool(outcome.points), "uiterlijk": bool(outcome.terms)}
            if value in given.get(what, (rule.name,)) or (held and added.get(what, False)):
                yield rule.name


def _list(values: Iterable[str]) -> str:
    return ", ".join(sorted(values)) or "geen"


def _facts(facts: Mapping[str, bool | None]) -> str:
    words = {True: "ja", False: "nee", None: "onbekend"}
    return ", ".join(f"{key}: {words[value]}" for key, value in sorted(facts.items()))
