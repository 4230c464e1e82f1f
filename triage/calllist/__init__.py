"""The call list as files that people work with: XLSX, CSV and a page of HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from triage.calllist.csvfile import csv_bytes
from triage.calllist.page import html_bytes
from triage.calllist.workbook import xlsx_bytes
from triage.outputs import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from triage.records import CallList

__all__ = ["write_call_list"]

_MAKERS: Final[Mapping[str, Callable[[CallList], bytes]]] = {
    ".xlsx": xlsx_bytes,
    ".csv": csv_bytes,
    ".html": html_bytes,
}


def write_call_list(call_list: CallList, path: Path) -> None:
    """Write the list in the form that the suffix of the file asks for; whole or not at all.

    JSON is not made here: that is the advice itself, as every other program gets it.

    Raises:
        ValueError: Another suffix.
        OSError: The file cannot be written; what stood there is still there.
    """
    make = _MAKERS.get(path.suffix.lower())
    if make is None:
        message = f"een bellijst eindigt op .xlsx, .csv, .html of .json, niet op '{path.suffix}'"
        raise ValueError(message)
    write_whole(path, make(call_list))
