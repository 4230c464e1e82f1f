"""What is declared and never used, set or met again."""

from __future__ import annotations

from collections.abc import Iterator

from triage.conditions import names_of
from triage.errors import Problem
from triage.rulebook import Rulebook, operands


def unused(rulebook: Rulebook) -> Iterator[Problem]:
    """Conclusions nobody sets, questions nobody uses, and what a partner may not be sent."""
    yield from _conclusions(rulebook)
    yield from _questions(rulebook)
    yield from _shared(rulebook)
    yield from _groups(rulebook)
    if not rulebook.settings.retention:
        hint = (
            "Zet in de configuratie: bewaartermijn: {persoon: 24 maanden, antwoorden: 24 maanden}."
        )
        message = "zonder 'bewaartermijn' wordt niets vanzelf gewist"
        yield Problem(rulebook.levels[0].where, "W001", message, hint, "warning")


def _conclusions(rulebook: Rulebook) -> Iterator[Problem]:
    set_by_rules = {fact for rule in rulebook.rules.values() for fact in rule.outcome.facts}
    for conclusion in rulebook.conclusions.values():
        if conclusion.key not in set_by_rules:
            message = f"geen regel bepaalt de conclusie '{conclusion.key}'; zij is altijd nee"
            hint = "Geef haar een 'als', of noem haar in het 'dan' van een regel."
            yield Problem(conclusion.where, "W002", message, hint, "warning")


def used_questions(rulebook: Rulebook) -> set[str]:
    """The questions that a rule, computed value, term, partner or indicator uses."""
    used: set[str] = set()
    for rule in rulebook.rules.values():
        used |= names_of(rule.condition)
    terms = [t for rule in rulebook.rules.values() for t in rule.outcome.terms]
    for term in [*terms, *(t for level in rulebook.levels for t in level.terms)]:
        used |= {*term.questions, *([term.met] if term.met else [])}
    for computed in rulebook.computed.values():
        used |= operands(computed.formula)
    for partner in rulebook.partners.values():
        used |= {*partner.shares, *([partner.consent] if partner.consent else [])}
        used |= {name for term in partner.response.values() for name in term.questions}
    for indicator in rulebook.indicators:
        used |= names_of(indicator.condition) if indicator.condition is not None else set()
        used |= {indicator.question} if indicator.question is not None else set()
    return used


def _questions(rulebook: Rulebook) -> Iterator[Problem]:
    used = used_questions(rulebook)
    for question in rulebook.questions.values():
        if question.key not in used:
            message = f"niets gebruikt de vraag '{question.key}'"
            yield Problem(
                question.where, "W003", message, "Haal haar weg, of gebruik haar.", "warning"
            )


def _shared(rulebook: Rulebook) -> Iterator[Problem]:
    for partner in rulebook.partners.values():
        for name in sorted(set(partner.shares) & set(rulebook.settings.forbidden)):
            message = f"partner '{partner.key}' krijgt het verboden kenmerk '{name}'"
            yield Problem(partner.where, "W004", message, "Haal het uit 'velden'.", "warning")


def _groups(rulebook: Rulebook) -> Iterator[Problem]:
    """A rule that gives several products of one group does not say how the hours are shared."""
    for rule in rulebook.rules.values():
        silent: dict[str, list[str]] = {}
        for key, hours in rule.outcome.products:
            group = rulebook.products[key].group
            if group is not None and hours is None:
                silent.setdefault(group, []).append(key)
        for group, keys in silent.items():
            if len(keys) > 1:
                message = (
                    f"regel '{rule.name}' geeft {', '.join(keys)} van groep '{group}' zonder uren"
                )
                hint = f"Schrijf bijvoorbeeld: product: {{{keys[0]}: 4 uur, {keys[1]}: 2 uur}}."
                yield Problem(rule.where, "W005", message, hint, "warning")
