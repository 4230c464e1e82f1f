"""`check`: everything that is wrong with a home."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Invoke

WRONG = """\
vragen:
  hulp: {vraag: "Wilt u hulp?", soort: ja_nee}
regels:
  - {regel: een, als: {hulpp: ja}, dan: {punten: 1}}
  - {regel: twee, als: {hulp: misschien}, dan: {punten: veel}}
"""
LEVELS = "urgentie: {laag: {}}\nbewaartermijn: {persoon: 1 maand, antwoorden: 1 maand}\n"
UNUSED = """\
vragen:
  hulp: {vraag: "Wilt u hulp?", soort: ja_nee}
  ooit: {vraag: "Wilde u ooit hulp?", soort: ja_nee}
regels:
  - {regel: een, als: {hulp: ja}, dan: {punten: 1}, geldig: {tot_en_met: 2020-12-31}}
"""


def test_a_home_in_order_says_what_is_in_it(triage: Invoke, home: Path) -> None:
    result = triage("check", "--home", home)

    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.startswith(
        "In orde: 7 vragen, 5 regels, 2 producten, 1 voorbeeld; geen waarschuwingen.\n"
        "Versie sha256:"
    )


def test_every_problem_of_every_file_is_printed_at_once_and_sorted(
    triage: Invoke, make_home: Callable[..., Path]
) -> None:
    home = make_home(rules=WRONG, config="urgentie: {laag: {binnn: 3 dagen}}\n")

    result = triage("check", "--home", home)

    assert result.exit_code == 1
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert all(re.match(r".+\.yaml:\d+:\d+: [A-Z]+\d+ .+\. .+[.?]$", line) for line in lines)
    assert [re.findall(r"/(\w+\.yaml:\d+:\d+):", line)[0] for line in lines] == [
        "config.yaml:1:19",
        "rules.yaml:4:24",
        "rules.yaml:5:31",
        "rules.yaml:5:57",
    ]
    assert "'hulp'" in lines[1]


def test_a_problem_names_its_file_as_the_user_would_open_it(
    triage: Invoke, make_home: Callable[..., Path]
) -> None:
    make_home(rules=WRONG)

    result = triage("check", "--home", "thuis")

    assert "thuis/rules/rules.yaml:4:24: " in result.stderr


def test_warnings_are_printed_and_give_exit_code_0(
    triage: Invoke, make_home: Callable[..., Path]
) -> None:
    home = make_home(rules=UNUSED, config=LEVELS)

    result = triage("check", "--home", home, "--on", "2021-03-03")

    assert result.exit_code == 0
    assert "'ooit'" in result.stderr
    assert "'een'" in result.stderr
    assert "2 waarschuwingen" in result.stdout


def test_json_has_the_keys_of_the_contract(triage: Invoke, make_home: Callable[..., Path]) -> None:
    home = make_home(rules=WRONG, config=LEVELS)

    result = triage("check", "--home", home, "--json")

    assert result.exit_code == 1
    assert result.stderr == ""
    found = json.loads(result.stdout)
    assert set(found) == {"problems"}
    assert [set(problem) for problem in found["problems"]] == [
        {"file", "line", "column", "code", "message", "hint", "severity"}
    ] * 3
    assert [(p["line"], p["column"], p["severity"]) for p in found["problems"]] == [
        (4, 24, "error"),
        (5, 31, "error"),
        (5, 57, "error"),
    ]


def test_json_holds_the_warnings_of_a_home_in_order(
    triage: Invoke, make_home: Callable[..., Path]
) -> None:
    home = make_home(rules=UNUSED, config=LEVELS)

    result = triage("check", "--home", home, "--json", "--on", "2021-03-03")

    assert result.exit_code == 0
    assert {p["severity"] for p in json.loads(result.stdout)["problems"]} == {"warning"}


def test_json_of_a_home_without_anything_to_say_is_an_empty_list(
    triage: Invoke, home: Path
) -> None:
    result = triage("check", "--home", home, "--json")

    assert json.loads(result.stdout) == {"problems": []}


def test_other_commands_print_the_same_problems_and_nothing_else(
    triage: Invoke, make_home: Callable[..., Path], cases: Path
) -> None:
    home = make_home(rules=WRONG)
    expected = triage("check", "--home", home).stderr

    results = [
        triage(*command, "--home", home)
        for command in (["test"], ["advise", cases], ["prioritise", cases, "--out", "lijst.csv"])
    ]

    assert [result.exit_code for result in results] == [1, 1, 1]
    assert [result.stdout for result in results] == ["", "", ""]
    assert [result.stderr for result in results] == [expected] * 3
    assert not (cases.parent / "lijst.csv").exists()


def test_the_built_in_home_is_in_order(triage: Invoke) -> None:
    result = triage("check", "--json", "--on", "2021-03-03")

    assert result.exit_code == 0
    assert {p["severity"] for p in json.loads(result.stdout)["problems"]} <= {"warning"}
