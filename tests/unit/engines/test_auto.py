"""Two engines decide, and nothing counts unless they agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

import attrs
import pytest

from tests.unit.engines.made_up import LARGEST, ON, ja, nee, rulebook, said
from triage.conditions import Within
from triage.engines import Engine, Program, Verdict
from triage.engines.auto import Auto, DisagreementError
from triage.engines.direct import Direct
from triage.errors import EngineRefusal, EngineUnavailable
from triage.rulebook import Rulebook

POLICY: Final = rulebook(
    {"doet-mee": ja("j"), "zet": ja("k"), "toetst": nee("feit")}, {"feit": ["zet"]}
)
CASES: Final[tuple[dict[str, int], ...]] = ({"j": 1, "k": 0}, {"j": 1}, {}, {"j": 0, "k": 1})


@attrs.frozen
class Said:
    fired: tuple[str, ...]
    open_rules: tuple[str, ...]
    facts: Mapping[str, bool | None]


@attrs.define
class Liar:
    """An engine that decides as `direct` does, but says something else about one case."""

    case: Mapping[str, int]
    fired: tuple[str, ...] | None = None
    open_rules: tuple[str, ...] | None = None
    facts: Mapping[str, bool | None] | None = None
    name: str = "liar"

    def compile(self, rulebook: Rulebook, on: date) -> Program:
        return LiarProgram(self, Direct().compile(rulebook, on))


@attrs.frozen
class LiarProgram:
    liar: Liar
    honest: Program

    def decide(
        self, cases: Iterable[Mapping[str, int]], *, hypothetical: bool = False
    ) -> Sequence[Verdict]:
        asked = list(cases)
        found = self.honest.decide(asked, hypothetical=hypothetical)
        return [
            self._twisted(verdict) if case == self.liar.case else verdict
            for case, verdict in zip(asked, found, strict=True)
        ]

    def _twisted(self, verdict: Verdict) -> Verdict:
        liar = self.liar
        return Said(
            verdict.fired if liar.fired is None else liar.fired,
            verdict.open_rules if liar.open_rules is None else liar.open_rules,
            verdict.facts if liar.facts is None else liar.facts,
        )


@attrs.define
class Picky:
    """An engine that takes no policy at all."""

    name: str = "picky"

    def compile(self, rulebook: Rulebook, on: date) -> Program:
        raise EngineRefusal(rulebook.rules, f"geen enkele regel op {on}")


def nobody() -> Engine:
    raise EngineUnavailable("er is hier geen tweede")


def test_engines_that_agree_give_one_verdict() -> None:
    program = Auto(second=lambda: Liar({"x": 1})).compile(POLICY, ON)

    found = program.decide(CASES)

    assert list(map(said, found)) == list(map(said, Direct().compile(POLICY, ON).decide(CASES)))
    assert program.engines == ("direct", "liar")
    assert program.reason is None


@pytest.mark.parametrize(
    ("lie", "rules"),
    [
        ({"fired": ("toetst",)}, ("doet-mee",)),
        ({"fired": ("doet-mee", "toetst", "zet")}, ("zet",)),
        ({"open_rules": ("toetst", "zet")}, ("toetst", "zet")),
        ({"facts": {"feit": True}}, ("zet",)),
        ({"facts": {"feit": None}}, ("zet",)),
    ],
)
def test_a_disagreement_names_the_case_and_the_rules(
    lie: dict[str, object], rules: tuple[str, ...]
) -> None:
    liar = Liar(CASES[0], **lie)  # type: ignore[arg-type]  # one of the three lies
    program = Auto(second=lambda: liar).compile(POLICY, ON)

    with pytest.raises(DisagreementError) as found:
        program.decide([{}, {"j": 0}, CASES[0]])

    assert found.value.index == 2
    assert found.value.rules == rules


def test_a_conclusion_that_no_rule_sets_is_named_itself() -> None:
    policy = rulebook({"regel": ja("j")}, {"leeg": []})
    program = Auto(second=lambda: Liar({"j": 1}, facts={"leeg": None})).compile(policy, ON)

    with pytest.raises(DisagreementError) as found:
        program.decide([{"j": 1}])

    assert found.value.rules == ("leeg",)


def test_what_is_supposed_is_compared_too() -> None:
    program = Auto(second=lambda: Liar({}, open_rules=())).compile(POLICY, ON)

    with pytest.raises(DisagreementError):
        program.decide([{}], hypothetical=True)


def test_a_disagreement_repeats_no_answers() -> None:
    answer = 737_123
    policy = rulebook({"regel": Within("a", ((0, None),))})
    program = Auto(second=lambda: Liar({"a": answer}, fired=())).compile(policy, ON)

    with pytest.raises(DisagreementError) as found:
        program.decide([{"a": answer}])

    assert str(answer) not in str(found.value)


def test_without_a_second_engine_direct_decides_alone_and_says_why() -> None:
    program = Auto(second=nobody).compile(POLICY, ON)

    (verdict,) = program.decide([{"j": 1}])

    assert "doet-mee" in verdict.fired
    assert program.engines == ("direct",)
    assert program.reason is not None
    assert "geen tweede" in program.reason


def test_a_policy_that_is_refused_is_decided_by_direct_alone_with_the_reason() -> None:
    program = Auto(second=Picky).compile(rulebook({"regel": ja("j")}), ON)

    assert program.engines == ("direct",)
    assert program.reason is not None
    assert "regel regel: geen enkele regel" in program.reason


@pytest.mark.needs("durable-rules")
def test_durable_rules_is_the_second_engine() -> None:
    program = Auto().compile(POLICY, ON)

    found = program.decide(CASES)

    assert list(map(said, found)) == list(map(said, Direct().compile(POLICY, ON).decide(CASES)))
    assert program.engines == ("direct", "durable")
    assert program.reason is None


@pytest.mark.needs("durable-rules")
def test_a_rule_beyond_durable_rules_is_named_in_the_reason() -> None:
    policy = rulebook({"te-groot": Within("a", ((LARGEST + 1, None),)), "gewoon": ja("j")})

    program = Auto().compile(policy, ON)

    assert program.engines == ("direct",)
    assert program.reason is not None
    assert "te-groot" in program.reason
    assert "gewoon" not in program.reason
    assert program.decide([{"a": LARGEST + 1}])[0].fired == ("te-groot",)
