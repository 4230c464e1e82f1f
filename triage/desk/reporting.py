"""The weekly report: the ledger's events, read a case at a time, so that memory stays flat."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

import attrs
from sqlalchemy import func, select

from triage.desk.histories import day_of, histories
from triage.desk.office import ZONE, Office
from triage.errors import DeskError
from triage.ledger import Work
from triage.ledger.schema import case as case_file
from triage.ledger.schema import event
from triage.monitoring.alarms import STRANGERS, Strangers
from triage.monitoring.life import Happened
from triage.monitoring.living import lived
from triage.monitoring.monitor import Closing, Monitor
from triage.monitoring.weeks import Week
from triage.papers.days import plain_day
from triage.reports import Report
from triage.rulebook import Settings

_PAGE: Final = 2000

_Case = tuple[str, Sequence[Happened]]


Watch = Callable[[Iterable[Any], int], Iterable[Any]]
"""Something that goes along with the cases, such as a progress bar; and how many there are."""


def report(office: Office, written: str | None, watch: Watch | None = None) -> Report:
    """See `Desk.report`."""
    with office.looking_back() as work:
        closing = _closing(written, work.now)
        monitor = Monitor(office.policy.rulebook, closing, _handled(work, closing))
        for row in _told(work, "pot_funded", closing=closing):
            details = json.loads(row.details)
            monitor.fund(day_of(row.recorded), details["pot"], details["cents"])
        monitor.strangers = _strangers(work, closing)
        cases: Iterable[_Case] = histories(work)
        if watch is not None:
            cases = watch(cases, _count(work))
        for case, events in cases:
            _show(monitor, closing, case, events)
        count, digest = _last(work, closing)
        notices = _notices(office.policy.rulebook.settings, closing, count)
        summary = monitor.summary(notices, count, digest)
        return Report(**{a.name: getattr(summary, a.name) for a in attrs.fields(type(summary))})


def _closing(written: str | None, now: datetime) -> Closing:
    today = now.astimezone(ZONE).date()
    week = Week.of(today)
    if written is not None:
        try:
            week = Week.read(written)
        except ValueError:
            message = f"'{written[:40]}' is geen week. Schrijf jaar en weeknummer, zoals {week}."
            raise DeskError(message) from None
    if week.first > today:
        message = f"week {week} moet nog beginnen; het is nu week {Week.of(today)}."
        raise DeskError(message)
    closes = week.closes(ZONE)
    return Closing(week, week.opens(ZONE), min(closes, now), running=now < closes)


def _notices(settings: Settings, closing: Closing, count: int) -> tuple[str, ...]:
    term, week = settings.term, closing.week
    found: list[str] = []
    if count == 0 and closing.running:
        found.append("Er is nog niets vastgelegd: het ledger is leeg.")
    elif count == 0:
        found.append("Aan het eind van deze week was er nog niets vastgelegd.")
    if closing.running:
        found.append("Deze week loopt nog; de aantallen kunnen nog veranderen.")
    if term is not None and term.first is not None and week.last < term.first:
        found.append(f"Deze week ligt voor het begin van de looptijd, {plain_day(term.first)}.")
    if term is not None and term.last is not None and week.first > term.last:
        found.append(
            f"Deze week ligt na het einde van de looptijd, {plain_day(term.last)}; wat doorloopt, "
            "telt mee."
        )
    if term is None or term.last is None:
        found.append("Zonder 'looptijd' in de configuratie is er geen prognose.")
    return tuple(found)


def _strangers(work: Work, closing: Closing) -> Strangers | None:
    """Who stood on lists without having a case, since the alarm about that was last handled."""
    since, count = None, 0
    for row in _told(work, "tozo_list", "alarm_handled", closing=closing):
        details = json.loads(row.details)
        if row.kind == "tozo_list":
            since, count = since or day_of(row.recorded), count + details["unknown"]
        elif details["alarm"] == STRANGERS:
            since, count = None, 0
    return None if since is None else Strangers(since, count)


def _told(work: Work, *kinds: str, closing: Closing) -> Iterator[Any]:
    """Events of these kinds that were written before the week closed, in their order."""
    columns = (event.c.kind, event.c.recorded, event.c.details)
    query = select(*columns).where(event.c.kind.in_(kinds))
    for row in work.connection.execute(query.order_by(event.c.number)).all():
        if closing.knows(datetime.fromisoformat(row.recorded)):
            yield row


def _handled(work: Work, closing: Closing) -> dict[str, date]:
    """By key of an alarm, the last day on which it was handled."""
    return {
        json.loads(row.details)["alarm"]: day_of(row.recorded)
        for row in _told(work, "alarm_handled", closing=closing)
    }


def _last(work: Work, closing: Closing) -> tuple[int, str]:
    """How many events there are, and the hash of the last of them."""
    columns = (event.c.number, event.c.recorded, event.c.hash)
    query = select(*columns).order_by(event.c.number.desc()).execution_options(yield_per=_PAGE)
    with work.connection.execute(query) as rows:
        for row in rows:
            if closing.knows(datetime.fromisoformat(row.recorded)):
                return row.number, row.hash
    return 0, ""


def _count(work: Work) -> int:
    return work.connection.execute(select(func.count()).select_from(case_file)).scalar() or 0


def _show(monitor: Monitor, closing: Closing, case: str, events: Sequence[Happened]) -> None:
    """Let the monitor count one case: as it was known at the close, and as it is known since."""
    known = [one for one in events if closing.knows(one.recorded) or one.kind == "tallied"]
    if len(known) == len(events):
        monitor.add(lived(case, known), None)
        return
    last = closing.week.last
    begun = {one.referral for one in events if one.on <= last}
    inside = [
        one
        for one in events
        # What began before it was referred still has to be known for what it is.
        if one.on <= last
        or one.kind == "tallied"
        or (one.kind == "referred" and one.referral in begun)
    ]
    later = any(one.on <= last and not closing.knows(one.recorded) for one in inside)
    monitor.add(lived(case, known), lived(case, inside) if later else None)
