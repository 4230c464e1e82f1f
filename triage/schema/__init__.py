"""JSON Schema (draft-07) of the files of a home, with its own questions, products and partners.

An editor completes and checks with them while somebody types. A schema takes everything that the
loader takes; what it cannot see, such as a date that does not exist, is left to `triage check`.
"""

from __future__ import annotations

from typing import Final

from triage.rulebook import Rulebook
from triage.schema import config, rules
from triage.schema.shapes import Schema

RULES: Final = "regels.schema.json"
CONFIG: Final = "configuratie.schema.json"

_DRAFT: Final = "http://json-schema.org/draft-07/schema#"


def schemas(rulebook: Rulebook) -> dict[str, Schema]:
    """The schema of rule files and that of configuration files, by the name of their own file."""
    whole = {
        RULES: ("Regels", rules.rule_files(rulebook), rules.definitions(rulebook)),
        CONFIG: ("Configuratie", config.config_files(rulebook), config.definitions(rulebook)),
    }
    title = rulebook.settings.title
    return {
        name: {
            "$schema": _DRAFT,
            "description": f"{what} van {title}." if title else f"{what}.",
            **schema,
            "definitions": definitions,
        }
        for name, (what, schema, definitions) in whole.items()
    }


__all__ = ["CONFIG", "RULES", "Schema", "schemas"]
