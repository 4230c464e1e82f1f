"""Alarms of the weekly report that nobody would see to."""

from __future__ import annotations

from collections.abc import Iterator

from triage.errors import Problem
from triage.rulebook import Rulebook


def owners(rulebook: Rulebook) -> Iterator[Problem]:
    """Kinds of alarm that this home can raise, and for which `alarmen` names nobody.

    Passes: a pot, and `alarmen: {pot: Projectleider}`. Fails: a pot, and no `alarmen`.
    """
    named = rulebook.settings.owners
    missing = [kind for kind in _kinds(rulebook) if kind not in named]
    if missing:
        message = f"niemand is aangewezen voor alarmen over {', '.join(missing)}"
        hint = (
            "Zet in de configuratie wie er dan iets doet, zoals: "
            f"alarmen: {{{missing[0]}: Coördinator intake}}."
        )
        yield Problem(rulebook.levels[0].where, "W022", message, hint, "warning")


def _kinds(rulebook: Rulebook) -> Iterator[str]:
    """The kinds of alarm that can be raised, in the order of the reference page."""
    settings = rulebook.settings
    providers = {key for product in rulebook.products.values() for key in product.providers}
    others = [
        partner
        for partner in rulebook.partners.values()
        if not partner.own and partner.key in providers
    ]
    promises = [one for partner in rulebook.partners.values() for one in partner.capacity.values()]
    terms = [
        *(term for level in rulebook.levels for term in level.terms),
        *(term for rule in rulebook.rules.values() for term in rule.outcome.terms),
    ]
    periods = [settings.contact_window, settings.term]
    can = {
        "pot": rulebook.budgets,
        "plaatsen": [one for one in promises if one.per is None],
        "termijn": terms,
        "antwoord": [one for one in others if one.response],
        "post": [one for one in others if one.channel.get("soort") != "telefoon"],
        "toeloop": [one for one in periods if one is not None and one.last is not None],
        "gegevens": rulebook.indicators or rulebook.ends,
    }
    yield from (kind for kind, causes in can.items() if causes)
