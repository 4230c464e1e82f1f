"""Cases in CSV and XLSX."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.cell.cell import Cell

from triage.errors import Where
from triage.records import Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from triage.errors import Problem
    from triage.records import Case

    Read = Callable[[str, str | bytes], tuple[tuple[Case, ...], tuple[Problem, ...]]]
    Find = Callable[[str, str | bytes], list[str]]

HEADER = "zaak;aangemeld;personeel;doelen;schuld"


def workbook(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "with a BOM"])
@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_csv_is_read_as_a_spreadsheet_saves_it(
    read: Read, mark: str, separator: str, ending: str
) -> None:
    rows = [
        "zaak;aangemeld;naam;doelen;schuld",
        '001;1-3-2021;"Jo ""J""";rust | werk;"1262,50"',
        ";;;;",
    ]
    content = mark + ending.join(row.replace(";", separator) for row in rows) + ending

    (case,), problems = read("a.csv", content)

    assert problems == ()
    assert (case.case, case.registered) == ("001", date(2021, 3, 1))
    assert case.answers == {"doelen": ["rust", "werk"], "schuld": "1262,50"}
    assert case.person == Person('Jo "J"')
    assert case.places["schuld"] == Where(case.places[""].file, 2, 5)


def test_none_is_an_empty_choice_and_an_empty_cell_no_answer(read: Read) -> None:
    cases, _ = read("a.csv", f"{HEADER}\na;1-3-2021;;geen;\n")

    assert cases[0].answers == {"doelen": []}
    assert cases[0].person is None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Jan Jansen;1-3-2021\n", ["1:1 Z040"]),
        (f"{HEADER};;zaak\na;1-3-2021;;;;;\n", ["1:6 Z041", "1:7 Z042"]),
        ("zaak;personeel\na;misschien\n", ["1:1 Z043", "2:2 A005"]),
        ("Zaak;aangemeld\na;1-3-2021\n", ["1:1 Z044"]),
        ("zaak;aangemeld;schult;dreiging\na;1-3-2021;x;x\n", ["1:3 A001", "1:4 A002"]),
        (f"{HEADER}\na;1-3-2021;ja\nb;1-3-2021;ja;;;x\n", ["2:4 Z045", "3:6 Z045"]),
        (f'{HEADER}\na;1-3-2021;ja;;"1\nb;1-3-2021;ja;;1', ["2:1 Z046"]),
        (f"{HEADER}\n{'a' * 200_000};1-3-2021;ja;;1", ["2:1 Z046"]),
        (f'{HEADER}\na;1-3-2021;;;"1\n2"\n\nb;1-3-2021;;;x\n', ["2:5 G001", "5:5 G001"]),
        (
            f"{HEADER}\n;31-2-2021;Ja;x;\na;;;;\na;1-3-2021;;;\n",
            ["2:1 Z030", "2:2 G007", "2:3 A005", "2:4 A006", "3:2 Z033", "4:1 Z037"],
        ),
    ],
)  # fmt: skip
def test_a_problem_in_csv_has_its_row_and_column(
    find: Find, content: str, expected: list[str]
) -> None:
    assert find("a.csv", content) == expected


def test_a_table_without_header_repeats_no_cell(read: Read) -> None:
    _, (problem,) = read("a.csv", "Jan Jansen;999990019\n")

    assert "Jansen" not in str(problem)
    assert "999990019" not in str(problem)


def test_xlsx_keeps_dates_numbers_and_truth(read: Read) -> None:
    header = ["zaak", "aangemeld", "telefoon", "bsn", "achterstand", "schuld", "personeel"]
    header += ["gemeld_op", "opmerking", "doelen"]
    row = [1001, datetime(2021, 3, 1, 14, 30), 570693911, 12345672, 45.0, 0.1 + 0.2, True]  # noqa: DTZ001
    row += [date(2021, 2, 28), 12, "rust|geld"]

    (case,), problems = read("a.xlsx", workbook(header, [], row))

    assert problems == ()
    assert (case.case, case.registered) == ("1001", date(2021, 3, 1))
    assert case.person == Person(phone="570693911", bsn="012345672")
    assert case.answers == {
        "achterstand": 45,
        "schuld": Decimal("0.3"),
        "personeel": True,
        "gemeld_op": date(2021, 2, 28),
        "opmerking": "12",
        "doelen": ["rust", "geld"],
    }
    assert isinstance(case.answers["achterstand"], int)
    assert case.places["opmerking"] == Where(case.places[""].file, 3, 9)


def test_a_cell_that_shows_percents_is_read_as_shown(read: Read) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["zaak", "aangemeld", "aandeel", "achterstand"])
    book.active.append(["a", "1-3-2021", 0.125, 0.3])
    for cell in book.active[2][2:]:
        assert isinstance(cell, Cell)
        cell.number_format = "0.0%"

    _, problems = read("a.xlsx", saved(book))

    assert [(found.where.column, found.code) for found in problems] == [(4, "G002")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["zaak", "aangemeld"], ["a", "#N/A"]], ["2:2 Z047"]),
        ([["zaak", "aangemeld", "schuld"], ["a", "1-3-2021", "#DIV/0!"]], ["2:3 Z047"]),
        ([["zaak", "aangemeld"], [], ["a", "1-3-2021", None, "x"]], ["3:3 Z045"]),
        ([["zaak", None, "aangemeld"], ["a", None, "1-3-2021"]], ["1:2 Z041"]),
        ([["zaak", "aangemeld", "gemeld_op"], ["a", "1-3-2021", time(14, 30)]], ["2:3 G006"]),
        ([["zaak", "aangemeld"], ["a", 44256]], ["2:2 Z034"]),
        ([["zaak", "aangemeld"], ["a", True], [None, "x"]], ["2:2 Z034", "3:1 Z030", "3:2 Z034"]),
    ],
)
def test_a_problem_in_xlsx_has_its_row_and_column(
    find: Find, rows: list[list[Any]], expected: list[str]
) -> None:
    assert find("a.xlsx", workbook(*rows)) == expected


def test_a_sheet_with_one_far_cell_does_not_fill_the_memory(read: Read) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["zaak", "aangemeld"])
    book.active["XFD1048576"] = "x"

    _, (problem,) = read("a.xlsx", saved(book))

    assert (problem.where.line, problem.code) == (1048576, "Z045")
