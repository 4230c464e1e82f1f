"""The usual answers read fast: programs hand over millions of them.

What is not usual, or wrong, is left to `triage.answers`, which knows what to say about it; so there
is one meaning, and this is only a short way to it. All questions are read in one function, written
out for the policy: it calls nothing for the answers that come most. Such a function reads:

    def read(answers):
        if len(answers) == 3:
            a0, a1, a2, = pick(answers)
        else:
            given = {**nothing, **answers}
            if len(given) != 3:
                raise unusual
            a0, a1, a2, = given.values()
        typed = {
            'kvk': 1 if a0 is True else 0 if a0 is False else q0[a0],
            'uren': a1 * 100 if type(a1) is int and 0 <= a1 <= 168 else q1[a1],
            'vorm': q2[a2],
        }
        return typed if len(answers) == 3 else present(typed)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any, Final

from triage import notation
from triage.answers import Quick, read_answer
from triage.errors import Refusal
from triage.records import Answer
from triage.rulebook import PLACES, Question, Rulebook

REMEMBERED: Final = 4096
"""How many texts are remembered for one question."""

LONGEST: Final = 40
"""How long a text may be to be remembered."""

_NONE: Final = object()
"""Stands where a question has no answer."""

_READ: Final = """\
def read(answers):
    if len(answers) == {count}:
        {names} = pick(answers)
    else:
        given = {{**nothing, **answers}}
        if len(given) != {count}:
            raise unusual
        {names} = given.values()
    typed = {{{parts}}}
    return typed if len(answers) == {count} else present(typed)
"""


def quick_reader(rulebook: Rulebook) -> Quick:
    """A short way for all questions of the policy.

    It raises a `LookupError` where an answer, or a name, has to be looked at closely, and a
    `TypeError` where one has no hash.
    """
    space: dict[str, Any] = {
        "nothing": dict.fromkeys(rulebook.questions, _NONE),
        "none": _NONE,
        "pick": _picker(*rulebook.questions),
        "present": _present,
        "unusual": LookupError,
    }
    parts: list[str] = []
    for place, question in enumerate(rulebook.questions.values()):
        written, reader = _MAKERS[question.kind](question)
        space[f"q{place}"] = reader
        parts.append(f"{question.key!r}: {written.format(a=f'a{place}', q=f'q{place}')}")
    if not parts:
        return _nothing
    names = "".join(f"a{place}, " for place in range(len(parts)))
    text = _READ.format(count=len(parts), names=names, parts=", ".join(parts))
    exec(text, space)  # noqa: S102  # our own text; names of questions stand in quotes
    read: Quick = space["read"]
    return read


def _picker(*keys: str) -> Callable[[Mapping[str, Answer]], tuple[Answer, ...]]:
    return (
        itemgetter(*keys) if len(keys) > 1 else lambda answers: tuple(answers[key] for key in keys)
    )


def _present(typed: Mapping[str, Any]) -> dict[str, int]:
    return {key: number for key, number in typed.items() if number is not _NONE}


def _nothing(answers: Mapping[str, Answer]) -> dict[str, int]:
    if answers:
        raise LookupError
    return {}


_Reader = tuple[str, Any]
"""How an answer `a` is read with help of `q`, and what that is."""


def _yes_no(_: Question) -> _Reader:
    return (
        "1 if {a} is True else 0 if {a} is False else {q}[{a}]",
        _Words({"ja": 1, "nee": 0, _NONE: _NONE}),
    )


def _choice(question: Question) -> _Reader:
    return "{q}[{a}]", _Remembered(question, str)


def _choices(question: Question) -> _Reader:
    bits = {key: 1 << index for index, (key, _) in enumerate(question.options)}

    def read(value: object) -> int:
        if type(value) is not list:
            raise LookupError
        chosen = 0
        for item in value:
            if type(item) is not str or item not in bits:
                raise LookupError
            chosen |= bits[item]
        return chosen

    return "{a} if {a} is none else {q}({a})", read


def _number(question: Question) -> _Reader:
    scale = 10 ** PLACES[question.kind]
    most = 10**notation.MAX_DIGITS - 1
    low = -most if question.low is None else max(-most, -(-question.low // scale))
    high = most if question.high is None else min(most, question.high // scale)
    scaled = "{a}" if scale == 1 else f"{{a}} * {scale}"
    whole = f"{scaled} if type({{a}}) is int and {low} <= {{a}} <= {high}"
    return f"{whole} else {{q}}[{{a}}]", _Remembered(question, str, Decimal)


def _day(question: Question) -> _Reader:
    return "{q}[{a}]", _Remembered(question, date, str)


def _text(_: Question) -> _Reader:
    def read(value: object) -> int:
        if type(value) is str and value:
            return 1
        raise LookupError

    return "{a} if {a} is none else {q}({a})", read


class _Words(dict[object, object]):
    """The words of yes and no, and nothing else."""

    def __missing__(self, value: object) -> object:
        raise LookupError


class _Remembered(dict[object, object]):
    """What was read before: days, amounts and choices come back again and again.

    Numbers are read anew each time: 1, 1.0, True and `Decimal(1)` would be one key.
    """

    def __init__(self, question: Question, *types: type) -> None:
        super().__init__({_NONE: _NONE})
        self._question = question
        self._types = types

    def __missing__(self, value: object) -> int:
        if type(value) not in self._types:
            raise LookupError
        found = read_answer(self._question, value)
        if isinstance(found, Refusal) or found is None:
            raise LookupError
        known = type(value) is not Decimal and len(str(value)) <= LONGEST
        if known and len(self) < REMEMBERED:
            self[value] = found
        return found


_MAKERS: Final[Mapping[str, Callable[[Question], _Reader]]] = {
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
