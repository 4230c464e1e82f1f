"""Ends of TOZO and entries in the records of the benefit administration."""

from __future__ import annotations

from datetime import date

import pytest

from tests.functional.desk.conftest import CONFIG, ON, Clock, OpenDesk
from triage import Case, DeskError
from triage.chain import Event, Placed
from triage.desk import Desk
from triage.records import End, Entered

REASONS = "tozo_redenen: {loondienst: In loondienst, einde_regeling: Einde van de regeling}\n"
FIRST = date(2021, 3, 1)


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

    def test_that_cannot_be_are_all_named_and_nothing_is_written(self, desk: Desk) -> None:
        desk.tozo([End("z-1", FIRST, "loondienst")], actor="gros")
        before = list(desk.events())

        with pytest.raises(DeskError) as refused:
            desk.tozo(
                [
                    End("z-1", FIRST, "einde_regeling"),
                    End("z-2", date(2021, 3, 4), "loondienst"),
                    End("z-2", FIRST, "loondients"),
                    End("999990019", FIRST, "loondienst"),
                ],
                actor="gros",
            )

        lines = str(refused.value).splitlines()
        assert lines == [
            (
                "z-1: op 2021-03-01 staat al een einde om de reden 'loondienst' (geheel). "
                "Kijk na wat klopt."
            ),
            "z-2: 2021-03-04 ligt in de toekomst. Kijk de datum na.",
            "z-2: onbekende reden 'loondients'. Bedoelde u 'loondienst'?",
            "een van de nummers kan een BSN zijn. Gebruik de nummers van dit ledger.",
        ]
        assert list(desk.events()) == before

    def test_of_one_case_on_one_day_cannot_differ(self, desk: Desk) -> None:
        ends = [End("z-1", FIRST, reason) for reason in ("loondienst", "einde_regeling")]

        with pytest.raises(DeskError, match="twee verschillende einden"):
            desk.tozo(ends, actor="gros")

    def test_may_have_any_reason_where_none_are_configured(self, open_desk: OpenDesk) -> None:
        desk = open_desk()
        desk.register(Case("z-1", ON), "gros")

        assert desk.tozo([End("z-1", FIRST, "zomaar")], actor="gros").new == ("z-1",)


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
        given = [Entered(coaching, ON)]

        first, again = (desk.entered(given, actor="gros") for _ in range(2))

        assert (first.new, first.same) == ((coaching,), 0)
        assert (again.new, again.same) == ((), 1)
        (event,) = events(desk, "entered")
        assert (event.case, event.referral, event.at.date()) == ("z-1", coaching, ON)
        assert event.details["product"] == "coaching"

    def test_of_what_is_not_known_or_lies_ahead_are_refused(
        self, desk: Desk, coaching: str
    ) -> None:
        with pytest.raises(DeskError) as refused:
            desk.entered([Entered("v-9", ON), Entered(coaching, date(2022, 1, 1))], actor="gros")

        assert "verwijzing v-9 staat niet in het ledger" in str(refused.value)
        assert "ligt in de toekomst" in str(refused.value)
        assert events(desk, "entered") == []


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
