"""Who came in, how far they are, and who still has to be called."""

from __future__ import annotations

from typing import Any

import attrs

from tests.unit.monitoring.lives import WEEK, at, built_in, life, march, noon
from triage.monitoring.inflow import InflowCount
from triage.monitoring.life import Counted, Life
from triage.monitoring.values import Figure
from triage.monitoring.weeks import Week


def someone(case: str, day: int, *counted: Counted, source: str = "gros", **rest: Any) -> Life:
    whole = {"registered": march(day), "recorded": noon(day), "level": "regulier", **rest}
    return life(case, *counted, source=source, **whole)


def counted(*lives: Life) -> InflowCount:
    count = InflowCount(built_in(), WEEK)
    for one in lives:
        count.add(one, None)
    return count


def test_people_are_counted_by_source_and_together() -> None:
    found = counted(
        someone("z-1", 1), someone("z-2", 9), someone("z-3", 10, source="zelf")
    ).inflow()

    assert found.registered == {
        "gros": Figure(1, 2),
        "zelf": Figure(1, 1),
        "totaal": Figure(2, 3),
    }
    assert found.ceiling == 350


def test_somebody_is_reached_and_has_an_intake_once() -> None:
    reached = [at("bereikt", day) for day in (3, 10)]

    found = counted(someone("z-1", 1, *reached, at("intake", 10), at("intake", 12))).inflow()

    assert (found.reached, found.intakes) == (Figure(0, 1), Figure(1, 1))


def test_who_is_open_without_intake_is_still_to_be_called() -> None:
    found = counted(
        someone("z-1", 2, level="acuut"),
        someone("z-2", 4),
        someone("z-3", 1, at("intake", 5)),
        someone("z-4", 1, closed=march(5), why="verhuisd", closing=noon(5)),
    ).inflow()

    assert found.backlog == 2
    assert found.backlog_levels == {"acuut": 1, "regulier": 1}
    assert found.oldest == march(2)
    assert found.closed == {"verhuisd": Figure(0, 1)}


def test_beside_who_is_still_to_be_called_stands_how_many_that_were_a_week_before() -> None:
    lives = (
        someone("z-1", 2),
        someone("called-this-week", 2, at("intake", 9)),
        someone("told-this-week", 2, at("intake", 5, written=9)),
        someone("called-before", 2, at("intake", 5)),
        someone("closed-this-week", 1, closed=march(9), why="verhuisd", closing=noon(9)),
        someone("closed-before", 1, closed=march(5), why="verhuisd", closing=noon(5)),
        someone("new", 9),
    )

    found = counted(*lives).inflow()

    assert (found.backlog, found.backlog_before) == (2, 4)


def test_what_was_written_down_only_this_week_about_an_earlier_one_stands_apart() -> None:
    late = someone("z-1", 1, at("intake", 5, written=9))

    assert counted(late).inflow().intakes == Figure(0, 1, added=1)


def test_an_earlier_moment_of_somebody_who_was_counted_before_adds_nobody() -> None:
    known = someone("z-1", 1, at("intake", 5), at("intake", 3, written=9))

    assert counted(known).inflow().intakes == Figure(0, 1, added=0)


def test_what_was_written_down_after_the_close_is_not_in_the_total() -> None:
    count = InflowCount(built_in(), WEEK)
    whole = someone("z-1", 1, at("intake", 12, written=20))

    count.add(attrs.evolve(whole, counted=[]), whole)

    found = count.inflow()
    assert found.intakes == Figure(0, 0, later=1)
    assert found.backlog == 1


def test_what_lies_after_the_week_does_not_count() -> None:
    found = counted(someone("z-1", 20, at("intake", 21), source="zelf")).inflow()

    assert (found.intakes, found.registered["totaal"]) == (Figure(), Figure())
    assert found.backlog == 0


def test_a_list_that_is_delivered_says_nothing_of_how_many_come_in() -> None:
    count = counted(*(someone(f"z-{n}", 1) for n in range(9)), someone("z-x", 9, source="zelf"))

    assert {week: n for week, n in count.arrivals.items() if n} == {Week(2021, 10): 1}
