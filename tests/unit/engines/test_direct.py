"""What `direct` must not trip over; that it means what the contract says is held in properties."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from triage import Advice, Case, Policy
from triage.engines.direct import Direct

ON = date(2021, 3, 1)
HOME = """
vragen:
  n: {vraag: N, soort: getal}
  d: {vraag: D, soort: datum}
  s: {vraag: S, soort: keuze, keuzes: {%s}}
  m: {vraag: M, soort: meerkeuze, keuzes: {a: A, b: B, c: C}}
conclusies:
  feit: {als: {n: minstens 1}}
  verder: {als: {feit: ja}}
regels:
  - {regel: hoogste, als: {n: 999999999999999}, dan: {punten: 1}}
  - {regel: laagste, als: {n: hoogstens -999999999999999}, dan: {punten: 1}}
  - {regel: niet-nul, als: {n: niet 0}, dan: {punten: 1}}
  - {regel: tuin, als: {s: tuin}, dan: {punten: 1}}
  - {regel: geweest, als: {d: minstens 9999 dagen geleden}, dan: {punten: 1}}
  - {regel: straks, als: {d: komende 9999 dagen}, dan: {punten: 1}}
  - {regel: leeg, als: {m: 0}, dan: {punten: 1}}
  - {regel: beide, als: {m: {alle: [a, c]}}, dan: {punten: 1}}
  - {regel: gevolg, als: {verder: ja}, dan: {punten: 1}}
  - {regel: tijdelijk, als: altijd, dan: {punten: 1}, geldig: {tot_en_met: 2021-03-01}}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for part in ("rules", "config"):
        (tmp_path / part).mkdir()
    (tmp_path / "config" / "a.yaml").write_text("urgentie: {gewoon: {}}\n", encoding="utf-8")
    return tmp_path


def load(home: Path, engine: Direct, choices: str = "bouw: Bouw, tuin: Tuin") -> Policy:
    (home / "rules" / "a.yaml").write_text(HOME % choices, encoding="utf-8")
    return Policy.load(home, engine=engine)


def advise(policy: Policy, on: date = ON, **answers: Any) -> Advice:
    return policy.advise(Case("z", ON, answers), on=on)


def test_homes_of_one_version_may_list_their_choices_in_another_order(home: Path) -> None:
    engine = Direct()
    one, other = load(home, engine), load(home, engine, "tuin: Tuin, bouw: Bouw")

    assert one.version == other.version
    for policy in (one, other):
        assert "tuin" in advise(policy, s="tuin").fired
        assert "tuin" not in advise(policy, s="bouw").fired


def test_the_largest_numbers_are_never_taken_for_no_answer(home: Path) -> None:
    policy = load(home, Direct())

    assert {"hoogste", "niet-nul", "gevolg"} <= set(advise(policy, n=999999999999999).fired)
    assert {"laagste", "niet-nul"} <= set(advise(policy, n=-999999999999999).fired)
    assert {"hoogste", "laagste", "niet-nul", "gevolg"} <= set(advise(policy).open_rules)


@pytest.mark.parametrize(
    ("day", "rule"), [(date(1900, 1, 1), "geweest"), (date(2021, 3, 1), "straks")]
)
def test_the_ends_of_the_calendar_are_counted_from_the_day_of_reckoning(
    home: Path, day: date, rule: str
) -> None:
    policy = load(home, Direct())

    assert rule in advise(policy, d=day).fired
    assert rule not in advise(policy, d=date(2199, 12, 31)).fired


def test_nothing_chosen_is_an_answer(home: Path) -> None:
    policy = load(home, Direct())

    assert "leeg" in advise(policy, m=[]).fired
    assert "leeg" in advise(policy).open_rules
    assert "beide" in advise(policy, m=["c", "b", "a"]).fired


def test_a_rule_takes_part_on_its_last_day_and_not_after(home: Path) -> None:
    policy = load(home, Direct())

    assert "tijdelijk" in advise(policy).fired
    assert "tijdelijk" not in advise(policy, date(2021, 3, 2)).fired
    assert "tijdelijk" not in advise(policy, date(2021, 3, 2)).open_rules
    assert "tijdelijk" in advise(policy).fired
