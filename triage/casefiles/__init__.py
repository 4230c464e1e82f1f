"""Files of cases, as people and programs keep them: read whole, with every problem in them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, TextIO

from triage import source
from triage.casefiles.csvtext import read_csv
from triage.casefiles.drafts import Draft, finish
from triage.casefiles.ends import read_ends, read_entered
from triage.casefiles.jsontext import read_json, read_lines
from triage.casefiles.saving import SAVED, case_text
from triage.casefiles.workbooks import read_workbook
from triage.casefiles.yamltext import read_yaml
from triage.errors import Problem, Where

if TYPE_CHECKING:
    from triage.records import Case
    from triage.rulebook import Rulebook

__all__ = ["SAVED", "case_text", "read_cases", "read_ends", "read_entered"]

MAX_BYTES: Final = 200_000_000

Found = tuple[list[Draft], list[Problem]]
Reader = Callable[[str, str], Found]

_READERS: Final[Mapping[str, Reader]] = {
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".json": read_json,
    ".jsonl": read_lines,
    ".ndjson": read_lines,
}


def read_cases(
    path: str, rulebook: Rulebook, stdin: TextIO | BinaryIO | None = None
) -> tuple[tuple[Case, ...], tuple[Problem, ...]]:
    """Read a file of cases.

    Args:
        path: YAML, JSON, JSON Lines, CSV or XLSX by its suffix; `-` is JSON Lines on `stdin`.
        rulebook: Says which questions there are and what may be answered.
        stdin: What `-` reads; by default the standard input of the process.

    Returns:
        The cases without a problem, in the order of the file and with their answers as written,
        and every problem of the file, sorted by place. No problem shows a name or a BSN.
    """
    drafts, problems = _read(path, rulebook, stdin)
    cases, more = finish(drafts, rulebook)
    return tuple(cases), tuple(sorted({*problems, *more}))


def _read(path: str, rulebook: Rulebook, stdin: TextIO | BinaryIO | None) -> Found:
    if path == "-":
        return _read_text(*_standard_input(stdin), path, read_lines)
    suffix = Path(path).suffix.lower()
    if suffix == ".xls":
        hint = "Sla het in Excel op als Excel-werkmap (.xlsx)."
        return [], [Problem(Where(path), "Z002", "dit is een Excel-bestand van voor 2007", hint)]
    if suffix == ".xlsx":
        return read_workbook(Path(path), path, rulebook, MAX_BYTES)
    reader: Reader | None = _READERS.get(suffix)
    if suffix == ".csv":
        reader = partial(read_csv, rulebook)
    if reader is None and not Path(path).is_dir():
        message = f"een bestand dat eindigt op '{suffix}' kan hier niet gelezen worden"
        hint = f"Gebruik {', '.join(_READERS)}, .csv of .xlsx."
        return [], [Problem(Where(path), "Z001", message, hint)]
    limit = source.MAX_BYTES if reader is read_yaml else MAX_BYTES
    return _read_text(*source.read_text(Path(path), path, limit), path, reader)


def _standard_input(stdin: TextIO | BinaryIO | None) -> tuple[str | None, list[Problem]]:
    stream = sys.stdin if stdin is None else stdin
    content: str | bytes = getattr(stream, "buffer", stream).read()
    if isinstance(content, str):
        return content.removeprefix("\ufeff"), []
    return source.decode(content, "-")


def _read_text(
    text: str | None, problems: list[Problem], file: str, reader: Reader | None
) -> Found:
    if text is None or reader is None:
        return [], problems
    if not text.strip():
        hint = "Kijk of u het goede bestand hebt."
        return [], [*problems, Problem(Where(file), "Z003", "er staat niets in dit bestand", hint)]
    drafts, more = reader(text, file)
    return drafts, [*problems, *more]
