"""What a plug-in says that its partner delivers, held against the configuration."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import attrs

from triage.chain import Offer
from triage.conditions import Condition, names_of
from triage.errors import Problem, Where
from triage.loading.conditions import read_condition
from triage.loading.grammar import Subject
from triage.loading.report import Report
from triage.plugins.calls import NonsenseError
from triage.rulebook import Partner, Rulebook
from triage.source import compose, decode
from triage.vocabulary import suggest


@attrs.frozen
class Offering:
    """What a partner delivers.

    Attributes:
        offers: Only products of the configuration that name it as a provider.
        conditions: By product: what it asks of a case, if anything.
    """

    offers: tuple[Offer, ...] = ()
    conditions: Mapping[str, Condition] = attrs.field(factory=dict)


def plain_offers(answer: object) -> dict[str, str | None]:
    """What `offers` answered: by product its `when`, as text.

    Raises:
        NonsenseError: It is something else.
    """
    if not isinstance(answer, list | tuple):
        raise NonsenseError(f"geeft een {type(answer).__name__} in plaats van een lijst van Offer")
    found: dict[str, str | None] = {}
    for offer in answer:
        if not isinstance(offer, Offer) or not isinstance(offer.product, str):
            raise NonsenseError("geeft een lijst waar iets anders dan Offer in staat")
        if offer.product in found:
            raise NonsenseError(f"noemt product '{offer.product}' twee keer")
        found[str(offer.product)] = _as_text(offer)
    return found


def _as_text(offer: Offer) -> str | None:
    """A `when` as JSON, which is YAML too, so that it is read as if it stood in a file."""
    when: object = offer.when
    if when is None:
        return None
    message = (
        f"'when' van '{offer.product}' is iets anders dan een dict van dicts, lists en teksten"
    )
    if not isinstance(when, Mapping):
        raise NonsenseError(message)
    try:
        return json.dumps(when, ensure_ascii=False, default=dict)
    except (TypeError, ValueError, RecursionError):
        raise NonsenseError(message) from None


def read_offering(
    partner: Partner, plain: Mapping[str, str | None], where: Where, rulebook: Rulebook
) -> tuple[Offering, list[Problem]]:
    """The offers that can be used, and what is wrong with the others."""
    offers: list[Offer] = []
    conditions: dict[str, Condition] = {}
    problems = list(_misfits(partner, plain, where, rulebook))
    for key, text in plain.items():
        product = rulebook.products.get(key)
        if product is None or partner.key not in product.providers:
            continue
        if text is not None:
            condition, wrong = _condition(key, text, where, rulebook)
            problems += wrong
            if condition is None or wrong:
                continue
            conditions[key] = condition
        offers.append(Offer(key, None if text is None else json.loads(text)))
    return Offering(tuple(offers), conditions), problems


def _misfits(
    partner: Partner, plain: Mapping[str, object], where: Where, rulebook: Rulebook
) -> Iterator[Problem]:
    """Where plug-in and configuration contradict each other."""
    for key in plain:
        product = rulebook.products.get(key)
        if product is None:
            hint = suggest(key, rulebook.products)
            yield Problem(where, "P010", f"onbekend product '{key[:60]}'", hint)
        elif partner.key not in product.providers:
            message = f"'{partner.key}' staat niet bij de aanbieders van '{key}'"
            hint = f"Zet '{partner.key}' onder 'aanbieders', of haal het aanbod weg."
            yield Problem(where, "P011", message, hint)
    for product in rulebook.products.values():
        if partner.key in product.providers and product.key not in plain:
            message = f"'{partner.key}' is aanbieder van '{product.key}', maar biedt het niet aan"
            hint = (
                f"Geef ook Offer(\"{product.key}\"), of haal '{partner.key}' bij 'aanbieders' weg."
            )
            yield Problem(where, "P012", message, hint)


def _condition(
    key: str, text: str, where: Where, rulebook: Rulebook
) -> tuple[Condition | None, list[Problem]]:
    """A `when`, as the rule language reads it; every problem stands at the plug-in."""
    report, condition = Report(), None
    seen, problems = decode(text.encode("utf-8", "backslashreplace"), where.file)
    if seen is not None:
        node, problems = compose(seen, where.file)
        if node is not None:
            condition = read_condition(node, _subjects(rulebook), report)
    found = [
        attrs.evolve(each, where=where, message=f"aanbod '{key}': {each.message}")
        for each in (*problems, *report.problems)
    ]
    used = frozenset() if condition is None else names_of(condition)
    for name in sorted(used & set(rulebook.settings.forbidden)):
        message = f"aanbod '{key}' gebruikt het verboden kenmerk '{name}'"
        found.append(Problem(where, "K003", message, "Haal het uit 'when'."))
    return condition, found


def _subjects(rulebook: Rulebook) -> dict[str, Subject]:
    """Everything that a condition may test."""
    found = [Subject(each.key, each.kind, each) for each in rulebook.questions.values()]
    found += [Subject(key, "ja_nee") for key in rulebook.conclusions]
    found += [Subject(each.key, each.kind) for each in rulebook.computed.values()]
    return {subject.name: subject for subject in found}
