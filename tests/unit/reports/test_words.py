from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from triage.loading.indicators import MOMENTS
from triage.monitoring.values import Number
from triage.reports import words


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1262, "1.262"),
        (-1262, "\N{MINUS SIGN}1.262"),
        (Decimal("-0.5"), "\N{MINUS SIGN}0,5"),
        (Decimal("1262.50"), "1.262,5"),
        (Decimal("1E+3"), "1.000"),
        (Decimal("0.0"), "0"),
        (None, "–"),
    ],
)
def test_numbers_are_written_as_in_dutch(value: Number, text: str) -> None:
    assert words.number(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (Decimal("1262.5"), "euro", "€\u00a01.262,50"),
        (Decimal(-50), "euro", "\N{MINUS SIGN}€\u00a050,00"),
        (Decimal("12.5"), "procent", "12,5%"),
        (3, "dagen", "3 dagen"),
        (1, "dagen", "1 dag"),
        (Decimal("1.5"), "uren", "1,5 uren"),
        (7, "aantal", "7"),
        (None, "euro", "–"),
    ],
)
def test_a_number_has_its_unit(value: Number, unit: str, text: str) -> None:
    assert words.measured(value, unit) == text


@pytest.mark.parametrize("moment", MOMENTS)
def test_every_moment_can_be_told_of_who_had_it_and_who_did_not(moment: str) -> None:
    told = (words.done(moment), words.without(moment))

    assert "_" not in "".join(told)
    assert told[1].startswith("zonder ")


def test_a_week_has_its_year_where_that_is_another() -> None:
    assert words.week_near("2021-W09", 2021) == "week 9"
    assert words.week_near("2022-W01", 2021) == "week 1 van 2022"


def test_a_moment_has_its_day_in_full() -> None:
    at = datetime(2021, 3, 15, 0, 5, tzinfo=UTC)

    assert words.moment(at) == "maandag 15 maart 2021 om 0.05 uur"


def test_a_key_without_a_name_is_a_word() -> None:
    assert words.source_name("zelf") == "Meldden zich zelf"
    assert words.source_name("buurt_team") == "Buurt team"
    assert words.closing_name("ziet_af") == "Ziet af van hulp"
