"""`prioritise`: the call list."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import random
import subprocess
import sys
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Invoke

ON = ("--on", "2021-03-03")
SUFFIXES = (".xlsx", ".csv", ".html", ".json")


def test_people_see_a_table_with_the_most_urgent_case_first(
    triage: Invoke, home: Path, cases: Path
) -> None:
    result = triage("prioritise", cases, "--home", home, *ON)

    assert result.exit_code == 0
    assert result.stderr == ""
    rows = [line.split() for line in result.stdout.splitlines() if " z-" in line]
    assert [row[:3] for row in rows] == [
        ["1", "z-2", "Acuut"],
        ["2", "z-1", "Gewoon"],
        ["3", "z-3", "Gewoon"],
    ]
    assert "Er dreigt een ontruiming." in result.stdout


def test_json_is_what_advise_says_ranked_and_with_its_rank(
    triage: Invoke, home: Path, cases: Path
) -> None:
    advices = triage("advise", cases, "--home", home, "--json", *ON).stdout.splitlines()
    by_case = {(advice := json.loads(line))["case"]: advice for line in advices}

    result = triage("prioritise", cases, "--home", home, "--json", *ON)

    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        by_case["z-2"] | {"rank": 1},
        by_case["z-1"] | {"rank": 2},
        by_case["z-3"] | {"rank": 3},
    ]


def test_the_order_is_urgency_deadline_points_registration_and_then_the_draw(
    triage: Invoke, home: Path
) -> None:
    def case(name: str, registered: str, **answers: object) -> dict[str, object]:
        return {"case": name, "registered": registered, "answers": answers}

    draw = sorted(("p", "q", "r"), key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    expected = [
        case("vroege-termijn", "2021-03-02", ontruiming=True, gemeld_op="2021-03-01"),
        case("late-termijn", "2021-03-01", ontruiming=True, gemeld_op="2021-03-03"),
        case("zonder-termijn", "2021-02-01", ontruiming=True, gesprek_op="2021-03-01"),
        case("punten", "2021-03-02", achterstand=30),
        case("eerder-aangemeld", "2021-02-28"),
        *(case(name, "2021-03-01") for name in draw),
    ]
    shuffled = list(expected)
    random.Random(7).shuffle(shuffled)  # noqa: S311  # any order will do

    text = "".join(json.dumps(one) + "\n" for one in shuffled)
    result = triage("prioritise", "-", "--home", home, "--json", *ON, stdin=text)

    ranked = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["case"] for one in ranked] == [one["case"] for one in expected]
    assert [one["rank"] for one in ranked] == list(range(1, 9))


def test_json_out_holds_the_ranked_advices(
    triage: Invoke, home: Path, cases: Path, tmp_path: Path
) -> None:
    printed = triage("prioritise", cases, "--home", home, "--json", *ON).stdout.splitlines()

    result = triage("prioritise", cases, "--home", home, "--out", "uit.json", *ON)

    assert result.exit_code == 0
    assert result.stdout == "3 zaken gerangschikt in uit.json\n"
    written = json.loads((tmp_path / "uit.json").read_text(encoding="utf-8"))
    assert written == [json.loads(line) for line in printed]


def test_csv_out_holds_whom_to_call_in_order(
    triage: Invoke, home: Path, cases: Path, tmp_path: Path
) -> None:
    result = triage("prioritise", cases, "--home", home, "--out", "uit.csv", *ON)

    assert result.exit_code == 0
    text = (tmp_path / "uit.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [(row["Plaats"], row["Zaak"], row["Urgentie"], row["Naam"]) for row in rows] == [
        ("1", "z-2", "Acuut", "Jo Oefening"),
        ("2", "z-1", "Gewoon", ""),
        ("3", "z-3", "Gewoon", ""),
    ]


def test_xlsx_out_holds_whom_to_call_in_order(
    triage: Invoke, home: Path, cases: Path, tmp_path: Path
) -> None:
    triage("prioritise", cases, "--home", home, "--out", "uit.xlsx", *ON)

    sheet = openpyxl.load_workbook(tmp_path / "uit.xlsx").worksheets[0]
    column = [cell.value for cell in sheet["B"]]
    assert [value for value in column if str(value).startswith("z-")] == ["z-2", "z-1", "z-3"]


def test_html_out_holds_whom_to_call_in_order(
    triage: Invoke, home: Path, cases: Path, tmp_path: Path
) -> None:
    triage("prioritise", cases, "--home", home, "--out", "uit.html", *ON)

    page = (tmp_path / "uit.html").read_text(encoding="utf-8")
    assert page.index("z-2") < page.index("z-1") < page.index("z-3")
    assert "Jo Oefening" in page


def test_the_suffix_may_be_in_capitals(
    triage: Invoke, home: Path, cases: Path, tmp_path: Path
) -> None:
    result = triage("prioritise", cases, "--home", home, "--out", "UIT.JSON", *ON)

    assert result.exit_code == 0
    assert json.loads((tmp_path / "UIT.JSON").read_text(encoding="utf-8"))


def test_with_json_and_out_both_are_given(
    triage: Invoke, home: Path, cases: Path, tmp_path: Path
) -> None:
    result = triage("prioritise", cases, "--home", home, "--json", "--out", "uit.csv", *ON)

    assert [json.loads(line)["rank"] for line in result.stdout.splitlines()] == [1, 2, 3]
    assert (tmp_path / "uit.csv").exists()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_stood_there_is_replaced_whole_and_nothing_is_left_beside_it(
    triage: Invoke, home: Path, cases: Path, tmp_path: Path, suffix: str
) -> None:
    folder = tmp_path / "uit"
    folder.mkdir()
    (folder / f"lijst{suffix}").write_bytes(b"oud" * 100_000)

    triage("prioritise", cases, "--home", home, "--out", f"uit/lijst{suffix}", *ON)

    (written,) = folder.iterdir()
    assert b"oud" * 100 not in written.read_bytes()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_folder_that_does_not_exist_is_said_and_nothing_is_written(
    triage: Invoke, home: Path, cases: Path, tmp_path: Path, suffix: str
) -> None:
    result = triage("prioritise", cases, "--home", home, "--out", f"weg/lijst{suffix}", *ON)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert f"weg/lijst{suffix}: niet te schrijven" in result.stderr
    assert not (tmp_path / "weg").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of a file")
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_full_disk_keeps_what_stood_there(
    home: Path, cases: Path, tmp_path: Path, suffix: str
) -> None:
    folder = tmp_path / "vol"
    folder.mkdir()
    out = folder / f"lijst{suffix}"
    out.write_bytes(b"oud")
    # In a process of its own: the limit would hold for whatever the tests themselves write.
    limited = (
        "import resource, sys; from triage.cli import main;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (16, 16)); main(sys.argv[1:])"
    )
    command: list[str | Path] = [
        sys.executable,
        "-c",
        limited,
        "prioritise",
        cases,
        "--home",
        home,
        "--out",
        out,
        *ON,
    ]

    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.returncode == 1
    assert result.stdout == ""
    assert "niet te schrijven" in result.stderr
    assert [path.read_bytes() for path in folder.iterdir()] == [b"oud"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_list_without_cases_is_written_too(
    triage: Invoke, home: Path, tmp_path: Path, suffix: str
) -> None:
    result = triage("prioritise", "-", "--home", home, "--out", f"uit{suffix}", *ON, stdin="[]")

    assert result.exit_code == 0
    assert result.stdout == f"0 zaken gerangschikt in uit{suffix}\n"
    assert (tmp_path / f"uit{suffix}").stat().st_size > 0


@pytest.mark.parametrize("out", ["lijst.pdf", "lijst", ".xlsx", "thuis"])
def test_another_suffix_and_a_folder_are_wrong_usage(
    triage: Invoke, home: Path, cases: Path, tmp_path: Path, out: str
) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())

    result = triage("prioritise", cases, "--home", home, "--out", out)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage: triage prioritise" in result.stderr or "Usage: main prioritise" in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_the_built_in_list_is_ranked_the_same_in_any_order(triage: Invoke, tmp_path: Path) -> None:
    triage("demo", "--out", "demo", "--json", *ON)
    lines = (tmp_path / "demo" / "adviezen.jsonl").read_text(encoding="utf-8").splitlines()

    ranked = [json.loads(line) for line in lines]

    assert [advice["rank"] for advice in ranked] == list(range(1, 351))
    assert ranked[0]["urgency"] == "acuut"
