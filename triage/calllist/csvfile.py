"""The call list as CSV, as a Dutch spreadsheet opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from triage.calllist.columns import COLUMNS, cells
from triage.papers.csvtable import table_bytes

if TYPE_CHECKING:
    from triage.records import CallList


def csv_bytes(call_list: CallList) -> bytes:
    """A line for every case, with all that is still to be asked."""
    rows = (cells(call_list, row, " | ") for row in call_list.rows)
    return table_bytes([column.header for column in COLUMNS], rows)
