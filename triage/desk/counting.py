"""What an event keeps for the weekly report, so that no answer has to be in it.

The report counts from events alone. Whether an indicator's `als` held is therefore written down at
the moment itself; it stays when the answers are erased.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs
from sqlalchemy import Row, select

from triage.advice import Advice
from triage.deadlines import Due, due
from triage.desk.deciding import stored_cases
from triage.desk.office import Office, advise, advise_all
from triage.ledger import Work
from triage.ledger.schema import case, event
from triage.monitoring.life import Moment
from triage.reasoning import Situation
from triage.rulebook import Level, Rule, Term

MOMENTS: Final[Mapping[str, tuple[Moment, ...]]] = {
    "registered": ("melding",),
    "re_registered": ("melding",),
    "contacted": ("melding", "benaderd", "bereikt"),
    "intake": ("intake",),
    "referred": ("verwezen", "ingezet"),
    "accepted": ("aanvaard",),
    "started": ("aanvaard", "gestart", "ingezet"),
    "completed": ("aanvaard", "gestart", "ingezet", "afgerond"),
    "tozo_ended": ("tozo_einde",),
    "entered": ("ingevoerd",),
}
"""Which moments of the report an event may be."""

_COUNTING: Final = "counting"
_PAGE: Final = 500


def counted(office: Office, kind: str, advice: Advice) -> dict[str, Any]:
    """What belongs in an event of this kind about a case that stands so."""
    found: dict[str, Any] = {}
    if kind in ("registered", "re_registered", "intake") and (stand := terms(office, advice)):
        found["terms"] = stand
    moments = MOMENTS.get(kind, ())
    if office.tally.wanted(moments):
        situation = Situation(advice.answers, advice.facts, advice.on.toordinal())
        found["tally"] = office.tally.of(moments, situation)
    return found


def counted_of(office: Office, work: Work, kind: str, row: Row[Any]) -> dict[str, Any]:
    """The same for a case as it stands in the ledger, which is decided only when that is needed."""
    if not office.tally.wanted(MOMENTS.get(kind, ())):
        return {}
    return counted(office, kind, advise(office, work, row))


def followed(
    office: Office, work: Work, kind: str, row: Row[Any], partner: str | None = None
) -> dict[str, Any]:
    """What belongs in an event about a referral."""
    key = partner or row.partner
    known = office.policy.rulebook.partners.get(key)
    own = {"own": True} if known is not None and known.own else {}
    if not office.tally.wanted(MOMENTS.get(kind, ())):
        return own
    found = work.connection.execute(select(case).where(case.c.id == row.case)).one()
    return {**own, **counted_of(office, work, kind, found)}


def terms(office: Office, advice: Advice) -> list[list[str | None]]:
    """How every term of an advice stands: who gives it, its last day, and a word for it."""
    found: list[list[str | None]] = []
    for giver, term, stands in advice.terms:
        whole = stands
        if stands.met:
            whole = due(
                attrs.evolve(term, met=None), advice.answers, advice.registered, office.workdays
            )
        if whole.day is not None:
            state = _state(term, advice, whole, met=stands.met)
            found.append([_name(giver), whole.day.isoformat(), state])
    return found


def _name(giver: Rule | Level) -> str:
    return giver.key if isinstance(giver, Level) else giver.name


def _state(term: Term, advice: Advice, whole: Due, *, met: bool) -> str:
    if whole.start_missing:
        return "start_missing"
    if not met or term.met is None or whole.day is None:
        return "running"
    return "met" if advice.answers[term.met] <= whole.day.toordinal() else "late"


def settle(office: Office, work: Work) -> None:
    """When an indicator is new or counts otherwise, count again what happened before.

    The answers of the time itself are not kept, so those of now are read. Who has been erased stays
    uncounted.
    """
    now = office.tally.signatures
    before = json.loads(work.setting(_COUNTING) or "{}")
    if now == before:
        return
    work.keep(_COUNTING, json.dumps(now, sort_keys=True))
    fresh = {key for key, text in now.items() if before.get(key) != text}
    kinds = [kind for kind, moments in MOMENTS.items() if office.tally.wanted(moments)]
    for page in _pages(work, kinds):
        entries = list(_again(office, work, page, fresh))
        work.record_all("tallied", "desk", ((key, work.now, details) for key, details in entries))


def _pages(work: Work, kinds: Sequence[str]) -> Iterator[Sequence[Row[Any]]]:
    """The cases with events of these kinds, a page at a time; whole cases."""
    told = select(event.c.case).where(event.c.kind.in_(kinds), event.c.case.is_not(None))
    query = select(case).where(case.c.id.in_(told)).order_by(case.c.id).limit(_PAGE)
    last = ""
    while rows := work.connection.execute(query.where(case.c.id > last)).all():
        yield rows
        last = rows[-1].id


def _again(
    office: Office, work: Work, rows: Sequence[Row[Any]], fresh: Collection[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the events of cases come to for these indicators."""
    kept = [row for row in rows if row.erased is None]
    found = advise_all(office, list(stored_cases(work, kept).values()), work.now.date())
    query = select(event.c.number, event.c.case, event.c.kind, event.c.at).where(
        event.c.case.in_([row.id for row in kept]), event.c.kind.in_(MOMENTS)
    )
    told: dict[str, dict[str, Any]] = {}
    for row in work.connection.execute(query.order_by(event.c.number)):
        advice = found[row.case]
        on = date.fromisoformat(row.at[:10]).toordinal()
        situation = Situation(advice.answers, advice.facts, on)
        tally = office.tally.of(MOMENTS[row.kind], situation)
        mine = {key: value for key, value in tally.items() if key in fresh}
        if mine:
            told.setdefault(row.case, {})[str(row.number)] = mine
    for key, of in told.items():
        yield key, {"of": of}
