"""Tables: their rows from YAML or from a CSV file beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from triage.errors import Where
from triage.loading.names import Names, Register, listed
from triage.loading.report import Report
from triage.loading.rules import TABLE, TEXTS, Table
from triage.source import Mapping, Node, Scalar, read_text
from triage.vocabulary import OUTCOMES, suggest

_Cells = dict[str, tuple[Scalar, Node]]
_Rows = list[tuple[Node, _Cells]]


def read_tables(
    roots: Sequence[tuple[Path, Mapping]], names: Names, register: Register, report: Report
) -> list[Table]:
    """Every table under `tabellen`; rows that cannot be read are left out, with a problem."""
    tables: list[Table] = []
    for path, root in roots:
        for node in listed([root], "tabellen", report):
            found = report.fields(node, "tabel", TABLE, ("tabel",))
            name = report.text(found.get("tabel"), "tabel")
            taken = name is not None and register.take(name, found["tabel"].where)
            if ("rijen" in found) == ("bestand" in found):
                hint = "Geef 'rijen' of 'bestand', en niet beide."
                report.say(node.where, "B002", "een tabel heeft rijen of een bestand", hint)
                continue
            from_file = "bestand" in found
            rows = (
                _file(found["bestand"], path, names, report) if from_file else _yaml(found, report)
            )
            if taken and name is not None:
                tables.append(Table(name, node.where, found, tuple(rows), from_file))
    return tables


def _yaml(found: dict[str, Node], report: Report) -> _Rows:
    rows: _Rows = []
    for node in report.items(found["rijen"], "'rijen'"):
        entries = report.entries(node, "een rij")
        rows.append((node, {key.text: (key, value) for key, value in entries}))
    return rows


def _file(node: Node, beside: Path, names: Names, report: Report) -> _Rows:
    name = report.text(node, "bestand")
    if name is None:
        return []
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or path.suffix.lower() != ".csv":
        hint = "Noem een bestand dat op .csv eindigt en in dezelfde map staat."
        report.say(node.where, "B003", f"'{name}' kan hier niet", hint)
        return []
    file = beside.parent / name
    if not file.exists():
        others = [other.name for other in beside.parent.glob("*.csv")]
        hint = suggest(name, others, "Zet het bestand in dezelfde map.")
        report.say(node.where, "B004", f"het bestand '{name}' bestaat niet", hint)
        return []
    shown = str(PurePosixPath(node.where.file).parent / name)
    text, problems = read_text(file, shown)
    report.problems += problems
    return [] if text is None else _csv(text, shown, names, report)


def _csv(text: str, file: str, names: Names, report: Report) -> _Rows:
    first = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True
    )
    rows: _Rows = []
    header: list[Scalar] | None = None
    start = 1
    try:
        for cells in reader:
            line, start = start, reader.line_num + 1
            here = [
                Scalar(c.strip(), Where(file, line, n), plain=False) for n, c in enumerate(cells, 1)
            ]
            if not any(cell.text for cell in here):
                continue
            if header is None:
                header = _header(here, names, report)
            elif len(cells) != len(header):
                message = f"deze rij heeft {len(cells)} cellen, de kopregel {len(header)}"
                hint = 'Zet evenveel cellen als de kopregel; een cel met het scheidingsteken krijgt "…".'
                report.say(Where(file, line), "B005", message, hint)
            else:
                place = Scalar("", Where(file, line))
                rows.append(
                    (place, {key.text: (key, cell) for key, cell in zip(header, here, strict=True)})
                )
    except csv.Error as error:
        hint = "Kijk naar de aanhalingstekens in deze regel."
        report.say(Where(file, reader.line_num), "B006", f"dit is geen CSV ({error})", hint)
    if not rows and not any(p.where.file == file for p in report.problems):
        report.say(
            Where(file), "B007", "deze tabel heeft geen rijen", "Vul de tabel, of haal haar weg."
        )
    return rows


def _header(cells: list[Scalar], names: Names, report: Report) -> list[Scalar]:
    known = [*names.subjects, *OUTCOMES, *TEXTS, "geldig"]
    seen: set[str] = set()
    for cell in cells:
        if cell.text not in known and not report.partial:
            message = f"onbekende kolom '{cell.text}'"
            report.say(cell.where, "B001", message, suggest(cell.text, known))
        if cell.text in seen:
            message = f"de kolom '{cell.text}' staat er twee keer"
            report.say(cell.where, "B008", message, "Haal er een weg.")
        seen.add(cell.text)
    return cells
