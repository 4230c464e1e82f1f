"""What the benefit administration tells, and what it is told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Row, select

from triage.casefiles.drafts import may_be_bsn
from triage.casefiles.ends import refused_word
from triage.desk import counting
from triage.desk.deciding import pages
from triage.desk.histories import day_of, histories
from triage.desk.office import ZONE, Office
from triage.desk.ranks import draw
from triage.desk.values import Taken
from triage.errors import DeskError, IntakeError, Problem, Refusal, Where
from triage.ledger import Work
from triage.ledger.schema import case, event, referral
from triage.monitoring.life import Track
from triage.monitoring.living import lived
from triage.records import Deployment, End, Entered
from triage.vocabulary import suggest

_FIRST: Final = date(2020, 1, 1)
"""Before this day there was no TOZO."""

_STRANGERS: Final = "tozo_strangers"

_Known = Mapping[tuple[str, date], tuple[str, str]]
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
        _refuse([*problems, *_wrong_ends(office, ends, known, _today(work))])
        here = [end for end in ends if end.case in cases]
        new = [end for end in here if (end.case, end.on) not in known]
        unknown = sorted({end.case for end in ends if end.case not in cases})
        for end in new:
            work.record(
                "tozo_ended",
                actor,
                case=end.case,
                at=office.moment(end.on),
                reason=end.reason,
                extent=end.extent,
                **counting.counted_of(office, work, "tozo_ended", cases[end.case]),
            )
        if strange := _strangers(work, unknown):
            work.record("tozo_list", actor, rows=len(ends), unknown=strange)
        return Taken(tuple(sorted({end.case for end in new})), len(here) - len(new), tuple(unknown))


def _known(work: Work, cases: Sequence[str]) -> _Known:
    found: dict[tuple[str, date], tuple[str, str]] = {}
    for page in pages(cases):
        query = select(event.c.case, event.c.at, event.c.details).where(
            event.c.kind == "tozo_ended", event.c.case.in_(page)
        )
        for row in work.connection.execute(query):
            details = json.loads(row.details)
            found[row.case, day_of(row.at)] = (details["reason"], details["extent"])
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


def _today(work: Work) -> date:
    return work.now.astimezone(ZONE).date()


def _wrong_ends(
    office: Office, ends: Iterable[End], known: _Known, today: date
) -> Iterator[Problem]:
    seen: dict[tuple[str, date], End] = {}
    for end in ends:
        if may_be_bsn(end.case):
            hint = "Gebruik de nummers van dit ledger, nooit een BSN."
            where = end.places.get("case", Where("zaak"))
            yield Problem(where, "A007", "het nummer van deze zaak kan een BSN zijn", hint)
            continue
        first = seen.setdefault((end.case, end.on), end)
        before = known.get((end.case, end.on))
        wrong = {
            "reason": refused_word(end.reason, "reden", office.policy.rulebook.ends),
            "on": _impossible(end.on, today),
            "case": _contradiction(end, first, before),
        }
        for part, refusal in wrong.items():
            if refusal is not None:
                yield refusal.at(end.places.get(part, Where(f"zaak {end.case}")))


def _impossible(on: date, today: date) -> Refusal | None:
    if on > today:
        return Refusal("Z054", f"{on} ligt in de toekomst", "Kijk de datum na.")
    if on < _FIRST:
        return Refusal("Z054", f"{on} ligt voor {_FIRST}", "Kijk het jaar na.")
    return None


def _contradiction(end: End, first: End, before: tuple[str, str] | None) -> Refusal | None:
    if before is not None and before != (end.reason, end.extent):
        message = (
            f"op {end.on} staat van deze zaak al een einde in het ledger: '{before[0]}', "
            f"{before[1]}"
        )
        return Refusal("Z055", message, "Kijk na wat klopt; wat er staat, blijft staan.")
    if first != end:
        message = f"deze zaak eindigt op {end.on} twee keer, en niet hetzelfde"
        return Refusal("Z052", message, "Kies welke van de twee klopt.")
    return None


def _refuse(problems: Sequence[Problem]) -> None:
    if any(problem.severity == "error" for problem in problems):
        raise IntakeError(problems)


def take_entered(
    office: Office, given: Iterable[Entered], actor: str, problems: Iterable[Problem] = ()
) -> Taken:
    """See `Desk.entered`."""
    entries = list(dict.fromkeys(given))
    wanted = {one.referral: one.on for one in entries}
    with office.writing() as work:
        rows = {
            row.id: row
            for page in pages(sorted(wanted))
            for row in work.connection.execute(select(referral).where(referral.c.id.in_(page)))
        }
        done = {
            row.referral: day_of(row.at)
            for page in pages(sorted(rows))
            for row in work.connection.execute(
                select(event.c.referral, event.c.at).where(
                    event.c.kind == "entered", event.c.referral.in_(page)
                )
            )
        }
        _refuse([*problems, *_wrong_entries(entries, rows, done, _today(work))])
        new = [key for key in wanted if key not in done]
        for key in new:
            _enter(office, work, rows[key], wanted[key], actor)
        return Taken(tuple(new), len(wanted) - len(new))


def _wrong_entries(
    entries: Iterable[Entered],
    rows: Mapping[str, Row[Any]],
    done: Mapping[str, date],
    today: date,
) -> Iterator[Problem]:
    first = dict(done)
    for one in entries:
        key = one.referral
        wrong: dict[str, Refusal | None] = {}
        if key not in rows or rows[key].partner is None:
            found = "staat niet in het ledger" if key not in rows else "is nog niet geplaatst"
            shown = "…" if may_be_bsn(key) else key[:60]
            hint = "Kijk het nummer na in de tabel van 'export srg'."
            wrong["referral"] = Refusal("Z056", f"verwijzing {shown} {found}", hint)
        elif (known := first.setdefault(key, one.on)) != one.on:
            code, where = ("Z055", "in het ledger") if key in done else ("Z052", "in deze lijst")
            message = f"deze verwijzing staat {where} als ingevoerd op {known}"
            wrong["referral"] = Refusal(code, message, "Kijk na welke dag klopt.")
        wrong["on"] = _impossible(one.on, today)
        for part, refusal in wrong.items():
            if refusal is not None:
                yield refusal.at(one.places.get(part, Where("lijst")))


def _enter(office: Office, work: Work, row: Row[Any], on: date, actor: str) -> None:
    work.record(
        "entered",
        actor,
        case=row.case,
        referral=row.id,
        at=office.moment(on),
        product=row.product,
        partner=row.partner,
        **counting.followed(office, work, "entered", row),
    )


def deployments(office: Office) -> tuple[Deployment, ...]:
    """See `Desk.srg`."""
    rulebook = office.policy.rulebook
    found: list[Deployment] = []
    with office.reading() as work:
        for key, events in histories(work):
            for track in lived(key, events).tracks.values():
                begin = _begin(track)
                if begin is None or track.partner is None:
                    continue
                product = rulebook.products.get(track.product)
                partner = rulebook.partners.get(track.partner)
                found.append(
                    Deployment(
                        key,
                        track.id,
                        track.product,
                        track.product if product is None else product.name,
                        begin,
                        _end(track),
                        track.partner if partner is None else partner.name,
                        rulebook.codes.get(track.product),
                        track.entered,
                    )
                )
    return tuple(sorted(found, key=lambda one: (one.begin, one.case, one.product)))


def _begin(track: Track) -> date | None:
    """The day on which a product was deployed: its start, or for a partner its referral."""
    started = track.days.get("started", track.days.get("completed"))
    if track.own or (track.status == "withdrawn" and started is None):
        return started
    return None if track.status == "refused" else track.days.get("placed")


def _end(track: Track) -> date | None:
    days = (track.days.get(status) for status in ("completed", "stopped", "withdrawn"))
    return next((day for day in days if day is not None), None)


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
