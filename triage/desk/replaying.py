"""Deciding everything again, from the stored answers and with the stored policy."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select

from triage.advice import Advice
from triage.app import Policy
from triage.desk.checking import details_of
from triage.desk.office import Office
from triage.desk.ranks import chosen_level
from triage.desk.values import Replayed
from triage.errors import TriageError
from triage.ledger import Work
from triage.ledger.schema import call_list, decision, event
from triage.ledger.schema import policy as stored
from triage.ranking import rank
from triage.records import Case

_DECIDING: Final = ("handed_out", "intake")
"""Kinds of events that rest on one decision."""


def replay(office: Office) -> Replayed:
    """See `Desk.replay`."""
    with office.reading() as work:
        different = (*_missing(work), *_again(work))
        kept = func.count(decision.c.id).filter(decision.c.answers.is_not(None))
        query = select(func.count(decision.c.id), kept)
        decisions, left = work.connection.execute(query).one()
        lists = work.connection.execute(select(func.count(call_list.c.event.distinct()))).scalar()
    return Replayed(left, int(lists or 0), decisions - left, different)


def _missing(work: Work) -> Iterator[str]:
    """Decisions and call lists that events speak of, and that are not there."""
    alone = (
        select(event.c.number)
        .join(decision, decision.c.event == event.c.number, isouter=True)
        .where(event.c.kind.in_(_DECIDING), decision.c.id.is_(None))
        .order_by(event.c.number)
    )
    for number in work.connection.execute(alone).scalars():
        yield f"gebeurtenis {number}: de beslissing erbij ontbreekt"
    count = func.count(decision.c.id)
    lists = (
        select(event.c.number, event.c.details, count.label("listed"))
        .join(call_list, call_list.c.event == event.c.number, isouter=True)
        .join(decision, decision.c.id == call_list.c.decision, isouter=True)
        .where(event.c.kind == "call_list")
        .group_by(event.c.number, event.c.details)
        .order_by(event.c.number)
    )
    for row in work.connection.execute(lists):
        if row.listed != (should := details_of(row.details).get("count")):
            yield f"bellijst {row.number}: er staan {row.listed} zaken op in plaats van {should}"


def _again(work: Work) -> Iterator[str]:
    used = select(decision.c.version).distinct().subquery()
    query = select(used.c.version, stored.c.files).join(
        stored, stored.c.version == used.c.version, isouter=True
    )
    for version, files in work.connection.execute(query.order_by(used.c.version)).all():
        policy = _policy(version, files)
        if policy is None:
            yield f"beleid {version}: de bewaarde bestanden geven dit beleid niet"
        else:
            yield from _decisions(work, policy)


def _policy(version: str, files: str | None) -> Policy | None:
    """The policy as it was stored; None when the files do not give that version."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name).resolve()
        try:
            for path, text in json.loads(files or "{}").items():
                target = (home / path).resolve()
                if not target.is_relative_to(home):
                    return None
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8", newline="")
            policy = Policy.load(home, engine="direct")
        except (TriageError, OSError, AttributeError, TypeError, ValueError):
            return None  # somebody has changed what was stored
    return policy if policy.version == version else None


def _decisions(work: Work, policy: Policy) -> Iterator[str]:
    """What one policy decides otherwise now, event by event: a call list is one event."""
    query = (
        select(decision, call_list.c.position, event.c.details)
        .join(call_list, call_list.c.decision == decision.c.id, isouter=True)
        .join(event, event.c.number == decision.c.event, isouter=True)
        .where(decision.c.version == policy.version, decision.c.answers.is_not(None))
        .order_by(decision.c.event, decision.c.id)
        .execution_options(yield_per=1000)
    )
    rows = work.connection.execute(query)
    for number, group in groupby(rows, key=lambda row: row.event):
        listed: list[tuple[int, Advice]] = []
        details = ""
        for row in group:
            advice, keys = _decide(policy, row)
            if keys:
                found = ", ".join(keys)
                yield f"zaak {row.case}: de beslissing van {row.day} komt anders uit ({found})"
            if advice is not None and row.position is not None:
                listed.append((row.position, advice))
                details = row.details
        if not _same_order(policy, listed, details):
            yield f"bellijst {number}: de volgorde komt anders uit"


def _decide(policy: Policy, row: Any) -> tuple[Advice | None, list[str]]:
    """The advice again, and the keys that come out otherwise; who computed it does not count."""
    try:
        case = Case(row.case, date.fromisoformat(row.registered), json.loads(row.answers))
        advice = policy.advise(case, on=date.fromisoformat(row.day))
        again, before = advice.as_json(), json.loads(row.advice)
        keys = {*again, *before} - {"engines"}
        return advice, sorted(key for key in keys if again.get(key) != before.get(key))
    except (TriageError, AttributeError, TypeError, ValueError):
        return None, ["answers"]


def _same_order(policy: Policy, listed: Iterable[tuple[int, Advice]], details: str) -> bool:
    """Whether the cases of a call list stand as they rank, with the levels that advisers chose."""
    advices = [advice for _, advice in sorted(listed, key=lambda pair: pair[0])]
    keys: Mapping[str, str] = details_of(details).get("levels", {})
    chosen = {case: chosen_level(policy.rulebook, key) for case, key in keys.items()}
    levels = {case: level for case, level in chosen.items() if level is not None}
    return [one.case for one in rank(advices, levels)] == [one.case for one in advices]
