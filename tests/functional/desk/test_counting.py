"""What events keep for the weekly report, so that it needs no answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.functional.desk.conftest import CONFIG, ON, OpenDesk
from triage import Case
from triage.chain import Event, Placed
from triage.desk import Desk

INDICATORS = """\
indicatoren:
  - {indicator: spoed, tel: ondernemers, bij: benaderd, als: {spoed: ja}}
  - {indicator: per-sector, tel: ondernemers, bij: intake, per: sector}
"""


def events(desk: Desk, kind: str) -> list[Event]:
    return [event for event in desk.events() if event.kind == kind]


def tallies(desk: Desk, kind: str) -> list[Any]:
    return [event.details.get("tally") for event in events(desk, kind)]


class TestTally:
    """Whether an indicator counts somebody is written down at the moment itself."""

    def test_says_what_the_condition_says_at_that_moment(self, open_desk: OpenDesk) -> None:
        desk = open_desk(config=CONFIG + INDICATORS)
        given = {"z-1": {"spoed": True}, "z-2": {"spoed": False}, "z-3": {}}
        desk.register([Case(key, ON, told) for key, told in given.items()], "gros")

        for key in given:
            desk.contact(key, channel="telefoon", reached=True, actor="balie")

        assert tallies(desk, "contacted") == [
            {"spoed": [True, None]},
            {"spoed": [False, None]},
            {"spoed": [None, None]},
        ]

    def test_says_which_choice_was_made(self, open_desk: OpenDesk) -> None:
        desk = open_desk(config=CONFIG + INDICATORS)
        desk.register([Case("z-1", ON), Case("z-2", ON)], "gros")

        desk.intake(Case("z-1", ON, {"sector": "horeca"}), actor="balie")
        desk.intake(Case("z-2", ON), actor="balie")

        assert tallies(desk, "intake") == [
            {"per-sector": [True, "horeca"]},
            {"per-sector": [True, None]},
        ]

    def test_is_left_out_where_no_indicator_reads_answers(self, open_desk: OpenDesk) -> None:
        desk = open_desk(config=CONFIG + INDICATORS)

        desk.register(Case("z-1", ON, {"spoed": True}), "gros")

        assert tallies(desk, "registered") == [None]

    def test_stays_when_the_answers_are_erased(self, open_desk: OpenDesk) -> None:
        desk = open_desk(config=CONFIG + INDICATORS)
        desk.register(Case("z-1", ON, {"spoed": True}), "gros")
        desk.contact("z-1", channel="telefoon", reached=True, actor="balie")
        desk.close("z-1", reason="verhuisd", actor="balie")

        desk.erase("z-1", actor="balie")

        assert tallies(desk, "contacted") == [{"spoed": [True, None]}]
        assert desk.verify().wrong == ()


class TestANewIndicator:
    """Counts what happened before it was there, by the answers as they are known."""

    def test_is_counted_afterwards(self, open_desk: OpenDesk) -> None:
        before = open_desk()
        before.register([Case("z-1", ON, {"spoed": True}), Case("z-2", ON)], "gros")
        before.contact("z-1", channel="telefoon", reached=True, actor="balie")

        after = open_desk(config=CONFIG + INDICATORS)

        (contacted,) = events(after, "contacted")
        (told,) = events(after, "tallied")
        assert told.case == "z-1"
        assert told.details == {"of": {str(contacted.number): {"spoed": [True, None]}}}

    def test_is_counted_once(self, open_desk: OpenDesk) -> None:
        before = open_desk()
        before.register(Case("z-1", ON, {"spoed": True}), "gros")
        before.contact("z-1", channel="telefoon", reached=True, actor="balie")
        open_desk(config=CONFIG + INDICATORS)

        again = open_desk(config=CONFIG + INDICATORS)

        assert len(events(again, "tallied")) == 1

    def test_only_counts_again_what_changed(self, open_desk: OpenDesk) -> None:
        before = open_desk(config=CONFIG + INDICATORS)
        before.register(Case("z-1", ON, {"spoed": True}), "gros")
        before.contact("z-1", channel="telefoon", reached=True, actor="balie")
        before.intake(Case("z-1", ON, {"sector": "bouw"}), actor="balie")

        after = open_desk(config=CONFIG + INDICATORS.replace("{spoed: ja}", "{spoed: nee}"))

        (told,) = events(after, "tallied")
        assert list(told.details["of"].values()) == [{"spoed": [False, None]}]

    def test_leaves_out_who_was_erased(self, open_desk: OpenDesk) -> None:
        before = open_desk()
        before.register(Case("z-1", ON, {"spoed": True}), "gros")
        before.contact("z-1", channel="telefoon", reached=True, actor="balie")
        before.close("z-1", reason="verhuisd", actor="balie")
        before.erase("z-1", actor="balie")

        after = open_desk(config=CONFIG + INDICATORS)

        assert events(after, "tallied") == []


class TestReferrals:
    """A referral's event says what the report has to know of it."""

    def test_of_a_partner_say_until_when_an_answer_is_in_time(self, open_desk: OpenDesk) -> None:
        config = CONFIG.replace(
            "velden: [sector, zwaar]",
            "velden: [sector, zwaar]\n    reactietermijn: {acuut: 1 werkdag, overig: 5 werkdagen}",
        )
        desk = open_desk(config=config)
        for key, urgent in (("z-1", True), ("z-2", False)):
            desk.register(Case(key, ON), "zelf")
            told = {"studie": True, "akkoord": True, "spoed": urgent}
            desk.intake(Case(key, ON, told), actor="balie")
            assert isinstance(desk.refer(key, "studie", actor="balie"), Placed)

        found = {
            e.case: (e.details["level"], e.details.get("answer_due"))
            for e in events(desk, "referred")
            if e.details["partner"] == "bureau"
        }

        assert found["z-1"] == ("acuut", "2021-03-04")
        assert found.get("z-2", ("gewoon", "2021-03-10")) == ("gewoon", "2021-03-10")

    def test_of_the_desk_itself_say_so(self, desk: Desk, settle: Callable[..., str]) -> None:
        case = settle("z-1", coach=True)

        result = desk.refer(case, "coaching", actor="balie")

        assert isinstance(result, Placed)
        desk.update(result.referral, "started", actor="balie")
        desk.update(result.referral, "completed", actor="balie")
        for kind in ("referred", "started", "completed"):
            (event,) = events(desk, kind)
            assert event.details["own"] is True
            assert "answer_due" not in event.details

    def test_that_takes_over_a_price_is_an_event(
        self, desk: Desk, settle: Callable[..., str]
    ) -> None:
        case = settle("z-1", werk=True)
        first = desk.refer(case, "scholing", actor="balie")
        second = desk.refer(case, "baan", actor="balie")
        assert isinstance(first, Placed)
        assert isinstance(second, Placed)

        desk.withdraw(first.referral, reason="Toch niet.", actor="balie")

        (charged,) = events(desk, "charged")
        assert charged.referral == second.referral
        assert charged.details["cents"] == 7500
        assert charged.details["account"] == "held"
        assert desk.verify().wrong == ()


class TestTerms:
    """A decision's event says how the terms stand, without the dates that were answered."""

    RULES = (
        "vragen:\n"
        "  gemeld: {vraag: 'Wanneer?', soort: datum}\n"
        "  gesproken: {vraag: 'Wanneer gesproken?', soort: datum}\n"
        "regels:\n"
        "  - regel: bellen\n"
        "    als: altijd\n"
        "    dan: {binnen: 3 werkdagen vanaf gemeld, gehaald: gesproken}\n"
        "    omdat: Wie zich meldt, wordt gebeld.\n"
    )
    CONFIG = "engine: direct\nurgentie: {gewoon: {naam: Gewoon}}\n"

    def stands(self, desk: Desk, **told: date) -> Any:
        desk.intake(Case("z-1", ON, told), actor="balie")
        return events(desk, "intake")[-1].details["terms"]

    def test_run_are_met_and_are_late(self, open_desk: OpenDesk) -> None:
        desk = open_desk(rules=self.RULES, config=self.CONFIG)
        desk.register(Case("z-1", ON), "zelf")

        missing = self.stands(desk)
        running = self.stands(desk, gemeld=date(2021, 3, 1))
        met = self.stands(desk, gesproken=date(2021, 3, 4))
        late = self.stands(desk, gesproken=date(2021, 3, 5))

        assert missing == [["bellen", "2021-03-08", "start_missing"]]
        assert running == [["bellen", "2021-03-04", "running"]]
        assert met == [["bellen", "2021-03-04", "met"]]
        assert late == [["bellen", "2021-03-04", "late"]]
