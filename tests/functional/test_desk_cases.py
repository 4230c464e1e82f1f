"""Cases at the desk: how they come in, their intake, what the adviser decides, and their end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import attrs
import pytest

from tests.functional.desk_home import (
    CONFIG,
    MONDAY,
    RULES,
    WEDNESDAY,
    Clock,
    case,
    kinds,
    stored,
    write_home,
)
from triage import Case, Desk, DeskError, IntakeError, Person

BSN: Final = "999990019"
JO: Final = Person("Jo Oefening", "06-12345678", "jo@voorbeeld.example", BSN)
LIST: Final = (case("z-1", achterstand=10), case("z-2", druk=True), case("z-3"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, ledger: str, clock: Clock) -> Iterator[Desk]:
    with Desk.open(write_home(tmp_path / "thuis"), ledger, clock=clock) as desk:
        yield desk


def codes(error: IntakeError) -> list[tuple[str, str]]:
    """Of each problem the case and the code."""
    return [(problem.where.file, problem.code) for problem in error.problems]


def order(desk: Desk) -> list[str]:
    return [advice.case for advice in desk.calls(actor="test")]


class TestRegistering:
    def test_a_list_is_taken_in_as_a_whole(self, desk: Desk) -> None:
        found = desk.register(LIST, "gros", actor="import")

        assert found.new == ("z-1", "z-2", "z-3")
        assert (found.changed, found.same, found.gone, found.doubles) == ((), (), (), ())
        event = next(event for event in desk.events() if event.case == "z-1")
        assert event.kind == "registered"
        assert event.actor == "import"
        assert event.details == {"source": "gros", "level": "gewoon"}
        assert (event.at.date(), event.recorded.date()) == (MONDAY, WEDNESDAY)

    def test_the_same_list_again_changes_nothing(self, desk: Desk) -> None:
        desk.register(LIST, "gros")
        before = list(desk.events())

        found = desk.register(reversed(LIST), "gros")

        assert found.same == ("z-1", "z-2", "z-3")
        assert (found.new, found.changed, found.gone) == ((), (), ())
        assert list(desk.events()) == before

    def test_a_list_again_shows_what_is_new_changed_and_gone(self, desk: Desk) -> None:
        desk.register(LIST, "gros")
        again = (case("z-1", achterstand=40), case("z-2", druk=True), case("z-4"))

        found = desk.register(again, "gros")

        assert (found.new, found.changed) == (("z-4",), ("z-1",))
        assert (found.same, found.gone) == (("z-2",), ("z-3",))
        assert kinds(desk)["re_registered"] == 1
        assert order(desk)[0] == "z-1"

    def test_only_what_came_from_that_source_can_be_gone(self, desk: Desk) -> None:
        desk.register(LIST, "gros")
        desk.register(case("z-9"), "zelf")
        desk.close("z-3", reason="verhuisd", actor="balie")

        found = desk.register(LIST[:1], "gros")

        assert found.gone == ("z-2",)

    def test_one_case_is_no_list_so_nobody_is_gone(self, desk: Desk) -> None:
        desk.register(LIST, "gros")

        found = desk.register(case("z-4"), "gros")

        assert (found.new, found.gone) == (("z-4",), ())

    def test_who_reports_himself_stands_on_no_list(self, desk: Desk) -> None:
        desk.register([case("z-1"), case("z-2")], "zelf")

        found = desk.register([case("z-3")], "zelf")

        assert (found.new, found.gone) == (("z-3",), ())

    def test_what_a_list_no_longer_says_is_gone_too(self, desk: Desk) -> None:
        desk.register(case("z-1", druk=True), "gros")

        found = desk.register([case("z-1")], "gros")

        assert found.changed == ("z-1",)
        assert desk.calls(actor="test")[0].points == 0

    def test_a_list_takes_back_no_more_than_it_gave(self, desk: Desk) -> None:
        desk.register(LIST, "gros")
        desk.register(case("z-3", ontruiming=True), "signaal")

        desk.register([*LIST[:2], case("z-3", druk=True)], "gros")

        first = desk.calls(actor="test")[0]
        assert (first.case, first.urgency, first.points) == ("z-3", "acuut", 10)

    def test_what_somebody_says_of_himself_goes_before_a_list(self, desk: Desk) -> None:
        desk.register(case("z-1", achterstand=0), "zelf")

        desk.register([case("z-1", achterstand=40)], "gros")

        assert desk.calls(actor="test")[0].urgency == "gewoon"

    def test_what_was_told_in_an_intake_wins_from_every_list(self, desk: Desk) -> None:
        desk.register(LIST, "gros")
        desk.intake(case("z-1", achterstand=0), actor="intaker-1")

        desk.register([case("z-1", achterstand=90), *LIST[1:]], "gros")

        advice = desk.intake(case("z-1", druk=True), actor="intaker-1")
        assert (advice.urgency, advice.points) == ("gewoon", 10)

    def test_a_known_case_from_another_source_is_told(self, desk: Desk) -> None:
        desk.register(LIST, "gros")

        found = desk.register(case("z-1", achterstand=10), "zelf")
        again = desk.register(case("z-1", achterstand=10), "zelf")

        assert found.changed == ("z-1",)
        assert found.warnings == ("al bekend uit een andere bron: z-1.",)
        assert (again.same, again.warnings) == (("z-1",), ())

    def test_the_first_day_of_registration_stands(self, desk: Desk) -> None:
        desk.register(case("z-1"), "gros")

        found = desk.register([case("z-1", WEDNESDAY)], "gros")

        (warning,) = found.warnings
        assert "andere dag van aanmelding dan eerst: z-1." in warning
        assert desk.calls(actor="test")[0].registered == MONDAY

    def test_a_case_that_was_closed_stays_closed(self, desk: Desk) -> None:
        desk.register(LIST, "gros")
        desk.close("z-1", reason="ziet_af", actor="balie")
        desk.erase("z-1", actor="balie")

        found = desk.register([case("z-1", ontruiming=True), *LIST[1:]], "gros")

        assert found.same == ("z-1", "z-2", "z-3")
        assert found.warnings[0].startswith("gesloten, en dat blijft zo: z-1.")
        assert "z-1" not in order(desk)

    def test_answers_read_back_as_they_were_given(self, desk: Desk) -> None:
        given = case(
            "z-1",
            achterstand=Decimal("30.000"),
            klaar_op=date(2021, 4, 1),
            hulp={"werk", "rust"},
            schuld=1262.5,
        )

        desk.register(given, "zelf")

        (advice,) = desk.calls(actor="test")
        assert advice == desk.policy.advise(given, on=WEDNESDAY)
        assert desk.register(given, "zelf").same == ("z-1",)


class TestRefusing:
    def test_every_problem_of_every_case_comes_at_once_and_nothing_is_written(
        self, desk: Desk
    ) -> None:
        bad = (
            case("z-1", achterstand=-1),
            case("z-2", who=Person(bsn="123456789")),
            case("z-2"),
            case("z-4\n"),
            case("z-5", who=Person("half \ud800 teken")),
            case("z-6", verhaal="half \ud800 teken"),
            case(BSN),
        )

        with pytest.raises(IntakeError) as caught:
            desk.register([case("z-0"), *bad], "gros")

        assert codes(caught.value) == [
            ("zaak", "A007"),
            ("zaak z-1", "A004"),
            ("zaak z-2", "Z036"),
            ("zaak z-2", "Z037"),
            ("zaak z-5", "Y005"),
            ("zaak z-6", "Y005"),
            ("zaak …", "Z032"),
        ]
        assert "123456789" not in str(caught.value)
        assert not kinds(desk)

    @pytest.mark.parametrize("name", ["half \ud800 teken", "z" * 201])
    def test_a_number_that_cannot_be_stored_is_refused(self, desk: Desk, name: str) -> None:
        with pytest.raises(IntakeError) as caught:
            desk.register(case(name), "zelf")

        assert codes(caught.value) == [("zaak …", "Z032")]

    @pytest.mark.parametrize("name", ["9999.90.019", "999 990 019", "99999 0019."])
    def test_a_bsn_with_dots_or_spaces_is_no_number_of_a_case_either(
        self, desk: Desk, name: str
    ) -> None:
        with pytest.raises(IntakeError) as caught:
            desk.register([case(name), case(name)], "zelf")

        assert {code for _, code in codes(caught.value)} == {"A007", "Z037"}
        assert name not in str(caught.value)
        assert not kinds(desk)

    def test_an_unknown_source_names_the_known_ones(self, desk: Desk) -> None:
        with pytest.raises(DeskError, match=r"'gross'.*Bedoelde u 'gros'.*campagne"):
            desk.register(case("z-1"), "gross")

    def test_something_else_than_a_case_is_a_mistake_of_the_program(self, desk: Desk) -> None:
        with pytest.raises(TypeError, match="is not a Case"):
            desk.register(["z-1"], "gros")  # type: ignore[list-item]


class TestOnePerson:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (Person(bsn="999990019"), Person(bsn="999990019")),
            (Person(bsn="00000012"), Person(bsn="000000012")),
            (Person(phone="06-12345678"), Person(phone="+31 (0)6 12 34 56 78")),
            (Person(phone="0031612345678"), Person(phone="0612345678")),
            (Person(email="Jo@Voorbeeld.example"), Person(email="jo@voorbeeld.example ")),
        ],
    )
    def test_is_found_under_two_numbers(self, desk: Desk, one: Person, other: Person) -> None:
        desk.register([case("z-2", who=one), case("z-3")], "gros")

        found = desk.register(case("z-1", who=other), "zelf")

        assert found.doubles == (("z-1", "z-2"),)
        assert "z-1 en z-2" in found.warnings[0]

    def test_is_told_once_a_pair_and_without_a_name(self, desk: Desk) -> None:
        found = desk.register([case(f"z-{n}", who=JO) for n in (3, 1, 2)], "gros")

        assert found.doubles == (("z-1", "z-2"), ("z-1", "z-3"), ("z-2", "z-3"))
        assert not any(word in str(found) for word in ("Jo", "Oefening", "12345678", BSN))

    def test_is_not_looked_for_among_closed_cases(self, desk: Desk) -> None:
        desk.register(case("z-1", who=JO), "gros")
        desk.close("z-1", reason="dubbel", actor="balie")

        found = desk.register(case("z-2", who=JO), "zelf")

        assert found.doubles == ()

    def test_with_others_at_one_office_does_not_fill_the_list(self, desk: Desk) -> None:
        office = [case(f"z-{n:02}", who=Person(phone="0570 123456")) for n in range(40)]

        found = desk.register(office, "gros")

        assert len(found.doubles) == 39

    def test_is_not_made_of_people_without_a_number(self, desk: Desk) -> None:
        nobody = Person("Jo Oefening", phone="-", email=" ")

        found = desk.register([case("z-1", who=nobody), case("z-2", who=nobody)], "gros")

        assert found.doubles == ()

    def test_keeps_what_another_list_does_not_tell(self, desk: Desk) -> None:
        desk.register(case("z-1", who=JO), "gros")

        found = desk.register([case("z-1", who=Person("Jo Anders"))], "gros")

        call = desk.next(actor="intaker-1")
        assert found.changed == ("z-1",)
        assert call is not None
        assert call.person == attrs.evolve(JO, name="Jo Anders")


class TestTheCeiling:
    @pytest.fixture
    def desk(self, tmp_path: Path, ledger: str, clock: Clock) -> Iterator[Desk]:
        home = write_home(tmp_path / "thuis", config=f"{CONFIG}plafond: 3\n")
        with Desk.open(home, ledger, clock=clock) as desk:
            yield desk

    def test_warns_once_it_is_passed_and_never_refuses(self, desk: Desk) -> None:
        reached = desk.register(LIST, "gros")
        passed = desk.register(case("z-4"), "zelf")

        assert reached.warnings == ()
        assert passed.new == ("z-4",)
        assert "er zijn nu 4 mensen" in passed.warnings[0]
        assert "het plafond is 3" in passed.warnings[0]

    def test_does_not_count_who_left_before_an_intake(self, desk: Desk) -> None:
        desk.register(LIST, "gros")
        desk.close("z-1", reason="ziet_af", actor="balie")

        assert desk.register(case("z-4"), "zelf").warnings == ()

    def test_counts_who_was_helped(self, desk: Desk) -> None:
        desk.register(LIST, "gros")
        desk.intake(case("z-1"), actor="intaker-1")
        desk.close("z-1", reason="afgerond", actor="balie")

        assert "er zijn nu 4 mensen" in desk.register(case("z-4"), "zelf").warnings[0]


class TestAnIntake:
    @pytest.fixture(autouse=True)
    def _listed(self, desk: Desk) -> None:
        desk.register(LIST, "gros")

    def test_gives_the_advice_on_everything_that_is_known(self, desk: Desk) -> None:
        advice = desk.intake(case("z-1", druk=True, achterstand=40), actor="intaker-1")

        assert (advice.urgency, advice.points) == ("hoog", 10)
        event = list(desk.events())[-1]
        assert (event.kind, event.case, event.actor) == ("intake", "z-1", "intaker-1")
        assert event.details == {
            "urgency": "hoog",
            "products": ["schuldhulp"],
            "version": desk.policy.version,
            "decision": 1,
        }
        assert desk.replay().decisions == 1
        assert desk.replay().different == ()

    def test_takes_the_case_off_the_call_list(self, desk: Desk) -> None:
        desk.intake(case("z-2"), actor="intaker-1")

        assert set(order(desk)) == {"z-1", "z-3"}

    def test_lets_go_of_the_case(self, desk: Desk) -> None:
        call = desk.next(actor="intaker-1")
        assert call is not None

        desk.intake(case(call.case), actor="intaker-1")

        other = desk.next(actor="intaker-1")
        assert other is not None
        assert other.case != call.case

    def test_again_writes_nothing_and_says_the_same(self, desk: Desk, clock: Clock) -> None:
        told = case("z-1", ontruiming=True, who=JO)
        first = desk.intake(told, actor="intaker-1")
        before = list(desk.events())

        clock.set(WEDNESDAY, 16)
        second = desk.intake(told, actor="intaker-2")

        assert second == first
        assert list(desk.events()) == before

    def test_with_something_new_is_another_one(self, desk: Desk) -> None:
        told = case("z-1", ontruiming=True)
        desk.intake(told, actor="intaker-1")

        desk.intake(attrs.evolve(told, person=JO), actor="intaker-1")
        desk.register([case("z-1", druk=True), *LIST[1:]], "gros")
        advice = desk.intake(told, actor="intaker-1")

        assert advice.points == 10
        assert kinds(desk)["intake"] == 3

    def test_of_a_day_may_be_repeated_later(self, desk: Desk, clock: Clock) -> None:
        told = case("z-1", ontruiming=True)
        first = desk.intake(told, actor="intaker-1", at=MONDAY)
        clock.set(date(2021, 3, 12))

        again = desk.intake(told, actor="intaker-1", at=MONDAY)
        other = desk.intake(told, actor="intaker-1")

        assert again == first
        assert other.on == date(2021, 3, 12)
        assert kinds(desk)["intake"] == 2

    def test_may_be_corrected(self, desk: Desk) -> None:
        desk.intake(case("z-1", ontruiming=True, druk=True), actor="intaker-1")

        advice = desk.intake(case("z-1", ontruiming=False, druk=None), actor="intaker-1")

        assert (advice.urgency, advice.points) == ("gewoon", 0)
        assert kinds(desk)["intake"] == 2

    def test_that_takes_an_answer_back_leaves_that_of_the_list(self, desk: Desk) -> None:
        desk.intake(case("z-1", achterstand=400), actor="intaker-1")

        desk.intake(case("z-1", achterstand=None), actor="intaker-1")

        advice = desk.intake(case("z-1", druk=True), actor="intaker-1")
        assert dict(advice.answers) == {"achterstand": 10, "druk": 1}

    def test_may_tell_who_it_is_about(self, desk: Desk) -> None:
        desk.intake(case("z-1", who=JO), actor="intaker-1")

        assert desk.register(case("z-7", who=JO), "zelf").doubles == (("z-1", "z-7"),)

    def test_needs_a_case_that_was_registered(self, desk: Desk) -> None:
        with pytest.raises(DeskError, match=r"z-8 staat niet in het ledger\. Registreer"):
            desk.intake(case("z-8"), actor="intaker-1")

    def test_needs_a_case_that_is_open(self, desk: Desk) -> None:
        desk.close("z-1", reason="verhuisd", actor="balie")

        with pytest.raises(DeskError, match=r"z-1 is gesloten op 2021-03-03\. Registreer"):
            desk.intake(case("z-1"), actor="intaker-1")

    def test_with_answers_that_cannot_be_taken_changes_nothing(self, desk: Desk) -> None:
        before = list(desk.events())

        with pytest.raises(IntakeError) as caught:
            desk.intake(case("z-1", achterstand=-1, druk="soms"), actor="intaker-1")

        assert [problem.code for problem in caught.value.problems] == ["A004", "A005"]
        assert list(desk.events()) == before

    def test_moves_the_case_on_the_waiting_list(self, desk: Desk) -> None:
        _wait(desk, "z-1", "z-2")

        desk.intake(case("z-2", ontruiming=True), actor="intaker-1")

        assert _waiting(desk) == [("z-2", "acuut"), ("z-1", "hoog")]


def _wait(desk: Desk, *cases: str) -> None:
    """Let cases wait for the bureau, which has no places; the points keep them in this order."""
    for points, name in enumerate(reversed(cases)):
        desk.intake(case(name, achterstand=40, druk=points > 0), actor="intaker-1")
        assert desk.refer(name, "schuldhulp", actor="intaker-1").result == "waiting"


def _waiting(desk: Desk) -> list[tuple[str, str]]:
    return [(one.case, one.urgency) for some in desk.waiting() for one in some.cases]


class TestOverriding:
    @pytest.fixture(autouse=True)
    def _listed(self, desk: Desk) -> None:
        desk.register(LIST, "gros")

    def test_a_level_goes_before_that_of_the_rules(self, desk: Desk) -> None:
        desk.override("z-3", urgency="hoog", reason="klonk wanhopig", actor="adviseur-1")

        call = desk.next(actor="intaker-1")
        assert call is not None
        assert call.case == order(desk)[0] == "z-3"
        assert call.advice.urgency == "gewoon"

    def test_a_level_stands_when_the_answers_change(self, desk: Desk) -> None:
        desk.override("z-3", urgency="acuut", reason="klonk wanhopig", actor="adviseur-1")

        desk.register([LIST[0], case("z-2", achterstand=40), case("z-3", druk=False)], "gros")

        call = desk.next(actor="intaker-1")
        assert call is not None
        assert call.case == order(desk)[0] == "z-3"

    def test_a_level_moves_the_case_on_the_waiting_list(self, desk: Desk) -> None:
        _wait(desk, "z-1", "z-2")

        desk.override("z-2", urgency="acuut", reason="klonk wanhopig", actor="adviseur-1")

        assert _waiting(desk) == [("z-2", "acuut"), ("z-1", "hoog")]

    def test_a_product_that_no_rule_gives_may_be_chosen(self, desk: Desk) -> None:
        before = desk.refer("z-1", "gesprek", actor="adviseur-1")
        desk.override("z-1", product="gesprek", reason="past", actor="adviseur-1")

        assert before.result == "refused"
        assert desk.refer("z-1", "gesprek", actor="adviseur-1").result == "placed"

    def test_the_last_choice_counts(self, desk: Desk) -> None:
        desk.override("z-1", product="gesprek", reason="past", actor="adviseur-1")
        desk.override("z-1", reject="gesprek", reason="toch niet", actor="adviseur-1")

        assert desk.refer("z-1", "gesprek", actor="adviseur-1").result == "refused"

    def test_tells_what_was_decided_and_keeps_the_reason_apart(
        self, desk: Desk, ledger: str
    ) -> None:
        desk.override(
            "z-1",
            urgency="acuut",
            product="gesprek",
            reject="schuldhulp",
            reason="Mevrouw Oefening belde zelf",
            actor="adviseur-1",
        )

        event = list(desk.events())[-1]
        assert (event.kind, event.case, event.actor) == ("overridden", "z-1", "adviseur-1")
        assert event.details == {
            "urgency": "acuut",
            "product": "gesprek",
            "rejected": "schuldhulp",
        }
        assert not any("Oefening" in text for text in stored(ledger, apart=("note",)))
        assert any("Oefening" in text for text in stored(ledger))

    def test_again_writes_nothing_but_another_reason_does(self, desk: Desk) -> None:
        for reason in ("past", "past ", "past nog steeds"):
            desk.override("z-1", urgency="acuut", reason=reason, actor="adviseur-1")

        assert kinds(desk)["overridden"] == 2

    def test_to_what_it_was_before_is_no_repetition(self, desk: Desk) -> None:
        for level in ("acuut", "hoog", "acuut"):
            desk.override("z-1", urgency=level, reason="past", actor="adviseur-1")

        assert kinds(desk)["overridden"] == 3
        assert order(desk)[0] == "z-1"

    @pytest.mark.parametrize(
        ("what", "message"),
        [
            ({"urgency": "accuut"}, "onbekende urgentie 'accuut'. Bedoelde u 'acuut'"),
            ({"product": "gesprk"}, "onbekend product 'gesprk'. Bedoelde u 'gesprek'"),
            ({"reject": "scan"}, "onbekend product 'scan'"),
            ({"product": "gesprek", "reject": "gesprek"}, "niet tegelijk gekozen en afgewezen"),
            ({}, "er verandert niets. Geef een urgentie"),
            ({"urgency": "acuut", "reason": " "}, "geen leesbare reden. Schrijf"),
        ],
    )
    def test_what_cannot_be_is_refused_with_what_to_do(
        self, desk: Desk, what: dict[str, str], message: str
    ) -> None:
        before = list(desk.events())

        with pytest.raises(DeskError, match=message):
            desk.override("z-1", **{"reason": "past", "actor": "adviseur-1", **what})

        assert list(desk.events()) == before

    def test_needs_a_case_that_is_open(self, desk: Desk) -> None:
        desk.close("z-1", reason="verhuisd", actor="balie")

        with pytest.raises(DeskError, match="z-1 is gesloten"):
            desk.override("z-1", urgency="acuut", reason="past", actor="adviseur-1")


class TestClosing:
    @pytest.fixture(autouse=True)
    def _listed(self, desk: Desk) -> None:
        desk.register(LIST, "gros")

    def test_takes_the_case_off_the_call_list(self, desk: Desk) -> None:
        desk.close("z-2", reason="naar_bbz", actor="balie")

        assert set(order(desk)) == {"z-1", "z-3"}
        event = next(event for event in desk.events() if event.kind == "closed")
        assert (event.case, event.actor, event.details) == ("z-2", "balie", {"reason": "naar_bbz"})

    def test_in_other_words_keeps_them_apart(self, desk: Desk, ledger: str) -> None:
        desk.close("z-1", reason="Mevrouw Oefening emigreert", actor="balie")

        event = list(desk.events())[-1]
        assert event.details == {"reason": "anders"}
        assert not any("Oefening" in text for text in stored(ledger, apart=("note",)))

    def test_again_writes_nothing(self, desk: Desk) -> None:
        desk.close("z-1", reason="verhuisd", actor="balie")
        desk.close("z-1", reason="afgerond", actor="balie")

        assert kinds(desk)["closed"] == 1

    def test_waits_for_what_still_runs(self, desk: Desk) -> None:
        desk.override("z-1", product="gesprek", reason="past", actor="adviseur-1")
        placed = desk.refer("z-1", "gesprek", actor="adviseur-1")
        assert placed.referral is not None

        with pytest.raises(DeskError, match=rf"{placed.referral} \(gesprek\). Rond ze eerst af"):
            desk.close("z-1", reason="afgerond", actor="balie")

        desk.update(placed.referral, "completed", actor="adviseur-1")
        desk.close("z-1", reason="afgerond", actor="balie")
        assert kinds(desk)["closed"] == 1

    def test_ends_the_waiting(self, desk: Desk) -> None:
        _wait(desk, "z-1", "z-2")

        desk.close("z-1", reason="ziet_af", actor="balie")

        assert _waiting(desk) == [("z-2", "hoog")]
        assert [one["status"] for one in desk.referrals("z-1")] == ["withdrawn"]
        assert desk.verify().wrong == ()

    def test_needs_a_known_case_and_a_reason(self, desk: Desk) -> None:
        with pytest.raises(DeskError, match="z-8 staat niet in het ledger"):
            desk.close("z-8", reason="afgerond", actor="balie")
        with pytest.raises(DeskError, match="geen leesbare reden"):
            desk.close("z-1", reason="", actor="balie")

    def test_a_bsn_for_a_number_is_not_repeated(self, desk: Desk) -> None:
        with pytest.raises(DeskError) as caught:
            desk.close(BSN, reason="afgerond", actor="balie")

        assert BSN not in str(caught.value)


def test_who_it_is_about_stands_in_one_place(desk: Desk, ledger: str) -> None:
    told = case("z-1", achterstand=40, verhaal="Gert Geheim is ziek", who=JO)
    desk.register([told, *LIST[1:]], "gros")
    desk.next(actor="intaker-1")
    desk.contact("z-1", channel="telefoon", reached=True, actor="intaker-1")
    desk.intake(told, actor="intaker-1")
    desk.override("z-1", urgency="acuut", reason="Gert belde", actor="adviseur-1")
    desk.refer("z-1", "schuldhulp", actor="adviseur-1")
    desk.close("z-1", reason="Gert is verhuisd", actor="balie")

    seen = list(stored(ledger, apart=("person", "answers", "decision", "note")))

    private = ("Oefening", "12345678", "voorbeeld", BSN, "Gert", "Geheim")
    assert [text for text in seen if any(word in text for word in private)] == []
    everywhere = [text for text in stored(ledger, apart=("person",)) if BSN in text]
    assert everywhere == []


def test_a_case_goes_on_when_the_policy_no_longer_asks_something(
    tmp_path: Path, ledger: str, clock: Clock
) -> None:
    told = Case("z-1", MONDAY, {"druk": True, "achterstand": 40, "hulp": ["rust"]})
    with Desk.open(write_home(tmp_path / "eerst"), ledger, clock=clock) as desk:
        desk.register(told, "zelf")
        desk.intake(case("z-1", verhaal="kort"), actor="intaker-1")
    changed = RULES.replace("rust: Rust, ", "").replace("  druk: {", "  drukte: {")
    changed = changed.replace("{druk: ja}", "{drukte: ja}")

    with Desk.open(write_home(tmp_path / "later", changed), ledger, clock=clock) as desk:
        advice = desk.intake(case("z-1", verhaal="kort"), actor="intaker-1")

        assert (advice.urgency, advice.points) == ("hoog", 0)
        assert advice.version == desk.policy.version
        assert kinds(desk)["intake"] == 2
        assert desk.replay().different == ()


def test_an_intake_under_another_policy_is_decided_again(
    tmp_path: Path, ledger: str, clock: Clock
) -> None:
    with Desk.open(write_home(tmp_path / "eerst"), ledger, clock=clock) as desk:
        desk.register(case("z-1"), "zelf")
        desk.intake(case("z-1", druk=True), actor="intaker-1")
    changed = RULES.replace("{punten: 10}", "{punten: 20}")

    with Desk.open(write_home(tmp_path / "later", changed), ledger, clock=clock) as desk:
        advice = desk.intake(case("z-1", druk=True), actor="intaker-1")

        assert advice.points == 20
        assert kinds(desk)["intake"] == 2
