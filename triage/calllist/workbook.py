"""The call list as an Excel workbook: real dates and numbers, to filter, write in and print."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from triage.calllist.columns import COLUMNS, MOST, cells
from triage.papers.cells import Cell, writable
from triage.papers.sheets import BODY, DAY, HEAD, set_page, write_cell

if TYPE_CHECKING:
    from xlsxwriter import Workbook

    from triage.records import CallList


def xlsx_bytes(call_list: CallList) -> bytes:
    """The same list gives the same bytes."""
    import xlsxwriter  # noqa: PLC0415  # slow to load, seldom needed

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        made = datetime.combine(call_list.on, time())
        book.set_properties({"title": f"Bellijst {call_list.title}", "created": made})
        _list_sheet(book, call_list)
        _about_sheet(book, call_list)
    return target.getvalue()


def _list_sheet(book: Workbook, call_list: CallList) -> None:
    sheet = book.add_worksheet("Bellijst")
    head = book.add_format(HEAD)
    plain = book.add_format(BODY | {"text_wrap": True})
    day = book.add_format(BODY | DAY)
    bold = book.add_format(BODY | {"text_wrap": True, "bold": True})
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.header, head)
    sheet.set_row(0, 22)
    for line, row in enumerate(call_list.rows, 1):
        for number, cell in enumerate(cells(call_list, row, "\n", MOST)):
            text = bold if COLUMNS[number].header == "Urgentie" and not row.level else plain
            write_cell(sheet, (line, number), cell, day if isinstance(cell, date) else text)
    last = max(len(call_list.rows), 1)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    sheet.freeze_panes(1, 2)
    sheet.ignore_errors({"number_stored_as_text": f"A2:N{last + 1}"})
    set_page(sheet, call_list.title, f"Bellijst {call_list.on:%d-%m-%Y}")


def _about_sheet(book: Workbook, call_list: CallList) -> None:
    sheet = book.add_worksheet("Over deze lijst")
    label = book.add_format({"bold": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top", "align": "left"})
    day = book.add_format(DAY)
    facts: list[tuple[str, Cell]] = [
        ("Programma", call_list.title),
        ("Peildatum", call_list.on),
        ("Zaken", len(call_list.rows)),
    ]
    for level, name in enumerate(call_list.levels):
        facts.append((f"Urgentie {name}", sum(row.level == level for row in call_list.rows)))
    facts += [("Versie van het beleid", call_list.version)]
    facts += [("Beslist door", ", ".join(call_list.engines))]
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 80)
    for line, (name, value) in enumerate(facts):
        sheet.write_string(line, 0, writable(name), label)
        write_cell(sheet, (line, 1), value, day if isinstance(value, date) else plain)
