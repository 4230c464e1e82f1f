"""Examples: situations with the outcome that the policy maker means."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Literal

from triage.answers import type_answers
from triage.loading.names import Register, listed
from triage.loading.outcomes import level_of
from triage.loading.report import Report
from triage.records import Answer
from triage.rulebook import Example, Expected, Rulebook
from triage.source import Mapping, Node, Scalar
from triage.source import Sequence as List
from triage.vocabulary import RULE_NAME

EXAMPLE = ("voorbeeld", "op", "aangemeld", "antwoorden", "verwacht", "toelichting")
EXPECTED = (
    "urgentie", "punten", "uiterlijk", "producten", "zonder", "regels", "conclusies", "let_op",
    "open",
)  # fmt: skip
FACTS = {"ja": True, "nee": False, "onbekend": None}


def read_examples(roots: Sequence[Mapping], rulebook: Rulebook, report: Report) -> list[Example]:
    """Every example under `voorbeelden`; `rulebook` holds what an example may refer to."""
    register = Register(report, "een voorbeeld", RULE_NAME)
    examples: list[Example] = []
    for node in listed(roots, "voorbeelden", report):
        found = report.fields(node, "dit voorbeeld", EXAMPLE, ("voorbeeld",))
        name = report.text(found.get("voorbeeld"), "voorbeeld")
        if name is not None:
            register.take(name, found["voorbeeld"].where)
        example = _example(name or "", node, found, rulebook, report)
        if example is not None:
            examples.append(example)
    return examples


def _example(
    name: str, node: Node, found: dict[str, Node], rulebook: Rulebook, report: Report
) -> Example | None:
    on = report.day(found.get("op"), "op")
    registered = report.day(found.get("aangemeld"), "aangemeld")
    term = rulebook.settings.term
    day = on or registered or (term.first if term else None)
    if day is None:
        if "op" not in found:
            hint = "Zet er bij: op: 2021-03-03."
            report.say(node.where, "L003", "bij dit voorbeeld ontbreekt 'op'", hint)
        return None
    answers = _answers(found.get("antwoorden"), rulebook, report)
    expected = _expected(found.get("verwacht"), rulebook, report)
    note = report.text(found.get("toelichting"), "toelichting")
    return Example(name, on or day, registered or day, answers, expected, node.where, note)


def _answers(node: Node | None, rulebook: Rulebook, report: Report) -> dict[str, int]:
    if node is None:
        return {}
    raw: dict[str, Answer] = {}
    places = {}
    for key, value in report.entries(node, "antwoorden"):
        if key.text in report.broken:
            continue
        places[key.text] = value.where if key.text in rulebook.questions else key.where
        raw[key.text] = raw_answer(value)
    typed, problems = type_answers(rulebook, raw, places, node.where)
    report.problems += [p for p in problems if not (report.partial and p.code == "A001")]
    return typed


def raw_answer(node: Node) -> Answer:
    """An answer as YAML has it: a text, a list of texts, or nothing."""
    match node:
        case Scalar() if node.empty or (node.plain and node.text in ("~", "null")):
            return None
        case Scalar(text):
            return text
        case List(items) if all(isinstance(item, Scalar) for item in items):
            return [item.text for item in items if isinstance(item, Scalar)]
        case _:
            return ("", "")


def _expected(node: Node | None, rulebook: Rulebook, report: Report) -> Expected:
    if node is None:
        return Expected()
    found = report.fields(node, "verwacht", EXPECTED)
    levels = [level.key for level in rulebook.levels]
    points = report.number(found.get("punten"), "punten")

    def among(key: str, what: str, known: Collection[str]) -> frozenset[str] | None:
        return _names(found.get(key), what, known, report)

    return Expected(
        urgency=level_of(found.get("urgentie"), levels, report),
        points=None if points is None else int(points),
        deadline=_deadline(found.get("uiterlijk"), report),
        products=among("producten", "product", rulebook.products),
        without=among("zonder", "product", rulebook.products),
        rules=among("regels", "regel", rulebook.rules),
        facts=_facts(found.get("conclusies"), rulebook, report),
        notices=among("let_op", "regel", rulebook.rules),
        open_questions=among("open", "vraag", rulebook.questions),
    )


def _deadline(node: Node | None, report: Report) -> date | Literal["geen"] | None:
    if isinstance(node, Scalar) and (node.empty or node.text in ("geen", "null", "~")):
        return "geen"
    return report.day(node, "uiterlijk")


def _names(
    node: Node | None, what: str, known: Collection[str], report: Report
) -> frozenset[str] | None:
    """A name or a list of names, which may be empty: exactly none."""
    if node is None:
        return None
    if isinstance(node, List) and not node.items:
        return frozenset()
    names = report.names(node, what)
    for name in names:
        if name.text not in known and not _declared(name.text, report):
            report.unknown(name, what, known)
    return frozenset(name.text for name in names)


def _declared(name: str, report: Report) -> bool:
    """Whether this is a rule or row of which it was already said what is wrong."""
    return name in report.broken or name.partition("#")[0] in report.broken


def _facts(node: Node | None, rulebook: Rulebook, report: Report) -> dict[str, bool | None] | None:
    """`{sleutel: ja}` or nee or onbekend; a bare name or list means ja."""
    if node is None:
        return None
    if not isinstance(node, Mapping):
        keys = _names(node, "conclusie", rulebook.conclusions, report)
        return dict.fromkeys(keys or (), True)
    facts: dict[str, bool | None] = {}
    for key, value in node.entries:
        word = report.word(value, f"conclusie '{key.text}'", FACTS)
        if key.text not in rulebook.conclusions:
            report.unknown(key, "conclusie", rulebook.conclusions)
        elif word is not None:
            facts[key.text] = FACTS[word]
    return facts
