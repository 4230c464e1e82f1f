"""Erasing: who, what was answered and what was written are gone; counts and the chain stay."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Final

import pytest
from sqlalchemy import create_engine, inspect, text

from tests.functional.desk.conftest import OpenDesk, Partner
from triage import Case, DeskError, Person, hookimpl
from triage.chain import Placed
from triage.desk import Desk
from triage.errors import ChannelError

ON: Final = date(2021, 3, 3)
NAME: Final = "Sanne Proefpersoon"
PHONE: Final = "06-20000001"
EMAIL: Final = "sanne@voorbeeld.example"
BSN: Final = "111222333"
TEXT: Final = "De buurman van de verhuurder belde."
SECRET: Final = (NAME, PHONE, EMAIL, BSN, TEXT, "horeca", "7123,45", "7123.45", "0620000001")

on_sqlite = pytest.mark.parametrize("ledger", ["sqlite"], indirect=True)


class Silent(Partner):
    """A partner that says itself why it cannot be told of a withdrawal."""

    words: ClassVar = "de buurvrouw neemt niet op"

    @hookimpl
    def withdraw(self, referral: object) -> None:  # noqa: ARG002  # a hook's own name
        raise ChannelError(self.words)


def live(desk: Desk, case: str = "z-1") -> str:
    """A whole life up to where the case can be closed; gives its id."""
    told: dict[str, Any] = {
        "studie": True,
        "akkoord": True,
        "sector": "horeca",
        "schuld": "7123,45",
    }
    who = Person(NAME, PHONE, EMAIL, BSN)
    desk.register(Case(case, ON, {"sector": "horeca"}, who), "gros", actor="balie")
    desk.calls(actor="balie")
    desk.next(actor="jo")
    desk.contact(case, channel="telefoon", reached=False, call_back=date(2021, 3, 9), actor="jo")
    desk.intake(Case(case, ON, told, who), actor="jo")
    desk.override(case, urgency="acuut", reason=TEXT, actor="jo")
    result = desk.refer(case, "studie", actor="jo")
    assert isinstance(result, Placed)
    desk.deliver()
    desk.withdraw(result.referral, reason=TEXT, actor="jo")
    return case


@pytest.fixture
def closed(desk: Desk) -> Desk:
    """A desk with one case that has been closed."""
    desk.close(live(desk), reason=TEXT, actor="jo")
    return desk


def rows(ledger: str) -> Iterator[str]:
    """Everything in every table, as text."""
    engine = create_engine(ledger)
    with engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            if table != "policy":  # the rules name their options
                query = text(f'select * from "{table}"')  # noqa: S608  # our own tables
                yield from (str(row) for row in connection.execute(query))
    engine.dispose()


def left(ledger: str) -> set[str]:
    everything = "\n".join(rows(ledger))
    return {word for word in SECRET if word in everything}


def test_nothing_personal_is_left(closed: Desk, ledger: str) -> None:
    assert {NAME, PHONE, EMAIL, BSN, TEXT, "horeca"} <= left(ledger)

    closed.erase("z-1", actor="jo")

    assert left(ledger) == set()


def test_why_a_delivery_failed_is_erased_too(desk: Desk, open_desk: OpenDesk, ledger: str) -> None:
    desk.close(live(desk), reason=TEXT, actor="jo")
    open_desk(Silent("bureau", ("studie",))).deliver()
    assert Silent.words in "\n".join(rows(ledger))

    desk.erase("z-1", actor="jo")

    assert Silent.words not in "\n".join(rows(ledger))


def test_counts_money_and_the_chain_stay(closed: Desk) -> None:
    events, referrals = list(closed.events()), closed.referrals("z-1")

    closed.erase("z-1", actor="jo")

    after = list(closed.events())
    assert after[:-1] == events
    assert (after[-1].kind, after[-1].case, after[-1].actor) == ("erased", "z-1", "jo")
    assert after[-1].details == {"parts": ["answers", "person"]}
    assert closed.referrals("z-1") == referrals
    assert closed.verify().wrong == ()


def test_the_second_time_writes_nothing(closed: Desk) -> None:
    closed.erase("z-1", actor="jo")
    before = list(closed.events())

    closed.erase("z-1", actor="jo")

    assert list(closed.events()) == before


def test_a_case_that_was_registered_and_closed_at_once_can_be_erased(desk: Desk) -> None:
    desk.register(Case("z-1", ON), actor="balie")
    desk.close("z-1", reason="dubbel", actor="balie")

    desk.erase("z-1", actor="balie")

    assert list(desk.events())[-1].kind == "erased"


def test_an_open_case_is_not_erased(desk: Desk, ledger: str) -> None:
    live(desk)

    with pytest.raises(DeskError, match=r"zaak z-1 is nog open\. Sluit haar eerst met close\."):
        desk.erase("z-1", actor="jo")

    assert NAME in left(ledger)


def test_an_unknown_case_is_not_erased(desk: Desk) -> None:
    with pytest.raises(DeskError, match="zaak z-9 staat niet in het ledger"):
        desk.erase("z-9", actor="jo")


def test_others_are_left_alone(closed: Desk, ledger: str) -> None:
    other = Person("Een Ander", "06-30000003")
    closed.register(Case("z-2", ON, {"sector": "bouw"}, other), actor="jo")

    closed.erase("z-1", actor="jo")

    assert "Een Ander" in "\n".join(rows(ledger))
    call = closed.next(actor="an")
    assert call is not None
    assert call.person == other


def test_a_list_that_comes_again_does_not_bring_anything_back(closed: Desk, ledger: str) -> None:
    closed.erase("z-1", actor="jo")

    told: dict[str, Any] = {"sector": "horeca"}
    closed.register([Case("z-1", ON, told, Person(NAME, PHONE))], "gros", actor="jo")

    assert left(ledger) == set()


def content(tmp_path: Path) -> bytes:
    """Every byte of the files of the ledger."""
    found = sorted(tmp_path.glob("ledger.db*"))
    return b"".join(path.read_bytes() for path in found)


@on_sqlite
def test_the_files_of_the_database_hold_nothing_of_it_either(closed: Desk, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as other:
        other.execute("select count(*) from event")  # keeps the write-ahead log in being
        closed.close(live(closed, "z-2"), reason=TEXT, actor="jo")
        before = content(tmp_path)
        assert (tmp_path / "ledger.db-wal").exists()

        closed.erase("z-1", actor="jo")
        closed.erase("z-2", actor="jo")

        after = content(tmp_path)
    words = [word.encode() for word in (NAME, PHONE, EMAIL, BSN, TEXT)]
    assert all(word in before for word in words)
    assert [word for word in words if word in after] == []


@on_sqlite
def test_erasing_what_is_due_leaves_no_copy_where_rows_were_moved_about(
    desk: Desk, tmp_path: Path
) -> None:
    dice = random.Random(1)  # noqa: S311  # made-up people
    numbers = dice.sample(range(10_000_000, 99_999_999), 3000)
    cases = [Case(f"z-{n}", ON, person=Person(f"Naam {n}", f"06{n}")) for n in numbers]
    for start in range(0, len(cases), 300):
        desk.register(cases[start : start + 300], "campagne", actor="jo")
    going = dice.sample(numbers, 1500)
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as connection, connection:
        change = "update case_file set status = 'closed', closed = '2021-01-01' where id = ?"
        connection.executemany(change, [(f"z-{n}",) for n in going])

    assert len(desk.erase_due(actor="jo")) == len(going)

    after = content(tmp_path)
    assert [n for n in going if f"06{n}".encode() in after] == []


@pytest.fixture
def retained(open_desk: Callable[..., Desk], tmp_path: Path) -> Callable[[str], Desk]:
    """A desk with other terms, on a ledger in which a case was closed on the third of March."""
    first = open_desk()
    first.close(live(first), reason=TEXT, actor="jo")
    config = (tmp_path / "home/config/a.yaml").read_text(encoding="utf-8")

    def make(terms: str) -> Desk:
        return open_desk(config=re.sub("bewaartermijn: .*\n", terms, config))

    return make


def test_without_a_term_nothing_is_erased(
    retained: Callable[[str], Desk], clock: Any, ledger: str
) -> None:
    desk = retained("")
    clock.forward(days=20_000)

    gone = desk.erase_due(actor="nacht")

    assert gone == {}
    assert NAME in left(ledger)


@pytest.mark.parametrize(("days", "gone"), [(30, ()), (31, ("z-1",))])
def test_a_term_is_over_on_its_last_day(
    retained: Callable[[str], Desk], clock: Any, days: int, gone: tuple[str, ...]
) -> None:
    desk = retained("bewaartermijn: {persoon: 1 maand, antwoorden: 1 maand}\n")
    clock.forward(days=days)

    assert tuple(desk.erase_due(actor="nacht")) == gone


def test_person_and_answers_may_have_terms_of_their_own(
    retained: Callable[[str], Desk], clock: Any, ledger: str
) -> None:
    desk = retained("bewaartermijn: {persoon: 2 weken, antwoorden: 3 maanden}\n")

    clock.forward(days=14)
    first = desk.erase_due(actor="nacht")
    between = left(ledger)
    again = desk.erase_due(actor="nacht")
    clock.forward(days=100)
    second = desk.erase_due(actor="nacht")
    events = [event for event in desk.events() if event.kind == "erased"]

    assert (first, again, second) == ({"z-1": ("person",)}, {}, {"z-1": ("answers",)})
    assert NAME not in between
    assert TEXT not in between
    assert "horeca" in between
    assert left(ledger) == set()
    assert [event.details["parts"] for event in events] == [["person"], ["answers"]]
    assert desk.verify().wrong == ()


def test_answers_may_go_first(retained: Callable[[str], Desk], clock: Any, ledger: str) -> None:
    desk = retained("bewaartermijn: {antwoorden: 10 dagen}\n")

    clock.forward(days=500)
    gone = desk.erase_due(actor="nacht")

    assert gone == {"z-1": ("answers",)}
    assert left(ledger) & {"horeca", "7123,45", "7123.45", TEXT} == set()
    assert NAME in left(ledger)


def test_an_open_case_is_never_due(desk: Desk, clock: Any, ledger: str) -> None:
    live(desk)
    clock.forward(days=5000)

    assert desk.erase_due(actor="nacht") == {}
    assert NAME in left(ledger)


def test_what_was_erased_by_hand_is_not_due_again(closed: Desk, clock: Any) -> None:
    first = closed.erase("z-1", actor="jo")
    again = closed.erase("z-1", actor="jo")
    clock.forward(days=500)

    assert (first, again) == (("answers", "person"), ())
    assert closed.erase_due(actor="nacht") == {}
