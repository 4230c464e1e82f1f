from __future__ import annotations

from datetime import date

from triage.papers.days import long_day, plain_day, short_day

DAY = date(2021, 3, 3)


def test_a_day_is_written_in_three_lengths() -> None:
    assert plain_day(DAY) == "3 maart 2021"
    assert long_day(DAY) == "woensdag 3 maart 2021"
    assert short_day(DAY, 2021) == "wo 3 mrt"


def test_a_short_day_has_its_year_where_that_is_another() -> None:
    assert short_day(DAY, 2022) == "wo 3 mrt 2021"
