"""Which questions can still change something, and which come first."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from triage import Advice, Case, Policy

ON = date(2021, 3, 1)
QUESTIONS = """
vragen:
  a: {vraag: A, soort: ja_nee}
  b: {vraag: B, soort: ja_nee}
  c: {vraag: C, soort: ja_nee}
  n: {vraag: N, soort: geheel}
  m: {vraag: M, soort: geheel}
  d: {vraag: D, soort: datum}
  klaar: {vraag: Klaar, soort: datum}
"""
CONFIG = "urgentie: {zeer: {}, snel: {}, gewoon: {}}\nproducten: {p: {uren: 3}, q: {}}\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "rules").mkdir()
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "a.yaml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


def advise(home: Path, rules: str, **answers: Any) -> Advice:
    (home / "rules" / "a.yaml").write_text(QUESTIONS + rules, encoding="utf-8")
    policy = Policy.load(home, engine="direct")
    return policy.advise(Case("z", ON, answers), on=ON)


def asked(home: Path, rules: str, **answers: Any) -> tuple[str, ...]:
    return advise(home, rules, **answers).open_questions


def test_a_rule_that_is_decided_asks_nothing(home: Path) -> None:
    rules = "regels: [{regel: r, als: {a: ja, b: ja}, dan: {punten: 1}}]"

    assert asked(home, rules) == ("a", "b")
    assert asked(home, rules, a=True) == ("b",)
    assert asked(home, rules, a=False) == ()


def test_a_branch_that_is_decided_asks_nothing(home: Path) -> None:
    rules = "regels: [{regel: r, als: {een van: [{a: ja, b: ja}, {c: ja}]}, dan: {punten: 1}}]"

    assert asked(home, rules, a=False) == ("c",)
    assert asked(home, rules, c=True) == ()


def test_a_notice_is_no_reason_to_ask(home: Path) -> None:
    assert asked(home, "regels: [{regel: r, als: {a: ja}, dan: {let_op: Kijk uit}}]") == ()


def test_zero_points_are_no_reason_to_ask(home: Path) -> None:
    assert asked(home, "regels: [{regel: r, als: {a: ja}, dan: {punten: 0}}]") == ()


def test_an_answer_may_still_come_so_onbekend_is_asked(home: Path) -> None:
    rules = "regels: [{regel: r, als: {a: onbekend}, dan: {punten: 1}}]"

    advice = advise(home, rules)

    assert advice.fired == ("r",)
    assert advice.open_questions == ("a",)


def test_what_a_conclusion_waits_for_is_asked(home: Path) -> None:
    rules = """
conclusies: {feit: {als: {a: ja}}, los: {als: {b: ja}}}
regels: [{regel: r, als: {feit: ja}, dan: {punten: 1}}]
"""

    assert asked(home, rules) == ("a",)


def test_what_a_computed_value_lacks_is_asked(home: Path) -> None:
    rules = """
berekend: {som: {soort: geheel, formule: n + m}, dubbel: {soort: geheel, formule: som * 2}}
regels: [{regel: r, als: {dubbel: minstens 4}, dan: {punten: 1}}]
"""

    assert sorted(asked(home, rules)) == ["m", "n"]
    assert asked(home, rules, n=1) == ("m",)
    assert asked(home, rules, n=1, m=1) == ()


def test_a_level_below_the_certain_one_is_no_reason_to_ask(home: Path) -> None:
    rules = """
regels:
  - {regel: zeker, als: altijd, dan: {urgentie: snel}}
  - {regel: lager, als: {a: ja}, dan: {urgentie: gewoon}}
  - {regel: gelijk, als: {b: ja}, dan: {urgentie: snel}}
  - {regel: hoger, als: {c: ja}, dan: {urgentie: zeer}}
"""

    assert asked(home, rules) == ("c",)


def test_a_product_is_asked_about_unless_it_is_certain_or_excluded(home: Path) -> None:
    rules = """
regels:
  - {regel: zeker, als: altijd, dan: {product: p}}
  - {regel: nooit, als: altijd, dan: {uitsluiten: q}}
  - {regel: nog-eens, als: {a: ja}, dan: {product: p}}
  - {regel: toch, als: {b: ja}, dan: {product: q}}
  - {regel: uren, als: {c: ja}, dan: {product: {p: 1 uur}}}
"""

    assert asked(home, rules) == ("c",)


def test_a_date_that_moves_a_term_is_asked(home: Path) -> None:
    rules = """
regels: [{regel: r, als: altijd, dan: {binnen: 1 week vanaf d, gehaald: klaar}}]
"""

    assert asked(home, rules) == ("d",)
    assert asked(home, rules, klaar=ON) == ()


def test_a_gehaald_that_stands_elsewhere_too_is_asked(home: Path) -> None:
    rules = """
regels:
  - {regel: r, als: altijd, dan: {binnen: 1 week, gehaald: klaar}}
  - {regel: s, als: {a: ja, klaar: bekend}, dan: {punten: 1}}
"""

    assert asked(home, rules, a=False) == ("klaar",)


def test_what_raises_the_urgency_comes_first_and_the_highest_level_before_that(home: Path) -> None:
    rules = """
regels:
  - {regel: p1, als: {a: ja}, dan: {punten: 1}}
  - {regel: p2, als: {a: nee}, dan: {punten: 2}}
  - {regel: snel, als: {b: ja}, dan: {urgentie: snel}}
  - {regel: zeer, als: {c: ja}, dan: {urgentie: zeer}}
"""

    assert asked(home, rules) == ("c", "b", "a")


def test_then_what_most_rules_wait_for(home: Path) -> None:
    rules = """
regels:
  - {regel: p1, als: {a: ja, b: ja}, dan: {punten: 1}}
  - {regel: p2, als: {b: nee}, dan: {punten: 2}}
"""

    assert asked(home, rules) == ("b", "a")
