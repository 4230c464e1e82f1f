"""Values about cases: what is asked of the library, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

import attrs

from triage.errors import Where

Answer = bool | int | float | Decimal | str | date | tuple[str, ...] | list[str] | set[str] | None


@attrs.frozen
class Person:
    """Who a case is about. Kept apart from the answers, never logged, never in an error.

    Attributes:
        name: As the person is called.
        phone: As it is dialled.
        email: An address.
        bsn: Nine digits, as text, leading zeros kept. Never shown when the person is printed.
    """

    name: str | None = attrs.field(default=None, repr=False)
    phone: str | None = attrs.field(default=None, repr=False)
    email: str | None = attrs.field(default=None, repr=False)
    bsn: str | None = attrs.field(default=None, repr=False)


@attrs.frozen
class Case:
    """One person's file: when it was registered and what has been answered so far.

    Attributes:
        case: The id of the case, without meaning of its own.
        registered: The day of registration; terms count from it when their own start is missing.
        answers: By question: true/false or `ja`/`nee`, numbers, dates, a choice by its key, several
            choices as a list of keys. None or absent means: not answered.
        person: Who it is about; no rule ever reads it.
    """

    case: str
    registered: date
    answers: Mapping[str, Answer] = attrs.field(factory=dict, hash=False, repr=False)
    person: Person | None = None
    places: Mapping[str, Where] = attrs.field(
        factory=dict, eq=False, hash=False, repr=False, kw_only=True
    )


@attrs.frozen
class ProductAdvice:
    """A product that fits, and why.

    Attributes:
        product: Its key.
        partners: Who can provide it, in order of preference.
        hours: The largest number of hours asked for, else the catalogue's; None when neither says.
        rules: The rules that gave it, in text order.
    """

    product: str
    partners: tuple[str, ...]
    hours: Decimal | None
    rules: tuple[str, ...]


@attrs.frozen
class Exclusion:
    """A product that must not be given, and the rules that say so, in text order."""

    product: str
    rules: tuple[str, ...]


@attrs.frozen
class Notice:
    """A text for the intaker, and the rule that gives it."""

    rule: str
    text: str


@attrs.frozen
class NextQuestion:
    """What to ask next in an intake, and why.

    Attributes:
        question: Its key, under which the answer belongs.
        text: As it is asked.
        kind: `ja_nee`, `geheel`, `getal`, `bedrag`, `percentage`, `datum`, `keuze`, `meerkeuze` or
            `tekst`.
        unit: Of a number, for people.
        options: Key and name of each choice.
        low: The lowest answer that is taken, or None.
        high: The highest answer that is taken, or None.
        note: What the policy maker explains about it.
        reasons: What an answer can still give, in Dutch; a higher urgency first.
        urgent: Whether an answer can still raise the urgency.
        remaining: How many questions are open at most, this one included.
    """

    question: str
    text: str
    kind: str
    unit: str | None
    options: tuple[tuple[str, str], ...]
    low: Decimal | date | None
    high: Decimal | date | None
    note: str | None
    reasons: tuple[str, ...]
    urgent: bool
    remaining: int

    def as_json(self) -> dict[str, object]:
        """The same for a web form: options by key, bounds as numbers or days."""
        return {
            **attrs.asdict(self, recurse=False),
            "options": dict(self.options),
            "low": _json_bound(self.low),
            "high": _json_bound(self.high),
            "reasons": list(self.reasons),
        }


def _json_bound(bound: Decimal | date | None) -> int | float | str | None:
    match bound:
        case Decimal():
            return int(bound) if bound == bound.to_integral_value() else float(bound)
        case date():
            return bound.isoformat()
    return None


@attrs.frozen
class End:
    """The end of somebody's benefit, as its administration tells it.

    Attributes:
        case: The id of the case; it need not be known here.
        on: The day.
        reason: A key of `tozo_redenen`.
        extent: Whether all of it ended, or a part, because of other income.
        void: True takes back what was told before; False tells again what was taken back.
        places: Where each of these stands in the list, if it comes from a file.
    """

    case: str
    on: date
    reason: str
    extent: Literal["geheel", "deels"] = "geheel"
    void: bool | None = attrs.field(default=None, kw_only=True)
    places: Mapping[str, Where] = attrs.field(factory=dict, eq=False, repr=False, kw_only=True)


@attrs.frozen
class Entered:
    """A product that was entered in the records of the benefit administration.

    Attributes:
        referral: The id of the referral, also of a product that the desk itself provides.
        on: The day.
        case, product: What the list says that it is about; None when it does not.
        void: As for `End`.
        places: Where each of these stands in the list, if it comes from a file.
    """

    referral: str
    on: date
    case: str | None = attrs.field(default=None, kw_only=True)
    product: str | None = attrs.field(default=None, kw_only=True)
    void: bool | None = attrs.field(default=None, kw_only=True)
    places: Mapping[str, Where] = attrs.field(factory=dict, eq=False, repr=False, kw_only=True)


@attrs.frozen
class Deployment:
    """A product that was deployed, for the records of the benefit administration.

    Attributes:
        name: Of the product.
        begin: The day on which the desk started it, or referred to a partner.
        end: The day on which it was completed or stopped, or None.
        provider: The name of who provides it.
        code: What the municipality calls it in its own records, or None.
        entered: The day on which it was entered there, or None.
    """

    case: str
    referral: str
    product: str
    name: str
    begin: date
    end: date | None
    provider: str
    code: str | None
    entered: date | None


@attrs.frozen
class CallRow:
    """One line of the call list, ready to be read by people.

    Attributes:
        rank: 1 is called first.
        level: Index of the urgency in `CallList.levels`; 0 is the most urgent.
        deadline: The last day for the first talk, or None.
        reasons: Why this rank, in Dutch, most important first.
        products: The names of the products that fit.
        notices: Texts for the intaker.
        questions: What is still to be asked, most telling first, as questions.
    """

    rank: int
    case: str
    registered: date
    level: int
    deadline: date | None
    points: int
    reasons: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    person: Person | None = None


@attrs.frozen
class CallList:
    """A ranked call list with what one needs to repeat it.

    Attributes:
        title: Of the programme.
        on: The day of reckoning.
        levels: The names of the levels, most urgent first.
        version: Of the policy.
        engines: Who decided.
    """

    title: str
    on: date
    levels: tuple[str, ...]
    version: str
    engines: tuple[str, ...]
    rows: tuple[CallRow, ...]
