"""What the benefit administration tells, and what it is told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from triage.answers import is_bsn
from triage.desk import counting
from triage.desk.deciding import pages
from triage.desk.histories import day_of, histories
from triage.desk.office import Office
from triage.desk.values import Taken
from triage.errors import DeskError
from triage.ledger import Work
from triage.ledger.schema import case, event, referral
from triage.monitoring.life import Track
from triage.monitoring.living import lived
from triage.records import Deployment, End, Entered
from triage.vocabulary import listing, suggest

_Known = Mapping[tuple[str, date], tuple[str, str]]
"""By case and day, the reason and the extent of an end."""


def take_ends(office: Office, given: Iterable[End], actor: str) -> Taken:
    """See `Desk.tozo`."""
    ends = list(dict.fromkeys(given))
    with office.writing() as work:
        cases = {
            row.id: row
            for page in pages(sorted({end.case for end in ends}))
            for row in work.connection.execute(select(case).where(case.c.id.in_(page)))
        }
        known = _known(work, list(cases))
        _refuse(_wrong_ends(office, ends, known, work.now.date()))
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
        strange = len(set(unknown).difference(_strangers(work)))
        if strange:
            work.record("tozo_list", actor, rows=len(ends), unknown=strange, keys=unknown)
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


def _strangers(work: Work) -> Iterator[str]:
    """Ids of earlier lists that nobody here has."""
    query = select(event.c.details).where(event.c.kind == "tozo_list")
    for details in work.connection.execute(query).scalars():
        yield from json.loads(details)["keys"]


def _wrong_ends(office: Office, ends: Iterable[End], known: _Known, today: date) -> Iterator[str]:
    reasons = office.policy.rulebook.ends
    seen: dict[tuple[str, date], End] = {}
    for end in ends:
        if is_bsn(end.case):
            yield "een van de nummers kan een BSN zijn. Gebruik de nummers van dit ledger."
            continue
        if reasons and end.reason not in reasons:
            yield f"{end.case}: onbekende reden '{end.reason[:40]}'. {suggest(end.reason, reasons)}"
        if end.on > today:
            yield f"{end.case}: {end.on} ligt in de toekomst. Kijk de datum na."
        before = known.get((end.case, end.on))
        if before is not None and before != (end.reason, end.extent):
            yield (
                f"{end.case}: op {end.on} staat al een einde om de reden '{before[0]}' "
                f"({before[1]}). Kijk na wat klopt."
            )
        first = seen.setdefault((end.case, end.on), end)
        if first != end:
            yield f"{end.case}: twee verschillende einden op {end.on}. Kies er een."


def _refuse(wrong: Iterable[str]) -> None:
    lines = list(wrong)
    if lines:
        raise DeskError("\n".join(lines))


def take_entered(office: Office, given: Iterable[Entered], actor: str) -> Taken:
    """See `Desk.entered`."""
    wanted = {one.referral: one.on for one in given}
    with office.writing() as work:
        rows = {
            row.id: row
            for page in pages(sorted(wanted))
            for row in work.connection.execute(select(referral).where(referral.c.id.in_(page)))
        }
        done = {
            key
            for page in pages(sorted(rows))
            for key in work.connection.execute(
                select(event.c.referral).where(
                    event.c.kind == "entered", event.c.referral.in_(page)
                )
            ).scalars()
        }
        _refuse(_wrong_entries(wanted, rows, work.now.date()))
        new = [key for key in wanted if key not in done]
        for key in new:
            _enter(office, work, rows[key], wanted[key], actor)
        return Taken(tuple(new), len(wanted) - len(new))


def _wrong_entries(
    wanted: Mapping[str, date], rows: Mapping[str, Row[Any]], today: date
) -> Iterator[str]:
    for key, on in wanted.items():
        if key not in rows:
            yield f"verwijzing {key[:60]} staat niet in het ledger. Kijk het nummer na."
        elif on > today:
            yield f"verwijzing {key}: {on} ligt in de toekomst. Kijk de datum na."


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
                        track.days.get("completed", track.days.get("stopped")),
                        track.partner if partner is None else partner.name,
                        rulebook.codes.get(track.product),
                        track.entered,
                    )
                )
    return tuple(sorted(found, key=lambda one: (one.begin, one.case, one.product)))


def _begin(track: Track) -> date | None:
    """The day on which a product was deployed: its start, or for a partner its referral."""
    if track.own:
        return track.days.get("started", track.days.get("completed"))
    return None if track.status in ("refused", "withdrawn") else track.days.get("placed")


def handle(office: Office, alarm: str, reason: str | None, actor: str) -> None:
    """See `Desk.handle`."""
    from triage.desk.reporting import report  # noqa: PLC0415  # it counts everything

    standing = {one.key: one for one in report(office, None).alarms}
    with office.writing() as work:
        if alarm in standing:
            found = standing[alarm]
            work.record("alarm_handled", actor, case=found.case, text=reason, alarm=alarm)
        elif not _handled_before(work, alarm):
            message = (
                f"er is geen alarm '{alarm[:60]}'. {suggest(alarm, standing, listing(standing))}"
            )
            raise DeskError(message)


def _handled_before(work: Work, alarm: str) -> bool:
    query = select(event.c.details).where(event.c.kind == "alarm_handled")
    return any(
        json.loads(details)["alarm"] == alarm
        for details in work.connection.execute(query).scalars()
    )
