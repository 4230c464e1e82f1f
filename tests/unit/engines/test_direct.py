"""What `direct` must not trip over; that it means what the contract says is held in properties."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from tests.unit.engines.made_up import ON as DAY
from tests.unit.engines.made_up import Maker, ja, rulebook, said
from triage import Advice, Case, Policy
from triage.answers import Listed
from triage.conditions import All, Condition, Not
from triage.engines import Verdict
from triage.engines.direct import Direct
from triage.rulebook import Rulebook

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


def beside_another(policy: Rulebook) -> Rulebook:
    """The same policy, with one more rule on one more question."""
    rules = {name: rule.condition for name, rule in policy.rules.items()}
    sets = {
        fact: [name for name, rule in policy.rules.items() if fact in rule.outcome.facts]
        for fact in policy.layers
    }
    kinds = {key: asked.kind for key, asked in policy.questions.items()}
    return rulebook(rules | {"zz": ja("zz")}, sets, {**kinds, "zz": "ja_nee"})


def decided(policy: Rulebook, case: Mapping[str, int]) -> Verdict:
    return Direct().compile(policy, DAY).decide([case])[0]


@pytest.mark.parametrize("hypothetical", [False, True])
@pytest.mark.parametrize(("seed", "rules"), [*((n, 8) for n in range(60)), (60, 150), (61, 400)])
def test_a_case_that_is_complete_is_decided_as_when_a_question_more_were_open(
    seed: int, rules: int, *, hypothetical: bool
) -> None:
    maker = Maker.of(seed)
    policy = maker.policy(rules, conclusions=seed % 5)
    cases = [maker.case(missing=0.0) for _ in range(30)]

    alone, beside = (
        Direct().compile(one, DAY).decide(cases, hypothetical=hypothetical)
        for one in (policy, beside_another(policy))
    )

    for case, one, other in zip(cases, alone, beside, strict=True):
        fired, open_rules, facts = said(one)
        assert said(other) == (fired, (*open_rules, "zz"), facts), case


@pytest.mark.parametrize(("seed", "rules"), [*((n, 8) for n in range(20)), (20, 300)])
def test_answers_in_the_order_of_the_questions_are_decided_as_by_name(
    seed: int, rules: int
) -> None:
    maker = Maker.of(seed)
    policy = maker.policy(rules, conclusions=seed % 3)
    other = attrs.evolve(policy, questions=dict(sorted(policy.questions.items(), reverse=True)))
    case = maker.case(missing=0.0)
    right = said(decided(policy, case))

    for one in (policy, other):
        listed = Listed(one.questions, tuple(case[key] for key in one.questions))
        assert said(decided(policy, listed)) == right


def test_rules_that_share_very_many_tests_can_be_written_out() -> None:
    tests = [ja(f"q{number:03}") for number in range(120)]
    rules: dict[str, Condition] = {
        f"r{length:03}": All(tuple(tests[:length])) for length in range(1, 121)
    }
    policy = rulebook(rules, kinds={test.name: "ja_nee" for test in tests})

    for length in (0, 1, 57, 120):
        case = {test.name: int(place < length) for place, test in enumerate(tests)}
        assert decided(policy, case).fired == tuple(rules)[:length]


def test_what_always_holds_or_never_does_is_decided_without_answers() -> None:
    policy = rulebook({"altijd": All(()), "nooit": Not(All(()))}, kinds={})

    assert decided(policy, {}).fired == ("altijd",)
    assert decided(policy, {}).open_rules == ()


def test_verdicts_are_a_sequence() -> None:
    policy = rulebook({"r": ja("j")}, kinds={"j": "ja_nee"})
    verdicts = Direct().compile(policy, DAY).decide([{"j": 1}, {"j": 0}, {}])

    told = [(verdict.fired, verdict.open_rules) for verdict in verdicts]

    assert told == [(("r",), ()), ((), ()), ((), ("r",))]
    assert [verdict.fired for verdict in verdicts[:2]] == [("r",), ()]
    assert (len(verdicts), verdicts[-1].open_rules) == (3, ("r",))
