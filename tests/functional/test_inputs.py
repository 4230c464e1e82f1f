"""FILE in all its forms, and what a file that cannot be used gets."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from .conftest import Invoke

ON = ("--on", "2021-03-03", "--json")
EXPECTED = [("z-1", "acuut", [], 0), ("z-2", "gewoon", ["gesprek"], 0)]

YAML = """\
- zaak: z-1
  aangemeld: 2021-03-01
  persoon: {naam: Jo Oefening, telefoon: "06-00000000", e_mail: jo@voorbeeld.example}
  antwoorden: {ontruiming: ja, gemeld_op: 1-3-2021}
- zaak: z-2
  aangemeld: 2-3-2021
  antwoorden: {sector: bouw, schuld: "€ 999,50", doelen: [werk], achterstand: 12}
"""
CSV = """\
zaak;aangemeld;naam;telefoon;ontruiming;gemeld_op;sector;schuld;doelen;achterstand
z-1;2021-03-01;Jo Oefening;06-00000000;ja;1-3-2021;;;;
z-2;2-3-2021;;;;;bouw;€ 999,50;werk;12
"""
CASES = [
    {
        "case": "z-1",
        "registered": "2021-03-01",
        "answers": {"ontruiming": True, "gemeld_op": "2021-03-01"},
        "person": {"name": "Jo Oefening", "phone": "06-00000000"},
    },
    {
        "case": "z-2",
        "registered": "2021-03-02",
        "answers": {"sector": "bouw", "schuld": 999.50, "doelen": ["werk"], "ontruiming": None},
    },
]
LINES = "".join(json.dumps(case) + "\n" for case in CASES)


def outcome(result: Result) -> list[tuple[object, ...]]:
    assert result.exit_code == 0, result.stderr
    advices = [json.loads(line) for line in result.stdout.splitlines()]
    return [
        (a["case"], a["urgency"], [p["product"] for p in a["products"]], a["points"])
        for a in advices
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.yaml", YAML),
        ("x.yml", YAML),
        ("x.json", json.dumps(CASES)),
        ("x.jsonl", LINES),
        ("x.csv", CSV),
        ("X.CSV", CSV),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_every_form_gives_the_same_advice_with_and_without_a_byte_order_mark(
    triage: Invoke, home: Path, tmp_path: Path, name: str, content: str, encoding: str
) -> None:
    (tmp_path / name).write_text(content, encoding=encoding)

    result = triage("advise", name, "--home", home, *ON)

    assert outcome(result) == EXPECTED
    assert result.stderr == ""


def test_a_csv_with_commas_is_understood(triage: Invoke, home: Path, tmp_path: Path) -> None:
    text = CSV.replace("999,50", "999.50").replace(";", ",")
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")

    assert outcome(triage("advise", "x.csv", "--home", home, *ON)) == EXPECTED


def test_a_workbook_is_understood(triage: Invoke, home: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in CSV.splitlines():
        sheet.append([cell or None for cell in line.split(";")])
    book.save(tmp_path / "x.xlsx")

    assert outcome(triage("advise", "x.xlsx", "--home", home, *ON)) == EXPECTED


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_dash_reads_json_lines_from_standard_input(
    triage: Invoke, home: Path, mark: bytes
) -> None:
    result = triage("advise", "-", "--home", home, *ON, stdin=mark + LINES.encode())

    assert outcome(result) == EXPECTED


def test_explain_reads_standard_input_too(triage: Invoke, home: Path) -> None:
    result = triage("explain", "z-2", "--in", "-", "--home", home, *ON[:2], stdin=LINES)

    assert result.exit_code == 0
    assert result.stdout.startswith("Zaak z-2, ")


def test_the_order_of_the_file_is_kept(triage: Invoke, home: Path) -> None:
    text = "".join(json.dumps({"case": name, "registered": "2021-03-01"}) + "\n" for name in "dbac")

    result = triage("advise", "-", "--home", home, *ON, stdin=text)

    assert [case for case, *_ in outcome(result)] == list("dbac")


BAD = """\
zaak;aangemeld;achterstand;sector;ernstig;onbekend_iets
z-1;2021-03-01;12;bouw;;
z-2;2021-02-30;4000;boow;;
z-2;;x;;;
"""


@pytest.mark.parametrize(
    "command",
    [("advise",), ("advise", "--json"), ("prioritise",), ("prioritise", "--out", "uit.csv")],
    ids=" ".join,
)
def test_one_bad_case_refuses_the_whole_file_with_every_problem(
    triage: Invoke, home: Path, tmp_path: Path, command: list[str]
) -> None:
    (tmp_path / "x.csv").write_text(BAD, encoding="utf-8")

    result = triage(command[0], "x.csv", *command[1:], "--home", home, *ON[:2])

    assert result.exit_code == 1
    assert result.stdout == ""
    assert not (tmp_path / "uit.csv").exists()
    places = [line.split(": ")[0] for line in result.stderr.splitlines()]
    assert places == [
        "x.csv:1:5",
        "x.csv:1:6",
        "x.csv:3:2",
        "x.csv:3:3",
        "x.csv:3:4",
        "x.csv:4:1",
        "x.csv:4:2",
        "x.csv:4:3",
    ]


def test_a_near_miss_is_named(triage: Invoke, home: Path, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(BAD, encoding="utf-8")

    result = triage("advise", "x.csv", "--home", home, *ON[:2])

    assert "'boow'" in result.stderr
    assert "'bouw'" in result.stderr


def test_problems_on_standard_input_stand_at_a_dash(triage: Invoke, home: Path) -> None:
    text = LINES + '{"case": "z-3", "registered": "2021-03-01", "answers": {"achterstand": -1}}\n'

    result = triage("advise", "-", "--home", home, *ON, stdin=text)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("-:3:72: ")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.csv", b""),
        ("x.csv", b"zaak;aangemeld\nz;2021-03-01\x00\n"),
        ("x.csv", b"zaak;aangemeld\nz\xe9;2021-03-01\n"),
        ("x.json", b"{"),
        ("x.json", b'{"case": "z", "registered": "2021-03-01", "answers": []}'),
        ("x.json", b'{"case": 5, "registered": "2021-03-01"}'),
        ("x.json", b"[" * 100_000),
        ("x.jsonl", b'{"case": "z"}\n'),
        ("x.yaml", b"zaak: z\n\taangemeld: 2021-03-01\n"),
        ("x.yaml", b"&a [*a]"),
        ("x.xlsx", b"PK"),
        ("x.xls", b"x"),
        ("x.txt", b"x"),
        ("x", b"x"),
    ],
)
def test_a_file_that_cannot_be_used_gives_problems_and_never_a_traceback(
    triage: Invoke, home: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)

    result = triage("advise", name, "--home", home, *ON)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"{name}:")
    assert isinstance(result.exception, SystemExit)


def test_a_folder_is_not_a_file_of_cases(triage: Invoke, home: Path) -> None:
    result = triage("advise", home, "--home", home)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "dit is een map" in result.stderr


def test_no_problem_shows_who_it_is_about(triage: Invoke, home: Path, tmp_path: Path) -> None:
    text = "zaak;aangemeld;naam;bsn\nz-1;Jo Oefening;Jo Oefening;123456789\n"
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")

    result = triage("advise", "x.csv", "--home", home)

    assert result.exit_code == 1
    assert "Oefening" not in result.stderr
    assert "123456789" not in result.stderr


def test_a_list_without_cases_is_fine(triage: Invoke, home: Path, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("[]")

    results = [triage(name, "x.json", "--home", home, *ON) for name in ("advise", "prioritise")]

    assert [(result.exit_code, result.stdout) for result in results] == [(0, ""), (0, "")]


def test_the_list_is_never_written_over_the_cases(triage: Invoke, home: Path, cases: Path) -> None:
    same = cases.with_suffix(".csv")
    same.write_text("zaak;aangemeld\nz;2021-03-01\n", encoding="utf-8")

    result = triage("prioritise", same, "--home", home, "--out", same)

    assert result.exit_code == 2
    assert same.read_text(encoding="utf-8") == "zaak;aangemeld\nz;2021-03-01\n"


def test_a_bsn_is_no_number_of_a_case_and_is_never_shown(
    triage: Invoke, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "x.csv").write_text(
        "zaak;aangemeld;999990019\n999990019;2021-03-01;1\n", encoding="utf-8"
    )

    result = triage("advise", "x.csv", "--home", home)

    assert result.exit_code == 1
    assert "A007" in result.stderr
    assert "A001" in result.stderr
    assert "999990019" not in result.stdout + result.stderr


@pytest.mark.parametrize("number", ["9999.90.019", "999 990 019"])
def test_a_bsn_with_dots_or_spaces_is_no_number_of_a_case_either(
    triage: Invoke, home: Path, tmp_path: Path, number: str
) -> None:
    (tmp_path / "x.csv").write_text(f"zaak;aangemeld\n{number};2021-03-01\n", encoding="utf-8")

    result = triage("advise", "x.csv", "--home", home)

    assert result.exit_code == 1
    assert "x.csv:2:1: A007 het nummer van deze zaak is een BSN." in result.stderr
    assert number not in result.stdout + result.stderr


def test_a_formula_that_was_never_calculated_is_no_answer(
    triage: Invoke, home: Path, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["zaak", "aangemeld", "achterstand"])
    book.active.append(["z", date(2021, 3, 1), "=40+5"])
    book.save(tmp_path / "x.xlsx")

    result = triage("advise", "x.xlsx", "--home", home)

    assert result.exit_code == 1
    assert result.stderr.startswith("x.xlsx:2:3: Z048 ")
