"""Every form of test, by what it means for an answer."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from tests.unit.loading.reading import ON, advise, state
from triage.records import Answer

ALL_BUT_HELP: Final[dict[str, Answer]] = {
    "dagen_achter": 1,
    "omzet": 1,
    "verlies": 1,
    "maat": 1,
    "gemeld_op": "2021-03-01",
    "sector": "bouw",
    "schulden": [],
    "opmerking": "x",
}


@pytest.mark.parametrize(
    ("test", "holds", "fails"),
    [
        ("5", [5], [4, 6]),
        ("= 5", [5], [4, 6]),
        ("niet 5", [4, 6], [5]),
        ('"!= 5"', [4, 6], [5]),
        ("minstens 5", [5, 6], [4]),
        ('">= 5"', [5, 6], [4]),
        ("hoogstens 5", [4, 5], [6]),
        ("<= 5", [4, 5], [6]),
        ("meer dan 5", [6], [5]),
        ('"> 5"', [6], [5]),
        ("minder dan 5", [4], [5]),
        ("< 5", [4], [5]),
        ("tussen 5 en 9", [5, 9], [4, 10]),
        ("niet tussen 5 en 9", [4, 10], [5, 9]),
        ("[5..9]", [5, 9], [4, 10]),
        ('"[5..9]"', [5, 9], [4, 10]),
        ('"(5..9]"', [6, 9], [5, 10]),
        ('"[5..9)"', [5, 8], [4, 9]),
        ("(5..9)", [6, 8], [5, 9]),
        ('"niet (5..9)"', [5, 9], [6, 8]),
        ("[5..5]", [5], [4, 6]),
        ("012", [12], [10]),
        ("45.0", [45], [44]),
        ("{niet: 5}", [4], [5]),
        ("{niet: meer dan 5}", [5], [6]),
        ("{niet: [5..9]}", [4], [5]),
        ("minstens  5", [5], [4]),
        ("minstens\u00a05", [5], [4]),
        ("1262", [1262], [1]),
        ('"1.262.000"', [], [1]),
    ],
)
def test_a_whole_number_is_tested(test: str, holds: list[int], fails: list[int]) -> None:
    als = f"{{dagen_achter: {test}}}"

    assert [state(als, {"dagen_achter": answer}) for answer in holds] == ["holds"] * len(holds)
    assert [state(als, {"dagen_achter": answer}) for answer in fails] == ["fails"] * len(fails)
    assert state(als, {}) == "open"


@pytest.mark.parametrize(
    ("question", "test", "holds", "fails"),
    [
        ("omzet", '"1262,50"', "1262.5", "1262,51"),
        ("omzet", '"1.262,50"', "1262,50", "1262"),
        ("omzet", "€ 1262.50", "€ 1.262,50", "1"),
        ("omzet", '"€ 1.262,50"', "1262,50", "1"),
        ("omzet", "minstens € -5", "-5", "-5,01"),
        ("omzet", '"minder dan € 0,50"', "0,49", "0,50"),
        ("omzet", '"minstens €\u00a01.262,50"', "1262,50", "1262,49"),
        ("verlies", "minstens 30%", "30", "29,99%"),
        ("verlies", '"meer dan 12,5 %"', "12,51", "12,5"),
        ("verlies", "niet 30", "31", "30%"),
        ("maat", "1.262", "1,262", "1262"),
        ("maat", '"tussen 0,0001 en 0,5"', "0,0001", "0,5001"),
        ("maat", '"[1,5..2,5]"', "2,5", "2,5001"),
    ],
)
def test_amounts_percentages_and_decimals_are_tested(
    question: str, test: str, holds: str, fails: str
) -> None:
    als = f"{{{question}: {test}}}"

    assert state(als, {question: holds}) == "holds"
    assert state(als, {question: fails}) == "fails"


@pytest.mark.parametrize(
    ("test", "holds", "fails"),
    [
        ("2021-03-01", ["2021-03-01"], ["2021-03-02"]),
        ("1-3-2021", ["2021-03-01"], ["2021-01-03"]),
        ("voor 2021-03-01", ["2021-02-28"], ["2021-03-01"]),
        ("na 2021-03-01", ["2021-03-02"], ["2021-03-01"]),
        ("vanaf 2021-03-01", ["2021-03-01"], ["2021-02-28"]),
        ("tot en met 2021-03-01", ["2021-03-01"], ["2021-03-02"]),
        ("tussen 2021-03-01 en 2021-03-05", ["2021-03-01", "2021-03-05"], ["2021-03-06"]),
        ('">= 2021-03-01"', ["2021-03-01"], ["2021-02-28"]),
        ('"[2021-03-01..2021-03-05)"', ["2021-03-04"], ["2021-03-05"]),
        ("niet voor 2021-03-01", ["2021-03-01"], ["2021-02-28"]),
        ("minstens 2 dagen geleden", ["2021-03-01", "2020-01-01"], ["2021-03-02", "2021-04-01"]),
        ("minstens 1 dag geleden", ["2021-03-02"], ["2021-03-03"]),
        ("hoogstens 2 dagen geleden", ["2021-03-01", "2021-03-03"], ["2021-02-28", "2021-03-04"]),
        ("komende 2 dagen", ["2021-03-03", "2021-03-05"], ["2021-03-02", "2021-03-06"]),
        ("niet komende 2 dagen", ["2021-03-06"], ["2021-03-05"]),
        ("{niet: hoogstens 2 dagen geleden}", ["2021-02-28"], ["2021-03-01"]),
    ],
)
def test_a_date_is_tested(test: str, holds: list[str], fails: list[str]) -> None:
    als = f"{{gemeld_op: {test}}}"

    assert [state(als, {"gemeld_op": answer}) for answer in holds] == ["holds"] * len(holds)
    assert [state(als, {"gemeld_op": answer}) for answer in fails] == ["fails"] * len(fails)
    assert state(als, {}) == "open"


def test_days_ago_count_from_the_day_of_reckoning() -> None:
    answers: dict[str, Answer] = {"gemeld_op": date(2021, 3, 1)}

    assert state("{gemeld_op: minstens 2 dagen geleden}", answers, on=ON) == "holds"
    assert state("{gemeld_op: minstens 2 dagen geleden}", answers, on=date(2021, 3, 2)) == "fails"


@pytest.mark.parametrize(
    ("test", "holds", "fails"),
    [
        ("horeca", ["horeca"], ["bouw"]),
        ("[horeca, bouw]", ["horeca", "bouw"], ["overig"]),
        ("niet horeca", ["bouw"], ["horeca"]),
        ("{niet: horeca}", ["bouw"], ["horeca"]),
        ("{niet: [horeca, bouw]}", ["overig"], ["bouw"]),
        ("'horeca'", ["horeca"], ["bouw"]),
        ("' horeca '", ["horeca"], ["bouw"]),
    ],
)
def test_a_choice_is_tested(test: str, holds: list[str], fails: list[str]) -> None:
    als = f"{{sector: {test}}}"

    assert [state(als, {"sector": answer}) for answer in holds] == ["holds"] * len(holds)
    assert [state(als, {"sector": answer}) for answer in fails] == ["fails"] * len(fails)
    assert state(als, {}) == "open"


@pytest.mark.parametrize(
    ("test", "holds", "fails"),
    [
        ("huur", [["huur"], ["huur", "energie"]], [["energie"], []]),
        ("[huur, energie]", [["huur"], ["energie", "belasting"]], [["belasting"], []]),
        ("{alle: [huur, energie]}", [["huur", "energie"]], [["huur"], []]),
        ("{alle: huur}", [["huur"]], [["energie"]]),
        ("niet huur", [["energie"], []], [["huur"]]),
        ("{niet: [huur, energie]}", [["belasting"], []], [["huur"]]),
        ("{niet: {alle: [huur, energie]}}", [["huur"], []], [["huur", "energie"]]),
        ("0", [[]], [["huur"]]),
        ("minstens 2", [["huur", "energie"]], [["huur"], []]),
        ("niet minstens 2", [["huur"]], [["huur", "energie"]]),
        ("tussen 1 en 2", [["huur"]], [[], ["huur", "energie", "belasting"]]),
        ("[1..2]", [["huur"]], [[]]),
        ("bekend", [[], ["huur"]], []),
    ],
)
def test_several_choices_are_tested(
    test: str, holds: list[list[str]], fails: list[list[str]]
) -> None:
    als = f"{{schulden: {test}}}"

    assert [state(als, {"schulden": answer}) for answer in holds] == ["holds"] * len(holds)
    assert [state(als, {"schulden": answer}) for answer in fails] == ["fails"] * len(fails)


@pytest.mark.parametrize(
    ("als", "answers", "expected"),
    [
        ("{hulp: ja}", {"hulp": True}, "holds"),
        ("{hulp: ja}", {"hulp": "nee"}, "fails"),
        ("{hulp: nee}", {"hulp": "nee"}, "holds"),
        ("{hulp: niet ja}", {"hulp": "nee"}, "holds"),
        ("{hulp: niet ja}", {}, "open"),
        ("{hulp: 'ja'}", {"hulp": True}, "holds"),
        ("{nood: nee}", {"hulp": False}, "holds"),
        ("{nood: onbekend}", ALL_BUT_HELP, "holds"),
        ("{nood: ja}", ALL_BUT_HELP, "open"),
        ("{nood: nee}", {**ALL_BUT_HELP, "hulp": True}, "fails"),
        ("{nood: bekend}", {"hulp": False}, "holds"),
        ("{hulp: onbekend}", {}, "holds"),
        ("{hulp: bekend}", {}, "fails"),
        ("{opmerking: bekend}", {"opmerking": "x"}, "holds"),
        ("{opmerking: onbekend}", {"opmerking": "x"}, "fails"),
        ("{opmerking: onbekend}", {"opmerking": None}, "holds"),
    ],
)
def test_yes_no_conclusions_and_texts_are_tested(
    als: str, answers: dict[str, Answer], expected: str
) -> None:
    assert state(als, answers) == expected


def test_an_option_may_bear_a_word_of_the_language() -> None:
    text = """\
vragen:
  snel:
    vraag: Hoe snel
    soort: meerkeuze
    keuzes: {meer: Meer, minstens: Minstens, ja: Ja, alle: Alle}
regels:
  - {regel: proef, als: {snel: meer}, dan: {punten: 1}}
  - {regel: ook, als: {snel: minstens}, dan: {punten: 1}}
  - {regel: weer, als: {snel: [ja, alle]}, dan: {punten: 1}}
"""
    advice = advise({"rules/a.yaml": text}, {"snel": ["meer", "alle"]})

    assert advice.fired == ("proef", "weer")
