"""Who gets a free place: nobody is passed, nothing is given twice, and spoed keeps its places."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from triage.matching import Line, Room, assign

ON = date(2021, 3, 3)
PARTNERS = ("a", "b", "c")

rooms = st.builds(
    Room,
    places=st.none() | st.integers(-1, 4),
    hours=st.none() | st.integers(0, 900),
    reserved=st.integers(0, 2),
    closed=st.none() | st.just("dicht"),
)
lines = st.lists(
    st.builds(
        Line,
        referral=st.uuids().map(str),
        eligible=st.lists(st.sampled_from(PARTNERS), unique=True, max_size=3).map(tuple),
        top=st.booleans(),
        price=st.integers(0, 500),
        hours=st.none() | st.integers(0, 400),
        not_before=st.none() | st.sampled_from([ON, ON + timedelta(days=1)]),
    ),
    max_size=12,
)
queues = lines.map(lambda found: sorted(found, key=lambda line: not line.top))


def one(name: str = "r", **more: Any) -> Line:
    return attrs.evolve(Line(name, ("a",)), **more)


def test_the_first_in_line_takes_the_place() -> None:
    found = assign([one("r1"), one("r2")], {"a": Room(places=1)}, None, ON)

    assert found.placed == {"r1": "a"}
    assert found.reasons == {"r2": {"a": "er is geen plaats vrij"}}


def test_the_partner_of_first_choice_comes_first() -> None:
    line = Line("r1", ("b", "a"))

    assert assign([line], {"a": Room(), "b": Room(places=1)}, None, ON).placed == {"r1": "b"}
    assert assign([line], {"a": Room(), "b": Room(places=0)}, None, ON).placed == {"r1": "a"}


def test_the_last_places_are_for_spoed() -> None:
    room = {"a": Room(places=2, reserved=2)}

    assert assign([one()], room, None, ON).reasons == {
        "r": {"a": "de laatste plaatsen zijn voor spoed"}
    }
    assert assign([one(top=True)], room, None, ON).placed == {"r": "a"}


def test_money_is_spent_once() -> None:
    queue = [one("r1", price=600), one("r2", price=600), one("r3", price=400)]

    found = assign(queue, {"a": Room()}, 1000, ON)

    assert found.placed == {"r1": "a", "r3": "a"}
    assert found.reasons == {"r2": {"": "er is te weinig geld in de pot"}}


def test_nobody_is_placed_before_the_day_that_was_said() -> None:
    line = one(not_before=ON + timedelta(days=1))

    assert assign([line], {"a": Room()}, None, ON).placed == {}
    assert assign([line], {"a": Room()}, None, ON + timedelta(days=1)).placed == {"r": "a"}


def test_who_has_no_partner_left_keeps_nobody_behind() -> None:
    found = assign([Line("r1", ()), one("r2")], {"a": Room(places=1)}, None, ON)

    assert found.placed == {"r2": "a"}
    assert found.reasons == {"r1": {"": "er is geen partner die deze zaak kan nemen"}}


def test_a_reason_why_a_partner_takes_nothing_is_passed_on() -> None:
    found = assign([one()], {"a": Room(closed="is dicht")}, None, ON)

    assert found.reasons == {"r": {"a": "is dicht"}}


@given(queue=queues, a=rooms, b=rooms, funds=st.none() | st.integers(0, 2000))
def test_nothing_is_given_twice(queue: list[Line], a: Room, b: Room, funds: int | None) -> None:
    by_id = {line.referral: line for line in queue}

    placed = assign(queue, {"a": a, "b": b}, funds, ON).placed

    for key, room in (("a", a), ("b", b)):
        taken = [by_id[name] for name, partner in placed.items() if partner == key]
        assert room.places is None or len(taken) <= max(room.places, 0)
        assert room.hours is None or sum(line.hours or 0 for line in taken) <= room.hours
        assert room.closed is None or not taken
        if room.places is not None:
            ordinary = [line for line in taken if not line.top]
            assert not ordinary or len(taken) <= max(room.places - room.reserved, 0) + sum(
                line.top for line in taken
            )
    assert funds is None or sum(by_id[name].price for name in placed) <= funds
    assert all(partner in by_id[name].eligible for name, partner in placed.items())


@given(queue=queues, a=rooms, b=rooms, funds=st.none() | st.integers(0, 2000))
def test_everybody_is_placed_or_told_why_not(
    queue: list[Line], a: Room, b: Room, funds: int | None
) -> None:
    found = assign(queue, {"a": a, "b": b}, funds, ON)

    assert {*found.placed, *found.reasons} == {line.referral for line in queue}
    assert not {*found.placed} & {*found.reasons}
    assert all(found.reasons.values())


@given(queue=queues, places=st.integers(0, 5))
def test_nobody_is_passed_by_an_equal(queue: list[Line], places: int) -> None:
    same = [Line(line.referral, ("a",)) for line in queue]

    placed = assign(same, {"a": Room(places=places)}, None, ON).placed

    assert list(placed) == [line.referral for line in same][:places]
