"""The version: a digest over everything loaded, whatever its layout."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pytest

from tests.unit.loading.reading import policy_of

RULES: Final = """\
vragen:
  werk: {vraag: Werk, soort: ja_nee}
  plaats: {vraag: Plaats, soort: keuze, keuzes: {a: A, b: B}}
regels:
  - {regel: een, als: {werk: ja, plaats: [a, b]}, dan: {punten: 1}, omdat: Zo is het.}
  - {regel: twee, als: {werk: nee}, dan: {product: [scan, lening]}}
tabellen:
  - {tabel: t, rijen: [{werk: ja, punten: 1}, {werk: nee, punten: 2}]}
"""
OTHERS: Final = {
    "een andere tekst": ("Zo is het.", "Zo is het niet."),
    "een ander getal": ("punten: 1}, omdat", "punten: 3}, omdat"),
    "een andere toets": ("werk: ja, plaats", "werk: nee, plaats"),
    "een andere naam": ("regel: een", "regel: drie"),
    "een andere vraagtekst": ("vraag: Werk", "vraag: Werk u"),
    "rijen in een andere volgorde": (
        "[{werk: ja, punten: 1}, {werk: nee, punten: 2}]",
        "[{werk: nee, punten: 2}, {werk: ja, punten: 1}]",
    ),
}
QUESTIONS: Final = """\
  werk: {vraag: Werk, soort: ja_nee}
  plaats: {vraag: Plaats, soort: keuze, keuzes: {a: A, b: B}}
"""
SAME: Final = {
    "aanhalingstekens": ("omdat: Zo is het.", "omdat: 'Zo is het.'"),
    "een opmerking": ("vragen:", "# beleid\nvragen:"),
    "vragen in een andere volgorde": (
        QUESTIONS,
        """\
  plaats: {keuzes: {b: B, a: A}, soort: keuze, vraag: Plaats}
  werk: {soort: ja_nee, vraag: Werk}
""",
    ),
    "keuzes in een andere volgorde": ("[a, b]", "[b, a]"),
    "producten in een andere volgorde": ("[scan, lening]", "[lening, scan]"),
    "een blok in plaats van haken": (
        "  - {regel: twee, als: {werk: nee}, dan: {product: [scan, lening]}}\n",
        "  - regel: twee\n    als:\n      werk: nee\n    dan: {product: [scan, lening]}\n",
    ),
    "een lege rubriek": ("vragen:", "voorbeelden:\nvragen:"),
}


def version(rules: str, more: Mapping[str, str] | None = None) -> str:
    return policy_of({"rules/a.yaml": rules, **(more or {})}).version


@pytest.mark.parametrize("change", OTHERS)
def test_what_is_said_otherwise_is_another_version(change: str) -> None:
    before, after = OTHERS[change]
    assert before in RULES

    assert version(RULES.replace(before, after)) != version(RULES)


@pytest.mark.parametrize("change", SAME)
def test_layout_and_order_make_no_other_version(change: str) -> None:
    before, after = SAME[change]
    assert before in RULES

    assert version(RULES.replace(before, after)) == version(RULES)


def test_names_of_files_and_the_engine_make_no_other_version() -> None:
    assert version(RULES, {"config/b.yaml": "engine: direct\n"}) == version(RULES)
    first, _, second = RULES.partition("regels:\n")
    split = {"rules/z.yaml": first, "rules/onder/b.yaml": f"regels:\n{second}"}

    assert policy_of(split).version == version(RULES)


def test_the_order_of_levels_and_providers_counts() -> None:
    levels = """\
urgentie: {{{}}}
bewaartermijn: {{persoon: 1 jaar}}
producten: {{scan: {{aanbieders: [{}]}}}}
partners: {{a: {{}}, b: {{}}}}
"""
    rules = "regels: [{regel: a, als: altijd, dan: {product: scan}}]\n"

    def of(order: str, providers: str) -> str:
        config = levels.format(order, providers)
        return policy_of({"config/basis.yaml": config, "rules/basis.yaml": rules}).version

    first = of("hoog: {}, laag: {}", "a, b")
    assert of("laag: {}, hoog: {}", "a, b") != first
    assert of("hoog: {}, laag: {}", "b, a") != first
    assert first.startswith("sha256:")


def test_a_table_is_the_same_from_rows_and_from_a_file() -> None:
    rows = "tabellen: [{tabel: t, rijen: [{hulp: ja, punten: 1}, {punten: 2}]}]\n"
    file = "tabellen: [{tabel: t, bestand: x.csv}]\n"
    content = "punten;hulp\n1;ja\n2;-\n"

    assert version(file, {"rules/x.csv": content}) == version(rows)
