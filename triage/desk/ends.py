"""What the benefit administration tells of ends of TOZO, and alarms that were seen to."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import select

from triage.answers import may_be_bsn
from triage.casefiles.ends import refused_word
from triage.desk import counting
from triage.desk.deciding import pages
from triage.desk.histories import day_of
from triage.desk.office import ZONE, Office
from triage.desk.ranks import draw
from triage.desk.stated import Fate, Stated
from triage.desk.values import Taken
from triage.errors import DeskError, IntakeError, Problem, Refusal, Where
from triage.ledger import Work
from triage.ledger.schema import case, event
from triage.records import End
from triage.vocabulary import suggest

_FIRST: Final = date(2020, 1, 1)
"""Before this day there was no TOZO."""

_STRANGERS: Final = "tozo_strangers"

_Known = Stated[tuple[str, date], tuple[str, str]]
"""By case and day, the reason and the extent of an end."""


def take_ends(
    office: Office, given: Iterable[End], actor: str, problems: Iterable[Problem] = ()
) -> Taken:
    """See `Desk.tozo`."""
    ends = list(dict.fromkeys(given))
    with office.writing() as work:
        cases = {
            row.id: row
            for page in pages(sorted({end.case for end in ends}))
            for row in work.connection.execute(select(case).where(case.c.id.in_(page)))
        }
        known = _known(work, list(cases))
        here = [end for end in ends if end.case in cases]
        back = {end: _take_back(known, end) for end in here if _fate(known, end) == "back"}
        refuse([*problems, *_wrong_ends(office, ends, known, cases, today(work))])
        for end, number in back.items():
            _record(office, work, "tozo_end_withdrawn", end, actor, of=number)
        fates = {end: _fate(known, end) for end in here if end not in back}
        new, left = ([end for end in fates if fates[end] == fate] for fate in ("new", "left"))
        for end in new:
            tally = counting.counted_of(office, work, "tozo_ended", cases[end.case])
            _record(office, work, "tozo_ended", end, actor, **tally)
        unknown = {end.case for end in ends}.difference(cases)
        void = {end.case for end in ends if end.void}
        if strange := _strangers(work, unknown - void):
            work.record("tozo_list", actor, rows=len(ends), unknown=strange)
        same = len(fates) - len(new) - len(left)
        return Taken(_ids(new), same, tuple(sorted(unknown)), _ids(back), _ids(left))


def _about(end: End) -> tuple[str, date]:
    return end.case, end.on


def _said(end: End) -> tuple[str, str]:
    return end.reason, end.extent


def _fate(known: _Known, end: End) -> Fate:
    return known.fate(_about(end), _said(end), void=end.void)


def _take_back(known: _Known, end: End) -> int:
    return known.take_back(_about(end), _said(end))


def _ids(ends: Iterable[End]) -> tuple[str, ...]:
    return tuple(sorted({end.case for end in ends}))


def _record(office: Office, work: Work, kind: str, end: End, actor: str, **rest: Any) -> None:
    told = {"reason": end.reason, "extent": end.extent, **rest}
    work.record(kind, actor, case=end.case, at=office.moment(end.on), **told)


def _known(work: Work, cases: Sequence[str]) -> _Known:
    found = _Known()
    for page in pages(cases):
        query = (
            select(event.c.number, event.c.kind, event.c.case, event.c.at, event.c.details)
            .where(event.c.kind.in_(("tozo_ended", "tozo_end_withdrawn")), event.c.case.in_(page))
            .order_by(event.c.number)
        )
        for row in work.connection.execute(query):
            details = json.loads(row.details)
            about, said = (row.case, day_of(row.at)), (details["reason"], details["extent"])
            if row.kind == "tozo_ended":
                found.tell(about, said, row.number)
            else:
                found.take_back(about, said)
    return found


def _strangers(work: Work, unknown: Iterable[str]) -> int:
    """How many ids that nobody here has stood on no list before.

    The ids themselves are not kept: they are of people who are none of our business, and a list
    made wrongly may have their names there.
    """
    before = set(json.loads(work.setting(_STRANGERS) or "[]"))
    now = before.union(map(draw, unknown))
    if len(now) > len(before):
        work.keep(_STRANGERS, json.dumps(sorted(now)))
    return len(now) - len(before)


def today(work: Work) -> date:
    """The day of a unit of work, in the time zone of the desk."""
    return work.now.astimezone(ZONE).date()


def _wrong_ends(
    office: Office, ends: Iterable[End], known: _Known, cases: Container[str], on: date
) -> Iterator[Problem]:
    """What is wrong with ends, once those that are taken back are gone."""
    seen: dict[tuple[str, date], End] = {}
    for end in ends:
        if may_be_bsn(end.case):
            hint = "Gebruik de nummers van dit ledger, nooit een BSN."
            where = end.places.get("case", Where("zaak"))
            yield Problem(where, "A007", "het nummer van deze zaak kan een BSN zijn", hint)
            continue
        wrong: dict[str, Refusal | None] = {}
        fate = _fate(known, end)
        if not end.void:
            first = seen.setdefault(_about(end), end)
            wrong["reason"] = refused_word(end.reason, "reden", office.policy.rulebook.ends)
            wrong["on"] = impossible(end.on, on)
            wrong["case"] = _contradiction(end, first, known if fate == "new" else None)
        elif fate == "nothing" and end.case in cases:
            wrong["case"] = _nothing(end, known)
        for part, refusal in wrong.items():
            if refusal is not None:
                yield refusal.at(end.places.get(part, Where(f"zaak {end.case}")))


def _nothing(end: End, known: _Known) -> Refusal:
    message = f"dit einde op {end.on} staat niet in het ledger, en kan dus niet vervallen"
    hint = "Neem de regel over zoals zij eerder is gegeven."
    if (other := known.standing.get(_about(end))) is not None:
        hint = f"Op die dag staat '{other[0][0]}', {other[0][1]}."
    return Refusal("Z059", message, hint)


def impossible(on: date, today: date) -> Refusal | None:
    """Why nothing can have happened on that day."""
    if on > today:
        return Refusal("Z054", f"{on} ligt in de toekomst", "Kijk de datum na.")
    if on < _FIRST:
        return Refusal("Z054", f"{on} ligt voor {_FIRST}", "Kijk het jaar na.")
    return None


def _contradiction(end: End, first: End, known: _Known | None) -> Refusal | None:
    before = None if known is None else known.standing.get(_about(end))
    if before is not None:
        reason, extent = before[0]
        message = (
            f"op {end.on} staat van deze zaak al een einde in het ledger: '{reason}', {extent}"
        )
        hint = "Klopt dat niet, laat het dan vervallen met een regel 'vervalt: ja'."
        return Refusal("Z055", message, hint)
    if first != end:
        message = f"deze zaak eindigt op {end.on} twee keer, en niet hetzelfde"
        return Refusal("Z052", message, "Kies welke van de twee klopt.")
    return None


def refuse(problems: Sequence[Problem]) -> None:
    """Stop when there is an error among these.

    Raises:
        IntakeError: There is; it holds all of them.
    """
    if any(problem.severity == "error" for problem in problems):
        raise IntakeError(problems)


def handle(office: Office, alarm: str, reason: str | None, actor: str) -> None:
    """See `Desk.handle`."""
    from triage.desk.reporting import report  # noqa: PLC0415  # it counts everything

    standing = {one.key: one for one in report(office, None).alarms}
    with office.writing() as work:
        if alarm in standing:
            found = standing[alarm]
            work.record("alarm_handled", actor, case=found.case, text=reason, alarm=alarm)
        elif not _handled_before(work, alarm):
            hint = suggest(alarm, standing, "Er staat geen alarm open." if not standing else "")
            message = f"er is geen alarm '{alarm[:60]}'. {hint}"
            raise DeskError(message)


def _handled_before(work: Work, alarm: str) -> bool:
    query = select(event.c.details).where(event.c.kind == "alarm_handled")
    return any(
        json.loads(details)["alarm"] == alarm
        for details in work.connection.execute(query).scalars()
    )
