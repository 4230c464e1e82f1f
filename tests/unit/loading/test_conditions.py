"""How tests are joined, in three values."""

from __future__ import annotations

import pytest

from tests.unit.loading.reading import rulebook_of, state
from triage.records import Answer

H: dict[str, Answer] = {"hulp": True}
HB: dict[str, Answer] = {"hulp": True, "sector": "bouw"}
HO: dict[str, Answer] = {"hulp": True, "sector": "overig"}
NO: dict[str, Answer] = {"hulp": False, "sector": "overig"}


@pytest.mark.parametrize(
    ("als", "answers", "expected"),
    [
        ("altijd", {}, "holds"),
        ("'altijd'", {}, "holds"),
        ("{hulp: ja, sector: bouw}", HB, "holds"),
        ("{hulp: ja, sector: bouw}", HO, "fails"),
        ("{hulp: ja, sector: bouw}", H, "open"),
        ("{hulp: nee, sector: bouw}", H, "fails"),
        ("{alle: [{hulp: ja}, {sector: bouw}]}", HB, "holds"),
        ("{alle: [{hulp: ja}, {sector: bouw}]}", H, "open"),
        ("{een van: [{hulp: ja}, {sector: bouw}]}", H, "holds"),
        ("{een van: [{hulp: nee}, {sector: bouw}]}", H, "open"),
        ("{een van: [{hulp: ja}, {sector: bouw}]}", NO, "fails"),
        ("{minstens 1 van: [{hulp: nee}, {sector: bouw}]}", HB, "holds"),
        ("{minstens 2 van: [{hulp: ja}, {sector: bouw}, {nood: ja}]}", HB, "holds"),
        ("{minstens 2 van: [{hulp: ja}, {sector: bouw}, {nood: ja}]}", NO, "fails"),
        ("{minstens 3 van: [{hulp: ja}, {sector: bouw}, {omzet: 5}]}", HB, "open"),
        ("{minstens  2  van: [{hulp: ja}, {sector: bouw}]}", HB, "holds"),
        ("{geen van: [{hulp: ja}, {sector: bouw}]}", NO, "holds"),
        ("{geen van: [{hulp: nee}, {sector: bouw}]}", H, "open"),
        ("{geen van: [{hulp: ja}, {sector: bouw}]}", H, "fails"),
        ("{niet: {hulp: ja, sector: bouw}}", HO, "holds"),
        ("{niet: {hulp: ja, sector: bouw}}", H, "open"),
        ("{niet: {hulp: nee, sector: bouw}}", H, "holds"),
        ("{niet: {een van: [{hulp: ja}, {niet: {sector: bouw}}]}}", NO, "fails"),
        (
            "{een van: [{alle: [{hulp: ja}, {sector: bouw}]}, {geen van: [{hulp: ja}]}]}",
            HB,
            "holds",
        ),
        ("{een van: [{hulp: ja, sector: bouw}, {hulp: nee}], sector: niet horeca}", HB, "holds"),
    ],
)
def test_tests_are_joined(als: str, answers: dict[str, Answer], expected: str) -> None:
    assert state(als, answers) == expected


def test_blocks_and_brackets_mean_the_same() -> None:
    text = """\
regels:
  - regel: blok
    als:
      hulp: ja
      een van:
        - sector: bouw
        - omzet: meer dan 5
          maat: bekend
    dan: {punten: 1}
  - regel: haken
    als: {hulp: ja, een van: [{sector: bouw}, {omzet: meer dan 5, maat: bekend}]}
    dan: {punten: 1}
"""
    rules = rulebook_of(text).rules

    assert rules["blok"].condition == rules["haken"].condition


def test_tests_are_shown_as_they_were_written() -> None:
    text = """\
regels:
  - regel: a
    als: {hulp: ja, sector: [bouw, horeca], niet: {maat: 'meer dan 5'}}
    dan: {punten: 1}
  - {regel: b, als: altijd, dan: {punten: 1}}
"""
    rules = rulebook_of(text).rules

    assert rules["a"].tests == ("hulp: ja", "sector: [bouw, horeca]", "niet: {maat: meer dan 5}")
    assert rules["b"].tests == ("altijd",)
