"""What can be wrong with a file before a case is read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from triage.casefiles import read_cases

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from triage.rulebook import Rulebook

    Find = Callable[[str, str | bytes], list[str]]

CASE = '{"case": "z-001", "registered": "2021-03-02"}'


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("zaken.txt", "zaak", "1:1 Z001"),
        ("zaken.xls", "zaak", "1:1 Z002"),
        ("zaken.json", " \n", "1:1 Z003"),
        ("zaken.jsonl", "", "1:1 Z003"),
        ("zaken.csv", "\ufeff", "1:1 Z003"),
        ("zaken.csv", ";;\n;;\n", "1:1 Z003"),
        ("zaken.yaml", "# niets\n", "1:1 Z003"),
        ("zaken.xlsx", b"", "1:1 Z003"),
        ("zaken.xlsx", b"PK\x03\x04 en dan niets", "1:1 Z004"),
        ("zaken.xlsx", b"zaak;aangemeld", "1:1 Z004"),
        ("zaken.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512, "1:1 Z005"),
        ("zaken.csv", b"zaak;aangemeld\nz\xe91;1-3-2021\n", "2:2 Y004"),
        ("zaken.jsonl", f"{CASE}\n\0", "2:1 Y005"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    find: Find, name: str, content: str | bytes, expected: str
) -> None:
    assert find(name, content) == [expected]


@pytest.mark.parametrize("name", ["zaken.csv", "zaken.xlsx", "zaken"])
def test_a_folder_is_not_a_file(rulebook: Rulebook, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()

    _, problems = read_cases(str(folder), rulebook)

    assert [problem.code for problem in problems] == ["Y002"]


@pytest.mark.parametrize("name", ["zaken.csv", "zaken.xlsx"])
def test_a_file_that_is_gone_is_a_problem(rulebook: Rulebook, tmp_path: Path, name: str) -> None:
    _, problems = read_cases(str(tmp_path / name), rulebook)

    assert [problem.code for problem in problems] == ["Y001"]


@pytest.mark.parametrize(
    "stdin",
    [
        io.StringIO(f"\ufeff{CASE}\n"),
        io.BytesIO(f"\ufeff{CASE}\n".encode()),
        io.TextIOWrapper(io.BytesIO(CASE.encode())),
    ],
    ids=["text", "bytes", "text over bytes"],
)
def test_standard_input_is_json_lines(
    rulebook: Rulebook, stdin: io.StringIO | io.BytesIO | io.TextIOWrapper
) -> None:
    cases, problems = read_cases("-", rulebook, stdin)

    assert [case.case for case in cases] == ["z-001"]
    assert problems == ()


def test_standard_input_is_called_by_a_dash(rulebook: Rulebook) -> None:
    _, problems = read_cases("-", rulebook, io.BytesIO(b"{}\n\xff"))

    assert [str(problem.where) for problem in problems] == ["-:2:1"]


def test_the_suffix_may_be_in_capitals(find: Find) -> None:
    assert find("ZAKEN.JSONL", CASE) == []
