"""Branches find what the walk finds, wherever all they read is answered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage import Advice, Case, Policy
from triage.engines import walking
from triage.engines.direct import Direct

ON: Final = date(2021, 3, 1)
HOME: Final = """
vragen:
  n: {vraag: N, soort: geheel}
  d: {vraag: D, soort: datum}
  j: {vraag: J, soort: ja_nee}
  s: {vraag: S, soort: keuze, keuzes: {bouw: Bouw, tuin: Tuin, zorg: Zorg}}
  m: {vraag: M, soort: meerkeuze, keuzes: {a: A, b: B, c: C}}
  t: {vraag: T, soort: tekst}
  x: {vraag: Daar vraagt geen regel naar, soort: ja_nee}
conclusies:
  groot: {als: {n: minstens 3}}
  niet_klein: {betekent: Niet klein}
  gevolg: {als: {groot: ja, s: [bouw, tuin]}}
  nooit: {betekent: Niemand zet dit}
regels:
  - {regel: zet, als: {niet: {groot: ja}, j: ja}, dan: {conclusie: niet_klein}}
  - {regel: a, als: {gevolg: ja, j: nee}, dan: {punten: 1}}
  - {regel: b, als: {niet_klein: ja}, dan: {punten: 2}}
  - {regel: c, als: {niet: {niet_klein: ja}, n: hoogstens 2}, dan: {punten: 4}}
  - {regel: d, als: {n: tussen 1 en 4, d: hoogstens 5 dagen geleden}, dan: {punten: 8}}
  - {regel: e, als: {n: niet 2, d: vanaf 2021-03-03}, dan: {punten: 16}}
  - {regel: f, als: {m: {alle: [a, c]}, s: zorg}, dan: {punten: 32}}
  - {regel: g, als: {een van: [{m: minstens 2}, {m: b}, {n: 0}]}, dan: {punten: 64}}
  - {regel: h, als: {minstens 2 van: [{j: ja}, {s: bouw}, {n: minstens 2}]}, dan: {punten: 128}}
  - {regel: i, als: {t: bekend, j: ja}, dan: {punten: 256}}
  - {regel: k, als: {n: onbekend}, dan: {punten: 512}}
  - {regel: l, als: altijd, dan: {punten: 1024}}
  - {regel: m, als: {nooit: nee}, dan: {punten: 2048}}
  - {regel: n, als: {d: minstens 2 dagen geleden}, dan: {punten: 4096}}
"""
ANSWERS: Final[dict[str, st.SearchStrategy[Any]]] = {
    "n": st.integers(-1, 6),
    "d": st.integers(-8, 8).map(lambda days: ON + timedelta(days=days)),
    "j": st.booleans(),
    "s": st.sampled_from(["bouw", "tuin", "zorg"]),
    "m": st.lists(st.sampled_from(["a", "b", "c"]), unique=True),
    "t": st.just("iets"),
    "x": st.just(value=True),
}


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> tuple[Policy, Policy]:
    """The same policy, walking only, and branching wherever it can."""
    home = tmp_path_factory.mktemp("huis")
    for part in ("rules", "config"):
        (home / part).mkdir()
    (home / "config" / "a.yaml").write_text("urgentie: {gewoon: {}}\n", encoding="utf-8")
    (home / "rules" / "a.yaml").write_text(HOME, encoding="utf-8")
    made = [Policy.load(home, engine=Direct()) for _ in range(2)]
    for policy, branched in zip(made, (0, 10**9), strict=True):
        with patch.object(walking, "BRANCHED", branched):
            policy.advise(Case("z", ON), on=ON)
    return made[0], made[1]


def said(advice: Advice) -> tuple[object, ...]:
    supposed = advice.supposed
    return advice.as_json(), supposed.fired, supposed.open_rules, supposed.facts


@given(answers=st.fixed_dictionaries(ANSWERS))
def test_a_case_with_all_answers_is_decided_alike(
    policies: tuple[Policy, Policy], answers: dict[str, Any]
) -> None:
    walked, branched = (policy.advise(Case("z", ON, answers), on=ON) for policy in policies)

    assert said(branched) == said(walked)
    assert branched.open_rules == ()


@pytest.mark.parametrize("missing", [*ANSWERS])
@given(answers=st.fixed_dictionaries(ANSWERS))
def test_a_case_with_all_answers_but_one_is_decided_alike(
    policies: tuple[Policy, Policy], missing: str, answers: dict[str, Any]
) -> None:
    del answers[missing]

    walked, branched = (policy.advise(Case("z", ON, answers), on=ON) for policy in policies)

    assert said(branched) == said(walked)


@given(answers=st.fixed_dictionaries({}, optional=ANSWERS))
def test_a_case_with_some_answers_is_decided_alike(
    policies: tuple[Policy, Policy], answers: dict[str, Any]
) -> None:
    walked, branched = (policy.advise(Case("z", ON, answers), on=ON) for policy in policies)

    assert said(branched) == said(walked)
