"""Tables: their rows from YAML or from a CSV file beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from triage.errors import Where
from triage.loading.names import Names, Register, listed
from triage.loading.report import Report
from triage.loading.rules import TABLE, Table, columns
from triage.source import Mapping, Node, Scalar, read_text
from triage.vocabulary import RULE_NAME, suggest

_Cells = dict[str, tuple[Scalar, Node]]
_Rows = list[tuple[Node, _Cells]]


def read_tables(roots: Sequence[tuple[Path, Mapping]], names: Names, report: Report) -> list[Table]:
    """Every table under `tabellen`; rows that cannot be read are left out, with a problem."""
    register = Register(report, "een tabel", RULE_NAME)
    tables: list[Table] = []
    for path, root in roots:
        for node in listed([root], "tabellen", report):
            found = report.fields(node, "deze tabel", TABLE, ("tabel",))
            name = report.text(found.get("tabel"), "tabel")
            if name is not None:
                register.take(name, found["tabel"].where)
            if ("rijen" in found) == ("bestand" in found):
                hint = "Geef 'rijen' of 'bestand', en niet beide."
                report.say(node.where, "B002", "een tabel heeft rijen of een bestand", hint)
                rows = None
            elif "rijen" in found:
                rows = _yaml(found, report)
            else:
                rows = _file(found["bestand"], path, names, report)
            if rows is None:
                report.broken.add(name or "")
            tables.append(
                Table(name or "", node.where, found, tuple(rows or ()), "bestand" in found)
            )
    return tables


def _yaml(found: dict[str, Node], report: Report) -> _Rows:
    rows: _Rows = []
    for node in report.items(found["rijen"], "rijen"):
        entries = report.entries(node, "een rij")
        rows.append((node, {key.text: (key, value) for key, value in entries}))
    return rows


def _file(node: Node, beside: Path, names: Names, report: Report) -> _Rows | None:
    """The rows of a CSV file; None when it cannot be read."""
    name = report.text(node, "bestand")
    if name is None:
        return None
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or path.suffix.lower() != ".csv":
        hint = "Noem een bestand dat op .csv eindigt en in dezelfde map staat."
        report.say(node.where, "B003", f"'{name}' kan hier niet", hint)
        return None
    file = beside.parent / name
    # Looked up by its exact name, so that capitals count on every system.
    others = [o.relative_to(beside.parent) for o in beside.parent.rglob("*.[cC][sS][vV]")]
    if Path(name) not in others:
        hint = suggest(name, [o.as_posix() for o in others], "Zet het bestand in dezelfde map.")
        report.say(node.where, "B004", f"het bestand '{name}' bestaat niet", hint)
        return None
    shown = str(PurePosixPath(node.where.file).parent / name)
    text, problems = read_text(file, shown)
    report.problems += problems
    return None if text is None else _Csv(shown, names, report).read(text)


class _Csv:
    """Reads the lines of a CSV file; the column of a place is the number of its cell."""

    def __init__(self, file: str, names: Names, report: Report) -> None:
        self.file, self.names, self.report = file, names, report
        self.header: list[Scalar] = []
        self.rows: _Rows = []

    def read(self, text: str) -> _Rows:
        first = next((line for line in text.splitlines() if line.strip()), "")
        separator = ";" if ";" in first else ","
        lines = io.StringIO(text, newline="")
        reader = csv.reader(lines, delimiter=separator, strict=True)
        before, start = len(self.report.problems), 1
        try:
            for cells in reader:
                self._line(cells, start)
                start = reader.line_num + 1
        except csv.Error:
            hint = "Kijk naar de aanhalingstekens in deze regel."
            where = Where(self.file, start)
            self.report.say(where, "B006", "dit is geen CSV", hint)
        if not self.rows and len(self.report.problems) == before:
            hint = "Vul de tabel, of haal haar weg."
            self.report.say(Where(self.file), "B007", "deze tabel heeft geen rijen", hint)
        return self.rows

    def _line(self, cells: list[str], line: int) -> None:
        here = [
            Scalar(text.strip(), Where(self.file, line, number), plain=False)
            for number, text in enumerate(cells, 1)
        ]
        if not any(cell.text for cell in here):
            return
        if not self.header:
            self.header = here
            self._check_header()
        elif len(here) != len(self.header):
            message = f"deze rij heeft {len(here)} cellen, de kopregel {len(self.header)}"
            hint = (
                'Zet evenveel cellen als de kopregel; een cel met het scheidingsteken krijgt "…".'
            )
            self.report.say(Where(self.file, line), "B005", message, hint)
        else:
            named: _Cells = {
                key.text: (key, cell) for key, cell in zip(self.header, here, strict=True)
            }
            self.rows.append((Scalar("", Where(self.file, line)), named))

    def _check_header(self) -> None:
        known = columns(self.names)
        seen: set[str] = set()
        for number, cell in enumerate(self.header, 1):
            if not cell.text:
                hint = "Geef de kolom een naam, of haal haar weg."
                self.report.say(cell.where, "B009", f"kolom {number} heeft geen naam", hint)
            elif cell.text in seen:
                message = f"de kolom '{cell.text}' staat er twee keer"
                self.report.say(cell.where, "B008", message, "Haal er een weg.")
            elif cell.text not in known and not self.report.partial:
                hint = self.report.suggest(cell.text, known)
                self.report.say(cell.where, "B001", f"onbekende kolom '{cell.text}'", hint)
            seen.add(cell.text)
