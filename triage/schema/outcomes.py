"""What a rule gives: the schema of a `dan`, and of the same outcomes in the cells of a table."""

from __future__ import annotations

from typing import Final

from triage.rulebook import Rulebook
from triage.schema import patterns
from triage.schema.shapes import (
    NOTHING,
    TEXT,
    Schema,
    choice,
    either,
    keyed,
    number,
    one_or_more,
    pattern,
    record,
)
from triage.schema.words import WORDS
from triage.vocabulary import EVERYTHING, OUTCOMES

_HOURS: Final = rf"{patterns.HOURS}\s+uur"


def levels(rulebook: Rulebook) -> Schema:
    """A level of urgency."""
    return choice({level.key: level.note or level.name for level in rulebook.levels})


def products(rulebook: Rulebook) -> Schema:
    """A product."""
    return choice(_products(rulebook))


def conclusions(rulebook: Rulebook) -> Schema:
    """A conclusion."""
    return choice({key: found.means or key for key, found in rulebook.conclusions.items()})


def date_questions(rulebook: Rulebook) -> dict[str, str]:
    """The date questions, with their text."""
    return {q.key: q.text for q in rulebook.questions.values() if q.kind == "datum"}


def within(rulebook: Rulebook) -> Schema:
    """A `binnen`."""
    dates = date_questions(rulebook)
    examples = ["3 werkdagen", "4 weken", "10 dagen"]
    message = "Schrijf bijvoorbeeld: 3 werkdagen, 4 weken of 10 dagen vanaf datumvraag."
    return pattern(
        patterns.within(dates), message, [*examples, *(f"3 werkdagen vanaf {q}" for q in dates)]
    )


def terms(rulebook: Rulebook) -> dict[str, Schema]:
    """`binnen`, `uiterlijk` and `gehaald`."""
    dates = date_questions(rulebook)
    examples = ["2021-03-01", *dates, *(f"2 werkdagen voor {q}" for q in dates)]
    message = "Schrijf een datum, een datumvraag of bijvoorbeeld: 2 werkdagen voor datumvraag."
    return {
        "binnen": within(rulebook),
        "uiterlijk": pattern(patterns.by(dates), message, examples),
        "gehaald": choice(dates),
    }


def outcomes(rulebook: Rulebook) -> dict[str, Schema]:
    """The outcomes by key."""
    return {
        **terms(rulebook),
        "urgentie": levels(rulebook),
        "punten": number("geheel", 10),
        "product": _given(rulebook),
        "uitsluiten": one_or_more(choice(_excluded(rulebook))),
        "conclusie": one_or_more(conclusions(rulebook)),
        "let_op": TEXT,
    }


def then(rulebook: Rulebook) -> Schema:
    """A `dan`."""
    return {**record("dan", OUTCOMES, outcomes(rulebook)), "minProperties": 1}


def cells(rulebook: Rulebook) -> dict[str, Schema]:
    """The outcomes as they stand in a row: `a | b` for several, and nothing."""
    hours = rf"(?:\s*:\s*{_HOURS})?"
    several = {
        "product": _piped(patterns.either(_products(rulebook)), hours),
        "uitsluiten": _piped(patterns.either(_excluded(rulebook))),
        "conclusie": _piped(patterns.either(rulebook.conclusions)),
    }
    return {
        key: either(shape, NOTHING, *([several[key]] if key in several else []))
        for key, shape in outcomes(rulebook).items()
    }


def _piped(word: str, extra: str = "") -> Schema:
    one = f"(?:{word}){extra}"
    return {"type": "string", "pattern": patterns.whole(rf"{one}(?:\s*\|\s*{one})*")}


def _products(rulebook: Rulebook) -> dict[str, str]:
    return {key: product.name for key, product in rulebook.products.items()}


def _excluded(rulebook: Rulebook) -> dict[str, str]:
    groups = {key: f"Groep: {group.name}" for key, group in rulebook.groups.items()}
    return {**_products(rulebook), **groups, EVERYTHING: WORDS["uitsluiten"][EVERYTHING]}


def _given(rulebook: Rulebook) -> Schema:
    """A product, products with the hours asked for, or a list of these."""
    hours = pattern(_HOURS, "Schrijf een aantal uren, zoals: 4 uur.", ["4 uur"])
    timed = {key: {"description": name, **hours} for key, name in _products(rulebook).items()}
    return one_or_more(either(products(rulebook), keyed(timed, 1)))
