"""Delivery: once in effect, whatever fails; and what partners report by themselves."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

import attrs
import pytest

from tests.functional.desk.conftest import CONFIG, ON, Clock, OpenDesk, Partner
from tests.functional.desk.test_refer import pot, status
from triage import Case, DeskError, Offer, Person, Receipt, hookimpl
from triage.chain import Delivery, Failure
from triage.desk import Desk
from triage.desk.delivering import ATTEMPTS
from triage.errors import ChannelError

Settle = Callable[..., str]


WHERE: Final = "ConnectionError in tests/functional/desk/conftest.py"
NOBODY: Final = "er is geen aansluiting die werkt; 'triage check' zegt wat er mist"


@attrs.define
class Talking(Partner):
    """A partner whose plug-in says itself why it fails."""

    words: str = "de loketdienst van het bureau is dicht"

    @hookimpl
    def refer(self, referral: Any) -> Receipt:  # noqa: ARG002  # a hook's own name
        raise ChannelError(self.words)


@attrs.define
class Deaf:
    """A partner that takes referrals, and cannot be told that one is withdrawn."""

    name: str = "bureau"

    @hookimpl
    def offers(self) -> list[Offer]:
        return [Offer("studie")]

    @hookimpl
    def refer(self) -> Receipt:
        return Receipt()


def kinds(desk: Desk) -> list[str]:
    return [event.kind for event in desk.events()]


def came_to(found: Delivery) -> tuple[int, int, int, int]:
    return found.sent, found.retry, found.given_up, found.stuck


def details(desk: Desk, kind: str) -> Mapping[str, Any]:
    """What belongs to the last event of this kind."""
    return [event.details for event in desk.events() if event.kind == kind][-1]


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

    assert [came_to(desk.deliver()), desk.deliver()] == [(0, 1, 0, 0), Delivery()]
    clock.forward(minutes=2)
    assert came_to(desk.deliver()) == (0, 1, 0, 0)
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
        rounds.append(came_to(desk.deliver()))
        clock.forward(days=2)

    assert rounds == [*[(0, 1, 0, 0)] * (ATTEMPTS - 1), (0, 0, 1, 0), (0, 0, 0, 0)]
    assert kinds(desk).count("given_up") == 1
    assert status(desk, "z-1") == "placed"


def test_one_partner_that_is_down_keeps_nobody_elses_referrals(
    desk: Desk, settle: Settle, bureau: Partner, tweede: Partner
) -> None:
    bureau.fails = True
    desk.refer(settle("z-1"), "studie", "bureau", actor="balie")
    desk.refer(settle("z-2"), "studie", "tweede", actor="balie")

    assert came_to(desk.deliver()) == (1, 1, 0, 0)
    assert len(tweede.arrived) == 1


def test_why_it_failed_is_told_and_stands_in_the_event(
    desk: Desk, settle: Settle, bureau: Partner
) -> None:
    bureau.fails = True
    found = desk.refer(settle("z-1"), "studie", actor="balie")

    (failure,) = desk.deliver().failures

    assert attrs.astuple(failure)[:4] == (found.referral, "bureau", "refer", "retry")
    assert failure.reason.startswith(WHERE)
    assert details(desk, "delivery_failed")["failure"].startswith("ConnectionError in conftest.py:")


def test_words_of_a_plug_in_are_told_but_get_into_no_event(
    open_desk: OpenDesk, settle: Settle
) -> None:
    settle("z-1")
    desk = open_desk(Talking("bureau", ("studie",)))
    desk.refer("z-1", "studie", actor="balie")

    (failure,) = desk.deliver().failures

    assert failure.reason == "de loketdienst van het bureau is dicht"
    assert details(desk, "delivery_failed")["failure"] == "ChannelError"


@pytest.mark.parametrize(
    "words",
    [
        "Jo Oefening woont hier niet",
        "mevrouw OEFENING woont hier niet",
        "niemand neemt op onder 0600000000",
        "999990019 is onbekend",
    ],
)
def test_a_failure_that_tells_who_it_is_about_is_told_without_that(
    open_desk: OpenDesk, desk: Desk, words: str
) -> None:
    person = Person("Jo Oefening", "06-00000000", "jo@voorbeeld.example", "999990019")
    case = Case("z-1", ON, {"studie": True, "akkoord": True}, person)
    desk.register(case, actor="balie")
    talking = open_desk(Talking("bureau", ("studie",), words=words))
    talking.refer("z-1", "studie", actor="balie")

    (failure,) = talking.deliver().failures

    assert failure.reason == "de partner is niet bereikt"


# --- nobody to deliver to -----------------------------------------------------------------------


def test_a_referral_whose_plug_in_is_gone_stays_until_it_is_back(
    open_desk: OpenDesk, desk: Desk, settle: Settle, bureau: Partner, tweede: Partner
) -> None:
    found = desk.refer(settle("z-1"), "studie", "bureau", actor="balie")
    desk.refer(settle("z-2"), "studie", "tweede", actor="balie")

    rounds = [open_desk(tweede).deliver(), open_desk(tweede).deliver()]

    stuck = Failure(str(found.referral), "bureau", "refer", "stuck", NOBODY)
    assert rounds == [Delivery(1, stuck=1, failures=(stuck,)), Delivery(stuck=1, failures=(stuck,))]
    assert kinds(desk).count("sent") == 1
    assert desk.deliver() == Delivery(1)
    assert [one.case for one in bureau.arrived] == ["z-1"]


def test_what_waits_for_a_plug_in_that_is_gone_is_not_to_be_handed_over_as_well(
    open_desk: OpenDesk, desk: Desk, settle: Settle
) -> None:
    found = desk.refer(settle("z-1"), "studie", actor="balie")
    bare = open_desk()

    again = bare.refer("z-1", "studie", actor="balie")
    gone = bare.withdraw(str(found.referral), reason="toch niet", actor="balie")

    assert again == found
    assert gone is not None
    assert gone.reasons == ()


def test_a_withdrawal_whose_plug_in_is_gone_stays_until_it_is_back(
    open_desk: OpenDesk, desk: Desk, settle: Settle, bureau: Partner
) -> None:
    found = desk.refer(settle("z-1"), "studie", actor="balie")
    desk.deliver()
    desk.withdraw(str(found.referral), reason="toch niet", actor="balie")

    (stuck,) = open_desk().deliver().failures

    assert (stuck.action, stuck.outcome, stuck.reason) == ("withdraw", "stuck", NOBODY)
    assert "recalled" not in kinds(desk)
    assert desk.deliver() == Delivery(1)
    assert bureau.recalled == [found.referral]


def test_a_partner_that_left_the_configuration_keeps_nobody_elses_referrals(
    open_desk: OpenDesk, desk: Desk, settle: Settle, bureau: Partner, tweede: Partner
) -> None:
    desk.refer(settle("z-1"), "studie", "bureau", actor="balie")
    desk.refer(settle("z-2"), "studie", "tweede", actor="balie")
    without = re.sub(r"  bureau:\n(    .*\n)+", "", CONFIG).replace("[bureau, tweede]", "[tweede]")

    found = open_desk(tweede, config=without).deliver()

    assert came_to(found) == (1, 0, 0, 1)
    assert found.failures[0].reason == "deze partner staat niet meer in de configuratie"
    assert [one.case for one in tweede.arrived] == ["z-2"]
    assert open_desk(bureau, tweede, config=CONFIG).deliver() == Delivery(1)


def test_what_ended_while_nobody_was_there_is_not_waited_for(
    open_desk: OpenDesk, desk: Desk, settle: Settle, bureau: Partner
) -> None:
    found = desk.refer(settle("z-1"), "studie", actor="balie")
    bare = open_desk()
    bare.deliver()

    bare.withdraw(str(found.referral), reason="toch niet", actor="balie")

    assert (bare.deliver(), desk.deliver()) == (Delivery(), Delivery())
    assert (bureau.arrived, bureau.recalled) == ([], [])


def test_a_partner_that_cannot_be_told_of_a_withdrawal_has_to_be_called(
    open_desk: OpenDesk, settle: Settle
) -> None:
    settle("z-1")
    desk = open_desk(Deaf())
    found = desk.refer("z-1", "studie", actor="balie")
    desk.deliver()
    desk.withdraw(str(found.referral), reason="toch niet", actor="balie")

    rounds = [desk.deliver(), desk.deliver()]

    assert [came_to(one) for one in rounds] == [(0, 0, 1, 0), (0, 0, 0, 0)]
    assert rounds[0].failures[0].reason == "de aansluiting kan niet intrekken; bel de partner"
    assert "recalled" not in kinds(desk)


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


# --- asked beforehand ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "failure"),
    [
        (
            "zomaar",
            "geeft een str die niet past: hier hoort None of de sleutel van een weigerreden",
        ),
        (ChannelError("Jo Oefening wil niet"), "ChannelError"),
    ],
    ids=["nonsense", "raises"],
)
def test_a_partner_that_cannot_say_whether_it_wants_a_case_is_noted_and_gets_it(
    desk: Desk, settle: Settle, bureau: Partner, said: Any, failure: str
) -> None:
    bureau.refuses = said

    found = desk.refer(settle("z-1"), "studie", actor="balie")

    assert (found.result, found.partner) == ("placed", "bureau")
    assert details(desk, "screen_failed") == {
        "partner": "bureau",
        "product": "studie",
        "failure": failure,
    }
    assert kinds(desk).count("screen_failed") == 1
    assert desk.verify().wrong == ()


# --- which referral, and what a refusal led to --------------------------------------------------


def test_a_refusal_says_which_referral_it_led_to(
    desk: Desk, settle: Settle, tweede: Partner
) -> None:
    found = desk.refer(settle("z-1"), "studie", actor="balie")

    another = desk.update(str(found.referral), "refused", "vol", actor="balie")

    assert another is not None
    assert (another.result, another.partner) == ("placed", "tweede")
    assert another.referral == desk.referrals("z-1")[1]["id"] != found.referral
    assert desk.deliver() == Delivery(1)
    assert [one.id for one in tweede.arrived] == [another.referral]


def test_a_refusal_without_another_partner_leads_nowhere(desk: Desk, settle: Settle) -> None:
    found = desk.refer(settle("z-1"), "studie", "tweede", actor="balie")

    assert desk.update(str(found.referral), "refused", "vol", actor="balie") is None
    assert desk.update(str(found.referral), "refused", "vol", actor="balie") is None


def test_the_next_partner_is_asked_first_how_much_is_free(
    desk: Desk, settle: Settle, tweede: Partner
) -> None:
    tweede.free = 0
    found = desk.refer(settle("z-1"), "studie", actor="balie")

    another = desk.update(str(found.referral), "refused", "vol", actor="balie")

    assert another is not None
    assert another.result == "waiting"


def test_a_beginning_of_an_id_that_two_have_is_refused_with_both(
    desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = iter([uuid.UUID("abcd" + digit * 28) for digit in "12"])
    monkeypatch.setattr(uuid, "uuid4", lambda: next(ids))
    for case in ("z-1", "z-2"):
        desk.refer(settle(case), "studie", actor="balie")

    with pytest.raises(DeskError, match=r"'abcd' is het begin van meer .*: abcd1.*, abcd2.*\."):
        desk.update("abcd", "accepted", actor="balie")
    desk.update("abcd1", "accepted", actor="balie")

    assert (status(desk, "z-1"), status(desk, "z-2")) == ("accepted", "placed")


@pytest.mark.parametrize("start", ["", "abc", "____", "%%%%", "zzzz"])
def test_what_is_no_beginning_of_an_id_is_no_referral(
    desk: Desk, settle: Settle, start: str
) -> None:
    desk.refer(settle("z-1"), "studie", actor="balie")

    with pytest.raises(DeskError, match="staat niet in het ledger"):
        desk.withdraw(start, reason="toch niet", actor="balie")


def test_a_partner_gives_the_whole_id(desk: Desk, settle: Settle) -> None:
    found = desk.refer(settle("z-1"), "studie", actor="balie")

    with pytest.raises(DeskError, match="is niet bij partner 'bureau'"):
        desk.receive("bureau", "m-1", str(found.referral)[:8], "accepted")


def test_a_case_shows_where_its_referrals_are(desk: Desk, settle: Settle, clock: Clock) -> None:
    made = desk.refer(settle("z-1"), "studie", actor="balie")
    desk.deliver()
    clock.forward(days=2)
    desk.update(str(made.referral), "accepted", actor="balie")

    found = desk.show("z-1")

    (one,) = found.referrals
    assert (found.case, found.status, found.urgency) == ("z-1", "done", "gewoon")
    assert (one.referral, one.status, one.since) == (made.referral, "accepted", date(2021, 3, 5))
    assert one.delivery is not None
    assert (one.delivery.state, one.delivery.attempts) == ("sent", 1)


def test_an_erased_case_can_be_shown(desk: Desk, settle: Settle) -> None:
    made = desk.refer(settle("z-1", spoed=True), "studie", actor="balie")
    desk.withdraw(str(made.referral), reason="toch niet", actor="balie")
    desk.close("z-1", reason="verhuisd", actor="balie")
    desk.erase("z-1", actor="balie")

    found = desk.show("z-1")

    assert (found.status, found.urgency) == ("closed", "acuut")
    assert [one.status for one in found.referrals] == ["withdrawn"]
