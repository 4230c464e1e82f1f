"""Who got no because a pot had too little: an event, and a number in the report."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.functional.desk.conftest import CONFIG, ON, RULES, Clock, OpenDesk, Partner
from triage import Case
from triage.chain import Event, Placed, Refused
from triage.desk import Desk
from triage.monitoring.outlook import Alarm
from triage.monitoring.refusing import Refusal

SMALL = CONFIG.replace("bedrag: 10000", "bedrag: 2500")
KEY = "pot-pot-nee"


@pytest.fixture
def desk(open_desk: OpenDesk, bureau: Partner, tweede: Partner) -> Desk:
    """A desk with a pot for one study of € 2.000, and € 500 besides."""
    return open_desk(bureau, tweede, config=SMALL)


@pytest.fixture
def known(desk: Desk) -> Callable[..., str]:
    def make(name: str, **answers: Any) -> str:
        desk.register(Case(name, ON, {}), "zelf", actor="balie")
        given = {"studie": True, "akkoord": True, **answers}
        desk.intake(Case(name, ON, given), actor="balie")
        return name

    return make


@pytest.fixture
def first(desk: Desk, known: Callable[..., str]) -> str:
    """The study that takes most of the pot; the id of its referral."""
    placed = desk.refer(known("z-0", spoed=True), "studie", actor="balie")
    assert isinstance(placed, Placed)
    return placed.referral


def refused(desk: Desk) -> list[Event]:
    return [event for event in desk.events() if event.kind == "turned_away"]


def alarm(desk: Desk) -> Alarm | None:
    return next((one for one in desk.report().alarms if one.key == KEY), None)


@pytest.mark.usefixtures("first")
class TestTheEvent:
    def test_says_what_it_would_have_cost_and_nothing_of_the_answers(
        self, desk: Desk, known: Callable[..., str]
    ) -> None:
        result = desk.refer(known("z-1"), "studie", actor="balie")

        assert isinstance(result, Refused)
        (event,) = refused(desk)
        assert (event.case, event.referral, event.actor) == ("z-1", None, "balie")
        assert event.details == {
            "product": "studie",
            "pot": "pot",
            "cents": 200_000,
            "level": "gewoon",
        }

    def test_is_written_once_while_nothing_changes(
        self, desk: Desk, known: Callable[..., str], clock: Clock
    ) -> None:
        name = known("z-1")
        results = [desk.refer(name, "studie", actor="balie")]
        before = list(desk.events())
        clock.forward(days=1)

        results += [desk.refer(name, "studie", "tweede", actor="ander") for _ in range(2)]

        assert all(isinstance(result, Refused) for result in results)
        assert list(desk.events()) == before

    def test_is_written_for_every_case_and_product(
        self, desk: Desk, known: Callable[..., str]
    ) -> None:
        for name in (known("z-1", coach=True), known("z-2", coach=True)):
            for product in ("studie", "coaching"):
                desk.refer(name, product, actor="balie")

        found = [(event.case, event.details["product"]) for event in refused(desk)]

        # An hour of coaching costs € 75, so four of them can still be paid, and only once.
        assert found == [("z-1", "studie"), ("z-2", "studie"), ("z-2", "coaching")]

    def test_is_written_again_when_the_pot_grew_and_still_has_too_little(
        self,
        desk: Desk,
        known: Callable[..., str],
        open_desk: OpenDesk,
        bureau: Partner,
        tweede: Partner,
    ) -> None:
        name = known("z-1")
        desk.refer(name, "studie", actor="balie")

        grown = open_desk(bureau, tweede, config=CONFIG.replace("10000", "3000"))
        for _ in range(2):
            grown.refer(name, "studie", actor="balie")

        assert len(refused(grown)) == 2

    def test_is_written_again_when_the_case_had_the_product_since(
        self, desk: Desk, known: Callable[..., str], first: str
    ) -> None:
        name = known("z-1", spoed=True)
        desk.refer(name, "studie", actor="balie")
        desk.withdraw(first, reason="Toch niet.", actor="balie")
        placed = desk.refer(name, "studie", actor="balie")
        assert isinstance(placed, Placed)
        desk.withdraw(placed.referral, reason="Toch niet.", actor="balie")
        assert isinstance(desk.refer("z-0", "studie", actor="balie"), Placed)

        again = desk.refer(name, "studie", actor="balie")

        assert isinstance(again, Refused)
        assert len(refused(desk)) == 2

    def test_is_written_again_when_the_level_of_the_case_changed(
        self, desk: Desk, known: Callable[..., str]
    ) -> None:
        name = known("z-1")
        desk.refer(name, "studie", actor="balie")
        desk.override(name, urgency="acuut", reason="Het loopt op.", actor="balie")

        desk.refer(name, "studie", actor="balie")

        assert [event.details["level"] for event in refused(desk)] == ["gewoon", "acuut"]

    def test_leaves_the_ledger_whole(self, desk: Desk, known: Callable[..., str]) -> None:
        desk.refer(known("z-1"), "studie", actor="balie")

        assert desk.verify().wrong == ()
        assert desk.replay().different == ()
        assert desk.referrals("z-1") == ()
        (pot,) = desk.report().budgets
        assert (pot.held, pot.free) == (Decimal("2000.00"), Decimal("500.00"))


@pytest.mark.usefixtures("first")
class TestTheReport:
    def test_counts_people_and_amounts_by_pot_and_by_product(
        self, desk: Desk, known: Callable[..., str], clock: Clock
    ) -> None:
        desk.refer(known("z-1", coach=True), "studie", actor="balie")
        clock.forward(days=7)
        for product in ("studie", "coaching"):
            desk.refer("z-1", product, actor="balie")
            desk.refer(known("z-2", coach=True), product, actor="balie")

        (pot,) = desk.report().budgets

        study = Refusal("studie", "Studie", 1, 2, Decimal("2000.00"), Decimal("4000.00"))
        coaching = Refusal("coaching", "Coaching", 1, 1, Decimal("300.00"), Decimal("300.00"))
        assert pot.refused == Refusal(
            *("pot", "De pot", 1, 2, Decimal("2300.00"), Decimal("4300.00")), (study, coaching)
        )

    def test_of_a_past_week_stays_what_it_was(
        self, desk: Desk, known: Callable[..., str], clock: Clock
    ) -> None:
        desk.refer(known("z-1"), "studie", actor="balie")
        clock.forward(days=7)
        before = desk.report("2021-W09")

        desk.refer(known("z-2"), "studie", actor="balie")

        assert desk.report("2021-W09").budgets == before.budgets
        assert before.budgets[0].refused is not None
        assert before.budgets[0].refused.total == 1

    def test_says_nothing_where_nobody_got_no(self, desk: Desk) -> None:
        assert desk.report().budgets[0].refused is None
        assert alarm(desk) is None


@pytest.mark.usefixtures("first")
class TestTheAlarm:
    def test_stands_since_the_first_day_until_it_is_handled(
        self, desk: Desk, known: Callable[..., str], clock: Clock
    ) -> None:
        for name in ("z-1", "z-2"):
            desk.refer(known(name), "studie", actor="balie")
            clock.forward(days=7)
        found = alarm(desk)
        assert found is not None
        assert (found.kind, found.since, found.standing) == ("pot", ON, True)
        assert found.text == (
            "2 mensen kregen nee omdat de pot ‘De pot’ te weinig had; nu nog bij 2: z-1, z-2."
        )

        desk.handle(KEY, reason="Besproken.", actor="balie")
        clock.forward(days=14)

        assert alarm(desk) is None

    def test_comes_back_when_somebody_gets_no_again(
        self, desk: Desk, known: Callable[..., str], clock: Clock
    ) -> None:
        desk.refer(known("z-1"), "studie", actor="balie")
        desk.handle(KEY, actor="balie")
        clock.forward(days=1)

        desk.refer(known("z-2"), "studie", actor="balie")

        found = alarm(desk)
        assert found is not None
        assert found.text.startswith("1 mens kreeg nee")
        assert found.since == clock.now.date()

    def test_says_so_when_they_were_helped_since(
        self, desk: Desk, known: Callable[..., str], first: str
    ) -> None:
        desk.refer(known("z-1", spoed=True), "studie", actor="balie")
        desk.withdraw(first, reason="Toch niet.", actor="balie")
        assert isinstance(desk.refer("z-1", "studie", actor="balie"), Placed)

        found = alarm(desk)

        assert found is not None
        assert not found.standing
        assert found.text.endswith("te weinig had; dat is inmiddels hersteld.")

    def test_no_longer_names_who_was_closed(self, desk: Desk, known: Callable[..., str]) -> None:
        desk.refer(known("z-1"), "studie", actor="balie")
        desk.close("z-1", reason="ziet_af", actor="balie")

        found = alarm(desk)

        assert found is not None
        assert not found.standing


def test_a_rule_of_the_home_still_comes_before_the_money(open_desk: OpenDesk) -> None:
    desk = open_desk(config=SMALL, rules=RULES)
    desk.register(Case("z-1", ON), "zelf", actor="balie")

    result = desk.refer("z-1", "studie", actor="balie")

    assert isinstance(result, Refused)
    assert refused(desk) == []
