"""The schema of the files under `rules/`."""

from __future__ import annotations

from typing import Final

from triage.loading import RULE_KEYS
from triage.loading.examples import EXAMPLE, EXPECTED, FACTS
from triage.loading.questions import COMPUTED, CONCLUSION, QUESTION
from triage.loading.rules import RULE, TABLE, TEXTS
from triage.rulebook import Rulebook
from triage.schema import outcomes, patterns, questions
from triage.schema.conditions import conditions
from triage.schema.shapes import (
    DATE,
    NAMED,
    NOTHING,
    TEXT,
    Schema,
    among,
    choice,
    defined,
    either,
    keyed,
    members,
    named,
    number,
    one_or_more,
    optional,
    pattern,
    period,
    record,
    reference,
    rule_name,
    section,
)
from triage.vocabulary import KINDS, NAME, NUMERIC, OPTION_KEY, OUTCOMES, PHASES, RESERVED

_ALS: Final = defined("als", "object", "string")
_GELDIG: Final = defined("geldig", "object", "array", "string")
_OWN: Final = rf"(?!(?:{patterns.either(sorted(RESERVED))})$){NAME.pattern}"
_OPTION: Final = rf"(?!(?:bekend|onbekend|geen)$)(?!niet)(?![0-9]+$){OPTION_KEY.pattern}"
_RESERVED: Final = f"{NAMED} Een woord van de regeltaal zelf kan niet."
_OPTIONS: Final = (
    "Gebruik kleine letters, cijfers, _ of -, en niet alleen cijfers; bekend, onbekend, geen en "
    "wat met niet begint kunnen niet."
)
_CHOOSING: Final = ("keuze", "meerkeuze")
_ORDERED: Final = (*NUMERIC, "datum")


def rule_files(rulebook: Rulebook) -> Schema:
    """The whole file."""
    shapes = {
        "vragen": named(_OWN, _question(), _RESERVED),
        "conclusies": named(_OWN, optional(_conclusion()), _RESERVED),
        "berekend": named(_OWN, _computed(), _RESERVED),
        "regels": section(_rule()),
        "tabellen": section(_table(rulebook)),
        "voorbeelden": section(_example(rulebook)),
    }
    return record("regelbestand", RULE_KEYS, shapes)


def definitions(rulebook: Rulebook) -> dict[str, Schema]:
    """What rule files refer to."""
    return {
        **conditions(rulebook),
        **questions.cells(),
        "dan": outcomes.then(rulebook),
        "periode": period(),
        "geldig": _valid(),
        "regelnaam": choice({key: r.because or key for key, r in rulebook.rules.items()}),
    }


def _valid() -> Schema:
    message = "Schrijf {van: 2021-03-01, tot_en_met: 2021-12-31}, of 2021-03-01..2021-12-31."
    text = pattern(patterns.PERIODS, message, ["2021-03-01..2021-12-31"])
    return either(reference("periode"), members(reference("periode"), 1), text)


def _question() -> Schema:
    bound = {"type": ["number", "string"]}
    shapes: dict[str, Schema] = {
        "soort": among("soort", KINDS),
        "keuzes": {**named(_OPTION, TEXT, _OPTIONS), "type": "object", "minProperties": 1},
        "tussen": {**members(bound, 2), "maxItems": 2},
        "fase": among("fase", PHASES),
    }
    found = record("vraag", QUESTION, shapes, ("vraag", "soort"))
    others = [kind for kind in KINDS if kind not in _CHOOSING]
    unordered = [kind for kind in KINDS if kind not in _ORDERED]
    found["allOf"] = [
        _of_kind(_CHOOSING, {"required": ["keuzes"]}),
        _of_kind(others, {"properties": {"keuzes": False}}),
        _of_kind(unordered, {"properties": {"tussen": False}}),
    ]
    return found


def _of_kind(kinds: list[str] | tuple[str, ...], then: Schema) -> Schema:
    asked = {"properties": {"soort": {"enum": list(kinds)}}, "required": ["soort"]}
    return {"if": asked, "then": then}


def _conclusion() -> Schema:
    shapes = {"als": _ALS, "geldig": _GELDIG, "herzien_voor": DATE}
    found = record("conclusie", CONCLUSION, shapes)
    deciding = [key for key in CONCLUSION if key not in ("betekent", "als", "toelichting")]
    return {**found, "dependencies": {key: ["als"] for key in deciding}}


def _computed() -> Schema:
    shapes = {"soort": among("soort", NUMERIC)}
    return record("berekening", COMPUTED, shapes, ("soort", "formule"))


def _rule() -> Schema:
    shapes = {
        "regel": rule_name(),
        "als": _ALS,
        "dan": defined("dan", "object"),
        "geldig": _GELDIG,
        "herzien_voor": DATE,
    }
    return record("regel", RULE, shapes, ("regel", "als", "dan"))


def _table(rulebook: Rulebook) -> Schema:
    shapes = {
        "tabel": rule_name(),
        "rijen": members(_row(rulebook), 1),
        "bestand": pattern(r".*\.[cC][sS][vV]", "Noem een bestand dat op .csv eindigt."),
        "geldig": _GELDIG,
        "herzien_voor": DATE,
    }
    found = record("tabel", TABLE, shapes, ("tabel",))
    return {**found, "oneOf": [{"required": ["rijen"]}, {"required": ["bestand"]}]}


def _row(rulebook: Rulebook) -> Schema:
    """A row: a column for every question, conclusion and computed value, outcome and text."""
    tests = {
        name: questions.cell(rulebook, subject)
        for name, subject in questions.subjects(rulebook).items()
    }
    texts = {key: {"type": [*TEXT["type"], "null"]} for key in TEXTS}
    others = {**outcomes.cells(rulebook), **texts, "geldig": either(reference("geldig"), NOTHING)}
    found = record("rij", (*OUTCOMES, *TEXTS, "geldig"), others)
    return {**found, "properties": {**tests, **found["properties"]}}


def _example(rulebook: Rulebook) -> Schema:
    answers = {q.key: questions.answered(q) for q in rulebook.questions.values()}
    shapes = {
        "voorbeeld": rule_name(),
        "op": DATE,
        "aangemeld": DATE,
        "antwoorden": keyed(answers),
        "verwacht": record("verwacht", EXPECTED, _expected(rulebook)),
    }
    return record("voorbeeld", EXAMPLE, shapes, ("voorbeeld",))


def _expected(rulebook: Rulebook) -> dict[str, Schema]:
    products = one_or_more(outcomes.products(rulebook), 0)
    asked = choice({question.key: question.text for question in rulebook.questions.values()})
    # A rule and its example are written together, so a name that is not known yet passes.
    rules = one_or_more(either(reference("regelnaam"), {"type": "string"}), 0)
    facts = outcomes.conclusions(rulebook)
    each = {
        key: {"description": questions.title(rulebook, key), **among("conclusie", FACTS)}
        for key in rulebook.conclusions
    }
    none = {"type": ["string", "null"], "enum": ["geen", None]}
    return {
        "urgentie": outcomes.levels(rulebook),
        "punten": number("geheel", 10),
        "uiterlijk": either(DATE, none),
        "producten": products,
        "zonder": products,
        "regels": rules,
        "conclusies": either(facts, members(facts), keyed(each)),
        "let_op": rules,
        "open": one_or_more(asked, 0),
    }
