"""The parts of which a schema is made.

`errorMessage`, `patternErrorMessage` and `enumDescriptions` are no keywords of JSON Schema, so
other programs pass them by; the YAML language server shows them, which keeps messages Dutch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from triage.loading.report import PERIOD
from triage.rulebook import Kind
from triage.schema import patterns
from triage.schema.keys import KEYS
from triage.schema.words import WORDS
from triage.vocabulary import RULE_NAME, listing

Schema = dict[str, Any]

DATE: Final[Schema] = {
    "type": "string",
    "pattern": patterns.whole(patterns.DATE),
    "patternErrorMessage": "Schrijf een datum als 2021-03-01 of 1-3-2021.",
    "examples": ["2021-03-01"],
}
TEXT: Final[Schema] = {
    "type": ["string", "number", "boolean"],  # to YAML, the text 2021 is a number
    "pattern": r"\S",
    "patternErrorMessage": "Vul dit in, of haal de sleutel weg.",
}
YES_NO: Final[Schema] = {
    "type": "string",
    "enum": ["ja", "nee"],
    "errorMessage": "Schrijf ja of nee.",
}
NAMED: Final = "Begin met een kleine letter; daarna kleine letters, cijfers en _."
NULL: Final[Schema] = {"type": "null"}
NOTHING: Final[Schema] = {"type": ["string", "null"], "pattern": patterns.whole(patterns.NOTHING)}


def described(description: str, schema: Schema) -> Schema:
    """The schema with its explanation."""
    return {"description": description, **schema}


def reference(name: str) -> Schema:
    """What stands under `definitions`."""
    return {"$ref": f"#/definitions/{name}"}


def defined(name: str, *types: str) -> Schema:
    """The same, where an explanation stands beside it: a bare reference drops what is beside it.

    From the first of the types an editor knows what to write behind the key.
    """
    return {"type": list(types), "allOf": [reference(name)]}


def choice(words: Mapping[str, str]) -> Schema:
    """One of these words, each with what it means."""
    if not words:  # an empty `enum` makes the whole schema invalid
        nothing = "Er is nog niets om uit te kiezen."
        return {"type": "string", "pattern": "(?!)", "patternErrorMessage": nothing}
    return {
        "type": "string",
        "enum": list(words),
        "enumDescriptions": list(words.values()),
        "errorMessage": f"Kies uit: {listing(words)}.",
    }


def among(what: str, words: Iterable[str]) -> Schema:
    """One of the words that the loader takes, explained under `what`."""
    return choice({word: WORDS[what][word] for word in words})


def pattern(text: str, message: str, examples: Iterable[str] = ()) -> Schema:
    """A text of this form."""
    return {
        "type": "string",
        "pattern": patterns.whole(text),
        "patternErrorMessage": message,
        "examples": list(examples),
    }


def number(kind: Kind, example: float, **bounds: float) -> Schema:
    """A number of that kind: bare, or as a text where it carries a comma or a sign."""
    shown = str(example).replace(".", ",")
    return {
        "type": ["integer" if kind == "geheel" else "number", "string"],
        "pattern": patterns.whole(patterns.number(kind)),
        "patternErrorMessage": f"Schrijf een getal, zoals {shown}.",
        "examples": [example],
        **bounds,
    }


def hours() -> Schema:
    """An amount of hours."""
    return {
        **number("percentage", 0.5, exclusiveMinimum=0),
        "pattern": patterns.whole(patterns.HOURS),
    }


def members(item: Schema, least: int = 0) -> Schema:
    """A list."""
    return {"type": "array", "items": item, "minItems": least}


def section(item: Schema) -> Schema:
    """A list, or nothing at all behind its name."""
    return {**members(item), "type": ["array", "null"]}


def either(*schemas: Schema) -> Schema:
    """One of these; when none fits, an editor shows the message of the first or the nearest."""
    return {"anyOf": list(schemas)}


def one_or_more(item: Schema, least: int = 1) -> Schema:
    """One of these, or a list of them."""
    return either(item, members(item, least))


def keyed(properties: Mapping[str, Schema], least: int = 0) -> Schema:
    """A mapping with at least so many of these keys, and no other."""
    return {
        "type": "object",
        "properties": dict(properties),
        "minProperties": least,
        "additionalProperties": False,
    }


def record(
    what: str, keys: Iterable[str], shapes: Mapping[str, Schema], required: Iterable[str] = ()
) -> Schema:
    """A mapping with fixed keys.

    Args:
        what: The name under which the keys are explained.
        keys: The keys that the loader takes.
        shapes: What stands behind a key, where that is not just a text.
        required: The keys that the loader misses.
    """
    explained = KEYS[what]
    properties = {key: described(explained[key], shapes.get(key, TEXT)) for key in keys}
    return {**keyed(properties), "required": list(required)}


def named(name: str, value: Schema, message: str = NAMED) -> Schema:
    """A mapping whose keys the reader names; empty is allowed."""
    return {
        "type": ["object", "null"],
        "propertyNames": {"pattern": f"^(?:{name})$", "patternErrorMessage": message},
        "additionalProperties": value,
    }


def rule_name() -> Schema:
    """The name of a rule, table, example or indicator."""
    return pattern(RULE_NAME.pattern, f"{NAMED[:-1]} of -.")


def optional(schema: Schema) -> Schema:
    """The mapping, or nothing at all behind its name."""
    return {**schema, "type": ["object", "null"]}


def period() -> Schema:
    """`{van, tot_en_met}`."""
    return {**record("periode", PERIOD, dict.fromkeys(PERIOD, DATE)), "minProperties": 1}
