"""The rank of every case as columns, so that the next one to call is found at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs
from sqlalchemy import Row, bindparam, select, update

from triage.advice import Advice
from triage.conditions import Within, tests_of
from triage.desk.deciding import PAGE, stored_cases
from triage.desk.office import Office, advise_all
from triage.ledger import Work
from triage.ledger.schema import case, referral
from triage.rulebook import Rule, Rulebook

NO_DEADLINE: Final = "9999-12-31"
_RANKED: Final = "ranked"


@attrs.frozen
class Rank:
    """What a call list and the waiting lists are ordered by, besides registration and draw.

    Attributes:
        level: The index of the urgency, the adviser's if there is one.
        deadline: ISO; `NO_DEADLINE` for none.
        points: High goes first.
    """

    level: int
    deadline: str
    points: int


def rank_of(rulebook: Rulebook, advice: Advice, urgency: str | None) -> Rank:
    """The rank that an advice gives; `urgency` is the level that an adviser chose, if any."""
    chosen = chosen_level(rulebook, urgency)
    return Rank(
        advice.level if chosen is None else chosen,
        NO_DEADLINE if advice.deadline is None else advice.deadline.isoformat(),
        advice.points,
    )


def chosen_level(rulebook: Rulebook, urgency: str | None) -> int | None:
    """The index of a level; None when nobody chose one, or when it no longer exists."""
    keys = [level.key for level in rulebook.levels]
    return keys.index(urgency) if urgency in keys else None


def draw(case_id: str) -> str:
    """The draw of the contract, which anyone can repeat."""
    return hashlib.sha256(case_id.encode()).hexdigest()


def write(office: Office, work: Work, ranks: Mapping[str, Rank]) -> None:
    """Give cases, and their referrals that wait, another rank."""
    if not ranks:
        return
    rows = [{"key": key, **attrs.asdict(rank)} for key, rank in ranks.items()]
    columns: dict[str, Any] = {name: bindparam(name) for name in ("level", "deadline", "points")}
    statement = update(case).where(case.c.id == bindparam("key")).values(**columns)
    work.connection.execute(statement, rows)
    query = select(referral.c.id, referral.c.case).where(
        referral.c.status == "waiting", referral.c.case.in_(ranks)
    )
    waiting = list(work.connection.execute(query))
    if not waiting:
        return
    levels = office.policy.rulebook.levels
    rows = [
        {"key": row.id, **attrs.asdict(rank), "urgency": levels[rank.level].key, "due": _due(rank)}
        for row in waiting
        for rank in (ranks[row.case],)
    ]
    columns |= {name: bindparam(name) for name in ("urgency", "due")}
    statement = update(referral).where(referral.c.id == bindparam("key")).values(**columns)
    work.connection.execute(statement, rows)


def _due(rank: Rank) -> str | None:
    return None if rank.deadline == NO_DEADLINE else rank.deadline


def standing(office: Office, row: Row[Any]) -> dict[str, Any]:
    """The rank of a case, in the columns of a referral that begins to wait."""
    levels = office.policy.rulebook.levels
    rank = Rank(min(row.level, len(levels) - 1), row.deadline, row.points)
    return {
        **attrs.asdict(rank),
        "registered": row.registered,
        "draw": row.draw,
        "urgency": levels[rank.level].key,
        "due": _due(rank),
    }


def freshen(office: Office, work: Work, on: date) -> None:
    """Rank every case again when the policy is another one, or when the day changes something."""
    wanted = _stamp(office.policy.rulebook, on)
    if work.setting(_RANKED) == wanted:
        return
    for page in _pages(work):
        _rank_again(office, work, page, on)
    work.keep(_RANKED, wanted)


def _stamp(rulebook: Rulebook, on: date) -> str:
    """For what ranks are the same: the policy, the rules in force, and the day where it counts."""
    valid = [rule for rule in rulebook.rules.values() if rule.valid(on)]
    names = "\n".join(sorted(rule.name for rule in valid))
    rules = hashlib.sha256(names.encode()).hexdigest()
    dated = any(_ranks(rule) and _counts_days(rule) for rule in valid)
    return f"{rulebook.version} {rules} {on.isoformat() if dated else '-'}"


def _ranks(rule: Rule) -> bool:
    """Whether a rule can change a rank, by itself or through a conclusion."""
    given = rule.outcome
    return bool(given.urgency or given.points or given.terms or given.facts)


def _counts_days(rule: Rule) -> bool:
    return any(isinstance(test, Within) and test.relative for test in tests_of(rule.condition))


def _pages(work: Work) -> Iterator[Sequence[Row[Any]]]:
    """The cases that have not been closed, a page at a time."""
    query = select(case).where(case.c.status != "closed").order_by(case.c.id).limit(PAGE)
    last = ""
    while rows := work.connection.execute(query.where(case.c.id > last)).all():
        yield rows
        last = rows[-1].id


def _rank_again(office: Office, work: Work, rows: Sequence[Row[Any]], on: date) -> None:
    found = advise_all(office, list(stored_cases(work, rows).values()), on)
    rulebook = office.policy.rulebook
    ranks = {row.id: rank_of(rulebook, found[row.id], row.urgency) for row in rows}
    before = {row.id: Rank(row.level, row.deadline, row.points) for row in rows}
    write(office, work, {key: rank for key, rank in ranks.items() if rank != before[key]})
