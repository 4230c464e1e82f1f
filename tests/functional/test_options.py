"""What every command shares: which home, which day, which engine, which exit code."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Invoke

DAY = ("--on", "2021-03-03")
BARE_RULES = "regels: [{regel: altijd, als: altijd, dan: {punten: 1}}]\n"
BARE = "urgentie: {laag: {}}\nbewaartermijn: {persoon: 1 maand, antwoorden: 1 maand}\n"


@pytest.fixture
def two_homes(make_home: Callable[..., Path]) -> tuple[Path, Path]:
    """Two homes that tell themselves apart by the number of their rules."""
    more = BARE_RULES.replace("[", "[{regel: ook, als: altijd, dan: {punten: 1}}, ")
    return make_home("een", BARE_RULES, BARE), make_home("twee", more, BARE)


def test_without_anything_the_built_in_home_is_used(triage: Invoke) -> None:
    result = triage("check", *DAY)

    assert result.exit_code == 0
    assert "11 producten" in result.stdout


def test_the_environment_wins_over_the_built_in_home(
    triage: Invoke, two_homes: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIAGE_HOME", str(two_homes[0]))

    result = triage("check", *DAY)

    assert result.exit_code == 0
    assert "1 regel," in result.stdout


def test_the_option_wins_over_the_environment(
    triage: Invoke, two_homes: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIAGE_HOME", str(two_homes[0]))

    result = triage("check", "--home", two_homes[1], *DAY)

    assert "2 regels," in result.stdout


def test_an_empty_environment_variable_says_nothing(
    triage: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIAGE_HOME", "")

    result = triage("check", *DAY)

    assert "11 producten" in result.stdout


def test_a_home_in_the_environment_that_does_not_exist_is_wrong_usage(
    triage: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIAGE_HOME", "nergens")

    result = triage("check")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "'nergens'" in result.stderr


@pytest.mark.parametrize(
    "command", [("check",), ("test",), ("advise", "x.csv"), ("prioritise", "x.csv")]
)
def test_a_home_that_does_not_exist_is_wrong_usage(triage: Invoke, command: list[str]) -> None:
    result = triage(*command, "--home", "nergens")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "'nergens'" in result.stderr


@pytest.mark.parametrize(
    "command", [("advise", "x.csv"), ("prioritise", "x.csv"), ("explain", "z", "--in", "x.csv")]
)
def test_a_file_that_does_not_exist_is_wrong_usage(
    triage: Invoke, home: Path, command: list[str]
) -> None:
    result = triage(*command, "--home", home)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "'x.csv'" in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("nope",),
        ("advise",),
        ("explain", "z-1"),
        ("check", "--nope"),
        ("check", "--on", "2021-02-30"),
        ("check", "--on", "morgen"),
        ("check", "--engine", "snel"),
        ("new", "home"),
    ],
    ids=" ".join,
)
def test_wrong_usage_gives_exit_code_2_and_nothing_on_standard_output(
    triage: Invoke, command: list[str]
) -> None:
    result = triage(*command)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage: " in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("written", ["2021-03-03", "3-3-2021"])
def test_a_day_is_written_as_in_the_rules(
    triage: Invoke, home: Path, cases: Path, written: str
) -> None:
    result = triage("explain", "z-1", "--in", cases, "--home", home, "--on", written)

    assert "berekend op woensdag 3 maart 2021" in result.stdout


TERMED = "looptijd: {van: 2021-03-01, tot_en_met: 2021-12-31}\n"


@pytest.mark.parametrize("command", ["check", "advise", "prioritise", "explain"])
@pytest.mark.parametrize("day", [(), ("--on", "2021-02-28"), ("--on", "2022-01-01")])
def test_outside_the_term_a_command_warns_and_names_the_option(
    triage: Invoke, make_home: Callable[..., Path], tmp_path: Path, command: str, day: tuple[str]
) -> None:
    home = make_home(rules=BARE_RULES, config=BARE + TERMED)
    (tmp_path / "x.csv").write_text("zaak;aangemeld\nz;2021-03-01\n")
    arguments = {"check": (), "explain": ("z", "--in", "x.csv")}.get(command, ("x.csv",))

    result = triage(command, *arguments, "--home", home, *day)

    assert result.exit_code == 0
    assert "buiten de looptijd (2021-03-01 tot en met 2021-12-31)" in result.stderr
    assert "--on 2021-03-01" in result.stderr


@pytest.mark.parametrize("day", ["2021-03-01", "2021-12-31"])
def test_both_ends_of_the_term_are_inside(
    triage: Invoke, make_home: Callable[..., Path], day: str
) -> None:
    home = make_home(rules=BARE_RULES, config=BARE + TERMED)

    result = triage("check", "--home", home, "--on", day)

    assert "looptijd" not in result.stderr


def test_today_is_the_day_of_reckoning_unless_another_is_given(
    triage: Invoke, make_home: Callable[..., Path], tmp_path: Path
) -> None:
    dated = """\
vragen: {dag: {vraag: "Welke dag?", soort: datum}}
regels: [{regel: lang-geleden, als: {dag: minstens 400 dagen geleden}, dan: {punten: 1}}]
"""
    home = make_home(rules=dated, config=BARE)
    (tmp_path / "x.csv").write_text("zaak;aangemeld;dag\nz;2021-03-01;2021-03-01\n")

    today = triage("advise", "x.csv", "--home", home, "--json")
    then = triage("advise", "x.csv", "--home", home, "--json", *DAY)

    assert [json.loads(result.stdout)["points"] for result in (today, then)] == [1, 0]


def test_an_engine_is_chosen_by_the_option_before_the_configuration(
    triage: Invoke, make_home: Callable[..., Path], tmp_path: Path
) -> None:
    home = make_home(rules=BARE_RULES, config=BARE + "engine: durable\n")
    (tmp_path / "x.csv").write_text("zaak;aangemeld\nz;2021-03-01\n")

    result = triage("advise", "x.csv", "--home", home, "--engine", "direct", "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["engines"] == ["direct"]


@pytest.mark.parametrize("command", ["check", "test"])
def test_an_engine_that_cannot_be_had_is_a_problem_and_no_crash(
    triage: Invoke,
    make_home: Callable[..., Path],
    command: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    home = make_home(rules=BARE_RULES, config=BARE + "engine: durable\n")

    result = triage(command, "--home", home.name)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("thuis/config/config.yaml:1:1: H003 ")
    assert result.stderr.endswith(" Kies 'auto' of 'direct'.\n")
    assert "durable-rules" in result.stderr


@pytest.mark.parametrize("command", [(), ("--help",), ("-h",)])
def test_help_says_where_to_begin(triage: Invoke, command: list[str]) -> None:
    result = triage(*command)

    said = result.stdout or result.stderr  # without a command click counts it as wrong usage
    assert "triage demo" in said
    assert "Exit codes" in said
