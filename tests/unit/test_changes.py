"""What an answer did to an advice, in sentences."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from triage import Case, Policy
from triage.changes import changes

if TYPE_CHECKING:
    from pathlib import Path

ON = date(2021, 3, 3)
RULES = """\
vragen:
  a: {vraag: A, soort: ja_nee}
  b: {vraag: B, soort: ja_nee}
  c: {vraag: C, soort: ja_nee}
  d: {vraag: D, soort: datum}
  klaar: {vraag: Klaar, soort: datum}
regels:
  - {regel: hoog, als: {a: ja}, dan: {urgentie: hoog, let_op: Bel vandaag.}}
  - {regel: midden, als: {a: nee}, dan: {urgentie: midden, punten: 5}}
  - {regel: termijn, als: {d: bekend}, dan: {uiterlijk: d, gehaald: klaar}}
  - {regel: x, als: {b: ja}, dan: {product: {x: 2 uur}}}
  - {regel: meer, als: {b: ja, c: ja}, dan: {product: [{x: 3.5 uur}, y]}}
  - {regel: weg, als: {c: nee}, dan: {uitsluiten: x}}
  - {regel: alles-weg, als: {b: nee}, dan: {uitsluiten: alles}}
"""
CONFIG = """\
urgentie: {hoog: {naam: Hoog, binnen: 2 werkdagen}, midden: {naam: Midden}, laag: {naam: Laag}}
producten: {x: {naam: Product x, uren: 2}, y: {naam: Product y}}
engine: direct
"""

Answers = dict[str, Any]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({}, {}, []),
        (
            {},
            {"a": True},
            ["Urgentie nu Hoog, uiterlijk vrijdag 5 maart 2021.", "Let op: Bel vandaag."],
        ),
        (
            {"a": True},
            {"a": False},
            ["Urgentie nu Midden, zonder termijn.", "Vervalt: Bel vandaag."],
        ),
        ({}, {"d": date(2021, 3, 8)}, ["Uiterlijk nu maandag 8 maart 2021."]),
        (
            {"d": date(2021, 3, 8)},
            {"d": date(2021, 3, 8), "klaar": ON},
            ["Er is geen termijn meer."],
        ),
        ({}, {"b": True}, ["Erbij: Product x (2 uur)."]),
        (
            {"b": True},
            {"b": True, "c": True},
            ["Erbij: Product y.", "Nu: Product x (3,5 uur)."],
        ),
        ({"b": True, "c": True}, {"c": True}, ["Niet meer: Product x, Product y."]),
        ({"b": True}, {"b": True, "c": False}, ["Uitgesloten: Product x."]),
        ({"c": False}, {}, ["Niet meer uitgesloten: Product x."]),
        ({"b": True}, {"b": False}, ["Uitgesloten: alles."]),
        ({"c": False}, {"b": False, "c": False}, ["Uitgesloten: alles."]),
    ],
)
def test_only_what_is_different_is_told(
    tmp_path: Path, before: Answers, after: Answers, told: list[str]
) -> None:
    for part, text in (("rules", RULES), ("config", CONFIG)):
        (tmp_path / part).mkdir()
        (tmp_path / part / "a.yaml").write_text(text, encoding="utf-8")
    policy = Policy.load(tmp_path)
    old, new = (policy.advise(Case("z", ON, x), on=ON) for x in (before, after))

    assert list(changes(policy.rulebook, old, new)) == told
