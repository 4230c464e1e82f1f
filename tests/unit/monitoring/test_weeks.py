"""Weeks by ISO number."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from triage.monitoring.weeks import Week

ZONE = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2021, 3, 1), "2021-W09"),
        (date(2021, 1, 3), "2020-W53"),
        (date(2021, 12, 31), "2021-W52"),
        (date(2022, 1, 2), "2021-W52"),
        (date(2018, 12, 31), "2019-W01"),
    ],
)
def test_a_day_lies_in_the_week_of_its_thursday(day: date, week: str) -> None:
    found = Week.of(day)

    assert str(found) == week
    assert found.first <= day <= found.last


@pytest.mark.parametrize("text", ["2021-W10", "2021W10", "2021-w10", " 2021-W10 "])
def test_a_week_reads_as_it_is_written(text: str) -> None:
    assert Week.read(text) == Week(2021, 10)


@pytest.mark.parametrize("text", ["", "10", "2021-10", "2021-W53", "2021-W00", "2021-W1a", "W10"])
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Week.read(text)


def test_a_week_closes_at_midnight_of_the_desk_also_when_the_clock_changes() -> None:
    summer = Week.of(date(2021, 3, 28))

    assert summer.opens(ZONE) == datetime(2021, 3, 22, tzinfo=ZONE)
    assert summer.closes(ZONE).isoformat() == "2021-03-29T00:00:00+02:00"


def test_weeks_go_on_over_the_end_of_a_year() -> None:
    assert Week(2020, 53).plus(1) == Week(2021, 1)
    assert Week(2021, 1).plus(-1) == Week(2020, 53)
