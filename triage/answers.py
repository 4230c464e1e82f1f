"""Answers as people and programs give them, made into the whole numbers that engines read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from triage import notation
from triage.errors import Problem, Refusal, Where
from triage.records import Answer, Case
from triage.rulebook import PLACES, Kind, Question, Rulebook
from triage.vocabulary import choose, listing, suggest

_MAY_BE_A_PERSON: Final = re.compile(r"[A-Z@]|[0-9][0-9., ]{6,}[0-9]")


_MAY_BE_A_NUMBER_OF_ONE: Final = re.compile(r"[0-9]{8,9}")


Quick = Callable[[Mapping[str, Answer]], dict[str, int]]
"""A short way to read all answers of a case; see `triage.quick_answers.quick_reader`."""


def read_answers(
    rulebook: Rulebook, case: Case, quick: Quick | None = None
) -> tuple[dict[str, int], list[Problem]]:
    """Type the answers of a case.

    Args:
        rulebook: Says which questions there are and what may be answered.
        case: With its answers as they were given.
        quick: What `triage.quick_answers.quick_reader` gives: the same answers, sooner.

    Returns:
        Per answered question its whole number (see `triage.conditions`), and a problem for every
        answer that cannot be taken. Unanswered questions are left out.
    """
    if may_be_bsn(case.case):
        where = case.places.get("", Where("zaak"))
        hint = "Geef elke zaak een eigen nummer, zonder betekenis."
        return {}, [Problem(where, "A007", "het nummer van deze zaak is een BSN", hint)]
    typed, problems = _typed(rulebook, case, quick)
    registered = notation.day_number(case.registered)
    if isinstance(registered, Refusal):
        problems.append(registered.at(case.places.get("", Where(f"zaak {case.case}"))))
    return typed, problems


def _typed(
    rulebook: Rulebook, case: Case, quick: Quick | None
) -> tuple[dict[str, int], list[Problem]]:
    try:
        if quick is not None:
            return quick(case.answers), []
    except (LookupError, TypeError):  # TypeError: a value without a hash
        pass
    otherwise = Where(f"zaak {case.case}")
    return type_answers(rulebook, case.answers, case.places, otherwise)


def is_bsn(text: str) -> bool:
    """Whether the text passes the 11-test of a BSN; the id of a case may not."""
    if _MAY_BE_A_NUMBER_OF_ONE.fullmatch(text) is None:
        return False
    from stdnum.nl import bsn  # noqa: PLC0415  # seldom needed

    return bool(bsn.is_valid(text.zfill(9)))


def may_be_bsn(text: str) -> bool:
    """Whether this is a BSN, also one written as people do: `9999.90.019`."""
    return is_bsn(text.replace(" ", "").replace(".", ""))


def type_answers(
    rulebook: Rulebook,
    answers: Mapping[str, Answer],
    places: Mapping[str, Where],
    otherwise: Where,
) -> tuple[dict[str, int], list[Problem]]:
    """As `read_answers`, of answers that stand elsewhere than in a case."""
    typed: dict[str, int] = {}
    problems: list[Problem] = []
    for key, value in answers.items():
        question = rulebook.questions.get(key)
        found = _unknown(rulebook, key) if question is None else read_answer(question, value)
        if isinstance(found, Refusal):
            problems.append(found.at(places.get(key, places.get("", otherwise))))
        elif found is not None:
            typed[key] = found
    return typed, problems


def _unknown(rulebook: Rulebook, key: object) -> Refusal:
    if key in rulebook.conclusions:
        hint = "Laat dit weg: de regels bepalen het."
        return Refusal("A002", f"'{key}' is een conclusie, geen vraag", hint)
    if key in rulebook.computed:
        hint = "Laat dit weg: het wordt uitgerekend."
        return Refusal("A002", f"'{key}' wordt berekend en is geen vraag", hint)
    hint = suggest(str(key), rulebook.questions, "Zet de vraag eerst onder 'vragen'.")
    shown = _MAY_BE_A_NUMBER_OF_ONE.sub("…", str(key))
    return Refusal("A001", f"onbekende vraag '{shown[:60]}'", hint)


def read_answer(question: Question, value: object) -> int | Refusal | None:
    """One answer as a whole number; None when it is not an answer at all."""
    if value is None:
        return None
    if value == "":
        hint = "Laat de vraag weg als er geen antwoord is."
        return Refusal("A003", f"leeg antwoord op '{question.key}'", hint)
    found = _READERS[question.kind](question, value)
    if isinstance(found, Refusal):
        message = _without_persons(found.message, value)
        return Refusal(found.code, f"{question.key}: {message}", found.hint)
    low, high = question.low, question.high
    if (low is not None and found < low) or (high is not None and found > high):
        return _out_of_bounds(question, found)
    return found


def _without_persons(message: str, value: object) -> str:
    """The message, without what may be a name, an address or a BSN from a column beside it."""
    for text in value if isinstance(value, (list, tuple, set, frozenset)) else (value,):
        if isinstance(text, str) and _MAY_BE_A_PERSON.search(text):
            message = message.replace(f"'{text.strip()[:40]}'", "'…'")
            message = message.replace(f"'{text[:40]}'", "'…'")
    return message


def _out_of_bounds(question: Question, number: int) -> Refusal:
    def show(bound: int | None) -> str:
        return "…" if bound is None else show_answer(question, bound)

    shown = show(number)
    found = "dit antwoord" if _MAY_BE_A_PERSON.search(shown) else shown
    message = f"{question.key}: {found} is niet mogelijk"
    hint = f"Geef een antwoord tussen {show(question.low)} en {show(question.high)}."
    return Refusal("A004", message, hint)


def _wrong(question: Question, value: object, hint: str) -> Refusal:
    shown = f"'{value[:40]}'" if isinstance(value, str) else "dit antwoord"
    return Refusal("A005", f"{shown} past niet bij een vraag van soort {question.kind}", hint)


def _yes_no(question: Question, value: object) -> int | Refusal:
    if value is True or (isinstance(value, str) and value == "ja"):
        return 1
    if value is False or (isinstance(value, str) and value == "nee"):
        return 0
    return _wrong(question, value, "Antwoord ja of nee.")


def _number(question: Question, value: object) -> int | Refusal:
    kind = question.kind
    if isinstance(value, str):
        return notation.read_number(value.strip(), kind)
    if isinstance(value, bool):
        return _wrong(question, value, "Geef een getal.")
    if isinstance(value, int):
        # Python refuses to print integers of thousands of digits, so these never become text.
        if abs(value) >= 10**notation.MAX_DIGITS:
            hint = f"Een getal heeft ten hoogste {notation.MAX_DIGITS} cijfers."
            return Refusal("G005", "dit getal heeft te veel cijfers", hint)
        return int(value * 10 ** PLACES[kind])
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, Decimal):
        return notation.number_from_decimal(value, kind)
    return _wrong(question, value, "Geef een getal.")


def _day(question: Question, value: object) -> int | Refusal:
    if isinstance(value, datetime):
        return _wrong(question, value, "Geef een datum zonder tijd.")
    if isinstance(value, date):
        return notation.day_number(value)
    if isinstance(value, str):
        return notation.read_date(value.strip())
    return _wrong(question, value, "Geef een datum zoals 2021-03-01.")


def _choice(question: Question, value: object) -> int | Refusal:
    if not isinstance(value, str):
        return _wrong(question, value, f"Kies uit: {listing(key for key, _ in question.options)}.")
    for index, (key, _) in enumerate(question.options):
        if key == value:
            return index
    return unknown_option(question, value)


def unknown_option(question: Question, value: str) -> Refusal:
    """The refusal of a key that is not among the options; a label leads to its key."""
    keys = [key for key, _ in question.options]
    for key, label in question.options:
        if label.casefold() == value.strip().casefold():
            return Refusal("A006", f"onbekende keuze '{value[:40]}'", f"Schrijf '{key}'.")
    return Refusal("A006", f"onbekende keuze '{value[:40]}'", choose(value, keys))


def _choices(question: Question, value: object) -> int | Refusal:
    if isinstance(value, str):
        hint = "Geef een lijst van keuzes, ook als het er één is."
        return _wrong(question, value, hint)
    if not isinstance(value, (list, tuple, set, frozenset)):
        return _wrong(question, value, "Geef een lijst van keuzes.")
    bits = 0
    for item in value:
        found = _choice(question, item)
        if isinstance(found, Refusal):
            return found
        bits |= 1 << found
    return bits


def _text(question: Question, value: object) -> int | Refusal:
    return 1 if isinstance(value, str) else _wrong(question, value, "Geef een tekst.")


_READERS: Mapping[Kind, Callable[[Question, object], int | Refusal]] = {
    "ja_nee": _yes_no,
    "geheel": _number,
    "getal": _number,
    "bedrag": _number,
    "percentage": _number,
    "datum": _day,
    "keuze": _choice,
    "meerkeuze": _choices,
    "tekst": _text,
}


def show_answer(question: Question, number: int) -> str:
    """A typed answer as a Dutch reader writes it; a text itself is not kept."""
    match question.kind:
        case "ja_nee":
            return "ja" if number else "nee"
        case "datum":
            return notation.show_date(number)
        case "keuze":
            return question.options[number][0]
        case "meerkeuze":
            chosen = [key for index, (key, _) in enumerate(question.options) if number >> index & 1]
            return ", ".join(chosen) or "geen"
        case "tekst":
            return "ingevuld"
        case kind:
            return notation.show_number(number, kind, question.unit)
