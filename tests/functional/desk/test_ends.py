"""Ends of TOZO and entries in the records of the benefit administration."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from tests.functional.desk.conftest import CONFIG, ON, Clock, OpenDesk
from tests.functional.desk_home import stored
from triage import Case, IntakeError, Problem, Where
from triage.chain import Event, Placed, Waiting
from triage.desk import Desk
from triage.records import End, Entered

REASONS = "tozo_redenen: {loondienst: In loondienst, einde_regeling: Einde van de regeling}\n"
FIRST = date(2021, 3, 1)
BEGUN = date(2021, 3, 4)
TWICE = End("z-1", FIRST, "loondienst", "deels")


@pytest.fixture
def desk(open_desk: OpenDesk) -> Desk:
    found = open_desk(config=CONFIG + REASONS + "srg: {coaching: C10}\n")
    found.register([Case("z-1", ON), Case("z-2", ON)], "gros")
    return found


def events(desk: Desk, kind: str) -> list[Event]:
    return [event for event in desk.events() if event.kind == kind]


class TestEnds:
    def test_are_written_down_on_their_own_day(self, desk: Desk) -> None:
        found = desk.tozo([End("z-1", FIRST, "loondienst", "deels")], actor="gros")

        assert (found.new, found.same, found.unknown) == (("z-1",), 0, ())
        (event,) = events(desk, "tozo_ended")
        assert (event.case, event.at.date(), event.actor) == ("z-1", FIRST, "gros")
        assert event.details == {"reason": "loondienst", "extent": "deels"}

    def test_that_are_known_change_nothing(self, desk: Desk) -> None:
        ends = [End("z-1", FIRST, "loondienst"), End("z-9", FIRST, "loondienst")]
        desk.tozo(ends, actor="gros")
        before = list(desk.events())

        again = desk.tozo(ends, actor="gros")

        assert (again.new, again.same, again.unknown) == ((), 1, ("z-9",))
        assert list(desk.events()) == before

    def test_of_somebody_without_a_case_are_counted(self, desk: Desk) -> None:
        desk.tozo([End("z-8", FIRST, "loondienst")], actor="gros")
        ends = [End(key, FIRST, "loondienst") for key in ("z-8", "z-9")]

        found = desk.tozo(ends, actor="gros")

        assert found.unknown == ("z-8", "z-9")
        assert [event.details["unknown"] for event in events(desk, "tozo_list")] == [1, 1]
        assert any(alarm.key == "gegevens-tozo" for alarm in desk.report().alarms)

    def test_of_somebody_without_a_case_are_nowhere_kept_by_name(
        self, desk: Desk, ledger: str
    ) -> None:
        found = desk.tozo([End("Jo Oefening", FIRST, "loondienst")], actor="gros")

        assert found.unknown == ("Jo Oefening",)
        assert not any("Oefening" in value for value in stored(ledger))

    def test_that_cannot_be_are_all_named_and_nothing_is_written(self, desk: Desk) -> None:
        desk.tozo([End("z-1", FIRST, "loondienst")], actor="gros")
        before = list(desk.events())

        with pytest.raises(IntakeError) as refused:
            desk.tozo(
                [
                    End("z-1", FIRST, "einde_regeling"),
                    End("z-2", date(2021, 3, 4), "loondienst"),
                    End("z-2", date(2019, 12, 31), "loondienst"),
                    End("z-2", FIRST, "loondients"),
                    End("999990019", FIRST, "loondienst"),
                    End("9999.90.019", FIRST, "loondienst"),
                ],
                actor="gros",
            )

        assert [(found.code, found.where.file) for found in refused.value.problems] == [
            ("A007", "zaak"),
            ("Z055", "zaak z-1"),
            ("Z053", "zaak z-2"),
            ("Z054", "zaak z-2"),
            ("Z054", "zaak z-2"),
        ]
        assert "9999" not in str(refused.value)
        assert list(desk.events()) == before

    def test_stand_where_they_were_read(self, desk: Desk) -> None:
        places = {"on": Where("lijst.csv", 2, 2), "reason": Where("lijst.csv", 2, 3)}
        end = End("z-1", date(2021, 3, 4), "Jan Oefening", places=places)

        with pytest.raises(IntakeError) as refused:
            desk.tozo([end], actor="gros")

        assert str(refused.value).splitlines() == [
            "lijst.csv:2:2: Z054 2021-03-04 ligt in de toekomst. Kijk de datum na.",
            ("lijst.csv:2:3: Z053 '…' kan niet bij 'reden'. Kies uit: loondienst, einde_regeling."),
        ]

    @pytest.mark.parametrize("later", [End("z-1", FIRST, "einde_regeling"), TWICE])
    def test_of_one_case_on_one_day_cannot_differ(self, desk: Desk, later: End) -> None:
        with pytest.raises(IntakeError, match="Z052"):
            desk.tozo([End("z-1", FIRST, "loondienst"), later], actor="gros")

        assert events(desk, "tozo_ended") == []

    def test_of_one_case_may_come_on_different_days(self, desk: Desk) -> None:
        days = (FIRST, date(2021, 3, 2))

        desk.tozo([End("z-1", day, "loondienst") for day in days], actor="gros")

        assert [event.at.date() for event in events(desk, "tozo_ended")] == [*days]

    def test_are_refused_with_the_rest_of_their_list(self, desk: Desk) -> None:
        elsewhere = Problem(Where("lijst.csv", 3), "Z050", "'einde' is leeg", "Vul het in.")

        with pytest.raises(IntakeError) as refused:
            desk.tozo(
                [End("z-1", date(2022, 1, 1), "loondienst")], actor="gros", problems=[elsewhere]
            )

        assert [found.code for found in refused.value.problems] == ["Z050", "Z054"]
        assert events(desk, "tozo_ended") == []

    def test_are_taken_beside_what_is_only_odd(self, desk: Desk) -> None:
        odd = Problem(Where("lijst.csv", 3), "Z051", "twee keer", "Zij telt één keer.", "warning")

        found = desk.tozo([End("z-1", FIRST, "loondienst")], actor="gros", problems=[odd])

        assert found.new == ("z-1",)

    def test_may_have_any_key_for_a_reason_where_none_are_configured(
        self, open_desk: OpenDesk
    ) -> None:
        desk = open_desk()
        desk.register(Case("z-1", ON), "gros")

        assert desk.tozo([End("z-1", FIRST, "zomaar")], actor="gros").new == ("z-1",)
        with pytest.raises(IntakeError, match="Z053 '…' kan niet"):
            desk.tozo([End("z-1", date(2021, 3, 2), "Jan is verhuisd")], actor="gros")

    def test_that_were_told_wrong_are_taken_back_by_the_same_row(self, desk: Desk) -> None:
        wrong, right = End("z-1", FIRST, "loondienst"), End("z-1", FIRST, "einde_regeling")
        desk.tozo([wrong], actor="gros")
        (told,) = events(desk, "tozo_ended")

        found = desk.tozo([attrs.evolve(wrong, void=True), right], actor="gros")

        assert (found.new, found.same, found.withdrawn) == (("z-1",), 0, ("z-1",))
        (back,) = events(desk, "tozo_end_withdrawn")
        assert (back.case, back.at.date()) == ("z-1", FIRST)
        assert back.details == {"of": told.number, "reason": "loondienst", "extent": "geheel"}
        assert [event.details["reason"] for event in events(desk, "tozo_ended")] == [
            "loondienst",
            "einde_regeling",
        ]
        assert desk.verify().wrong == ()

    def test_and_their_correction_may_come_again(self, desk: Desk) -> None:
        wrong = End("z-1", FIRST, "loondienst")
        rows = [attrs.evolve(wrong, void=True), End("z-1", FIRST, "einde_regeling")]
        desk.tozo([wrong], actor="gros")
        desk.tozo(rows, actor="gros")
        before = list(desk.events())

        again = desk.tozo(rows, actor="gros")

        assert (again.new, again.same, again.withdrawn) == ((), 2, ())
        assert list(desk.events()) == before

    def test_that_were_taken_back_stay_so_when_an_old_list_comes_again(self, desk: Desk) -> None:
        wrong = End("z-1", FIRST, "loondienst")
        desk.tozo([wrong], actor="gros")
        desk.tozo([attrs.evolve(wrong, void=True)], actor="gros")

        old = desk.tozo([wrong], actor="gros")
        told = desk.tozo([attrs.evolve(wrong, void=False)], actor="gros")

        assert (old.new, old.same, old.left_out) == ((), 0, ("z-1",))
        assert (told.new, told.left_out) == (("z-1",), ())
        assert len(events(desk, "tozo_ended")) == 2

    def test_that_were_never_told_cannot_be_taken_back(self, desk: Desk) -> None:
        desk.tozo([End("z-1", FIRST, "loondienst")], actor="gros")
        other = End("z-1", FIRST, "einde_regeling", void=True)
        never = End("z-2", FIRST, "loondienst", void=True)

        with pytest.raises(IntakeError) as refused:
            desk.tozo([other, never], actor="gros")

        assert [found.code for found in refused.value.problems] == ["Z059", "Z059"]
        assert "Op die dag staat 'loondienst', geheel." in str(refused.value)
        assert events(desk, "tozo_end_withdrawn") == []

    def test_of_a_stranger_that_are_taken_back_are_only_named(self, desk: Desk) -> None:
        found = desk.tozo([End("z-9", FIRST, "loondienst", void=True)], actor="gros")

        assert (found.unknown, found.withdrawn) == (("z-9",), ())
        assert events(desk, "tozo_list") == []

    def test_of_a_case_that_was_closed_and_erased_still_count(self, desk: Desk) -> None:
        desk.close("z-1", reason="verhuisd", actor="balie")
        desk.erase("z-1", actor="balie")

        assert desk.tozo([End("z-1", FIRST, "loondienst")], actor="gros").new == ("z-1",)
        assert desk.verify().wrong == ()


@pytest.fixture
def coaching(desk: Desk, clock: Clock) -> str:
    """A coaching of z-1 that began on 4 March; the id of its referral."""
    desk.intake(Case("z-1", ON, {"coach": True}), actor="balie")
    placed = desk.refer("z-1", "coaching", actor="balie")
    assert isinstance(placed, Placed)
    clock.forward(days=1)
    desk.update(placed.referral, "started", actor="balie")
    return placed.referral


class TestEntries:
    def test_are_written_down_once(self, desk: Desk, coaching: str) -> None:
        given = [Entered(coaching, BEGUN)]

        first, again = (desk.entered(given, actor="gros") for _ in range(2))

        assert (first.new, first.same) == ((coaching,), 0)
        assert (again.new, again.same) == ((), 1)
        (event,) = events(desk, "entered")
        assert (event.case, event.referral, event.at.date()) == ("z-1", coaching, BEGUN)
        assert event.details["product"] == "coaching"

    def test_that_cannot_be_are_all_named_and_nothing_is_written(
        self, desk: Desk, coaching: str
    ) -> None:
        given = [Entered("v-9", ON), Entered("999990019", ON), Entered(coaching, date(2022, 1, 1))]

        with pytest.raises(IntakeError) as refused:
            desk.entered(given, actor="gros")

        assert [found.code for found in refused.value.problems] == ["Z054", "Z056", "Z056"]
        assert "verwijzing v-9 staat niet in het ledger" in str(refused.value)
        assert "99999" not in str(refused.value)
        assert events(desk, "entered") == []

    def test_on_another_day_than_is_known_are_refused(
        self, desk: Desk, coaching: str, clock: Clock
    ) -> None:
        desk.entered([Entered(coaching, BEGUN)], actor="gros")
        clock.forward(days=1)

        with pytest.raises(IntakeError, match="Z055 deze verwijzing staat in het ledger"):
            desk.entered([Entered(coaching, clock.now.date())], actor="gros")
        assert len(events(desk, "entered")) == 1

    def test_before_the_product_began_are_refused(self, desk: Desk, coaching: str) -> None:
        desk.intake(Case("z-2", ON, {"studie": True, "akkoord": True, "coach": True}), actor="x")
        given = [Entered(coaching, ON)]
        for product in ("studie", "coaching"):
            placed = desk.refer("z-2", product, actor="balie")
            assert isinstance(placed, Placed)
            given.append(Entered(placed.referral, ON))

        with pytest.raises(IntakeError) as refused:
            desk.entered(given, actor="gros")

        assert [problem.code for problem in refused.value.problems] == ["Z057"] * 2
        assert [problem.message for problem in refused.value.problems] == [
            f"{ON} ligt voor het begin van dit product, {BEGUN}",
            "dit product is nog niet begonnen",
        ]
        assert events(desk, "entered") == []

    def test_of_another_case_or_product_are_refused(self, desk: Desk, coaching: str) -> None:
        places = {"case": Where("srg.csv", 2, 1), "product": Where("srg.csv", 2, 3)}
        shifted = Entered(coaching, BEGUN, case="z-2", product="Jo Oefening", places=places)

        with pytest.raises(IntakeError) as refused:
            desk.entered([shifted], actor="gros")

        assert str(refused.value).splitlines() == [
            f"srg.csv:2:{column}: Z058 onder '{name}' staat iets anders dan bij deze verwijzing "
            f"hoort: '{known}'. Kijk na of de kolommen goed staan, of laat de kolom '{name}' weg."
            for column, name, known in ((1, "zaak", "z-1"), (3, "product", "coaching"))
        ]
        assert events(desk, "entered") == []

    def test_may_say_what_they_are_about(self, desk: Desk, coaching: str) -> None:
        given = [Entered(coaching, BEGUN, case="'z-1", product="coaching")]

        assert desk.entered(given, actor="gros").new == (coaching,)

    def test_that_were_told_wrong_are_taken_back_by_the_same_row(
        self, desk: Desk, coaching: str, clock: Clock
    ) -> None:
        clock.forward(days=1)
        wrong, right = Entered(coaching, clock.now.date()), Entered(coaching, BEGUN)
        desk.entered([wrong], actor="gros")
        (told,) = events(desk, "entered")
        rows = [attrs.evolve(wrong, void=True), right]

        found, again = (desk.entered(rows, actor="gros") for _ in range(2))

        assert (found.new, found.same, found.withdrawn) == ((coaching,), 0, (coaching,))
        assert (again.new, again.same, again.withdrawn) == ((), 1, ())
        (back,) = events(desk, "entry_withdrawn")
        assert (back.referral, back.at.date()) == (coaching, wrong.on)
        assert back.details["of"] == told.number
        assert [one.entered for one in desk.srg()] == [BEGUN]
        assert desk.verify().wrong == ()

    def test_that_were_taken_back_are_to_be_entered_again(self, desk: Desk, coaching: str) -> None:
        given = Entered(coaching, BEGUN)
        desk.entered([given], actor="gros")
        desk.entered([attrs.evolve(given, void=True)], actor="gros")

        old = desk.entered([given], actor="gros")

        assert (old.new, old.left_out) == ((), (coaching,))
        assert [one.entered for one in desk.srg()] == [None]
        assert desk.entered([attrs.evolve(given, void=False)], actor="gros").new == (coaching,)

    def test_that_were_never_told_cannot_be_taken_back(self, desk: Desk, coaching: str) -> None:
        with pytest.raises(IntakeError, match="Z059 dat deze verwijzing op 2021-03-04 is"):
            desk.entered([Entered(coaching, BEGUN, void=True)], actor="gros")

        assert events(desk, "entry_withdrawn") == []

    def test_on_two_days_at_once_are_refused(self, desk: Desk, coaching: str) -> None:
        with pytest.raises(IntakeError, match="Z052 deze verwijzing staat in deze lijst"):
            desk.entered([Entered(coaching, ON), Entered(coaching, FIRST)], actor="gros")

        assert events(desk, "entered") == []

    def test_of_what_still_waits_for_a_place_are_refused(self, desk: Desk) -> None:
        waits = [f"w-{number}" for number in range(4)]
        for key in waits:
            desk.register(Case(key, ON), "gros")
            desk.intake(Case(key, ON, {"studie": True, "akkoord": True}), actor="balie")
        results = [desk.refer(key, "studie", actor="balie") for key in waits]
        (waiting, *_) = [one for one in results if isinstance(one, Waiting)]

        with pytest.raises(IntakeError, match="is nog niet geplaatst"):
            desk.entered([Entered(waiting.referral, ON)], actor="gros")

        assert waiting.referral not in {found.referral for found in desk.srg()}


class TestDeployments:
    def test_of_our_own_begin_when_they_start(self, desk: Desk, coaching: str) -> None:
        desk.update(coaching, "completed", actor="balie")
        desk.entered([Entered(coaching, date(2021, 3, 4))], actor="gros")

        (found,) = desk.srg()

        assert (found.case, found.referral, found.product) == ("z-1", coaching, "coaching")
        assert (found.begin, found.end) == (date(2021, 3, 4), date(2021, 3, 4))
        assert (found.provider, found.code, found.entered) == (
            "Het huis",
            "C10",
            date(2021, 3, 4),
        )

    def test_of_a_partner_begin_when_they_are_referred(self, desk: Desk) -> None:
        desk.intake(Case("z-2", ON, {"studie": True, "akkoord": True}), actor="balie")
        desk.refer("z-2", "studie", actor="balie")

        (found,) = desk.srg()

        assert (found.begin, found.end, found.code, found.entered) == (ON, None, None, None)

    def test_leave_out_what_was_never_deployed(self, desk: Desk) -> None:
        desk.intake(Case("z-1", ON, {"coach": True}), actor="balie")
        desk.refer("z-1", "coaching", actor="balie")
        desk.intake(Case("z-2", ON, {"studie": True, "akkoord": True}), actor="balie")
        placed = desk.refer("z-2", "studie", actor="balie")
        assert isinstance(placed, Placed)
        desk.withdraw(placed.referral, reason="Toch niet.", actor="balie")

        assert desk.srg() == ()

    def test_withdrawn_after_their_start_have_an_end(self, desk: Desk, coaching: str) -> None:
        desk.intake(Case("z-2", ON, {"studie": True, "akkoord": True}), actor="balie")
        placed = desk.refer("z-2", "studie", actor="balie")
        assert isinstance(placed, Placed)
        desk.update(placed.referral, "started", actor="balie")
        for key in (coaching, placed.referral):
            desk.withdraw(key, reason="Verhuisd.", actor="balie")

        found = desk.srg()

        assert {one.referral: (one.begin, one.end) for one in found} == {
            coaching: (date(2021, 3, 4), date(2021, 3, 4)),
            placed.referral: (date(2021, 3, 4), date(2021, 3, 4)),
        }

    def test_stopped_before_their_start_are_only_those_of_a_partner(self, desk: Desk) -> None:
        desk.intake(Case("z-1", ON, {"coach": True}), actor="balie")
        desk.intake(Case("z-2", ON, {"studie": True, "akkoord": True}), actor="balie")
        for case, product in (("z-1", "coaching"), ("z-2", "studie")):
            placed = desk.refer(case, product, actor="balie")
            assert isinstance(placed, Placed)
            desk.update(placed.referral, "stopped", actor="balie")

        assert [(one.case, one.end) for one in desk.srg()] == [("z-2", ON)]

    def test_refused_by_a_partner_are_left_out(self, desk: Desk) -> None:
        desk.intake(Case("z-2", ON, {"studie": True, "akkoord": True}), actor="balie")
        placed = desk.refer("z-2", "studie", actor="balie")
        assert isinstance(placed, Placed)
        desk.update(placed.referral, "refused", reason="anders", actor="balie")

        assert desk.srg() == ()
