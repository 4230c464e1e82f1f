"""What is expected until the end of the term: sums that a controller can make by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.monitoring.programme import SETTINGS, rulebook
from triage.monitoring.demand import Demand
from triage.monitoring.looking import Calling
from triage.monitoring.outlook import Advised, Age, Forecast, Projection, Scarce
from triage.monitoring.projecting import project
from triage.monitoring.values import Budget, Capacity, Spending
from triage.monitoring.weeks import Week, counted_on
from triage.rulebook import Capacity as Promise
from triage.rulebook import Period, Rulebook, Settings

START = Week(2021, 9)
FIRST = counted_on(START.first)

Asks = Sequence[tuple[int, int, int]]
"""Week of intake, week of asking (the first of the term is 0), and cents or places."""


def pot(cents: int, granted: int = 200_000, products: tuple[Spending, ...] = ()) -> Budget:
    used, whole = Decimal(cents) / 100, Decimal(granted)
    parts = (whole, whole - used, used, Decimal(0))
    return Budget("impuls", "Impulsgelden", None, *parts, products=products)


def room(used: int, **rest: Any) -> Capacity:
    facts = {"unit": "plaatsen", "promised": Decimal(30), "used": Decimal(used), **rest}
    return Capacity("imk", "IMK", "onderzoek", "Onderzoek", **facts)


def until(last: Week) -> Rulebook:
    """The programme, ending with the Friday of a week."""
    end = date.fromisocalendar(last.year, last.number, 5)
    return rulebook(settings=attrs.evolve(SETTINGS, term=Period(date(2021, 3, 1), end)))


def calling(intakes: Sequence[int], backlog: int = 0, arrivals: int = 0) -> Calling:
    weeks = [START.plus(n) for n in range(len(intakes))]
    came = dict.fromkeys(weeks, arrivals)
    return Calling(backlog, dict(zip(weeks, intakes, strict=True)), came, sum(intakes))


def steady(weeks: int = 8, people: int = 20, first: int = 10_000, later: int = 1000) -> Asks:
    """From so many people a week, something in the week of their intake and in every one after."""
    return [
        (start, week, first if week == start else later)
        for start in range(weeks)
        for week in range(start, weeks)
        for _ in range(people)
    ]


def asked(asks: Asks, product: str = "coaching") -> Demand:
    found = Demand(rulebook())
    for start, week, cents in asks:
        found.money["impuls", product].add(FIRST + start, FIRST + week, cents)
    return found


def places(asks: Asks) -> Demand:
    found = Demand(rulebook())
    for start, week, count in asks:
        for _ in range(count):
            found.places["imk", "onderzoek"].add(FIRST + start, FIRST + week, 1)
    return found


def of_pot(
    asks: Asks, calls: Calling, ahead: int = 4, *, granted: int = 200_000, running: bool = False
) -> Forecast:
    """The forecast of a pot at the close of the last week of calling, so many before the end."""
    week = START.plus(len(calls.intakes) - 1)
    rules, taken = until(week.plus(ahead)), pot(sum(cents for _, _, cents in asks), granted)
    (found,) = project(rules, week, [taken], [], calls, asked(asks), running=running).budgets
    return found


def of_places(asks: Asks, calls: Calling, ahead: int = 4, row: Capacity | None = None) -> Forecast:
    week = START.plus(len(calls.intakes) - 1)
    taken = row or room(sum(count for _, _, count in asks))
    (found,) = project(until(week.plus(ahead)), week, [], [taken], calls, places(asks)).capacity
    return found


def test_the_example_of_the_decision_on_the_projection_is_right() -> None:
    found = of_pot(steady(), calling([20] * 8, backlog=10), ahead=1, granted=24_000)

    assert (found.used, found.known, found.per_intake) == (Decimal(21_600), 7, Decimal(170))
    assert found.ages == (
        Age(0, 160, Decimal(16_000), Decimal(100), Decimal(10)),
        *(
            Age(n, 160 - 20 * n, Decimal(1600 - 200 * n), Decimal(10), Decimal(20))
            for n in range(1, 8)
        ),
        Age(8, 0, Decimal(0), Decimal("4.7773"), Decimal(20)),
    )
    assert (found.size, found.factor) == (Decimal("76.67"), Decimal("2.22"))
    assert (found.low, found.expected, found.high) == (
        Decimal("22723.47"),
        Decimal("24095.55"),
        Decimal("27143.32"),
    )
    assert (found.runs_out, found.earliest, found.latest) == ("2021-W17", "2021-W17", None)


def test_what_comes_weeks_after_an_intake_is_still_to_come_of_those_who_had_one() -> None:
    # Everybody asks € 500, three weeks after the intake. Eight weeks of 20 people asked 5 x 20 x
    # 500 so far, which is 312.50 by intake; the last three weeks of them have yet to ask theirs.
    late = [(start, start + 3, 50_000) for start in range(5) for _ in range(20)]

    found = of_pot(late, calling([20] * 8), ahead=3)

    beyond = sum((age.each * age.ahead for age in found.ages if age.age > 7), Decimal(0))
    assert found.expected is not None
    assert float(found.expected) == pytest.approx(float(50_000 + 30_000 + beyond), abs=0.01)
    assert found.per_intake == 500


def test_nobody_left_to_call_and_nobody_new_asks_only_what_the_others_still_will() -> None:
    nobody, somebody = (
        of_pot(steady(), calling([20] * 8, backlog=left), ahead=4) for left in (0, 10)
    )

    assert nobody.ages[0].ahead == 0
    assert somebody.ages[0].ahead == 10
    assert nobody.expected is not None
    assert somebody.expected is not None
    assert nobody.used < nobody.expected < somebody.expected


def test_every_point_is_at_the_close_of_a_week() -> None:
    found = of_pot(steady(), calling([20] * 8), ahead=3)

    assert [one.week for one in found.path] == ["2021-W17", "2021-W18", "2021-W19"]
    assert found.path[-1].expected == found.expected


def test_the_table_adds_up_to_what_is_expected() -> None:
    found = of_pot(steady(12, 30), calling([30] * 12, backlog=100, arrivals=3), ahead=20)

    rest = sum((age.each * age.ahead for age in found.ages), Decimal(0))

    assert sum(age.asked for age in found.ages) == found.used
    assert found.expected is not None
    assert float(found.used + rest) == pytest.approx(float(found.expected), rel=0.0001)


@pytest.mark.parametrize("weeks", [2, 3, 6])
def test_too_early_there_is_a_least_and_nothing_else(weeks: int) -> None:
    found = of_pot(steady(weeks), calling([20] * weeks), ahead=10)

    assert found.known == weeks - 1
    assert (found.expected, found.high, found.runs_out, found.path) == (None, None, None, ())
    # Who was called last asks what those of the first week asked, and after that nothing more.
    rest = sum(20 * 10 * (weeks - 1 - age) for age in range(weeks))
    assert found.low == found.used + rest


def test_too_early_it_may_be_sure_that_a_pot_runs_out() -> None:
    # 100 of 350 have had their intake, and all a package of 1,262.50; 250 x 1,262.50 is to come.
    package = [(week, week, 126_250) for week in (0, 1) for _ in range(50)]

    found = of_pot(package, calling([50, 50], backlog=250), ahead=42)

    assert found.low == Decimal(441_875)
    assert found.latest == "2021-W12"  # 63,125 a week: 189,375 in week 11, 252,500 in week 12
    assert found.runs_out is None


def test_fewer_than_twenty_people_say_nothing() -> None:
    found = of_pot(steady(people=2), calling([2] * 8), ahead=10)

    assert (found.known, found.low, found.expected) == (None, None, None)
    assert found.pace == 290  # (6 x 2 x 100 + 2 x (2 + 3 + 4 + 5 + 6 + 7) x 10) / 6


def test_hardly_any_asking_says_nothing() -> None:
    nine, ten = (of_places([(0, 0, count)], calling([20] * 8), ahead=4) for count in (9, 10))

    assert (nine.known, nine.low, nine.expected) == (7, None, None)
    assert ten.expected is not None


def test_one_week_is_too_little_to_say_anything_of() -> None:
    rules, demand = rulebook(), asked([(0, 0, 10_000)] * 20)

    found = project(rules, START, [pot(200_000)], [room(1)], calling([20], 50), demand)

    assert found.weeks == 1
    for one in (*found.budgets, *found.capacity):
        assert (one.pace, one.low, one.if_all, one.path) == (None, None, None, ())
    assert found.intake.pace is None


def test_a_week_that_still_runs_does_not_count_in_the_table() -> None:
    closed = of_pot(steady(), calling([20] * 8), ahead=3)

    running = of_pot([*steady(), (8, 8, 10_000)], calling([*[20] * 8, 1]), ahead=2, running=True)

    assert running.used == closed.used + 100
    assert [(age.people, age.asked) for age in running.ages[:8]] == [
        (age.people, age.asked) for age in closed.ages[:8]
    ]
    assert running.path[0].week == "2021-W17"
    assert running.path[0].low >= running.used


def test_a_pot_that_was_emptied_in_a_week_that_still_runs_ran_out_in_that_week() -> None:
    asks = [*steady(), (8, 8, 10_000)]

    found = of_pot(asks, calling([*[20] * 8, 1]), granted=21_700, running=True)

    assert (found.earliest, found.runs_out, found.latest) == ("2021-W17",) * 3


@pytest.mark.parametrize("weeks", [1, 2, 8])
def test_a_pot_that_is_empty_has_run_out_however_little_is_known(weeks: int) -> None:
    asks = steady(weeks)
    used = sum(cents for _, _, cents in asks) // 100

    found = of_pot(asks, calling([20] * weeks), granted=used)

    now = str(START.plus(weeks - 1))
    assert (found.earliest, found.runs_out, found.latest) == (now,) * 3


def test_the_smaller_the_rest_the_wider_the_band() -> None:
    # 160 people in one week asked 100 at once and 10 a week since; nobody is left to call.
    once = [(0, week, 10_000 if week == 0 else 1000) for week in range(8) for _ in range(160)]

    near, far = (of_pot(once, calling([160, *[0] * 7]), ahead) for ahead in (1, 20))

    assert near.factor is not None
    assert far.factor is not None
    assert near.factor > far.factor > 2


def test_only_a_pot_with_an_amount_has_a_forecast() -> None:
    other = attrs.evolve(pot(100), key="later")
    unfunded = attrs.evolve(pot(100), granted=None, free=None)

    found = project(rulebook(), START, [other, unfunded], [], Calling(), Demand(rulebook()))

    assert found.budgets == ()


def test_only_a_promise_for_the_whole_term_has_a_forecast() -> None:
    rows = [room(1), room(1, per="week"), room(1, unit=None, promised=None)]

    found = project(rulebook(), START, [], rows, Calling(), Demand(rulebook())).capacity

    assert [(one.key, one.name, one.unit) for one in found] == [
        ("imk/onderzoek", "IMK: Onderzoek", "plaatsen")
    ]


def test_who_waits_for_a_place_asks_for_it_too() -> None:
    demand, calls = places([(0, 0, 24)]), calling([20] * 8)
    for _ in range(6):
        demand.waiting["onderzoek"].add(FIRST, FIRST + 1, 1)
    ends = until(Week(2021, 18))

    first, second = (
        project(ends, Week(2021, 16), [], [room(24, waiting=waiting)], calls, demand).capacity[0]
        for waiting in (6, None)
    )

    assert [age.asked for age in first.ages[:2]] == [24, 6]
    assert [age.asked for age in second.ages[:2]] == [24, 0]  # they are counted with another


def test_of_hours_who_waits_asks_those_of_the_catalogue() -> None:
    rules = rulebook({"balie": {"coaching": Promise(hours=Decimal(90))}})
    row = Capacity("balie", "Balie", "coaching", "Coaching", "uren", promised=Decimal(90))
    demand = Demand(rules)
    demand.places["balie", "coaching"].add(FIRST, FIRST, 450)
    demand.waiting["coaching"].add(FIRST, FIRST, 1)

    (found,) = project(rules, Week(2021, 16), [], [row], calling([20] * 8), demand).capacity

    assert found.ages[0].asked == Decimal("14.5")
    assert found.size == Decimal("8.29")  # (4.5 x 4.5 + 10 x 10) / 14.5


def test_a_pot_pays_no_more_of_a_scarce_product_than_there_are_places() -> None:
    # 28 of 30 places are taken at € 2,095, and everybody who is still to come would want one too.
    asks = [(week, week, 4) for week in range(7)]
    demand = places(asks)
    for start, week, count in asks:
        for _ in range(count):
            demand.money["impuls", "onderzoek"].add(FIRST + start, FIRST + week, 209_500)
    for start, week, cents in steady():
        demand.money["impuls", "coaching"].add(FIRST + start, FIRST + week, cents)
    cents, calls = 28 * 209_500 + 2_160_000, calling([20] * 8, backlog=100)
    spent = Spending("onderzoek", "Onderzoek", 28, Decimal(0), Decimal(28 * 2095))
    rows = [room(28), attrs.evolve(room(0, promised=Decimal(0)), partner="ander")]

    found = project(
        until(Week(2021, 18)), Week(2021, 16), [pot(cents, products=(spent,))], rows, calls, demand
    )

    (money,), free = found.budgets, of_pot(steady(), calls, ahead=2)
    assert money.scarce == (Scarce("onderzoek", "Onderzoek", Decimal(2), Decimal(2095)),)
    assert money.ages == free.ages
    assert money.expected is not None
    assert free.expected is not None
    assert money.expected - money.used == free.expected - free.used + 2 * 2095
    assert (found.capacity[0].expected or 0) > 30


def test_a_product_with_a_provider_without_a_limit_is_not_scarce() -> None:
    calls, rows = calling([20] * 8), [room(4)]

    found = project(
        until(Week(2021, 18)), Week(2021, 16), [pot(2_160_000)], rows, calls, asked(steady())
    )

    assert found.budgets[0].scarce == ()


def test_all_that_was_advised_is_what_everybody_would_take() -> None:
    demand = asked(steady(2))
    demand.advised.update({"coaching": 30, "onderzoek": 4, "schuldhulp": 9})
    spent = Spending("coaching", "Coaching", 60, Decimal(4000), Decimal(200))
    taken = pot(420_000, products=(spent,))

    found = project(rulebook(), Week(2021, 10), [taken], [], calling([20, 20], 40), demand)

    (money,) = found.budgets
    assert money.advised == (
        Advised("coaching", "Coaching", 30, Decimal(70)),  # 4,200 for 60
        Advised("onderzoek", "Onderzoek", 4, Decimal(2095)),  # by the catalogue
    )
    # 4,200 + 30 x 70 + 4 x 2,095 = 14,680 for 40 intakes, and there will be 80.
    assert money.if_all == Decimal(29_360)


def test_places_are_shown_in_tenths_and_hours_in_hundredths() -> None:
    rules = rulebook({"imk": {"onderzoek": Promise(hours=Decimal(90))}})
    row, demand = room(3, unit="uren", promised=Decimal(90)), Demand(rules)
    demand.places["imk", "onderzoek"].add(FIRST, FIRST + 4, 100)

    (hours,) = project(rules, Week(2021, 14), [], [row], calling([20] * 6), demand).capacity
    tenths = of_places([(0, 4, 1)], calling([20] * 6))

    assert [str(hours.pace), str(tenths.pace)] == ["0.17", "0.2"]


@pytest.mark.parametrize("last", [None, date(9999, 12, 31)])
def test_a_term_without_an_end_has_a_pace_and_no_end_of_it(last: date | None) -> None:
    endless = rulebook(settings=Settings(term=Period(date(2021, 3, 1), last)))
    taken = [pot(2_160_000)]

    found = project(endless, Week(2021, 16), taken, [], calling([20] * 8), asked(steady()))

    (money,) = found.budgets
    assert (found.until, found.ahead) == (last, None)
    assert money.pace == 2900  # 20 x (6 x 100 + (2 + 3 + 4 + 5 + 6 + 7) x 10) / 6
    assert (money.expected, money.if_all, money.path) == (None, None, ())


def test_after_the_end_of_the_term_what_is_used_is_what_is_expected() -> None:
    found = of_pot(steady(), calling([20] * 8), ahead=0)

    assert (found.low, found.expected, found.high) == (Decimal(21_600),) * 3
    assert (found.factor, found.path) == (None, ())


def test_intakes_to_come_are_told_by_week() -> None:
    ends, calls = until(Week(2021, 18)), calling([20] * 8, backlog=30)

    found = project(ends, Week(2021, 16), [], [], calls, Demand(rulebook()))

    assert found.share == 1
    assert found.coming == {"2021-W17": 20, "2021-W18": 10}


def test_without_anything_nothing_is_expected() -> None:
    found = project(rulebook(settings=Settings()), START, [], [], Calling(), Demand(rulebook()))

    assert found == attrs.evolve(Projection(), weeks=1, share=Decimal(1), intake=found.intake)


intakes_by_week = st.lists(st.integers(0, 40), min_size=8, max_size=12)
asking = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 11), st.integers(-50_000, 300_000)), max_size=80
)


def kept(asks: Asks, intakes: Sequence[int]) -> Asks:
    """What was asked before the close, and never less in all than nothing."""
    found = [(start, max(start, week), size) for start, week, size in asks]
    found = [ask for ask in found if ask[1] < len(intakes)]
    return found if sum(size for _, _, size in found) > 0 else []


def order(week: str | None) -> Week:
    return Week(9999, 1) if week is None else Week.read(week)


@given(asking, intakes_by_week, st.integers(0, 400), st.integers(0, 9), st.integers(0, 30))
def test_what_is_used_never_falls_and_neither_do_the_edges(
    asks: Asks, intakes: Sequence[int], backlog: int, arrivals: int, ahead: int
) -> None:
    found = of_pot(kept(asks, intakes), calling(intakes, backlog, arrivals), ahead)

    for edge in ("low", "expected", "high"):
        amounts = [getattr(one, edge) for one in found.path]
        assert amounts == sorted(amounts)
    for one in found.path:
        assert found.used <= one.low <= one.expected <= one.high
    assert order(found.earliest) <= order(found.runs_out)
    if found.path:
        assert order(found.runs_out) <= order(found.latest)


@given(asking, intakes_by_week, st.integers(0, 400), st.integers(0, 400))
def test_more_to_call_never_asks_less(
    asks: Asks, intakes: Sequence[int], backlog: int, more: int
) -> None:
    few, many = (
        of_pot(kept(asks, intakes), calling(intakes, left, 1), 10)
        for left in (backlog, backlog + more)
    )

    assert len(few.path) == len(many.path)
    for one, other in zip(few.path, many.path, strict=True):
        assert one.low <= other.low
        assert one.expected <= other.expected
        assert one.high <= other.high


@given(asking, intakes_by_week, st.integers(0, 40_000), st.integers(0, 40_000))
def test_a_smaller_pot_never_runs_out_later(
    asks: Asks, intakes: Sequence[int], one: int, other: int
) -> None:
    small, large = (
        of_pot(kept(asks, intakes), calling(intakes, 50), granted=granted)
        for granted in (min(one, other), max(one, other))
    )

    assert order(small.runs_out) <= order(large.runs_out)
    assert order(small.earliest) <= order(large.earliest)
    assert order(small.latest) <= order(large.latest)


@given(asking, intakes_by_week, st.randoms())
@settings(max_examples=50)
def test_it_is_exact_so_that_order_does_not_matter_and_nothing_is_lost(
    asks: Asks, intakes: Sequence[int], random: Any
) -> None:
    some = kept(asks, intakes)
    other = random.sample(some, len(some))

    found = of_pot(some, calling(intakes, 50))

    assert found == of_pot(other, calling(intakes, 50))
    total: Mapping[bool, Decimal] = {True: found.used, False: Decimal(0)}
    assert sum((age.asked for age in found.ages), Decimal(0)) == total[bool(found.ages)]


@given(st.integers(8, 12), st.integers(0, 100), st.integers(0, 1000))
def test_what_nobody_takes_does_not_run_out(weeks: int, backlog: int, granted: int) -> None:
    found = of_pot([], calling([20] * weeks, backlog), granted=granted)

    assert (found.runs_out, found.earliest, found.latest) == (None, None, None)
