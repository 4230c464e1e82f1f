"""Who cases are about: kept apart from everything else, and compared to find one person twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final

from sqlalchemy import Column, delete, insert, select

from triage.answers import is_bsn
from triage.desk.deciding import pages
from triage.errors import Problem, Where
from triage.ledger import Work
from triage.ledger.schema import case, person
from triage.records import Case, Person

FIELDS: Final = ("name", "phone", "email", "bsn")
_COMPARED: Final = (person.c.bsn, person.c.same_phone, person.c.same_email)

_MANY: Final = 10
"""Of more than this with one number, such as that of an office, not every pair is told."""

_SHORTEST: Final = 7
"""Fewer digits are no telephone number."""


def problems(given: Case) -> Iterator[Problem]:
    """Why the ledger cannot take this person; nothing of it is repeated."""
    who, where = given.person, given.places.get("", Where(f"zaak {given.case}"))
    if who is None:
        return
    if who.bsn and not is_bsn(who.bsn):
        yield Problem(where, "Z036", "dit is geen geldig BSN", "Kijk het na, of laat het weg.")
    for field in FIELDS:
        text = getattr(who, field) or ""
        if "\0" in text or unwritable(text):
            hint = "Haal het weg en typ het opnieuw."
            message = "in de gegevens van de persoon staat een teken dat niemand ziet"
            yield Problem(where, "Y005", message, hint)
            return


def unwritable(text: str) -> bool:
    """Whether a text holds half a character, which no database takes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def known(work: Work, ids: Sequence[str]) -> dict[str, Person]:
    """Who these cases are about, as far as that is known."""
    columns = [person.c[field] for field in FIELDS]
    query = select(person.c.case, *columns).where(person.c.case.in_(ids))
    return {row[0]: Person(*row[1:]) for row in work.connection.execute(query)}


def updated(before: Person | None, given: Person | None) -> Person | None:
    """What is known when this is told too; what is not told is not forgotten."""
    told = {} if given is None else {f: v for f in FIELDS if (v := getattr(given, f))}
    if not told:
        return before
    if "bsn" in told:
        told["bsn"] = told["bsn"].zfill(9)
    earlier = {} if before is None else {field: getattr(before, field) for field in FIELDS}
    return Person(**{**earlier, **told})


def write(work: Work, found: Mapping[str, Person], *, replace: bool) -> None:
    """Store who cases are about, by id."""
    if not found:
        return
    if replace:
        work.connection.execute(delete(person).where(person.c.case.in_(found)))
    rows = [
        {
            "case": key,
            **{field: getattr(who, field) for field in FIELDS},
            **_keys(who),
        }
        for key, who in found.items()
    ]
    work.connection.execute(insert(person), rows)


def _keys(who: Person) -> dict[str, str | None]:
    """By column what people are compared by."""
    return {
        "bsn": who.bsn,
        "same_phone": _same_phone(who.phone),
        "same_email": _same_email(who.email),
    }


def _same_phone(phone: str | None) -> str | None:
    """A number as it is compared: `+31 (0)6 …`, `0031 6 …` and `06-…` are one."""
    digits = re.sub(r"[^0-9]", "", re.sub(r"^\s*\+", "00", phone or ""))
    national = re.sub(r"^00310?", "0", digits)
    return national if len(national) >= _SHORTEST else None


def _same_email(email: str | None) -> str | None:
    return (email or "").strip().casefold() or None


def doubles(work: Work, who: Mapping[str, Person]) -> tuple[tuple[str, str], ...]:
    """Pairs of cases that share a BSN, telephone number or address.

    Args:
        work: Where everybody is found.
        who: By id the people that one of each pair is about.
    """
    groups = [group for column in _COMPARED for group in _groups(work, column, who)]
    closed = _closed(work, sorted({case_id for group in groups for case_id in group}))
    pairs = {
        pair
        for group in groups
        for pair in _pairs(sorted(group - closed))
        if not who.keys().isdisjoint(pair)
    }
    return tuple(sorted(pairs))


def _groups(work: Work, column: Column[Any], who: Mapping[str, Person]) -> Iterator[set[str]]:
    """The cases that share one value, wherever that is more than one case."""
    values = {value for one in who.values() if (value := _keys(one)[column.name]) is not None}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for page in pages(sorted(values)):
        query = select(column, person.c.case).where(column.in_(page))
        for row in work.connection.execute(query):
            found[row[0]].add(row[1])
    return (group for group in found.values() if len(group) > 1)


def _closed(work: Work, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for page in pages(ids):
        query = select(case.c.id).where(case.c.id.in_(page), case.c.status == "closed")
        found.update(work.connection.execute(query).scalars())
    return found


def _pairs(group: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every pair; of a large group only those with the first."""
    if len(group) <= _MANY:
        return combinations(group, 2)
    return ((group[0], other) for other in group[1:])
