"""`new home` and `demo`: how one begins."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

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


def test_the_demo_does_the_whole_job(triage: Invoke, tmp_path: Path) -> None:
    result = triage("demo", "--out", "uit")

    assert result.exit_code == 0
    assert result.stderr == ""
    assert "350 zaken gelezen en gerangschikt" in result.stdout
    written = {name for name in files(tmp_path / "uit") if not name.startswith("keten/")}
    assert written == {"bellijst.html", "bellijst.xlsx", "adviezen.jsonl"}
    lines = (tmp_path / "uit/adviezen.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["rank"] for line in lines] == list(range(1, 351))
    for told in (
        "350 zaken geregistreerd; dezelfde lijst nog eens: 0 nieuw.",
        "op de wachtlijst",
        "is niet bereikbaar; de rest gaat door.",
        "is terug: ",
        "weigert zaak z-",
        "trekt zich terug",
        "mis is: niets.",
        "besluiten opnieuw genomen; 0 anders.",
    ):
        assert told in result.stdout
    for kind in ("post", "http", "bestanden"):
        assert any(name.startswith(f"keten/partners/{kind}/") for name in files(tmp_path / "uit"))


def test_the_demo_needs_no_day_and_gives_the_same_every_time(
    triage: Invoke, tmp_path: Path
) -> None:
    triage("demo", "--out", "een", "--json")
    triage("demo", "--out", "twee", "--json")

    for name in ("bellijst.html", "bellijst.xlsx", "adviezen.jsonl"):
        assert (tmp_path / "een" / name).read_bytes() == (tmp_path / "twee" / name).read_bytes()


def test_the_demo_prints_what_it_writes_for_programs(triage: Invoke, tmp_path: Path) -> None:
    result = triage("demo", "--out", "uit", "--json")

    assert result.stdout == (tmp_path / "uit/adviezen.jsonl").read_text(encoding="utf-8")


def test_the_demo_of_a_home_without_a_list_says_so(triage: Invoke, home: Path) -> None:
    result = triage("demo", "--home", home)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "geen voorbeeldlijst" in result.stderr


@pytest.mark.parametrize("count", [0, 2])
def test_the_demo_takes_the_list_of_the_home(
    triage: Invoke, home: Path, tmp_path: Path, count: int
) -> None:
    (home / "demo").mkdir()
    rows = "".join(f"z-{number};2021-03-0{number + 1}\n" for number in range(count))
    (home / "demo/lijst.csv").write_text(f"zaak;aangemeld\n{rows}")

    result = triage("demo", "--home", home.name, "--out", "uit")

    assert result.exit_code == 0, result.output
    assert f"{count} zaken gelezen" in result.stdout
    if count:
        assert "Een proef, 2021-03-02" in result.stdout
        assert f"--on 2021-03-02 --home {home.name}" in result.stdout
    assert len([name for name in files(tmp_path / "uit") if "/" not in name]) == 3


def test_a_demo_that_cannot_be_written_is_said(triage: Invoke, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("van mij")

    result = triage("demo", "--out", "bestand/uit")

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
