"""Cases in CSV, with semicolons or commas."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from triage.casefiles.tables import Row, read_rows
from triage.errors import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from triage.casefiles.drafts import Draft
    from triage.rulebook import Rulebook


def read_csv(rulebook: Rulebook, text: str, file: str) -> tuple[list[Draft], list[Problem]]:
    """A case a row; what separates the cells is what separates those of the header."""
    broken: list[Problem] = []
    drafts, problems = read_rows(csv_rows(text, file, broken), file, rulebook)
    return drafts, [*problems, *broken]


def csv_rows(text: str, file: str, broken: list[Problem]) -> Iterator[Row]:
    """The records with the line on which each starts; stops where the text makes no sense."""
    lines = io.StringIO(text, newline="")
    header = next((line for line in lines if line.strip(" ;,\r\n")), text)
    delimiter = ";" if ";" in header else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            message = "een aanhalingsteken zonder wederhelft"
            if "limit" in str(error):
                message = "een cel met meer tekst dan in een cel past"
            hint = 'Begin en eindig de cel met " en schrijf "" voor een " in de tekst.'
            broken.append(Problem(Where(file, line), "Z046", message, hint))
            return
        if cells is None:
            return
        yield line, [cell.strip() or None for cell in cells]
