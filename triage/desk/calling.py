"""Calling: who is next, the whole list, and every attempt to reach somebody."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import attrs
from sqlalchemy import ColumnElement, Row, func, insert, or_, select, update
from sqlalchemy import case as when

from triage.advice import Advice
from triage.desk import counting, people, ranks
from triage.desk.deciding import (
    Decided,
    decide,
    keep,
    next_decision,
    pages,
    stored_cases,
    text_of,
)
from triage.desk.office import Office, advise_all, found_case, stored_case
from triage.desk.values import Call
from triage.errors import DeskError
from triage.ledger import Work
from triage.ledger.schema import call_list, case, decision, event
from triage.ranking import rank
from triage.vocabulary import CONTACTS, DAYPARTS, choose

_LISTED: Final = ("open", "reached")
"""The statuses of a case that somebody still has to talk to."""

_JUST_NOW: Final = timedelta(minutes=5)
"""So long after an attempt the same words are the same attempt, typed or sent twice."""

_NOON: Final = time(12)
_EVENING: Final = time(18)


@attrs.frozen
class Attempt:
    """One attempt to reach somebody, as `Desk.contact` is told."""

    channel: str
    reached: bool
    at: date | datetime | None = None
    daypart: str | None = None
    call_back: date | datetime | None = None


def hand_out(office: Office, actor: str) -> Call | None:
    """See `Desk.next`."""
    with office.writing() as work:
        today = work.now.date()
        ranks.freshen(office, work, today)
        row = _held(work, actor)
        already = row is not None
        row = row or _next(work)
        if row is None:
            return None
        found = stored_case(work, row)
        advice = advise_all(office, [found], today)[row.id]
        level = office.policy.rulebook.levels[row.level].key
        if not already:
            _hold(work, row.id, actor)
            decide(office, work, "handed_out", actor, (advice, found), level=level)
        call_back = None if row.call_back is None else datetime.fromisoformat(row.call_back)
        who = people.known(work, [row.id]).get(row.id)
        return Call(row.id, who, advice, level, row.attempts, call_back)


def _hold(work: Work, case_id: str, actor: str) -> None:
    held = {"holder": actor, "held": work.now.date().isoformat()}
    work.connection.execute(update(case).where(case.c.id == case_id).values(**held))


def _held(work: Work, actor: str) -> Row[Any] | None:
    """The case that this actor holds today."""
    today = work.now.date().isoformat()
    return _first(work, case.c.holder == actor, case.c.held == today)


def _next(work: Work) -> Row[Any] | None:
    """The most urgent case that nobody holds today."""
    today = work.now.date().isoformat()
    return _first(work, or_(case.c.held.is_(None), case.c.held != today))


def _first(work: Work, *wanted: ColumnElement[bool]) -> Row[Any] | None:
    """The first of these that may be called now.

    A call-back that was agreed goes before others of its level; who was missed in this part of a
    day comes after those who were not.
    """
    now = work.now.isoformat()
    due = or_(case.c.call_back.is_(None), case.c.call_back <= now)
    order = (
        case.c.level,
        when((case.c.call_back.is_(None), 1), else_=0),
        when((case.c.daypart == _daypart(work.now), 1), else_=0),
        case.c.deadline,
        case.c.points.desc(),
        case.c.registered,
        case.c.draw,
    )
    query = select(*_INDEXED).where(case.c.status.in_(_LISTED), due, *wanted)
    found = work.connection.execute(query.order_by(*order).limit(1)).first()
    if found is None:
        return None
    same = (column == value for column, value in zip(_INDEXED, found, strict=True))
    return work.connection.execute(select(case).where(*same)).first()


_INDEXED: Final = tuple(
    case.c[name] for name in ("status", "level", "deadline", "points", "registered", "draw")
)
"""What tells cases apart without reading more than the index."""


def _daypart(moment: datetime) -> str:
    clock = moment.time()
    return DAYPARTS[0 if clock < _NOON else 1 if clock < _EVENING else 2]


def ranked(office: Office, actor: str) -> tuple[Advice, ...]:
    """See `Desk.calls`."""
    rulebook = office.policy.rulebook
    with office.writing() as work:
        query = select(case).where(case.c.status.in_(_LISTED))
        rows = work.connection.execute(query).all()
        cases = stored_cases(work, rows)
        advices = advise_all(office, list(cases.values()), work.now.date())
        chosen = {row.id: ranks.chosen_level(rulebook, row.urgency) for row in rows}
        levels = {key: level for key, level in chosen.items() if level is not None}
        order = rank(advices.values(), levels)
        decided = [(advice, cases[advice.case]) for advice in order]
        if decided and not _kept(office, work, decided):
            keys = {key: rulebook.levels[level].key for key, level in levels.items()}
            _keep(office, work, decided, keys, actor)
        return order


def _kept(office: Office, work: Work, decided: Sequence[Decided]) -> bool:
    """Whether the last call list that was kept is the same one."""
    last = select(func.max(call_list.c.event)).scalar_subquery()
    query = (
        select(decision.c.case, decision.c.answers, decision.c.day, decision.c.version)
        .join(call_list, call_list.c.decision == decision.c.id)
        .where(call_list.c.event == last)
        .order_by(call_list.c.position)
    )
    now = [
        (found.case, text_of(office, found), advice.on.isoformat(), advice.version)
        for advice, found in decided
    ]
    return now == [tuple(row) for row in work.connection.execute(query)]


def _keep(
    office: Office, work: Work, decided: Sequence[Decided], levels: Mapping[str, str], actor: str
) -> None:
    """Keep a call list; the levels that advisers chose are a part of it."""
    version = office.policy.version
    details: dict[str, Any] = {"count": len(decided), "version": version, "levels": levels or None}
    number = work.record("call_list", actor, **details).number
    first = next_decision(work)
    keep(office, work, number, first, decided)
    rows = [
        {"event": number, "position": position, "decision": first + position - 1}
        for position in range(1, len(decided) + 1)
    ]
    for page in pages(rows):
        work.connection.execute(insert(call_list), page)


def contact(office: Office, case_id: str, attempt: Attempt, actor: str) -> None:
    """See `Desk.contact`."""
    _refuse("kanaal", attempt.channel, CONTACTS)
    if attempt.daypart is not None:
        _refuse("dagdeel", attempt.daypart, DAYPARTS)
    at = office.past("een contact", attempt.at)
    again = _call_back(office, attempt.call_back)
    daypart = attempt.daypart or _daypart(at)
    with office.writing() as work:
        row = found_case(work, case_id)
        details: dict[str, Any] = {
            "channel": attempt.channel,
            "reached": attempt.reached,
            "daypart": daypart,
            "call_back": None if again is None else again.isoformat(),
        }
        if _written(work, row.id, None if attempt.at is None else at, details, actor):
            return
        counted = counting.counted_of(office, work, "contacted", row)
        work.record("contacted", actor, case=row.id, at=at, **details, **counted)
        values: dict[str, Any] = {"attempts": row.attempts + 1, "call_back": details["call_back"]}
        if not attempt.reached:
            values["daypart"] = daypart
        elif row.status != "done":
            values["status"] = "reached"
        stays = attempt.reached and row.status != "done" and (again is None or again <= work.now)
        if stays:  # on to the intake, with the same person
            values |= {"holder": actor, "held": work.now.date().isoformat()}
        elif attempt.reached or row.holder == actor:
            values |= {"holder": None, "held": None}
        work.connection.execute(update(case).where(case.c.id == row.id).values(**values))


def _refuse(what: str, word: str, known: Sequence[str]) -> None:
    if word not in known:
        message = f"onbekend {what} '{word[:60]}'. {choose(word, known)}"
        raise DeskError(message)


def _call_back(office: Office, moment: date | datetime | None) -> datetime | None:
    """A bare day begins at midnight: somebody who calls early that day may have the case."""
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    again, today = office.moment(moment), office.clock().date()
    if again.date() < today:
        message = (
            f"terugbellen op {again.date()} kan niet meer: het is nu {today}. Kijk de datum na."
        )
        raise DeskError(message)
    return again


def _written(
    work: Work, case_id: str, at: datetime | None, details: Mapping[str, Any], actor: str
) -> bool:
    """Whether exactly this attempt was written before.

    One without a moment is known again when it is the last attempt, and was written just now.
    """
    same = [event.c.case == case_id, event.c.kind == "contacted"]
    if at is None:
        last = select(func.max(event.c.number)).where(*same).scalar_subquery()
        same += [event.c.number == last, event.c.recorded > (work.now - _JUST_NOW).isoformat()]
    else:
        same.append(event.c.at == at.isoformat())
    query = select(event.c.details).where(event.c.actor == actor, *same)
    written = (json.loads(text) for text in work.connection.execute(query).scalars())
    return any({key: found.get(key) for key in details} == details for found in written)
