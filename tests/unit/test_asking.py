"""What is asked next, and what is said about why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from triage import Case, NextQuestion, Policy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Ask = Callable[..., NextQuestion | None]

ON = date(2021, 3, 3)
QUESTIONS = """\
vragen:
  a: {vraag: A, soort: ja_nee, fase: telefoon}
  b: {vraag: B, soort: ja_nee, toelichting: Een uitleg.}
  n: {vraag: N, soort: bedrag, eenheid: euro, tussen: [0, "12,50"]}
  d: {vraag: D, soort: datum, tussen: [2021-01-01, 2021-12-31]}
  k: {vraag: K, soort: keuze, keuzes: {een: Het ene, ander: Het andere}}
  later: {vraag: Later, soort: ja_nee, fase: balie}
  partner: {vraag: Partner, soort: ja_nee, fase: partner}
"""
CONFIG = """\
urgentie: {hoog: {naam: Hoog}, midden: {naam: Midden}, laag: {naam: Laag}}
producten: {x: {naam: Product x, uren: 2}, y: {naam: Product y}}
engine: direct
"""


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """The next question under these rules and answers."""

    def run(rules: str, *skip: str, **answers: Any) -> NextQuestion | None:
        for part, text in (("rules", f"{QUESTIONS}{rules}\n"), ("config", CONFIG)):
            (tmp_path / part).mkdir(exist_ok=True)
            (tmp_path / part / "a.yaml").write_text(text, encoding="utf-8")
        policy = Policy.load(tmp_path)
        return policy.next_question(Case("z", ON, answers), on=ON, skip=skip)

    return run


def test_nothing_is_asked_when_nothing_can_change(ask: Ask) -> None:
    rules = "regels: [{regel: r, als: {a: ja}, dan: {punten: 1}}]"

    assert ask(rules, a=True) is None


def test_what_can_raise_the_urgency_comes_first(ask: Ask) -> None:
    rules = """
regels:
  - {regel: r, als: {a: ja}, dan: {product: [x, y], punten: 3}}
  - {regel: s, als: {k: een}, dan: {urgentie: hoog}}
"""

    first, second = ask(rules), ask(rules, k="ander")

    assert first is not None
    assert second is not None
    assert (first.question, first.urgent, first.remaining) == ("k", True, 2)
    assert (second.question, second.urgent, second.remaining) == ("a", False, 1)


def test_a_question_that_could_not_be_answered_is_not_asked_again(ask: Ask) -> None:
    rules = "regels: [{regel: r, als: {een van: [{a: ja}, {b: ja}]}, dan: {punten: 1}}]"

    found = ask(rules, "a")

    assert found is not None
    assert (found.question, found.remaining) == ("b", 1)
    assert ask(rules, "a", "b") is None


@pytest.mark.parametrize("key", ["later", "partner"])
def test_what_comes_after_the_intake_is_not_asked_in_it(ask: Ask, key: str) -> None:
    assert ask(f"regels: [{{regel: r, als: {{{key}: ja}}, dan: {{punten: 1}}}}]") is None


def test_every_reason_is_given_once_a_higher_urgency_first(ask: Ask) -> None:
    rules = """
regels:
  - {regel: r, als: {a: ja}, dan: {product: [x, {y: 4 uur}], punten: 3}}
  - {regel: s, als: {a: ja, b: ja}, dan: {urgentie: midden, product: x, uitsluiten: y}}
"""

    found = ask(rules, b=True)

    assert found is not None
    assert found.reasons == (
        "kan nog geven: urgentie Midden",
        "kan nog geven: product Product x",
        "kan nog geven: uitsluiting van Product y",
        "kan nog geven: product Product y (4 uur)",
        "kan nog geven: +3 punten",
    )


def test_what_is_there_already_or_kept_out_is_no_reason(ask: Ask) -> None:
    rules = """
regels:
  - {regel: r, als: altijd, dan: {urgentie: midden, product: {x: 3 uur}, uitsluiten: y}}
  - regel: s
    als: {a: ja}
    dan: {urgentie: midden, punten: 1, product: [{x: 3 uur}, y], uitsluiten: y}
"""

    found = ask(rules)

    assert found is not None
    assert found.reasons == ("kan nog geven: +1 punt",)


def test_more_hours_are_a_reason(ask: Ask) -> None:
    rules = """
regels:
  - {regel: r, als: altijd, dan: {product: x}}
  - {regel: s, als: {a: ja}, dan: {product: {x: 2.5 uur}}}
"""

    found = ask(rules)

    assert found is not None
    assert found.reasons == ("kan nog geven: product Product x (2,5 uur)",)


def test_a_reason_goes_through_a_conclusion(ask: Ask) -> None:
    rules = """
conclusies: {c: {als: {a: ja}}}
regels: [{regel: r, als: {c: ja}, dan: {product: x}}]
"""

    found = ask(rules)

    assert found is not None
    assert found.reasons == ("kan nog geven: product Product x",)


def test_a_date_that_only_moves_a_term_says_so(ask: Ask) -> None:
    rules = "regels: [{regel: r, als: altijd, dan: {binnen: 3 dagen vanaf d}}]"

    found = ask(rules)

    assert found is not None
    assert (found.question, found.reasons) == ("d", ("kan de termijn nog veranderen",))


def test_a_form_gets_all_it_shows(ask: Ask) -> None:
    rules = "regels: [{regel: r, als: {%s}, dan: {punten: 1}}]"

    amount, day = ask(rules % "n: minstens 1"), ask(rules % "d: na 2021-03-01")
    choice, note = ask(rules % "k: een"), ask(rules % "b: ja")

    assert amount is not None
    assert day is not None
    assert choice is not None
    assert note is not None
    assert (amount.text, amount.kind, amount.unit) == ("N", "bedrag", "euro")
    assert (amount.low, amount.high) == (Decimal(0), Decimal("12.5"))
    assert (day.low, day.high) == (date(2021, 1, 1), date(2021, 12, 31))
    assert choice.options == (("een", "Het ene"), ("ander", "Het andere"))
    assert note.note == "Een uitleg."


def test_it_is_json_for_programs(ask: Ask) -> None:
    rules = "regels: [{regel: r, als: {%s}, dan: {punten: 1}}]"

    amount, day = ask(rules % "n: minstens 1"), ask(rules % "d: na 2021-03-01")
    choice = ask(rules % "k: een")

    assert amount is not None
    assert day is not None
    assert choice is not None
    assert amount.as_json() == {
        "question": "n",
        "text": "N",
        "kind": "bedrag",
        "unit": "euro",
        "options": {},
        "low": 0,
        "high": 12.5,
        "note": None,
        "reasons": ["kan nog geven: +1 punt"],
        "urgent": False,
        "remaining": 1,
    }
    assert (day.as_json()["low"], day.as_json()["high"]) == ("2021-01-01", "2021-12-31")
    assert choice.as_json()["options"] == {"een": "Het ene", "ander": "Het andere"}
