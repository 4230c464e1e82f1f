from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from triage.papers.cells import Cell
from triage.papers.csvtable import table_bytes


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (None, '""'),
        (0, "0"),
        (-5, "-5"),
        (Decimal("1262.50"), '"1262,50"'),
        (Decimal("-0.5"), '"-0,5"'),
        (Decimal("1E+3"), '"1000"'),
        (date(2021, 3, 1), '"2021-03-01"'),
        ("=1+1", '"\'=1+1"'),
        ("een; twee", '"een; twee"'),
    ],
)
def test_a_cell_is_written_as_a_dutch_spreadsheet_reads_it(cell: Cell, written: str) -> None:
    content = table_bytes(["Kop"], [[cell]])

    assert content == f'\ufeff"Kop"\r\n{written}\r\n'.encode()
