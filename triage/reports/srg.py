"""The table that prepares records for SRG and SiSa: our own columns, and nobody's format."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import attrs

from triage.papers.cells import Cell
from triage.papers.csvtable import table_bytes
from triage.records import Deployment
from triage.reports.sheets import Book, Column

_COLUMNS: Final = (
    Column("zaak", 16, "bold"),
    Column("verwijzing", 34),
    Column("product", 26),
    Column("productnaam", 40),
    *(Column(name, 12, "day") for name in ("begin", "einde")),
    Column("uitvoerder", 30),
    Column("gemeente_code", 16),
    Column("ingevoerd_op", 14, "day"),
)


def csv_bytes(found: Sequence[Deployment]) -> bytes:
    """One product a line, with a column to fill in the day on which it was entered."""
    return table_bytes([column.header for column in _COLUMNS], _rows(found))


def xlsx_bytes(found: Sequence[Deployment]) -> bytes:
    """The same as a workbook of one sheet."""
    import xlsxwriter  # noqa: PLC0415  # slow to load, seldom needed

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        name = "Ingezette producten"
        Book(workbook, name, "Vul ingevoerd_op in").sheet(name, _COLUMNS, _rows(found), frozen=2)
    return target.getvalue()


def json_bytes(found: Sequence[Deployment]) -> bytes:
    """The same for programs, by the names of the values."""
    rows = [attrs.asdict(one) for one in found]
    text = json.dumps(rows, ensure_ascii=False, indent=2, default=date.isoformat)
    return f"{text}\n".encode()


MAKERS: Final[Mapping[str, Callable[[Sequence[Deployment]], bytes]]] = {
    ".csv": csv_bytes,
    ".xlsx": xlsx_bytes,
    ".json": json_bytes,
}
"""By the ending of a file, what makes it."""


def _rows(found: Sequence[Deployment]) -> Iterator[tuple[Cell, ...]]:
    for one in found:
        yield (
            *(one.case, one.referral, one.product, one.name, one.begin, one.end),
            *(one.provider, one.code, one.entered),
        )
