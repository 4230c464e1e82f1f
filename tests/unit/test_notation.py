"""How numbers and dates are written, and which whole number each one is."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage import notation
from triage.errors import Refusal
from triage.rulebook import PLACES, Kind

NUMERIC: tuple[Kind, ...] = ("geheel", "getal", "bedrag", "percentage")


def code(found: object) -> str | None:
    return found.code if isinstance(found, Refusal) else None


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("1262,50", "bedrag", 126250),
        ("1.262,50", "bedrag", 126250),
        ("€ 1.262,50", "bedrag", 126250),
        ("€1262,50", "bedrag", 126250),
        ("1262.50", "bedrag", 126250),
        ("€ -5,00", "bedrag", -500),
        ("-5", "bedrag", -500),
        ("1.262,00", "bedrag", 126200),
        ("1262", "bedrag", 126200),
        ("1.262.500,25", "bedrag", 126250025),
        ("0,5", "bedrag", 50),
        ("30%", "percentage", 3000),
        ("30 %", "percentage", 3000),
        ("12,5%", "percentage", 1250),
        ("30", "percentage", 3000),
        ("45", "geheel", 45),
        ("45.0", "geheel", 45),
        ("45,00", "geheel", 45),
        ("012", "geheel", 12),
        ("-0", "geheel", 0),
        ("1.262,00", "geheel", 1262),
        ("1.262", "getal", 12620),
        ("1,262", "getal", 12620),
        ("0.125", "getal", 1250),
        ("-0,0001", "getal", -1),
        ("999999999999999", "geheel", 999999999999999),
        ("9999999999999,99", "bedrag", 999999999999999),
        ("000000000000000000001,5000000000000000000", "bedrag", 150),
    ],
)
def test_every_way_to_write_a_number(text: str, kind: Kind, number: int) -> None:
    assert notation.read_number(text, kind) == number


@pytest.mark.parametrize("kind", ["bedrag", "percentage", "geheel"])
@pytest.mark.parametrize("text", ["1.262", "-1.262", "12.500", "999.999"])
def test_one_point_before_three_digits_could_mean_two_numbers(text: str, kind: Kind) -> None:
    assert code(notation.read_number(text, kind)) == "G003"


@pytest.mark.parametrize(
    ("text", "kind", "refused"),
    [
        ("", "geheel", "G001"),
        ("veel", "geheel", "G001"),
        ("1e3", "getal", "G001"),
        ("1_000", "geheel", "G001"),
        ("0x1F", "geheel", "G001"),
        ("+5", "geheel", "G001"),
        ("--5", "geheel", "G001"),
        (",5", "getal", "G001"),
        ("5,", "getal", "G001"),
        ("1.26,50", "bedrag", "G001"),
        ("1,262.50", "bedrag", "G001"),
        ("1.262.50", "bedrag", "G001"),
        ("1 262", "bedrag", "G001"),
        ("NaN", "getal", "G001"),
        ("inf", "getal", "G001"),
        ("٣", "geheel", "G001"),
        ("²", "geheel", "G001"),
        ("5\n", "geheel", "G001"),
        ("€ 5", "getal", "G002"),
        ("€ 5", "geheel", "G002"),
        ("5%", "getal", "G002"),
        ("5%", "bedrag", "G002"),
        ("0,5", "geheel", "G004"),
        ("0,005", "bedrag", "G004"),
        ("0,001", "percentage", "G004"),
        ("0,00001", "getal", "G004"),
        ("1000000000000000", "geheel", "G005"),
        ("99999999999999,99", "bedrag", "G005"),
        ("123456789012345,1", "getal", "G005"),
    ],
)
def test_what_is_no_number_is_refused_and_never_guessed(
    text: str, kind: Kind, refused: str
) -> None:
    assert code(notation.read_number(text, kind)) == refused


@pytest.mark.parametrize(
    ("value", "kind", "number"),
    [
        ("45.0", "geheel", 45),
        ("1E+2", "geheel", 100),
        ("1262.50", "bedrag", 126250),
        ("1.262", "getal", 12620),
        ("-0.0", "bedrag", 0),
        ("0E-50", "geheel", 0),
        ("0E+50", "geheel", 0),
        ("1.5E+1", "getal", 150000),
        ("999999999999999", "getal", 9999999999999990000),
    ],
)
def test_an_exact_number_is_never_ambiguous(value: str, kind: Kind, number: int) -> None:
    assert notation.number_from_decimal(Decimal(value), kind) == number


@pytest.mark.parametrize(
    ("value", "kind", "refused"),
    [
        ("NaN", "getal", "G001"),
        ("sNaN", "getal", "G001"),
        ("Infinity", "getal", "G001"),
        ("-Infinity", "bedrag", "G001"),
        ("45.5", "geheel", "G004"),
        ("1E-5", "getal", "G004"),
        ("1E-999999", "getal", "G004"),
        ("1E+15", "geheel", "G005"),
        ("1E+999999", "getal", "G005"),
        ("123456789012345.5", "getal", "G005"),
    ],
)
def test_an_exact_number_out_of_bounds_is_refused_at_once(
    value: str, kind: Kind, refused: str
) -> None:
    assert code(notation.number_from_decimal(Decimal(value), kind)) == refused


@given(number=st.integers(-(10**15) + 1, 10**15 - 1), kind=st.sampled_from(NUMERIC))
def test_what_is_shown_reads_back_as_the_same_number(number: int, kind: Kind) -> None:
    assert notation.read_number(notation.show_number(number, kind), kind) == number
    assert notation.number_from_decimal(notation.decimal_of(number, kind), kind) == number


@given(text=st.text(alphabet="0123456789.,-€% ", max_size=12), kind=st.sampled_from(NUMERIC))
def test_any_text_gives_the_number_it_shows_or_a_refusal(text: str, kind: Kind) -> None:
    found = notation.read_number(text, kind)

    if not isinstance(found, Refusal):
        plain = text.strip("€% ")
        plain = plain.replace(".", "").replace(",", ".") if "," in plain else plain
        plain = plain.replace(".", "") if plain.count(".") > 1 else plain
        assert Decimal(plain) == Decimal(found) / 10 ** PLACES[kind]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-03-01", date(2021, 3, 1)),
        ("1-3-2021", date(2021, 3, 1)),
        ("01-03-2021", date(2021, 3, 1)),
        ("29-2-2020", date(2020, 2, 29)),
        ("1900-01-01", date(1900, 1, 1)),
        ("31-12-2199", date(2199, 12, 31)),
    ],
)
def test_both_ways_to_write_a_date(text: str, day: date) -> None:
    assert notation.read_date(text) == day.toordinal()


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("", "G006"),
        ("gisteren", "G006"),
        ("2021-3-1", "G006"),
        ("1-3-21", "G006"),
        ("2021/03/01", "G006"),
        ("2021-03-01T00:00", "G006"),
        ("2021-03-01\n", "G006"),
        ("20210301", "G006"),
        ("٢٠٢١-٠٣-٠١", "G006"),
        ("2021-02-29", "G007"),
        ("31-4-2021", "G007"),
        ("2021-13-01", "G007"),
        ("0-0-0000", "G007"),
        ("1899-12-31", "G008"),
        ("2200-01-01", "G008"),
        ("9999-12-31", "G008"),
    ],
)
def test_what_is_no_date_is_refused(text: str, refused: str) -> None:
    assert code(notation.read_date(text)) == refused


def test_the_days_just_outside_the_calendar_are_refused() -> None:
    day = timedelta(days=1)

    assert notation.day_number(notation.FIRST_DAY) == notation.FIRST_DAY.toordinal()
    assert notation.day_number(notation.LAST_DAY) == notation.LAST_DAY.toordinal()
    assert code(notation.day_number(notation.FIRST_DAY - day)) == "G008"
    assert code(notation.day_number(notation.LAST_DAY + day)) == "G008"


@pytest.mark.parametrize(
    ("number", "kind", "unit", "shown"),
    [
        (126250, "bedrag", None, "€ 1.262,50"),
        (-500, "bedrag", None, "€ -5,00"),
        (1250, "percentage", None, "12,5%"),
        (45, "geheel", "dagen", "45 dagen"),
        (12620, "getal", None, "1,262"),
        (0, "getal", None, "0"),
        (-1, "getal", "uur", "-0,0001 uur"),
    ],
)
def test_a_number_is_shown_as_a_dutch_reader_writes_it(
    number: int, kind: Kind, unit: str | None, shown: str
) -> None:
    assert notation.show_number(number, kind, unit) == shown
