"""Rows that a municipality adds itself, and what holds for all rows over any lives."""

from __future__ import annotations

import tracemalloc
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.monitoring.lives import (
    WEEK,
    ZONE,
    asking,
    at,
    known,
    life,
    rows,
    says,
)
from triage.monitoring.indicators import Counting
from triage.monitoring.life import Counted, Life, Moment, Track
from triage.monitoring.spreads import spread
from triage.monitoring.values import Figure, Line, Row, Spread, Waited
from triage.monitoring.weeks import Week


def row_of(indicator: str, *lives: Life, week: Week = WEEK) -> Row:
    (row,) = rows(asking(indicator), lives, week).values()
    return row


def figures(lines: tuple[Line, ...]) -> dict[str, Figure]:
    return {line.key: line.figure for line in lines}


def test_a_row_that_says_not_what_to_count_has_no_number() -> None:
    row = row_of("{indicator: a, naam: Faillissementen, beoogd: 5}", life("a", at("intake", 9)))

    assert (row.name, row.counts, row.target) == ("Faillissementen", "", 5)
    assert (row.figure, row.reached) == (Figure(None, None), None)


def test_a_target_of_zero_is_kept_and_has_no_percentage() -> None:
    row = row_of("{indicator: a, tel: ondernemers, bij: intake, beoogd: 0}")

    assert (row.target, row.reached) == (0, None)


def test_answers_stand_in_the_order_of_the_question_with_the_unknown_last() -> None:
    def intake(case: str, option: str | None) -> Life:
        return life(case, at("intake", 9, tally=says("a", option=option)))

    row = row_of(
        "{indicator: a, tel: ondernemers, bij: intake, per: sector, apart: overig}",
        intake("z-1", "bouw"),
        intake("z-2", None),
        intake("z-3", "overig"),
        intake("z-4", "landbouw"),
    )

    assert [(line.key, line.name, line.figure.total) for line in row.lines] == [
        ("horeca", "Horeca", 0),
        ("bouw", "Bouw", 1),
        ("landbouw", "Landbouw", 1),
        ("onbekend", "Onbekend", 1),
    ]
    assert [(line.name, line.figure.total) for line in row.apart] == [("Overig", 1)]
    assert row.figure == Figure(3, 3)


def test_lines_without_named_products_are_those_that_were_counted() -> None:
    row = row_of(
        "{indicator: a, tel: producten, bij: gestart, per: product}",
        life("a", at("gestart", 9, "lening"), at("gestart", 9, "vervallen_product")),
    )

    assert [(line.key, line.name) for line in row.lines] == [
        ("lening", "Lening"),
        ("vervallen_product", "Vervallen product"),
    ]


def test_reasons_that_nobody_declared_stand_by_name_with_the_unknown_last() -> None:
    row = row_of(
        "{indicator: a, tel: ondernemers, bij: tozo_einde, per: reden}",
        *(life(f"z-{one}", at("tozo_einde", 9, reason=one)) for one in ("zo_maar", None, "aow")),
    )

    assert [(line.key, line.name) for line in row.lines] == [
        ("aow", "Aow"),
        ("zo_maar", "Zo maar"),
        ("onbekend", "Onbekend"),
    ]


def test_who_moves_to_another_line_leaves_the_total_as_it_was() -> None:
    def intake(day: int, option: str, written: int) -> Counted:
        return at("intake", day, written=written, tally=says("a", option=option))

    row = row_of(
        "{indicator: a, tel: ondernemers, bij: intake, per: sector}",
        life("a", intake(3, "bouw", 3), intake(2, "horeca", 9)),
    )

    assert row.figure == Figure(0, 1)
    assert figures(row.lines) == {
        "horeca": Figure(0, 1, added=1),
        "bouw": Figure(0, 0, added=-1),
        "overig": Figure(0, 0),
    }


def test_products_after_a_moment_have_those_without_it_beside_them() -> None:
    row = row_of(
        "{indicator: a, tel: producten, bij: gestart, na: intake}",
        life("a", at("intake", 8), at("gestart", 9, "scan"), at("gestart", 8, "lening")),
        life("b", at("gestart", 2, "scan")),
    )

    assert (row.figure, row.beside, row.unique) == (Figure(1, 1), Figure(1, 2), (1, 1))


def test_what_stands_apart_is_left_out_of_what_stands_beside() -> None:
    row = row_of(
        "{indicator: a, tel: ondernemers, bij: tozo_einde, na: intake, per: reden, apart: vanzelf}",
        life("a", at("tozo_einde", 8, reason="vanzelf"), at("tozo_einde", 9, reason="loondienst")),
        life("b", at("tozo_einde", 9, reason="vanzelf")),
    )

    assert (row.beside, row.figure) == (Figure(1, 1), Figure(0, 0))
    assert figures(row.apart) == {"vanzelf": Figure(0, 0)}


def test_a_condition_that_is_unknown_says_nothing_of_who_lacks_the_earlier_moment() -> None:
    row = row_of(
        "{indicator: a, tel: ondernemers, bij: tozo_einde, na: intake, als: {hulp: ja}}",
        life("a", at("tozo_einde", 9, tally=says("a", holds=None))),
    )

    assert (row.unknown, row.beside) == (Figure(0, 0), Figure(0, 0))


TURNAROUND: Final = "{indicator: a, tel: dagen, vanaf: verwezen, bij: aanvaard}"


def test_days_between_moments_of_a_product_belong_to_that_product_at_that_partner() -> None:
    row = row_of(
        TURNAROUND,
        life(
            "a",
            at("verwezen", 1, "lening", partner="p"),
            at("verwezen", 5, "lening", partner="q"),
            at("aanvaard", 9, "lening", partner="q"),
        ),
    )

    assert row.spread is not None
    assert row.spread[1] == Spread(1, Decimal("4.0"), Decimal("4.0"), 4)
    assert row.waited == Waited(1, Decimal("13.0"), 13)


def test_a_referral_that_ended_does_not_wait_for_an_answer() -> None:
    def sent(case: str, status: str) -> Life:
        track = Track("r-1", "lening", "p", status=status)
        return life(case, at("verwezen", 1, "lening", partner="p"), tracks={"r-1": track})

    row = row_of(TURNAROUND, sent("a", "refused"), sent("b", "withdrawn"), sent("c", "placed"))

    assert row.waited == Waited(1, Decimal("13.0"), 13, ended=2)


def test_who_is_known_not_to_count_does_not_wait() -> None:
    asked = "{indicator: a, tel: dagen, vanaf: melding, bij: ingezet, als: {hulp: ja}}"

    row = row_of(
        asked,
        life("a", at("melding", 1, tally=says("a", holds=False))),
        life("b", at("melding", 2, tally=says("a", holds=None))),
        life(
            "c",
            at("melding", 1, tally=says("a")),
            at("ingezet", 9, "scan", tally=says("a", holds=False)),
        ),
    )

    assert row.waited == Waited(1, Decimal("12.0"), 12)
    assert (row.unknown, row.figure) == (Figure(0, 0), Figure(None, None))


def test_a_share_of_people_can_have_a_target_and_a_condition() -> None:
    asked = (
        "{indicator: a, tel: aandeel, van: benaderd, bij: bereikt, als: {hulp: ja}, beoogd: 80,"
        " per: sector}"
    )

    row = row_of(
        asked,
        life("a", at("benaderd", 8, tally=says("a", option="bouw")), at("bereikt", 9)),
        life("b", at("benaderd", 8, tally=says("a", option="bouw"))),
        life("c", at("benaderd", 8, tally=says("a", holds=None))),
        life("d", at("benaderd", 8, tally=says("a", holds=False)), at("bereikt", 9)),
        life("e", at("benaderd", 1, tally=says("a", option="horeca"))),
    )

    assert row.share == ((1, 2), (1, 3))
    assert row.figure == Figure(Decimal("50.0"), Decimal("33.3"))
    assert row.reached == Decimal("41.6")
    assert row.unknown == Figure(1, 1)
    assert [(line.key, line.figure.total) for line in row.lines] == [
        ("horeca", Decimal("0.0")),
        ("bouw", Decimal("50.0")),
        ("overig", None),
    ]


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ([], Spread()),
        ([3], Spread(1, Decimal("3.0"), Decimal("3.0"), 3)),
        ([1, 2], Spread(2, Decimal("1.5"), Decimal("1.5"), 2)),
        ([0, 0, 0, 1], Spread(4, Decimal("0.3"), Decimal("0.0"), 1)),
        (list(range(1, 11)), Spread(10, Decimal("5.5"), Decimal("5.5"), 9)),
        (list(range(1, 12)), Spread(11, Decimal("6.0"), Decimal("6.0"), 10)),
    ],
)
def test_a_spread_is_exact_and_rounded_once(days: list[int], found: Spread) -> None:
    assert spread({day: days.count(day) for day in days}) == found


ANY_ROWS: Final = asking(
    "{indicator: people, tel: ondernemers, bij: intake, als: {hulp: ja}, per: sector}",
    "{indicator: after, tel: ondernemers, bij: tozo_einde, na: ingezet, behalve: lening,"
    " per: reden, apart: [vanzelf]}",
    "{indicator: products, tel: producten, bij: gestart, per: product, als: {hulp: ja}}",
    "{indicator: days, tel: dagen, vanaf: melding, bij: ingezet, per: product}",
    "{indicator: share, tel: aandeel, van: ingezet, bij: ingevoerd, per: product}",
)
MOMENTS: Final[tuple[Moment, ...]] = (
    "melding", "intake", "gestart", "ingezet", "tozo_einde", "ingevoerd",
)  # fmt: skip


@st.composite
def moments(draw: st.DrawFn) -> Counted:
    """A moment around week 10, written down on its day or some days after it."""
    moment, day = draw(st.sampled_from(MOMENTS)), draw(st.integers(-10, 25))
    product = draw(st.sampled_from(["scan", "lening"]))
    about = moment in ("gestart", "ingezet", "ingevoerd")
    tally = says(
        "people",
        holds=draw(st.sampled_from([True, False, None])),
        option=draw(st.sampled_from(["bouw", "horeca", None])),
    )
    return at(
        moment,
        day,
        product if about else None,
        written=day + draw(st.sampled_from([0, 0, 1, 7, 14])),
        reason=draw(st.sampled_from(["vanzelf", "loondienst", None])),
        partly=draw(st.booleans()),
        tally={**tally, **says("products", holds=draw(st.sampled_from([True, False, None])))},
    )


PARTS: Final = ("week", "total", "added")
LIVES: Final = st.lists(st.lists(moments(), max_size=8), max_size=6).map(
    lambda several: [life(f"z-{number}", *some) for number, some in enumerate(several)]
)


@given(LIVES)
def test_lines_add_up_to_the_figure(lives: list[Life]) -> None:
    found = rows(ANY_ROWS, lives)

    for key in ("people", "after", "products"):
        row = found[key]
        whole = [sum(getattr(line.figure, part) for line in row.lines) for part in PARTS]
        assert whole == [getattr(row.figure, part) for part in PARTS]


def numbers(row: Row) -> Mapping[str, Figure]:
    """Every number of a row that is a count."""
    lines = {f"line {line.key}": line.figure for line in (*row.lines, *row.apart)}
    others = {
        "figure": row.figure,
        "unknown": row.unknown,
        "beside": row.beside,
        "partial": row.partial,
    }
    return {**lines, **{key: figure for key, figure in others.items() if figure is not None}}


@given(LIVES)
def test_a_total_is_that_of_the_week_before_with_what_happened_and_what_was_added(
    lives: list[Life],
) -> None:
    now, before = rows(ANY_ROWS, lives), rows(ANY_ROWS, lives, WEEK.plus(-1))

    for key in ("people", "after", "products"):
        earlier = {name: figure.total for name, figure in numbers(before[key]).items()}
        for name, figure in numbers(now[key]).items():
            grown = Decimal(figure.week or 0) + figure.added
            assert figure.total == (earlier.get(name) or 0) + grown, name


@given(LIVES)
def test_what_comes_later_changes_nothing_but_later(lives: list[Life]) -> None:
    closed = WEEK.closes(ZONE)
    then = rows(ANY_ROWS, [known(one, closed) for one in lives])

    since = rows(ANY_ROWS, lives)

    assert {key: numbers_then(row) for key, row in since.items()} == {
        key: numbers_then(row) for key, row in then.items()
    }


def numbers_then(row: Row) -> object:
    """All of a row but what came later, and the lines that only that has."""

    def timely(figure: Figure | None) -> Figure | None:
        return None if figure is None else attrs.evolve(figure, later=0)

    lines = [
        (line.key, timely(line.figure), line.spread)
        for line in row.lines
        if line.figure.total not in (0, None) or line.figure.added
    ]
    return (
        timely(row.figure), timely(row.unknown), timely(row.beside), timely(row.partial), lines,
        row.unique, row.share, row.spread, row.waited, row.wrong,
    )  # fmt: skip


@given(LIVES)
def test_the_order_of_the_cases_does_not_matter(lives: list[Life]) -> None:
    assert rows(ANY_ROWS, reversed(lives)) == rows(ANY_ROWS, lives)


@given(LIVES)
def test_the_part_of_a_share_is_never_more_than_its_whole(lives: list[Life]) -> None:
    share = rows(ANY_ROWS, lives)["share"].share

    assert share is not None
    assert all(0 <= part <= whole for part, whole in share)


def test_what_is_remembered_does_not_grow_with_the_cases() -> None:
    counting = Counting(ANY_ROWS, WEEK, WEEK.opens(ZONE))

    def add(cases: range) -> None:
        for number in cases:
            counting.add(life(f"z-{number}", at("melding", 3), at("ingezet", 2, "scan")), None)

    add(range(500))
    tracemalloc.start()
    try:
        add(range(500, 3000))
        grown, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert counting.rows()[3].wrong_count == 3000
    assert grown < 20_000
