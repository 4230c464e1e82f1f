"""Nodes made from the events of PyYAML, which has two loaders that do not always agree.

The fast one takes tabs between words and a question mark inside brackets; the plain one takes
`{a:{b: 1}}`. Whatever one of them refuses is refused here, at the same place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Sequence as Lines
from typing import Any, Final, NoReturn

import attrs
import yaml

from triage.errors import Problem, Where
from triage.source.diagnosis import (
    Spot,
    block_of_text,
    diagnose,
    directive,
    label,
    no_space,
    question,
    tab,
)
from triage.source.nodes import Mapping, Node, Scalar, Sequence

MAX_DEPTH: Final = 40
FASTEST: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_HEADER: Final = re.compile(r"[|>][-+]*(?P<indent>[0-9]*)[-+]*(?:\s*$|\s+#)")
_COMMENT: Final = re.compile(r"(?:^|\s)#")


def compose(text: str, file: str, loader: Any = FASTEST) -> tuple[Node | None, list[Problem]]:
    """Read one YAML document.

    Args:
        text: What the file holds.
        file: Its name, for places.
        loader: `yaml.CBaseLoader` or `yaml.BaseLoader`; both give the same.

    Returns:
        The root (None where the file is empty or cannot be read) and every problem found. With a
        problem of form the root is None; with keys that stand twice, the first one counts.
    """
    lines = _BREAK.split(text)
    if (refused := directive(lines, file)) is not None:
        return None, [refused]
    composer = _Composer(file, lines)
    halted = composer.read(loader)
    stray = _stray_tab(lines, composer.quoted) if "\t" in text else None
    if stray is not None and (halted is None or stray <= halted[0]):
        found = tab(stray, file)
        return None, [*(p for p in composer.problems if p.where < found.where), found]
    if halted is not None:
        return None, [*composer.problems, halted[1]]
    return composer.root, composer.problems


class _HaltError(Exception):
    """Nothing after this place can be read."""

    def __init__(self, spot: Spot, problem: Problem) -> None:
        super().__init__(problem)
        self.spot, self.problem = spot, problem


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
    """Collects events.

    Attributes:
        quoted: From where to where a text in quotes or a block of text stands.
    """

    file: str
    lines: Lines[str]
    root: Node | None = None
    problems: list[Problem] = attrs.Factory(list)
    quoted: list[tuple[Spot, Spot]] = attrs.Factory(list)
    _open: list[_Open] = attrs.Factory(list)
    _documents: int = 0

    def read(self, loader: Any) -> tuple[Spot, Problem] | None:
        """Take every event; where and why that stopped, if it did."""
        try:
            # Without a line end at the end of the file the loaders differ over where that is.
            for event in yaml.parse("\n".join([*self.lines, ""]), Loader=loader):
                self._take(event)
        except _HaltError as halt:
            return halt.spot, halt.problem
        except yaml.MarkedYAMLError as error:
            return diagnose(error, self.lines, self.file)
        return None

    def _take(self, event: Any) -> None:
        match event:
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
            case yaml.AliasEvent():
                hint = "Schrijf de waarde hier voluit."
                self._halt(event, "Y011", f"een verwijzing (*{event.anchor}) mag hier niet", hint)
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    hint = "Maak er aparte bestanden van, of haal de regel '---' weg."
                    self._halt(event, "Y010", "er staan meer documenten in dit bestand", hint)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_marks(event)
        plain, block = not event.style, event.style in ("|", ">")
        if block:
            self._refuse_block(event)
        if not plain:
            start = _spot(event.start_mark)
            self.quoted.append(((start[0] + 1, 0) if block else start, _spot(event.end_mark)))
        elif self._open and self._open[-1].flow:
            self._refuse_in_flow(event)
        where = self._where(event)
        if plain and not event.value and self._open and self._open[-1].key is not None:
            # The loaders differ over where nothing stands; its key is where to look.
            where = self._open[-1].key.where
        self._add(Scalar(event.value, where, plain, block))

    def _refuse_block(self, event: yaml.ScalarEvent) -> None:
        """`>#`, and a block that begins with a tab, which only one of the loaders takes."""
        line, column = spot = _spot(event.start_mark)
        header = _HEADER.match(self.lines[line], column)
        if header is None:
            raise _HaltError(spot, block_of_text(spot, self.file))
        first = next(
            (n for n in range(line + 1, len(self.lines)) if self.lines[n].strip(" ")), None
        )
        if first is not None and not header["indent"]:
            start = len(self.lines[first]) - len(self.lines[first].lstrip(" "))
            if self.lines[first][start] == "\t" and (first, start) < _spot(event.end_mark):
                raise _HaltError((first, start), tab((first, start), self.file))

    def _refuse_in_flow(self, event: yaml.ScalarEvent) -> None:
        """What only one of the two loaders takes between brackets."""
        line, column = _spot(event.start_mark)
        if "?" in event.value:
            while "?" not in self.lines[line][column:]:
                line, column = line + 1, 0
            spot = line, self.lines[line].index("?", column)
            raise _HaltError(spot, question(spot, self.file))
        end_line, end = _spot(event.end_mark)
        after = self.lines[end_line][end : end + 2] if end_line < len(self.lines) else ""
        if len(after) > 1 and after[0] == ":" and after[1] in ",?[]{}":
            raise _HaltError((line, column), no_space((line, column), event.value, self.file))

    def _start(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        self._refuse_marks(event)
        if self._open and self._open[-1].keys is not None and self._open[-1].key is None:
            message = "een lijst of blok kan geen sleutel zijn"
            self._halt(event, "Y013", message, "Zet hier een naam met een dubbele punt erachter.")
        if len(self._open) >= MAX_DEPTH:
            message = f"dit is dieper genest dan {MAX_DEPTH} lagen"
            self._halt(event, "Y014", message, "Maak er een conclusie van en toets die.")
        keys: dict[str, Where] | None = {} if isinstance(event, yaml.MappingStartEvent) else None
        self._open.append(_Open(self._where(event), bool(event.flow_style), keys))

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
                self._check_key(node, parent.keys)
        else:
            if parent.keys.get(parent.key.text) is parent.key.where:
                parent.entries.append((parent.key, node))
            parent.key = None

    def _check_key(self, key: Scalar, keys: dict[str, Where]) -> None:
        if key.text == "<<" and key.plain:
            hint = "Schrijf de regels die u wilt overnemen hier voluit."
            message = "samenvoegen met '<<' mag hier niet"
            self.problems.append(Problem(key.where, "Y016", message, hint))
            return
        first = keys.setdefault(key.text, key.where)
        if first is not key.where:
            message = f"'{key.text}' staat er twee keer; de eerste staat op {first}"
            hint = "Voeg ze samen of haal er een weg."
            self.problems.append(Problem(key.where, "Y015", message, hint))

    def _refuse_marks(
        self, event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent
    ) -> None:
        if event.anchor is not None:
            hint = "Haal het weg en schrijf de waarde overal voluit."
            self._halt(event, "Y011", f"een anker (&{event.anchor}) mag hier niet", hint)
        if event.tag is not None:
            spot = _spot(event.start_mark)
            raise _HaltError(spot, label(spot, self.lines, self.file))

    def _halt(self, event: yaml.Event, code: str, message: str, hint: str) -> NoReturn:
        problem = Problem(self._where(event), code, message, hint)
        raise _HaltError(_spot(event.start_mark), problem)

    def _where(self, event: yaml.Event) -> Where:
        line, column = _spot(event.start_mark)
        return Where(self.file, line + 1, column + 1)


def _spot(mark: Any) -> Spot:
    return mark.line, mark.column


def _stray_tab(lines: Lines[str], quoted: Iterable[tuple[Spot, Spot]]) -> Spot | None:
    """The first tab that stands outside quotes, blocks of text and comments."""
    bare = list(lines)
    for (first, start), (last, end) in quoted:
        for number in range(first, min(last + 1, len(bare))):
            line = bare[number]
            left = start if number == first else 0
            right = end if number == last else len(line)
            bare[number] = line[:left] + "x" * (right - left) + line[right:]
    for number, line in enumerate(bare):
        comment = _COMMENT.search(line)
        found = line.find("\t", 0, comment.start() + 1 if comment else len(line))
        if found >= 0:
            return number, found
    return None
