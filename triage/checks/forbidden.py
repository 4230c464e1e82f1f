"""`verboden_kenmerken`: features of people that nothing may be decided on."""

from __future__ import annotations

from collections.abc import Iterator

from triage.conditions import names_of
from triage.errors import Problem
from triage.rulebook import Rulebook, operands


def forbidden(rulebook: Rulebook) -> Iterator[Problem]:
    """A rule, table or computed value uses a forbidden question, directly or through another.

    A rule that tests a conclusion or a computed value that rests on a forbidden question is not
    reported again: the one place to mend is where the question itself is used.

    Passes: `verboden_kenmerken: [geslacht]` and no rule that tests it. Fails: a computed value over
    it, or a rule that tests it.
    """
    banned = set(rulebook.settings.forbidden)
    if not banned:
        return
    hint = "Haal het eruit, of bespreek 'verboden_kenmerken' met wie erover gaat."
    for computed in rulebook.computed.values():
        for name in sorted(operands(computed.formula) & banned):
            message = f"berekening '{computed.key}' gebruikt het verboden kenmerk '{name}'"
            yield Problem(computed.where, "K003", message, hint)
    for rule in rulebook.rules.values():
        dates = {name for term in rule.outcome.terms for name in (*term.questions, term.met)}
        used = names_of(rule.condition) | dates
        for name in sorted(banned & used):
            message = f"regel '{rule.name}' gebruikt het verboden kenmerk '{name}'"
            yield Problem(rule.where, "K003", message, hint)
