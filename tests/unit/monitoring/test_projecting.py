"""What is expected until the end of the term: sums that a controller can make by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.monitoring.programme import SETTINGS, rulebook
from triage.monitoring.outlook import Forecast, Projection, Rush
from triage.monitoring.projecting import Calling, project
from triage.monitoring.values import Budget, Capacity
from triage.monitoring.weeks import Week
from triage.rulebook import Period, Rulebook, Settings

START = Week(2021, 9)
UNENDING = Calling(backlog=10**6)
"""So much to do that the work never runs out before the money does; no intakes, so no ceiling."""


def by_week(numbers: Sequence[int]) -> dict[str, Decimal]:
    """Weeks from the start of the term, with what was taken in each, added up."""
    return {str(START.plus(n)): Decimal(total) for n, total in enumerate(accumulate(numbers))}


def pot(*taken: int, granted: int = 200_000) -> Budget:
    used = Decimal(sum(taken))
    return Budget(
        key="impuls",
        name="Impulsgelden",
        status=None,
        granted=Decimal(granted),
        free=granted - used,
        held=used,
        spent=Decimal(0),
        weekly=by_week(taken),
    )


def imk(*taken: int, used: int | None = None, promised: int = 30) -> Capacity:
    return Capacity(
        partner="imk",
        partner_name="IMK",
        product="onderzoek",
        product_name="Onderzoek",
        unit="plaatsen",
        promised=Decimal(promised),
        used=Decimal(sum(taken) if used is None else used),
        weekly=by_week(taken),
    )


def called(*intakes: int, arrivals: Sequence[int] = (), backlog: int = 0) -> Calling:
    return Calling(
        backlog,
        {START.plus(n): count for n, count in enumerate(intakes)},
        {START.plus(n): count for n, count in enumerate(arrivals)},
    )


def until(last: Week) -> Rulebook:
    """The programme, ending with the Friday of a week."""
    end = date.fromisocalendar(last.year, last.number, 5)
    return rulebook(settings=attrs.evolve(SETTINGS, term=Period(date(2021, 3, 1), end)))


def of_pot(taken: Budget, calling: Calling = UNENDING, ahead: int = 4) -> Forecast:
    """The forecast of a pot, so many weeks before the end of the term."""
    week = START.plus(len(taken.weekly) - 1)
    (found,) = project(until(week.plus(ahead)), week, [taken], [], calling).budgets
    return found


def test_what_is_expected_is_what_was_used_and_the_mean_of_six_weeks_for_every_week_left() -> None:
    # Of eight weeks the first two no longer count: (4 + 2 + 6 + 4 + 2 + 6) / 6 = 4 a week.
    # Their deviation is the root of (0 + 4 + 4 + 0 + 4 + 4) / 5 = 3.2.
    found = of_pot(pot(90, 70, 4, 2, 6, 4, 2, 6))

    assert found.used == 184
    assert found.pace == 4
    assert found.deviation == Decimal("1.79")
    assert [one.week for one in found.path] == ["2021-W17", "2021-W18", "2021-W19", "2021-W20"]
    assert [one.expected for one in found.path] == [188, 192, 196, 200]


def test_the_band_grows_with_the_root_of_the_weeks() -> None:
    # 1.2816 times the root of 3.2 is 2.2926; after one week once that, after four weeks twice.
    found = of_pot(pot(90, 70, 4, 2, 6, 4, 2, 6))

    assert (found.path[0].low, found.path[0].high) == (Decimal("185.71"), Decimal("190.29"))
    assert (found.low, found.expected, found.high) == (
        Decimal("195.41"),
        Decimal("200.00"),
        Decimal("204.59"),
    )


def test_the_lower_edge_is_never_below_what_is_used_already() -> None:
    found = of_pot(pot(0, 100, 0, 100))

    assert found.path[0].low == 200


def test_what_is_expected_is_never_below_what_is_used_either() -> None:
    found = of_pot(pot(300, -20, -40))  # more was given back than taken

    assert (found.pace, found.expected, found.low) == (Decimal(80), Decimal(560), Decimal(240))

    found = of_pot(pot(300, 0, 0, 0, 0, 0, 0, -60))

    assert (found.pace, found.expected, found.low) == (Decimal(-10), Decimal(240), Decimal(240))


def test_a_younger_programme_looks_back_on_the_weeks_it_has() -> None:
    found = project(until(Week(2021, 20)), Week(2021, 10), [pot(100, 300)], [], UNENDING)

    assert found.weeks == 2
    assert found.budgets[0].pace == 200


def test_one_week_is_too_little_to_expect_anything_of() -> None:
    found = project(rulebook(), START, [pot(100)], [imk(1)], called(5, arrivals=[9], backlog=50))

    assert found.weeks == 1
    for one in (*found.budgets, *found.capacity):
        assert (one.pace, one.expected, one.runs_out, one.path) == (None, None, None, ())
    assert found.intake.pace is None
    assert found.intake.hours_needed is None


def test_before_the_term_there_is_nothing_to_go_by() -> None:
    found = project(rulebook(), Week(2021, 2), [pot(0)], [], UNENDING)

    assert (found.weeks, found.budgets[0].pace) == (0, None)


def test_a_week_that_still_runs_does_not_count_for_the_pace() -> None:
    # Three weeks of 100 have closed; of the fourth there is only a Monday with 10.
    taken = pot(100, 100, 100, 10)

    (found,) = project(
        until(Week(2021, 14)), Week(2021, 12), [taken], [], UNENDING, running=True
    ).budgets

    assert found.pace == 100
    assert found.used == 310
    assert [(one.week, one.expected) for one in found.path] == [
        ("2021-W12", Decimal(400)),
        ("2021-W13", Decimal(500)),
        ("2021-W14", Decimal(600)),
    ]


def test_a_pot_that_was_emptied_in_a_week_that_still_runs_ran_out_in_that_week() -> None:
    rules, taken = until(Week(2021, 14)), pot(100, 100, 100, granted=300)

    (found,) = project(rules, Week(2021, 11), [taken], [], UNENDING, running=True).budgets

    assert found.runs_out == "2021-W11"


def test_a_pot_runs_out_in_the_first_week_that_reaches_it() -> None:
    # 100 a week without any deviation: 200, 300, 400.
    found = of_pot(pot(100, 100, granted=400))

    assert (found.earliest, found.runs_out, found.latest) == ("2021-W12",) * 3


def test_the_edges_of_the_band_run_out_sooner_and_later() -> None:
    # 300 used, 100 a week; after n weeks 100 √2 · 1.2816 √n to each side: 181, 256, 314, 362, 405.
    # High: 300 + 100 + 181 passes 550 in the first week. Low: 300 + 500 - 405 never does.
    found = of_pot(pot(0, 200, 100, granted=550), ahead=3)

    assert found.deviation == 100
    assert found.runs_out == "2021-W14"
    assert (found.earliest, found.latest) == ("2021-W13", None)


def test_the_example_of_the_decision_on_the_projection_is_right() -> None:
    found = of_pot(pot(90, 110, 100, granted=400))

    assert (found.pace, found.deviation) == (Decimal(100), Decimal(10))
    assert (found.path[0].low, found.path[0].expected, found.path[0].high) == (
        Decimal("387.18"),
        Decimal("400.00"),
        Decimal("412.82"),
    )
    assert (found.runs_out, found.latest) == ("2021-W12", "2021-W13")


def test_a_pot_that_is_empty_has_run_out_already() -> None:
    found = of_pot(pot(100, 300, granted=400))

    assert (found.earliest, found.runs_out, found.latest) == ("2021-W10",) * 3


def test_350_people_with_a_full_package_want_more_than_twice_the_pot() -> None:
    # 100 of 350 have had their intake, and all a package of 1,262.50; 250 x 1,262.50 is to come.
    taken = attrs.evolve(pot(), held=Decimal(126_250), weekly={"2021-W10": Decimal(126_250)})

    (found,) = project(rulebook(), Week(2021, 10), [taken], [], called(50, 50, backlog=250)).budgets

    assert found.per_intake == Decimal("1262.50")
    assert found.expected == Decimal("441875.00")
    assert found.runs_out == "2021-W12"  # 63,125 a week: 189,375 in week 11, 252,500 in week 12


def test_nobody_left_to_call_and_nobody_new_asks_nothing_more() -> None:
    found = of_pot(pot(100, 100), called(5, 5))

    assert (found.pace, found.expected, found.runs_out) == (Decimal(100), Decimal(200), None)


def test_newcomers_ask_what_the_others_asked() -> None:
    # 200 for 10 intakes is 20 each; of 3 newcomers a week 60 is asked, though 100 a week was taken.
    found = of_pot(pot(100, 100), called(5, 5, arrivals=[2, 4]))

    assert [one.expected for one in found.path] == [260, 320, 380, 440]


def test_only_a_pot_with_an_amount_has_a_forecast() -> None:
    unknown = attrs.evolve(pot(100, 100), key="later")

    assert project(rulebook(), Week(2021, 10), [unknown], [], UNENDING).budgets == ()


def test_only_a_promise_for_the_whole_term_has_a_forecast() -> None:
    rows = [
        imk(1, 1),
        attrs.evolve(imk(1, 1), per="week"),
        attrs.evolve(imk(1, 1), unit=None, promised=None),
    ]

    found = project(rulebook(), Week(2021, 10), [], rows, UNENDING).capacity

    assert [(one.key, one.name, one.unit) for one in found] == [
        ("imk/onderzoek", "IMK: Onderzoek", "plaatsen")
    ]


def test_of_places_that_are_full_the_waiting_list_shows_what_is_wanted() -> None:
    # 30 taken and 6 waiting at the close: 36 asked for, 12 a week, two weeks to go.
    row = imk(12, 12, 12, used=30)

    (found,) = project(until(Week(2021, 13)), Week(2021, 11), [], [row], UNENDING).capacity

    assert (found.used, found.pace, found.expected) == (Decimal(30), Decimal(12), Decimal(60))
    assert found.runs_out == "2021-W11"


def test_who_waits_counts_in_what_one_intake_asks() -> None:
    # 36 asked for by 72 intakes is a half each; 4 more to call ask 2.
    row, calling = imk(12, 12, 12, used=30), called(24, 24, 24, backlog=4)

    (found,) = project(until(Week(2021, 13)), Week(2021, 11), [], [row], calling).capacity

    assert (found.per_intake, found.expected) == (Decimal("0.50"), Decimal(38))


def test_no_places_that_nobody_wants_do_not_run_out() -> None:
    (found,) = project(rulebook(), Week(2021, 10), [], [imk(0, 0, promised=0)], UNENDING).capacity

    assert (found.expected, found.runs_out, found.earliest) == (Decimal(0), None, None)


def test_places_are_shown_in_tenths_and_hours_in_hundredths() -> None:
    rows = [imk(1, 0, 0), attrs.evolve(imk(1, 0, 0), unit="uren")]

    found = project(rulebook(), Week(2021, 11), [], rows, UNENDING).capacity

    assert [str(one.pace) for one in found] == ["0.3", "0.33"]


@pytest.mark.parametrize("last", [None, date(9999, 12, 31)])
def test_a_term_without_an_end_has_a_pace_and_no_end_of_it(last: date | None) -> None:
    settings = Settings(term=Period(date(2021, 3, 1), last))

    found = project(rulebook(settings=settings), Week(2021, 10), [pot(100, 100)], [], UNENDING)

    assert found.until == last
    assert found.budgets[0].pace == 100
    assert (found.budgets[0].expected, found.budgets[0].path) == (None, ())


def test_without_a_term_the_programme_begins_with_the_first_intake() -> None:
    found = project(rulebook(settings=Settings()), Week(2021, 11), [], [], called(1, 2, 3))

    assert found == Projection(
        weeks=3, intake=Rush(pace=Decimal("2.0"), inflow=Decimal("0.0"), waiting_weeks=Decimal(0))
    )


def test_after_the_end_of_the_term_what_is_used_is_what_is_expected() -> None:
    week = Week(2021, 12)

    (found,) = project(until(Week(2021, 11)), week, [pot(1, 2, 3, 4)], [], UNENDING).budgets

    assert (found.low, found.expected, found.high) == (Decimal(10),) * 3
    assert found.path == ()


def rush(week: Week, calling: Calling, settings: Settings = SETTINGS) -> Rush:
    return project(rulebook(settings=settings), week, [], [], calling).intake


def test_the_hours_that_clear_the_backlog_in_time() -> None:
    # On Sunday 14 March 47 days are left until 30 April: six whole weeks. 270 people, and 5 new
    # ones a week, at 1.5 hours: (270 + 30) x 1.5 / 6 = 75 hours a week. Now: 40 x 1.5 = 60.
    found = rush(Week(2021, 10), called(30, 50, arrivals=[4, 6], backlog=270))

    assert found == Rush(
        backlog=270,
        pace=Decimal("40.0"),
        inflow=Decimal("5.0"),
        waiting_weeks=Decimal("7.7"),  # 270 / (40 - 5)
        hours=Decimal("1.5"),
        by=date(2021, 4, 30),
        weeks_left=6,
        hours_now=Decimal("60.0"),
        hours_needed=Decimal("75.0"),
    )


def test_350_intakes_are_525_hours() -> None:
    found = rush(Week(2021, 16), called(*[0] * 8, backlog=350))

    assert (found.weeks_left, found.hours_needed) == (1, Decimal("525.0"))


@pytest.mark.parametrize(
    ("week", "by", "left"),
    [
        (Week(2021, 15), date(2021, 4, 30), 1),  # twelve days
        (Week(2021, 16), date(2021, 4, 30), 1),  # five days
        (Week(2021, 17), date(2021, 12, 31), 34),  # the window has passed
        (Week(2021, 51), date(2021, 12, 31), 1),
        (Week(2021, 52), date(2021, 12, 31), 0),
    ],
)
def test_after_the_contact_window_the_end_of_the_term_counts(
    week: Week, by: date, left: int
) -> None:
    found = rush(week, called(backlog=10))

    assert (found.by, found.weeks_left) == (by, left)


def test_a_last_day_on_the_sunday_of_the_week_has_passed_at_its_close() -> None:
    sunday = Period(date(2021, 3, 1), date(2021, 3, 14))

    window = attrs.evolve(SETTINGS, contact_window=sunday)
    assert rush(Week(2021, 10), called(), window).by == date(2021, 12, 31)

    term = attrs.evolve(SETTINGS, contact_window=None, term=sunday)
    assert rush(Week(2021, 10), called(), term).weeks_left == 0


def test_after_the_last_day_no_number_of_hours_is_in_time() -> None:
    found = rush(Week(2021, 52), called(backlog=10))

    assert found.hours_needed is None
    assert found.hours_now == 0


@pytest.mark.parametrize("arrivals", [[5, 5], [6, 6]])
def test_a_backlog_that_does_not_shrink_never_ends(arrivals: list[int]) -> None:
    found = rush(Week(2021, 10), called(5, 5, arrivals=arrivals, backlog=1))

    assert found.waiting_weeks is None


def test_nobody_waits_when_nobody_is_left() -> None:
    assert rush(Week(2021, 10), called(0, 0)).waiting_weeks == 0


def test_hours_are_unknown_when_the_configuration_names_no_product_for_an_intake() -> None:
    settings = attrs.evolve(SETTINGS, intake=None)

    found = rush(Week(2021, 10), called(30, 50, backlog=270), settings)

    assert (found.hours, found.hours_now, found.hours_needed) == (None, None, None)
    assert found.pace == 40


taken_weeks = st.lists(st.integers(0, 5000), min_size=2, max_size=12)
callings = st.builds(
    lambda intakes, arrivals, backlog: called(*intakes, arrivals=arrivals, backlog=backlog),
    st.lists(st.integers(0, 50), max_size=3),
    st.lists(st.integers(0, 50), max_size=3),
    st.integers(0, 400),
)


def order(week: str | None) -> Week:
    return Week(9999, 1) if week is None else Week.read(week)


@given(taken_weeks, callings, st.integers(0, 30))
def test_the_band_holds_what_is_expected_and_nothing_is_given_up(
    taken: list[int], calling: Calling, ahead: int
) -> None:
    found = of_pot(pot(*taken), calling, ahead)

    assert len(found.path) == ahead
    for one in found.path:
        assert found.used <= one.low <= one.expected <= one.high
    assert order(found.earliest) <= order(found.runs_out) <= order(found.latest)


@given(taken_weeks, callings, st.integers(0, 40_000), st.integers(0, 40_000))
def test_a_smaller_pot_never_runs_out_later(
    taken: list[int], calling: Calling, one: int, other: int
) -> None:
    small = of_pot(pot(*taken, granted=min(one, other)), calling)
    large = of_pot(pot(*taken, granted=max(one, other)), calling)

    assert order(small.runs_out) <= order(large.runs_out)
    assert order(small.earliest) <= order(large.earliest)
    assert order(small.latest) <= order(large.latest)


@given(st.integers(2, 12), callings, st.integers(0, 1000))
def test_what_nobody_takes_does_not_run_out(weeks: int, calling: Calling, granted: int) -> None:
    found = of_pot(pot(*[0] * weeks, granted=granted), calling)

    assert (found.runs_out, found.earliest, found.latest) == (None, None, None)
    assert found.expected == 0


@given(taken_weeks, callings)
def test_more_to_call_never_asks_less(taken: list[int], calling: Calling) -> None:
    more = attrs.evolve(calling, backlog=calling.backlog + 10)

    less_work: Mapping[str, Decimal] = {
        one.week: one.expected for one in of_pot(pot(*taken), calling).path
    }

    for one in of_pot(pot(*taken), more).path:
        assert one.expected >= less_work[one.week]
