"""What somebody types in an intake, read into the answer that belongs in a case, and shown again.

It takes more than a file does: `j`, the number of a choice, its name. What comes out is what a file
of cases would hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from triage.answers import read_answer, show_answer
from triage.errors import Problem, Refusal
from triage.notation import decimal_of, show_date, show_number
from triage.records import Answer, Case
from triage.rulebook import Kind, Question, Rulebook
from triage.vocabulary import nearest
from triage.wording import show_day

_YES_NO: Final[Mapping[str, str]] = {"j": "ja", "ja": "ja", "n": "nee", "nee": "nee"}
_NONE: Final = ("0", "geen", "n", "nee")
_NO_TEXT: Final = "\ufffd"
"""Stands where the terminal sent bytes that are no text."""
UNREADABLE: Final = "Daar staat een teken in dat niemand ziet, zoals van een pijltjestoets."
_NUMBERS: Final[Mapping[str, str]] = {
    "geheel": "Een heel getal",
    "getal": "Een getal",
    "bedrag": "Een bedrag",
    "percentage": "Een percentage",
}


@attrs.frozen
class Again:
    """Why a reply is no answer, and what would be one: whole sentences in Dutch."""

    text: str


def sentences(refused: Refusal | Problem) -> str:
    """What is wrong and what to do, for people: without a code or a place."""
    return f"{refused.message[:1].upper()}{refused.message[1:]}. {refused.hint}"


def readable(reply: str) -> bool:
    """Whether a line holds only what people see: no arrow keys, no broken text."""
    return reply.isprintable() and _NO_TEXT not in reply


def read_reply(question: Question, reply: str) -> Answer | Again:
    """One reply, without spaces around it, as the answer that a case holds."""
    if not readable(reply):
        return Again(UNREADABLE)
    value: Answer | Again = reply
    match question.kind:
        case "ja_nee":
            value = _yes_no(reply)
        case "keuze":
            value = _choice(question, reply)
        case "meerkeuze":
            value = _choices(question, reply)
    if isinstance(value, Again):
        return value
    number = read_answer(question, value)
    if isinstance(number, int):
        return plain(question, value)
    if number is None:
        return None
    message = number.message.removeprefix(f"{question.key}: ")
    return Again(sentences(attrs.evolve(number, message=message)))


def _yes_no(reply: str) -> str | Again:
    return _YES_NO.get(reply.casefold()) or Again(f"'{reply[:40]}' is geen ja of nee.")


def _choice(question: Question, reply: str) -> str | Again:
    """The key of the choice that was meant by its number, its key or its name."""
    word = reply.casefold()
    found = [
        key
        for number, (key, name) in enumerate(question.options, 1)
        if word in (str(number), key.casefold(), name.casefold())
    ]
    if len(found) == 1:
        return found[0]
    if found:
        return Again(f"'{reply}' kan meer dan één antwoord zijn. Typ {' of '.join(found)}.")
    names = {word.casefold(): option[1] for option in question.options for word in option}
    near = nearest(word, names)
    meant = f" Bedoelt u '{names[near]}'?" if near else ""
    return Again(f"'{reply[:40]}' staat er niet bij.{meant}")


def _choices(question: Question, reply: str) -> tuple[str, ...] | Again:
    """The keys of the choices that were meant; to choose none is an answer as well."""
    whole = _choice(question, reply)  # a name may hold a comma, or be one of the words for none
    if not isinstance(whole, Again):
        return (whole,)
    if reply.casefold() in _NONE:
        return ()
    spaced = reply.replace(" ", "").isdecimal()
    parts = [part.strip() for part in (reply.split() if spaced else reply.split(","))]
    parts = [part for part in parts if part]
    if len(parts) > 1 and not {part.casefold() for part in parts}.isdisjoint(_NONE):
        return Again("'Geen' gaat niet samen met een keuze. Typ alleen 0, of alleen de keuzes.")
    chosen = [_choice(question, part) for part in parts or [reply]]
    wrong = next((found for found in chosen if isinstance(found, Again)), None)
    return wrong or tuple(found for found in chosen if isinstance(found, str))


def plain(question: Question, value: Answer) -> Answer:
    """An answer as a program would write it, however it was given; None for one that is none.

    A text stays as it was. An amount has two digits behind the point, another number as many as it
    needs.
    """
    number = read_answer(question, value)
    if not isinstance(number, int):
        return None
    match question.kind:
        case "ja_nee":
            return bool(number)
        case "datum":
            return date.fromordinal(number)
        case "keuze":
            return question.options[number][0]
        case "meerkeuze":
            return tuple(key for key, _ in _chosen(question, number))
        case "tekst":
            return value
        case kind:
            return plain_number(number, kind)


def plain_number(number: int, kind: Kind) -> int | Decimal:
    """A whole number of the kind's smallest unit, as a program would write it."""
    if kind == "geheel":
        return number
    found = decimal_of(number, kind)
    return found if kind == "bedrag" else Decimal(f"{found.normalize():f}")


def _chosen(question: Question, number: int) -> list[tuple[str, str]]:
    return [option for index, option in enumerate(question.options) if number >> index & 1]


def tidy(rulebook: Rulebook, case: Case) -> Case:
    """The case with every answer as `read_reply` gives it; None stays None.

    Args:
        rulebook: Has all its questions.
        case: With answers that can be taken.
    """
    answers = {key: plain(rulebook.questions[key], value) for key, value in case.answers.items()}
    return Case(case.case, case.registered, answers, case.person)


def show_reply(question: Question, answer: Answer) -> str:
    """An answer as people say it: choices by name, a day with its weekday."""
    number = read_answer(question, answer)
    if number is None or isinstance(number, Refusal):
        return "niet bekend"
    match question.kind:
        case "datum":
            return show_day(date.fromordinal(number))
        case "keuze":
            return question.options[number][1]
        case "meerkeuze":
            return ", ".join(name for _, name in _chosen(question, number)) or "geen"
        case "tekst":
            return str(answer)
    return show_answer(question, number)


def options(question: Question) -> list[str]:
    """What there is to choose, one numbered line each."""
    lines = [f"{number}. {name}" for number, (_, name) in enumerate(question.options, 1)]
    return [*lines, "0. Geen van deze"] if question.kind == "meerkeuze" else lines


def accepted(question: Question) -> str:
    """What a reply may be, in a sentence."""
    match question.kind:
        case "ja_nee":
            return "Antwoord ja of nee."
        case "keuze":
            return f"Kies een nummer van 1 tot en met {len(question.options)}."
        case "meerkeuze":
            most = len(question.options)
            return f"Kies nummers van 1 tot en met {most}, met een komma ertussen; 0 is geen."
        case "tekst":
            return "Antwoord in eigen woorden."
        case "datum":
            return f"Een datum zoals 2021-03-01 of 1-3-2021{_bounds(question)}."
        case kind:
            unit = f" ({question.unit})" if question.unit else ""
            return f"{_NUMBERS[kind]}{unit}{_bounds(question)}."


def _bounds(question: Question) -> str:
    low, high = (
        bound if bound is None else _bound(question, bound)
        for bound in (question.low, question.high)
    )
    if low is not None and high is not None:
        return f", van {low} tot en met {high}"
    if low is not None:
        return f", ten minste {low}"
    return "" if high is None else f", ten hoogste {high}"


def _bound(question: Question, bound: int) -> str:
    if question.kind == "datum":
        return show_date(bound)
    return show_number(bound, question.kind)
