"""Text with positions: YAML as it was written, nothing typed, nothing guessed.

The events of PyYAML are composed here, so that the fast loader and the plain one give the same
reading, nesting has a bound, and what YAML would silently turn into something else is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import attrs
import yaml

from triage.errors import Problem, Where

MAX_BYTES: Final = 5_000_000
MAX_DEPTH: Final = 40


@attrs.frozen
class Scalar:
    """One text; `plain` when it stands without quotes, `block` when written with `>` or `|`."""

    text: str
    where: Where
    plain: bool = True
    block: bool = False

    @property
    def empty(self) -> bool:
        """Nothing was written here."""
        return self.plain and not self.text


@attrs.frozen
class Sequence:
    """A list; `flow` when written between brackets."""

    items: tuple[Node, ...]
    where: Where
    flow: bool = False


@attrs.frozen
class Mapping:
    """Keys with their values, in the order of the file; no key stands twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    where: Where
    flow: bool = False

    def get(self, key: str) -> Node | None:
        """The value under that key, or None."""
        return next((value for name, value in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping

_UNPRINTABLE: Final = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
_INTERVAL: Final = re.compile(r"[\[(\]][^\[\](){}]*\.\.[^\[\](){}]*[\])\[]")
_QUOTES: Final = 'Zet de hele waarde tussen aanhalingstekens: "…".'


def read_text(path: Path, file: str, limit: int = MAX_BYTES) -> tuple[str | None, list[Problem]]:
    """Read a whole UTF-8 file (a BOM is fine), or say why it cannot be read."""
    start = Where(file)
    try:
        if path.is_dir():
            hint = "Geef de naam van een bestand."
            return None, [Problem(start, "Y002", "dit is een map, geen bestand", hint)]
        if path.stat().st_size > limit:
            size = f"{path.stat().st_size:,}".replace(",", ".")
            hint = f"Verdeel het over bestanden van ten hoogste {limit // 1_000_000} MB."
            return None, [Problem(start, "Y003", f"het bestand is te groot: {size} bytes", hint)]
        raw = path.read_bytes()
    except OSError as error:
        message = f"het bestand is niet te lezen ({error.strerror})"
        return None, [Problem(start, "Y001", message, "Kijk of het bestaat en of u het mag lezen.")]
    return decode(raw, file)


def decode(raw: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """Bytes to text: UTF-8 only, and no characters that nobody can see."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        hint = "Sla het bestand op als UTF-8."
        return None, [Problem(Where(file, line, column), "Y004", "dit is geen UTF-8", hint)]
    if found := _UNPRINTABLE.search(text):
        where = place(text, found.start(), file)
        message = f"onzichtbaar teken U+{ord(found.group()):04X}"
        return None, [Problem(where, "Y005", message, "Haal het teken weg.")]
    return text, []


def place(text: str, index: int, file: str) -> Where:
    """Line and column of a character."""
    before = text[:index]
    return Where(file, before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1)


def compose(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """Read one YAML document.

    Returns:
        The root (None where the file is empty or cannot be read) and every problem found. With a
        problem of form the root is None; with keys that stand twice, the first one counts.
    """
    composer = _Composer(file)
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
            composer.take(event)
            if composer.stopped:
                return None, composer.problems
    except yaml.MarkedYAMLError as error:
        return None, [*composer.problems, _diagnosis(error, text, file)]
    return composer.root, composer.problems


@attrs.define
class _Open:
    """A list or mapping that is still being read."""

    where: Where
    flow: bool
    keys: dict[str, Where] | None
    key: Scalar | None = None
    items: list[Node] = attrs.Factory(list)
    entries: list[tuple[Scalar, Node]] = attrs.Factory(list)


@attrs.define
class _Composer:
    file: str
    root: Node | None = None
    problems: list[Problem] = attrs.Factory(list)
    stopped: bool = False
    _open: list[_Open] = attrs.Factory(list)
    _documents: int = 0

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    hint = "Maak er aparte bestanden van, of haal de regel '---' weg."
                    self._stop(event, "Y010", "er staan meer documenten in dit bestand", hint)
            case yaml.AliasEvent():
                hint = "Schrijf de waarde hier voluit."
                self._stop(event, "Y011", f"een verwijzing (*{event.anchor}) mag hier niet", hint)
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._start(event)
            case yaml.MappingEndEvent():
                opened = self._open.pop()
                self._add(Mapping(tuple(opened.entries), opened.where, opened.flow))
            case yaml.SequenceEndEvent():
                opened = self._open.pop()
                self._add(Sequence(tuple(opened.items), opened.where, opened.flow))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_marks(event)
        if self.stopped:
            return
        plain = not event.style
        in_flow = bool(self._open) and self._open[-1].flow
        if plain and in_flow and "?" in event.value:
            message = f"een vraagteken in '{event.value}' tussen {{ }} of [ ]"
            self._stop(event, "Y012", message, _QUOTES)
            return
        block = event.style in ("|", ">")
        self._add(Scalar(event.value, self._where(event), plain, block))

    def _start(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        self._refuse_marks(event)
        mapping = isinstance(event, yaml.MappingStartEvent)
        if self._open and self._open[-1].keys is not None and self._open[-1].key is None:
            message = "een lijst of blok kan geen sleutel zijn"
            self._stop(event, "Y013", message, "Zet hier een naam met een dubbele punt erachter.")
        elif len(self._open) >= MAX_DEPTH:
            message = f"dit is dieper genest dan {MAX_DEPTH} lagen"
            self._stop(event, "Y014", message, "Maak er een conclusie van en toets die.")
        self._open.append(
            _Open(self._where(event), bool(event.flow_style), {} if mapping else None)
        )

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if parent.keys is None:
            parent.items.append(node)
        elif parent.key is None:
            if isinstance(node, Scalar):
                parent.key = node
                self._check_key(node, parent)
        else:
            if parent.keys.get(parent.key.text) == parent.key.where:
                parent.entries.append((parent.key, node))
            parent.key = None

    def _check_key(self, key: Scalar, parent: _Open) -> None:
        first = (
            parent.keys.setdefault(key.text, key.where) if parent.keys is not None else key.where
        )
        if first != key.where:
            message = f"'{key.text}' staat er twee keer; de eerste staat op {first}"
            self._say(key.where, "Y015", message, "Voeg ze samen of haal er een weg.")
        if key.text == "<<" and key.plain:
            hint = "Schrijf de regels die u wilt overnemen hier voluit."
            self._say(key.where, "Y016", "samenvoegen met '<<' mag hier niet", hint)

    def _refuse_marks(
        self, event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent
    ) -> None:
        if event.anchor is not None:
            hint = "Haal het weg en schrijf de waarde overal voluit."
            self._stop(event, "Y011", f"een anker (&{event.anchor}) mag hier niet", hint)
        elif event.tag is not None and event.tag.startswith("!="):
            message = "'!=' zonder aanhalingstekens leest YAML als een label, niet als 'ongelijk'"
            self._stop(
                event, "Y017", message, 'Schrijf "!= …" tussen aanhalingstekens, of: niet ….'
            )
        elif event.tag is not None:
            message = f"een label ({event.tag}) mag hier niet"
            self._stop(event, "Y018", message, f"Haal het label weg. Is het tekst? {_QUOTES}")

    def _stop(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self._say(self._where(event), code, message, hint)
        self.stopped = True

    def _say(self, where: Where, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(where, code, message, hint))

    def _where(self, event: yaml.Event) -> Where:
        mark = event.start_mark
        return Where(self.file, mark.line + 1, mark.column + 1)


_DIAGNOSES: Final = (
    ("block scalar", "Y020", "'>' of '|' zonder aanhalingstekens begint in YAML een blok tekst",
     'Schrijf "> 5" tussen aanhalingstekens, of: meer dan 5.'),
    ("mapping values are not allowed", "Y021", "een dubbele punt op een plek waar dat niet kan",
     f"Springt de regel goed in? Staat er een dubbele punt in een tekst? {_QUOTES}"),
    ("quoted scalar", "Y022", "een aanhalingsteken zonder wederhelft",
     "Sluit de tekst af met hetzelfde aanhalingsteken."),
    ("block mapping", "Y023", "deze regel past niet bij de regels erboven",
     "Laat regels die bij elkaar horen even ver inspringen, met spaties."),
    ("block collection", "Y023", "deze regel past niet bij de regels erboven",
     "Laat regels die bij elkaar horen even ver inspringen, met spaties."),
    ("simple key", "Y024", "hier ontbreekt een dubbele punt",
     "Schrijf een sleutel als naam: waarde, met een spatie na de dubbele punt."),
    ("flow sequence", "Y025", "een [ zonder ] of een komma te weinig",
     "Kijk of elke [ een ] heeft en of er komma's tussen staan."),
    ("flow mapping", "Y026", "een { zonder } of een komma te weinig",
     "Kijk of elke { een } heeft en of er komma's tussen staan."),
)  # fmt: skip


def _diagnosis(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """What a policy maker most probably did, given what the YAML reader stumbled over."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Problem(Where(file), "Y029", "dit is geen YAML", "Kijk naar de opmaak.")
    where = Where(file, mark.line + 1, mark.column + 1)
    lines = text.split("\n")
    line = lines[mark.line] if mark.line < len(lines) else ""
    sign = line[mark.column : mark.column + 1]
    spot = error.context_mark if error.context_mark is not None else mark
    for number in dict.fromkeys((mark.line, spot.line)):
        written = lines[number] if number < len(lines) else ""
        if "flow" in str(error.context) + str(error.problem) or sign in "])":
            if found := _INTERVAL.search(written):
                where = Where(file, number + 1, found.start() + 1)
                message = f"een bereik zoals {found.group()} leest YAML niet als tekst"
                return Problem(where, "Y019", message, f"{_QUOTES} Of schrijf: tussen 5 en 9.")
    if sign == "?":
        return Problem(where, "Y012", "een vraagteken tussen { } of [ ]", _QUOTES)
    if sign == "\t" or "\t" in line[: mark.column]:
        hint = "Laat regels inspringen met spaties."
        return Problem(where, "Y027", "een tab op een plek waar YAML die niet leest", hint)
    if sign in (">", "|") and "start any token" in str(error.problem):
        return Problem(where, *_DIAGNOSES[0][1:])
    if sign in ("@", "`", "%") and "start any token" in str(error.problem):
        return Problem(where, "Y028", f"een tekst kan niet met '{sign}' beginnen", _QUOTES)
    known = f"{error.context} {error.problem}"
    for part, *said in _DIAGNOSES:
        if part in known:
            if part.startswith("flow") and error.context_mark is not None:
                where = Where(file, spot.line + 1, spot.column + 1)
            return Problem(where, *said)
    return Problem(where, "Y029", "dit is geen YAML", "Kijk naar de opmaak van deze regel.")


def strings(node: Node) -> Iterator[Scalar]:
    """Every text below the node, keys left out."""
    match node:
        case Scalar():
            yield node
        case Sequence(items):
            for item in items:
                yield from strings(item)
        case Mapping(entries):
            for _, value in entries:
                yield from strings(value)
