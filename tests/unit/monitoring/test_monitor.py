"""What a report says of itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from triage.monitoring.monitor import passed
from triage.rulebook import Period

TERM = Period(date(2021, 3, 1), date(2021, 3, 10))


@pytest.mark.parametrize(
    ("today", "percentage"),
    [
        (date(2021, 2, 1), "0"),
        (date(2021, 3, 1), "0"),
        (date(2021, 3, 2), "10"),
        (date(2021, 3, 10), "90"),
        (date(2021, 3, 11), "100"),
        (date(2022, 1, 1), "100"),
    ],
)
def test_a_term_passes_day_by_day(today: date, percentage: str) -> None:
    assert passed(TERM, today) == Decimal(percentage)


@pytest.mark.parametrize("term", [None, Period(None, TERM.last), Period(TERM.first, None)])
def test_of_a_term_without_begin_or_end_no_part_has_passed(term: Period | None) -> None:
    assert passed(term, date(2021, 3, 5)) is None
