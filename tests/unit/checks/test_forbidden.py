"""`verboden_kenmerken`, however far from the rule the question stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.homes.cases import base, load_files

CONFIG = "verboden_kenmerken: [leeftijd, geboren_op, geslacht]\n"
VOCABULARY = """\
vragen:
  leeftijd: {vraag: Hoe oud, soort: geheel}
  geboren_op: {vraag: Wanneer geboren, soort: datum}
berekend: {oud: {soort: geheel, formule: %s}}
regels:
  - {regel: a, als: %s, dan: %s}
  - {regel: rest, als: {oud: bekend}, dan: {punten: 1}}
"""


@pytest.mark.parametrize(
    ("formula", "als", "dan", "expected"),
    [
        ("maat + 1", "{hulp: ja}", "{punten: 1}", []),
        ("leeftijd + 1", "{hulp: ja}", "{punten: 1}", ["berekening 'oud'"]),
        ("maat + 1", "{een van: [{niet: {leeftijd: bekend}}]}", "{punten: 1}", ["regel 'a'"]),
        ("maat + 1", "{hulp: ja}", "{binnen: 3 dagen vanaf geboren_op}", ["regel 'a'"]),
        ("maat + 1", "{hulp: ja}", "{uiterlijk: 2 dagen voor geboren_op}", ["regel 'a'"]),
        ("maat + 1", "{hulp: ja}", "{uiterlijk: 2021-12-31, gehaald: geboren_op}", ["regel 'a'"]),
        ("leeftijd + 1", "{oud: minstens 65}", "{punten: 1}", ["berekening 'oud'"]),
    ],
)
def test_a_forbidden_question_is_found_where_it_is_used(
    formula: str, als: str, dan: str, expected: list[str], tmp_path: Path
) -> None:
    rules = VOCABULARY % (formula, als, dan)

    _, problems = load_files({**base(), "config/a.yaml": CONFIG, "rules/a.yaml": rules}, tmp_path)

    errors = [p for p in problems if p.severity == "error"]
    assert [p.message.partition(" gebruikt")[0] for p in errors] == expected
    assert {p.code for p in errors} <= {"K003"}
