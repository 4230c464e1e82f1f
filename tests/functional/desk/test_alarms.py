"""Alarms on a ledger: when they are raised, and when handling them takes them away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

import pytest

from tests.functional.desk.conftest import CONFIG, ON, RULES, Clock, OpenDesk, Partner
from triage import Case
from triage.desk import Desk
from triage.monitoring.outlook import Alarm
from triage.records import End

ANSWERS: Final = CONFIG.replace(
    "velden: [sector, zwaar]\n", "velden: [sector, zwaar]\n    reactietermijn: 1 werkdag\n"
)
FIRST: Final = date(2021, 3, 1)


@pytest.fixture
def desk(open_desk: OpenDesk, bureau: Partner) -> Desk:
    """One partner, which owes an answer within a working day."""
    return open_desk(bureau, config=ANSWERS)


def told(desk: Desk, week: str | None = None) -> dict[str, Alarm]:
    return {alarm.key: alarm for alarm in desk.report(week).alarms}


class TestAReferral:
    def test_that_does_not_arrive_is_told_and_owes_no_answer(
        self, desk: Desk, settle: Callable[..., str], bureau: Partner, clock: Clock
    ) -> None:
        bureau.fails = True
        desk.refer(settle("z-1"), "studie", "bureau", actor="balie")
        desk.deliver()
        clock.forward(days=7)

        found = told(desk, "2021-W09")

        assert list(found) == ["post-bureau-wacht"]
        assert found["post-bureau-wacht"].text == (
            "Bij Het bureau is 1 verwijzing nog niet bezorgd: z-1."
        )
        assert found["post-bureau-wacht"].since == ON

    def test_that_arrives_in_the_end_gives_the_partner_its_whole_term(
        self, desk: Desk, settle: Callable[..., str], bureau: Partner, clock: Clock
    ) -> None:
        bureau.fails = True
        desk.refer(settle("z-1"), "studie", "bureau", actor="balie")  # on a Wednesday
        desk.deliver()
        bureau.fails = False
        clock.forward(days=5)
        desk.deliver()

        clock.forward(days=1)
        in_time = told(desk)
        clock.forward(days=1)
        late = told(desk)

        assert in_time == {}
        assert late["antwoord-bureau"].since == date(2021, 3, 10)
        assert late["antwoord-bureau"].text.endswith("bij 1 verwijzing; nu nog bij 1: z-1.")

    def test_that_is_handed_over_owes_an_answer_from_the_day_itself(
        self, open_desk: OpenDesk, clock: Clock
    ) -> None:
        desk = open_desk(config=ANSWERS)
        case = Case("z-1", ON, {"studie": True, "akkoord": True})
        desk.register(case, "zelf", actor="balie")
        desk.intake(case, actor="balie")
        desk.refer("z-1", "studie", "bureau", actor="balie")
        clock.forward(days=2)

        found = told(desk)

        assert list(found) == ["antwoord-bureau"]
        assert found["antwoord-bureau"].since == date(2021, 3, 5)


class TestATerm:
    def test_that_is_overdue_is_in_the_report_of_every_week(
        self, open_desk: OpenDesk, clock: Clock
    ) -> None:
        config = CONFIG.replace("acuut: {naam: Acuut}", "acuut: {naam: Acuut, binnen: 1 werkdag}")
        desk = open_desk(config=config, rules=RULES)
        for key in ("z-1", "z-2"):
            desk.register(Case(key, ON, {"spoed": True}), "zelf", actor="balie")
        clock.forward(days=5)

        first = told(desk)
        desk.handle("termijn-acuut", reason="Gebeld, niet bereikt.", actor="balie")
        handled = told(desk)
        clock.forward(days=14)
        weeks = [told(desk, week)["termijn-acuut"].text for week in ("2021-W10", "2021-W11")]

        text = "Termijn ‘Acuut’ is verstreken bij 2 zaken; nu nog bij 2: z-1, z-2."
        assert first["termijn-acuut"].text == text
        assert "termijn-acuut" not in handled
        assert weeks == [text, text]


class TestAPot:
    def test_that_is_used_up_has_one_alarm_and_handling_that_is_enough(
        self, open_desk: OpenDesk, clock: Clock
    ) -> None:
        desk = open_desk(config=CONFIG.replace("bedrag: 10000", "bedrag: 2300"))
        case = Case("z-1", ON, {"studie": True, "akkoord": True, "coach": True})
        desk.register(case, "zelf", actor="balie")
        desk.intake(case, actor="balie")
        desk.refer("z-1", "studie", "bureau", actor="balie")
        nearly = list(told(desk))
        clock.forward(days=1)
        desk.refer("z-1", "coaching", actor="balie")

        full = told(desk)
        desk.handle("pot-pot-100", actor="balie")

        assert nearly == ["pot-pot-80"]
        assert [(key, one.text) for key, one in full.items()] == [
            (
                "pot-pot-100",
                "De pot ‘De pot’ is op: € 2.300,00 van € 2.300,00 is vastgelegd of besteed.",
            )
        ]
        assert told(desk) == {}


class TestStrangers:
    def test_are_gone_once_handled_until_a_list_brings_others(
        self, desk: Desk, clock: Clock
    ) -> None:
        desk.tozo([End(key, FIRST, "x") for key in ("z-7", "z-8")], actor="gros")
        first = told(desk)["gegevens-tozo"]
        clock.forward(hours=1)
        desk.handle("gegevens-tozo", actor="balie")
        handled = told(desk)
        clock.forward(hours=1)
        desk.tozo([End(key, FIRST, "x") for key in ("z-8", "z-9")], actor="gros")

        again = told(desk)["gegevens-tozo"]

        assert (
            first.text
            == "Op lijsten van TOZO-einden staan sinds 3 maart 2021 2 mensen zonder zaak."
        )
        assert handled == {}
        assert (
            again.text == "Op lijsten van TOZO-einden staat sinds 3 maart 2021 1 mens zonder zaak."
        )

    def test_handled_later_are_still_in_the_report_of_the_week_before(
        self, desk: Desk, clock: Clock
    ) -> None:
        desk.tozo([End("z-7", FIRST, "x")], actor="gros")
        clock.forward(days=7)
        desk.handle("gegevens-tozo", actor="balie")

        assert list(told(desk, "2021-W09")) == ["gegevens-tozo"]
        assert told(desk) == {}
