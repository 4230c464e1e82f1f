"""Referring: a place and the money at once, a turn in the queue, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.functional.desk.conftest import CONFIG, ON, Clock, OpenDesk, Partner
from triage import Case, DeskError
from triage.desk import Desk
from triage.ledger import money

Settle = Callable[..., str]


def pot(desk: Desk) -> tuple[int, int, int]:
    """Free, held and spent, in euros."""
    with desk._office.reading() as work:  # noqa: SLF001  # the report will show it
        found = money.balance(work, "pot")
    assert found.free + found.held + found.spent == found.granted == 1_000_000
    return found.free // 100, found.held // 100, found.spent // 100


def status(desk: Desk, case: str, number: int = -1) -> str:
    return str(desk.referrals(case)[number]["status"])


def test_a_place_and_the_money_are_held_at_once(desk: Desk, settle: Settle) -> None:
    found = desk.refer(settle("z-1"), "studie", actor="balie")

    assert (found.result, found.partner, found.position, found.reasons) == (
        "placed", "bureau", None, (),
    )  # fmt: skip
    assert pot(desk) == (8000, 2000, 0)


def test_the_same_again_gives_the_standing_result_and_takes_nothing(
    desk: Desk, settle: Settle
) -> None:
    first = desk.refer(settle("z-1"), "studie", actor="balie")
    events = len(list(desk.events()))

    again = desk.refer("z-1", "studie", actor="een ander")

    assert again == first
    assert pot(desk) == (8000, 2000, 0)
    assert len(list(desk.events())) == events


def test_the_last_place_is_for_spoed_and_others_go_to_the_next_partner(
    desk: Desk, settle: Settle
) -> None:
    partners = [desk.refer(settle(f"z-{n}"), "studie", actor="balie").partner for n in (1, 2)]
    third = desk.refer(settle("z-3"), "studie", actor="balie")
    urgent = desk.refer(settle("z-4", spoed=True), "studie", actor="balie")

    assert partners == ["bureau", "tweede"]
    assert third.result == "waiting"
    assert third.reasons == (
        "Het bureau: de laatste plaatsen zijn voor spoed.",
        "De tweede: er is geen plaats vrij.",
    )
    assert (urgent.result, urgent.partner) == ("placed", "bureau")


def test_the_waiting_list_is_in_rank_order(desk: Desk, settle: Settle) -> None:
    for number in (1, 2):
        desk.refer(settle(f"z-{number}", spoed=True), "studie", actor="balie")
    desk.refer(settle("z-3", spoed=True), "studie", actor="balie")

    later = desk.refer(settle("z-4"), "studie", actor="balie")
    urgent = desk.refer(settle("z-5", spoed=True), "studie", actor="balie")

    assert (later.position, urgent.position) == (1, 1)
    assert desk.refer("z-4", "studie", actor="balie").position == 2
    (waiting,) = desk.waiting()
    assert [(one.position, one.case, one.urgency) for one in waiting.cases] == [
        (1, "z-5", "acuut"),
        (2, "z-4", "gewoon"),
    ]


def test_a_place_given_back_goes_to_the_first_who_may_in_the_same_act(
    desk: Desk, settle: Settle
) -> None:
    first = desk.refer(settle("z-1", spoed=True), "studie", actor="balie")
    for number in (2, 3, 4, 5):
        desk.refer(settle(f"z-{number}", spoed=number < 4), "studie", actor="balie")
    assert pot(desk) == (4000, 6000, 0)

    desk.withdraw(str(first.referral), reason="toch niet", actor="balie")

    assert status(desk, "z-1") == "withdrawn"
    # One place at the bureau is free, but it is kept for spoed.
    assert [status(desk, f"z-{number}") for number in (4, 5)] == ["waiting", "waiting"]
    urgent = desk.refer(settle("z-6", spoed=True), "studie", actor="balie")
    assert urgent.result == "placed"
    assert pot(desk) == (4000, 6000, 0)


def test_withdrawing_lets_the_waiting_list_move(desk: Desk, settle: Settle) -> None:
    placed = [desk.refer(settle(f"z-{n}"), "studie", actor="balie") for n in (1, 2, 3, 4)]

    desk.withdraw(str(placed[1].referral), reason="toch niet", actor="balie")
    desk.withdraw(str(placed[1].referral), reason="toch niet", actor="balie")

    assert [status(desk, f"z-{n}") for n in (1, 2, 3, 4)] == [
        "placed", "withdrawn", "placed", "waiting",
    ]  # fmt: skip
    assert pot(desk) == (6000, 4000, 0)


def test_without_money_there_is_no_referral(open_desk: OpenDesk, settle: Settle) -> None:
    settle("z-1")
    poor = open_desk(config=CONFIG.replace("bedrag: 10000", "bedrag: 1999.99"))

    found = poor.refer("z-1", "studie", actor="balie")

    assert found.result == "refused"
    assert found.reasons == ("in de pot 'De pot' is nog € 1.999,99 vrij, en dit kost € 2.000,00.",)
    assert poor.referrals("z-1") == ()


def test_from_80_percent_of_a_pot_on_there_is_a_warning(
    open_desk: OpenDesk, settle: Settle
) -> None:
    settle("z-1")
    small = open_desk(config=CONFIG.replace("bedrag: 10000", "bedrag: 2500"))

    found = small.refer("z-1", "studie", actor="balie")

    assert "van de pot 'De pot' is 80% vastgelegd of besteed; vrij is € 500,00." in found.reasons


def test_a_pot_is_never_made_smaller_than_what_is_held(
    open_desk: OpenDesk, settle: Settle, desk: Desk
) -> None:
    desk.refer(settle("z-1"), "studie", actor="balie")

    smaller = open_desk(config=CONFIG.replace("bedrag: 10000", "bedrag: 100"))

    with smaller._office.reading() as work:  # noqa: SLF001  # the report will show it
        assert money.balance(work, "pot") == money.Balance(200000, 0, 200000, 0)


@pytest.mark.parametrize(
    ("answers", "product", "reason"),
    [
        ({"akkoord": None}, "studie", "Het bureau: er is geen akkoord. Vraag eerst: Mogen wij"),
        (
            {"akkoord": False},
            "studie",
            "Het bureau: er is geen akkoord: op 'Mogen wij u aanmelden?' was het antwoord nee.",
        ),
        ({"studie": False}, "studie", "geen regel geeft dit product."),
        ({"nooit": True}, "studie", "dit product is uitgesloten: Dat kan hier niet."),
    ],
)
def test_a_refusal_says_why_and_takes_nothing(
    desk: Desk, settle: Settle, answers: dict[str, Any], product: str, reason: str
) -> None:
    found = desk.refer(settle("z-1", **answers), product, "bureau", actor="balie")

    assert found.result == "refused"
    assert found.reasons[0].startswith(reason)
    assert pot(desk) == (10000, 0, 0)


def test_an_adviser_may_differ(desk: Desk, settle: Settle) -> None:
    settle("z-1", studie=False)
    desk.override("z-1", product="studie", reason="Zij kan dit.", actor="adviseur")

    assert desk.refer("z-1", "studie", actor="balie").result == "placed"

    settle("z-2")
    desk.override("z-2", reject="studie", reason="Nu niet.", actor="adviseur")

    assert desk.refer("z-2", "studie", actor="balie").reasons == (
        "de adviseur heeft dit product afgewezen.",
    )


def test_only_one_partner_may_be_asked(desk: Desk, settle: Settle) -> None:
    assert desk.refer(settle("z-1"), "studie", "tweede", actor="balie").partner == "tweede"

    waits = desk.refer(settle("z-2"), "studie", "tweede", actor="balie")

    assert (waits.result, waits.partner) == ("waiting", "tweede")
    with pytest.raises(DeskError, match="levert product 'studie' niet"):
        desk.refer(settle("z-3"), "studie", "loket", actor="balie")


def test_a_product_of_the_desk_itself_is_deployed_at_the_price_of_its_hours(
    desk: Desk, settle: Settle
) -> None:
    found = desk.refer(settle("z-1", coach=True), "coaching", actor="balie")

    assert (found.result, found.partner, found.reasons) == ("placed", "huis", ())
    assert pot(desk) == (9700, 300, 0)
    assert desk.deliver() == type(desk.deliver())(0, 0, 0)


def test_a_group_is_paid_once_and_another_takes_over_the_price(desk: Desk, settle: Settle) -> None:
    first = desk.refer(settle("z-1", werk=True), "scholing", actor="balie")
    desk.refer("z-1", "baan", actor="balie")
    assert pot(desk) == (9925, 75, 0)

    desk.withdraw(str(first.referral), reason="toch niet", actor="balie")
    assert pot(desk) == (9925, 75, 0)

    desk.withdraw(desk.referrals("z-1")[1]["id"], reason="toch niet", actor="balie")
    assert pot(desk) == (10000, 0, 0)


def test_places_for_a_week_come_back_with_the_next_week(
    desk: Desk, settle: Settle, clock: Clock
) -> None:
    assert desk.refer(settle("z-1", werk=True), "baan", actor="balie").result == "placed"
    assert desk.refer(settle("z-2", werk=True), "baan", actor="balie").result == "waiting"

    clock.forward(days=4)
    desk.deliver()
    assert status(desk, "z-2") == "waiting"

    clock.forward(days=1)
    desk.deliver()
    assert status(desk, "z-2") == "placed"


def test_who_waits_from_last_week_comes_before_who_comes_now(
    desk: Desk, settle: Settle, clock: Clock
) -> None:
    for name in ("z-1", "z-2"):
        desk.refer(settle(name, werk=True), "baan", actor="balie")
    clock.forward(days=5)

    found = desk.refer(settle("z-3", werk=True), "baan", actor="balie")

    waited, came = sorted(["z-2", "z-3"], key=lambda name: status(desk, name))
    assert (status(desk, waited), status(desk, came)) == ("placed", "waiting")
    assert found.result == ("placed" if waited == "z-3" else "waiting")


def test_hours_are_counted_where_hours_were_promised(open_desk: OpenDesk, settle: Settle) -> None:
    for name in ("z-1", "z-2"):
        settle(name, coach=True)
    promised = "{naam: Het huis, eigen: ja, capaciteit: {coaching: {uren: 7}}}"
    desk = open_desk(config=CONFIG.replace("{naam: Het huis, eigen: ja}", promised))

    first = desk.refer("z-1", "coaching", actor="balie")
    second = desk.refer("z-2", "coaching", actor="balie")
    assert second.reasons == ("Het huis: er zijn te weinig uren vrij.",)

    desk.update(str(first.referral), "started", actor="huis")
    desk.update(str(first.referral), "completed", hours=Decimal("2.5"), actor="huis")
    assert status(desk, "z-2") == "placed"


def test_a_partner_says_itself_how_much_is_free(
    desk: Desk, settle: Settle, bureau: Partner
) -> None:
    bureau.free = 0

    assert desk.refer(settle("z-1", spoed=True), "studie", actor="balie").partner == "tweede"

    bureau.free = 1
    assert desk.refer(settle("z-2", spoed=True), "studie", actor="balie").partner == "bureau"
    # The bureau does not know of that one yet.
    assert desk.refer(settle("z-3", spoed=True), "studie", actor="balie").result == "waiting"


def test_a_partner_that_cannot_be_asked_has_no_place_unless_that_was_agreed(
    open_desk: OpenDesk, desk: Desk, settle: Settle, bureau: Partner
) -> None:
    bureau.free = RuntimeError("de naam van iemand")

    found = desk.refer(settle("z-1"), "studie", "bureau", actor="balie")
    assert found.reasons == ("Het bureau: is niet bereikbaar om naar plaatsen te vragen.",)
    desk.withdraw(str(found.referral), reason="toch niet", actor="balie")

    agreed = open_desk(bureau, config=CONFIG.replace("wachtlijst", "reserveer"))
    assert agreed.refer("z-1", "studie", "bureau", actor="balie").result == "placed"


def test_a_partner_may_refuse_before_anything_is_reserved(
    desk: Desk, settle: Settle, bureau: Partner
) -> None:
    bureau.refuses = "vol"
    assert desk.refer(settle("z-1"), "studie", actor="balie").partner == "tweede"

    bureau.refuses = "buiten"
    found = desk.refer(settle("z-2"), "studie", actor="balie")
    assert found.reasons == ("Het bureau: Buiten de doelgroep. Dit product past niet.",)


def test_a_partner_sets_conditions_in_the_language_of_the_rules(
    open_desk: OpenDesk, settle: Settle
) -> None:
    desk = open_desk(Partner("bureau", ("studie",), when={"sector": "bouw"}))

    for name, answers, result in (
        ("z-1", {"sector": "bouw"}, "placed"),
        ("z-2", {"sector": "horeca"}, "refused"),
        ("z-3", {}, "refused"),
    ):
        settle(name, **answers)
        assert desk.refer(name, "studie", "bureau", actor="balie").result == result


def test_a_partner_sees_its_fields_and_nothing_else(
    desk: Desk, settle: Settle, bureau: Partner
) -> None:
    desk.refer(settle("z-1", sector="bouw", schuld="6000"), "studie", actor="balie")
    desk.deliver()

    (screened,) = bureau.seen
    (arrived,) = bureau.arrived
    assert screened.answers == arrived.answers == {"sector": "bouw", "zwaar": True}
    assert screened.person is None


@pytest.mark.parametrize(
    ("case", "product", "message"),
    [
        ("z-9", "studie", "zaak z-9 staat niet in het ledger"),
        ("z-1", "studi", "onbekend product 'studi'. Bedoelde u 'studie'?"),
    ],
)
def test_what_is_not_there_is_named(
    desk: Desk, settle: Settle, case: str, product: str, message: str
) -> None:
    settle("z-1")

    with pytest.raises(DeskError) as error:
        desk.refer(case, product, actor="balie")

    assert message in str(error.value)


def test_a_closed_case_is_not_referred(desk: Desk) -> None:
    desk.register(Case("z-1", ON), actor="b")
    desk.close("z-1", reason="ziet_af", actor="b")

    with pytest.raises(DeskError, match="gesloten"):
        desk.refer("z-1", "studie", actor="b")
