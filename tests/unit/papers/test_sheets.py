from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from triage.papers.sheets import set_page


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Coaching & hulp", "Coaching en hulp"),
        ("Groei&Geluk", "Groei en Geluk"),
        ("&[Picture] van &P", "en [Picture] van en P"),
        ("a" * 400, "a" * 150),
    ],
)
def test_no_title_can_be_a_command_of_the_printed_heading(
    tmp_path: Path, title: str, shown: str
) -> None:
    with xlsxwriter.Workbook(tmp_path / "boek.xlsx") as book:
        set_page(book.add_worksheet(), title, "Bellijst")

    sheet = openpyxl.load_workbook(tmp_path / "boek.xlsx").worksheets[0]
    heading = sheet.oddHeader
    assert heading is not None
    assert (heading.left.text, heading.right.text) == (shown, "Bellijst")
