"""Calling at the desk: who is next, the whole list, and every attempt to reach somebody."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from tests.functional.desk_home import (
    CONFIG,
    LATER,
    MONDAY,
    RULES,
    SOON,
    WEDNESDAY,
    Clock,
    case,
    kinds,
    write_home,
)
from triage import Case, Desk, DeskError, Person

THURSDAY: Final = WEDNESDAY + timedelta(days=1)
ACUTE: Final[dict[str, Any]] = {"ontruiming": True}
AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, ledger: str, clock: Clock) -> Iterator[Desk]:
    with Desk.open(write_home(tmp_path / "thuis"), ledger, clock=clock) as desk:
        yield desk


def called(desk: Desk, actor: str = "intaker-1") -> str | None:
    call = desk.next(actor=actor)
    return None if call is None else call.case


def handed_out(desk: Desk) -> list[str]:
    """Every case in the order in which it is handed out, to one actor after another."""
    found: list[str] = []
    while (name := called(desk, f"intaker-{len(found)}")) is not None:
        found.append(name)
    return found


def miss(desk: Desk, name: str, **more: Any) -> None:
    told = {"channel": "telefoon", "reached": False, "actor": "intaker-1", **more}
    desk.contact(name, **told)


class TestWhoIsNext:
    def test_is_nobody_when_there_is_no_case(self, desk: Desk) -> None:
        assert desk.next(actor="intaker-1") is None
        assert not kinds(desk)

    def test_goes_by_urgency_term_points_registration_and_draw(self, desk: Desk) -> None:
        by_draw = sorted(("z-5", "z-6"), key=lambda name: hashlib.sha256(name.encode()).digest())
        cases = [
            case("z-1", WEDNESDAY, **ACUTE),
            case("z-2", WEDNESDAY, klaar_op=date(2021, 4, 1)),
            case("z-3", WEDNESDAY, schuld=1000, druk=True),
            case("z-4", WEDNESDAY, druk=True),
            *(case(name, MONDAY) for name in by_draw),
            case("z-7", WEDNESDAY),
            case("z-8", WEDNESDAY, achterstand=30),
        ]

        desk.register(reversed(cases), "gros")

        expected = ["z-1", "z-8", "z-2", "z-3", "z-4", *by_draw, "z-7"]
        assert handed_out(desk) == expected
        assert [advice.case for advice in desk.calls(actor="test")] == expected
        ranked = desk.policy.prioritise(cases, on=WEDNESDAY)
        assert [advice.case for advice in ranked] == expected

    def test_comes_with_what_one_needs_to_call(self, desk: Desk) -> None:
        who = Person("Jo Oefening", "06-12345678")
        desk.register(case("z-1", druk=True, who=who), "gros")
        at = datetime(2021, 3, 1, 10, tzinfo=AMSTERDAM)
        miss(desk, "z-1", at=at, call_back=WEDNESDAY)

        call = desk.next(actor="intaker-1")

        assert call is not None
        assert (call.case, call.person, call.attempts) == ("z-1", who, 1)
        assert call.advice.points == 10
        assert call.call_back is not None
        assert call.call_back.isoformat() == "2021-03-03T00:00:00+01:00"

    def test_is_written_with_the_decision(self, desk: Desk) -> None:
        desk.register(case("z-1", **ACUTE), "gros")

        desk.next(actor="intaker-1")

        event = list(desk.events())[-1]
        assert (event.kind, event.case, event.actor) == ("handed_out", "z-1", "intaker-1")
        assert event.details == {"decision": 1, "level": "acuut"}
        assert desk.replay().decisions == 1
        assert desk.replay().different == ()

    def test_is_the_same_until_something_is_done(self, desk: Desk) -> None:
        desk.register([case("z-1"), case("z-2", **ACUTE)], "gros")

        assert called(desk) == called(desk) == "z-2"
        assert kinds(desk)["handed_out"] == 1

    def test_is_never_who_somebody_else_holds(self, desk: Desk) -> None:
        desk.register([case("z-1"), case("z-2", **ACUTE)], "gros")

        assert called(desk, "intaker-1") == "z-2"
        assert called(desk, "intaker-2") == "z-1"
        assert called(desk, "intaker-3") is None

    def test_is_free_again_the_next_day(self, desk: Desk, clock: Clock) -> None:
        desk.register(case("z-1"), "gros")
        desk.next(actor="intaker-1")

        clock.set(THURSDAY)

        assert called(desk, "intaker-2") == "z-1"

    def test_is_never_who_had_an_intake_or_was_closed(self, desk: Desk) -> None:
        desk.register([case("z-1"), case("z-2"), case("z-3")], "gros")
        desk.intake(case("z-1"), actor="intaker-1")
        desk.close("z-2", reason="bezwaar", actor="balie")

        assert handed_out(desk) == ["z-3"]

    def test_differs_for_everybody_who_asks_at_once(self, desk: Desk) -> None:
        desk.register([case(f"z-{number}") for number in range(8)], "gros")

        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda n: called(desk, f"intaker-{n}"), range(8)))

        assert sorted(map(str, found)) == [f"z-{number}" for number in range(8)]


class TestCallingBack:
    @pytest.fixture(autouse=True)
    def _listed(self, desk: Desk) -> None:
        desk.register([case("z-1", druk=True), case("z-2"), case("z-3", **ACUTE)], "gros")

    def test_waits_for_the_moment_and_then_goes_first(self, desk: Desk, clock: Clock) -> None:
        miss(desk, "z-2", call_back=clock.now + timedelta(hours=5))
        before = handed_out(desk)

        clock.set(THURSDAY)

        assert before == ["z-3", "z-1"]
        assert handed_out(desk) == ["z-3", "z-2", "z-1"]

    def test_on_a_day_may_be_from_its_first_hour(self, desk: Desk, clock: Clock) -> None:
        miss(desk, "z-2", call_back=THURSDAY)
        clock.set(THURSDAY, 7)

        assert handed_out(desk) == ["z-3", "z-2", "z-1"]

    def test_agreed_with_somebody_gives_the_actor_another_case(
        self, desk: Desk, clock: Clock
    ) -> None:
        desk.next(actor="intaker-1")

        desk.contact(
            "z-3",
            channel="telefoon",
            reached=True,
            call_back=clock.now + timedelta(hours=2),
            actor="intaker-1",
        )

        assert called(desk) == "z-1"
        clock.set(WEDNESDAY, 12)
        assert called(desk, "intaker-2") == "z-3"

    def test_is_over_with_the_next_attempt(self, desk: Desk, clock: Clock) -> None:
        miss(desk, "z-2", call_back=THURSDAY)
        clock.set(THURSDAY)

        miss(desk, "z-2", daypart="avond")

        assert handed_out(desk) == ["z-3", "z-1", "z-2"]


class TestPartsOfTheDay:
    @pytest.mark.parametrize(
        ("hour", "expected"),
        [(9, ["z-2", "z-1"]), (11, ["z-2", "z-1"]), (12, ["z-1", "z-2"]), (18, ["z-1", "z-2"])],
    )
    def test_who_was_missed_comes_last_in_the_same_part(
        self, desk: Desk, clock: Clock, hour: int, expected: list[str]
    ) -> None:
        desk.register([case("z-1", druk=True), case("z-2")], "gros")
        miss(desk, "z-1")

        clock.set(THURSDAY, hour)

        assert handed_out(desk) == expected

    def test_an_urgent_case_comes_first_in_every_part(self, desk: Desk, clock: Clock) -> None:
        desk.register([case("z-1", **ACUTE), case("z-2")], "gros")
        miss(desk, "z-1")

        clock.set(THURSDAY)

        assert handed_out(desk) == ["z-1", "z-2"]

    @pytest.mark.parametrize(
        ("hour", "daypart"), [(11, "ochtend"), (12, "middag"), (17, "middag"), (18, "avond")]
    )
    def test_the_part_is_that_of_the_moment(
        self, desk: Desk, clock: Clock, hour: int, daypart: str
    ) -> None:
        desk.register(case("z-1"), "gros")
        clock.set(WEDNESDAY, hour)

        miss(desk, "z-1")

        assert list(desk.events())[-1].details["daypart"] == daypart


class TestAnAttempt:
    @pytest.fixture(autouse=True)
    def _listed(self, desk: Desk) -> None:
        desk.register([case("z-1", **ACUTE), case("z-2")], "gros")

    def test_is_written_as_it_was(self, desk: Desk) -> None:
        at = datetime(2021, 3, 2, 19, 30, tzinfo=AMSTERDAM)

        desk.contact(
            "z-1", channel="sms", reached=False, at=at, call_back=THURSDAY, actor="intaker-1"
        )

        event = list(desk.events())[-1]
        assert (event.kind, event.case, event.actor) == ("contacted", "z-1", "intaker-1")
        assert (event.at, event.recorded.date()) == (at, WEDNESDAY)
        assert event.details == {
            "channel": "sms",
            "reached": False,
            "daypart": "avond",
            "call_back": "2021-03-04T00:00:00+01:00",
        }

    def test_at_the_same_moment_is_the_same_attempt(self, desk: Desk, clock: Clock) -> None:
        for channel in ("telefoon", "telefoon", "brief"):
            miss(desk, "z-1", channel=channel, at=clock.now)

        assert kinds(desk)["contacted"] == 2

    @pytest.mark.parametrize(("minutes", "attempts"), [(0, 1), (4, 1), (5, 2)])
    def test_without_a_moment_is_the_same_one_for_five_minutes(
        self, desk: Desk, clock: Clock, minutes: int, attempts: int
    ) -> None:
        miss(desk, "z-1")
        clock.now += timedelta(minutes=minutes)

        miss(desk, "z-1")

        call = desk.next(actor="intaker-1")
        assert call is not None
        assert (call.case, call.attempts) == ("z-1", attempts)

    def test_with_other_words_or_by_another_is_another_one(self, desk: Desk) -> None:
        told: list[dict[str, Any]] = [
            {}, {"channel": "sms"}, {}, {"actor": "intaker-2"}, {"reached": True}, {},
        ]  # fmt: skip

        for more in told:
            miss(desk, "z-1", **more)

        assert kinds(desk)["contacted"] == len(told)

    def test_that_failed_lets_go_of_the_case(self, desk: Desk, clock: Clock) -> None:
        first = called(desk)

        miss(desk, "z-1", call_back=clock.now + timedelta(hours=1))

        assert first == "z-1"
        assert called(desk) == "z-2"

    def test_that_reached_somebody_keeps_the_case_for_the_intake(self, desk: Desk) -> None:
        desk.next(actor="intaker-1")

        desk.contact("z-1", channel="telefoon", reached=True, actor="intaker-1")

        assert called(desk, "intaker-2") == "z-2"
        assert called(desk, "intaker-1") == "z-1"

    def test_of_another_does_not_take_a_case_from_who_is_calling(self, desk: Desk) -> None:
        desk.next(actor="intaker-1")

        miss(desk, "z-1", channel="brief", actor="balie")

        assert called(desk, "intaker-2") == "z-2"
        assert called(desk, "intaker-1") == "z-1"

    def test_that_reached_somebody_who_called_in_gives_the_case(self, desk: Desk) -> None:
        desk.next(actor="intaker-1")

        desk.contact("z-1", channel="telefoon", reached=True, actor="intaker-2")

        assert called(desk, "intaker-2") == "z-1"
        assert called(desk, "intaker-1") == "z-2"

    def test_after_the_intake_does_not_bring_the_case_back(self, desk: Desk) -> None:
        desk.intake(case("z-1"), actor="intaker-1")

        desk.contact("z-1", channel="e-mail", reached=True, actor="intaker-1")

        assert handed_out(desk) == ["z-2"]

    @pytest.mark.parametrize(
        ("name", "told", "message"),
        [
            ("z-1", {"channel": "telefon"}, "onbekend kanaal 'telefon'. Bedoelde u 'telefoon'"),
            ("z-1", {"daypart": "nacht"}, "onbekend dagdeel 'nacht'. .*ochtend, middag, avond"),
            ("z-8", {}, "z-8 staat niet in het ledger. Registreer"),
            ("z-1", {"at": THURSDAY}, "contact op 2021-03-04 kan niet .*: het is nu 2021-03-03"),
            (
                "z-1",
                {"call_back": MONDAY},
                "terugbellen op 2021-03-01 kan niet meer: .* 2021-03-03",
            ),
        ],
    )
    def test_that_cannot_be_is_refused_with_what_to_do(
        self, desk: Desk, name: str, told: dict[str, object], message: str
    ) -> None:
        with pytest.raises(DeskError, match=message):
            miss(desk, name, **told)

        assert kinds(desk)["contacted"] == 0

    def test_on_a_closed_case_is_refused(self, desk: Desk) -> None:
        desk.close("z-1", reason="bezwaar", actor="balie")

        with pytest.raises(DeskError, match="z-1 is gesloten"):
            miss(desk, "z-1")


class TestWhatTheDayChanges:
    @pytest.mark.parametrize(
        ("extra", "told", "day"),
        [
            (SOON, {"ontruiming_op": date(2021, 3, 8)}, date(2021, 3, 5)),
            (LATER, {"druk": True}, date(2021, 3, 10)),
        ],
    )
    def test_moves_a_case_up_when_it_is_time(
        self,
        tmp_path: Path,
        ledger: str,
        clock: Clock,
        extra: str,
        told: dict[str, Any],
        day: date,
    ) -> None:
        cases = [case("z-1", **told), case("z-2", achterstand=40)]
        with Desk.open(write_home(tmp_path / "thuis", RULES, extra), ledger, clock=clock) as desk:
            desk.register(cases, "gros")
            clock.set(day - timedelta(days=1))
            before = handed_out(desk)

            clock.set(day)

            assert (before, handed_out(desk)) == (["z-2", "z-1"], ["z-1", "z-2"])

    def test_moves_up_who_waits_as_well(self, tmp_path: Path, ledger: str, clock: Clock) -> None:
        home = write_home(tmp_path / "thuis", RULES, SOON)
        with Desk.open(home, ledger, clock=clock) as desk:
            told: dict[str, dict[str, Any]] = {
                "z-1": {"druk": True},
                "z-2": {"ontruiming_op": date(2021, 3, 12)},
            }
            for name, more in told.items():
                desk.register(case(name, achterstand=40, **more), "zelf")
                desk.refer(name, "schuldhulp", actor="balie")
            before = [one.case for one in desk.waiting()[0].cases]

            clock.set(date(2021, 3, 10))
            desk.next(actor="intaker-1")

            assert (before, [one.case for one in desk.waiting()[0].cases]) == (
                ["z-1", "z-2"],
                ["z-2", "z-1"],
            )

    def test_another_policy_ranks_everybody_again(
        self, tmp_path: Path, ledger: str, clock: Clock
    ) -> None:
        with Desk.open(write_home(tmp_path / "eerst"), ledger, clock=clock) as desk:
            desk.register([case("z-1", achterstand=40), case("z-2", druk=True)], "gros")
        changed = RULES.replace(
            "{druk: ja}, dan: {punten: 10}", "{druk: ja}, dan: {urgentie: acuut}"
        )

        with Desk.open(write_home(tmp_path / "later", changed), ledger, clock=clock) as desk:
            assert handed_out(desk) == ["z-2", "z-1"]

    def test_a_level_that_no_longer_exists_leaves_it_to_the_rules(
        self, tmp_path: Path, ledger: str, clock: Clock
    ) -> None:
        with Desk.open(write_home(tmp_path / "eerst"), ledger, clock=clock) as desk:
            desk.register([case("z-1"), case("z-2", druk=True)], "gros")
            desk.override("z-1", urgency="hoog", reason="past", actor="adviseur-1")
        config = CONFIG.replace("hoog: {naam: Hoog}, ", "")
        rules = RULES.replace("urgentie: hoog, ", "")
        home = write_home(tmp_path / "later", rules, config=config)

        with Desk.open(home, ledger, clock=clock) as desk:
            assert handed_out(desk) == ["z-2", "z-1"]
            assert [advice.case for advice in desk.calls(actor="test")] == ["z-2", "z-1"]


def test_who_is_next_has_the_level_that_the_adviser_chose(desk: Desk) -> None:
    desk.register([case("z-1"), case("z-2")], "gros")
    desk.override("z-2", urgency="acuut", reason="De verhuurder belde.", actor="adviseur-1")

    call = desk.next(actor="intaker-1")

    assert call is not None
    assert (call.case, call.urgency, call.advice.urgency) == ("z-2", "acuut", "gewoon")


class TestTheWholeList:
    @pytest.fixture(autouse=True)
    def _listed(self, desk: Desk) -> None:
        desk.register([case("z-1"), case("z-2", druk=True), case("z-3", **ACUTE)], "gros")

    def test_holds_everybody_who_still_has_to_be_spoken(self, desk: Desk) -> None:
        desk.next(actor="intaker-1")
        miss(desk, "z-1", call_back=date(2021, 4, 1))
        desk.contact("z-2", channel="telefoon", reached=True, actor="intaker-2")

        assert [advice.case for advice in desk.calls(actor="balie")] == ["z-3", "z-2", "z-1"]

    def test_is_kept_so_that_it_can_be_made_again(self, desk: Desk) -> None:
        desk.override("z-1", urgency="acuut", reason="past", actor="adviseur-1")

        desk.calls(actor="balie")
        desk.override("z-1", urgency="gewoon", reason="toch niet", actor="adviseur-1")

        event = next(event for event in desk.events() if event.kind == "call_list")
        assert (event.case, event.actor) == (None, "balie")
        assert event.details == {
            "count": 3,
            "version": desk.policy.version,
            "levels": {"z-1": "acuut"},
        }
        replayed = desk.replay()
        assert (replayed.lists, replayed.decisions, replayed.different) == (1, 3, ())

    def test_is_written_once(self, desk: Desk) -> None:
        first = desk.calls(actor="balie")
        second = desk.calls(actor="intaker-1")

        assert second == first
        assert kinds(desk)["call_list"] == 1
        assert desk.replay().decisions == 3

    @pytest.mark.parametrize(
        "change",
        [
            lambda desk, _: desk.register(case("z-1", druk=True), "gros"),
            lambda desk, _: desk.intake(case("z-1"), actor="intaker-1"),
            lambda desk, _: desk.override("z-1", urgency="hoog", reason="x", actor="balie"),
            lambda _, clock: clock.set(THURSDAY),
        ],
        ids=["answers", "intake", "level", "day"],
    )
    def test_is_written_again_when_it_is_another_one(
        self, desk: Desk, clock: Clock, change: Callable[[Desk, Clock], object]
    ) -> None:
        desk.calls(actor="balie")

        change(desk, clock)

        desk.calls(actor="balie")
        assert kinds(desk)["call_list"] == 2
        assert desk.replay().different == ()

    def test_without_anybody_is_not_written(self, desk: Desk) -> None:
        desk.calls(actor="balie")
        for name in ("z-1", "z-2", "z-3"):
            desk.close(name, reason="verhuisd", actor="balie")

        assert desk.calls(actor="balie") == ()
        assert kinds(desk)["call_list"] == 1


@pytest.mark.slow
def test_a_hundred_thousand_cases_slow_nobody_down(desk: Desk) -> None:
    cases = [_made_up(number) for number in range(100_000)]
    took = {"register": _timed(lambda: desk.register(cases, "gros"))}

    one = case("n-1", who=Person(phone="06-00000001"))
    commands: dict[str, Callable[[], object]] = {
        "register one": lambda: desk.register(one, "zelf"),
        "next": lambda: desk.next(actor="intaker-1"),
        "next, by another": lambda: desk.next(actor="intaker-2"),
        "contact": lambda: miss(desk, "z-000001"),
        "intake": lambda: desk.intake(case("z-000002"), actor="intaker-1"),
        "override": lambda: desk.override("z-000003", urgency="hoog", reason="x", actor="balie"),
        "close": lambda: desk.close("z-000004", reason="verhuisd", actor="balie"),
    }
    took |= {name: _timed(command) for name, command in commands.items()}

    assert took.pop("register") < 120
    assert {name: seconds for name, seconds in took.items() if seconds > 1} == {}


def _made_up(number: int) -> Case:
    told = {"achterstand": number % 40, "druk": number % 3 == 0, "schuld": number % 2000}
    who = Person(f"Proef {number}", f"06-{number:08}", f"proef{number}@voorbeeld.example")
    return case(f"z-{number:06}", MONDAY - timedelta(days=number % 60), who, **told)


def _timed(command: Callable[[], object]) -> float:
    start = time.perf_counter()
    command()
    return time.perf_counter() - start
