"""Cases come in: one by one, or as a list that comes again every week."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs
from sqlalchemy import Row, bindparam, func, insert, or_, select, update

from triage.advice import Advice
from triage.answers import may_be_bsn
from triage.desk import counting, people, ranks, renewing
from triage.desk.deciding import answer_texts, as_case, pages
from triage.desk.office import Office, advise_all, jsonable
from triage.desk.values import Registration
from triage.errors import DeskError, IntakeError, Problem, Where
from triage.ledger import Work
from triage.ledger.schema import answers, case, event
from triage.monitoring.life import OWN_ACCORD
from triage.records import Case, Person
from triage.vocabulary import SOURCES, choose, listing

_LONGEST_ID: Final = 200


@attrs.define
class _Tally:
    """What taking in a list comes to, by case id."""

    new: list[str] = attrs.Factory(list)
    changed: list[str] = attrs.Factory(list)
    same: list[str] = attrs.Factory(list)
    closed: list[str] = attrs.Factory(list)
    moved: list[str] = attrs.Factory(list)
    elsewhere: list[str] = attrs.Factory(list)


@attrs.frozen
class _Entry:
    """A case of the list that is known.

    Attributes:
        case: With everything that is answered from now on.
        urgency: The level that an adviser chose, or None.
        listed: The answers of lists, as JSON, before and after.
        person: Who it is about, before and after.
    """

    case: Case
    urgency: str | None
    listed: tuple[str, str]
    person: tuple[Person | None, Person | None]

    @property
    def changed(self) -> bool:
        return self.listed[0] != self.listed[1] or self.person[0] != self.person[1]


@attrs.frozen
class _Round:
    """What is the same for every case of one registration."""

    office: Office
    work: Work
    source: str
    actor: str
    advices: Mapping[str, Advice]
    people: dict[str, Person] = attrs.Factory(dict)
    tally: _Tally = attrs.Factory(_Tally)


def register(office: Office, given: Case | Iterable[Case], source: str, actor: str) -> Registration:
    """See `Desk.register`."""
    if source not in SOURCES:
        message = f"onbekende bron '{source[:60]}'. {choose(source, SOURCES)}"
        raise DeskError(message)
    cases = (given,) if isinstance(given, Case) else tuple(given)
    on = office.clock().date()
    advices = checked(office, cases, on)
    with office.writing() as work:
        ranks.freshen(office, work, on)
        going = _Round(office, work, source, actor, advices)
        for page in pages(cases):
            _take_in(going, page)
        ids = [one.case for one in cases]
        whole = not isinstance(given, Case) and source not in OWN_ACCORD
        gone = _gone(work, source, ids) if whole else ()
        doubles = people.doubles(work, going.people)
        tally = going.tally
        found = Registration(
            new=tuple(sorted(tally.new)),
            changed=tuple(sorted(tally.changed)),
            same=tuple(sorted(tally.same)),
            gone=gone,
            doubles=doubles,
            warnings=tuple(_warnings(going, doubles)),
        )
    renewing.catch_up(office, found.changed, actor)
    return found


def checked(office: Office, cases: Sequence[Case], on: date) -> dict[str, Advice]:
    """The advice on cases as they are given, by id.

    Raises:
        IntakeError: Something in a case cannot be taken; it holds what is wrong with all of them.
    """
    problems: list[Problem] = []
    found: tuple[Advice, ...] = ()
    try:
        found = office.policy.prioritise(cases, on=on)
    except IntakeError as error:
        problems += error.problems
    except UnicodeEncodeError:
        pass  # of a number with half a character, which is named below
    problems += _problems(cases, on)
    if problems:
        raise IntakeError(problems)
    return {advice.case: advice for advice in found}


def _problems(cases: Iterable[Case], on: date) -> Iterator[Problem]:
    """What the policy does not look at, and the ledger cannot take."""
    seen: set[str] = set()
    for given in cases:
        plain = given.case.isprintable() and len(given.case) <= _LONGEST_ID
        shown = given.case if plain and not may_be_bsn(given.case) else "…"
        where = given.places.get("", Where(f"zaak {shown}"))
        if given.registered > on:
            message = f"de dag van aanmelding, {given.registered}, ligt in de toekomst"
            yield Problem(where, "Z054", message, f"Het is nu {on}. Kijk de datum na.")
        if given.case in seen:
            message, hint = "deze zaak staat er twee keer", "Voeg ze samen of haal er een weg."
            yield Problem(where, "Z037", message, hint)
        seen.add(given.case)
        if not plain:
            message = (
                "het nummer van deze zaak is te lang, of er staat een teken in dat niemand ziet"
            )
            hint = f"Gebruik ten hoogste {_LONGEST_ID} letters, cijfers en leestekens."
            yield Problem(where, "Z032", message, hint)
        texts = (value for value in given.answers.values() if isinstance(value, str))
        if any(people.unwritable(text) for text in texts):
            message = "in de antwoorden staat een teken dat niemand ziet"
            yield Problem(where, "Y005", message, "Haal het weg en typ het opnieuw.")
        yield from people.problems(given)


def _take_in(going: _Round, page: Sequence[Case]) -> None:
    ids = [one.case for one in page]
    query = select(case).where(case.c.id.in_(ids))
    rows = {row.id: row for row in going.work.connection.execute(query)}
    texts = dict(answer_texts(going.work, list(rows)))
    persons = people.known(going.work, ids)
    _add(going, [one for one in page if one.case not in rows])
    changed: list[_Entry] = []
    for given in page:
        row = rows.get(given.case)
        if row is None:
            continue
        if row.status == "closed":
            going.tally.closed.append(row.id)
            going.tally.same.append(row.id)
            continue
        entry = _entry(going, (row, *texts[row.id]), given, persons.get(row.id))
        if entry.person[1] is not None:
            going.people[row.id] = entry.person[1]
        (going.tally.changed if entry.changed else going.tally.same).append(row.id)
        changed += [entry] * entry.changed
    _change(going, changed)


def _add(going: _Round, new: Sequence[Case]) -> None:
    if not new:
        return
    execute = going.work.connection.execute
    execute(insert(case), [_row(going, given) for given in new])
    told = [
        {"case": given.case, "listed": jsonable({going.source: given.answers}), "told": "{}"}
        for given in new
    ]
    execute(insert(answers), told)
    persons = {given.case: people.updated(None, given.person) for given in new}
    who = {key: person for key, person in persons.items() if person is not None}
    people.write(going.work, who, replace=False)
    going.people.update(who)
    entries = (
        (
            given.case,
            min(going.office.moment(given.registered), going.work.now),
            _details(going, "registered", going.advices[given.case]),
        )
        for given in new
    )
    going.work.record_all("registered", going.actor, entries)
    going.tally.new += [given.case for given in new]


def _details(going: _Round, kind: str, advice: Advice) -> dict[str, Any]:
    counted = counting.counted(going.office, kind, advice)
    return {"source": going.source, "level": advice.urgency, **counted}


def _row(going: _Round, given: Case) -> dict[str, Any]:
    rank = ranks.rank_of(going.office.policy.rulebook, going.advices[given.case], None)
    return {
        "id": given.case,
        "registered": given.registered.isoformat(),
        "source": going.source,
        "status": "open",
        **attrs.asdict(rank),
        "draw": ranks.draw(given.case),
        "attempts": 0,
    }


def _entry(
    going: _Round, known: tuple[Row[Any], str, str], given: Case, before: Person | None
) -> _Entry:
    row, earlier, told = known
    parts = json.loads(earlier)
    if going.source not in parts:
        going.tally.elsewhere.append(row.id)
    if given.registered.isoformat() != row.registered:
        going.tally.moved.append(row.id)
    listed = jsonable({**parts, going.source: given.answers})
    who = people.updated(before, given.person)
    return _Entry(as_case(row, listed, told), row.urgency, (earlier, listed), (before, who))


def _change(going: _Round, entries: Sequence[_Entry]) -> None:
    if not entries:
        return
    work, rulebook = going.work, going.office.policy.rulebook
    told = [{"key": entry.case.case, "text": entry.listed[1]} for entry in entries]
    statement = update(answers).where(answers.c.case == bindparam("key"))
    work.connection.execute(statement.values(listed=bindparam("text")), told)
    persons = ((entry.case.case, *entry.person) for entry in entries)
    who = {key: now for key, before, now in persons if now is not None and now != before}
    people.write(work, who, replace=True)
    found = advise_all(going.office, [entry.case for entry in entries], work.now.date())
    ranked = {
        entry.case.case: ranks.rank_of(rulebook, found[entry.case.case], entry.urgency)
        for entry in entries
    }
    ranks.write(going.office, work, ranked)
    again = (
        (key, work.now, _details(going, "re_registered", found[key]))
        for key in (entry.case.case for entry in entries)
    )
    work.record_all("re_registered", going.actor, again)


def _gone(work: Work, source: str, ids: Iterable[str]) -> tuple[str, ...]:
    query = select(case.c.id).where(case.c.source == source, case.c.status != "closed")
    return tuple(sorted(set(work.connection.execute(query).scalars()).difference(ids)))


def _warnings(going: _Round, doubles: Sequence[tuple[str, str]]) -> Iterator[str]:
    tally = going.tally
    if tally.closed:
        yield (
            f"gesloten, en dat blijft zo: {listing(sorted(tally.closed))}. Registreer wie zich "
            "opnieuw meldt onder een nieuw nummer."
        )
    if tally.moved:
        yield (
            f"met een andere dag van aanmelding dan eerst: {listing(sorted(tally.moved))}. De "
            "eerste dag blijft gelden."
        )
    if tally.elsewhere:
        yield f"al bekend uit een andere bron: {listing(sorted(tally.elsewhere))}."
    if doubles:
        shown = listing(f"{one} en {other}" for one, other in doubles)
        yield (
            f"mogelijk dezelfde persoon: {shown}. Kijk het na, en sluit een van de twee met de "
            "reden 'dubbel'."
        )
    ceiling = going.office.policy.rulebook.settings.ceiling
    if ceiling is not None and (count := _supported(going.work)) > ceiling:
        yield (
            f"er zijn nu {count} mensen in behandeling of geholpen; het plafond is {ceiling}. "
            "Overleg voordat er meer bij komen."
        )


def _supported(work: Work) -> int:
    """The cases that have not been closed, and those that were closed after an intake."""
    had_intake = select(event.c.case).where(event.c.kind == "intake")
    query = select(func.count()).where(or_(case.c.status != "closed", case.c.id.in_(had_intake)))
    return int(work.connection.execute(query).scalar() or 0)
