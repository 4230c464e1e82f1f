"""The text of a test, such as `minstens 5` or `[5..9)`, as a grammar.

A test is read with the kind of its question at hand, so that a word is never taken for a number.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import attrs
from lark import Lark, Token, Transformer, UnexpectedInput
from lark.exceptions import VisitError

from triage import notation
from triage.answers import unknown_option
from triage.conditions import Chosen, Condition, Counted, Known, Not, Range, Within
from triage.errors import Refusal
from triage.loading.report import spaced
from triage.rulebook import PLACES, Kind, Question
from triage.vocabulary import nearest

MAX_TEXT: Final = 500

_TESTS: Final = r"""
ja_nee: answer | denied{answer} | known
keuze: option | denied{option} | known
meerkeuze: option | denied{option} | range{number} | denied{range{number}} | known
getal: range{number} | denied{range{number}} | known
datum: dated | denied{dated} | known
tekst: known

?answer: JA -> yes | NEE -> no
?known: BEKEND -> is_known | ONBEKEND -> is_unknown
denied{inner}: NIET inner
option: WORD
?dated: range{day} | VOOR day -> under | NA day -> over | VANAF day -> least
    | TOT EN MET day -> most
    | MINSTENS COUNT DAGEN GELEDEN -> at_least_ago
    | HOOGSTENS COUNT DAGEN GELEDEN -> at_most_ago
    | KOMENDE COUNT DAGEN -> coming
?range{value}: value -> equal | "=" value -> equal | "!=" value -> unequal
    | ">=" value -> least | "<=" value -> most | ">" value -> over | "<" value -> under
    | MINSTENS value -> least | HOOGSTENS value -> most
    | MEER DAN value -> over | MINDER DAN value -> under
    | TUSSEN value EN value -> between
    | OPEN value ".." value CLOSE -> interval
number: NUMBER
day: DATE

OPEN: /[(\[]/
CLOSE: /[)\]]/
COUNT: /[0-9]{1,4}(?![0-9.,-])/
NUMBER.2: /(€ ?)?-?[0-9]+([.,][0-9]+)*( ?%)?(?![a-z0-9_-])/
DATE: /[0-9]+-[0-9]+-[0-9]+/
WORD: /[^\s()\[\]<>=!]+/
DAGEN: /dag(en)?(?![a-z0-9_-])/
%ignore " "
"""
_WORDS: Final = (
    *("ja", "nee", "bekend", "onbekend", "niet", "voor", "na", "vanaf", "tot", "en", "met"),
    *("minstens", "hoogstens", "meer", "minder", "dan", "tussen", "geleden", "komende"),
)
_KEYWORDS: Final = "\n".join(f"{w.upper()}.3: /{w}(?![a-z0-9_-])/" for w in _WORDS)
_STARTS: Final = ("ja_nee", "keuze", "meerkeuze", "getal", "datum", "tekst")

FORMS: Final = {
    "ja_nee": "ja, nee, bekend of onbekend",
    "keuze": "een keuze, [een, of, meer], niet …, bekend of onbekend",
    "meerkeuze": "een keuze, [een, of, meer], {alle: [beide, deze]}, minstens 2 of bekend",
    "getal": "5, minstens 5, hoogstens 5, meer dan 5, minder dan 5 of tussen 5 en 9",
    "datum": "voor, na, vanaf of tot en met 2021-03-01, of hoogstens 30 dagen geleden",
    "tekst": "bekend of onbekend",
}


@cache
def _tests() -> Lark:
    return Lark(
        f"{_TESTS}\n{_KEYWORDS}", parser="lalr", start=list(_STARTS), maybe_placeholders=False
    )


class RefusedError(Exception):
    """Carries a refusal out of the parser."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


@attrs.frozen
class Subject:
    """What a test is about: its name and kind, and its question when it is one."""

    name: str
    kind: Kind
    question: Question | None = None


def form_of(kind: Kind) -> str:
    """The family of tests that fits the kind."""
    return "getal" if kind in PLACES else kind


def read_test(subject: Subject, text: str) -> Condition | Refusal:
    """A test as written in text; lists and mappings are read elsewhere."""
    text = spaced(text)
    form = form_of(subject.kind)
    if subject.question is not None:
        # An option may bear a word of the language, such as `meer`.
        for index, (option, _) in enumerate(subject.question.options):
            if option == text:
                return options(subject, [index])
    if len(text) > MAX_TEXT:
        return Refusal("T001", f"deze toets is langer dan {MAX_TEXT} tekens", "Maak hem korter.")
    try:
        tree = _tests().parse(text, start=form)
        return _ToTest(subject).transform(tree)
    except VisitError as error:
        if isinstance(error.orig_exc, RefusedError):
            return error.orig_exc.refusal
        raise
    except UnexpectedInput:
        return _misread(subject, text, form)


def _misread(subject: Subject, text: str, form: str) -> Refusal:
    words = text.split()
    hint = f"Een vraag van soort {subject.kind} toetst u met: {FORMS[form]}."
    if not words:
        return Refusal("T002", f"bij '{subject.name}' staat geen toets", hint)
    if words[0] == "niet" and len(words) > 1 and words[1] in ("niet", "bekend", "onbekend"):
        other = {"bekend": "onbekend", "onbekend": "bekend"}.get(words[1], "de toets zonder 'niet'")
        return Refusal("T003", f"'niet {words[1]}' kan niet", f"Schrijf: {other}.")
    if text.startswith("]") or text.endswith("["):
        hint = "Schrijf een bereik als [5..9], (5..9], [5..9) of (5..9)."
        return Refusal("T004", f"het bereik '{text}' staat in een vorm die hier niet kan", hint)
    if (meant := _meant(words, form)) is not None:
        hint = f"Bedoelde u '{meant}'? {hint}"
    return Refusal("T005", f"'{text[:60]}' is geen toets voor '{subject.name}'", hint)


def _meant(words: list[str], form: str) -> str | None:
    """A test that is nearly what was written: a mistyped word, a unit, no `geleden`."""
    near = nearest(words[0], _WORDS)
    tries = [[near, *words[1:]]] if near is not None else []
    tries += [words[:-1]] if form == "getal" else []
    tries += [[*words, "geleden"]] if form == "datum" else []
    for some in tries:
        text = " ".join(some)
        try:
            _tests().parse(text, start=form)
        except UnexpectedInput:
            continue
        return text
    return None


def within(name: str, *ranges: Range, relative: bool = False) -> Within:
    """A test on whole numbers."""
    return Within(name, ranges, relative)


class _ToTest(Transformer[Token, Condition]):
    """Turns the tree of a test into its condition, with values read by kind."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self.subject = subject
        self.name = subject.name

    def _only(self, parts: list[Any]) -> Any:
        return parts[0]

    ja_nee = keuze = meerkeuze = getal = datum = tekst = _only

    def yes(self, _: object) -> Condition:
        return within(self.name, (1, 1))

    def no(self, _: object) -> Condition:
        return within(self.name, (0, 0))

    def is_known(self, _: object) -> Condition:
        return Known(self.name)

    def is_unknown(self, _: object) -> Condition:
        return Known(self.name, known=False)

    def denied(self, parts: list[Any]) -> Condition:
        return Not(parts[-1])

    def option(self, parts: list[Token]) -> Condition:
        return options(self.subject, [_unwrap(option_index(self.subject, str(parts[0])))])

    def number(self, parts: list[Token]) -> int:
        kind = "geheel" if self.subject.kind == "meerkeuze" else self.subject.kind
        value = _unwrap(notation.read_number(str(parts[0]), kind))
        if self.subject.kind == "meerkeuze" and value < 0:
            hint = "Tel vanaf 0."
            raise RefusedError(Refusal("T006", f"{value} keuzes kan niet", hint))
        return value

    def day(self, parts: list[Token]) -> int:
        return _unwrap(notation.read_date(str(parts[0])))

    def equal(self, parts: list[Any]) -> Condition:
        return self._ranges((parts[-1], parts[-1]))

    def unequal(self, parts: list[Any]) -> Condition:
        return Not(self.equal(parts))

    def least(self, parts: list[Any]) -> Condition:
        return self._ranges((parts[-1], None))

    def most(self, parts: list[Any]) -> Condition:
        return self._ranges((None, parts[-1]))

    def over(self, parts: list[Any]) -> Condition:
        return self._ranges((parts[-1] + 1, None))

    def under(self, parts: list[Any]) -> Condition:
        return self._ranges((None, parts[-1] - 1))

    def between(self, parts: list[Any]) -> Condition:
        low, high = (part for part in parts if isinstance(part, int))
        return self._ranges(self._in_order(low, high, low, high))

    def interval(self, parts: list[Any]) -> Condition:
        opening, low, high, closing = parts
        first = low + (str(opening) == "(")
        last = high - (str(closing) == ")")
        return self._ranges(self._in_order(low, high, first, last))

    def _in_order(self, low: int, high: int, first: int, last: int) -> Range:
        if low > high:
            hint = "Zet de laagste grens vooraan."
            raise RefusedError(Refusal("T007", "de grenzen staan verkeerd om", hint))
        if first > last:
            hint = "Neem een grens mee met [ of ], of maak het bereik groter."
            raise RefusedError(Refusal("T008", "in dit bereik past geen enkele waarde", hint))
        return first, last

    def _ranges(self, found: Range) -> Condition:
        if self.subject.kind == "meerkeuze":
            return Counted(self.name, (found,))
        return within(self.name, found)

    def at_least_ago(self, parts: list[Token]) -> Condition:
        return within(self.name, (None, -_count(parts)), relative=True)

    def at_most_ago(self, parts: list[Token]) -> Condition:
        return within(self.name, (-_count(parts), 0), relative=True)

    def coming(self, parts: list[Token]) -> Condition:
        return within(self.name, (0, _count(parts)), relative=True)


def _count(parts: list[Token]) -> int:
    return next(int(part) for part in parts if part.type == "COUNT")


def _unwrap(found: int | Refusal) -> int:
    if isinstance(found, Refusal):
        raise RefusedError(found)
    return found


def option_index(subject: Subject, key: str) -> int | Refusal:
    """The index of a choice in the declared list."""
    question = subject.question
    assert question is not None  # noqa: S101  # only questions have options
    for index, (option, _) in enumerate(question.options):
        if option == key:
            return index
    return unknown_option(question, key)


def options(subject: Subject, indices: list[int]) -> Condition:
    """One of these choices, or for several choices: at least one of them."""
    if subject.kind == "meerkeuze":
        return Chosen(subject.name, sum({1 << index for index in indices}))
    return within(subject.name, *((index, index) for index in sorted(set(indices))))
