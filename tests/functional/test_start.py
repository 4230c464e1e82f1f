"""`new home`: how one begins."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from triage import Policy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Invoke


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("folder", ["nieuw", "diep/nieuw", "leeg"])
def test_a_new_home_is_clean_passes_and_ranks_its_own_list(
    triage: Invoke, tmp_path: Path, folder: str
) -> None:
    (tmp_path / "leeg").mkdir()

    made = triage("new", "home", folder)
    checked = triage("check", "--home", folder, "--engine", "direct")
    tested = triage("test", "--home", folder)
    ranked = triage("prioritise", f"{folder}/voorbeeld.csv", "--home", folder, "--json")

    assert [step.exit_code for step in (made, checked, tested, ranked)] == [0, 0, 0, 0]
    assert [step.stderr for step in (made, checked, tested, ranked)] == [""] * 4
    assert "geen waarschuwingen" in checked.stdout
    assert "Zonder voorbeeld" not in tested.stdout
    assert [json.loads(line)["case"] for line in ranked.stdout.splitlines()] == [
        *("z-003", "z-002", "z-001"),
    ]


def test_the_steps_that_it_names_all_work(triage: Invoke) -> None:
    made = triage("new", "home", "nieuw")

    steps = [line.split()[1:] for line in made.stdout.splitlines() if line.startswith("  triage ")]

    assert [step[0] for step in steps] == ["check", "test", "prioritise"]
    assert [triage(*step).exit_code for step in steps] == [0, 0, 0]


def test_the_example_is_the_whole_built_in_home_to_be_made_ones_own(
    triage: Invoke, tmp_path: Path
) -> None:
    made = triage("new", "home", "kopie", "--example")
    checked = triage("check", "--home", "kopie", "--on", "2021-03-03", "--json")
    tested = triage("test", "--home", "kopie")

    assert [step.exit_code for step in (made, checked, tested)] == [0, 0, 0]
    steps = [line.split()[1:] for line in made.stdout.splitlines() if line.startswith("  triage ")]
    assert [step[0] for step in steps] == ["check", "test", "demo"]
    assert Policy.load(tmp_path / "kopie").version == Policy.load().version
    assert {name.partition("/")[0] for name in files(tmp_path / "kopie")} == {
        *("config", "demo", "partners", "rules"),
    }
    assert not [name for name in files(tmp_path / "kopie") if name.endswith(".pyc")]


def test_the_example_overwrites_nothing_either(triage: Invoke, tmp_path: Path) -> None:
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "brief.txt").write_text("van mij")

    result = triage("new", "home", "vol", "--example")

    assert result.exit_code == 2
    assert files(tmp_path) == {"vol/brief.txt"}


def test_a_folder_with_something_in_it_is_refused_and_left_alone(
    triage: Invoke, tmp_path: Path
) -> None:
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "brief.txt").write_text("van mij")

    result = triage("new", "home", "vol")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "niet leeg" in result.stderr
    assert files(tmp_path) == {"vol/brief.txt"}


def test_a_file_of_that_name_is_refused_and_left_alone(triage: Invoke, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("van mij")

    result = triage("new", "home", "bestand")

    assert result.exit_code == 2
    assert (tmp_path / "bestand").read_text() == "van mij"


def test_a_place_that_cannot_be_written_is_said(triage: Invoke, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("van mij")

    result = triage("new", "home", "bestand/nieuw")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "niet te schrijven" in result.stderr


def test_two_homes_do_not_notice_each_other(
    triage: Invoke, make_home: Callable[..., Path], cases: Path
) -> None:
    one, two = make_home("een"), make_home("twee", config="urgentie: {acuut: {}, laag: {}}\n")

    before = triage("advise", cases, "--home", one, "--json").stdout
    broken = triage("advise", cases, "--home", two, "--json")
    after = triage("advise", cases, "--home", one, "--json").stdout

    assert broken.exit_code == 1  # its products are missing
    assert before == after
