"""What somebody types in an intake, and what a case then holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.errors import Where
from triage.replies import Again, accepted, options, plain, read_reply, show_reply
from triage.rulebook import Kind, Question


def question(kind: Kind, *names: str, **more: Any) -> Question:
    """A question with these choices; their keys are k1, k2 and so on."""
    found = tuple((f"k{number}", name) for number, name in enumerate(names, 1))
    return Question("q", kind, "Wat?", Where("-"), options=found, **more)


LEGAL = question("keuze", "Vof", "Ja, en die loopt goed", "Eenmanszaak")
GOALS = question("meerkeuze", "Rust", "Cultuur, sport", "Werk")


@pytest.mark.parametrize(
    ("kind", "reply", "answer"),
    [
        ("ja_nee", "J", True),
        ("ja_nee", "Nee", False),
        ("geheel", "45", 45),
        ("getal", "0,5", Decimal("0.5")),
        ("bedrag", "1.262,50", Decimal("1262.5")),
        ("percentage", "30%", Decimal(30)),
        ("datum", "1-3-2021", date(2021, 3, 1)),
        ("tekst", "bij Jo, 06-1", "bij Jo, 06-1"),
    ],
)
def test_a_reply_becomes_the_answer_of_its_kind(kind: Kind, reply: str, answer: object) -> None:
    found = read_reply(question(kind), reply)

    assert found == answer
    assert type(found) is type(answer)


@pytest.mark.parametrize(
    ("kind", "given", "written"),
    [
        ("bedrag", "1.262,5", "1262.50"),
        ("bedrag", 1262, "1262.00"),
        ("bedrag", 0.1, "0.10"),
        ("getal", "2,50", "2.5"),
        ("getal", Decimal("1E+3"), "1000"),
        ("percentage", "12,50%", "12.5"),
        ("geheel", "45", "45"),
        ("ja_nee", "ja", "True"),
        ("datum", "1-3-2021", "2021-03-01"),
        ("geheel", "veel", "None"),
    ],
)
def test_an_answer_is_written_in_one_form_however_it_was_given(
    kind: Kind, given: str | float | Decimal, written: str
) -> None:
    assert str(plain(question(kind), given)) == written


@pytest.mark.parametrize("reply", ["2", "k2", "K2", "ja, en die loopt goed"])
def test_a_choice_is_its_number_its_key_or_its_name(reply: str) -> None:
    assert read_reply(LEGAL, reply) == "k2"


@pytest.mark.parametrize(
    ("reply", "keys"),
    [
        ("1,3", ("k1", "k3")),
        ("3, 1 ,", ("k1", "k3")),
        ("1 3", ("k1", "k3")),
        ("3", ("k3",)),
        ("1,rust", ("k1",)),
        ("cultuur, sport", ("k2",)),
        ("werk, k1", ("k1", "k3")),
        ("0", ()),
        ("Geen", ()),
        ("nee", ()),
    ],
)
def test_several_choices_are_separated_by_commas(reply: str, keys: tuple[str, ...]) -> None:
    assert read_reply(GOALS, reply) == keys


@pytest.mark.parametrize(
    ("asked", "reply", "text"),
    [
        (question("ja_nee"), "misschien", "'misschien' is geen ja of nee."),
        (
            question("geheel"),
            "3 weken",
            "'3 weken' is geen heel getal. Schrijf een getal zoals 45.",
        ),
        (
            question("geheel", unit="dagen", low=0, high=60),
            "61",
            "61 dagen is niet mogelijk. Geef een antwoord tussen 0 dagen en 60 dagen.",
        ),
        (
            question("datum"),
            "31-2-2021",
            "De datum 31-2-2021 bestaat niet. Kijk naar de dag en de maand.",
        ),
        (LEGAL, "4", "'4' staat er niet bij."),
        (LEGAL, "0", "'0' staat er niet bij."),
        (LEGAL, "eenmanzaak", "'eenmanzaak' staat er niet bij. Bedoelt u 'Eenmanszaak'?"),
        (GOALS, "1,4", "'4' staat er niet bij."),
        (GOALS, ",", "',' staat er niet bij."),
        (
            GOALS,
            "1,0",
            "'Geen' gaat niet samen met een keuze. Typ alleen 0, of alleen de keuzes.",
        ),
    ],
)
def test_an_impossible_answer_says_what_is_accepted(asked: Question, reply: str, text: str) -> None:
    assert read_reply(asked, reply) == Again(text)


def test_a_number_that_is_also_the_name_of_another_choice_is_not_guessed() -> None:
    children = question("keuze", "0", "1", "2")

    found = read_reply(children, "1")

    assert found == Again("'1' kan meer dan één antwoord zijn. Typ k1 of k2.")
    assert read_reply(children, "k2") == "k2"
    assert read_reply(children, "3") == "k3"


@pytest.mark.parametrize("reply", ["ja\x1b[A", "a\x00b", "\ufffd"])
def test_what_nobody_sees_is_no_answer(reply: str) -> None:
    found = read_reply(question("tekst"), reply)

    assert found == Again("Daar staat een teken in dat niemand ziet, zoals van een pijltjestoets.")


@given(
    asked=st.sampled_from([LEGAL, GOALS, question("bedrag"), question("ja_nee")]), data=st.data()
)
def test_whatever_is_typed_is_an_answer_or_a_sentence(asked: Question, data: st.DataObject) -> None:
    reply = data.draw(st.text(st.characters(codec="utf-8"), min_size=1).map(str.strip).filter(bool))

    found = read_reply(asked, reply)

    assert isinstance(found, Again | str | tuple | Decimal | bool)


@pytest.mark.parametrize(
    ("asked", "answer", "shown"),
    [
        (question("ja_nee"), True, "ja"),
        (question("geheel", unit="dagen"), 45, "45 dagen"),
        (question("bedrag"), Decimal("1262.5"), "€ 1.262,50"),
        (question("datum"), date(2021, 3, 5), "vrijdag 5 maart 2021"),
        (LEGAL, "k3", "Eenmanszaak"),
        (GOALS, ("k1", "k3"), "Rust, Werk"),
        (GOALS, (), "geen"),
        (question("tekst"), "In Jo's eigen woorden", "In Jo's eigen woorden"),
        (LEGAL, None, "niet bekend"),
    ],
)
def test_an_answer_is_shown_as_people_say_it(asked: Question, answer: Any, shown: str) -> None:
    assert show_reply(asked, answer) == shown


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (question("ja_nee"), "Antwoord ja of nee."),
        (
            question("geheel", unit="dagen", low=0, high=60),
            "Een heel getal (dagen), van 0 tot en met 60.",
        ),
        (question("bedrag", low=0), "Een bedrag, ten minste € 0,00."),
        (question("percentage", high=10000), "Een percentage, ten hoogste 100%."),
        (question("getal"), "Een getal."),
        (
            question("datum", low=date(2021, 3, 1).toordinal()),
            "Een datum zoals 2021-03-01 of 1-3-2021, ten minste 2021-03-01.",
        ),
        (LEGAL, "Kies een nummer van 1 tot en met 3."),
        (GOALS, "Kies nummers van 1 tot en met 3, met een komma ertussen; 0 is geen."),
        (question("tekst"), "Antwoord in eigen woorden."),
    ],
)
def test_a_question_says_what_is_accepted(asked: Question, sentence: str) -> None:
    assert accepted(asked) == sentence


def test_choices_are_numbered_and_none_of_them_is_zero() -> None:
    assert options(LEGAL) == ["1. Vof", "2. Ja, en die loopt goed", "3. Eenmanszaak"]
    assert options(GOALS)[-1] == "0. Geen van deze"
    assert options(question("ja_nee")) == []
