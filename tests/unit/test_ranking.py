"""The order of a call list."""

from __future__ import annotations

import hashlib
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from triage import Case, Policy

RULES = """
vragen:
  erg: {vraag: Hoe erg, soort: geheel}
  voor_wanneer: {vraag: Wanneer, soort: datum}
regels:
  - {regel: spoed, als: {erg: minstens 9}, dan: {urgentie: zeer}}
  - {regel: punten, als: {erg: tussen 2 en 8}, dan: {punten: 3}}
  - {regel: minpunten, als: {erg: 1}, dan: {punten: -3}}
  - {regel: termijn, als: {voor_wanneer: bekend}, dan: {uiterlijk: voor_wanneer}}
"""
ON = date(2021, 3, 1)


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    for part, text in (("rules", RULES), ("config", "urgentie: {zeer: {}, gewoon: {}}\n")):
        (tmp_path / part).mkdir()
        (tmp_path / part / "a.yaml").write_text(text, encoding="utf-8")
    return Policy.load(tmp_path, engine="direct")


def order(policy: Policy, *cases: Case) -> list[str]:
    """The ids in the order of the list; the same whatever the order of the cases."""
    lists = {
        tuple(advice.case for advice in policy.prioritise(some, on=ON))
        for some in permutations(cases)
    }
    assert len(lists) == 1
    return list(lists.pop())


def test_the_most_urgent_comes_first_whatever_else(policy: Policy) -> None:
    urgent = Case("urgent", ON, {"erg": 9})
    early = Case("early", date(2020, 1, 1), {"erg": 2, "voor_wanneer": ON})

    assert order(policy, early, urgent) == ["urgent", "early"]


def test_then_the_earliest_deadline_and_none_last(policy: Policy) -> None:
    soon = Case("soon", ON, {"voor_wanneer": date(2021, 3, 2)})
    later = Case("later", ON, {"erg": 5, "voor_wanneer": date(2021, 3, 3)})
    never = Case("never", ON, {"erg": 5})

    assert order(policy, never, later, soon) == ["soon", "later", "never"]


def test_then_the_most_points_which_may_be_negative(policy: Policy) -> None:
    high, none, low = (Case(f"{erg}", ON, {"erg": erg}) for erg in (2, 0, 1))

    assert order(policy, low, high, none) == ["2", "0", "1"]


def test_then_the_earliest_registration(policy: Policy) -> None:
    old, new = Case("b", date(2021, 2, 28)), Case("a", ON)

    assert order(policy, new, old) == ["b", "a"]


def test_then_a_draw_by_the_digest_of_the_id(policy: Policy) -> None:
    ids = ["z-001", "z-002", "Z-001", "é", "z-0010"]
    drawn = sorted(ids, key=lambda name: hashlib.sha256(name.encode("utf-8")).hexdigest())

    assert order(policy, *(Case(name, ON) for name in ids)) == drawn
    assert drawn != sorted(ids)


def test_the_draw_is_the_one_that_others_find(policy: Policy) -> None:
    # `printf %s z-3 | sha256sum` begins with 10d3, that of z-2 with 96a8, that of z-1 with d7ef.
    assert order(policy, *(Case(name, ON) for name in ("z-1", "z-2", "z-3"))) == [
        "z-3",
        "z-2",
        "z-1",
    ]
