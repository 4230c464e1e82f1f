"""What became of a referral: its effect on places, money and the waiting list, each once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.functional.desk.conftest import CONFIG, Clock, OpenDesk
from tests.functional.desk.test_refer import pot, status
from tests.functional.desk_home import stored
from triage import Case, DeskError, IntakeError
from triage.desk import Desk
from triage.desk.office import ZONE
from triage.desk.values import Withdrawn

Settle = Callable[..., str]


def placed(desk: Desk, case: str, product: str = "studie", partner: str | None = None) -> str:
    found = desk.refer(case, product, partner, actor="balie")
    assert found.result == "placed", found
    return str(found.referral)


@pytest.fixture
def tell(desk: Desk) -> Callable[..., None]:
    """Tell the desk what became of a referral."""

    def say(referral: str, *statuses: Any, **more: Any) -> None:
        for number, word in enumerate(statuses, 1):
            last = more if number == len(statuses) else {}
            desk.update(referral, word, actor="balie", **last)

    return say


def test_completion_spends_what_was_held(desk: Desk, settle: Settle, tell: Any) -> None:
    referral = placed(desk, settle("z-1"))

    tell(referral, "accepted", "started", "completed")

    assert status(desk, "z-1") == "completed"
    assert pot(desk) == (8000, 0, 2000)


def test_the_same_word_again_changes_nothing(desk: Desk, settle: Settle, tell: Any) -> None:
    referral = placed(desk, settle("z-1"))
    tell(referral, "completed")
    events = len(list(desk.events()))

    tell(referral, "completed")

    assert len(list(desk.events())) == events
    assert pot(desk) == (8000, 0, 2000)


@pytest.mark.parametrize(("hours", "spent"), [("2.5", 187), ("4", 300), ("6", 450), ("0", 0)])
def test_hours_delivered_decide_the_price(
    desk: Desk, settle: Settle, tell: Any, hours: str, spent: int
) -> None:
    referral = placed(desk, settle("z-1", coach=True), "coaching")
    assert pot(desk) == (9700, 300, 0)

    tell(referral, "started", "completed", hours=Decimal(hours))

    assert pot(desk)[1:] == (0, spent)


def test_more_hours_than_the_pot_can_pay_are_refused(open_desk: OpenDesk, settle: Settle) -> None:
    settle("z-1", coach=True)
    small = open_desk(config=CONFIG.replace("bedrag: 10000", "bedrag: 400"))
    referral = placed(small, "z-1", "coaching")

    with pytest.raises(DeskError, match="Vul de pot aan"):
        small.update(referral, "completed", hours=Decimal(6), actor="huis")

    assert status(small, "z-1") == "placed"


def test_what_stops_before_it_started_gives_everything_back(
    desk: Desk, settle: Settle, tell: Any
) -> None:
    for number in (1, 2, 3):
        desk.refer(settle(f"z-{number}"), "studie", actor="balie")

    tell(desk.referrals("z-2")[0]["id"], "stopped")

    assert [status(desk, f"z-{number}") for number in (2, 3)] == ["stopped", "placed"]


def test_what_stops_after_it_started_used_its_place(desk: Desk, settle: Settle, tell: Any) -> None:
    for number in (1, 2, 3):
        desk.refer(settle(f"z-{number}"), "studie", actor="balie")

    tell(desk.referrals("z-2")[0]["id"], "started", "stopped")

    assert status(desk, "z-3") == "waiting"
    assert pot(desk) == (8000, 2000, 0)


def test_who_is_refused_goes_to_the_next_partner_in_the_same_act(
    desk: Desk, settle: Settle, tell: Any
) -> None:
    referral = placed(desk, settle("z-1"))

    tell(referral, "refused", reason="vol")

    first, second = desk.referrals("z-1")
    assert (first["status"], first["partner"]) == ("refused", "bureau")
    assert (second["status"], second["partner"]) == ("placed", "tweede")
    assert pot(desk) == (8000, 2000, 0)


def test_a_reason_may_end_it_for_this_product(desk: Desk, settle: Settle, tell: Any) -> None:
    tell(placed(desk, settle("z-1")), "refused", reason="buiten")

    found = desk.refer("z-1", "studie", actor="balie")

    assert found.reasons == (
        "'bureau' heeft geweigerd: Buiten de doelgroep. Dit product past niet meer.",
    )


def test_a_reason_may_bring_it_back_to_the_desk(desk: Desk, settle: Settle, tell: Any) -> None:
    tell(placed(desk, settle("z-1")), "refused", reason="anders")

    assert [one["status"] for one in desk.referrals("z-1")] == ["refused"]
    assert desk.refer("z-1", "studie", actor="balie").result == "placed"


def test_a_reason_may_ask_to_wait_until_a_day(
    desk: Desk, settle: Settle, tell: Any, clock: Clock
) -> None:
    referral = placed(desk, settle("z-1"))

    with pytest.raises(DeskError, match="hoort een dag"):
        tell(referral, "refused", reason="later")
    tell(referral, "refused", reason="later", until=date(2021, 3, 10))
    assert status(desk, "z-1") == "waiting"

    clock.forward(days=6)
    desk.deliver()
    assert status(desk, "z-1") == "waiting"

    clock.forward(days=1)
    desk.deliver()
    assert status(desk, "z-1") == "placed"


@pytest.mark.parametrize("reason", [None, "geen zin"])
def test_a_refusal_needs_a_reason_of_the_configuration(
    desk: Desk, settle: Settle, tell: Any, reason: str | None
) -> None:
    referral = placed(desk, settle("z-1"))

    with pytest.raises(DeskError, match="weigerredenen"):
        tell(referral, "refused", reason=reason)

    assert status(desk, "z-1") == "placed"


@pytest.mark.parametrize(
    ("before", "word"),
    [(["started"], "accepted"), (["completed"], "started"), (["started"], "refused")],
)
def test_a_status_that_cannot_follow_is_refused(
    desk: Desk, settle: Settle, tell: Any, before: list[str], word: str
) -> None:
    referral = placed(desk, settle("z-1"))
    tell(referral, *before)

    with pytest.raises(DeskError, match=f"kan niet '{word}' worden"):
        tell(referral, word)


def test_what_is_done_cannot_be_withdrawn(desk: Desk, settle: Settle, tell: Any) -> None:
    referral = placed(desk, settle("z-1"))
    tell(referral, "completed")

    with pytest.raises(DeskError, match="kan niet meer worden ingetrokken"):
        desk.withdraw(referral, reason="toch niet", actor="balie")


def test_a_referral_that_is_not_there_is_named(desk: Desk) -> None:
    with pytest.raises(DeskError, match="verwijzing r-1 staat niet in het ledger"):
        desk.update("r-1", "accepted", actor="balie")
    with pytest.raises(DeskError, match="verwijzing r-1 staat niet in het ledger"):
        desk.withdraw("r-1", reason="toch niet", actor="balie")


def test_events_keep_when_it_happened_and_when_it_was_written(
    desk: Desk, settle: Settle, tell: Any, clock: Clock
) -> None:
    referral = placed(desk, settle("z-1"))
    clock.forward(days=5)

    tell(referral, "started", at=date(2021, 3, 5))

    *_, last = desk.events()
    assert (last.kind, last.at.date(), last.recorded.date()) == (
        "started", date(2021, 3, 5), date(2021, 3, 8),
    )  # fmt: skip


@pytest.mark.parametrize("at", [date(2021, 3, 4), datetime(2021, 3, 4, tzinfo=ZONE)])
def test_what_is_still_to_happen_is_not_written_down(
    desk: Desk, settle: Settle, tell: Any, at: date
) -> None:
    referral = placed(desk, settle("z-1"))

    with pytest.raises(
        DeskError, match=r"'started' op 2021-03-04 kan niet .*: het is nu 2021-03-03"
    ):
        tell(referral, "started", at=at)
    with pytest.raises(DeskError, match="een intake op 2021-03-04 kan niet"):
        desk.intake(Case("z-1", date(2021, 3, 3)), actor="balie", at=at)

    assert status(desk, "z-1") == "placed"


def test_a_later_hour_of_the_same_day_may_be_written_down(
    desk: Desk, settle: Settle, tell: Any, clock: Clock
) -> None:
    referral = placed(desk, settle("z-1"))

    tell(referral, "started", at=clock.now + timedelta(hours=3))

    assert status(desk, "z-1") == "started"


def test_waiting_until_a_day_that_is_gone_is_refused(desk: Desk, settle: Settle, tell: Any) -> None:
    referral = placed(desk, settle("z-1"))

    with pytest.raises(DeskError, match="wachten tot 2021-03-02 kan niet meer"):
        tell(referral, "refused", reason="later", until=date(2021, 3, 2))


def test_nobody_is_registered_on_a_day_to_come(desk: Desk) -> None:
    with pytest.raises(IntakeError) as caught:
        desk.register([Case("z-1", date(2031, 3, 3)), Case("z-2", date(2021, 3, 4))], "gros")

    assert [(one.where.file, one.code) for one in caught.value.problems] == [
        ("zaak z-1", "Z054"),
        ("zaak z-2", "Z054"),
    ]
    assert "2031-03-03, ligt in de toekomst. Het is nu 2021-03-03." in str(caught.value)


@pytest.mark.parametrize("reason", ["", "  ", "half \ud800 teken"])
def test_withdrawing_needs_a_reason_that_says_something(
    desk: Desk, settle: Settle, reason: str
) -> None:
    referral = placed(desk, settle("z-1"))

    with pytest.raises(DeskError, match="er is geen leesbare reden"):
        desk.withdraw(referral, reason=reason, actor="balie")

    assert status(desk, "z-1") == "placed"


def test_withdrawing_says_what_was_given_back(desk: Desk, settle: Settle) -> None:
    first = placed(desk, settle("z-1"), partner="tweede")
    waits = str(desk.refer(settle("z-2"), "studie", "tweede", actor="balie").referral)

    found = [desk.withdraw(key, reason="toch niet", actor="balie") for key in (waits, first)]

    assert found == [Withdrawn(place=False, cents=0), Withdrawn(place=True, cents=200_000)]
    assert desk.withdraw(first, reason="toch niet", actor="balie") is None


def test_withdrawing_says_whether_the_partner_will_hear(desk: Desk, settle: Settle) -> None:
    first = placed(desk, settle("z-1"))
    desk.deliver()

    found = desk.withdraw(first, reason="toch niet", actor="balie")

    assert found is not None
    assert found.reasons == ("De partner hoort het bij de volgende deliver.",)


def test_withdrawing_from_a_partner_without_a_plug_in_says_to_tell_it(
    open_desk: OpenDesk, settle: Settle
) -> None:
    settle("z-1")
    desk = open_desk()

    found = desk.withdraw(placed(desk, "z-1"), reason="toch niet", actor="balie")

    assert found is not None
    assert found.reasons == ("Het bureau heeft geen aansluiting: geef ook dit met de hand door.",)


def test_money_that_another_referral_takes_over_is_not_given_back(
    desk: Desk, settle: Settle
) -> None:
    first = placed(desk, settle("z-1", werk=True), "scholing")
    placed(desk, "z-1", "baan")

    found = desk.withdraw(first, reason="toch niet", actor="balie")

    assert found == Withdrawn(place=True, cents=0)


def test_a_reason_in_words_at_an_end_is_not_in_the_events(
    desk: Desk, settle: Settle, tell: Any, ledger: str
) -> None:
    tell(placed(desk, settle("z-1")), "started", "stopped", reason="Jo Oefening is verhuisd")

    assert "Oefening" not in str(list(desk.events()))
    assert "Jo Oefening is verhuisd" in list(stored(ledger))


def test_free_text_is_not_in_the_events(desk: Desk, settle: Settle) -> None:
    referral = placed(desk, settle("z-1"))

    desk.withdraw(referral, reason="Jo Oefening wil niet", actor="balie")

    assert "Oefening" not in str(list(desk.events()))
