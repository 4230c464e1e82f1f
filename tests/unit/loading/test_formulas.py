"""Computed values, by what comes out."""

from __future__ import annotations

import pytest

from tests.unit.loading.reading import advise
from triage.records import Answer


def state(kind: str, formula: str, test: str, answers: dict[str, Answer]) -> str:
    """Whether a rule that tests the computed value holds, fails or is open."""
    text = f"""\
berekend: {{uitkomst: {{soort: {kind}, formule: '{formula}'}}}}
regels: [{{regel: proef, als: {{uitkomst: '{test}'}}, dan: {{punten: 1}}}}]
"""
    advice = advise({"rules/a.yaml": text}, answers)
    if "proef" in advice.fired:
        return "holds"
    return "open" if "proef" in advice.open_rules else "fails"


@pytest.mark.parametrize(
    ("kind", "formula", "equals", "answers"),
    [
        ("getal", "maat + 1", "3", {"maat": "2"}),
        ("getal", "1 - maat - 1", "-2", {"maat": "2"}),
        ("getal", "2 + maat * 3", "8", {"maat": "2"}),
        ("getal", "(2 + maat) * 3", "12", {"maat": "2"}),
        ("getal", "maat / 4 / 2", "0,25", {"maat": "2"}),
        ("getal", "-maat + 0.5", "-1,5", {"maat": "2"}),
        ("getal", "--maat", "2", {"maat": "2"}),
        ("getal", "min(maat, 3, 1.5)", "1,5", {"maat": "2"}),
        ("getal", "max(maat, 3)", "3", {"maat": "2"}),
        ("getal", "max( maat , min(5, 4) )", "4", {"maat": "2"}),
        ("geheel", "dagen(gemeld_op, gemeld_op)", "0", {"gemeld_op": "2021-03-01"}),
        ("percentage", "omzet / 3", "33,33", {"omzet": 100}),
        ("bedrag", "omzet * 0.005", "0,01", {"omzet": 1}),
        ("bedrag", "omzet * -0.005", "-0,01", {"omzet": 1}),
        ("geheel", "dagen_achter / 2", "3", {"dagen_achter": 5}),
    ],
)
def test_a_formula_is_exact_and_rounded_once_away_from_zero(
    kind: str, formula: str, equals: str, answers: dict[str, Answer]
) -> None:
    assert state(kind, formula, equals, answers) == "holds"
    assert state(kind, formula, f"niet {equals}", answers) == "fails"


def test_days_run_from_the_first_date_to_the_second() -> None:
    text = """\
vragen: {begin: {vraag: Begin, soort: datum}, eind: {vraag: Eind, soort: datum}}
berekend: {duur: {soort: geheel, formule: "dagen(begin, eind)"}}
regels: [{regel: proef, als: {duur: 30}, dan: {punten: 1}}]
"""
    advice = advise({"rules/a.yaml": text}, {"begin": "2021-03-01", "eind": "2021-03-31"})

    assert "proef" in advice.fired


@pytest.mark.parametrize(
    ("formula", "answers"),
    [
        ("maat + 1", {}),
        ("1 / maat", {"maat": 0}),
        ("maat * 999999999999999 * 999999999999999", {"maat": 2}),
        ("min(maat, 5)", {}),
    ],
)
def test_what_cannot_be_computed_is_unknown(formula: str, answers: dict[str, Answer]) -> None:
    assert state("getal", formula, "5", answers) == "open"
    assert state("getal", formula, "onbekend", answers) == "holds"
    assert state("getal", formula, "bekend", answers) == "fails"


def test_computed_values_rest_on_one_another_each_rounded_to_its_kind() -> None:
    text = """\
berekend:
  tweede: {soort: getal, formule: eerste * 10}
  eerste: {soort: geheel, formule: maat / 2}
regels: [{regel: proef, als: {tweede: 20}, dan: {punten: 1}}]
"""
    advice = advise({"rules/a.yaml": text}, {"maat": 3})

    assert "proef" in advice.fired
