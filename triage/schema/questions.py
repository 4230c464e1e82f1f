"""How each question, conclusion and computed value of a home is tested and answered."""

from __future__ import annotations

from typing import Final

from triage.answers import show_answer
from triage.loading.grammar import FORMS, Subject, form_of
from triage.notation import decimal_of
from triage.rulebook import PLACES, Kind, Question, Rulebook
from triage.schema import patterns
from triage.schema.shapes import (
    DATE,
    NULL,
    TEXT,
    YES_NO,
    Schema,
    choice,
    defined,
    either,
    keyed,
    members,
    one_or_more,
    reference,
)
from triage.schema.words import WORDS

_SHARED: Final[tuple[Kind, ...]] = (
    "ja_nee", "geheel", "getal", "bedrag", "percentage", "datum", "tekst",
)  # fmt: skip
"""The kinds of which all questions are tested the same way."""
_KNOWN: Final = WORDS["bekend"]
_NUMBERS: Final = ("minstens 5", "hoogstens 5", "meer dan 5", "minder dan 5", "tussen 5 en 9")
_EXAMPLES: Final = {
    "geheel": _NUMBERS,
    "getal": _NUMBERS,
    "bedrag": ("minstens 1000", "hoogstens 1000", "meer dan 0", "tussen 500 en 1000"),
    "percentage": ("minstens 30%", "hoogstens 30%", "meer dan 0%", "tussen 20% en 30%"),
    "meerkeuze": ("minstens 2", "hoogstens 2"),
    "datum": (
        "voor 2021-03-01", "na 2021-03-01", "vanaf 2021-03-01", "tot en met 2021-03-01",
        "tussen 2021-03-01 en 2021-03-31", "minstens 30 dagen geleden",
        "hoogstens 30 dagen geleden", "komende 14 dagen",
    ),
}  # fmt: skip
_WRITTEN: Final = {"bedrag": "1262,50", "percentage": "30%", "getal": "0,5", "geheel": "45"}


def subjects(rulebook: Rulebook) -> dict[str, Subject]:
    """Everything that can be tested, by name."""
    found = [Subject(q.key, q.kind, q) for q in rulebook.questions.values()]
    found += [Subject(key, "ja_nee") for key in rulebook.conclusions]
    found += [Subject(c.key, c.kind) for c in rulebook.computed.values()]
    return {subject.name: subject for subject in found}


def title(rulebook: Rulebook, name: str) -> str:
    """What a question, conclusion or computed value is, in a sentence."""
    if name in rulebook.conclusions:
        return f"Conclusie: {rulebook.conclusions[name].means or name}"
    if name in rulebook.computed:
        return f"Berekend: {rulebook.computed[name].text}"
    return rulebook.questions[name].text


def about(rulebook: Rulebook, subject: Subject) -> str:
    """The same in a few lines, with how it is tested."""
    name, question = subject.name, subject.question
    made = question or rulebook.computed.get(name)
    told = made or rulebook.conclusions[name]
    unit = f", in {made.unit}" if made is not None and made.unit else ""
    parts = [title(rulebook, name), f"Soort: {subject.kind}{unit}."]
    if question is not None and question.low is not None and question.high is not None:
        low, high = show_answer(question, question.low), show_answer(question, question.high)
        parts.append(f"Het antwoord ligt tussen {low} en {high}.")
    if question is not None and question.options:
        parts.append(f"Keuzes: {'; '.join(f'{k} = {label}' for k, label in question.options)}.")
    if question is not None and question.phase:
        parts.append(f"Fase: {question.phase}.")
    parts.append(f"Zo toetst u dit: {FORMS[form_of(subject.kind)]}.")
    return "\n".join([*parts, told.note] if told.note else parts)


def definitions(rulebook: Rulebook) -> dict[str, Schema]:
    """The tests of everything that can be tested, and what these are made of."""
    found = {f"soort.{kind}": _kind(kind) for kind in _SHARED}
    for name, subject in subjects(rulebook).items():
        if subject.question is not None and subject.kind not in _SHARED:
            found[f"keuzes.{name}"] = choice(dict(subject.question.options))
        found[f"toets.{name}"] = {"description": about(rulebook, subject), **_test(subject)}
    return found


def cells() -> dict[str, Schema]:
    """What the cells of a table are made of."""
    return {f"cel.{kind}": _several(Subject("", kind)) for kind in _SHARED}


def tested(name: str) -> Schema:
    """Every test that fits this question, conclusion or computed value."""
    return reference(f"toets.{name}")


def _test(subject: Subject) -> Schema:
    if subject.kind in _SHARED:
        types = _kind(subject.kind).get("type", ("string", "object"))
        return defined(f"soort.{subject.kind}", *types)
    one = reference(f"keuzes.{subject.name}")
    text = _matching(_text(subject))
    tests = [one, {**text, "examples": list(_KNOWN)}, members(one, 1)]
    if subject.kind == "keuze":
        return either(*tests, keyed({"niet": one_or_more(one)}, 1))
    counted = [
        {**text, "examples": list(_EXAMPLES["meerkeuze"])},
        {"type": "integer", "minimum": 0},
        {**members(_range("geheel"), 1), "maxItems": 1},
    ]
    every = keyed({"alle": one_or_more(one)}, 1)
    denied = keyed({"niet": either(one, members(one, 1), *counted, every)}, 1)
    return either(*tests, *counted, every, denied)


def _kind(kind: Kind) -> Schema:
    how = f"Zo toetst u een vraag van soort {kind}: {FORMS[form_of(kind)]}."
    if kind == "tekst":
        return {**choice(_KNOWN), "type": ["string"], "errorMessage": how}
    if kind == "ja_nee":
        words = {**choice({**WORDS["ja_nee"], **_KNOWN}), "errorMessage": how}
        return either(words, _matching(_text(Subject("", kind))), keyed({"niet": YES_NO}, 1))
    return _compared(kind, how)


def _compared(kind: Kind, how: str) -> Schema:
    """Of numbers and dates: a text, a list of one range, and for numbers a bare number too."""
    bare = {"geheel": ["integer"], "datum": []}.get(kind, ["number"])
    test: Schema = {
        "type": ["string", *bare, "array"],
        "pattern": patterns.whole(_text(Subject("", kind))),
        "patternErrorMessage": how,
        "items": {**_range(kind), "patternErrorMessage": how},
        "minItems": 1,
        "maxItems": 1,
    }
    examples = [*_EXAMPLES[kind], *_KNOWN]
    types = [*test["type"], "object"]
    return {**test, **keyed({"niet": test}, 1), "type": types, "examples": examples}


def _range(kind: Kind) -> Schema:
    """What stands between the brackets of `[5..9]`: without quotes that is a list of one text."""
    value = patterns.DATE if kind == "datum" else patterns.number(kind)
    return _matching(rf"{value}\s*\.\.\s*{value}")


def _matching(pattern: str) -> Schema:
    return {"type": "string", "pattern": patterns.whole(pattern)}


def _text(subject: Subject) -> str:
    """A test as a text."""
    options = dict(subject.question.options) if subject.question is not None else {}
    words = patterns.either(WORDS["ja_nee"] if subject.kind == "ja_nee" else options)
    match subject.kind:
        case "datum":
            test = patterns.dated()
        case "meerkeuze":
            test = f"{words}|{patterns.comparison(patterns.number('geheel'))}"
        case kind if kind in PLACES:
            test = patterns.comparison(patterns.number(kind))
        case _:
            test = words
    return rf"bekend|onbekend|(?:niet\s+)?(?:{test})"


def cell(rulebook: Rulebook, subject: Subject) -> Schema:
    """What may stand in a cell: a test, several of which one holds, or nothing."""
    shared = subject.kind in _SHARED
    several = reference(f"cel.{subject.kind}") if shared else _several(subject)
    description = title(rulebook, subject.name)
    return {"description": description, **either(tested(subject.name), several, NULL)}


def _several(subject: Subject) -> Schema:
    test = f"(?:{_text(subject)})"
    return _matching(rf"{patterns.NOTHING}|{test}(?:\s*\|\s*{test})+")


def answered(question: Question) -> Schema:
    """Every answer that an example can give; nothing is no answer."""
    return {"description": question.text, **either(_answer(question), NULL)}


def _answer(question: Question) -> Schema:
    match question.kind:
        case "ja_nee":
            return YES_NO
        case "datum":
            return DATE
        case "tekst":
            return TEXT
        case "keuze":
            return reference(f"keuzes.{question.key}")
        case "meerkeuze":
            return members(reference(f"keuzes.{question.key}"))
        case kind:
            bounds = {"minimum": question.low, "maximum": question.high}
            return {
                "type": ["integer" if kind == "geheel" else "number", "string"],
                "pattern": patterns.whole(patterns.number(kind)),
                "patternErrorMessage": f"Schrijf een {kind}, zoals {_WRITTEN[kind]}.",
                **{key: _bare(n, kind) for key, n in bounds.items() if n is not None},
            }


def _bare(number: int, kind: Kind) -> int | float:
    value = decimal_of(number, kind)
    return int(value) if value == int(value) else float(value)
