"""Values about rules: everything a home says, read, checked and typed. Nothing here computes."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from triage.rulebook.catalogue import (
    Budget,
    Capacity,
    Group,
    Indicator,
    Level,
    Partner,
    Product,
    RefusalReason,
    Settings,
)
from triage.rulebook.questions import (
    PLACES,
    Computed,
    Conclusion,
    Formula,
    Kind,
    Number,
    Operand,
    Operation,
    Question,
    operands,
)
from triage.rulebook.rules import (
    Example,
    Expected,
    Outcome,
    Rule,
)
from triage.rulebook.terms import (
    Period,
    Term,
    Unit,
)

__all__ = [
    "PLACES",
    "Budget",
    "Capacity",
    "Computed",
    "Conclusion",
    "Example",
    "Expected",
    "Formula",
    "Group",
    "Indicator",
    "Kind",
    "Level",
    "Number",
    "Operand",
    "Operation",
    "Outcome",
    "Partner",
    "Period",
    "Product",
    "Question",
    "RefusalReason",
    "Rule",
    "Rulebook",
    "Settings",
    "Term",
    "Unit",
    "operands",
]


@attrs.frozen
class Rulebook:
    """A whole home, without a problem left in it. Mappings are in the order of the files.

    Attributes:
        levels: From most to least urgent; the last is the default.
        rules: Every rule, table row and deciding `als` of a conclusion, by name.
        layers: Conclusions in the order in which they can be decided.
        computed: In the order in which they can be computed.
        version: `sha256:` and the digest over everything loaded.
        ends: Why a TOZO may end: key and name; empty takes any reason.
        codes: By product, the code that the municipality has for it in its own records.
    """

    questions: Mapping[str, Question]
    conclusions: Mapping[str, Conclusion]
    computed: Mapping[str, Computed]
    rules: Mapping[str, Rule]
    levels: tuple[Level, ...]
    products: Mapping[str, Product]
    groups: Mapping[str, Group]
    partners: Mapping[str, Partner]
    budgets: Mapping[str, Budget]
    reasons: Mapping[str, RefusalReason]
    indicators: tuple[Indicator, ...]
    examples: tuple[Example, ...]
    settings: Settings
    layers: tuple[str, ...]
    version: str
    ends: Mapping[str, str] = attrs.field(factory=dict)
    codes: Mapping[str, str] = attrs.field(factory=dict)
