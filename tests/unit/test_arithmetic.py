"""Computed values: exact, rounded once, half away from zero, and unknown where they must be."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.arithmetic import compute, round_half_away
from triage.errors import Where
from triage.loading.formulas import read_formula
from triage.rulebook import Computed, Kind

PLACES = {"a": 2, "b": 2, "c": 0, "d": None, "e": None, "half": 0, "x": 4}
HERE = Where("rules/a.yaml")
LARGEST = 10**15 - 1


def computed(text: str, kind: Kind = "getal", key: str = "uit") -> Computed:
    formula = read_formula(text, PLACES, lambda _: False)
    assert not isinstance(formula, list), formula
    return Computed(key, kind, formula, text, HERE)


def value(text: str, kind: Kind = "getal", **answers: int) -> int | None:
    return compute([computed(text, kind)], answers).get("uit")


@pytest.mark.parametrize(
    ("text", "kind", "outcome"),
    [
        ("1 + 2 * 3", "geheel", 7),
        ("(1 + 2) * 3", "geheel", 9),
        ("10 - 4 - 3", "geheel", 3),
        ("100 / 10 / 2", "geheel", 5),
        ("-2 * 3", "geheel", -6),
        ("2 - -3", "geheel", 5),
        ("min(3, 1, 2)", "geheel", 1),
        ("max(3, 1, 2)", "geheel", 3),
        ("1 / 3", "getal", 3333),
        ("2 / 3", "getal", 6667),
        ("1 / 3 * 3", "geheel", 1),  # exact until the end
        ("0.5", "geheel", 1),
        ("-0.5", "geheel", -1),
        ("1.5", "geheel", 2),
        ("2.5", "geheel", 3),
        ("-2.5", "geheel", -3),
        ("0.49", "geheel", 0),
        ("0.005", "bedrag", 1),
        ("-0.005", "bedrag", -1),
        ("0.1 + 0.2", "getal", 3000),
    ],
)
def test_a_formula_is_exact_and_rounded_once(text: str, kind: Kind, outcome: int) -> None:
    assert value(text, kind) == outcome


def test_answers_count_in_their_own_unit() -> None:
    assert value("(a - b) / a * 100", "percentage", a=400000, b=100000) == 7500
    assert value("a * c", "bedrag", a=126250, c=2) == 252500


def test_days_run_from_the_first_date_to_the_second() -> None:
    assert value("dagen(d, e)", "geheel", d=737850, e=737853) == 3
    assert value("dagen(e, d)", "geheel", d=737850, e=737853) == -3


@pytest.mark.parametrize("text", ["a + b", "a * 0 + b", "min(a, b)", "max(1, b)", "b", "-b"])
def test_a_missing_operand_leaves_it_unknown(text: str) -> None:
    assert value(text, a=100) is None


@pytest.mark.parametrize("text", ["1 / 0", "1 / (a - a)", "0 / 0", "1 / 0 * 0", "max(1, 1 / 0)"])
def test_a_division_by_zero_leaves_it_unknown(text: str) -> None:
    assert value(text, a=100) is None


@pytest.mark.parametrize(
    ("text", "kind", "outcome"),
    [
        ("999999999999999", "geheel", LARGEST),
        ("999999999999999 + 1", "geheel", None),
        ("-999999999999999 - 1", "geheel", None),
        ("999999999999999 + 0.4", "geheel", LARGEST),
        ("999999999999999 + 0.5", "geheel", None),
        ("99999999999999 + 0.5", "bedrag", 9999999999999950),
        ("9999999999999 + 0.25", "bedrag", 999999999999925),
        ("99999999999999 + 0.25", "bedrag", None),
        ("999999999999999", "getal", LARGEST * 10**4),
        ("0.0001", "getal", 1),
        ("999999999999999 * 999999999999999", "geheel", None),
    ],
)
def test_more_than_15_digits_leave_it_unknown(text: str, kind: Kind, outcome: int | None) -> None:
    assert value(text, kind) == outcome


def test_a_number_of_thousands_of_digits_is_only_unknown() -> None:
    chain = [computed("x * x * x * x", key="uit")]
    deep = "*".join(["999999999999999"] * 25)

    assert compute(chain, {"x": LARGEST * 10**4}) == {}
    assert value(deep, "geheel") is None


def test_each_value_is_rounded_to_its_own_kind_before_it_is_used_again() -> None:
    half = computed("1 / 3", "geheel", "half")
    again = computed("half * 3", "geheel")

    assert compute([half, again], {}) == {"half": 0, "uit": 0}


def test_what_cannot_be_computed_makes_unknown_what_rests_on_it() -> None:
    assert compute([computed("1 / 0", "geheel", "half"), computed("half + 1")], {}) == {}


@given(st.fractions())
def test_a_half_goes_away_from_zero(exact: Fraction) -> None:
    rounded = round_half_away(exact)

    assert abs(rounded - exact) <= Fraction(1, 2)
    if abs(rounded - exact) == Fraction(1, 2):
        assert abs(rounded) > abs(exact)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
    )
)
def test_rounding_is_what_decimal_calls_half_up(exact: Decimal) -> None:
    expected = exact.quantize(Decimal(1), context=Context(prec=60, rounding=ROUND_HALF_UP))

    assert round_half_away(Fraction(exact)) == int(expected)


@given(a=st.integers(-LARGEST, LARGEST), b=st.integers(-LARGEST, LARGEST), c=st.integers(-99, 99))
def test_sums_products_and_quotients_are_those_of_fractions(a: int, b: int, c: int) -> None:
    left, right = Fraction(a, 100), Fraction(b, 100)

    def rounded(exact: Fraction) -> int | None:
        cents = round_half_away(exact * 100)
        whole, rest = divmod(abs(cents), 100)
        digits = len(str(whole or "")) + len(f"{rest:02}".rstrip("0"))
        return cents if digits <= 15 else None

    assert value("a - b", "bedrag", a=a, b=b) == rounded(left - right)
    assert value("a * c", "bedrag", a=a, c=c) == rounded(left * c)
    assert value("a / b", "bedrag", a=a, b=b) == (rounded(left / right) if b else None)
