"""Cases in an Excel workbook, with its own dates, numbers and yes or no."""

from __future__ import annotations

import io
import warnings
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from triage.casefiles.drafts import REPORTED, Draft
from triage.casefiles.tables import Row, read_rows
from triage.errors import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

    from triage.rulebook import Rulebook

    _Cell = Cell | MergedCell | ReadOnlyCell | EmptyCell

_OLD: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_SHOWN_DIGITS: Final = 15
"""Excel shows and compares no more; what a float has beyond it is noise."""


def read_workbook(
    path: Path, file: str, rulebook: Rulebook, limit: int
) -> tuple[list[Draft], list[Problem]]:
    """A case a row of the first sheet.

    Args:
        path: An .xlsx file.
        file: As problems name it.
        rulebook: Says which columns there may be.
        limit: The most bytes that are taken, also once unpacked.
    """
    rows, cells = workbook_rows(path, file, limit)
    if rows is None:
        return [], cells
    drafts, problems = read_rows(rows, file, rulebook)
    return drafts, [*problems, *cells]


def workbook_rows(path: Path, file: str, limit: int) -> tuple[list[Row] | None, list[Problem]]:
    """The rows of the first sheet, all as wide as the first; None when it cannot be read."""
    raw, problems = _bytes(path, file, limit)
    if raw is None:
        return None, problems
    cells: list[Problem] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on formatting that does not matter here
            return list(_even(_rows(raw, file, cells))), cells
    except Exception:  # noqa: BLE001  # openpyxl raises whatever the damage happens to break
        hint = "Open het in Excel en sla het opnieuw op als .xlsx."
        return None, [Problem(Where(file), "Z004", "dit Excel-bestand is beschadigd", hint)]


def _bytes(path: Path, file: str, limit: int) -> tuple[bytes | None, list[Problem]]:
    where = Where(file)
    try:
        if path.is_dir():
            hint = "Geef de naam van een bestand."
            return None, [Problem(where, "Y002", "dit is een map, geen bestand", hint)]
        size = path.stat().st_size
        raw = path.read_bytes() if size <= limit else b""
    except OSError as error:
        message = f"het bestand is niet te lezen ({error.strerror})"
        return None, [Problem(where, "Y001", message, "Kijk of het bestaat en of u het mag lezen.")]
    if not size:
        hint = "Kijk of u het goede bestand hebt."
        return None, [Problem(where, "Z003", "er staat niets in dit bestand", hint)]
    if raw.startswith(_OLD):
        message = "dit Excel-bestand heeft een wachtwoord of is van voor 2007"
        hint = "Sla het zonder wachtwoord op als Excel-werkmap (.xlsx)."
        return None, [Problem(where, "Z005", message, hint)]
    if max(size, _unpacked(raw)) > limit:
        hint = f"Verdeel het over bestanden van ten hoogste {limit // 1_000_000} MB."
        return None, [Problem(where, "Y003", "het bestand is te groot", hint)]
    return raw, []


def _unpacked(raw: bytes) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            return sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile:
        return 0


def _rows(raw: bytes, file: str, problems: list[Problem]) -> Iterator[Row]:
    from openpyxl import load_workbook  # noqa: PLC0415  # slow to load, seldom needed

    # Streamed, because a sheet with one far cell would not fit in memory; and by a reader that
    # knows formats, because a cell that shows 30% holds 0.3.
    values, formulas = (
        load_workbook(io.BytesIO(raw), read_only=True, data_only=only).worksheets[0]
        for only in (True, False)
    )
    values.reset_dimensions()
    formulas.reset_dimensions()
    for line, (cells, written) in enumerate(
        zip(values.iter_rows(), formulas.iter_rows(), strict=True), 1
    ):
        row = [
            _cell(cell, formula, Where(file, line, at), problems)
            for at, (cell, formula) in enumerate(zip(cells, written, strict=True), 1)
        ]
        while row and row[-1] is None:
            row.pop()
        if row:
            yield line, row


def _even(rows: Iterable[Row]) -> Iterator[Row]:
    """Fill every row up to the width of the first one: a sheet leaves out cells at the end."""
    width = 0
    for line, cells in rows:
        width = width or len(cells)
        yield line, cells + [None] * (width - len(cells))


def _cell(cell: _Cell, formula: _Cell, where: Where, problems: list[Problem]) -> object:
    """The value that a cell shows; a formula without one was never calculated."""
    value = cell.value
    if value is None and formula.data_type == "f":
        hint = "Open het bestand in Excel en sla het op, of zet de waarde zelf in de cel."
        problems.append(
            Problem(where, "Z048", "in deze cel staat een formule zonder uitkomst", hint)
        )
        return REPORTED
    if cell.data_type == "e":
        hint = "Herstel de formule of maak de cel leeg."
        problems.append(Problem(where, "Z047", f"in deze cel staat de fout {value}", hint))
        return REPORTED
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _number(value, percent="%" in cell.number_format)
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value if value is None or isinstance(value, (bool, date)) else str(value)


def _number(number: float, *, percent: bool) -> int | Decimal | str:
    """What the cell shows; a percentage as text with its sign, so that no other kind takes it."""
    exact = Decimal(number) if isinstance(number, int) else Decimal(f"{number:.{_SHOWN_DIGITS}g}")
    if percent:
        return f"{(exact * 100).normalize():f}%".replace(".", ",")
    return int(exact) if exact == exact.to_integral_value() else exact
