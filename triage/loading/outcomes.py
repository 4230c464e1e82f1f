"""A `dan` as it stands in a file, made into an outcome."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping as Map
from decimal import Decimal

import attrs

from triage.errors import Refusal
from triage.loading.names import Names
from triage.loading.report import Report, spaced
from triage.loading.terms import date_question, read_term
from triage.notation import read_number
from triage.rulebook import Outcome, Term
from triage.source import Mapping, Node, Scalar, Sequence
from triage.vocabulary import EVERYTHING, OUTCOMES


def read_outcome(node: Node, names: Names, report: Report) -> Outcome | None:
    """A `dan`; None when it gives nothing."""
    found = report.fields(node, "dan", OUTCOMES)
    if isinstance(node, Mapping) and not node.entries:
        hint = f"Geef ten minste een uitkomst, zoals: {', '.join(OUTCOMES[:6])}."
        report.say(node.where, "D004", "'dan' geeft niets", hint)
    return outcome_of(found, names, report) if found else None


def outcome_of(found: Map[str, Node], names: Names, report: Report) -> Outcome:
    """The outcome of these values by key, from a `dan` or from the cells of a row."""
    return Outcome(
        urgency=level_of(found.get("urgentie"), names.levels, report),
        terms=read_terms(found, names, report),
        points=_points(found.get("punten"), report),
        products=_products(found.get("product"), names, report),
        excluded=_excluded(found.get("uitsluiten"), names, report),
        facts=_facts(found.get("conclusie"), names, report),
        notice=report.text(found.get("let_op"), "let_op"),
    )


def read_terms(found: Map[str, Node], names: Names, report: Report) -> tuple[Term, ...]:
    """The `binnen` and `uiterlijk` of a rule or level, with their `gehaald`."""
    met = None
    node = found.get("gehaald")
    if node is not None:
        text = report.text(node, "gehaald")
        if text and date_question(Scalar(text, node.where), names.subjects, report):
            met = text
        if "binnen" not in found and "uiterlijk" not in found:
            hint = "Geef ook 'binnen' of 'uiterlijk', of haal het weg."
            report.say(node.where, "D005", "'gehaald' zonder termijn", hint)
    terms: list[Term] = []
    if "binnen" in found:
        term = read_term(found["binnen"], "binnen", names.subjects, report)
        terms += [] if term is None else [attrs.evolve(term, met=met)]
    if "uiterlijk" in found:
        term = read_term(found["uiterlijk"], "uiterlijk", names.subjects, report)
        terms += [] if term is None else [attrs.evolve(term, met=met)]
    return tuple(terms)


def level_of(node: Node | None, known: Collection[str], report: Report) -> str | None:
    """The key of a level; a home without levels is reported once, elsewhere."""
    text = report.text(node, "urgentie")
    if text is None or node is None or text in known or not known:
        return text
    report.unknown(Scalar(text, node.where), "urgentie", known)
    return None


def _points(node: Node | None, report: Report) -> int:
    found = report.number(node, "punten")
    return 0 if found is None else int(found)


def _facts(node: Node | None, names: Names, report: Report) -> tuple[str, ...]:
    found: list[str] = []
    for name in report.names(node, "conclusie"):
        if name.text in names.conclusions:
            found.append(name.text)
        elif name.text in names.subjects:
            hint = "Een regel bepaalt alleen conclusies; kies er een onder 'conclusies'."
            report.say(name.where, "D006", f"'{name.text}' is geen conclusie", hint)
        else:
            report.unknown(name, "conclusie", names.conclusions)
    return tuple(dict.fromkeys(found))


def _products(
    node: Node | None, names: Names, report: Report
) -> tuple[tuple[str, Decimal | None], ...]:
    if node is None:
        return ()
    nodes = report.items(node, "product") if isinstance(node, Sequence) else [node]
    found: list[tuple[str, Decimal | None]] = []
    for item in nodes:
        if isinstance(item, Mapping):
            for key, value in report.entries(item, "product"):
                found.append((_product(key, names, report), _hours(value, report)))
        elif report.text(item, "product") is not None and isinstance(item, Scalar):
            found.append((_product(item, names, report), None))
    return tuple((key, hours) for key, hours in found if key)


def _product(node: Scalar, names: Names, report: Report) -> str:
    key = node.text.strip()
    if key in names.products:
        return key
    if key in names.groups:
        hint = "Noem de producten zelf; een groep kan alleen bij 'uitsluiten'."
        report.say(node.where, "D007", f"'{key}' is een groep, geen product", hint)
    else:
        report.unknown(Scalar(key, node.where), "product", names.products)
    return ""


def _hours(node: Node, report: Report) -> Decimal | None:
    text = report.text(node, "uren")
    if text is None:
        return None
    number, _, unit = spaced(text).partition(" ")
    if unit != "uur" or isinstance(read_number(number, "percentage"), Refusal):
        hint = "Schrijf bijvoorbeeld {product: 4 uur}."
        report.say(node.where, "D008", f"'{text[:40]}' is geen aantal uren", hint)
        return None
    return report.hours(Scalar(number, node.where), "uren")


def _excluded(node: Node | None, names: Names, report: Report) -> tuple[str, ...]:
    found: set[str] = set()
    for name in report.names(node, "uitsluiten"):
        key = name.text.strip()
        if key == EVERYTHING:
            found.update(names.products)
        elif key in names.products:
            found.add(key)
        elif key in names.groups:
            found.update(p.key for p in names.products.values() if p.group == key)
        elif not report.partial:
            hint = report.suggest(key, [*names.products, *names.groups, EVERYTHING])
            report.say(name.where, "N003", f"onbekend product of onbekende groep '{key}'", hint)
    return tuple(sorted(found))
