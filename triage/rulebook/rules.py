"""Values about decisions: rules, what they give, and the examples that hold them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

import attrs

from triage.conditions import Condition
from triage.errors import Where
from triage.rulebook.terms import Period, Term


@attrs.frozen
class Outcome:
    """What a rule gives when it holds.

    Attributes:
        urgency: The key of a level.
        terms: At most one `binnen` and one `uiterlijk`.
        points: Added up over all rules that hold.
        products: Key and the hours asked for, if any, in the order of the file.
        excluded: The products that must not be given; groups and `alles` are written out, sorted.
        facts: The conclusions that it sets.
        notice: A text for the intaker.
    """

    urgency: str | None = None
    terms: tuple[Term, ...] = ()
    points: int = 0
    products: tuple[tuple[str, Decimal | None], ...] = ()
    excluded: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    notice: str | None = None


@attrs.frozen
class Rule:
    """One rule, one row of a table (`tabel#3`), or the `als` of a conclusion (under its name).

    Attributes:
        tests: For people: what is tested, as written, one line per entry of `als`.
        because: `omdat`: the reason as an entrepreneur may read it.
        ground: `grondslag`: the law or decision it rests on.
        periods: When it is valid; empty is always.
        where: The place to open when it has to change.
    """

    name: str
    condition: Condition
    outcome: Outcome
    where: Where
    tests: tuple[str, ...] = ()
    because: str | None = None
    ground: str | None = None
    note: str | None = None
    owner: str | None = None
    review_before: date | None = None
    periods: tuple[Period, ...] = ()

    def valid(self, on: date) -> bool:
        """Whether the rule takes part on that day."""
        return not self.periods or any(on in period for period in self.periods)


@attrs.frozen
class Expected:
    """What an example expects; None is: not compared."""

    urgency: str | None = None
    points: int | None = None
    deadline: date | Literal["geen"] | None = None
    products: frozenset[str] | None = None
    without: frozenset[str] | None = None
    rules: frozenset[str] | None = None
    facts: Mapping[str, bool | None] | None = None
    notices: frozenset[str] | None = None
    open_questions: frozenset[str] | None = None


@attrs.frozen
class Example:
    """A situation with the outcome that the policy maker means, checked by `triage test`."""

    name: str
    on: date
    registered: date
    answers: Mapping[str, int]
    expected: Expected
    where: Where
    note: str | None = None
