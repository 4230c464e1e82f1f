"""Commands that need a ledger that is there, and those that leave its policy as it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, Protocol

import pytest

from triage import Desk, LedgerError
from triage.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from triage.desk.opening import Purpose

LOOKING: Final = (
    ("report",),
    ("verify",),
    ("replay",),
    ("waiting",),
    ("show", "z-1"),
    ("export", "events"),
    ("export", "srg"),
)
"""What only looks back."""
WORKING: Final = (
    ("next",),
    ("contact", "z-1", "--channel", "telefoon", "--reached"),
    ("intake", "zaken.jsonl"),
    ("refer", "z-1", "schuldhulp"),
    ("deliver",),
    ("update", "r", "accepted"),
    ("withdraw", "r", "--reason", "zo"),
    ("override", "z-1", "--urgency", "acuut", "--reason", "zo"),
    ("close", "z-1", "--reason", "afgerond"),
    ("handle", "pot-x-80"),
    ("tozo", "einden.csv"),
    ("entered", "srg.csv"),
    ("erase", "z-1"),
    ("erase", "--due"),
    ("migrate",),
)
"""What writes, and brings nobody in."""
WITHOUT: Final = {
    *("check", "test", "advise", "prioritise", "explain", "ask", "schema", "new", "demo"),
    "register",
}
"""What needs no ledger, or makes one."""


class Invoke(Protocol):
    def __call__(self, *args: object) -> Result: ...


@pytest.fixture(autouse=True)
def lists(tmp_path: Path) -> None:
    case = {"case": "z-1", "registered": "2021-03-01"}
    (tmp_path / "zaken.jsonl").write_text(json.dumps(case), encoding="utf-8")
    (tmp_path / "einden.csv").write_text("zaak;einde;reden\n", encoding="utf-8")
    (tmp_path / "srg.csv").write_text("verwijzing;ingevoerd_op\n", encoding="utf-8")


@pytest.fixture
def other(make_home: Callable[..., Path]) -> Path:
    """A home that counts and decides otherwise."""
    config = (
        "urgentie: {gewoon: {naam: Gewoon}}\nindicatoren:\n"
        "  - {indicator: i, naam: I, tel: ondernemers, bij: intake, als: {hulp: ja}}\n"
    )
    rules = (
        'vragen: {hulp: {vraag: "Hulp?", soort: ja_nee}}\n'
        "regels: [{regel: a, als: {hulp: ja}, dan: {punten: 1}}]\n"
    )
    return make_home("ander", rules=rules, config=config)


def events(triage: Invoke, home: Path) -> list[Any]:
    text = triage("export", "events", "--home", home).stdout
    return [json.loads(line) for line in text.splitlines()]


class TestAnAddressWithoutALedger:
    @pytest.mark.parametrize("command", [*LOOKING, *WORKING], ids=" ".join)
    def test_is_refused_by_name_and_nothing_is_made(
        self, triage: Invoke, home: Path, tmp_path: Path, command: tuple[str, ...]
    ) -> None:
        address = "sqlite:///trage.db"

        result = triage(*command, "--home", home, "--on", "2021-03-03", "--ledger", address)

        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.splitlines()[-1] == (
            f"er is geen ledger op {address}; 'triage register' maakt er een. Kijk het adres na."
        )
        assert list(tmp_path.glob("*.db*")) == []

    def test_gets_one_by_registering(self, triage: Invoke, home: Path, tmp_path: Path) -> None:
        result = triage("register", "zaken.jsonl", "--home", home, "--ledger", "sqlite:///nieuw.db")

        assert result.exit_code == 0
        assert (tmp_path / "nieuw.db").exists()

    def test_is_also_an_empty_file(self, triage: Invoke, home: Path, tmp_path: Path) -> None:
        (tmp_path / "triage.db").touch()

        result = triage("report", "--home", home)

        assert result.exit_code == 1
        assert "er is geen ledger op sqlite:///triage.db" in result.stderr

    def test_is_told_for_every_command_of_the_desk(self) -> None:
        tried = {command[0] for command in (*LOOKING, *WORKING)}

        assert tried | WITHOUT == set(main.list_commands(None))  # type: ignore[arg-type]

    @pytest.mark.parametrize("purpose", ["work", "look"])
    def test_is_an_error_of_the_desk_too(self, home: Path, ledger: str, purpose: Purpose) -> None:
        with pytest.raises(LedgerError, match="er is geen ledger op"):
            Desk.open(home, ledger, purpose=purpose)

        Desk.open(home, ledger).close_ledger()
        Desk.open(home, ledger, purpose=purpose).close_ledger()

    @pytest.mark.needs("postgresql")
    def test_shows_no_password(self, home: Path, postgres_server: str) -> None:
        address = postgres_server.format("postgres").replace("triage@", "triage:geheim@")

        with pytest.raises(LedgerError) as refused:
            Desk.open(home, address, purpose="look")

        assert "geheim" not in str(refused.value)
        assert "//…@" in str(refused.value)


class TestAnotherHome:
    @pytest.fixture(autouse=True)
    def registered(self, triage: Invoke, home: Path) -> None:
        triage("register", "zaken.jsonl", "--home", home)
        triage("intake", "zaken.jsonl", "--home", home)

    @pytest.mark.parametrize("command", LOOKING, ids=" ".join)
    def test_changes_nothing_in_the_ledger(
        self, triage: Invoke, home: Path, other: Path, command: tuple[str, ...]
    ) -> None:
        before = events(triage, home)

        triage(*command, "--home", other)
        after = triage("next", "--home", home, "--actor", "balie")

        assert "W021" not in after.stderr
        assert events(triage, home) == before

    @pytest.mark.parametrize("command", [("report",), ("export", "srg")], ids=" ".join)
    def test_cannot_tell_what_rests_on_the_policy_of_the_ledger(
        self, triage: Invoke, other: Path, command: tuple[str, ...]
    ) -> None:
        result = triage(*command, "--home", other)

        assert (result.exit_code, result.stdout) == (1, "")
        assert "het ledger werkt met andere regels of een andere configuratie" in result.stderr
        assert "Geef met --home de map van de balie." in result.stderr
        assert "'triage deliver'" in result.stderr

    def test_can_after_the_desk_has_worked_with_it(self, triage: Invoke, other: Path) -> None:
        triage("deliver", "--home", other)

        result = triage("report", "--home", other)

        assert result.exit_code == 0

    @pytest.mark.parametrize("command", [("verify",), ("replay",)], ids=" ".join)
    def test_can_check_what_was_written_with_another(
        self, triage: Invoke, other: Path, command: tuple[str, ...]
    ) -> None:
        assert triage(*command, "--home", other).exit_code == 0
