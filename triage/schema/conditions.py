"""The schema of an `als`."""

from __future__ import annotations

from triage.loading.conditions import AT_LEAST, CONNECTIVES
from triage.rulebook import Rulebook
from triage.schema import patterns, questions
from triage.schema.keys import KEYS
from triage.schema.shapes import Schema, defined, described, keyed, members, reference


def conditions(rulebook: Rulebook) -> dict[str, Schema]:
    """The definitions for an `als`: a mapping of tests that must all hold, or `altijd`."""
    several = members(reference("toetsen"), 1)
    shapes = {"niet": defined("toetsen", "object")}
    joined = {key: described(KEYS["als"][key], shapes.get(key, several)) for key in CONNECTIVES}
    named = {name: questions.tested(name) for name in questions.subjects(rulebook)}
    tests = {
        **keyed({**named, **joined}, 1),
        "patternProperties": {patterns.whole(AT_LEAST.pattern): several},
    }
    always = {
        "type": ["object", "string"],
        "pattern": patterns.whole("altijd"),
        "patternErrorMessage": "Schrijf 'vraag: toets', of 'altijd' als er niets te toetsen is.",
        "examples": ["altijd"],
    }
    return {"als": {**tests, **always}, "toetsen": tests, **questions.definitions(rulebook)}
