"""Sheets of an Excel workbook: real numbers and days, and no text that can run or link."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from triage.papers.cells import Cell, writable

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

HEAD: Final = {"bold": True, "bg_color": "#1F3A4D", "font_color": "#FFFFFF", "valign": "vcenter"}
"""How the row of headers looks."""
BODY: Final = {"valign": "top", "bottom": 1, "bottom_color": "#D5D9DE"}
"""How the cells below it look."""
DAY: Final = {"num_format": "dd-mm-yyyy", "align": "left"}

_LONGEST: Final = 32_767
"""Characters in a cell."""
_TITLE: Final = 150
_AMPERSAND: Final = re.compile(r"\s*&\s*")


def write_cell(sheet: Worksheet, place: tuple[int, int], cell: Cell, look: Format) -> None:
    """Every text is written as text, so that none can be a formula or a link; None as nothing."""
    match cell:
        case None:
            sheet.write_blank(*place, None, look)
        case date():
            sheet.write_datetime(*place, cell, look)
        case int() | Decimal():
            sheet.write_number(*place, cell, look)
        case _:
            sheet.write_string(*place, writable(cell)[:_LONGEST], look)


def set_page(sheet: Worksheet, left: str, right: str) -> None:
    """A4 on its side, as wide as the sheet, with the headers on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&L{_heading(left)}&R{_heading(right)}")
    sheet.set_footer("&RPagina &P van &N")


def _heading(text: str) -> str:
    """Without the sign that commands begin with, which stands for a word anyway."""
    return _AMPERSAND.sub(" en ", writable(text))[:_TITLE].strip()
