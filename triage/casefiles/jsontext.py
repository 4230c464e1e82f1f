"""Cases in JSON and JSON Lines: no floats, no key twice, and a place for every problem."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Final

import attrs

from triage.casefiles.drafts import ENGLISH, KEY, REPORTED, Draft, Path
from triage.casefiles.mappings import read_mappings
from triage.errors import Problem, Where

_TOKEN: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")
_CONSTANTS: Final = ("NaN", "Infinity", "-Infinity")
_DEEPEST: Final = 5
"""Nothing in a case lies deeper, so nobody asks for places below it."""
_MAX_DIGITS: Final = 30


def read_json(text: str, file: str) -> tuple[list[Draft], list[Problem]]:
    """One case or a list of cases."""
    return _read(_Decoder(), JsonText(text, file))


def read_lines(text: str, file: str) -> tuple[list[Draft], list[Problem]]:
    """A case a line; empty lines are skipped."""
    decoder = _Decoder()
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        found, more = _read(decoder, JsonText(line.rstrip(), file, number))
        drafts += found
        problems += more
    return drafts, problems


def _read(decoder: _Decoder, text: JsonText) -> tuple[list[Draft], list[Problem]]:
    try:
        value = decoder.decode(text.text)
    except json.JSONDecodeError as error:
        return [], [_broken(error, text)]
    except RecursionError:
        hint = "Schrijf per zaak alleen de sleutels die erbij horen."
        return [], [Problem(text.at(()), "Z011", "dit is te diep genest", hint)]
    drafts, problems = read_mappings(value, ENGLISH, text.at)
    return drafts, [*problems, *(text.scanned.problems if decoder.suspect else ())]


class _Decoder:
    """Reads JSON texts; `suspect` when the last one holds something only `JsonText` can place."""

    def __init__(self) -> None:
        self.suspect = False
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._pairs,
            parse_int=_whole,
            parse_float=_decimal,
            parse_constant=self._constant,
        )

    def decode(self, text: str) -> object:
        self.suspect = _SURROGATE.search(text) is not None
        return self._decoder.decode(text)

    def _pairs(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        self.suspect = self.suspect or len(found) != len(pairs)
        return found

    def _constant(self, _: str) -> object:
        self.suspect = True
        return REPORTED


def _whole(digits: str) -> int | Decimal:
    # int() is slow on very long texts and refuses the longest.
    return int(digits) if len(digits) <= _MAX_DIGITS else Decimal(digits)


def _decimal(number: str) -> Decimal:
    try:
        return Decimal(number)
    except InvalidOperation:  # an exponent of twenty digits
        return Decimal("Infinity")


@attrs.frozen
class _Scan:
    """Where each value and key of a text starts, and what is wrong with it."""

    starts: dict[Path, int]
    problems: list[Problem]


@attrs.frozen(slots=False, eq=False)
class JsonText:
    """A JSON text that can say where its values stand; it is only searched when asked.

    Attributes:
        line: The line of the file on which the text starts.
    """

    text: str
    file: str
    line: int = 1

    def at(self, path: Path) -> Where:
        """The place of a value, or of the nearest thing around it."""
        starts = self.scanned.starts
        while path and path not in starts:
            path = path[:-1]
        return self._where(starts.get(path, 0))

    @cached_property
    def scanned(self) -> _Scan:
        scan = _Scan({}, [])
        path: list[str | int] = []
        awaits_key = False
        for token in _TOKEN.finditer(self.text):
            mark = token.group()
            if mark == ",":
                last = path[-1]
                awaits_key = isinstance(last, str)
                path[-1] = last if isinstance(last, str) else last + 1
            elif mark in ("}", "]"):
                path.pop()
                awaits_key = False
            elif mark != ":":
                if awaits_key:
                    path[-1] = json.loads(mark)
                self._note(scan, token, (*path, KEY) if awaits_key else tuple(path))
                awaits_key = mark == "{"
                if mark in ("{", "["):
                    path.append("" if awaits_key else 0)
        return scan

    def _note(self, scan: _Scan, token: re.Match[str], path: Path) -> None:
        mark, start = token.group(), token.start()
        if mark in _CONSTANTS:
            hint = "Laat de vraag weg, of schrijf null."
            problem = Problem(self._where(start), "Z013", f"{mark} is geen antwoord", hint)
            scan.problems.append(problem)
        elif "\\u" in mark and _halved(json.loads(mark)):
            hint = "Schrijf het teken zelf, in UTF-8."
            problem = Problem(self._where(start), "Z014", "hier staat een half teken", hint)
            scan.problems.append(problem)
        first = scan.starts.setdefault(path, start) if len(path) <= _DEEPEST else start
        if first != start and path[-1] == KEY:
            name, earlier = str(path[-2])[:60], self._where(first)
            message = f"'{name}' staat er twee keer; de eerste staat op {earlier}"
            hint = "Voeg ze samen of haal er een weg."
            scan.problems.append(Problem(self._where(start), "Z012", message, hint))

    def _where(self, index: int) -> Where:
        line = bisect_right(self._lines, index) - 1
        return Where(self.file, self.line + line, index - self._lines[line] + 1)

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]


def _halved(text: str) -> bool:
    return any("\ud800" <= sign <= "\udfff" for sign in text)


_REASONS: Final = {
    "Expecting value": ("hier ontbreekt een waarde", "Kijk of er een komma te veel staat."),
    "Expecting property name enclosed in double quotes": (
        "hier hoort een sleutel tussen dubbele aanhalingstekens",
        'Schrijf {"case": "…"} en laat een komma voor de } weg.',
    ),
    "Expecting ':' delimiter": ("hier ontbreekt een dubbele punt", "Zet die na de sleutel."),
    "Expecting ',' delimiter": ("hier ontbreekt een komma", "Zet die tussen twee waarden."),
    "Unterminated string starting at": (
        "een aanhalingsteken zonder wederhelft",
        'Sluit de tekst af met ".',
    ),
    "Invalid control character at": (
        "een regeleinde of tab in een tekst",
        "Schrijf \\n of \\t.",
    ),
    "Extra data": (
        "hier begint iets nieuws na het einde",
        "Zet meer zaken tussen [ en ], of noem het bestand .jsonl met een zaak per regel.",
    ),
}


def _broken(error: json.JSONDecodeError, text: JsonText) -> Problem:
    default = ("dit is geen JSON", "Kijk naar de opmaak op deze plek.")
    reason = next((said for part, said in _REASONS.items() if error.msg.startswith(part)), default)
    where = Where(text.file, text.line + error.lineno - 1, error.colno)
    return Problem(where, "Z010", *reason)
