"""The waiting lists: who stands where, why somebody waits, and what new answers change."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

import pytest
from sqlalchemy import create_engine, text

from tests.functional.desk.conftest import CONFIG, ON, RULES, Clock, OpenDesk, Partner
from triage import Case, DeskError
from triage.chain import Waiting
from triage.desk import Desk

Settle = Callable[..., str]

NO_CONSENT: Final = "Het bureau: er is geen akkoord. Vraag eerst: Mogen wij u aanmelden?"
FULL: Final = "De tweede: er is geen plaats vrij."


def draw(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def unlucky(count: int) -> list[str]:
    """Ids of which each has a worse draw than the one after it."""
    return sorted((f"c-{number}" for number in range(count)), key=draw, reverse=True)


def waits(desk: Desk, case: str, product: str = "studie") -> Waiting:
    found = desk.refer(case, product, actor="balie")
    assert isinstance(found, Waiting), found
    return found


def listed(desk: Desk) -> list[tuple[int, str]]:
    return [(one.position, one.case) for found in desk.waiting() for one in found.cases]


def status(desk: Desk, case: str) -> tuple[str, str | None]:
    row = desk.referrals(case)[-1]
    return row["status"], row["partner"]


@pytest.fixture
def full(desk: Desk, settle: Settle) -> list[str]:
    """Every place for a study is taken; gives the referrals."""
    found = [desk.refer(settle(f"z-{n}", spoed=True), "studie", actor="balie") for n in (1, 2, 3)]
    return [str(one.referral) for one in found]


# --- How the list is ordered --------------------------------------------------------------------


def test_who_waits_longer_goes_before_an_equal_who_came_later(
    desk: Desk, settle: Settle, clock: Clock, full: list[str]
) -> None:
    names = [settle(name) for name in unlucky(4)]
    told = []
    for name in names:
        told.append((waits(desk, name).position, name))
        clock.forward(days=1)

    desk.withdraw(full[2], reason="toch niet", actor="balie")

    assert told == [(number, name) for number, name in enumerate(names, 1)]
    assert status(desk, names[0]) == ("placed", "tweede")
    assert listed(desk) == [(number, name) for number, name in enumerate(names[1:], 1)]
    assert desk.verify().wrong == ()


@pytest.mark.usefixtures("full")
def test_of_those_who_wait_since_the_same_day_the_draw_decides(desk: Desk, settle: Settle) -> None:
    names = [settle(name) for name in unlucky(3)]

    positions = [waits(desk, name).position for name in names]

    assert positions == [1, 1, 1]
    assert listed(desk) == [(number, name) for number, name in enumerate(reversed(names), 1)]
    assert [waits(desk, name).position for name in names] == [3, 2, 1]


def test_a_list_stands_by_level_term_points_registration_waiting_and_draw(
    open_desk: OpenDesk, clock: Clock
) -> None:
    rules = RULES.replace("dan: {product: studie}", "dan: {product: studie, uiterlijk: klaar}")
    rules = rules.replace(
        "  nooit: {vraag", '  klaar: {vraag: "Wanneer?", soort: datum}\n  nooit: {vraag'
    )
    desk = open_desk(rules=rules, config=CONFIG.replace("plaatsen: 2", "plaatsen: 0"))
    dice = random.Random(7)  # noqa: S311  # made-up cases
    ranks: dict[str, tuple[object, ...]] = {}
    for number in range(24):
        name, registered = f"c-{number}", ON - timedelta(days=dice.randrange(2))
        spoed, klaar = dice.random() < 0.3, dice.choice([None, date(2021, 5, 1)])
        answers = {"studie": True, "akkoord": True, "spoed": spoed, "klaar": klaar}
        desk.register(Case(name, registered), actor="balie")
        desk.intake(Case(name, registered, answers), actor="balie")
        desk.refer(name, "studie", "bureau", actor="balie")
        ranks[name] = not spoed, klaar or date.max, registered, clock.now.date(), draw(name)
        clock.forward(hours=dice.choice([0, 30]))

    found = listed(desk)

    expected = sorted(ranks, key=lambda name: ranks[name])
    assert found == [(number, name) for number, name in enumerate(expected, 1)]
    assert [
        one.position for one in (desk.refer(name, "studie", actor="balie") for name in expected)
    ] == list(range(1, 25))


def test_who_was_refused_by_a_partner_waits_since_the_first_day(
    desk: Desk, settle: Settle, clock: Clock, full: list[str]
) -> None:
    early, late = unlucky(2)
    waits(desk, settle(early))
    desk.withdraw(full[2], reason="toch niet", actor="balie")
    clock.forward(days=1)
    waits(desk, settle(late))

    until = date(2021, 3, 20)
    referral = desk.referrals(early)[-1]["id"]
    desk.update(referral, "refused", "later", until=until, actor="balie")

    assert status(desk, late) == ("placed", "tweede")
    clock.forward(days=1)
    waits(desk, settle("c-9"))
    (found,) = desk.waiting()
    assert [(one.case, one.since) for one in found.cases] == [
        (early, date(2021, 3, 3)),
        ("c-9", date(2021, 3, 5)),
    ]


def test_who_is_refused_by_a_partner_waits_with_the_level_of_today(
    desk: Desk, settle: Settle
) -> None:
    first = desk.refer(settle("z-1", werk=True, spoed=True), "baan", actor="balie")
    waits(desk, settle("z-2", werk=True, spoed=True), "baan")
    desk.intake(Case("z-1", ON, {"spoed": False}), actor="intaker")

    desk.update(str(first.referral), "refused", "later", until=ON, actor="balie")

    assert (status(desk, "z-2"), status(desk, "z-1")) == (("placed", "loket"), ("waiting", None))
    assert [one.urgency for found in desk.waiting() for one in found.cases] == ["gewoon"]


# --- Why somebody waits -------------------------------------------------------------------------


def test_a_partner_that_is_passed_over_is_told_with_the_reason_every_time(
    desk: Desk, settle: Settle
) -> None:
    desk.refer(settle("z-1"), "studie", "tweede", actor="balie")
    settle("z-2", akkoord=None)

    first, again = (desk.refer("z-2", "studie", actor="balie") for _ in range(2))

    assert first == again
    assert first.reasons == (NO_CONSENT, FULL)
    (found,) = desk.waiting()
    assert [one.reasons for one in found.cases] == [(NO_CONSENT, FULL)]


def test_who_is_placed_elsewhere_hears_why_not_with_the_first_choice(
    desk: Desk, settle: Settle
) -> None:
    found = desk.refer(settle("z-1", akkoord=None), "studie", actor="balie")

    assert (found.result, found.partner) == ("placed", "tweede")
    assert found.reasons == (NO_CONSENT,)


def test_a_partner_that_did_not_want_the_case_is_told_as_well(
    desk: Desk, settle: Settle, bureau: Partner
) -> None:
    desk.refer(settle("z-1"), "studie", "tweede", actor="balie")
    bureau.refuses = "vol"

    found = desk.refer(settle("z-2"), "studie", actor="balie")

    assert found.reasons == ("Het bureau: Vol.", FULL)
    assert desk.waiting()[0].cases[0].reasons == ("Het bureau: Vol.", FULL)


def test_who_waits_while_there_is_a_place_by_now_is_told_when_it_comes(
    desk: Desk, settle: Settle, bureau: Partner
) -> None:
    bureau.free = 0
    desk.refer(settle("z-2"), "studie", "bureau", actor="balie")
    bureau.free = None

    (found,) = desk.waiting()

    assert found.cases[0].reasons == (
        "Het bureau: er is nu plaats; met de volgende deliver schuift deze zaak door.",
    )


@pytest.mark.parametrize(
    ("before", "after", "reasons"),
    [
        (
            "[bureau, tweede]",
            "[tweede, loket]",
            (
                "De tweede: er is geen plaats vrij.",
                "Het loket: mocht deze zaak niet hebben toen zij op de lijst kwam.",
            ),
        ),
        (
            "aanbieders: [bureau, tweede]",
            "aanbieders: [bureau]",
            ("Het bureau: wilde deze zaak niet.",),
        ),
    ],
)
def test_reasons_go_with_what_the_configuration_says_now(
    open_desk: OpenDesk,
    desk: Desk,
    settle: Settle,
    bureau: Partner,
    before: str,
    after: str,
    reasons: tuple[str, ...],
) -> None:
    desk.refer(settle("z-1"), "studie", "tweede", actor="balie")
    bureau.refuses = "vol"
    waits(desk, settle("z-2"))
    config = CONFIG.replace(before, after).replace(
        "  vol: {naam: Vol, gevolg: volgende_partner}\n", ""
    )

    later = open_desk(config=config)

    assert later.waiting()[0].cases[0].reasons == reasons


def test_who_waits_for_a_product_that_is_gone_is_told_so(
    open_desk: OpenDesk, desk: Desk, settle: Settle
) -> None:
    for name in ("z-1", "z-2"):
        desk.refer(settle(name, werk=True), "baan", actor="balie")
    rules = RULES.replace("[scholing, baan]", "scholing")
    gone = re.sub("  baan: .*\n", "", CONFIG).replace(
        "capaciteit: {baan: {plaatsen: 1, per: week}}", "capaciteit: {}"
    )

    later = open_desk(rules=rules, config=gone)

    assert later.waiting()[0].cases[0].reasons == (
        "dit product staat niet meer in de configuratie.",
    )


def test_a_ledger_of_before_kept_only_who_may(
    desk: Desk, settle: Settle, full: list[str], ledger: str
) -> None:
    waits(desk, settle("z-4", spoed=True))
    engine = create_engine(ledger)
    with engine.begin() as connection:
        connection.execute(
            text("update referral set eligible = '[\"bureau\"]' where status = 'waiting'")
        )
    engine.dispose()

    desk.withdraw(full[0], reason="toch niet", actor="balie")

    assert status(desk, "z-4") == ("placed", "bureau")


def test_an_unknown_partner_is_an_error_whatever_stands(desk: Desk, settle: Settle) -> None:
    desk.refer(settle("z-1"), "studie", actor="balie")

    with pytest.raises(DeskError, match="partner 'bureu' levert product 'studie' niet"):
        desk.refer("z-1", "studie", "bureu", actor="balie")


# --- New answers --------------------------------------------------------------------------------


@pytest.fixture
def undecided(desk: Desk, settle: Settle) -> str:
    """Who waits because the first partner may not be told, and the other is full."""
    desk.refer(settle("z-1"), "studie", "tweede", actor="balie")
    waits(desk, settle("z-2", akkoord=None))
    return "z-2"


def test_consent_that_is_given_later_places_in_the_same_act(desk: Desk, undecided: str) -> None:
    events = len(list(desk.events()))

    desk.intake(Case(undecided, ON, {"akkoord": True}), actor="intaker")

    assert status(desk, undecided) == ("placed", "bureau")
    assert [event.kind for event in desk.events()][events:] == ["intake", "referred"]
    assert desk.verify().wrong == ()


def test_consent_on_a_list_that_comes_again_places_as_well(desk: Desk, undecided: str) -> None:
    found = desk.register([Case(undecided, ON, {"akkoord": True})], "gros", actor="balie")

    assert found.changed == (undecided,)
    assert status(desk, undecided) == ("placed", "bureau")


def test_consent_that_is_taken_back_keeps_somebody_from_a_partner(
    desk: Desk, settle: Settle, full: list[str]
) -> None:
    waits(desk, settle("z-4", spoed=True))

    desk.intake(Case("z-4", ON, {"akkoord": False}), actor="intaker")
    desk.withdraw(full[0], reason="toch niet", actor="balie")

    assert status(desk, "z-4") == ("waiting", None)
    assert desk.waiting()[0].cases[0].reasons == (
        "Het bureau: er is geen akkoord: op 'Mogen wij u aanmelden?' was het antwoord nee.",
        FULL,
    )


def test_a_higher_level_takes_a_place_for_spoed_in_the_same_act(desk: Desk, settle: Settle) -> None:
    for name in ("z-1", "z-2"):
        desk.refer(settle(name), "studie", actor="balie")
    waits(desk, settle("z-3"))

    desk.intake(Case("z-3", ON, {"spoed": True}), actor="intaker")

    assert status(desk, "z-3") == ("placed", "bureau")


def test_who_asked_for_one_partner_is_not_sent_to_another(desk: Desk, settle: Settle) -> None:
    desk.refer(settle("z-1"), "studie", "tweede", actor="balie")
    desk.refer(settle("z-2", akkoord=None), "studie", "tweede", actor="balie")

    desk.intake(Case("z-2", ON, {"akkoord": True}), actor="intaker")

    assert status(desk, "z-2") == ("waiting", None)


def test_a_partner_is_asked_once_more_whether_it_wants_the_case(
    desk: Desk, undecided: str, bureau: Partner
) -> None:
    bureau.refuses = "buiten"

    desk.intake(Case(undecided, ON, {"akkoord": True}), actor="intaker")

    assert status(desk, undecided) == ("waiting", None)
    assert desk.waiting()[0].cases[0].reasons[:2] == (
        "er is geen partner die deze zaak kan nemen.",
        "Het bureau: Buiten de doelgroep.",
    )


def test_the_same_intake_again_changes_nothing(desk: Desk, settle: Settle) -> None:
    desk.refer(settle("z-1"), "studie", "tweede", actor="balie")
    waits(desk, settle("z-2", akkoord=None))
    before = list(desk.events())

    desk.intake(Case("z-2", ON, {"studie": True}), actor="intaker")

    assert list(desk.events()) == before
    assert status(desk, "z-2") == ("waiting", None)
