from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import openpyxl
import pytest

from tests import summaries
from triage.monitoring.values import Figure, Line, Row
from triage.reports import Report

if TYPE_CHECKING:
    from openpyxl import Workbook

SHEETS = [
    *("Overzicht", "Indicatoren", "Geld", "Plaatsen", "Termijnen", "Alarmen", "Prognose"),
    *("Na de intake", "Instroom", "Per week"),
]


def opened(report: Report, folder: Path) -> Workbook:
    report.write(folder / "rapport.xlsx")
    return openpyxl.load_workbook(folder / "rapport.xlsx")


def table(book: Workbook, name: str) -> list[dict[str, object]]:
    header, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    return opened(summaries.rich(), tmp_path)


def test_every_part_has_its_sheet(book: Workbook) -> None:
    assert book.sheetnames == [*SHEETS, "Grafieken"]


def test_headers_stay_in_view(book: Workbook) -> None:
    frozen = [book[name].freeze_panes for name in SHEETS]

    assert frozen == ["B2", "D2", "C2", "C2", "B2", "B2", "B2", "D2", "B2", "B2"]


def test_amounts_percentages_and_days_are_real(book: Workbook) -> None:
    pot = table(book, "Geld")[0]
    alarm = table(book, "Alarmen")[0]
    aim = table(book, "Indicatoren")

    assert (pot["Beschikbaar"], pot["Gebruikt"]) == (200000, 0.54)
    assert alarm["Sinds"] == datetime(2020, 12, 28)  # noqa: DTZ001  # a cell has no zone
    assert table(book, "Alarmen")[5]["Sinds"] is None
    assert [row["Bereikt in procenten"] for row in aim if row["Beoogd"] == 30] == [1.1]
    formats = {cell.number_format for cell in book["Geld"][2]}
    assert {"0.0%", '"€" #,##0.00'} <= formats


def test_each_number_has_the_form_of_its_unit(book: Workbook) -> None:
    rows = list(book["Indicatoren"].iter_rows(min_row=2))
    forms = {str(row[5].value): row[7].number_format for row in rows}

    assert forms == {"aantal": "#,##0", "dagen": "#,##0.0", "procent": "0.0%"}


def test_what_is_not_known_is_an_empty_cell(book: Workbook) -> None:
    share = next(row for row in table(book, "Indicatoren") if row["Sleutel"] == "m13")
    own = next(row for row in table(book, "Plaatsen") if row["Partner"] == "Loket")
    bare = next(row for row in table(book, "Geld") if row["Pot"] == "Noodpot")

    assert (share["Deze week"], share["Beoogd"], share["Actiehouder"]) == (None, None, None)
    assert (own["Toegezegd"], own["Vrij"], own["Verwezen"]) == (None, None, None)
    other = next(row for row in table(book, "Plaatsen") if row["Partner"] == "Andere adviseur")
    assert (bare["Gebruikt"], bare["Beschikbaar"], bare["Vrij"]) == (None, None, None)
    assert (other["Op de wachtlijst"], other["Loopt nog"]) == (None, 0)


def test_a_pot_has_its_products_under_it(book: Workbook) -> None:
    rows = [(row["Pot"], row["Product"], row["Betaald"]) for row in table(book, "Geld")]

    assert rows == [
        ("Impulsgelden", None, None),
        ("Impulsgelden", "Gesprek", 60),
        ("Impulsgelden", summaries.LONG, 64),
        ("Noodpot", None, None),
    ]


def test_the_weeks_run_on_into_what_is_expected(book: Workbook) -> None:
    weeks = {str(row["Week"]): row for row in table(book, "Per week")}

    assert min(weeks) == "2021-W09"
    assert max(weeks) == "2021-W52"
    assert (weeks["2021-W12"]["Intakes"], weeks["2021-W21"]["Intakes"]) == (0, None)
    assert weeks["2021-W20"]["Impulsgelden: gebruikt"] == 108006
    assert weeks["2021-W21"]["Impulsgelden: laag"] == 111006.25


def test_excel_draws_the_intakes_and_every_pot(book: Workbook, tmp_path: Path) -> None:
    names = zipfile.ZipFile(tmp_path / "rapport.xlsx").namelist()

    assert len([name for name in names if name.startswith("xl/charts/chart")]) == 3
    assert book.sheetnames[-1] == "Grafieken"


def test_nothing_in_it_can_run_or_link(tmp_path: Path) -> None:
    bad = ("=1+1", "+1", "@SUM(A1)", "http://example.org", "mailto:a@example.org", "a\x00b")
    rows = tuple(
        Row(f"m{n}", text, text, "producten", Figure(), lines=(Line("x", text, Figure()),))
        for n, text in enumerate(bad)
    )
    report = attrs.evolve(summaries.rich(), rows=rows, notices=bad, title="=1&[Picture]")

    book = opened(report, tmp_path)

    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    links = [cell.hyperlink for row in book["Indicatoren"].iter_rows() for cell in row]
    assert kinds <= {"s", "n", "d"}
    assert not any(links)


def test_an_empty_report_has_its_sheets_and_nothing_to_draw(tmp_path: Path) -> None:
    book = opened(summaries.empty(), tmp_path)

    assert book.sheetnames == SHEETS
    assert table(book, "Indicatoren") == []
    facts = {row["Overzicht"]: row["Stand"] for row in table(book, "Overzicht")}
    assert facts["Let op"] == "Aan het eind van deze week was er nog niets vastgelegd."
    assert (facts["Intakes"], facts["Plafond"]) == (0, None)


def test_what_has_to_be_read_with_the_numbers_stands_in_the_overview(book: Workbook) -> None:
    facts = {row["Overzicht"]: row["Stand"] for row in table(book, "Overzicht")}

    assert (facts["Van de looptijd voorbij"], facts["Nog te bellen, een week eerder"]) == (
        *(0.275, 131),
    )
    assert str(facts["Let op bij Impulsgelden"]).startswith("Alle doelen samen kosten")
