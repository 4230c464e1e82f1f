"""Why an advice is what it is, why it is not something else, and what would change it; in Dutch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from triage.advice import Advice
from triage.conditions import All, AtLeast, Condition, names_of
from triage.deadlines import Due
from triage.open_questions import changers
from triage.reasoning import Situation
from triage.rulebook import Rule, Rulebook, Term
from triage.wording import gives, show_day, show_hours, show_rule, show_value


def explain(rulebook: Rulebook, advice: Advice) -> str:
    """The explanation of an advice, as text in short lines.

    Returns:
        First urgency, deadline, points, products, exclusions, conclusions and notices, each with
        its rules, answers, ground, file and line; then why nothing more urgent and no other
        product, and what was nearly given; then each open question with what it can still change.
    """
    return "\n".join(_Explanation(rulebook, advice).lines())


class _Explanation:
    def __init__(self, rulebook: Rulebook, advice: Advice) -> None:
        self.rulebook, self.advice = rulebook, advice
        self.situation = Situation(advice.answers, advice.facts, advice.on.toordinal())

    def lines(self) -> Iterator[str]:
        """Every line of the explanation."""
        advice = self.advice
        registered, on = show_day(advice.registered), show_day(advice.on)
        yield f"Zaak {advice.case}, aangemeld op {registered}, berekend op {on}"
        yield from self._urgency()
        yield from self._deadline()
        yield from self._points()
        yield from self._products()
        yield from self._excluded()
        yield from self._facts()
        yield from self._notices()
        yield from self._why_not()
        yield from self._open()
        yield ""
        yield f"Versie van de regels: {advice.version}"
        yield f"Beslist door: {', '.join(advice.engines)}"

    def _urgency(self) -> Iterator[str]:
        level = self.rulebook.levels[self.advice.level]
        yield from _title(f"Urgentie: {level.name}")
        rules = [rule for rule in self.advice.rules if rule.outcome.urgency == level.key]
        if not rules:
            yield "  Geen regel geeft een urgentie; dit is de gewone."
        yield from self._because(rules)

    def _deadline(self) -> Iterator[str]:
        end = self.advice.deadline
        yield from _title(f"Uiterlijk: {show_day(end) if end else 'geen termijn'}")
        for giver, term, due in self.advice.terms:
            by = (
                show_rule(giver)
                if isinstance(giver, Rule)
                else (f"urgentie {giver.name} ({giver.where.file}:{giver.where.line})")
            )
            yield f"  {by}: {_due(term, due)}"

    def _points(self) -> Iterator[str]:
        rules = [rule for rule in self.advice.rules if rule.outcome.points]
        yield from _title(f"Punten: {self.advice.points}")
        yield from (f"  {rule.outcome.points:+d} door {show_rule(rule)}" for rule in rules)

    def _products(self) -> Iterator[str]:
        yield from _title("Producten" if self.advice.products else "Producten: geen")
        for given in self.advice.products:
            partners = [self.rulebook.partners[key].name for key in given.partners]
            hours = f", {show_hours(given.hours)}" if given.hours is not None else ""
            by = f", bij {' of '.join(partners)}" if partners else ""
            yield f"  {self.rulebook.products[given.product].name} ({given.product}){hours}{by}"
            yield from self._because((self.rulebook.rules[name] for name in given.rules), "    ")

    def _excluded(self) -> Iterator[str]:
        if self.advice.excluded:
            yield from _title("Uitgesloten")
        for gone in self.advice.excluded:
            yield f"  {self.rulebook.products[gone.product].name} ({gone.product})"
            yield from self._because((self.rulebook.rules[name] for name in gone.rules), "    ")

    def _facts(self) -> Iterator[str]:
        held = [key for key, value in self.advice.facts.items() if value]
        if held:
            yield from _title("Conclusies")
        for key in held:
            yield f"  {key}: {self.rulebook.conclusions[key].means or 'ja'}"
            yield from self._because(
                (r for r in self.advice.rules if key in r.outcome.facts), "    "
            )

    def _notices(self) -> Iterator[str]:
        if self.advice.notices:
            yield from _title("Let op")
        for notice in self.advice.notices:
            yield f"  {notice.text}"
            yield from self._because([self.rulebook.rules[notice.rule]], "    ")

    def _because(self, rules: Iterable[Rule], indent: str = "  ") -> Iterator[str]:
        """Each rule with its reason, its ground and the answers that made it hold."""
        for rule in rules:
            ground = f" [{rule.ground}]" if rule.ground else ""
            yield f"{indent}{show_rule(rule)}{': ' + rule.because if rule.because else ''}{ground}"
            for text, part in _entries(rule):
                yield f"{indent}  {text}{self._answered(part)}"

    def _answered(self, part: Condition) -> str:
        names = sorted(names_of(part))
        if not names:
            return ""
        values = (
            f"{name} is {show_value(self.rulebook, name, self.advice.answers, self.advice.facts)}"
            for name in names
        )
        return f"   <- {'; '.join(values)}"

    def _why_not(self) -> Iterator[str]:
        """Rules that fail and could have given more, and others that fail on one point alone."""
        failing = [
            rule
            for rule in sorted(self.rulebook.rules.values(), key=lambda rule: rule.name)
            if rule.valid(self.advice.on) and self.situation.holds(rule.condition) is False
        ]
        missed = self._missed(failing)
        near = [rule for rule in failing if rule.name not in missed and self._nearly(rule)]
        for title, rules in (
            ("Waarom niet", [rule for rule in failing if rule.name in missed]),
            ("Bijna", near),
        ):
            if rules:
                yield from _title(title)
            for rule in rules:
                ground = f" [{rule.ground}]" if rule.ground else ""
                can = ", ".join(gives(self.rulebook, rule.outcome))
                yield f"  {can}: {show_rule(rule)}{ground}"
                word = "scheelt alleen" if self._nearly(rule) else "klopt niet"
                for text, part in self._failing(rule):
                    yield f"    {word}: {text}{self._answered(part)}"

    def _missed(self, failing: Sequence[Rule]) -> set[str]:
        """The failing rules that could have given more, and those that decide what they lack."""
        missed: set[str] = set()
        todo = [rule for rule in failing if self._gives_more(rule)]
        while todo:
            rule = todo.pop()
            if rule.name in missed:
                continue
            missed.add(rule.name)
            lacking = {
                name
                for _, part in self._failing(rule)
                for name in names_of(part)
                if self.advice.facts.get(name) is False
            }
            todo += [setter for setter in failing if lacking.intersection(setter.outcome.facts)]
        return missed

    def _gives_more(self, rule: Rule) -> bool:
        """Whether the rule gives a higher urgency, or a product that is not there."""
        higher = {level.key for level in self.rulebook.levels[: self.advice.level]}
        there = {given.product for given in self.advice.products}
        there |= {gone.product for gone in self.advice.excluded}
        products = {key for key, _ in rule.outcome.products}
        return rule.outcome.urgency in higher or not products <= there

    def _failing(self, rule: Rule) -> list[tuple[str, Condition]]:
        """The entries on which the rule fails."""
        return [
            (text, part) for text, part in _entries(rule) if self.situation.holds(part) is False
        ]

    def _nearly(self, rule: Rule) -> bool:
        """Whether one entry alone fails, where others, or a part of it, hold."""
        entries = _entries(rule)
        failing = self._failing(rule)
        unknown = any(self.situation.holds(part) is None for _, part in entries)
        if unknown or len(failing) != 1:
            return False
        return len(entries) > 1 or self._one_short(failing[0][1])

    def _one_short(self, part: Condition) -> bool:
        """Whether a `minstens N van` or `alle` lacks exactly one member, and holds another."""
        match part:
            case All(members):
                needed = len(members)
            case AtLeast(needed, members):
                pass
            case _:
                return False
        holding = sum(1 for member in members if self.situation.holds(member))
        return 0 < holding == needed - 1

    def _open(self) -> Iterator[str]:
        questions = self.advice.open_questions
        yield from _title(
            "Nog te vragen" if questions else "Nog te vragen: niets; de uitkomst staat vast"
        )
        waiting = changers(self.rulebook, self.advice.supposed, self.advice.answers, self.advice.on)
        for key in questions:
            question = self.rulebook.questions[key]
            yield f"  {question.text} ({key}; {question.where.file}:{question.where.line})"
            for name, needed in waiting.items():
                if key in needed:
                    rule = self.rulebook.rules[name]
                    can = ", ".join(gives(self.rulebook, rule.outcome))
                    yield f"    kan nog geven: {can}, door {show_rule(rule)}"
            if not any(key in needed for needed in waiting.values()):
                yield "    kan de termijn nog veranderen"


def _title(text: str) -> Iterator[str]:
    yield ""
    yield text


def _entries(rule: Rule) -> list[tuple[str, Condition]]:
    """The entries of an `als` as written, each with its condition."""
    if len(rule.tests) > 1 and isinstance(rule.condition, All):
        return list(zip(rule.tests, rule.condition.parts, strict=True))
    return [(" ".join(rule.tests), rule.condition)]


def _due(term: Term, due: Due) -> str:
    if due.met:
        return f"{term.text}; gehaald ({term.met} is ingevuld)"
    if due.day is None:
        return f"{term.text}; telt niet, {term.before} is niet beantwoord"
    if due.start is None:
        return f"{term.text}; dat is {show_day(due.day)}"
    start = show_day(due.start)
    end = show_day(due.day)
    if due.start_missing:
        missing = " of ".join(term.since)
        return f"{term.text}; {missing} ontbreekt, dus vanaf de aanmelding op {start}: {end}"
    since = "" if term.since else ", de dag van aanmelding"
    return f"{term.text}; vanaf {start}{since}: {end}"
