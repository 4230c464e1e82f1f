"""What a policy maker most probably did, given what a YAML reader stumbled over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import attrs
import yaml

from triage.errors import Problem, Where

Spot = tuple[int, int]
"""Line and column, counted from 0."""

QUOTES: Final = 'Zet de hele waarde tussen aanhalingstekens: "…".'

_HALF_OPEN: Final = re.compile(
    r"\[[^\[\](){}]*\.\.[^\[\](){}]*[)\[]|[(\]][^\[\](){}]*\.\.[^\[\](){}]*[\]\[]"
)
_GLUED: Final = re.compile(r"\s*(?:- )*(?P<name>[A-Za-z_][\w-]*):[^\s:/]")
_LABEL: Final = re.compile(r"![^\s,\[\]{}]*")
_Finding = tuple[Spot, str, str, str]


@attrs.frozen
class _Stumble:
    """Where the reader stood (`spot`), what it was reading (from `start`), and what it said."""

    said: str
    spot: Spot
    start: Spot
    lines: Sequence[str]

    def line(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    @property
    def sign(self) -> str:
        """The character at which the reader stopped."""
        return self.line(self.spot[0])[self.spot[1] : self.spot[1] + 1]


def diagnose(error: yaml.MarkedYAMLError, lines: Sequence[str], file: str) -> tuple[Spot, Problem]:
    """Where reading stopped, and the problem to show for it."""
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
    spots = [(mark.line, mark.column) for mark in marks] or [(0, 0)]
    stumble = _Stumble(f"{error.context} {error.problem}", spots[0], spots[-1], lines)
    within = "quoted scalar" in stumble.said or " a tag" in stumble.said
    read_to = stumble.start if within else stumble.spot
    for finder in (_interval, _sign, _colon, _rest):
        if (found := finder(stumble)) is not None:
            return read_to, _problem(file, *found)
    for part, at_start, *said in _KNOWN:
        if part in stumble.said:
            return read_to, _problem(file, stumble.start if at_start else stumble.spot, *said)
    hint = "Kijk naar de opmaak van deze regel."
    return read_to, _problem(file, stumble.spot, "Y029", "dit is geen YAML", hint)


def directive(lines: Sequence[str], file: str) -> Problem | None:
    """A line before the first content that speaks to YAML itself, such as `%YAML 1.2`."""
    for number, line in enumerate(lines):
        if line.startswith("%"):
            return _problem(file, (number, 0), *_DIRECTIVE)
        if line.strip() and not line.lstrip().startswith("#"):
            break
    return None


def tab(spot: Spot, file: str) -> Problem:
    """A tab where a space is meant."""
    return _problem(file, spot, *_TAB)


def question(spot: Spot, file: str) -> Problem:
    """A question mark inside brackets."""
    return _problem(file, spot, *_QUESTION)


def block_of_text(spot: Spot, file: str) -> Problem:
    """`> 5`: YAML takes what follows for a text of several lines."""
    return _problem(file, spot, *_BLOCK)


def label(spot: Spot, lines: Sequence[str], file: str) -> Problem:
    """A `!` at the start of a value."""
    return _problem(file, spot, *_label(spot, lines))


def no_space(spot: Spot, name: str, file: str) -> Problem:
    """`{x:5}`: YAML takes the whole for one text."""
    return _problem(file, spot, *missing_space(name))


def missing_space(name: str) -> tuple[str, str, str]:
    """Code, message and hint for a colon without its space."""
    shown = name[:60]
    return (
        "Y031",
        f"na '{shown}:' ontbreekt een spatie",
        f"Schrijf '{shown}: …', met een spatie na de dubbele punt.",
    )


def _problem(file: str, spot: Spot, code: str, message: str, hint: str) -> Problem:
    return Problem(Where(file, spot[0] + 1, spot[1] + 1), code, message, hint)


def _interval(stumble: _Stumble) -> _Finding | None:
    """`[5..9)` and its like, to which YAML sees brackets that do not match."""
    if not ("flow" in stumble.said or stumble.sign in ("]", ")")):
        return None
    for number in range(min(stumble.start[0], stumble.spot[0]), stumble.spot[0] + 1):
        if found := _HALF_OPEN.search(stumble.line(number)):
            message = f"een bereik zoals {found.group()} leest YAML niet als tekst"
            return (number, found.start()), "Y019", message, QUOTES
    return None


def _sign(stumble: _Stumble) -> _Finding | None:
    """The character itself says what was meant."""
    sign, spot = stumble.sign, stumble.spot
    if sign == "?" and "flow" in stumble.said:
        return spot, *_QUESTION
    if "start any token" in stumble.said and sign in (">", "|"):
        return spot, *_BLOCK
    if "start any token" in stumble.said and sign in ("@", "`", "%"):
        return spot, "Y028", f"een tekst kan niet met '{sign}' beginnen", QUOTES
    if "document start" in stumble.said:
        return _document(stumble)
    if " a tag" in stumble.said or "tag handle" in stumble.said:
        return stumble.start, *_label(stumble.start, stumble.lines)
    return None


def _label(spot: Spot, lines: Sequence[str]) -> tuple[str, str, str]:
    written = _LABEL.match(lines[spot[0]], spot[1])
    shown = written.group()[:20] if written else "!"
    if shown.startswith("!="):
        return (
            "Y017",
            "'!=' zonder aanhalingstekens leest YAML als een label, niet als 'ongelijk'",
            'Schrijf "!= …" tussen aanhalingstekens, of: niet ….',
        )
    return "Y018", f"een label ({shown}) mag hier niet", f"Haal het weg. Is het tekst? {QUOTES}"


def _document(stumble: _Stumble) -> _Finding:
    for number, line in enumerate(stumble.lines):
        if line.startswith("%"):
            return (number, 0), *_DIRECTIVE
        if number < stumble.spot[0] and line.startswith("..."):
            hint = "Haal de regel '...' weg, of maak er aparte bestanden van."
            return (number, 0), "Y010", "er staan meer documenten in dit bestand", hint
    return stumble.spot, *_INDENT


def _colon(stumble: _Stumble) -> _Finding | None:
    """A colon that cannot stand there, perhaps because an earlier one lacks its space."""
    if "found unexpected ':'" in stumble.said:
        line, column = stumble.start
        name = stumble.line(line)[column : stumble.spot[1]]
        return stumble.start, *missing_space(name)
    if "mapping values are not allowed" not in stumble.said:
        return None
    for number in range(stumble.spot[0] - 1, -1, -1):
        if stumble.line(number).strip():
            if found := _GLUED.match(stumble.line(number)):
                return (number, found.start("name")), *missing_space(found["name"])
            break
    hint = f"Springt de regel goed in? Staat er een dubbele punt in een tekst? {QUOTES}"
    return stumble.spot, "Y021", "een dubbele punt op een plek waar dat niet kan", hint


def _rest(stumble: _Stumble) -> _Finding | None:
    """Something that follows on a text or list that was already closed."""
    if "parsing a block" not in stumble.said:
        return None
    line, column = stumble.spot
    if stumble.sign in ("]", "}"):
        hint = "Haal het weg, of zet er de andere helft voor."
        return stumble.spot, "Y035", f"een {stumble.sign} zonder wederhelft", hint
    before = stumble.line(line)[:column].rstrip()
    if before[-1:] in ("'", '"', "]", "}"):
        hint = "Zet het op een eigen regel, of haal het weg."
        if before[-1] in ("'", '"'):
            hint = "Zet de hele waarde tussen de andere soort aanhalingstekens."
        return stumble.spot, "Y034", f"na {before[-1]} staat nog tekst", hint
    return None


_BLOCK: Final = (
    "Y020",
    "'>' of '|' zonder aanhalingstekens begint in YAML een blok tekst",
    'Schrijf "> 5" tussen aanhalingstekens, of: meer dan 5.',
)
_INDENT: Final = (
    "Y023",
    "deze regel past niet bij de regels erboven",
    "Laat regels die bij elkaar horen even ver inspringen, met spaties.",
)
_EMPTY_PLACE: Final = (
    "Y036",
    "hier hoort een waarde te staan",
    "Haal een komma of streepje te veel weg, of vul de waarde in.",
)
_ESCAPE: Final = (
    "Y032",
    "een \\ tussen dubbele aanhalingstekens heeft in YAML een eigen betekenis",
    "Gebruik enkele aanhalingstekens: '…'.",
)
_TAB: Final = (
    "Y027",
    "een tab op een plek waar YAML die niet leest",
    "Gebruik spaties, ook om te laten inspringen.",
)
_DIRECTIVE: Final = ("Y037", "een regel kan niet met '%' beginnen", "Haal de regel weg.")
_QUESTION: Final = ("Y012", "een vraagteken op een plek waar YAML het anders leest", QUOTES)
_DASH: Final = (
    "Y033",
    "een streepje op een plek waar dat niet kan",
    f"Zet het streepje op een eigen regel. Is het tekst? {QUOTES}",
)
_KNOWN: Final[tuple[tuple[str, bool, str, str, str], ...]] = (
    # What the reader said; whether to point at the start of what it was reading; the problem.
    ("block scalar", True, *_BLOCK),
    ("escape", True, *_ESCAPE),
    ("hexdecimal", True, *_ESCAPE),
    ("quoted scalar", True, "Y022", "een aanhalingsteken zonder wederhelft",
     "Sluit de tekst af met hetzelfde aanhalingsteken."),
    ("scanning an anchor", True, "Y011", "een anker (&) mag hier niet", QUOTES),
    ("scanning an alias", True, "Y011", "een verwijzing (*) mag hier niet", QUOTES),
    ("sequence entries are not allowed", False, *_DASH),
    ("tab character", False, *_TAB),
    ("simple key", True, "Y024", "hier ontbreekt een dubbele punt",
     "Schrijf een sleutel als naam: waarde, met een spatie na de dubbele punt."),
    ("flow sequence", True, "Y025", "een [ zonder ] of een komma te weinig",
     "Kijk of elke [ een ] heeft en of er komma's tussen staan."),
    ("flow mapping", True, "Y026", "een { zonder } of een komma te weinig",
     "Kijk of elke { een } heeft en of er komma's tussen staan."),
    ("node content", False, *_EMPTY_PLACE),
    ("mapping keys are not allowed", False, *_QUESTION),
    ("scanning a directive", True, *_DIRECTIVE),
    ("block mapping", False, *_INDENT),
    ("block collection", False, *_INDENT),
)  # fmt: skip
