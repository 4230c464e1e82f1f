"""Questions, conclusions and computed values: the vocabulary of a home."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from triage.answers import read_answer
from triage.checks import in_order
from triage.errors import Refusal
from triage.loading.formulas import read_formula
from triage.loading.grammar import Subject
from triage.loading.names import Names, Register, declared
from triage.loading.report import Report
from triage.rulebook import (
    PLACES,
    Computed,
    Conclusion,
    Kind,
    Question,
    operands,
)
from triage.source import Mapping, Node, Scalar
from triage.source import Sequence as List
from triage.vocabulary import KINDS, NUMERIC, OPTION_KEY, PHASES

QUESTION = ("vraag", "soort", "keuzes", "eenheid", "tussen", "fase", "toelichting")
CONCLUSION = ("betekent", "als", "omdat", "grondslag", "geldig", "toelichting", "eigenaar",
              "herzien_voor")  # fmt: skip
COMPUTED = ("soort", "formule", "eenheid", "toelichting")


def read_questions(
    roots: Sequence[Mapping], names: Names, register: Register, report: Report
) -> None:
    """Declare the questions."""
    for key, node in declared(roots, "vragen", report):
        question = _question(key, node, report)
        if register.take(key.text, key.where):
            names.questions[key.text] = question
            names.subjects[key.text] = Subject(key.text, question.kind, question)


def _question(key: Scalar, node: Node, report: Report) -> Question:
    what = f"vraag '{key.text}'"
    found = report.fields(node, what, QUESTION, ("vraag", "soort"))
    kind = _kind(found.get("soort"), KINDS, report)
    before = len(report.problems)
    choices = _options(found.get("keuzes"), report)
    if kind is None or len(report.problems) > before:
        report.broken.add(key.text)
    question = Question(
        key.text,
        kind or "tekst",
        report.text(found.get("vraag"), "vraag") or "",
        key.where,
        unit=report.text(found.get("eenheid"), "eenheid"),
        options=choices,
        phase=report.word(found.get("fase"), "fase", PHASES),
        note=report.text(found.get("toelichting"), "toelichting"),
    )
    chooses = kind in ("keuze", "meerkeuze")
    if chooses and "keuzes" not in found:
        report.broken.add(key.text)
        hint = "Zet er bij: keuzes: {sleutel: Naam, …}."
        report.say(key.where, "L003", f"bij {what} ontbreekt 'keuzes'", hint)
    if kind and not chooses and "keuzes" in found:
        hint = "Maak er soort: keuze of meerkeuze van, of haal 'keuzes' weg."
        report.say(
            found["keuzes"].where, "V001", f"een vraag van soort {kind} heeft geen keuzes", hint
        )
    if "tussen" in found and kind is not None:
        return _bounded(question, found["tussen"], report)
    return question


def _kind(node: Node | None, known: Sequence[str], report: Report) -> Kind | None:
    return report.word(node, "soort", known)  # type: ignore[return-value] # one of the known words


def _options(node: Node | None, report: Report) -> tuple[tuple[str, str], ...]:
    if node is None:
        return ()
    found: list[tuple[str, str]] = []
    entries = report.entries(node, "keuzes")
    for key, label in entries:
        name = key.text
        if not OPTION_KEY.fullmatch(name) or name.isdigit():
            hint = "Gebruik kleine letters, cijfers, _ of -, en niet alleen cijfers."
            report.say(key.where, "V002", f"'{name[:60]}' kan geen keuze zijn", hint)
        elif name in ("bekend", "onbekend", "geen") or name.startswith("niet"):
            hint = "Wat niet bekend is blijft onbeantwoord; niets gekozen is een lege keuze."
            report.say(key.where, "V003", f"'{name}' kan geen keuze heten", hint)
        elif (text := report.text(label, f"de naam van keuze '{name}'")) is not None:
            found.append((name, text))
    if not entries and isinstance(node, Mapping):
        report.say(node.where, "L005", "'keuzes' is leeg", "Noem ten minste één keuze.")
    return tuple(found)


def _bounded(question: Question, node: Node, report: Report) -> Question:
    """The question with its `tussen`: two bounds in the writing of its own kind."""
    if question.kind not in (*NUMERIC, "datum"):
        hint = "Haal 'tussen' weg."
        report.say(
            node.where, "V004", f"een vraag van soort {question.kind} heeft geen grenzen", hint
        )
        return question
    if not isinstance(node, List) or len(node.items) != 2:  # noqa: PLR2004  # lowest and highest
        hint = (
            "Schrijf: tussen: [laagste, hoogste]; een getal met een komma tussen aanhalingstekens."
        )
        report.say(node.where, "V005", "'tussen' heeft geen twee grenzen", hint)
        return question
    bounds: list[int] = []
    for item in node.items:
        text = report.text(item, "een grens van 'tussen'")
        found = None if text is None else read_answer(question, text)
        if isinstance(found, Refusal):
            report.refuse(item.where, found)
        elif found is not None:
            bounds.append(found)
    if len(bounds) < len(node.items):
        return question
    low, high = bounds
    if low > high:
        report.say(node.where, "T007", "de grenzen staan verkeerd om", "Zet de laagste vooraan.")
        return question
    return attrs.evolve(question, low=low, high=high)


def read_conclusions(
    roots: Sequence[Mapping], names: Names, register: Register, report: Report
) -> list[tuple[Scalar, dict[str, Node]]]:
    """Declare the conclusions, and give those that decide themselves with an `als`."""
    deciding: list[tuple[Scalar, dict[str, Node]]] = []
    for key, node in declared(roots, "conclusies", report):
        found = report.optional(node, f"conclusie '{key.text}'", CONCLUSION)
        means = report.text(found.get("betekent"), "betekent")
        note = report.text(found.get("toelichting"), "toelichting")
        if register.take(key.text, key.where):
            names.conclusions[key.text] = Conclusion(key.text, key.where, means, note)
            names.subjects[key.text] = Subject(key.text, "ja_nee")
        if "als" in found:
            deciding.append((key, found))
        elif extra := [name for name in found if name not in ("betekent", "toelichting")]:
            hint = "Geef ook 'als', of haal dit weg."
            where = found[extra[0]].where
            report.say(where, "V006", f"'{extra[0]}' bij een conclusie zonder 'als'", hint)
    return deciding


def read_computed(
    roots: Sequence[Mapping], names: Names, register: Register, report: Report
) -> None:
    """Declare the computed values, in an order in which each can be computed."""
    waiting: list[tuple[Scalar, dict[str, Node], Kind]] = []
    for key, node in declared(roots, "berekend", report):
        what = f"berekening '{key.text}'"
        found = report.fields(node, what, COMPUTED, ("soort", "formule"))
        kind = _kind(found.get("soort"), NUMERIC, report)
        if kind is None:
            report.broken.add(key.text)
        if register.take(key.text, key.where):
            names.subjects[key.text] = Subject(key.text, kind or "getal")
        waiting.append((key, found, kind or "getal"))
    places = {
        name: None if subject.kind == "datum" else PLACES[subject.kind]
        for name, subject in names.subjects.items()
        if subject.kind in (*NUMERIC, "datum")
    }

    def excused(name: str) -> bool:
        return name in report.broken or (report.partial and name not in names.subjects)

    made = [_computed(*parts, places, excused, report) for parts in waiting]
    known = {value.key: value for value in made if value is not None}
    for name in _in_order(known, report):
        names.computed[name] = known[name]


def _computed(
    key: Scalar,
    found: dict[str, Node],
    kind: Kind,
    places: dict[str, int | None],
    excused: Callable[[str], bool],
    report: Report,
) -> Computed | None:
    node = found.get("formule")
    text = report.text(node, "formule")
    unit = report.text(found.get("eenheid"), "eenheid")
    note = report.text(found.get("toelichting"), "toelichting")
    if text is None or node is None:
        return None
    formula = read_formula(text, places, excused)
    if isinstance(formula, list):
        for refusal in formula:
            report.refuse(node.where, refusal)
        return None
    return Computed(key.text, kind, formula, text, key.where, unit, note)


def _in_order(made: dict[str, Computed], report: Report) -> list[str]:
    graph = {name: operands(c.formula) & made.keys() for name, c in made.items()}
    order, cycles = in_order(graph)
    for cycle in cycles:
        message = f"deze berekeningen hebben elkaar nodig: {' -> '.join(cycle)}"
        report.say(made[cycle[0]].where, "K001", message, "Reken een van de twee anders uit.")
    return order
