"""The report of a week: what was counted, and the files that people and programs read it from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import attrs

from triage.monitoring.values import Summary
from triage.outputs import write_whole
from triage.reports.csvfile import csv_bytes
from triage.reports.jsonfile import as_json, json_bytes
from triage.reports.page import html_bytes
from triage.reports.workbook import xlsx_bytes

__all__ = ["Report"]


@attrs.frozen
class Report(Summary):
    """Everything that is said about one week; the same week gives the same files."""

    def as_json(self) -> dict[str, object]:
        """The same for programs: days as text, numbers as numbers, and null for what is unknown."""
        return as_json(self)

    def write(self, path: str | Path) -> None:
        """Write the report in the form that the suffix of the file asks for; whole or not at all.

        Args:
            path: Ends in `.html`, `.xlsx`, `.csv` or `.json`. The CSV holds the indicators alone.

        Raises:
            ValueError: Another suffix.
            OSError: The file cannot be written; what stood there is still there.
        """
        target = Path(path)
        make = _MAKERS.get(target.suffix.lower())
        if make is None:
            message = f"een rapport eindigt op .html, .xlsx, .csv of .json, niet '{target.suffix}'"
            raise ValueError(message)
        write_whole(target, make(self))


_MAKERS: Final[Mapping[str, Callable[[Summary], bytes]]] = {
    ".html": html_bytes,
    ".xlsx": xlsx_bytes,
    ".csv": csv_bytes,
    ".json": json_bytes,
}
