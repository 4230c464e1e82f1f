"""Delivery: once in effect, whatever fails; and what partners report by themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.functional.desk.conftest import ON, Clock, OpenDesk, Partner
from tests.functional.desk.test_refer import pot, status
from triage import Case, DeskError, Person
from triage.chain import Delivery
from triage.desk import Desk
from triage.desk.delivering import ATTEMPTS

Settle = Callable[..., str]


def kinds(desk: Desk) -> list[str]:
    return [event.kind for event in desk.events()]


def test_a_referral_goes_out_once(desk: Desk, settle: Settle, bureau: Partner) -> None:
    desk.refer(settle("z-1"), "studie", actor="balie")

    assert [desk.deliver(), desk.deliver()] == [Delivery(1), Delivery()]

    (arrived,) = bureau.arrived
    assert (arrived.case, arrived.product, arrived.partner, arrived.urgency) == (
        "z-1", "studie", "bureau", "gewoon",
    )  # fmt: skip
    assert desk.referrals("z-1")[0]["reference"] == "nr-1"


def test_the_person_goes_along(desk: Desk, bureau: Partner) -> None:
    person = Person("Jo Oefening", "06-00000000", None, "999990019")
    case = Case("z-1", ON, {"studie": True, "akkoord": True}, person)
    desk.register(case, actor="balie")
    desk.intake(case, actor="balie")
    desk.refer("z-1", "studie", actor="balie")

    desk.deliver()

    assert bureau.arrived[0].person == person
    assert "Oefening" not in str(list(desk.events()))
    assert "999990019" not in str(list(desk.events()))


def test_a_failure_is_tried_again_with_growing_pauses(
    desk: Desk, settle: Settle, bureau: Partner, clock: Clock
) -> None:
    bureau.fails = True
    desk.refer(settle("z-1"), "studie", actor="balie")

    assert [desk.deliver(), desk.deliver()] == [Delivery(retry=1), Delivery()]
    clock.forward(minutes=2)
    assert desk.deliver() == Delivery(retry=1)
    clock.forward(minutes=2)
    assert desk.deliver() == Delivery()

    bureau.fails = False
    clock.forward(minutes=5)
    assert desk.deliver() == Delivery(1)
    assert len(bureau.arrived) == 1
    assert status(desk, "z-1") == "placed"


def test_after_so_many_failures_it_is_given_up_and_the_place_stays(
    desk: Desk, settle: Settle, bureau: Partner, clock: Clock
) -> None:
    bureau.fails = True
    desk.refer(settle("z-1"), "studie", actor="balie")

    rounds = []
    for _ in range(ATTEMPTS + 1):
        rounds.append(desk.deliver())
        clock.forward(days=2)

    assert rounds == [*[Delivery(retry=1)] * (ATTEMPTS - 1), Delivery(given_up=1), Delivery()]
    assert kinds(desk).count("given_up") == 1
    assert status(desk, "z-1") == "placed"


def test_one_partner_that_is_down_keeps_nobody_elses_referrals(
    desk: Desk, settle: Settle, bureau: Partner, tweede: Partner
) -> None:
    bureau.fails = True
    desk.refer(settle("z-1"), "studie", "bureau", actor="balie")
    desk.refer(settle("z-2"), "studie", "tweede", actor="balie")

    assert desk.deliver() == Delivery(sent=1, retry=1)
    assert len(tweede.arrived) == 1


def test_withdrawn_before_it_went_out_it_never_goes_out(
    desk: Desk, settle: Settle, bureau: Partner
) -> None:
    found = desk.refer(settle("z-1"), "studie", actor="balie")
    desk.withdraw(str(found.referral), reason="toch niet", actor="balie")

    assert desk.deliver() == Delivery()
    assert (bureau.arrived, bureau.recalled) == ([], [])


def test_withdrawn_after_it_went_out_it_is_called_back(
    desk: Desk, settle: Settle, bureau: Partner
) -> None:
    found = desk.refer(settle("z-1"), "studie", actor="balie")
    desk.deliver()
    desk.withdraw(str(found.referral), reason="toch niet", actor="balie")

    assert desk.deliver() == Delivery(1)
    assert bureau.recalled == [found.referral]
    assert kinds(desk)[-1] == "recalled"


def test_withdrawn_after_a_failure_it_is_called_back_because_it_may_have_arrived(
    desk: Desk, settle: Settle, bureau: Partner
) -> None:
    bureau.fails = True
    found = desk.refer(settle("z-1"), "studie", actor="balie")
    desk.deliver()
    desk.withdraw(str(found.referral), reason="toch niet", actor="balie")

    assert desk.deliver() == Delivery(1)
    assert bureau.recalled == [found.referral]


def test_a_partner_is_asked_how_it_stands(desk: Desk, settle: Settle, bureau: Partner) -> None:
    desk.refer(settle("z-1"), "studie", actor="balie")
    desk.deliver()
    assert status(desk, "z-1") == "placed"

    for word in ("accepted", "completed"):
        bureau.says = word
        desk.deliver()
        assert status(desk, "z-1") == word
    assert pot(desk) == (8000, 0, 2000)


@pytest.mark.parametrize("said", ["onzin", 3, RuntimeError()])
def test_what_a_partner_says_that_is_nonsense_changes_nothing(
    desk: Desk, settle: Settle, bureau: Partner, said: Any
) -> None:
    desk.refer(settle("z-1"), "studie", actor="balie")
    desk.deliver()
    bureau.says = said

    desk.deliver()

    assert status(desk, "z-1") == "placed"


def test_a_message_of_a_partner_counts_once(desk: Desk, settle: Settle) -> None:
    found = desk.refer(settle("z-1"), "studie", actor="balie")

    assert desk.receive("bureau", "m-1", str(found.referral), "accepted")
    assert not desk.receive("bureau", "m-1", str(found.referral), "accepted")
    assert kinds(desk).count("accepted") == 1


def test_a_message_about_a_referral_of_another_partner_is_refused(
    desk: Desk, settle: Settle
) -> None:
    found = desk.refer(settle("z-1"), "studie", actor="balie")

    with pytest.raises(DeskError, match="niet bij partner 'tweede'"):
        desk.receive("tweede", "m-1", str(found.referral), "accepted")

    assert status(desk, "z-1") == "placed"


def test_a_partner_without_plug_in_is_referred_by_hand(open_desk: OpenDesk, settle: Settle) -> None:
    settle("z-1")
    bare = open_desk()

    found = bare.refer("z-1", "studie", actor="balie")

    assert found.reasons == (
        "Het bureau heeft geen aansluiting: geef deze verwijzing met de hand door.",
    )
    assert bare.deliver() == Delivery()


def test_a_stopped_delivery_is_taken_up_again(
    desk: Desk, settle: Settle, bureau: Partner, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.refer(settle("z-1"), "studie", actor="balie")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("triage.desk.delivering._record", killed)
    with pytest.raises(KeyboardInterrupt):
        desk.deliver()
    monkeypatch.undo()

    assert desk.deliver() == Delivery()
    clock.forward(minutes=2)
    assert desk.deliver() == Delivery(1)
    assert len({one.id for one in bureau.arrived}) == 1


def test_a_refusal_by_message_has_the_effect_of_its_reason(desk: Desk, settle: Settle) -> None:
    found = desk.refer(settle("z-1"), "studie", actor="balie")

    assert desk.receive("bureau", "m-1", str(found.referral), "refused", "vol")

    first, second = desk.referrals("z-1")
    assert (first["status"], second["partner"]) == ("refused", "tweede")


def test_a_reason_that_nobody_knows_gets_into_no_event(desk: Desk, settle: Settle) -> None:
    found = desk.refer(settle("z-1"), "studie", actor="balie")

    desk.receive("bureau", "m-1", str(found.referral), "refused", "Jo Oefening belt niet terug")

    assert status(desk, "z-1") == "refused"
    assert "Oefening" not in str(list(desk.events()))


def test_a_product_that_the_plug_in_does_not_offer_is_not_referred_to_it(
    open_desk: OpenDesk, settle: Settle
) -> None:
    settle("z-1")
    found = open_desk(Partner("bureau", ())).refer("z-1", "studie", "bureau", actor="balie")

    assert found.reasons == (
        "Het bureau: de aansluiting van deze partner biedt dit product niet aan.",
    )
