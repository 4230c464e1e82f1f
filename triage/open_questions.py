"""Which questions can still change the outcome of a case, and in which order to ask them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal

import attrs

from triage.conditions import names_of
from triage.engines import Verdict
from triage.reasoning import Situation
from triage.rulebook import Rule, Rulebook, Term, operands


def read_questions(rulebook: Rulebook) -> frozenset[str]:
    """What a test, a formula or the length of a term reads: all but what only ends a term."""
    terms = [term for rule in rulebook.rules.values() for term in rule.outcome.terms]
    terms += [term for level in rulebook.levels for term in level.terms]
    return frozenset().union(
        *(names_of(rule.condition) for rule in rulebook.rules.values()),
        *(operands(computed.formula) for computed in rulebook.computed.values()),
        *(term.questions for term in terms),
    )


def open_questions(
    rulebook: Rulebook,
    supposed: Verdict,
    answers: Mapping[str, int],
    on: date,
    read: Collection[str],
) -> tuple[str, ...]:
    """The questions that can still change urgency, deadline, points, products or exclusions.

    Args:
        rulebook: The policy.
        supposed: The verdict with `hypothetical`, so that what it calls certain stays so whatever
            is answered.
        answers: Answers and computed values, as engines read them.
        on: The day of reckoning.
        read: What `read_questions` gives; a `gehaald` outside it is not asked.

    Returns:
        First those that can still raise the urgency, the highest level first; then the most telling
        ones: those that many rules wait for, or one rule for little else, or that can exclude much;
        then dates that only move a term; then by name, because the order of files says nothing.
        Every question left out can change nothing; one that is in may turn out to change nothing
        either.
    """
    return _Search(rulebook, supposed, answers, on).found(read)


def changers(
    rulebook: Rulebook, supposed: Verdict, answers: Mapping[str, int], on: date
) -> dict[str, tuple[str, ...]]:
    """Per open rule that still matters: the unanswered questions that it waits for itself."""
    search = _Search(rulebook, supposed, answers, on)
    return {name: tuple(sorted(search.waiting(name))) for name in sorted(search.relevant())}


def served(
    rulebook: Rulebook, supposed: Verdict, answers: Mapping[str, int], on: date, question: str
) -> tuple[Rule, ...]:
    """The open rules for whose outcome this question is asked, by name; none for a mere date."""
    return tuple(_Search(rulebook, supposed, answers, on).served(question))


@attrs.frozen
class _Certain:
    """What is settled whatever is still answered."""

    rank: int
    excluded: frozenset[str]
    asked: Mapping[str, Decimal | None]


class _Search:
    def __init__(
        self, rulebook: Rulebook, supposed: Verdict, answers: Mapping[str, int], on: date
    ) -> None:
        self.rulebook, self.answers = rulebook, answers
        self.situation = Situation(answers, supposed.facts, on.toordinal(), hypothetical=True)
        self.ranks = {level.key: rank for rank, level in enumerate(rulebook.levels)}
        self.fired = [rulebook.rules[name] for name in supposed.fired]
        self.open = [rulebook.rules[name] for name in supposed.open_rules]
        self.certain = self._settled()

    def _settled(self) -> _Certain:
        lowest = len(self.ranks) - 1
        asked: dict[str, Decimal | None] = {}
        for rule in self.fired:
            for key, hours in rule.outcome.products:
                before = asked.get(key)
                asked[key] = hours if before is None else max(before, hours or before)
        return _Certain(
            min((self._rank(rule) for rule in self.fired), default=lowest),
            frozenset(key for rule in self.fired for key in rule.outcome.excluded),
            asked,
        )

    def _rank(self, rule: Rule) -> int:
        given = rule.outcome.urgency
        return len(self.ranks) - 1 if given is None else self.ranks[given]

    def _matters(self, rule: Rule) -> bool:
        """Whether the rule, should it hold, changes anything by itself."""
        outcome = rule.outcome
        return (
            self._rank(rule) < self.certain.rank
            or outcome.points != 0
            or any(self._stands(term) for term in outcome.terms)
            or not self.certain.excluded.issuperset(outcome.excluded)
            or any(self._adds(key, hours) for key, hours in outcome.products)
        )

    def _adds(self, key: str, hours: Decimal | None) -> bool:
        if key in self.certain.excluded:
            return False
        if key not in self.certain.asked:
            return True
        before = self.certain.asked[key]
        return hours is not None and (before is None or hours > before)

    def _stands(self, term: Term) -> bool:
        return term.met is None or term.met not in self.answers

    def relevant(self) -> dict[str, int]:
        """Open rules that matter, or that decide a conclusion that one of those waits for.

        Each with the highest level that it can still lead to.
        """
        setters: dict[str, list[Rule]] = {}
        for rule in self.open:
            for fact in rule.outcome.facts:
                setters.setdefault(fact, []).append(rule)
        reach: dict[str, int] = {}
        todo = [(rule, self._rank(rule)) for rule in self.open if self._matters(rule)]
        while todo:
            rule, rank = todo.pop()
            rank = min(rank, self._rank(rule))
            if reach.get(rule.name, len(self.ranks)) <= rank:
                continue
            reach[rule.name] = rank
            for name in set(self.situation.undecided(rule.condition)):
                todo += [(setter, rank) for setter in setters.get(name, ())]
        return reach

    def waiting(self, name: str) -> set[str]:
        """The unanswered questions that can still change this rule directly."""
        undecided = self.situation.undecided(self.rulebook.rules[name].condition)
        return {question for part in undecided for question in self._questions(part)}

    def _questions(self, name: str) -> Iterator[str]:
        if name in self.answers:
            return
        if name in self.rulebook.questions:
            yield name
        elif name in self.rulebook.computed:
            for part in operands(self.rulebook.computed[name].formula):
                yield from self._questions(part)

    def found(self, read: Collection[str]) -> tuple[str, ...]:
        """The open questions, in the order in which to ask them."""
        reach = self.relevant()
        last = len(self.ranks)
        best: dict[str, int] = {}
        telling: dict[str, float] = {}
        for name in sorted(reach):  # sorted, because the order of a sum of fractions counts
            raising = reach[name] if reach[name] < self.certain.rank else last
            waiting = self.waiting(name)
            weight = (1 + len(self.rulebook.rules[name].outcome.excluded)) / max(len(waiting), 1)
            for question in waiting:
                best[question] = min(raising, best.get(question, raising))
                telling[question] = telling.get(question, 0) + weight
        for question in self._dates(reach, read):
            best.setdefault(question, last + 1)
            telling[question] = telling.get(question, 0) + 1
        return tuple(sorted(best, key=lambda q: (best[q], -telling[q], q)))

    def served(self, question: str) -> list[Rule]:
        """The open rules that give something and wait for this question, also by a conclusion."""
        reach = self.relevant()
        found = {name for name in reach if question in self.waiting(name)}
        rules = self.rulebook.rules
        while True:
            facts = {fact for name in found for fact in rules[name].outcome.facts}
            more = {
                name
                for name in reach.keys() - found
                if not facts.isdisjoint(self.situation.undecided(rules[name].condition))
            }
            if not more:
                return [rules[name] for name in sorted(found) if self._matters(rules[name])]
            found |= more

    def _dates(self, reach: Mapping[str, int], read: Collection[str]) -> Iterator[str]:
        """Unanswered dates that move or end a term that stands or may come to stand."""
        rules = [*self.fired, *(self.rulebook.rules[name] for name in reach)]
        ranks = {self.certain.rank, *(rank for rank in reach.values() if rank < self.certain.rank)}
        terms = [term for rule in rules for term in rule.outcome.terms]
        terms += [term for rank in ranks for term in self.rulebook.levels[rank].terms]
        for term in terms:
            if self._stands(term):
                yield from (name for name in term.questions if name not in self.answers)
                if term.met is not None and term.met in read:
                    yield term.met
