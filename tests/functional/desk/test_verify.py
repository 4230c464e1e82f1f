"""`verify`: whatever is changed in the ledger behind the back of the desk is found and named."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from triage import Case, LedgerError
from triage.chain import Placed, Result, Waiting
from triage.desk import Desk

Settle = Callable[..., str]
ON: Final = date(2021, 3, 3)
LAST: Final = "(select max(number) from event)"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def ledger(file: Path) -> str:
    """Only on SQLite: PostgreSQL itself refuses most of this."""
    return f"sqlite:///{file}"


@contextmanager
def behind_the_back(file: Path) -> Iterator[sqlite3.Connection]:
    """The database itself, without the desk."""
    with closing(sqlite3.connect(file)) as connection, connection:
        yield connection


@pytest.fixture
def change(file: Path) -> Callable[..., None]:
    """Run a statement on the database; it has to change something."""

    def run(statement: str, *values: Any) -> None:
        with behind_the_back(file) as connection:
            assert connection.execute(statement, values).rowcount > 0

    return run


def placed(result: Result) -> str:
    assert isinstance(result, Placed), result
    return result.referral


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the ledger of these tests is kept, so that it is made once."""
    return tmp_path_factory.mktemp("verify") / "made.db"


@pytest.fixture
def busy(desk: Desk, settle: Settle, file: Path, once: Path) -> Desk:
    """A desk on a ledger in which referrals ended in every way."""
    source, target = (file, once) if (new := not once.exists()) else (once, file)
    if new:
        fill(desk, settle)
    with closing(sqlite3.connect(source)) as made, closing(sqlite3.connect(target)) as copy:
        made.backup(copy)
    return desk


@pytest.fixture
def study(busy: Desk) -> str:
    """A referral of it that holds a place and 2000 euros."""
    (found,) = (one["id"] for one in busy.referrals("z-s"))
    return str(found)


def fill(desk: Desk, settle: Settle) -> None:
    for number in range(5):
        settle(f"z-{number}", sector="bouw")
    coached = placed(desk.refer(settle("z-c", coach=True), "coaching", actor="balie"))
    settle("z-s", spoed=True)
    second, first, third = (
        placed(desk.refer(case, "studie", actor="balie")) for case in ("z-0", "z-s", "z-1")
    )
    assert isinstance(desk.refer("z-2", "studie", actor="balie"), Waiting)
    desk.deliver()
    desk.update(coached, "started", actor="balie")
    desk.update(coached, "completed", hours=Decimal(3), actor="balie")
    desk.update(first, "accepted", actor="bureau")
    desk.update(second, "refused", "anders", actor="balie")
    desk.withdraw(third, reason="Ziet ervan af.", actor="balie")


def test_a_ledger_that_was_left_alone_is_right(busy: Desk) -> None:
    found = busy.verify()

    assert found.wrong == ()
    assert found.events == len(list(busy.events()))


def test_an_empty_ledger_is_right(desk: Desk) -> None:
    assert desk.verify().wrong == ()


CHANGES: Final = (
    ("at", "2021-03-01T09:00:00+01:00"),
    ("recorded", "2021-03-01T09:00:00+01:00"),
    ("kind", "registered!"),
    ('"case"', "z-9"),
    ("referral", "iets"),
    ("actor", "iemand"),
    ("details", '{"cents":1}'),
    ("details", "geen json"),
    ("previous", "0" * 63 + "1"),
    ("hash", "0" * 64),
)


def test_every_event_is_named_when_anything_in_it_was_changed(
    busy: Desk, change: Callable[..., None], file: Path
) -> None:
    count = len(list(busy.events()))
    assert count > 2 * len(CHANGES)

    for number in range(1, count + 1):
        column, value = CHANGES[number % len(CHANGES)]
        with behind_the_back(file) as connection:
            query = f"select {column} from event where number = ?"  # noqa: S608  # our own words
            (before,) = connection.execute(query, (number,)).fetchone()
        statement = f"update event set {column} = ? where number = ?"  # noqa: S608
        change(statement, value, number)
        wrong = busy.verify().wrong
        change(statement, before, number)
        assert any(line.startswith(f"gebeurtenis {number}: ") for line in wrong)

    assert busy.verify().wrong == ()


def test_an_event_that_is_not_even_text_any_more_is_told(
    busy: Desk, change: Callable[..., None]
) -> None:
    change("update event set details = x'00' where number = 3")

    assert "de keten is zo beschadigd dat zij niet verder te lezen is" in busy.verify().wrong


def test_a_removed_event_is_named(busy: Desk, change: Callable[..., None]) -> None:
    change("delete from event where number = 4")

    assert "gebeurtenis 5: hiervoor ontbreekt gebeurtenis 4" in busy.verify().wrong


def test_a_removed_event_after_which_all_were_renumbered_is_found(
    busy: Desk, change: Callable[..., None]
) -> None:
    change("delete from event where number = 4")
    for number in range(5, len(list(busy.events())) + 2):
        change("update event set number = ? where number = ?", number - 1, number)

    assert "gebeurtenis 4: sluit niet aan op de gebeurtenis ervoor" in busy.verify().wrong


@pytest.mark.parametrize("removed", [1, 3])
def test_events_cut_off_at_the_end_are_missed(
    busy: Desk, change: Callable[..., None], removed: int
) -> None:
    count = len(list(busy.events()))
    change(f"delete from event where number > {LAST} - ?", removed)  # noqa: S608

    wrong = busy.verify().wrong

    first = count - removed + 1
    assert f"gebeurtenis {first}: ontbreekt: de keten is aan het eind afgebroken" in wrong


def test_an_event_put_at_the_end_is_named_even_with_a_right_hash(busy: Desk, file: Path) -> None:
    last = list(busy.events())[-1]
    row = {
        "number": last.number + 1,
        "at": last.at.isoformat(),
        "recorded": last.recorded.isoformat(),
        "kind": "contacted",
        "case": "z-1",
        "referral": None,
        "actor": "balie",
        "details": "{}",
        "previous": last.hash,
    }
    text = json.dumps(list(row.values()), ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    with behind_the_back(file) as connection:
        marks = ", ".join("?" * 10)
        connection.execute(f"insert into event values ({marks})", (*row.values(), digest))  # noqa: S608

    assert busy.verify().wrong == (
        f"gebeurtenis {last.number + 1}: is niet de gebeurtenis die het laatst is geschreven",
    )


def test_a_pot_that_was_changed_is_named(busy: Desk, change: Callable[..., None]) -> None:
    change("update pot set free = free - 100, spent = spent + 100")

    assert busy.verify().wrong == ("pot 'pot' is niet gelijk aan de som van zijn boekingen",)


def test_an_amount_changed_everywhere_at_once_is_held_against_its_event(
    busy: Desk, study: str, change: Callable[..., None], file: Path
) -> None:
    with behind_the_back(file) as connection:
        query = "select event from movement where referral = ? and target = 'held'"
        (number,) = connection.execute(query, (study,)).fetchone()

    change("update movement set cents = cents - 100 where event = ?", number)
    change("update referral set held = held - 100 where id = ?", study)
    change("update pot set held = held - 100, free = free + 100")

    assert busy.verify().wrong == (
        f"gebeurtenis {number}: er is 199900 cent geboekt, volgens de keten 200000 cent",
    )


@pytest.mark.parametrize("account", ["held", "spent"])
def test_what_a_referral_holds_or_spent_is_held_against_its_movements(
    busy: Desk, study: str, change: Callable[..., None], account: str
) -> None:
    change(f"update referral set {account} = {account} + 5 where id = ?", study)  # noqa: S608

    (line,) = busy.verify().wrong
    assert line.startswith(f"verwijzing {study}: ")
    assert "volgens de boekingen 200000 en 0" in line


def test_a_removed_movement_is_named(busy: Desk, study: str, change: Callable[..., None]) -> None:
    change("delete from movement where referral = ?", study)

    wrong = busy.verify().wrong

    assert "pot 'pot' is niet gelijk aan de som van zijn boekingen" in wrong
    assert any(line.startswith(f"verwijzing {study}: 200000 cent vastgelegd") for line in wrong)


def test_a_movement_without_an_event_is_named(busy: Desk, change: Callable[..., None]) -> None:
    change("insert into movement values (999, 0, 'pot', 'free', 'held', 5, null)")

    assert "gebeurtenis 999: er is op geboekt, maar zij bestaat niet" in busy.verify().wrong


def test_a_movement_for_a_referral_that_does_not_exist_is_named(
    busy: Desk, study: str, change: Callable[..., None]
) -> None:
    change("update movement set referral = 'niemand' where referral = ?", study)

    wrong = busy.verify().wrong

    assert "verwijzing niemand: er is op geboekt, maar zij bestaat niet" in wrong


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [
        ("status", "completed", "status is completed, volgens de keten accepted"),
        ("partner", "tweede", "partner is tweede, volgens de keten bureau"),
        ("placed", "2021-02-01T09:00:00+01:00", "moment van plaatsen is 2021-02-01T09:00:00+01:00"),
        ("taken", 0, "aantal plaatsen is 0, volgens de keten 1"),
        ('"case"', "z-4", "zaak is z-4, volgens de keten z-s"),
    ],
)
def test_a_referral_that_was_changed_is_named(
    busy: Desk, study: str, change: Callable[..., None], column: str, value: object, word: str
) -> None:
    change(f"update referral set {column} = ? where id = ?", value, study)  # noqa: S608

    (line,) = busy.verify().wrong
    assert line.startswith(f"verwijzing {study}: {word}")


def test_a_removed_referral_is_named(busy: Desk, study: str, change: Callable[..., None]) -> None:
    change("delete from referral where id = ?", study)

    assert f"verwijzing {study}: ontbreekt, maar de keten kent haar" in busy.verify().wrong


def test_a_referral_put_in_by_hand_is_named(busy: Desk, study: str, file: Path) -> None:
    with behind_the_back(file) as connection:
        connection.execute("create temp table one as select * from referral where id = ?", (study,))
        connection.execute("update one set id = 'stiekem'")
        connection.execute("insert into referral select * from one")

    assert "verwijzing stiekem: geen gebeurtenis gaat over haar" in busy.verify().wrong


@pytest.mark.parametrize("head", ["", "geen getal", "3 abc"])
def test_a_damaged_head_is_told(busy: Desk, change: Callable[..., None], head: str) -> None:
    change("update setting set value = ? where key = 'head'", head)

    assert busy.verify().wrong != ()


def test_an_event_that_cannot_be_read_is_no_traceback(
    busy: Desk, change: Callable[..., None]
) -> None:
    change("update event set at = 'gisteren' where number = 3")

    with pytest.raises(LedgerError, match="verify"):
        list(busy.events())


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [
        ("status", "closed", "status is closed, volgens de keten done"),
        ("urgency", "acuut", "urgentie is acuut, volgens de keten None"),
    ],
)
def test_a_case_that_was_changed_is_named(
    busy: Desk, change: Callable[..., None], column: str, value: str, word: str
) -> None:
    change(f"update case_file set {column} = ? where id = 'z-4'", value)  # noqa: S608

    assert busy.verify().wrong == (f"zaak z-4: {word}",)


def test_a_removed_case_is_named(busy: Desk, change: Callable[..., None]) -> None:
    change("delete from case_file where id = 'z-4'")

    assert busy.verify().wrong == ("zaak z-4: ontbreekt, maar de keten kent haar",)


def test_every_turn_in_the_life_of_a_case_is_right(desk: Desk, settle: Settle) -> None:
    desk.register(Case("z-b", ON), actor="balie")
    for reached in (False, True, True):
        desk.contact("z-b", channel="telefoon", reached=reached, actor="balie")
    settle("z-i")
    desk.contact("z-i", channel="telefoon", reached=True, actor="balie")
    desk.override("z-i", urgency="acuut", reason="Spoed.", actor="balie")
    desk.override("z-i", product="coaching", reason="Past.", actor="balie")
    settle("z-c")
    desk.close("z-c", reason="afgerond", actor="balie")

    assert desk.verify().wrong == ()
