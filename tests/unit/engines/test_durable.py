"""The engine `durable` means what the contract says, test by test."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Final

import attrs
import pytest

from tests.unit.engines.made_up import LARGEST, ON, ja, nee, rulebook
from triage.conditions import (
    ALWAYS,
    All,
    AtLeast,
    Chosen,
    Condition,
    Counted,
    Known,
    Not,
    Range,
    Within,
)
from triage.engines.durable import Durable, chunks
from triage.engines.durable.chunks import RESERVED, colliding, load_native
from triage.errors import EngineRefusal, EngineUnavailable
from triage.rulebook import Period

DURABLE: Final = pytest.mark.needs("durable-rules")
TODAY: Final = ON.toordinal()


def held(
    condition: Condition, answers: Mapping[str, int], *, hypothetical: bool = False
) -> bool | None:
    """Whether a rule with this condition holds; None is open."""
    program = Durable().compile(rulebook({"regel": condition}), ON)
    (verdict,) = program.decide([answers], hypothetical=hypothetical)
    return True if verdict.fired else None if verdict.open_rules else False


def within(*ranges: Range) -> Within:
    return Within("a", ranges)


DAYS_AGO: Final = Within("d", ((None, -30),), relative=True)
ONE_OF: Final = Chosen("v", 0b0110)
ALL_OF: Final = Chosen("v", 0b0110, every=True)
TWO_OF: Final = AtLeast(2, (ja("j"), ja("k"), Within("o", ((3, 3),))))
FAR: Final = LARGEST * 1000


@DURABLE
@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        (ja("j"), {"j": 1}, True),
        (ja("j"), {"j": 0}, False),
        (ja("j"), {}, None),
        (Not(ja("j")), {"j": 0}, True),
        (Not(ja("j")), {}, None),
        (within((5, 9)), {"a": 5}, True),
        (within((5, 9)), {"a": 9}, True),
        (within((5, 9)), {"a": 10}, False),
        (within((5, 5)), {"a": 5}, True),
        (within((None, 4), (6, None)), {"a": 5}, False),
        (within((None, 4), (6, None)), {"a": 6}, True),
        (within((None, 4), (6, None)), {}, None),
        (within((1, 2), (5, 6), (9, 9)), {"a": 7}, False),
        (within((1, 2), (5, 6), (9, 9)), {"a": 9}, True),
        (Not(within((1, 2), (5, 6))), {"a": 3}, True),
        (within((None, None)), {"a": 3}, True),
        (within((None, None)), {}, None),
        (within((LARGEST, None)), {"a": LARGEST}, True),
        (within((LARGEST, None)), {"a": LARGEST - 1}, False),
        (within((LARGEST, LARGEST)), {"a": FAR}, False),
        (within((LARGEST, None)), {"a": FAR}, True),
        (within((-LARGEST, None)), {"a": -FAR}, False),
        (Within("o", ((0, 0), (2, 2))), {"o": 2}, True),
        (Within("o", ((0, 0), (2, 2))), {"o": 1}, False),
        (DAYS_AGO, {"d": TODAY - 30}, True),
        (DAYS_AGO, {"d": TODAY - 29}, False),
        (DAYS_AGO, {}, None),
        (ONE_OF, {"v": 0b0100}, True),
        (ONE_OF, {"v": 0b1001}, False),
        (ONE_OF, {"v": 0}, False),
        (ONE_OF, {}, None),
        (ALL_OF, {"v": 0b1110}, True),
        (ALL_OF, {"v": 0b0100}, False),
        (Not(ALL_OF), {}, None),
        (Counted("v", ((2, None),)), {"v": 0b1010}, True),
        (Counted("v", ((0, 0),)), {"v": 0}, True),
        (Counted("v", ((2, None),)), {}, None),
        (Known("t"), {"t": 1}, True),
        (Known("t"), {}, False),
        (Known("t", known=False), {}, True),
        (Not(Known("t", known=False)), {}, False),
        (TWO_OF, {"j": 1, "k": 1}, True),
        (TWO_OF, {"j": 1, "k": 0}, None),
        (TWO_OF, {"j": 0, "k": 0}, False),
        (All((ja("j"), ja("k"))), {"j": 0}, False),
        (All((ja("j"), ja("k"))), {"j": 1}, None),
        (AtLeast(1, (ja("j"), ja("k"))), {"j": 1}, True),
        (ALWAYS, {}, True),
        (Not(ALWAYS), {}, False),
    ],
)
def test_a_condition_holds_fails_or_is_open(
    condition: Condition, answers: dict[str, int], *, expected: bool | None
) -> None:
    assert held(condition, answers) is expected


@DURABLE
@pytest.mark.parametrize("known", [True, False])
def test_an_answer_that_may_still_come_is_not_known_to_be_missing(*, known: bool) -> None:
    assert held(Known("j", known), {}, hypothetical=True) is None
    assert held(Known("j", known), {"j": 0}, hypothetical=True) is known


SETS: Final[dict[str, Condition]] = {"zet": ja("j"), "ook": ja("k")}
TESTS: Final[dict[str, Condition]] = {
    "ja": ja("feit"),
    "nee": nee("feit"),
    "bekend": Known("feit"),
    "niets": nee("leeg"),
}


@DURABLE
@pytest.mark.parametrize(
    ("answers", "fact", "fired"),
    [
        ({"j": 1}, True, ("bekend", "ja", "niets", "zet")),
        ({"j": 0, "k": 0}, False, ("bekend", "nee", "niets")),
        ({"j": 0}, None, ("niets",)),
    ],
)
def test_a_conclusion_is_decided_before_it_is_tested(
    answers: dict[str, int], fired: tuple[str, ...], *, fact: bool | None
) -> None:
    policy = rulebook(SETS | TESTS, {"feit": ["zet", "ook"], "leeg": []})

    (verdict,) = Durable().compile(policy, ON).decide([answers])

    assert verdict.facts == {"feit": fact, "leeg": False}
    assert verdict.fired == fired


@DURABLE
def test_only_rules_that_are_valid_on_the_day_take_part() -> None:
    policy = rulebook({"oud": ALWAYS, "nieuw": ALWAYS})
    rules = dict(policy.rules)
    rules["oud"] = attrs.evolve(rules["oud"], periods=(Period(last=ON),))
    policy = attrs.evolve(policy, rules=rules)
    engine = Durable()

    days = [engine.compile(policy, day).decide([{}])[0] for day in (ON, ON + timedelta(days=1))]

    assert [verdict.fired for verdict in days] == [("nieuw", "oud"), ("nieuw",)]


@DURABLE
def test_relative_dates_count_from_the_day_of_reckoning() -> None:
    engine, policy = Durable(), rulebook({"regel": DAYS_AGO})
    days = (date(2021, 3, 1), date(2021, 3, 2))

    found = [engine.compile(policy, on).decide([{"d": TODAY - 31}])[0].fired for on in days]

    assert found == [(), ("regel",)]


@DURABLE
@pytest.mark.parametrize("bound", [LARGEST + 1, -LARGEST - 1])
def test_a_number_that_cannot_be_compared_exactly_is_refused_by_the_name_of_its_rule(
    bound: int,
) -> None:
    policy = rulebook({"goed": ja("j"), "te-groot": Not(within((None, bound)))})

    with pytest.raises(EngineRefusal) as refused:
        Durable().compile(policy, ON)

    assert refused.value.rules == ("te-groot",)
    assert "te-groot" in str(refused.value)
    assert "2^53" in str(refused.value)


def test_names_that_durable_rules_takes_for_one_are_found() -> None:
    # These two have the same 32-bit FNV-1a hash.
    assert colliding(["f1", "costarring", "liquid"]) == ("costarring", "liquid")
    assert colliding(["f1", "$or"]) == ("$or", "$or")


def test_no_generated_name_collides_with_another_or_with_a_reserved_word() -> None:
    names = [f"{letter}{number}" for letter in "fr" for number in range(20_000)]

    assert colliding(names) is None
    assert not set(names) & set(RESERVED)


@pytest.mark.parametrize(
    ("here", "said"),
    [
        ({"version_info": (3, 13)}, "Python 3.13"),
        ({"platform": "win32"}, "64 bits"),
        ({"maxsize": 2**31 - 1}, "64 bits"),
    ],
)
def test_where_durable_rules_cannot_work_the_reason_is_named(
    monkeypatch: pytest.MonkeyPatch, here: dict[str, object], said: str
) -> None:
    able = {"platform": "linux", "maxsize": 2**63 - 1, "version_info": (3, 12)}
    monkeypatch.setattr(chunks, "sys", SimpleNamespace(**able | here))

    with pytest.raises(EngineUnavailable) as unavailable:
        load_native()

    assert said in str(unavailable.value)
    assert "'direct'" in str(unavailable.value)


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="another reason comes first")
def test_without_durable_rules_the_extra_to_install_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)

    with pytest.raises(EngineUnavailable, match=r"keten-triage\[durable\]"):
        Durable()


def test_importing_the_engine_imports_no_durable_rules_and_starts_no_thread() -> None:
    code = (
        "import sys, threading, triage.engines.auto\n"
        "print('durable_rules_engine' in sys.modules, threading.active_count())"
    )

    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )

    assert found.stdout.split() == ["False", "1"]
