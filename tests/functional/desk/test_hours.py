"""Hours delivered: a slip is asked about, and what was said wrong is mended in the open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from tests.functional.desk.conftest import CONFIG, Clock, OpenDesk
from tests.functional.desk.test_refer import pot, status
from triage import DeskError
from triage.desk import Desk
from triage.ledger import money

Settle = Callable[..., str]


@pytest.fixture
def coached(desk: Desk, settle: Settle) -> str:
    """A referral for coaching of four hours, at 75 euros an hour."""
    found = desk.refer(settle("z-1", coach=True), "coaching", actor="balie")
    assert pot(desk) == (9700, 300, 0)
    return str(found.referral)


def done(desk: Desk, referral: str, hours: str, **more: Any) -> None:
    desk.update(referral, "completed", hours=Decimal(hours), actor="balie", **more)


def corrected(desk: Desk, referral: str, hours: str, **more: Any) -> None:
    desk.correct(referral, "completed", Decimal(hours), actor="balie", **more)


# --- A slip -------------------------------------------------------------------------------------


def test_many_more_hours_than_were_asked_are_asked_about(desk: Desk, coached: str) -> None:
    with pytest.raises(DeskError, match=r"8,25 uur is meer dan het dubbele van de 4 uur .*--sure"):
        done(desk, coached, "8.25")

    assert (status(desk, "z-1"), pot(desk)) == ("placed", (9700, 300, 0))

    done(desk, coached, "8.25", sure=True)

    assert pot(desk)[2] == 618


def test_twice_the_hours_that_were_asked_need_no_word(desk: Desk, coached: str) -> None:
    done(desk, coached, "8")

    assert pot(desk) == (9400, 0, 600)


def test_a_slip_of_a_partner_is_not_believed(desk: Desk, coached: str) -> None:
    with pytest.raises(DeskError, match="meer dan het dubbele"):
        desk.receive("huis", "m-1", coached, "completed", hours=Decimal(300))

    assert desk.receive("huis", "m-1", coached, "completed", hours=Decimal(3))
    assert pot(desk) == (9775, 0, 225)


@pytest.mark.parametrize(
    ("again", "said"),
    [
        ({"hours": Decimal(3)}, r"al 'completed', op 2021-03-03, met 4 uur\. .*--correct"),
        ({"at": date(2021, 3, 2)}, r"al 'completed', op 2021-03-03, met 4 uur\. Er is niets"),
    ],
)
def test_a_repetition_that_differs_is_an_error_that_says_what_stands(
    desk: Desk, coached: str, again: dict[str, Any], said: str
) -> None:
    done(desk, coached, "4")

    with pytest.raises(DeskError, match=said):
        desk.update(coached, "completed", actor="balie", **again)

    assert pot(desk) == (9700, 0, 300)


def test_a_refusal_for_another_reason_is_an_error_that_says_which_stands(
    desk: Desk, settle: Settle
) -> None:
    found = desk.refer(settle("z-1"), "studie", actor="balie")
    desk.update(str(found.referral), "refused", "anders", actor="balie")

    with pytest.raises(DeskError, match="al 'refused', op 2021-03-03, met reden 'anders'"):
        desk.update(str(found.referral), "refused", "vol", actor="balie")


def test_a_repetition_that_says_the_same_or_less_changes_nothing(desk: Desk, coached: str) -> None:
    done(desk, coached, "3", at=date(2021, 3, 3))
    before = list(desk.events())

    done(desk, coached, "3.00", at=date(2021, 3, 3))
    desk.update(coached, "completed", actor="balie")

    assert list(desk.events()) == before


# --- A correction -------------------------------------------------------------------------------


def test_a_correction_books_the_difference_and_stays_to_be_seen(
    desk: Desk, coached: str, clock: Clock
) -> None:
    done(desk, coached, "8")
    clock.forward(days=2)

    corrected(desk, coached, "2")

    assert pot(desk) == (9850, 0, 150)
    *_, before, last = desk.events()
    assert (before.kind, before.details["hours"], before.details["cents"]) == (
        "completed", 800, 60000,
    )  # fmt: skip
    assert (last.kind, last.referral, last.actor) == ("corrected", coached, "balie")
    assert last.details["hours"] == 200
    assert (last.details["before"], last.details["cents"]) == (60000, 15000)
    assert desk.referrals("z-1")[0]["spent"] == 15000
    assert desk.verify().wrong == ()


def test_a_correction_again_changes_nothing(desk: Desk, coached: str) -> None:
    done(desk, coached, "8")
    corrected(desk, coached, "2")
    before = list(desk.events())

    corrected(desk, coached, "2.0")

    assert list(desk.events()) == before


def test_hours_that_nobody_told_are_corrected_too(desk: Desk, coached: str) -> None:
    desk.update(coached, "completed", actor="balie")

    corrected(desk, coached, "1")

    assert pot(desk) == (9925, 0, 75)


def test_a_correction_is_asked_about_like_any_hours(desk: Desk, coached: str) -> None:
    done(desk, coached, "4")

    with pytest.raises(DeskError, match="meer dan het dubbele"):
        corrected(desk, coached, "99")

    corrected(desk, coached, "99", sure=True)
    assert pot(desk) == (2575, 0, 7425)


@pytest.mark.parametrize(("before", "says"), [([], "placed"), (["started", "stopped"], "stopped")])
def test_only_what_stands_so_can_be_corrected(
    desk: Desk, coached: str, before: list[Any], says: str
) -> None:
    for word in before:
        desk.update(coached, word, actor="balie")

    with pytest.raises(DeskError, match=f"is '{says}'. Te verbeteren zijn alleen de uren"):
        corrected(desk, coached, "3")


def test_what_was_stopped_is_corrected_with_that_word(desk: Desk, coached: str) -> None:
    desk.update(coached, "started", actor="balie")
    desk.update(coached, "stopped", hours=Decimal(1), actor="balie")

    desk.correct(coached, "stopped", Decimal(2), actor="balie")

    assert pot(desk) == (9850, 0, 150)
    assert desk.verify().wrong == ()


def test_a_correction_that_the_pot_cannot_pay_is_refused(
    open_desk: OpenDesk, settle: Settle
) -> None:
    settle("z-1", coach=True)
    small = open_desk(config=CONFIG.replace("bedrag: 10000", "bedrag: 400"))
    referral = str(small.refer("z-1", "coaching", actor="balie").referral)
    done(small, referral, "4")

    with pytest.raises(DeskError, match="Vul de pot aan"):
        corrected(small, referral, "6")

    assert small.referrals("z-1")[0]["spent"] == 30000
    assert small.verify().wrong == ()


def test_hours_of_a_product_with_a_fixed_price_cost_nothing_more(
    desk: Desk, settle: Settle
) -> None:
    found = desk.refer(settle("z-1"), "studie", actor="balie")
    done(desk, str(found.referral), "10")

    corrected(desk, str(found.referral), "20")

    assert pot(desk) == (8000, 0, 2000)
    assert desk.verify().wrong == ()


def test_hours_that_are_given_back_go_to_who_waits_in_the_same_act(
    open_desk: OpenDesk, settle: Settle
) -> None:
    for name in ("z-1", "z-2"):
        settle(name, coach=True)
    config = CONFIG.replace("eigen: ja}", "eigen: ja, capaciteit: {coaching: {uren: 8}}}")
    desk = open_desk(config=config)
    first = str(desk.refer("z-1", "coaching", actor="balie").referral)
    done(desk, first, "8")
    assert desk.refer("z-2", "coaching", actor="balie").result == "waiting"

    corrected(desk, first, "4")

    assert status(desk, "z-2") == "placed"


def test_who_no_longer_pays_for_a_group_leaves_that_to_another(
    open_desk: OpenDesk, settle: Settle
) -> None:
    settle("z-1", werk=True)
    by_hour = CONFIG.replace("naam: Scholing, prijs: 75", "naam: Scholing, uren: 1, prijs: 75")
    desk = open_desk(config=by_hour)
    first = str(desk.refer("z-1", "scholing", actor="balie").referral)
    desk.refer("z-1", "baan", actor="balie")
    done(desk, first, "1")
    assert pot(desk) == (9925, 0, 75)

    corrected(desk, first, "0")
    assert [row["held"] + row["spent"] for row in desk.referrals("z-1")] == [0, 7500]

    corrected(desk, first, "1")
    assert [row["held"] + row["spent"] for row in desk.referrals("z-1")] == [0, 7500]
    assert desk.verify().wrong == ()


def test_verify_finds_hours_and_money_that_no_correction_tells(
    desk: Desk, coached: str, ledger: str
) -> None:
    done(desk, coached, "8")
    corrected(desk, coached, "2")
    engine = create_engine(ledger)
    with engine.begin() as connection:
        connection.execute(text("update referral set delivered = 800"))
        connection.execute(text("update movement set cents = 1 where source = 'spent'"))
    engine.dispose()

    wrong = "\n".join(desk.verify().wrong)

    assert "aantal uren, in honderdsten is 800, volgens de keten 200" in wrong
    assert "er is 1 cent geboekt, volgens de keten 45000 cent" in wrong


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hours=st.lists(st.integers(0, 800), min_size=1, max_size=5))
def test_the_pot_adds_up_at_every_moment_whatever_is_corrected(
    desk: Desk, clock: Clock, settle: Settle, hours: list[int]
) -> None:
    name = f"z-{len(list(desk.events()))}"
    referral = str(desk.refer(settle(name, coach=True), "coaching", actor="balie").referral)
    desk.update(referral, "completed", actor="balie")

    for each in hours:
        clock.forward(hours=1)
        corrected(desk, referral, str(Decimal(each) / 100))

    with desk._office.reading() as work:  # noqa: SLF001  # the report shows whole weeks
        moments = sorted({event.recorded for event in desk.events()})
        found = [money.balances_at(work, moment)["pot"] for moment in moments]
    assert all(one.free + one.held + one.spent == one.granted == 1_000_000 for one in found)
    assert desk.referrals(name)[-1]["spent"] == hours[-1] * 75
    assert desk.verify().wrong == ()
