"""The schema of the files under `config/`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from triage.loading import CONFIG_KEYS
from triage.loading.indicators import COUNTS, INDICATOR, MOMENTS
from triage.loading.partners import (
    CAPACITY,
    CHANNEL,
    CHANNELS,
    FAILURES,
    PARTNER,
    PERIODS,
)
from triage.loading.settings import (
    ALARMS,
    BUDGET,
    EFFECTS,
    ENGINES,
    GROUP,
    LEVEL,
    PRODUCT,
    REASON,
    RETENTION,
)
from triage.rulebook import Budget, Group, Partner, Rulebook
from triage.schema import outcomes, patterns, questions
from triage.schema.conditions import conditions
from triage.schema.shapes import (
    DATE,
    TEXT,
    YES_NO,
    Schema,
    among,
    choice,
    defined,
    hours,
    keyed,
    named,
    number,
    one_or_more,
    optional,
    pattern,
    period,
    record,
    rule_name,
    section,
)
from triage.schema.words import WORDS
from triage.vocabulary import EVERYTHING, NAME

_NAME: Final = NAME.pattern
_ARTICLE: Final = rf"(?!{EVERYTHING}$){NAME.pattern}"


def config_files(rulebook: Rulebook) -> Schema:
    """The whole file."""
    level = record("urgentie", LEVEL, outcomes.terms(rulebook))
    reason = record("weigerreden", REASON, {"gevolg": among("gevolg", EFFECTS)})
    budget = record("budget", BUDGET, {"bedrag": number("bedrag", 1000.5, minimum=0)})
    levels = {**named(_NAME, optional(level)), "type": "object", "minProperties": 1}
    shapes: dict[str, Schema] = {
        "looptijd": period(),
        "benaderperiode": period(),
        "plafond": number("geheel", 350, minimum=1),
        "intakeproduct": choice({key: one.name for key, one in rulebook.products.items()}),
        "alarmen": record("alarmen", ALARMS, {}),
        "urgentie": levels,
        "engine": among("engine", ENGINES),
        "bewaartermijn": record("bewaartermijn", RETENTION, _retention()),
        "budgetten": named(_NAME, optional(budget)),
        "verboden_kenmerken": section(TEXT),
        "gelijkgestelde_dagen": section(DATE),
        "weigerredenen": named(_NAME, optional(reason)),
        "tozo_redenen": named(_NAME, TEXT),
        "srg": _codes(rulebook),
        "producten": named(_ARTICLE, optional(_product(rulebook))),
        "groepen": named(_ARTICLE, optional(_group())),
        "partners": named(_NAME, optional(_partner(rulebook))),
        "indicatoren": section(_indicator(rulebook)),
    }
    return record("configuratie", CONFIG_KEYS, shapes)


def definitions(rulebook: Rulebook) -> dict[str, Schema]:
    """What configuration files refer to."""
    return conditions(rulebook)


def _codes(rulebook: Rulebook) -> Schema:
    keys: dict[str, Schema] = {
        key: {"anyOf": [TEXT, {"type": "null"}], "description": product.name}
        for key, product in rulebook.products.items()
    }
    return {"type": ["object", "null"], "properties": keys, "additionalProperties": False}


def _retention() -> dict[str, Schema]:
    term = pattern(patterns.RETENTION, "Schrijf: 24 maanden.", ["24 maanden"])
    return dict.fromkeys(RETENTION, term)


def _product(rulebook: Rulebook) -> Schema:
    shapes = {
        "uren": hours(),
        "prijs": number("bedrag", 112.5, minimum=0),
        "aanbieders": one_or_more(_names(rulebook.partners)),
        "pot": _names(rulebook.budgets),
        "groep": _names(rulebook.groups),
        "beoogd": number("geheel", 100, minimum=0),
    }
    return record("product", PRODUCT, shapes)


def _names(found: Mapping[str, Partner] | Mapping[str, Budget] | Mapping[str, Group]) -> Schema:
    return choice({key: value.name for key, value in found.items()})


def _group() -> Schema:
    shapes = {
        "beoogd": number("geheel", 100, minimum=0),
        "prijs_eenmalig": YES_NO,
        "signaal_uren": hours(),
    }
    return record("groep", GROUP, shapes)


def _partner(rulebook: Rulebook) -> Schema:
    places = number("geheel", 2, minimum=0)
    asked = {q.key: q.text for q in rulebook.questions.values() if q.kind == "ja_nee"}
    told = {name: questions.title(rulebook, name) for name in questions.subjects(rulebook)}
    channel = record("kanaal", CHANNEL, {"soort": among("kanaal", CHANNELS)})
    shapes = {
        "eigen": YES_NO,
        "capaciteit": _by_product(rulebook, _capacity()),
        "reserve_spoed": _by_product(rulebook, places),
        "kanaal": channel,
        "velden": one_or_more(choice(told)),
        "akkoord": choice(asked),
        "reactietermijn": _response(rulebook),
        "bij_storing": among("bij_storing", FAILURES),
    }
    return record("partner", PARTNER, shapes)


def _capacity() -> Schema:
    shapes = {
        "plaatsen": number("geheel", 30, minimum=0),
        "uren": hours(),
        "per": among("per", PERIODS),
    }
    found = record("capaciteit", CAPACITY, shapes)
    return {**found, "oneOf": [{"required": ["plaatsen"]}, {"required": ["uren"]}]}


def _by_product(rulebook: Rulebook, value: Schema) -> Schema:
    each = {
        key: {"description": product.name, **value} for key, product in rulebook.products.items()
    }
    return keyed(each)


def _response(rulebook: Rulebook) -> Schema:
    """A term for all, or one per level."""
    term = outcomes.within(rulebook)
    each = {level.key: {"description": level.name, **term} for level in rulebook.levels}
    each["overig"] = {"description": WORDS["reactietermijn"]["overig"], **term}
    return {**term, **keyed(each), "type": ["string", "object"]}


def _indicator(rulebook: Rulebook) -> Schema:
    moment = among("moment", MOMENTS)
    products = {key: product.name for key, product in rulebook.products.items()}
    both = {**products, **{key: group.name for key, group in rulebook.groups.items()}}
    chosen = {q.key: q.text for q in rulebook.questions.values() if q.kind == "keuze"}
    shapes: dict[str, Schema] = {
        "indicator": rule_name(),
        "tel": among("tel", COUNTS),
        **dict.fromkeys(("bij", "van", "vanaf", "na"), moment),
        "als": defined("als", "object", "string"),
        "product": one_or_more(outcomes.products(rulebook)),
        "groep": one_or_more(_names(rulebook.groups)),
        "per": choice({**WORDS["verdeling"], **chosen}),
        "beoogd": number("geheel", 100, minimum=0),
        "behalve": one_or_more(choice(both)),
        "apart": one_or_more(TEXT),
    }
    return record("indicator", INDICATOR, shapes, ("indicator",))
