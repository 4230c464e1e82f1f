"""`replay`: every decision and every call list comes out again as it was, or is named."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from triage import Case
from triage.desk import Desk
from triage.records import Answer

ON: Final = date(2021, 3, 3)
OTHER: Final = """\
vragen: {spoed: {vraag: "Is er spoed?", soort: ja_nee}}
regels:
  - {regel: spoed, als: {spoed: nee}, dan: {urgentie: acuut, punten: 9}, omdat: Geen spoed.}
"""


@pytest.fixture
def week(desk: Desk) -> Desk:
    """A desk that has handed out, called, decided and overridden."""
    answers: dict[str, dict[str, Answer]] = {
        "z-1": {},
        "z-2": {"spoed": True},
        "z-3": {"schuld": "5.001,50", "sector": "bouw"},
    }
    desk.register([Case(name, ON, told) for name, told in answers.items()], "gros", actor="balie")
    desk.calls(actor="balie")
    desk.next(actor="jo")
    desk.contact("z-2", channel="telefoon", reached=True, actor="jo")
    desk.intake(Case("z-2", ON, {"studie": True}), actor="jo")
    desk.override("z-3", urgency="acuut", reason="De bank belde.", actor="jo")
    desk.calls(actor="balie")
    return desk


@pytest.fixture
def change(tmp_path: Path) -> Callable[..., None]:
    """Run a statement on the database, without the desk; it has to change something."""

    def run(statement: str, *values: Any) -> None:
        with closing(sqlite3.connect(tmp_path / "ledger.db")) as connection, connection:
            assert connection.execute(statement, values).rowcount > 0

    return run


on_sqlite = pytest.mark.parametrize("ledger", ["sqlite"], indirect=True)


def test_everything_comes_out_as_it_was(week: Desk) -> None:
    found = week.replay()

    assert found.different == ()
    assert (found.decisions, found.lists, found.erased) == (7, 2, 0)


def test_an_empty_ledger_has_nothing_to_decide(desk: Desk) -> None:
    found = desk.replay()

    assert (found.decisions, found.lists, found.erased, found.different) == (0, 0, 0, ())


def test_decisions_are_made_again_with_the_policy_of_their_day(
    week: Desk, open_desk: Callable[..., Desk]
) -> None:
    later = open_desk(rules=OTHER, config="engine: direct\nurgentie: {acuut: {}, gewoon: {}}\n")
    later.calls(actor="balie")

    found = later.replay()

    assert later.policy.version != week.policy.version
    assert found.different == ()
    assert found.lists == 3


def test_a_level_that_an_adviser_chose_counts_in_the_order_again(week: Desk) -> None:
    first, *_ = week.calls(actor="balie")

    assert first.case == "z-3"
    assert first.urgency == "gewoon"
    assert week.replay().different == ()


@on_sqlite
def test_answers_that_were_changed_are_found(week: Desk, change: Callable[..., None]) -> None:
    change("""update decision set answers = '{"spoed": true}' where id = 3""")

    different = week.replay().different

    case = "z-1" if "z-1" in different[0] else "z-3"
    assert different[0].startswith(f"zaak {case}: de beslissing van 2021-03-03 komt anders uit (")
    assert "urgency" in different[0]


@on_sqlite
@pytest.mark.parametrize("answers", ["geen json", "[]", '{"onbekend": 1}', '{"spoed": "soms"}'])
def test_answers_that_cannot_be_read_are_found(
    week: Desk, change: Callable[..., None], answers: str
) -> None:
    change("update decision set answers = ? where id = 3", answers)

    assert "komt anders uit (answers)" in week.replay().different[0]


@on_sqlite
@pytest.mark.parametrize("advice", ["geen json", "[]", None])
def test_an_advice_that_cannot_be_read_is_found(
    week: Desk, change: Callable[..., None], advice: str | None
) -> None:
    change("update decision set advice = ? where id = 3", advice)

    assert "komt anders uit (answers)" in week.replay().different[0]


@on_sqlite
def test_an_advice_that_was_changed_is_found_with_what_differs(
    week: Desk, tmp_path: Path, change: Callable[..., None]
) -> None:
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as connection:
        (text,) = connection.execute("select advice from decision where id = 1").fetchone()
    advice = json.loads(text) | {"points": 99, "engines": ["direct", "durable"]}

    change("update decision set advice = ? where id = 1", json.dumps(advice))

    (line,) = week.replay().different
    assert line.endswith(": de beslissing van 2021-03-03 komt anders uit (points)")


@on_sqlite
def test_a_call_list_in_another_order_is_found(week: Desk, change: Callable[..., None]) -> None:
    change("update call_list set position = 10 - position")

    one, other = week.replay().different
    assert one.startswith("bellijst ")
    assert one.endswith(": de volgorde komt anders uit")
    assert other.startswith("bellijst ")


@on_sqlite
def test_a_case_taken_off_a_call_list_is_missed(week: Desk, change: Callable[..., None]) -> None:
    change("delete from call_list where position = 3")

    (line,) = week.replay().different
    assert line.endswith(": er staan 2 zaken op in plaats van 3")


@on_sqlite
def test_a_decision_that_was_removed_is_missed(week: Desk, change: Callable[..., None]) -> None:
    change("delete from decision where event = (select number from event where kind = 'intake')")

    (line,) = week.replay().different
    assert line.endswith(": de beslissing erbij ontbreekt")


@on_sqlite
@pytest.mark.parametrize(
    "files",
    [
        "geen json",
        "[]",
        "{}",
        '{"rules/a.yaml": 5}',
        '{"../buiten.yaml": "vragen: {}"}',
        json.dumps({"rules/a.yaml": OTHER, "config/a.yaml": "urgentie: {acuut: {}}"}),
    ],
)
def test_a_stored_policy_that_was_changed_is_named(
    week: Desk, change: Callable[..., None], files: str
) -> None:
    change("update policy set files = ?", files)

    assert week.replay().different == (
        f"beleid {week.policy.version}: de bewaarde bestanden geven dit beleid niet",
    )


def test_what_has_been_erased_is_counted_and_the_rest_still_comes_out(week: Desk) -> None:
    week.close("z-1", reason="verhuisd", actor="balie")
    week.erase("z-1", actor="balie")

    found = week.replay()

    assert found.different == ()
    assert (found.decisions, found.erased) == (5, 2)
