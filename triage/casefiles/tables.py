"""Cases that are written as rows: the shape that CSV and XLSX share."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import attrs

from triage.answers import type_answers
from triage.casefiles.drafts import DUTCH, KEY, REPORTED, Draft, Path
from triage.errors import Problem, Where
from triage.vocabulary import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from triage.records import Answer
    from triage.rulebook import Rulebook

Row = tuple[int, list[object]]
"""Number of the row and its cells: None where nothing stands, texts without spaces around."""

_FIXED: Final = (DUTCH.case, DUTCH.registered, *DUTCH.of_person)
_TEXTS: Final = (DUTCH.case, *DUTCH.of_person)
_NOTHING: Final = "geen"


@attrs.frozen
class _Header:
    """Which column holds what; a column that cannot be used is left out."""

    file: str
    line: int
    width: int
    columns: Mapping[str, int]

    def cell(self, line: int, path: Path) -> Where:
        """The cell of a part of the case, or the first one of its row."""
        name = path[-2] if path and path[-1] == KEY else path[-1] if path else ""
        return Where(self.file, line, self.columns.get(str(name), 0) + 1)


def read_rows(
    rows: Iterable[Row], file: str, rulebook: Rulebook
) -> tuple[list[Draft], list[Problem]]:
    """A case a row, under a row of names; rows without anything are skipped."""
    filled = ((line, cells) for line, cells in rows if any(cell is not None for cell in cells))
    first = next(filled, None)
    if first is None:
        hint = "Kijk of u het goede bestand hebt."
        return [], [Problem(Where(file), "Z003", "er staat niets in dit bestand", hint)]
    header, problems = _read_header(first, file, rulebook)
    drafts: list[Draft] = []
    for line, cells in filled if header else ():
        if header and len(cells) != header.width:
            amount = "veel" if len(cells) > header.width else "weinig"
            message = f"te {amount} cellen: {len(cells)}, de kopregel heeft er {header.width}"
            hint = "Zet een tekst met een ; of , erin tussen aanhalingstekens."
            where = Where(file, line, min(len(cells), header.width) + 1)
            problems.append(Problem(where, "Z045", message, hint))
        elif header:
            drafts.append(_draft(line, cells, header, rulebook))
    return drafts, problems


def _read_header(first: Row, file: str, rulebook: Rulebook) -> tuple[_Header | None, list[Problem]]:
    line, cells = first
    names = [None if cell is None else str(cell) for cell in cells]
    if not {DUTCH.case, DUTCH.registered} & {name.lower() for name in names if name}:
        # Its cells are not repeated: without a header they may be names of people.
        hint = f"Begin met een rij met '{DUTCH.case}', '{DUTCH.registered}' en de vragen."
        return None, [Problem(Where(file, line), "Z040", "de eerste rij is geen kopregel", hint)]
    problems: list[Problem] = []
    columns: dict[str, int] = {}
    for index, name in enumerate(names):
        where = Where(file, line, index + 1)
        if name is None:
            hint = "Geef de kolom de naam van een vraag, of haal hem weg."
            problems.append(Problem(where, "Z041", "een kolom zonder naam", hint))
        elif name in columns:
            message = f"kolom '{name[:60]}' staat er twee keer, ook als kolom {columns[name] + 1}"
            problems.append(Problem(where, "Z042", message, "Haal er een weg."))
        else:
            columns[name] = index
    header = _Header(file, line, len(cells), columns)
    unknown = _unknown_columns(header, rulebook)
    problems += unknown.values()
    usable = {name: index for name, index in columns.items() if name not in unknown}
    for name in (DUTCH.case, DUTCH.registered):
        if name not in usable and name not in map(_meant, unknown):
            hint = f"Zet een kolom '{name}' in de kopregel."
            problems.append(Problem(Where(file, line), "Z043", f"kolom '{name}' ontbreekt", hint))
    return attrs.evolve(header, columns=usable), problems


def _unknown_columns(header: _Header, rulebook: Rulebook) -> dict[str, Problem]:
    """What cannot be a column: said once, at the header, not again in every row."""
    problems: dict[str, Problem] = {}
    for name, index in header.columns.items():
        where = Where(header.file, header.line, index + 1)
        if name in _FIXED or name in rulebook.questions:
            continue
        if (meant := _meant(name)) and meant not in header.columns:
            message = f"onbekende kolom '{name[:60]}'"
            problems[name] = Problem(where, "Z044", message, f"Bedoelde u '{meant}'?")
        else:
            problems[name] = type_answers(rulebook, {name: None}, {name: where}, where)[1][0]
    return problems


def _meant(name: str) -> str | None:
    return nearest(name, _FIXED)


def _draft(line: int, cells: list[object], header: _Header, rulebook: Rulebook) -> Draft:
    fixed: dict[str, object] = dict.fromkeys((DUTCH.case, DUTCH.registered), REPORTED)
    answers: dict[str, Answer] = {}
    for name, index in header.columns.items():
        cell = cells[index]
        if name in _FIXED:
            fixed[name] = _text(cell) if name in _TEXTS else cell
        elif cell is not None and cell is not REPORTED:
            answers[name] = _answer(cell, rulebook.questions[name].kind)
    person = {key: fixed.get(key) for key in DUTCH.of_person}
    spot = partial(header.cell, line)
    return Draft(DUTCH, spot, fixed[DUTCH.case], fixed[DUTCH.registered], person, answers)


def _text(cell: object) -> object:
    """A number that stands where text is meant, as a spreadsheet shows it."""
    if cell is None or cell is REPORTED:
        return cell
    return ("ja" if cell else "nee") if isinstance(cell, bool) else str(cell)


def _answer(cell: object, kind: str) -> Answer:
    if kind == "meerkeuze" and isinstance(cell, str):
        return [] if cell == _NOTHING else [part.strip() for part in cell.split("|")]
    return _text(cell) if kind == "tekst" else cell  # type: ignore[return-value]  # typed by `answers`, which takes whatever it gets
