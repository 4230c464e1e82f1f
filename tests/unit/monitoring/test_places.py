"""What was promised, what is taken of it, and how the referrals of a partner stand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.monitoring.programme import (
    WEEK,
    life,
    march,
    noon,
    rulebook,
    told,
    track,
)
from triage.monitoring.life import Counted, Life, Moment, Track
from triage.monitoring.places import WORDS, Places
from triage.monitoring.values import Capacity, Figure
from triage.monitoring.weeks import Week
from triage.rulebook import Capacity as Promise

IMK = ("imk", "onderzoek")


def counted(*lives: Life, promise: Promise | None = None, week: Week = WEEK) -> Places:
    promises = {} if promise is None else {"imk": {"onderzoek": promise}}
    places = Places(rulebook(promises), week)
    for one in lives:
        places.add(one, None)
    return places


def row(places: Places, partner: str = "imk", product: str = "onderzoek") -> Capacity:
    (found,) = (
        one for one in places.capacity() if (one.partner, one.product) == (partner, product)
    )
    return found


def of_imk(moment: Moment, on: date, recorded: date | None = None) -> Counted:
    return told(moment, "onderzoek", "imk", on, recorded)


def placed(on: date, **more: date) -> Life:
    return life(track("onderzoek", "imk", placed=on, **more))


def test_every_product_of_every_partner_has_a_row_in_the_order_of_the_configuration() -> None:
    found = counted().capacity()

    assert [(one.partner_name, one.product_name, one.promised, one.unit) for one in found] == [
        ("BALIE", "Intake", None, None),
        ("BALIE", "Coaching", None, None),
        ("BAD", "Schuldhulp", None, None),
        ("IMK", "Onderzoek", Decimal(30), "plaatsen"),
        ("ANDER", "Onderzoek", Decimal(0), "plaatsen"),
    ]


def test_a_row_that_left_the_configuration_is_shown_after_the_others() -> None:
    places = counted(life(track("oud", "weg", placed=march(2))))

    (*_, old) = places.capacity()

    assert (old.partner_name, old.product_name, old.promised, old.used) == (
        "weg",
        "oud",
        None,
        Decimal(1),
    )


def test_what_is_taken_is_no_longer_free() -> None:
    found = row(
        counted(
            placed(march(2)),
            placed(march(3), started=march(4), completed=march(9)),
            placed(march(3), refused=march(4)),
            placed(march(3), withdrawn=march(10)),
        )
    )

    assert (found.used, found.free) == (Decimal(2), Decimal(28))


def test_what_nobody_promised_is_counted_and_never_full() -> None:
    found = row(counted(life(track("schuldhulp", "bad", placed=march(2)))), "bad", "schuldhulp")

    assert (found.used, found.free, found.promised) == (Decimal(1), None, None)


def test_a_promise_that_was_lowered_leaves_nothing_and_not_less() -> None:
    promise = Promise(places=1)

    assert row(counted(placed(march(2)), placed(march(2)), promise=promise)).free == 0


def test_hours_are_those_of_the_referrals() -> None:
    hours = attrs.evolve(track("onderzoek", "imk", placed=march(2)), hours=1250)

    found = row(counted(life(hours), promise=Promise(hours=Decimal(400))))

    assert (found.unit, found.used, found.free) == ("uren", Decimal("12.50"), Decimal("387.50"))


@pytest.mark.parametrize(
    ("per", "week", "used"),
    [
        ("week", Week(2021, 13), 2),
        ("maand", Week(2021, 13), 1),
        ("maand", Week(2021, 12), 2),
        (None, Week(2021, 13), 5),
    ],
)
def test_a_period_is_the_one_in_which_the_week_ends(
    per: Literal["week", "maand"] | None, week: Week, used: int
) -> None:
    # Week 13 runs from Monday 29 March to Sunday 4 April.
    days = [date(2021, 2, 26), march(2), march(28), march(31), date(2021, 4, 1)]
    lives = [placed(day) for day in days if day <= week.last]

    found = row(counted(*lives, promise=Promise(places=5, per=per), week=week))

    assert (found.per, found.used) == (per, Decimal(used))


def test_who_waits_stands_with_one_partner_of_the_product() -> None:
    waiting = life(track("onderzoek", None, waiting=march(9)))
    helped = life(track("onderzoek", "imk", waiting=march(8), placed=march(9)))
    gone = life(track("onderzoek", None, waiting=march(8), withdrawn=march(9)))

    places = counted(waiting, helped, gone)

    assert [one.waiting for one in places.capacity()] == [0, 0, 0, 1, None]


@pytest.mark.parametrize(
    ("imk", "other", "waiting"),
    [
        (Promise(places=0), Promise(places=5), [None, 1]),
        (Promise(places=5, per="week"), Promise(places=5), [None, 1]),
        (Promise(places=5, per="week"), Promise(places=0), [1, None]),
        (Promise(), Promise(places=5), [None, 1]),
        (Promise(), Promise(), [1, None]),
    ],
)
def test_who_waits_stands_with_the_first_partner_that_promised_something(
    imk: Promise, other: Promise, waiting: list[int | None]
) -> None:
    places = Places(rulebook({"imk": {"onderzoek": imk}, "ander": {"onderzoek": other}}), WEEK)

    places.add(life(track("onderzoek", None, waiting=march(9))), None)

    assert [one.waiting for one in places.capacity()[-2:]] == waiting


def test_the_series_holds_what_was_asked_for_and_who_waits_stands_in_it_once() -> None:
    full = [placed(march(3)) for _ in range(30)]
    queue = [life(track("onderzoek", None, waiting=march(day))) for day in (4, 9, 10)]
    helped = life(track("onderzoek", "imk", waiting=march(4), placed=march(11)))
    left = placed(march(3), withdrawn=march(11))

    places = counted(*full, *queue, helped, left)

    assert row(places).weekly == {"2021-W09": 33, "2021-W10": 34}
    assert row(places, "ander").weekly == {"2021-W09": 0, "2021-W10": 0}


def test_nobody_waits_for_a_partner_that_promised_nothing() -> None:
    promises = {"imk": {"onderzoek": Promise(places=0)}, "ander": {"onderzoek": Promise(places=5)}}
    places = Places(rulebook(promises), WEEK)
    places.add(life(track("onderzoek", None, waiting=march(9))), None)

    assert row(places).weekly["2021-W10"] == 0
    assert row(places, "ander").weekly["2021-W10"] == 1


def test_in_hours_who_waits_asks_those_of_the_catalogue() -> None:
    places = Places(rulebook({"balie": {"coaching": Promise(hours=Decimal(400))}}), WEEK)
    places.add(life(track("coaching", None, waiting=march(9))), None)

    assert row(places, "balie", "coaching").weekly["2021-W10"] == Decimal(10)


def test_a_promise_by_the_week_has_no_series() -> None:
    places = counted(placed(march(9)), promise=Promise(places=5, per="week"))

    assert row(places).weekly == {}
    assert places.daily(*IMK) == []


def test_the_days_show_when_places_were_taken_and_given_back() -> None:
    places = counted(
        placed(march(2)),
        placed(march(2)),
        placed(march(4), refused=march(9)),
        promise=Promise(places=3),
    )

    assert places.daily(*IMK) == [
        (march(2), Decimal(2), Decimal(3)),
        (march(4), Decimal(3), Decimal(3)),
        (march(9), Decimal(2), Decimal(3)),
    ]


def test_a_place_given_back_is_free_from_the_moment_that_was_written() -> None:
    told_late = track("onderzoek", "imk", placed=march(8), refused=march(8))
    told_late.recorded["refused"] = noon(march(10))

    days = counted(life(told_late)).daily(*IMK)

    assert days == [
        (march(8), Decimal(1), Decimal(30)),
        (march(10), Decimal(0), Decimal(30)),
    ]


def test_a_status_is_counted_in_its_week_and_in_total() -> None:
    places = counted(
        life(
            track("onderzoek", "imk", placed=march(3)),
            counted=(of_imk("aanvaard", march(9)), of_imk("gestart", march(15))),
        )
    )

    figures = row(places).figures

    assert tuple(figures) == WORDS
    assert figures["verwezen"] == Figure(0, 1)
    assert figures["aanvaard"] == Figure(1, 1)
    assert figures["gestart"] == Figure(0, 0)  # after the last day of the week


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("completed", "afgerond"),
        ("refused", "geweigerd"),
        ("stopped", "gestaakt"),
        ("withdrawn", "ingetrokken"),
    ],
)
def test_an_end_is_counted_under_its_word(status: str, word: str) -> None:
    found = row(counted(placed(march(3), **{status: march(9)}))).figures

    assert {key for key, figure in found.items() if figure.total} == {"verwezen", word}
    assert found[word] == Figure(1, 1)


def test_what_was_written_only_this_week_about_an_earlier_one_stands_apart() -> None:
    late = life(counted=(of_imk("aanvaard", march(3), recorded=march(8)),))
    timely = life(counted=(of_imk("aanvaard", march(3), recorded=march(7)),))

    assert row(counted(late, timely)).figures["aanvaard"] == Figure(week=0, total=2, added=1)


def test_what_was_written_after_the_close_is_later_and_not_in_the_total() -> None:
    first = of_imk("aanvaard", march(3))
    second = of_imk("gestart", march(14), recorded=march(15))
    refused = track("onderzoek", "imk", placed=march(3), refused=march(12))
    places = Places(rulebook(), WEEK)

    places.add(life(counted=(first,)), life(counted=(first, second)))
    places.add(life(), life(refused))

    figures = row(places).figures
    assert figures["aanvaard"] == Figure(week=0, total=1, later=0)
    assert figures["gestart"] == Figure(week=0, total=0, later=1)
    assert figures["verwezen"] == Figure(week=0, total=0, later=1)
    assert figures["geweigerd"] == Figure(week=0, total=0, later=1)
    assert (row(places).used, row(places).open) == (Decimal(0), 0)


def test_what_turns_out_less_later_is_not_counted_below_nothing() -> None:
    places = Places(rulebook(), WEEK)

    places.add(life(counted=(of_imk("aanvaard", march(3)),)), life())

    assert row(places).figures["aanvaard"].later == 0


def test_the_desks_own_products_are_not_referred() -> None:
    places = counted(life(counted=(told("gestart", "intake", "balie", march(9)),)))

    figures = row(places, "balie", "intake").figures

    assert figures["verwezen"] == Figure(None, None)
    assert figures["gestart"] == Figure(1, 1)


def test_who_is_referred_again_to_the_same_partner_is_a_second_referral() -> None:
    places = counted(
        life(
            track("onderzoek", "imk", placed=march(2), refused=march(3)),
            track("onderzoek", "imk", placed=march(9)),
        )
    )

    found = row(places)

    assert (found.figures["verwezen"], found.open) == (Figure(1, 2), 1)


days = st.integers(0, 13).map(lambda number: march(1) + timedelta(days=number))
tracks = st.builds(
    lambda first, second, end: track(
        "onderzoek", "imk", placed=min(first, second), **({end: max(first, second)} if end else {})
    ),
    days,
    days,
    st.sampled_from(["", "started", "completed", "stopped", "refused", "withdrawn"]),
)
ENDS = ("afgerond", "geweigerd", "gestaakt", "ingetrokken")


@given(st.lists(st.lists(tracks, max_size=3), max_size=10))
def test_what_was_referred_is_open_or_has_ended_in_one_way(several: list[list[Track]]) -> None:
    found = row(counted(*(life(*some) for some in several)))

    referred = sum(map(len, several))
    assert found.figures["verwezen"].total == referred
    assert found.open + sum(int(found.figures[end].total or 0) for end in ENDS) == referred


@given(st.lists(tracks, max_size=20))
def test_the_last_day_and_the_last_week_hold_what_is_taken(several: list[Track]) -> None:
    places = counted(*map(life, several))

    found = row(places)

    taken = sum(one.taken for one in several)
    assert found.used == taken
    assert found.used + (found.free or 0) == found.promised
    assert found.weekly["2021-W10"] == taken
    assert [size for _, size, _ in places.daily(*IMK)][-1:] == [taken][: len(several)]
    assert all(size >= 0 for _, size, _ in places.daily(*IMK))
