from __future__ import annotations

import csv
import io
from pathlib import Path

import attrs
import pytest

from tests import summaries
from triage.monitoring.values import Figure, Line, Row


@pytest.fixture
def rows(tmp_path: Path) -> list[dict[str, str]]:
    return read(summaries.rich().rows, tmp_path)


def read(indicators: tuple[Row, ...], folder: Path) -> list[dict[str, str]]:
    attrs.evolve(summaries.rich(), rows=indicators).write(folder / "rapport.csv")
    content = (folder / "rapport.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=";"))


def test_every_indicator_has_a_line_in_the_order_of_the_plan(rows: list[dict[str, str]]) -> None:
    keys = [row["Sleutel"] for row in rows if row["Soort regel"] == "indicator"]

    assert keys == ["m01", "m04", "m05", "m07", "m10", "m12", "m13"]
    assert {row["Week"] for row in rows} == {"2021-W20"}


def test_a_line_says_what_it_is_and_of_what(rows: list[dict[str, str]]) -> None:
    lines = [(row["Soort regel"], row["Regel"]) for row in rows if row["Sleutel"] == "m12"]

    assert lines == [
        ("indicator", "Samenloop van beëindigingen met inzet"),
        ("gedeeltelijk", "Waarvan gedeeltelijk beëindigd"),
        ("onderdeel", "Loondienst"),
        ("apart", "Telt niet mee: Einde regeling"),
        ("ernaast", "Ter vergelijking: zonder product vooraf"),
    ]


def test_a_share_tells_its_whole_and_its_part_by_their_moments(rows: list[dict[str, str]]) -> None:
    lines = [(row["Regel"], row["Totaal"]) for row in rows if row["Sleutel"] == "m13"]

    assert lines[1:] == [("Ingezet", "80"), ("Waarvan ingevoerd", "50")]


def test_who_was_closed_without_being_measured_has_a_line(rows: list[dict[str, str]]) -> None:
    lines = {row["Regel"]: row["Totaal"] for row in rows if row["Soort regel"] == "wachtend"}

    assert lines["Wachten nog"] == "23"
    assert lines["Afgesloten zonder dat het zover kwam"] == "7"


def test_numbers_have_a_comma_and_what_is_not_known_is_empty(rows: list[dict[str, str]]) -> None:
    days = next(row for row in rows if row["Sleutel"] == "m04")
    share = next(row for row in rows if row["Sleutel"] == "m13")

    assert (days["Deze week"], days["Totaal"], days["Eenheid"]) == ("8,5", "12,4", "dagen")
    assert (share["Deze week"], share["Totaal"], share["Eenheid"]) == ("", "62,5", "procent")
    assert (share["Beoogd"], share["Beoogd in woorden"]) == ("", "zo volledig mogelijk")


def test_what_was_not_measured_late_is_empty_and_not_zero(rows: list[dict[str, str]]) -> None:
    unique = next(row for row in rows if row["Soort regel"] == "uniek")
    counted = next(row for row in rows if row["Sleutel"] == "m05")

    assert (unique["Later bijgekomen"], counted["Later bijgekomen"]) == ("", "0")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_no_text_can_run_as_a_formula(tmp_path: Path, text: str) -> None:
    row = Row("m", "Deel", text, "producten", Figure(), lines=(Line("x", text, Figure()),))

    found = read((row,), tmp_path)

    assert {one["Regel"] for one in found} == {f"'{text}"}
    assert {one["Indicator"] for one in found} == {f"'{text}"}


def test_without_indicators_only_the_header_is_left(tmp_path: Path) -> None:
    summaries.empty().write(tmp_path / "rapport.csv")

    assert (tmp_path / "rapport.csv").read_bytes().count(b"\r\n") == 1
