"""Decisions as the ledger keeps them, so that each can be made again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final, TypeVar

from sqlalchemy import Row, func, insert, select

from triage.advice import Advice
from triage.desk.office import Office, all_answers, jsonable, readable
from triage.ledger import Work
from triage.ledger.schema import answers, decision
from triage.records import Case

PAGE: Final = 1000
"""So many rows are read or written at once."""

_Some = TypeVar("_Some")

Decided = tuple[Advice, Case]
"""An advice, and the case as it stood."""


def pages(found: Sequence[_Some]) -> Iterator[Sequence[_Some]]:
    """The same, a page at a time."""
    for start in range(0, len(found), PAGE):
        yield found[start : start + PAGE]


def stored_cases(work: Work, rows: Sequence[Row[Any]]) -> dict[str, Case]:
    """Cases by id, from rows of `case_file`, with everything that was answered."""
    texts = dict(answer_texts(work, [row.id for row in rows]))
    return {row.id: as_case(row, *texts[row.id]) for row in rows}


def answer_texts(work: Work, ids: Sequence[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """By id the answers of lists and those of intakes, as JSON; of erased cases there are none."""
    # Not joined: a server that has not counted its rows yet joins a page to a whole table.
    for page in pages(ids):
        for row in work.connection.execute(select(answers).where(answers.c.case.in_(page))):
            yield row.case, (row.listed, row.told)


def as_case(row: Row[Any], listed: str, told: str) -> Case:
    """A case from its row and its answers, as JSON."""
    everything = all_answers(json.loads(listed), json.loads(told))
    return Case(row.id, date.fromisoformat(row.registered), everything)


def decide(
    office: Office,
    work: Work,
    kind: str,
    actor: str,
    decided: Decided,
    at: datetime | None = None,
    **details: Any,
) -> None:
    """Record an event about a case that rests on a decision, and keep that decision."""
    number = next_decision(work)
    event = work.record(kind, actor, case=decided[1].case, at=at, decision=number, **details)
    keep(office, work, event.number, number, [decided])


def text_of(office: Office, found: Case) -> str:
    """The answers that an advice rests on, as they are kept."""
    return jsonable(readable(office, found).answers)


def next_decision(work: Work) -> int:
    """The number that the next decision gets."""
    return int(work.connection.execute(select(func.max(decision.c.id))).scalar() or 0) + 1


def keep(office: Office, work: Work, event: int, first: int, decided: Iterable[Decided]) -> None:
    """Write decisions that belong to an event, numbered from `first`."""
    rows = [
        {
            "id": number,
            "case": advice.case,
            "event": event,
            "day": advice.on.isoformat(),
            "registered": advice.registered.isoformat(),
            "version": advice.version,
            "engines": json.dumps(list(advice.engines)),
            "answers": text_of(office, found),
            "advice": json.dumps(advice.as_json(), ensure_ascii=False, sort_keys=True),
        }
        for number, (advice, found) in enumerate(decided, first)
    ]
    for page in pages(rows):
        work.connection.execute(insert(decision), page)
