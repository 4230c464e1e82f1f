"""Who cases are about: kept apart from everything else, and compared to find one person twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from sqlalchemy import delete, insert, select

from triage.answers import is_bsn
from triage.desk.deciding import pages
from triage.errors import Problem, Where
from triage.ledger import Work
from triage.ledger.schema import case, person
from triage.records import Case, Person

FIELDS: Final = ("name", "phone", "email", "bsn")
_COMPARED: Final = (person.c.bsn, person.c.same_phone, person.c.same_email)

_MANY: Final = 10
"""Of so many with one number, such as that of an office, each pair is no longer told."""

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
            "same_phone": _same_phone(who.phone),
            "same_email": _same_email(who.email),
        }
        for key, who in found.items()
    ]
    work.connection.execute(insert(person), rows)


def _same_phone(phone: str | None) -> str | None:
    """A number as it is compared: `+31 (0)6 …`, `0031 6 …` and `06-…` are one."""
    digits = re.sub(r"[^0-9]", "", re.sub(r"^\s*\+", "00", phone or ""))
    national = re.sub(r"^00310?", "0", digits)
    return national if len(national) >= _SHORTEST else None


def _same_email(email: str | None) -> str | None:
    return (email or "").strip().casefold() or None


def doubles(work: Work, ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of cases that share a BSN, telephone number or address, one of them among `ids`."""
    mine = set(ids)
    shared: list[set[str]] = [set() for _ in _COMPARED]
    for page in pages(ids):
        query = select(*_COMPARED).where(person.c.case.in_(page))
        for row in work.connection.execute(query):
            for values, value in zip(shared, row, strict=True):
                if value is not None:
                    values.add(value)
    pairs: set[tuple[str, str]] = set()
    for column, values in zip(_COMPARED, shared, strict=True):
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for page in pages(sorted(values)):
            query = (
                select(column, person.c.case)
                .join(case, case.c.id == person.c.case)
                .where(column.in_(page), case.c.status != "closed")
            )
            for found in work.connection.execute(query):
                groups[found[0]].append(found[1])
        pairs |= {pair for group in groups.values() for pair in _pairs(group, mine)}
    return tuple(sorted(pairs))


def _pairs(group: Sequence[str], mine: set[str]) -> Iterator[tuple[str, str]]:
    first, *others = sorted(group)
    if len(group) > _MANY:
        yield from ((first, other) for other in others if first in mine or other in mine)
        return
    yield from (pair for pair in combinations([first, *others], 2) if mine.intersection(pair))
