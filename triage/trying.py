"""Examples held against what the policy decides: expected against got, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import attrs

from triage.advice import Advice
from triage.errors import Where
from triage.rulebook import Example, Expected, Rule, Rulebook


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
        return self._difference(what, {str(expected)}, {str(got)})

    def _exactly(self, got: set[str]) -> Difference | None:
        expected = self.expected.products
        if expected is None or expected == got:
            return None
        return self._difference("producten", expected, got)

    def _absent(self, got: set[str]) -> Difference | None:
        unwanted = self.expected.without or frozenset()
        if not unwanted & got:
            return None
        found = self._difference("producten", got - unwanted, got)
        return attrs.evolve(
            found, what="zonder", expected=f"geen {_list(unwanted)}", got=_list(unwanted & got)
        )

    def _within(
        self, what: str, expected: Iterable[str] | None, got: set[str]
    ) -> Difference | None:
        wanted = set(expected or ())
        return None if wanted <= got else self._difference(what, wanted, got)

    def _facts(self, expected: Mapping[str, bool | None] | None) -> Difference | None:
        if expected is None:
            return None
        got = {key: self.advice.facts[key] for key in expected}
        wrong = {key for key, value in expected.items() if got[key] is not value}
        if not wrong:
            return None
        found = self._difference("conclusies", wrong, ())
        return attrs.evolve(found, expected=_facts(expected), got=_facts(got))

    def _difference(self, what: str, expected: Iterable[str], got: Iterable[str]) -> Difference:
        """What came out otherwise, with the rules that gave too much or could have given more."""
        wanted, given = set(expected), set(got)
        rules = [
            rule.name
            for rule in self.rulebook.rules.values()
            if _can_give(rule, what, wanted - given)
            or (rule.name in self.advice.fired and _has_a_say(rule, what, wanted ^ given))
        ]
        return Difference(what, _list(wanted), _list(given), tuple(sorted(rules)))


def _can_give(rule: Rule, what: str, values: set[str]) -> bool:
    outcome = rule.outcome
    can: dict[str, Collection[str | None]] = {
        "urgentie": (outcome.urgency,),
        "producten": dict(outcome.products).keys(),
        "conclusies": outcome.facts,
        "regels": (rule.name,),
        "let_op": (rule.name,),
    }
    return not set(can.get(what, ())).isdisjoint(values)


def _has_a_say(rule: Rule, what: str, values: set[str]) -> bool:
    """Whether the rule, which holds, moved this outcome."""
    outcome = rule.outcome
    if what == "producten" and not values.isdisjoint(outcome.excluded):
        return True
    if what in ("punten", "uiterlijk"):
        return bool(outcome.points if what == "punten" else outcome.terms)
    return what in ("urgentie", "producten") and _can_give(rule, what, values)


def _list(values: Iterable[str]) -> str:
    return ", ".join(sorted(values)) or "geen"


def _facts(facts: Mapping[str, bool | None]) -> str:
    words = {True: "ja", False: "nee", None: "onbekend"}
    return ", ".join(f"{key}: {words[value]}" for key, value in sorted(facts.items()))
