"""A case as it was written, whatever the kind of file, and how it becomes a Case."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import attrs

from triage import notation
from triage.answers import is_bsn, may_be_bsn, type_answers
from triage.errors import Problem, Refusal, Where
from triage.records import Answer, Case, Person

if TYPE_CHECKING:
    from triage.rulebook import Rulebook

Path = tuple[str | int, ...]
Spot = Callable[[Path], Where]
"""Where a part of a case stands, by the keys that lead to it; worked out only when asked."""

KEY: Final = -1
"""As the last step of a path: the key itself, not its value. No list has such an index."""

REPORTED: Final = object()
"""Stands for a value that already has its problem."""


@attrs.frozen
class Keys:
    """The words with which a kind of file names the parts of a case."""

    case: str
    registered: str
    answers: str
    person: str
    name: str
    phone: str
    email: str
    bsn: str

    @property
    def of_case(self) -> tuple[str, ...]:
        return (self.case, self.registered, self.answers, self.person)

    @property
    def of_person(self) -> tuple[str, ...]:
        return (self.name, self.phone, self.email, self.bsn)


ENGLISH: Final = Keys("case", "registered", "answers", "person", "name", "phone", "email", "bsn")
DUTCH: Final = Keys(
    "zaak", "aangemeld", "antwoorden", "persoon", "naam", "telefoon", "e_mail", "bsn"
)


@attrs.frozen
class Draft:
    """What a file says about one case; nothing has been typed.

    Attributes:
        keys: The words of the file.
        spot: The places, by those words.
        person: By those words.
    """

    keys: Keys
    spot: Spot
    case: object = None
    registered: object = None
    person: Mapping[str, object] = attrs.field(factory=dict)
    answers: Mapping[str, Answer] = attrs.field(factory=dict)


@attrs.frozen(eq=False)
class Places(Mapping[str, Where]):
    """The place of each answer, and under "" that of the case."""

    draft: Draft
    questions: frozenset[str]

    def __getitem__(self, name: str) -> Where:
        if not name:
            return self.draft.spot(())
        if name not in self.draft.answers:
            raise KeyError(name)
        path = (self.draft.keys.answers, name)
        return self.draft.spot(path if name in self.questions else (*path, KEY))

    def __iter__(self) -> Iterator[str]:
        return iter(("", *self.draft.answers))

    def __len__(self) -> int:
        return len(self.draft.answers) + 1


_NOWHERE: Final = Where("-")
"""Never shown, since `Places` knows the place of every answer."""


def finish(drafts: Iterable[Draft], rulebook: Rulebook) -> tuple[list[Case], list[Problem]]:
    """Make cases of drafts, and say of every other draft why it cannot be one."""
    questions = frozenset(rulebook.questions)
    cases: list[Case] = []
    problems: list[Problem] = []
    first: dict[str, Draft] = {}
    for draft in drafts:
        places = Places(draft, questions)
        number = _number(draft)
        registered = _registered(draft)
        person, found = _person(draft)
        for key, part in ((draft.keys.case, number), (draft.keys.registered, registered)):
            if isinstance(part, Refusal):
                found.append(part.at(draft.spot((key,))))
        found += type_answers(rulebook, draft.answers, places, _NOWHERE)[1]
        if isinstance(number, str) and first.setdefault(number, draft) is not draft:
            found.append(_twice(draft, first[number]))
        if not found and isinstance(number, str) and isinstance(registered, date):
            cases.append(Case(number, registered, draft.answers, person, places=places))
        problems += found
    return cases, problems


def _number(draft: Draft) -> str | Refusal | None:
    value, key = draft.case, draft.keys.case
    if value is REPORTED:
        return None
    if value is None or (isinstance(value, str) and not value.strip()):
        hint = f"Geef elke zaak een eigen nummer onder '{key}'."
        return Refusal("Z030", f"'{key}' ontbreekt", hint)
    if not isinstance(value, str):
        return Refusal("Z031", f"'{key}' is geen tekst", "Zet het tussen aanhalingstekens.")
    if not value.isprintable():
        hint = "Gebruik letters, cijfers en leestekens op één regel."
        return Refusal("Z032", f"in '{key}' staat een teken dat niemand ziet", hint)
    if may_be_bsn(value):
        hint = "Geef elke zaak een eigen nummer, zonder betekenis."
        return Refusal("A007", "het nummer van deze zaak is een BSN", hint)
    return value.strip()


_SAFE: Final = re.compile(r"(?!.*[0-9]{8})[-0-9/.: ]+")
"""What may be repeated of something that should have been a date: in a shifted column it may be
a name or a BSN."""


def _registered(draft: Draft) -> date | Refusal | None:
    value, key = draft.registered, draft.keys.registered
    if value is REPORTED:
        return None
    if value is None or value == "":
        hint = "Geef de dag van aanmelding, zoals 2021-03-01 of 1-3-2021."
        return Refusal("Z033", f"'{key}' ontbreekt", hint)
    return read_day(value, key)


def read_day(value: object, key: str) -> date | Refusal:
    """What stands under a key as a day; what cannot be one is not repeated."""
    day: int | Refusal
    if isinstance(value, date):
        day = notation.day_number(value.date() if isinstance(value, datetime) else value)
    elif isinstance(value, str) and _SAFE.fullmatch(value.strip()) and not may_be_bsn(value):
        day = notation.read_date(value.strip())
    else:
        hint = "Schrijf een datum als 2021-03-01 of 1-3-2021."
        return Refusal("Z034", f"onder '{key}' staat geen datum", hint)
    return day if isinstance(day, Refusal) else date.fromordinal(day)


def _person(draft: Draft) -> tuple[Person | None, list[Problem]]:
    problems: list[Problem] = []
    fields: dict[str, str | None] = {}
    for field, key in zip(("name", "phone", "email", "bsn"), draft.keys.of_person, strict=True):
        value = draft.person.get(key)
        if value is None or value is REPORTED:
            continue
        where = draft.spot((draft.keys.person, key))
        if not isinstance(value, str):
            hint = "Zet het tussen aanhalingstekens; zo blijven ook nullen vooraan staan."
            problems.append(Problem(where, "Z035", f"'{key}' is geen tekst", hint))
        elif field == "bsn" and value.strip():
            if (number := _bsn(value)) is None:
                hint = "Kijk het na, of laat het weg."
                problems.append(Problem(where, "Z036", "dit is geen geldig BSN", hint))
            fields[field] = number
        else:
            fields[field] = value.strip() or None
    return (Person(**fields) if any(fields.values()) else None), problems


def _bsn(text: str) -> str | None:
    """Nine digits when the number passes the 11-test; one zero in front may have been lost."""
    digits = text.strip().translate(dict.fromkeys(map(ord, " .-")))
    return digits.zfill(9) if is_bsn(digits) else None


def _twice(draft: Draft, first: Draft) -> Problem:
    where, earlier = (one.spot((one.keys.case,)) for one in (draft, first))
    message = f"deze zaak staat er twee keer; de eerste staat op {earlier}"
    return Problem(where, "Z037", message, "Voeg ze samen of haal er een weg.")
