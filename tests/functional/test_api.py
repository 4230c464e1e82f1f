"""The Python API as an integrator uses it: public names only."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import pytest

from triage import (
    Advice,
    Case,
    Engine,
    EngineDisagreement,
    Exclusion,
    IntakeError,
    Notice,
    Person,
    Policy,
    PolicyError,
    Problem,
    ProductAdvice,
    TriageError,
    Where,
)
from triage.engines.auto import Auto

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .conftest import Invoke

ON = date(2021, 3, 3)
REGISTERED = date(2021, 3, 2)


@pytest.fixture
def policy(home: Path) -> Policy:
    return Policy.load(home)


def case(name: str = "z-1", registered: date = REGISTERED, /, **answers: Any) -> Case:
    return Case(name, registered=registered, answers=answers)


class TestLoading:
    def test_the_built_in_home_is_the_default(self) -> None:
        assert Policy.load().version == Policy.load(None, engine="auto").version

    def test_a_home_may_be_a_path_or_a_text(self, home: Path) -> None:
        assert Policy.load(home).version == Policy.load(str(home)).version

    def test_the_environment_is_not_read(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        before = Policy.load().version
        monkeypatch.setenv("TRIAGE_HOME", str(home))

        assert Policy.load().version == before

    def test_a_policy_error_holds_every_problem_sorted_by_place(
        self, make_home: Callable[..., Path]
    ) -> None:
        rules = "regels:\n  - {regel: a, als: {x: ja}, dan: {punten: veel}}\n"
        home = make_home(rules=rules, config="urgentie: {laag: {}}")

        with pytest.raises(PolicyError) as caught:
            Policy.load(home)

        problems = caught.value.problems
        assert isinstance(caught.value, TriageError)
        assert list(problems) == sorted(problems)
        assert [(p.where.line, p.where.column, p.severity) for p in problems] == [
            (2, 22, "error"),
            (2, 44, "error"),
        ]
        assert str(caught.value) == "\n".join(str(problem) for problem in problems)

    def test_a_home_that_does_not_exist_is_not_found(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            Policy.load(tmp_path / "nergens")

    def test_an_engine_that_nobody_knows_is_refused(self, home: Path) -> None:
        with pytest.raises(ValueError, match="'snel'"):
            Policy.load(home, engine="snel")

    def test_an_engine_that_cannot_be_had_here_says_so(
        self, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "durable_rules_engine", None)

        with pytest.raises(PolicyError, match="durable-rules"):
            Policy.load(home, engine="durable")

    def test_without_a_second_engine_the_first_decides_and_a_warning_says_why(
        self, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "durable_rules_engine", None)

        policy = Policy.load(home, engine="auto")

        assert policy.advise(case(), on=ON).engines == ("direct",)
        assert "W012" in {warning.code for warning in policy.warnings(ON)}

    @pytest.mark.needs("durable-rules")
    def test_two_engines_decide_together_where_that_can_be(self, home: Path) -> None:
        policy = Policy.load(home, engine="auto")

        assert policy.advise(case(), on=ON).engines == ("direct", "durable")
        assert "W012" not in {warning.code for warning in policy.warnings(ON)}

    def test_engines_that_disagree_decide_nothing(self, home: Path) -> None:
        policy = Policy.load(home, engine=Auto(_Lenient))

        with pytest.raises(EngineDisagreement) as caught:
            policy.advise(case(), on=ON)

        assert caught.value.case == "z-1"
        assert caught.value.rules

    def test_an_engine_of_ones_own_decides(self, policy: Policy, home: Path) -> None:
        advice = Policy.load(home, engine=_Lenient()).advise(case(), on=ON)

        assert advice.engines == ("lenient",)
        assert advice.fired == tuple(sorted(policy.rulebook.rules))

    def test_warnings_are_values(self, make_home: Callable[..., Path]) -> None:
        rules = "regels: [{regel: a, als: altijd, dan: {punten: 1}}]"

        policy = Policy.load(make_home(rules=rules, config="urgentie: {laag: {}}"))

        warnings = policy.warnings(date(2021, 3, 3))

        assert all(isinstance(warning, Problem) for warning in warnings)
        assert {warning.severity for warning in warnings} == {"warning"}

    def test_the_version_tells_what_was_loaded(self, make_home: Callable[..., Path]) -> None:
        one, same, other = (
            make_home("a"),
            make_home("b"),
            make_home("c", config="urgentie: {a: {}}"),
        )
        (other / "rules/rules.yaml").write_text(
            "regels: [{regel: a, als: altijd, dan: {punten: 1}}]"
        )

        versions = [Policy.load(home).version for home in (one, same, other)]

        assert versions[0] == versions[1] != versions[2]
        assert all(version.startswith("sha256:") for version in versions)


class _Lenient:
    """An engine by somebody else: every rule holds."""

    name = "lenient"

    def compile(self, rulebook: Any, on: date) -> Any:
        assert on == ON

        class Verdict:
            fired = tuple(sorted(rulebook.rules))
            open_rules: tuple[str, ...] = ()
            facts = dict.fromkeys(rulebook.conclusions, True)

        class Program:
            def decide(self, cases: Any, *, hypothetical: bool = False) -> Any:  # noqa: ARG002  # the protocol's
                return [Verdict() for _ in cases]

        return Program()


def test_an_engine_fulfils_a_protocol_that_can_be_imported() -> None:
    engine: Engine = _Lenient()

    assert engine.name == "lenient"


class TestAdvice:
    def test_every_attribute_has_the_type_of_the_contract(self, policy: Policy) -> None:
        advice = policy.advise(
            case(
                "z-9",
                ontruiming=True,
                gemeld_op=date(2021, 3, 4),
                achterstand=45,
                sector="bouw",
                schuld=Decimal("999.50"),
                doelen=["rust", "werk"],
            ),
            on=ON,
        )

        assert advice.case == "z-9"
        assert advice.registered == REGISTERED
        assert advice.on == ON
        assert advice.urgency == "acuut"
        assert advice.deadline == date(2021, 3, 9)
        assert advice.points == 20
        assert advice.products == (ProductAdvice("schuldhulp", ("bureau",), None, ("schuldhulp",)),)
        assert advice.excluded == (Exclusion("gesprek", ("al-geholpen",)),)
        assert advice.facts == {"ernstig": True}
        assert advice.fired == ("al-geholpen", "ernstig", "gesprek", "ontruiming", "schuldhulp")
        assert advice.open_rules == ()
        assert advice.open_questions == ()
        assert advice.notices == (Notice("ontruiming", "Bel vandaag nog."),)
        assert advice.version == policy.version
        assert advice.engines == ("direct",)

    def test_hours_are_exact(self, policy: Policy) -> None:
        (product,) = policy.advise(case(sector="horeca", schuld=0), on=ON).products

        assert product.hours == Decimal("2.5")
        assert isinstance(product.hours, Decimal)

    def test_nothing_known_is_a_fact_that_is_none(self, policy: Policy) -> None:
        assert policy.advise(case(), on=ON).facts == {"ernstig": None}

    def test_it_says_the_same_as_the_command(
        self, policy: Policy, triage: Invoke, home: Path, cases: Path
    ) -> None:
        printed = triage("advise", cases, "--home", home, "--json", "--on", ON).stdout

        for line in printed.splitlines():
            said = json.loads(line)
            read = json.loads(next(x for x in cases.read_text().splitlines() if said["case"] in x))
            advice = policy.advise(
                Case(read["case"], date.fromisoformat(read["registered"]), read["answers"]), on=ON
            )
            assert advice.as_json() == said

    def test_two_are_equal_when_they_say_the_same(self, policy: Policy, home: Path) -> None:
        one = policy.advise(case(achterstand=45), on=ON)
        same = Policy.load(home).advise(case(achterstand=45), on=ON)

        assert one == same
        assert hash(one) == hash(same)
        assert one != policy.advise(case(achterstand=29), on=ON)
        assert one != policy.advise(case(achterstand=45), on=REGISTERED)
        assert one != "z-1"

    def test_nothing_about_it_can_be_changed(self, policy: Policy) -> None:
        advice = policy.advise(case(achterstand=45), on=ON)

        for name in ("case", "on", "urgency", "points", "products", "version"):
            with pytest.raises(AttributeError):
                setattr(advice, name, None)
        with pytest.raises(AttributeError):
            advice.products[0].hours = Decimal(1)  # type: ignore[misc]  # the point of the test

        cast("dict[str, Any]", advice.facts)["ernstig"] = False
        assert advice.facts == {"ernstig": True}

    def test_it_shows_itself_in_short(self, policy: Policy) -> None:
        advice = policy.advise(case(achterstand=45), on=ON)

        assert repr(advice) == "<Advice z-1: gewoon, 20 points, [schuldhulp]>"


class TestAnswers:
    @pytest.mark.parametrize(
        "written", [1262.5, Decimal("1262.50"), "1262,50", "1.262,50", "€ 1.262,50", "1262.50"]
    )
    def test_an_amount_may_be_written_in_many_ways(
        self, make_home: Callable[..., Path], written: Any
    ) -> None:
        rules = """\
vragen: {schuld: {vraag: Hoeveel, soort: bedrag}}
regels: [{regel: a, als: {schuld: "= 1262,50"}, dan: {punten: 1}}]
"""
        policy = Policy.load(make_home(rules=rules, config="urgentie: {laag: {}}"))

        assert policy.advise(case(schuld=written), on=ON).points == 1

    @pytest.mark.parametrize("written", [True, "ja"])
    def test_yes_is_true_or_ja(self, policy: Policy, written: Any) -> None:
        assert policy.advise(case(ontruiming=written), on=ON).urgency == "acuut"

    @pytest.mark.parametrize("chosen", [["rust", "werk"], ("werk", "rust"), {"rust", "werk"}])
    def test_several_choices_are_a_collection_in_any_order(
        self, policy: Policy, chosen: Any
    ) -> None:
        assert policy.advise(case(doelen=chosen), on=ON).fired == ("al-geholpen",)

    def test_none_and_absent_are_the_same(self, policy: Policy) -> None:
        with_none = policy.advise(case(achterstand=None, doelen=None), on=ON)

        assert with_none == policy.advise(case(), on=ON)

    def test_an_empty_choice_is_an_answer(self, policy: Policy) -> None:
        assert "doelen" not in policy.advise(case(doelen=[]), on=ON).open_questions

    def test_every_bad_answer_is_reported_at_once(self, policy: Policy) -> None:
        wrong = case(
            achterstand=4000,
            ontruiming="misschien",
            gemeld_op="2021-02-30",
            sector="boow",
            schuld=float("nan"),
            doelen="rust",
            ernstig=True,
            onbekend=1,
        )

        with pytest.raises(IntakeError) as caught:
            policy.advise(wrong, on=ON)

        assert isinstance(caught.value, TriageError)
        assert len(caught.value.problems) == 8
        assert {problem.where.file for problem in caught.value.problems} == {"zaak z-1"}

    @pytest.mark.parametrize(
        "answers",
        [
            {"achterstand": 1.5},
            {"achterstand": "1.262"},
            {"achterstand": True},
            {"achterstand": 10**15},
            {"schuld": float("inf")},
            {"schuld": "1,005"},
            {"schuld": Case},
            {"gemeld_op": datetime(2021, 3, 1, tzinfo=UTC)},
            {"gemeld_op": date(1899, 12, 31)},
            {"sector": "Horeca"},
            {"sector": ["horeca"]},
            {"doelen": ["rust", 1]},
            {"ontruiming": 1},
            {"ontruiming": ""},
            {"ernstig": True},
        ],
        ids=str,
    )
    def test_what_does_not_fit_the_question_is_refused(
        self, policy: Policy, answers: dict[str, Any]
    ) -> None:
        with pytest.raises(IntakeError) as caught:
            policy.advise(Case("z", REGISTERED, answers), on=ON)

        assert len(caught.value.problems) == 1

    def test_the_bad_answers_of_all_cases_are_reported_at_once(self, policy: Policy) -> None:
        cases = [case("z-1", achterstand=-1), case("z-2"), case("z-3", sector="x")]

        with pytest.raises(IntakeError) as caught:
            policy.prioritise(cases, on=ON)

        files = [problem.where.file for problem in caught.value.problems]
        assert files == ["zaak z-1", "zaak z-3"]

    @pytest.mark.parametrize("day", [datetime(2021, 3, 3, tzinfo=UTC), "2021-03-03", None])
    def test_a_day_is_a_date_without_a_time(self, policy: Policy, day: Any) -> None:
        with pytest.raises(TypeError, match="not a date"):
            policy.advise(case(), on=day)
        with pytest.raises(TypeError, match="not a date"):
            policy.advise(case("z-1", day), on=ON)


class TestPrioritise:
    def test_it_gives_a_tuple_most_urgent_first(self, policy: Policy) -> None:
        calls = policy.prioritise(
            (case(name, **answers) for name, answers in (("a", {}), ("b", {"ontruiming": True}))),
            on=ON,
        )

        assert isinstance(calls, tuple)
        assert all(isinstance(call, Advice) for call in calls)
        assert [call.case for call in calls] == ["b", "a"]

    def test_the_same_cases_in_any_order_give_the_same_list(self, policy: Policy) -> None:
        cases = [case(f"z-{number}") for number in range(50)]

        assert policy.prioritise(cases, on=ON) == policy.prioritise(cases[::-1], on=ON)

    def test_no_cases_give_an_empty_list(self, policy: Policy) -> None:
        assert policy.prioritise([], on=ON) == ()


class TestPolicy:
    def test_explain_is_the_text_of_the_command(
        self, triage: Invoke, policy: Policy, home: Path, cases: Path
    ) -> None:
        printed = triage("explain", "z-1", "--in", cases, "--home", home, "--on", ON).stdout

        text = policy.explain(case(achterstand=45, ontruiming=False), on=ON)

        assert text + "\n" == printed

    def test_it_cannot_be_changed(self, policy: Policy) -> None:
        for name in ("version", "rulebook"):
            with pytest.raises(AttributeError):
                setattr(policy, name, None)

    def test_one_policy_may_be_shared_by_threads(self, home: Path) -> None:
        cases = [case(f"z-{number}", achterstand=number) for number in range(200)]
        days = [date(2021, 3, 1 + number % 28) for number in range(200)]
        expected = [
            Policy.load(home).advise(one, on=on) for one, on in zip(cases, days, strict=True)
        ]
        shared = Policy.load(home)

        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda one, on: shared.advise(one, on=on), cases, days))

        assert found == expected

    def test_the_day_is_the_argument_and_no_clock_is_read(self, policy: Policy) -> None:
        advices = [policy.advise(case(), on=day) for day in (ON, date(1999, 1, 1), ON)]

        assert advices[0] == advices[2]


class TestValues:
    def test_a_person_is_kept_apart_and_never_shown(self, policy: Policy) -> None:
        person = Person(name="Jo Oefening", phone="06-00000000", email="jo@x.example", bsn="1")
        known = Case("z-1", registered=REGISTERED, answers={}, person=person)

        advice = policy.advise(known, on=ON)

        assert repr(person) == "Person()"
        assert "Oefening" not in repr(known) + repr(advice) + json.dumps(advice.as_json())
        assert advice == policy.advise(case(), on=ON)

    def test_values_are_frozen_and_equal_by_what_they_say(self) -> None:
        where = Where("a.yaml", 3, 5)
        problem = Problem(where, "X001", "dit is fout", "Doe iets.")

        assert str(problem) == "a.yaml:3:5: X001 dit is fout. Doe iets."
        assert problem == Problem(Where("a.yaml", 3, 5), "X001", "dit is fout", "Doe iets.")
        assert case(a=1) == case(a=1)
        assert case(a=1) != case(a=2)
        for value, name in ((where, "line"), (problem, "code"), (case(), "case")):
            with pytest.raises(AttributeError):
                setattr(value, name, 1)
