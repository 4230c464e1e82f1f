"""The life of a case: its intake, what the adviser decides about it, and its end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import attrs
from sqlalchemy import Row, delete, insert, select, update

from triage.advice import Advice
from triage.desk import asking, counting, people, ranks, renewing
from triage.desk.deciding import as_case, decide, text_of
from triage.desk.office import Office, advise_all, found_case, jsonable
from triage.desk.referring import TRIES, busy
from triage.desk.registering import checked
from triage.desk.telling import reason_of
from triage.errors import DeskError
from triage.ledger import Work, referrals
from triage.ledger.schema import answers, case, choice, decision, event, note
from triage.records import Case, Person
from triage.vocabulary import CLOSINGS, suggest


@attrs.frozen
class _Intake:
    """A case as an intake leaves it.

    Attributes:
        row: As it was.
        told: The answers of intakes, as JSON, before and after.
        person: Who it is about, before and after.
        case: With everything that has been answered.
        at: When the intake was.
    """

    row: Row[Any]
    told: tuple[str, str]
    person: tuple[Person | None, Person | None]
    case: Case
    at: datetime


def intake(office: Office, given: Case, actor: str, at: date | datetime | None) -> Advice:
    """See `Desk.intake`."""
    checked(office, [given], office.clock().date())
    moment = office.past("een intake", at)
    for _ in range(TRIES):
        with office.reading() as work:
            turns = renewing.turns(office, work, _intake(work, given, moment).case)
            stamp = asking.stamp(work, given.case)
        renewals = renewing.ask(office, turns)
        with office.writing() as work:
            if asking.stamp(work, given.case) != stamp:
                continue
            found = _intake(work, given, moment)
            earlier = _earlier(office, work, found)
            on = work.now.date() if earlier is None else earlier
            advice = advise_all(office, [found.case], on)[given.case]
            if earlier is None:
                _store(office, work, found, advice, actor)
            renewing.write(office, work, renewals, actor)
            return advice
    raise busy(given.case)


def _intake(work: Work, given: Case, moment: datetime) -> _Intake:
    row = found_case(work, given.case)
    query = select(answers.c.listed, answers.c.told).where(answers.c.case == row.id)
    listed, before = work.connection.execute(query).one()
    # What is given as None is taken back.
    told = jsonable({**json.loads(before), **given.answers})
    who = people.known(work, [row.id]).get(row.id)
    return _Intake(
        row,
        (before, told),
        (who, people.updated(who, given.person)),
        as_case(row, listed, told),
        moment,
    )


def _earlier(office: Office, work: Work, found: _Intake) -> date | None:
    """The day on which exactly this intake was decided, if it was the last one."""
    if found.row.status != "done" or found.told[0] != found.told[1]:
        return None
    query = (
        select(decision.c.day, decision.c.version, decision.c.answers, event.c.at)
        .join(event, event.c.number == decision.c.event)
        .where(decision.c.case == found.row.id, event.c.kind == "intake")
        .order_by(decision.c.id.desc())
        .limit(1)
    )
    last = work.connection.execute(query).first()
    same = (
        last is not None
        and last.version == office.policy.version
        and last.answers == text_of(office, found.case)
        and last.at[:10] == found.at.date().isoformat()
        and found.person[0] == found.person[1]
    )
    return date.fromisoformat(last.day) if last is not None and same else None


def _store(office: Office, work: Work, found: _Intake, advice: Advice, actor: str) -> None:
    row, who = found.row, found.person[1]
    if who is not None and who != found.person[0]:
        people.write(work, {row.id: who}, replace=True)
    change = update(answers).where(answers.c.case == row.id)
    work.connection.execute(change.values(told=found.told[1]))
    decide(
        office,
        work,
        "intake",
        actor,
        (advice, found.case),
        found.at,
        urgency=advice.urgency,
        products=[given.product for given in advice.products],
        version=advice.version,
        **counting.counted(office, "intake", advice),
    )
    _change(work, row.id, status="done", call_back=None, holder=None, held=None)
    rank = ranks.rank_of(office.policy.rulebook, advice, row.urgency)
    ranks.write(office, work, {row.id: rank})


def _change(work: Work, case_id: str, **values: Any) -> None:
    work.connection.execute(update(case).where(case.c.id == case_id).values(**values))


def override(
    office: Office,
    case_id: str,
    changes: tuple[str | None, str | None, str | None],
    reason: str,
    actor: str,
) -> None:
    """See `Desk.override`; the changes are the level, the product wanted, and the one rejected."""
    urgency, product, rejected = changes
    _refuse(office, urgency, product, rejected)
    why = reason_of(reason)
    with office.writing() as work:
        row = found_case(work, case_id)
        choices = {key: n for key, n in ((product, 1), (rejected, 0)) if key is not None}
        details: dict[str, Any] = {"urgency": urgency, "product": product, "rejected": rejected}
        if _stands(work, row, urgency, choices) and _noted(work, row.id, details, why, actor):
            return
        work.record("overridden", actor, case=row.id, text=why, **details)
        _choose(work, row.id, choices)
        if urgency is not None:
            level = ranks.chosen_level(office.policy.rulebook, urgency)
            rank = ranks.Rank(row.level if level is None else level, row.deadline, row.points)
            _change(work, row.id, urgency=urgency)
            ranks.write(office, work, {row.id: rank})


def _refuse(office: Office, urgency: str | None, product: str | None, rejected: str | None) -> None:
    if urgency is None and product is None and rejected is None:
        message = "er verandert niets. Geef een urgentie, een product of een product dat niet past."
        raise DeskError(message)
    rulebook = office.policy.rulebook
    levels = [level.key for level in rulebook.levels]
    if urgency is not None and urgency not in levels:
        message = f"onbekende urgentie '{urgency[:60]}'. {suggest(urgency, levels)}"
        raise DeskError(message)
    for key in (product, rejected):
        if key is not None and key not in rulebook.products:
            message = f"onbekend product '{key[:60]}'. {suggest(key, rulebook.products)}"
            raise DeskError(message)
    if product is not None and product == rejected:
        message = f"product '{product}' kan niet tegelijk gekozen en afgewezen worden. Kies een."
        raise DeskError(message)


def _stands(work: Work, row: Row[Any], urgency: str | None, choices: Mapping[str, int]) -> bool:
    query = select(choice.c.product, choice.c.chosen).where(choice.c.case == row.id)
    now = {row.product: row.chosen for row in work.connection.execute(query)}
    same_level = urgency is None or urgency == row.urgency
    return same_level and all(now.get(key) == chosen for key, chosen in choices.items())


def _noted(
    work: Work, case_id: str, details: Mapping[str, str | None], why: str, actor: str
) -> bool:
    """Whether the same was decided before for the same reason by the same person."""
    said = {key: value for key, value in details.items() if value is not None}
    query = (
        select(event.c.details)
        .join(note, note.c.event == event.c.number)
        .where(
            event.c.case == case_id,
            event.c.kind == "overridden",
            event.c.actor == actor,
            note.c.text == why,
        )
    )
    return any(json.loads(found) == said for found in work.connection.execute(query).scalars())


def _choose(work: Work, case_id: str, choices: Mapping[str, int]) -> None:
    for key, chosen in choices.items():
        mine = choice.c.case == case_id, choice.c.product == key
        work.connection.execute(delete(choice).where(*mine))
        row = {"case": case_id, "product": key, "chosen": chosen}
        work.connection.execute(insert(choice), row)


def close(office: Office, case_id: str, reason: str, actor: str) -> None:
    """See `Desk.close`."""
    told = reason_of(reason)
    with office.writing() as work:
        row = found_case(work, case_id, open_only=False)
        if row.status == "closed":
            return
        standing = referrals.of_case(work, row.id)
        running = [one for one in standing if one.status in referrals.RUNNING]
        if running:
            names = ", ".join(f"{one.id} ({one.product})" for one in running)
            message = (
                f"zaak {row.id} heeft nog lopende verwijzingen: {names}. Rond ze eerst af met "
                "update, of trek ze in met withdraw."
            )
            raise DeskError(message)
        for one in standing:
            if one.status == "waiting":
                work.record("withdrawn", actor, case=row.id, referral=one.id, product=one.product)
                referrals.change(work, one.id, status="withdrawn")
        word, text = (told, None) if told in CLOSINGS else ("anders", told)
        work.record("closed", actor, case=row.id, text=text, reason=word)
        closed = work.now.date().isoformat()
        _change(work, row.id, status="closed", closed=closed, holder=None, held=None)
