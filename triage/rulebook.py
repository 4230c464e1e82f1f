"""Values about rules: everything a home says, read, checked and typed. Nothing here computes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

import attrs

from triage.conditions import Condition
from triage.errors import Where

Kind = Literal[
    "ja_nee", "geheel", "getal", "bedrag", "percentage", "datum", "keuze", "meerkeuze", "tekst"
]
Unit = Literal["werkdagen", "weken", "dagen"]

PLACES: Mapping[str, int] = {"geheel": 0, "bedrag": 2, "percentage": 2, "getal": 4}
"""Decimal places of the numeric kinds; an answer is kept as a whole number of that unit."""


@attrs.frozen
class Question:
    """What may be asked of an entrepreneur, and how the answer is written.

    Attributes:
        text: As it is asked.
        unit: Of a number, for people.
        low: Lowest answer taken, as a whole number (see `conditions`); None is open.
        high: Highest answer taken.
        options: Key and name of each choice, in the order of the file.
        phase: Where the answer comes from: lijst, telefoon, balie or partner.
    """

    key: str
    kind: Kind
    text: str
    where: Where
    unit: str | None = None
    low: int | None = None
    high: int | None = None
    options: tuple[tuple[str, str], ...] = ()
    phase: str | None = None
    note: str | None = None


@attrs.frozen
class Conclusion:
    """A fact that rules decide and other rules may test."""

    key: str
    where: Where
    means: str | None = None
    note: str | None = None


@attrs.frozen
class Number:
    """A constant of a formula."""

    value: Decimal


@attrs.frozen
class Operand:
    """A question or computed value in a formula; `places` is its number of decimals."""

    name: str
    places: int


@attrs.frozen
class Operation:
    """`+ - * /`, `neg`, `min`, `max`, or `dagen` (days from the first date to the second)."""

    operator: str
    parts: tuple[Formula, ...]


Formula = Number | Operand | Operation


def operands(formula: Formula) -> frozenset[str]:
    """The questions and computed values in a formula."""
    match formula:
        case Operand(name):
            return frozenset((name,))
        case Operation(_, parts):
            return frozenset().union(*map(operands, parts))
        case _:
            return frozenset()


@attrs.frozen
class Computed:
    """A value derived by exact arithmetic, rounded once, half away from zero, to its own kind."""

    key: str
    kind: Kind
    formula: Formula
    text: str
    where: Where
    unit: str | None = None
    note: str | None = None


@attrs.frozen
class Period:
    """From and up to and including; None is open."""

    first: date | None = None
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@attrs.frozen
class Term:
    """A moment before which something has to have happened.

    Exactly one form is used:
        `count`, `unit`, `since`: that long after the earliest answered date of `since`, else after
            the day of registration (`binnen`).
        `day`: a written date, as it stands (`uiterlijk`).
        `before`: the date that answers this question, `count` `unit` earlier (`uiterlijk`).

    Attributes:
        text: As it was written.
        met: The date question that, once answered, ends the term (`gehaald`).
    """

    text: str
    count: int = 0
    unit: Unit = "dagen"
    since: tuple[str, ...] = ()
    day: date | None = None
    before: str | None = None
    met: str | None = None

    @property
    def questions(self) -> tuple[str, ...]:
        """The date questions whose answers can move the term."""
        return (*self.since, self.before) if self.before else self.since


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


@attrs.frozen
class Level:
    """A level of urgency; the first of the configuration is the most urgent."""

    key: str
    name: str
    where: Where
    terms: tuple[Term, ...] = ()
    note: str | None = None


@attrs.frozen
class Product:
    """A support product: hours and price per deployment, who provides it, which pot pays."""

    key: str
    name: str
    where: Where
    hours: Decimal | None = None
    price: Decimal | None = None
    providers: tuple[str, ...] = ()
    pot: str | None = None
    group: str | None = None
    target: int | None = None
    target_text: str | None = None
    note: str | None = None


@attrs.frozen
class Group:
    """Products that are counted, paid or timed together."""

    key: str
    name: str
    where: Where
    target: int | None = None
    target_text: str | None = None
    paid_once: bool = False
    warn_hours: Decimal | None = None
    note: str | None = None


@attrs.frozen
class Capacity:
    """What a partner promised for a product: places or hours, over the term or `per` period."""

    places: int | None = None
    hours: Decimal | None = None
    per: Literal["week", "maand"] | None = None


@attrs.frozen
class Partner:
    """A chain partner as the configuration knows it.

    Attributes:
        own: Its products are deployed by the desk itself, not referred.
        capacity: By product; a product that is absent is unlimited, but counted.
        reserved: By product: places kept for the highest level.
        channel: How a referral reaches it; the values under `kanaal`.
        shares: The answers that may be sent; nothing else ever is.
        consent: A ja_nee question; without `ja` no referral.
        response: By level, or under None for all (other) levels: the term for an answer.
        on_failure: What happens when its own capacity cannot be asked.
    """

    key: str
    name: str
    where: Where
    own: bool = False
    capacity: Mapping[str, Capacity] = attrs.field(factory=dict)
    reserved: Mapping[str, int] = attrs.field(factory=dict)
    channel: Mapping[str, str] = attrs.field(factory=dict)
    shares: tuple[str, ...] = ()
    consent: str | None = None
    response: Mapping[str | None, Term] = attrs.field(factory=dict)
    on_failure: Literal["wachtlijst", "reserveer"] | None = None
    note: str | None = None


@attrs.frozen
class Budget:
    """A pot of money in euros; `status` says how firm it is."""

    key: str
    name: str
    where: Where
    amount: Decimal | None = None
    status: str | None = None
    note: str | None = None


@attrs.frozen
class RefusalReason:
    """Why a partner may refuse, and what that leads to."""

    key: str
    name: str
    where: Where
    effect: str | None = None
    note: str | None = None


@attrs.frozen
class Indicator:
    """A row of the monitoring report, as the configuration writes it."""

    key: str
    name: str
    where: Where
    fields: Mapping[str, str | tuple[str, ...]] = attrs.field(factory=dict)
    condition: Condition | None = None


@attrs.frozen
class Settings:
    """What stands once in a home."""

    title: str | None = None
    term: Period | None = None
    contact_window: Period | None = None
    engine: str | None = None
    equated_days: frozenset[date] = frozenset()
    forbidden: tuple[str, ...] = ()
    retention: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen
class Rulebook:
    """A whole home, without a problem left in it. Mappings are in the order of the files.

    Attributes:
        levels: From most to least urgent; the last is the default.
        rules: Every rule, table row and deciding `als` of a conclusion, by name.
        layers: Conclusions in the order in which they can be decided.
        computed: In the order in which they can be computed.
        version: `sha256:` and the digest over everything loaded.
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
