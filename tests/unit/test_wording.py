"""Answers, outcomes and days in Dutch."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from triage import Policy
from triage.wording import gives, show_day, show_hours, show_rule, show_value

if TYPE_CHECKING:
    from pathlib import Path

    from triage.rulebook import Rulebook

CONFIG = """\
urgentie: {hoog: {naam: Hoog}, laag: {}}
producten: {x: {naam: Product x}, y: {naam: Product y}}
"""
RULES = """\
vragen:
  a: {vraag: A, soort: ja_nee}
  n: {vraag: N, soort: geheel, eenheid: dagen}
  e: {vraag: E, soort: bedrag}
  m: {vraag: M, soort: meerkeuze, keuzes: {p: P, q: Q}}
berekend:
  helft: {soort: percentage, formule: n / 2}
conclusies: {k: {betekent: K}}
regels:
  - regel: alles
    als: {a: ja}
    dan:
      urgentie: hoog
      binnen: 3 werkdagen
      punten: -1
      product: {x: 0.5 uur, y: 10 uur}
      conclusie: k
      let_op: Pas op.
  - {regel: weg, als: {a: nee}, dan: {uitsluiten: [y, x], punten: 2}}
"""


@pytest.fixture
def rulebook(tmp_path: Path) -> Rulebook:
    for part, text in (("rules", RULES), ("config", CONFIG)):
        (tmp_path / part).mkdir()
        (tmp_path / part / "a.yaml").write_text(text, encoding="utf-8")
    return Policy.load(tmp_path).rulebook


def test_a_day_is_spoken_in_full() -> None:
    assert show_day(date(2021, 3, 5)) == "vrijdag 5 maart 2021"


@pytest.mark.parametrize(
    ("hours", "said"), [("0.5", "0,5 uur"), ("10.00", "10 uur"), ("100", "100 uur")]
)
def test_hours_have_a_decimal_comma_and_no_tail_of_zeros(hours: str, said: str) -> None:
    assert show_hours(Decimal(hours)) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a", "nee"),
        ("n", "12 dagen"),
        ("e", "€ 1.262,50"),
        ("m", "p, q"),
        ("helft", "6%"),
        ("k", "ja"),
    ],
)
def test_what_is_known_is_said_as_people_write_it(rulebook: Rulebook, name: str, said: str) -> None:
    values = {"a": 0, "n": 12, "e": 126250, "m": 3, "helft": 600}

    assert show_value(rulebook, name, values, {"k": True}) == said


@pytest.mark.parametrize(
    ("name", "said"), [("a", "niet beantwoord"), ("helft", "onbekend"), ("k", "onbekend")]
)
def test_what_is_not_known_is_said_to_be_so(rulebook: Rulebook, name: str, said: str) -> None:
    assert show_value(rulebook, name, {}, {"k": None}) == said


def test_a_rule_is_named_with_the_place_to_open(rulebook: Rulebook) -> None:
    shown = show_rule(rulebook.rules["alles"])

    assert shown.startswith("regel 'alles' (")
    assert shown.endswith("rules/a.yaml:10)")


def test_an_outcome_is_told_one_phrase_each(rulebook: Rulebook) -> None:
    assert gives(rulebook, rulebook.rules["alles"].outcome) == [
        "urgentie Hoog",
        "termijn 3 werkdagen",
        "product Product x (0,5 uur)",
        "product Product y (10 uur)",
        "-1 punt",
        "conclusie 'k'",
        "een aandachtspunt",
    ]
    assert gives(rulebook, rulebook.rules["weg"].outcome) == [
        "uitsluiting van alles",
        "+2 punten",
    ]
