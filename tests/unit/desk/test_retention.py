"""Until when something may be kept."""

from __future__ import annotations

from datetime import date

import pytest

from triage.desk.retention import ends
from triage.loading.settings import RETENTION_UNITS


@pytest.mark.parametrize(
    ("closed", "term", "day"),
    [
        (date(2021, 3, 1), "1 maand", date(2021, 4, 1)),
        (date(2021, 1, 31), "1 maand", date(2021, 2, 28)),
        (date(2024, 1, 31), "1 maand", date(2024, 2, 29)),
        (date(2021, 3, 31), "24 maanden", date(2023, 3, 31)),
        (date(2021, 11, 30), "3 maanden", date(2022, 2, 28)),
        (date(2021, 12, 15), "12 maanden", date(2022, 12, 15)),
        (date(2021, 3, 1), "2 jaar", date(2023, 3, 1)),
        (date(2024, 2, 29), "1 jaar", date(2025, 2, 28)),
        (date(2021, 3, 1), "10 dagen", date(2021, 3, 11)),
        (date(2021, 3, 1), "2 weken", date(2021, 3, 15)),
        (date(2021, 3, 1), "9999 jaar", date.max),
        (date(9999, 12, 1), "1 maand", date.max),
        (date(9999, 12, 1), "9999 weken", date.max),
    ],
)
def test_a_term_ends_on_the_day_of_the_calendar(closed: date, term: str, day: date) -> None:
    assert ends(closed, term) == day


@pytest.mark.parametrize("unit", RETENTION_UNITS)
def test_every_unit_of_the_configuration_is_known(unit: str) -> None:
    assert ends(date(2021, 3, 1), f"3 {unit}") > date(2021, 3, 3)
