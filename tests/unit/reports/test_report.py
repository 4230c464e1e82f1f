from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import attrs
import pytest

from tests import summaries
from triage.monitoring.values import Summary
from triage.reports import Report

SUFFIXES = ["html", "xlsx", "csv", "json"]


def test_it_is_a_summary_that_can_be_written() -> None:
    assert isinstance(summaries.empty(), Summary)
    assert {field.name for field in attrs.fields(Report)} == {
        field.name for field in attrs.fields(Summary)
    }


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", ["rich", "running", "empty"])
def test_the_same_report_gives_the_same_file(tmp_path: Path, name: str, suffix: str) -> None:
    for number in range(2):
        getattr(summaries, name)().write(tmp_path / f"{number}.{suffix}")

    assert (tmp_path / f"0.{suffix}").read_bytes() == (tmp_path / f"1.{suffix}").read_bytes()


def test_the_path_may_be_text_with_a_suffix_in_capitals(tmp_path: Path) -> None:
    summaries.empty().write(str(tmp_path / "rapport.JSON"))

    assert json.loads((tmp_path / "rapport.JSON").read_text(encoding="utf-8"))["week"] == "2021-W09"


def test_another_suffix_is_refused_with_the_four(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.html, \.xlsx, \.csv of \.json, niet '\.pdf'"):
        summaries.rich().write(tmp_path / "rapport.pdf")

    assert list(tmp_path.iterdir()) == []


def test_what_stood_there_stays_when_writing_fails(tmp_path: Path) -> None:
    (tmp_path / "rapport.html").write_text("oud")
    wrong = attrs.evolve(summaries.empty(), week="geen week")

    with pytest.raises(ValueError, match="geen week"):
        wrong.write(tmp_path / "rapport.html")

    assert [path.read_text() for path in tmp_path.iterdir()] == ["oud"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_it_is_written_within_a_second(tmp_path: Path, suffix: str) -> None:
    report = summaries.rich()
    report.write(tmp_path / f"warm.{suffix}")

    start = perf_counter()
    report.write(tmp_path / f"rapport.{suffix}")

    assert perf_counter() - start < 1


class TestJson:
    def test_has_the_names_that_programs_rely_on(self) -> None:
        found = summaries.rich().as_json()

        assert {"week", "indicators", "budgets", "capacity", "alarms", "projection"} < set(found)
        assert "rows" not in found

    def test_of_the_command_is_that_of_the_file(self, tmp_path: Path) -> None:
        summaries.rich().write(tmp_path / "rapport.json")

        written = json.loads((tmp_path / "rapport.json").read_text(encoding="utf-8"))
        assert written == json.loads(json.dumps(summaries.rich().as_json()))

    def test_puts_the_figures_of_an_indicator_beside_its_name(self) -> None:
        row = _indicator("m01")

        assert [row[name] for name in ("week", "total", "added", "later")] == [14, 1262, 3, 2]
        assert (row["target"], row["owner"], row["effect"]) == (None, "Loket", "procesindicator")
        assert row["unknown"] == {"week": 1, "total": 9, "added": 0, "later": 0}
        first = row["lines"][0]
        assert (first["key"], first["week"], first["total"]) == ("ja", 10, 1000)

    def test_names_the_two_of_a_pair(self) -> None:
        assert _indicator("m05")["unique"] == {"week": 9, "total": 97}
        assert _indicator("m13")["share"] == {
            "week": {"part": 0, "whole": 0},
            "total": {"part": 50, "whole": 80},
        }
        total = _indicator("m04")["spread"]["total"]
        assert total == {"count": 81, "mean": 12.4, "median": 10.5, "p90": 29}

    def test_tells_nothing_from_zero(self) -> None:
        assert (_indicator("m13")["week"], _indicator("m10")["week"]) == (None, 0)
        assert (_indicator("m13")["target"], _indicator("m13")["owner"]) == (None, None)

    def test_has_days_as_text_and_amounts_as_numbers(self) -> None:
        found = json.loads(json.dumps(summaries.rich().as_json()))

        assert found["closed"] == "2021-05-24T00:00:00+01:00"
        assert found["inflow"]["oldest"] == date(2021, 3, 1).isoformat()
        pot = found["budgets"][0]
        assert (pot["granted"], pot["free"], pot["week_spent"]) == (200000, 91994, 9250.5)
        assert pot["used"] == 54
        assert found["projection"]["budgets"][0]["path"][0]["week"] == "2021-W21"


def _indicator(key: str) -> dict[str, Any]:
    rows = json.loads(json.dumps(summaries.rich().as_json()))["indicators"]
    found: dict[str, Any] = next(row for row in rows if row["key"] == key)
    return found
