"""Answers as people and programs give them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage import Case, IntakeError, Policy
from triage.answers import read_answer, show_answer
from triage.errors import Refusal, Where
from triage.rulebook import Kind, Question

OPTIONS = (("bouw", "Bouw"), ("zorg", "Zorg en welzijn"), ("1a", "Eén a"))
HUGE = 10**5000


def called(value: object) -> str:
    """The id of a parameter; Python does not print numbers of thousands of digits."""
    if isinstance(value, int) and value.bit_length() > 64:
        return "minus huge" if value < 0 else "huge"
    return repr(value)[:30]


def question(kind: Kind, **fields: Any) -> Question:
    options = OPTIONS if kind in ("keuze", "meerkeuze") else ()
    return Question("q", kind, "Wat?", Where("rules/a.yaml"), options=options, **fields)


def read(kind: Kind, value: object, **fields: Any) -> int | None:
    found = read_answer(question(kind, **fields), value)
    assert not isinstance(found, Refusal), found
    return found


def refusal(kind: Kind, value: object, **fields: Any) -> str:
    found = read_answer(question(kind, **fields), value)
    assert isinstance(found, Refusal), found
    return found.code


@pytest.mark.parametrize(
    ("kind", "value", "number"),
    [
        ("ja_nee", True, 1),
        ("ja_nee", False, 0),
        ("ja_nee", "ja", 1),
        ("ja_nee", "nee", 0),
        ("geheel", 45, 45),
        ("geheel", "45", 45),
        ("geheel", " 45 ", 45),
        ("geheel", Decimal("45.0"), 45),
        ("geheel", 45.0, 45),
        ("getal", 0.1, 1000),
        ("getal", 1.262, 12620),
        ("getal", 1e-4, 1),
        ("bedrag", 1262.5, 126250),
        ("bedrag", 0.1 + 0.7, None),  # 0.7999999999999999: its shortest text has too many places
        ("percentage", "30%", 3000),
        ("datum", date(2021, 3, 1), 737850),
        ("datum", "2021-03-01", 737850),
        ("datum", "1-3-2021", 737850),
        ("keuze", "zorg", 1),
        ("keuze", "1a", 2),
        ("meerkeuze", ["bouw", "1a"], 0b101),
        ("meerkeuze", ("1a", "bouw", "1a"), 0b101),
        ("meerkeuze", {"zorg"}, 0b010),
        ("meerkeuze", [], 0),
        ("tekst", "Kort van stof", 1),
        ("tekst", "ja", 1),
    ],
    ids=called,
)
def test_every_form_of_an_answer(kind: Kind, value: object, number: int | None) -> None:
    if number is None:
        assert refusal(kind, value) == "G004"
    else:
        assert read(kind, value) == number


@pytest.mark.parametrize("kind", ["ja_nee", "geheel", "datum", "keuze", "meerkeuze", "tekst"])
def test_none_is_no_answer_and_empty_text_is_refused(kind: Kind) -> None:
    assert read(kind, None) is None
    assert refusal(kind, "") == "A003"


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("ja_nee", 1, "A005"),
        ("ja_nee", 0, "A005"),
        ("ja_nee", "Ja", "A005"),
        ("ja_nee", "true", "A005"),
        ("geheel", True, "A005"),
        ("geheel", [5], "A005"),
        ("geheel", 5.5, "G004"),
        ("geheel", float("nan"), "G001"),
        ("geheel", float("inf"), "G001"),
        ("getal", Decimal("NaN"), "G001"),
        ("getal", Decimal("-Infinity"), "G001"),
        ("getal", 1e300, "G005"),
        ("getal", 1e-300, "G004"),
        ("geheel", 10**15, "G005"),
        ("geheel", HUGE, "G005"),
        ("geheel", -HUGE, "G005"),
        ("geheel", "9" * 5000, "G005"),
        ("bedrag", "1.262", "G003"),
        ("datum", 20210301, "A005"),
        ("datum", True, "A005"),
        ("datum", datetime(2021, 3, 1, tzinfo=UTC), "A005"),
        ("datum", date(1899, 12, 31), "G008"),
        ("datum", date(2200, 1, 1), "G008"),
        ("datum", "2021-02-29", "G007"),
        ("keuze", "Zorg", "A006"),
        ("keuze", "zorg en welzijn", "A006"),
        ("keuze", ["zorg"], "A005"),
        ("keuze", True, "A005"),
        ("meerkeuze", "zorg", "A005"),
        ("meerkeuze", "bouw|zorg", "A005"),
        ("meerkeuze", ["zorg", "geen"], "A006"),
        ("meerkeuze", [None], "A005"),
        ("meerkeuze", {"zorg": True}, "A005"),
        ("tekst", 5, "A005"),
        ("tekst", ["a"], "A005"),
    ],
    ids=called,
)
def test_what_does_not_fit_the_question_is_refused(kind: Kind, value: object, code: str) -> None:
    assert refusal(kind, value) == code


def test_an_answer_outside_the_bounds_is_refused_and_the_bounds_are_in() -> None:
    assert read("geheel", 0, low=0, high=9) == 0
    assert read("geheel", 9, low=0, high=9) == 9
    assert refusal("geheel", -1, low=0, high=9) == "A004"
    assert refusal("geheel", 10, low=0, high=9) == "A004"


def test_the_label_of_a_choice_leads_to_its_key() -> None:
    found = read_answer(question("keuze"), "Zorg en welzijn")

    assert isinstance(found, Refusal)
    assert found.hint == "Schrijf 'zorg'."


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_counts_as_its_shortest_text(value: float) -> None:
    exact = read_answer(question("getal"), Decimal(repr(value)))

    found = read_answer(question("getal"), value)

    assert isinstance(found, Refusal) is isinstance(exact, Refusal)
    assert isinstance(found, Refusal) or found == exact


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.decimals()
ANYTHING = st.recursive(SCALARS | st.dates() | st.binary(), st.lists, max_leaves=4)


@given(
    kind=st.sampled_from(["ja_nee", "geheel", "bedrag", "datum", "keuze", "meerkeuze", "tekst"]),
    value=ANYTHING,
)
def test_whatever_is_given_is_an_answer_or_a_refusal(kind: Kind, value: object) -> None:
    found = read_answer(question(kind), value)

    if isinstance(found, Refusal):
        json.dumps([found.message, found.hint])
    elif found is not None:
        assert show_answer(question(kind), found)


HOME = """
vragen:
  leeftijd: {vraag: Leeftijd, soort: geheel, tussen: [0, 120]}
  sector: {vraag: Sector, soort: keuze, keuzes: {bouw: Bouw}}
conclusies: {oud: {als: {leeftijd: minstens 67}}}
berekend: {maanden: {soort: geheel, formule: leeftijd * 12}}
regels: [{regel: r, als: {oud: ja, maanden: minstens 1, sector: bouw}, dan: {punten: 1}}]
"""


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    for part, text in (("rules", HOME), ("config", "urgentie: {gewoon: {}}\n")):
        (tmp_path / part).mkdir()
        (tmp_path / part / "a.yaml").write_text(text, encoding="utf-8")
    return Policy.load(tmp_path, engine="direct")


def test_every_problem_of_every_case_is_named_at_once(policy: Policy) -> None:
    cases = [
        Case("z-1", date(2021, 3, 1), {"leeftijd": 121, "sector": "bow", "leeftyd": 3}),
        Case("z-2", date(2021, 3, 1), {"oud": True, "maanden": 3}),
    ]

    with pytest.raises(IntakeError) as caught:
        policy.prioritise(cases, on=date(2021, 3, 1))

    codes = [(problem.where.file, problem.code) for problem in caught.value.problems]
    assert sorted(codes) == [
        ("zaak z-1", "A001"),
        ("zaak z-1", "A004"),
        ("zaak z-1", "A006"),
        ("zaak z-2", "A002"),
        ("zaak z-2", "A002"),
    ]


@pytest.mark.parametrize(
    ("kind", "number", "shown"),
    [
        ("ja_nee", 1, "ja"),
        ("ja_nee", 0, "nee"),
        ("datum", 737850, "2021-03-01"),
        ("keuze", 1, "zorg"),
        ("meerkeuze", 0b101, "bouw, 1a"),
        ("meerkeuze", 0, "geen"),
        ("tekst", 1, "ingevuld"),
        ("bedrag", 126250, "€ 1.262,50"),
    ],
)
def test_an_answer_is_shown_as_it_is_written(kind: Kind, number: int, shown: str) -> None:
    assert show_answer(question(kind), number) == shown


def test_a_day_of_registration_lies_in_the_years_that_are_taken(tmp_path: Path) -> None:
    for part, text in (
        ("rules", "regels: [{regel: a, als: altijd, dan: {punten: 1}}]"),
        ("config", "urgentie: {a: {}}"),
    ):
        (tmp_path / part).mkdir()
        (tmp_path / part / "a.yaml").write_text(text, encoding="utf-8")
    policy = Policy.load(tmp_path, engine="direct")

    with pytest.raises(IntakeError, match="G008"):
        policy.advise(Case("z", date(9999, 12, 31)), on=date(2021, 3, 3))
