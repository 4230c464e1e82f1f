"""From advices to the lines of a call list."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from triage import Case, Person, Policy
from triage.calling import call_list, reasons

if TYPE_CHECKING:
    from pathlib import Path

ON = date(2021, 3, 3)
CONFIG = """\
titel: Een proef
urgentie: {hoog: {naam: Hoog, binnen: 3 werkdagen}, laag: {naam: Laag}}
producten: {x: {naam: Product x}}
"""
RULES = """\
vragen:
  a: {vraag: Vraag A, soort: ja_nee, fase: telefoon}
  b: {vraag: Vraag B, soort: ja_nee}
  c: {vraag: Vraag C, soort: ja_nee, fase: partner}
regels:
  - {regel: weinig, als: {a: ja}, dan: {punten: 1}, omdat: Omdat a.}
  - {regel: veel, als: {a: ja}, dan: {punten: 9}, omdat: Omdat veel.}
  - {regel: dringend, als: {b: ja}, dan: {urgentie: hoog, punten: 2, let_op: Bel., product: x}}
  - {regel: later, als: {c: ja}, dan: {punten: 3}, omdat: Omdat a.}
"""


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    for part, text in (("rules", RULES), ("config", CONFIG)):
        (tmp_path / part).mkdir()
        (tmp_path / part / "a.yaml").write_text(text, encoding="utf-8")
    return Policy.load(tmp_path, engine="direct")


def test_a_line_speaks_the_words_of_the_people_who_call(policy: Policy) -> None:
    person = Person(name="Jo Oefening")
    case = Case("z", date(2021, 3, 2), {"b": True}, person)
    advice = policy.advise(case, on=ON)

    found = call_list(policy.rulebook, [advice], {"z": case}, ON)

    (row,) = found.rows
    assert (found.title, found.on, found.levels) == ("Een proef", ON, ("Hoog", "Laag"))
    assert (found.version, found.engines) == (policy.version, ("direct",))
    assert (row.rank, row.case, row.level, row.deadline) == (1, "z", 0, date(2021, 3, 5))
    assert (row.points, row.products, row.notices) == (2, ("Product x",), ("Bel.",))
    assert row.person is person


def test_only_what_can_be_asked_by_phone_is_on_the_list(policy: Policy) -> None:
    case = Case("z", date(2021, 3, 2))
    advice = policy.advise(case, on=ON)

    (row,) = call_list(policy.rulebook, [advice], {"z": case}, ON).rows

    assert "c" in advice.open_questions
    assert row.questions == ("Vraag B", "Vraag A")


def test_reasons_are_first_the_urgency_then_the_points_and_none_twice(policy: Policy) -> None:
    case = Case("z", date(2021, 3, 2), {"a": True, "b": True, "c": True})
    advice = policy.advise(case, on=ON)

    assert reasons(policy.rulebook, advice) == ("dringend", "Omdat veel.", "Omdat a.")


def test_a_list_without_cases_keeps_its_day(policy: Policy) -> None:
    found = call_list(policy.rulebook, [], {}, ON)

    assert (found.on, found.rows, found.engines) == (ON, (), ())
