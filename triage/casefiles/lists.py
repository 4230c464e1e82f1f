"""Lists with a fixed set of columns, in CSV or XLSX, such as ends of a benefit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from triage.answers import may_be_bsn
from triage.casefiles.csvtext import csv_rows
from triage.casefiles.workbooks import workbook_rows
from triage.errors import Problem, Where
from triage.source import read_text
from triage.vocabulary import listing, nearest

if TYPE_CHECKING:
    from triage.casefiles.tables import Row

MAX_BYTES: Final = 200_000_000
_BSN: Final = re.compile(r"\bbsn\b|burgerservice|sofinummer")
_SHOWN: Final = re.compile(r"(?!.*[0-9]{6})[\w .,()/-]{1,40}")
"""What may be repeated of the name of a column: without a header it may be somebody's."""


@attrs.frozen
class Entry:
    """One row of a list.

    Attributes:
        file: The file, as problems name it.
        line: The number of the row.
        columns: Which column holds what.
        cells: What stands there; None where nothing does.
    """

    file: str
    line: int
    columns: Mapping[str, int]
    cells: Mapping[str, object]

    def where(self, column: str) -> Where:
        """The place of a cell."""
        return Where(self.file, self.line, self.columns.get(column, 0) + 1)


def read_list(
    path: str, required: Sequence[str], others: Sequence[str] = (), passed: Sequence[str] = ()
) -> tuple[list[Entry], list[Problem]]:
    """The rows of a list, and everything that is wrong with its form.

    Args:
        path: A file that ends in .csv or .xlsx.
        required: Columns that have to be there.
        others: Columns that may be there.
        passed: Columns that may be there and are not read; of any other one there is a warning.
    """
    rows, problems = _rows(path)
    filled = [(line, cells) for line, cells in rows if any(cell is not None for cell in cells)]
    if not filled:
        if not problems:
            hint = "Kijk of u het goede bestand hebt."
            problems = [Problem(Where(path), "Z003", "er staat niets in dit bestand", hint)]
        return [], problems
    columns, wrong = _columns(filled[0], path, required, others, passed)
    problems += wrong
    if columns is None:
        return [], problems
    read = {name: index for name, index in columns.items() if name not in passed}
    problems += _bsns(filled, path, read)
    return list(_entries(filled, path, read, problems)), problems


def _rows(path: str) -> tuple[list[Row], list[Problem]]:
    suffix = Path(path).suffix.lower()
    if suffix == ".xlsx":
        rows, problems = workbook_rows(Path(path), path, MAX_BYTES)
        return rows or [], problems
    if suffix != ".csv":
        message = f"een lijst die eindigt op '{suffix}' kan hier niet gelezen worden"
        return [], [Problem(Where(path), "Z001", message, "Gebruik .csv of .xlsx.")]
    text, problems = read_text(Path(path), path, MAX_BYTES)
    broken: list[Problem] = []
    found = [] if text is None else list(csv_rows(text.removeprefix("\ufeff"), path, broken))
    return found, [*problems, *broken]


def _columns(
    header: Row, path: str, required: Sequence[str], others: Sequence[str], passed: Sequence[str]
) -> tuple[dict[str, int] | None, list[Problem]]:
    """Which column holds what; None when it is no header, or one is missing."""
    line, cells = header
    known = (*required, *others, *passed)
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    for index, cell in enumerate(cells):
        name = "" if cell is None else str(cell).strip().lower()
        where = Where(path, line, index + 1)
        if name in columns:
            message = f"kolom '{name}' staat er twee keer, ook als kolom {columns[name] + 1}"
            problems.append(Problem(where, "Z042", message, "Haal er een weg."))
        elif name in known:
            columns[name] = index
        elif (meant := nearest(name, known)) is not None and len(name) < 2 * len(meant):
            message = f"onbekende kolom '{name}'"
            problems.append(Problem(where, "Z044", message, f"Bedoelde u '{meant}'?"))
        elif name and not _BSN.search(name):
            problems.append(_unread(name, where, (*required, *others)))
    missing = [name for name in required if name not in columns]
    if len(missing) == len(required):
        # Its cells are not repeated: without a header they may be names of people.
        hint = f"Begin met een rij met: {listing(known)}."
        return None, [Problem(Where(path, line), "Z040", "de eerste rij is geen kopregel", hint)]
    if missing:  # what else stands there is then no news
        problems = [problem for problem in problems if problem.severity == "error"]
    problems += [
        Problem(
            Where(path, line),
            "Z043",
            f"kolom '{name}' ontbreekt",
            f"Zet een kolom '{name}' in de kopregel.",
        )
        for name in missing
    ]
    return (None if missing else columns), problems


def _unread(name: str, where: Where, read: Sequence[str]) -> Problem:
    shown = name if _SHOWN.fullmatch(name) else "…"
    *most, last = read
    hint = f"Is dat de bedoeling niet, noem haar dan {', '.join(most)} of {last}."
    return Problem(where, "W023", f"kolom '{shown}' wordt niet gelezen", hint, "warning")


def _bsns(rows: Sequence[Row], path: str, read: Mapping[str, int]) -> Iterator[Problem]:
    """Columns that nobody reads and that hold a BSN; it is never repeated."""
    hint = "Haal deze kolom weg: een BSN hoort niet in dit bestand."
    (first, header), *below = rows
    for index, cell in enumerate(header):
        if index in read.values():
            continue
        if _BSN.search(str(cell).lower()):
            yield Problem(Where(path, first, index + 1), "Z060", "dit is een kolom met BSN's", hint)
            continue
        for line, cells in below:
            if len(cells) > index and may_be_bsn(str(cells[index])):
                where = Where(path, line, index + 1)
                yield Problem(where, "Z060", "hier kan een BSN staan", hint)
                break


def _entries(
    rows: Sequence[Row], path: str, columns: Mapping[str, int], problems: list[Problem]
) -> Iterator[Entry]:
    width = len(rows[0][1])
    for line, cells in rows[1:]:
        if len(cells) != width:
            amount = "veel" if len(cells) > width else "weinig"
            message = f"te {amount} cellen: {len(cells)}, de kopregel heeft er {width}"
            hint = "Zet een tekst met een ; of , erin tussen aanhalingstekens."
            where = Where(path, line, min(len(cells), width) + 1)
            problems.append(Problem(where, "Z045", message, hint))
        else:
            found = {name: cells[index] for name, index in columns.items()}
            yield Entry(path, line, columns, found)
