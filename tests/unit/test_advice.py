"""From what holds to urgency, deadline, points, products and exclusions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from triage import Advice, Case, Exclusion, Policy, ProductAdvice

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Advise = Callable[..., Advice]

ON = date(2021, 3, 3)  # a Wednesday
QUESTIONS = """\
vragen:
  a: {vraag: A, soort: ja_nee}
  b: {vraag: B, soort: ja_nee}
  c: {vraag: C, soort: ja_nee}
  begin: {vraag: Begin, soort: datum}
  anders: {vraag: Anders, soort: datum}
  klaar: {vraag: Klaar, soort: datum}
regels:
"""
CONFIG = """\
urgentie: {hoog: {binnen: 3 werkdagen}, midden: {}, laag: {}}
producten:
  x: {naam: X, uren: 2, aanbieders: [q, p]}
  y: {naam: Y, groep: g}
  z: {naam: Z, groep: g, uren: 1.5}
groepen: {g: {naam: G}}
partners: {p: {naam: P}, q: {naam: Q}}
"""


@pytest.fixture
def advise(tmp_path: Path) -> Advise:
    """Advise on answers under rules that are given as the outcomes of the questions a, b and c."""

    def run(answers: str, *outcomes: str, **dates: date) -> Advice:
        rules = "".join(
            f"  - {{regel: r{key}, als: {{{key}: ja}}, dan: {{{outcome}}}}}\n"
            for key, outcome in zip("abc", outcomes, strict=False)
        )
        for part, text in (("rules", QUESTIONS + rules), ("config", CONFIG)):
            (tmp_path / part).mkdir()
            (tmp_path / part / "a.yaml").write_text(text, encoding="utf-8")
        given: dict[str, Any] = {key: key in answers for key in "abc"}
        case = Case("z", date(2021, 3, 2), given | dates)
        return Policy.load(tmp_path).advise(case, on=ON)

    return run


@pytest.mark.parametrize(
    ("answers", "urgency"), [("", "laag"), ("a", "midden"), ("ab", "hoog"), ("b", "hoog")]
)
def test_urgency_is_the_highest_level_given_else_the_lowest(
    advise: Advise, answers: str, urgency: str
) -> None:
    advice = advise(answers, "urgentie: midden", "urgentie: hoog")

    assert advice.urgency == urgency


def test_points_add_up_and_may_be_negative(advise: Advise) -> None:
    assert advise("abc", "punten: 20", "punten: -50", "punten: 3").points == -27


def test_products_are_united_and_carry_every_rule_that_gave_them(advise: Advise) -> None:
    advice = advise("abc", "product: x", "product: [x, y]", "product: z")

    assert advice.products == (
        ProductAdvice("x", ("q", "p"), Decimal(2), ("ra", "rb")),
        ProductAdvice("y", (), None, ("rb",)),
        ProductAdvice("z", (), Decimal("1.5"), ("rc",)),
    )


@pytest.mark.parametrize(
    ("first", "second", "hours"),
    [("x", "{x: 1 uur}", "1"), ("{x: 1 uur}", "{x: 1.25 uur}", "1.25"), ("x", "x", "2")],
)
def test_hours_are_the_largest_asked_for_else_those_of_the_catalogue(
    advise: Advise, first: str, second: str, hours: str
) -> None:
    advice = advise("ab", f"product: {first}", f"product: {second}")

    assert advice.products[0].hours == Decimal(hours)


def test_an_exclusion_wins_and_is_kept_with_its_rules(advise: Advise) -> None:
    advice = advise("abc", "product: [x, y]", "uitsluiten: x", "uitsluiten: [x, g]")

    assert advice.products == ()
    assert advice.excluded == (
        Exclusion("x", ("rb", "rc")),
        Exclusion("y", ("rc",)),
        Exclusion("z", ("rc",)),
    )


def test_everything_can_be_excluded_at_once(advise: Advise) -> None:
    advice = advise("ab", "product: x", "uitsluiten: alles")

    assert [gone.product for gone in advice.excluded] == ["x", "y", "z"]


def test_only_the_final_level_gives_its_term(advise: Advise) -> None:
    assert advise("", "urgentie: hoog").deadline is None


def test_the_deadline_is_the_earliest_of_the_terms_that_stand(advise: Advise) -> None:
    advice = advise("abc", "urgentie: hoog", "binnen: 1 dag", "uiterlijk: 2021-12-31")

    assert advice.deadline == date(2021, 3, 3)
    assert [due.day for _, _, due in advice.terms] == [
        date(2021, 3, 5),
        date(2021, 3, 3),
        date(2021, 12, 31),
    ]


@pytest.mark.parametrize(
    ("dates", "deadline"),
    [
        ({}, date(2021, 3, 16)),  # two weeks from the registration
        ({"begin": date(2021, 3, 1)}, date(2021, 3, 15)),
        ({"begin": date(2021, 3, 5), "anders": date(2021, 3, 4)}, date(2021, 3, 18)),
        ({"klaar": date(2021, 3, 1)}, None),
    ],
)
def test_a_term_counts_from_its_earliest_start_until_it_has_been_met(
    advise: Advise, dates: dict[str, date], deadline: date | None
) -> None:
    advice = advise("a", "binnen: 2 weken vanaf begin of anders, gehaald: klaar", **dates)

    assert advice.deadline == deadline


@pytest.mark.parametrize(
    ("begin", "deadline"), [(date(2021, 3, 10), date(2021, 3, 8)), (None, None)]
)
def test_a_date_that_is_not_answered_gives_no_term(
    advise: Advise, begin: date | None, deadline: date | None
) -> None:
    dates = {} if begin is None else {"begin": begin}

    assert advise("a", "uiterlijk: 2 werkdagen voor begin", **dates).deadline == deadline


def test_hours_are_json_numbers_without_a_tail_of_zeros(advise: Advise) -> None:
    advice = advise("abc", "product: {x: 10.00 uur}", "product: {y: 0.25 uur}", "product: z")

    hours = [given["hours"] for given in advice.as_json()["products"]]

    assert hours == [10, 0.25, 1.5]
    assert isinstance(hours[0], int)
