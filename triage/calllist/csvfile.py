"""The call list as CSV, as a Dutch spreadsheet opens it."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

from triage.calllist.columns import COLUMNS, Cell, cells, runs, writable

if TYPE_CHECKING:
    from triage.records import CallList


def csv_bytes(call_list: CallList) -> bytes:
    """UTF-8 with a BOM, semicolons, dates as 2021-03-01; texts always between quotes."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([column.header for column in COLUMNS])
    for row in call_list.rows:
        writer.writerow([_plain(cell) for cell in cells(call_list, row, " | ")])
    return target.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int):
        return cell
    text = writable(cell)
    return f"'{text}" if runs(text) else text
