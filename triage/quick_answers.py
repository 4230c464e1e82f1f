"""The usual answers read fast: programs hand over millions of them.

What is not usual, or wrong, is left to `triage.answers`, which knows what to say about it; so there
is one meaning, and this is only a short way to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from triage import notation
from triage.answers import Quick, read_answer
from triage.rulebook import PLACES, Question, Rulebook

REMEMBERED: Final = 4096
"""How many texts are remembered for one question."""

_WRITTEN: Final = (str, Decimal)

LONGEST: Final = 40
"""How long a text may be to be remembered."""


def quick_readers(rulebook: Rulebook) -> dict[str, Quick]:
    """A short way for every question of the policy, by key."""
    return {key: _MAKERS[question.kind](question) for key, question in rulebook.questions.items()}


def _yes_no(_: Question) -> Quick:
    get = {"ja": 1, "nee": 0}.get

    def read(value: object) -> int | None:
        if value is True:
            return 1
        if value is False:
            return 0
        return get(value) if type(value) is str else None

    return read


def _choice(question: Question) -> Quick:
    return _Remembered(question, str).__getitem__


def _choices(question: Question) -> Quick:
    get = {key: 1 << index for index, (key, _) in enumerate(question.options)}.get

    def read(value: object) -> int | None:
        if type(value) is not list:
            return None
        bits = 0
        for item in value:
            bit = get(item) if type(item) is str else None
            if bit is None:
                return None
            bits |= bit
        return bits

    return read


def _number(question: Question) -> Quick:
    scale = 10 ** PLACES[question.kind]
    most = 10**notation.MAX_DIGITS - 1
    low = -most if question.low is None else max(-most, -(-question.low // scale))
    high = most if question.high is None else min(most, question.high // scale)
    others = _Remembered(question, str, Decimal)

    def read(value: object) -> int | None:
        if type(value) is int:
            return value * scale if low <= value <= high else None
        return others[value] if type(value) in _WRITTEN else None

    return read


def _day(question: Question) -> Quick:
    return _Remembered(question, date, str).__getitem__


class _Remembered(dict[object, int | None]):
    """What was read before: days, amounts and choices come back again and again.

    Only of types whose values differ from those of any other: 1, 1.0 and True are one key.
    """

    def __init__(self, question: Question, *types: type) -> None:
        super().__init__()
        self._question = question
        self._types = types

    def __missing__(self, value: object) -> int | None:
        found = read_answer(self._question, value)
        number = found if isinstance(found, int) else None
        if type(value) in self._types and len(self) < REMEMBERED and len(str(value)) <= LONGEST:
            self[value] = number
        return number


def _text(_: Question) -> Quick:
    return lambda value: 1 if type(value) is str and value else None


_MAKERS: Final[Mapping[str, Callable[[Question], Quick]]] = {
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
