"""Sheets of the workbook: what a column holds, how that looks, and writing a table of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal

import attrs

from triage.papers.cells import Cell
from triage.papers.sheets import BODY, DAY, HEAD, set_page, write_cell

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Look = Literal["text", "bold", "day", "aantal", "getal", "euro", "procent"]

_LOOKS: Final[Mapping[Look, Mapping[str, Any]]] = {
    "text": {"text_wrap": True},
    "bold": {"text_wrap": True, "bold": True},
    "day": DAY,
    "aantal": {"num_format": "#,##0"},
    "getal": {"num_format": "#,##0.0"},
    "euro": {"num_format": '"€" #,##0.00'},
    "procent": {"num_format": "0.0%"},
}
_PERCENT: Final = 100


@attrs.frozen
class Column:
    """A column of a sheet; the width is in characters."""

    header: str
    width: int
    look: Look = "text"


@attrs.frozen
class Styled:
    """A cell that looks otherwise than its column."""

    value: Cell
    look: Look


Row = Sequence[Cell | Styled]


class Book:
    """A workbook whose sheets all look alike.

    Args:
        book: Where the sheets are made.
        left, right: What stands above every printed page.
    """

    def __init__(self, book: Workbook, left: str, right: str) -> None:
        self._book: Final = book
        self._headings: Final = left, right
        self._head: Final[Format] = book.add_format(HEAD | {"text_wrap": True})
        self._looks: Final[dict[Look, Format]] = {
            name: book.add_format({**BODY, **look}) for name, look in _LOOKS.items()
        }

    def sheet(
        self, name: str, columns: Sequence[Column], rows: Iterable[Row], frozen: int = 1
    ) -> Worksheet:
        """A sheet with one table, whose headers and first columns stay in view."""
        sheet = self._book.add_worksheet(name)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.header, self._head)
        sheet.set_row(0, 32)
        last = 0
        for last, row in enumerate(rows, 1):
            for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
                found = cell if isinstance(cell, Styled) else Styled(cell, column.look)
                self._write(sheet, (last, place), found)
        sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        sheet.freeze_panes(1, frozen)
        set_page(sheet, *self._headings)
        return sheet

    def _write(self, sheet: Worksheet, place: tuple[int, int], cell: Styled) -> None:
        value = cell.value
        if cell.look == "procent" and isinstance(value, int | Decimal):
            value = Decimal(value) / _PERCENT
        write_cell(sheet, place, value, self._looks[cell.look])
