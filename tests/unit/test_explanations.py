"""What an explanation says; how it looks is tested where it is printed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from triage import Case, Policy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Explain = Callable[..., list[str]]

CONFIG = """\
urgentie: {hoog: {naam: Hoog}, midden: {naam: Midden}, laag: {naam: Laag}}
producten: {x: {naam: Product x}, y: {naam: Product y}}
"""
RULES = """\
vragen:
  a: {vraag: A, soort: ja_nee}
  b: {vraag: B, soort: ja_nee}
  c: {vraag: C, soort: ja_nee}
  n: {vraag: N, soort: geheel}
  d: {vraag: D, soort: datum}
berekend: {dubbel: {soort: geheel, formule: n * 2}}
conclusies: {k: {betekent: Een conclusie}}
regels:
"""


@pytest.fixture
def explain(tmp_path: Path) -> Explain:
    """The lines of an explanation, without the places, under the rules that are given."""

    def run(rules: str, **answers: Any) -> list[str]:
        for part, text in (("rules", RULES + rules), ("config", CONFIG)):
            (tmp_path / part).mkdir()
            (tmp_path / part / "a.yaml").write_text(text, encoding="utf-8")
        case = Case("z", date(2021, 3, 2), answers)
        text = Policy.load(tmp_path).explain(case, on=date(2021, 3, 3))
        return [line.replace(f"{tmp_path}/", "") for line in text.splitlines()]

    return run


def section(lines: list[str], title: str) -> list[str]:
    """The lines under a title."""
    if title not in lines:
        return []
    start = lines.index(title) + 1
    return lines[start : lines.index("", start)]


def test_a_level_that_no_rule_gives_is_the_usual_one(explain: Explain) -> None:
    lines = explain("  - {regel: r, als: {a: ja}, dan: {urgentie: hoog}}\n")

    assert section(lines, "Urgentie: Laag") == [
        "  Geen regel geeft een urgentie; dit is de gewone."
    ]


def test_only_the_rules_that_gave_the_level_are_named(explain: Explain) -> None:
    rules = """\
  - {regel: r1, als: {a: ja}, dan: {urgentie: hoog}}
  - {regel: r2, als: {b: ja}, dan: {urgentie: midden}}
"""
    lines = explain(rules, a=True, b=True)

    assert section(lines, "Urgentie: Hoog") == [
        "  regel 'r1' (rules/a.yaml:10)",
        "    a: ja   <- a is ja",
    ]


def test_every_entry_shows_the_answers_it_looked_at(explain: Explain) -> None:
    rules = """\
  - regel: r
    als: {een van: [{a: ja}, {b: ja}], dubbel: minstens 4, d: onbekend}
    dan: {product: x}
"""
    lines = explain(rules, a=False, b=True, n=2)

    assert section(lines, "Producten") == [
        "  Product x (x)",
        "    regel 'r' (rules/a.yaml:10)",
        "      een van: [{a: ja}, {b: ja}]   <- a is nee; b is ja",
        "      dubbel: minstens 4   <- dubbel is 4",
        "      d: onbekend   <- d is niet beantwoord",
    ]


def test_what_always_holds_needs_no_answers(explain: Explain) -> None:
    lines = explain("  - {regel: r, als: altijd, dan: {product: x}}\n")

    assert section(lines, "Producten")[-1] == "      altijd"


def test_without_products_it_says_so(explain: Explain) -> None:
    assert "Producten: geen" in explain("  - {regel: r, als: {a: ja}, dan: {product: x}}\n")


def test_a_lower_level_and_a_product_that_is_there_need_no_reason_why_not(
    explain: Explain,
) -> None:
    rules = """\
  - {regel: r1, als: {a: ja}, dan: {urgentie: midden, product: x}}
  - {regel: r2, als: {b: ja}, dan: {urgentie: midden, product: x}}
  - {regel: r3, als: {c: ja}, dan: {urgentie: laag}}
"""
    lines = explain(rules, a=True, b=False, c=False)

    assert "Waarom niet" not in lines
    assert "Bijna" not in lines


def test_a_rule_that_fails_on_several_points_says_all_of_them(explain: Explain) -> None:
    lines = explain(
        "  - {regel: r, als: {a: ja, b: ja, c: ja}, dan: {urgentie: hoog}}\n", a=False, b=False
    )

    assert section(lines, "Waarom niet") == [
        "  urgentie Hoog: regel 'r' (rules/a.yaml:10)",
        "    klopt niet: a: ja   <- a is nee",
        "    klopt niet: b: ja   <- b is nee",
    ]


def test_one_failing_point_among_others_that_hold_makes_the_difference(explain: Explain) -> None:
    lines = explain("  - {regel: r, als: {a: ja, b: ja}, dan: {product: x}}\n", a=True, b=False)

    assert section(lines, "Waarom niet")[-1] == "    scheelt alleen: b: ja   <- b is nee"


def test_a_list_that_lacks_one_member_is_nearly_there(explain: Explain) -> None:
    rules = """\
  - {regel: r, als: {minstens 2 van: [{a: ja}, {b: ja}, {c: ja}]}, dan: {punten: 1}}
"""
    lines = explain(rules, a=True, b=False, c=False)

    assert section(lines, "Bijna") == [
        "  +1 punt: regel 'r' (rules/a.yaml:10)",
        (
            "    scheelt alleen: minstens 2 van: [{a: ja}, {b: ja}, {c: ja}]"
            "   <- a is ja; b is nee; c is nee"
        ),
    ]


def test_a_conclusion_that_is_lacking_is_explained_as_well(explain: Explain) -> None:
    rules = """\
  - {regel: r1, als: {a: ja}, dan: {conclusie: k}}
  - {regel: r2, als: {k: ja}, dan: {product: x}}
"""
    lines = explain(rules, a=False)

    assert section(lines, "Waarom niet") == [
        "  conclusie 'k': regel 'r1' (rules/a.yaml:10)",
        "    klopt niet: a: ja   <- a is nee",
        "  product Product x: regel 'r2' (rules/a.yaml:11)",
        "    klopt niet: k: ja   <- k is nee",
    ]


def test_what_is_excluded_is_not_repeated_under_why_not(explain: Explain) -> None:
    rules = """\
  - {regel: r1, als: {a: ja}, dan: {uitsluiten: x}}
  - {regel: r2, als: {b: ja}, dan: {product: x}}
"""
    lines = explain(rules, a=True, b=False)

    assert section(lines, "Uitgesloten")[0] == "  Product x (x)"
    assert "Waarom niet" not in lines


def test_rules_that_are_not_valid_on_the_day_are_left_out(explain: Explain) -> None:
    rules = """\
  - {regel: r, als: {a: ja}, dan: {product: x}, geldig: {tot_en_met: 2020-12-31}}
"""
    lines = explain(rules, a=False)

    assert "Waarom niet" not in lines


def test_a_question_that_can_only_move_the_deadline_says_so(explain: Explain) -> None:
    lines = explain("  - {regel: r, als: altijd, dan: {binnen: 2 weken vanaf d}}\n")

    assert section(lines, "Nog te vragen") == [
        "  D (d; rules/a.yaml:6)",
        "    kan de termijn nog veranderen",
    ]


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("uiterlijk: 2021-12-31", "2021-12-31; dat is vrijdag 31 december 2021"),
        ("uiterlijk: d", "d; telt niet, d is niet beantwoord"),
        (
            "binnen: 1 week",
            "1 week; vanaf dinsdag 2 maart 2021, de dag van aanmelding: dinsdag 9 maart 2021",
        ),
    ],
)
def test_every_term_says_how_it_counts(explain: Explain, outcome: str, said: str) -> None:
    lines = explain(f"  - {{regel: r, als: altijd, dan: {{{outcome}}}}}\n")

    assert f"  regel 'r' (rules/a.yaml:10): {said}" in lines
