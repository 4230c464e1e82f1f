"""What the benefit administration has to enter in its records, and what it has entered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

import attrs
from sqlalchemy import Row, select

from triage.answers import may_be_bsn
from triage.desk import counting
from triage.desk.deciding import pages
from triage.desk.ends import impossible, refuse, today
from triage.desk.histories import day_of, histories
from triage.desk.office import Office
from triage.desk.stated import Fate, Stated
from triage.desk.values import Taken
from triage.errors import Problem, Refusal, Where
from triage.ledger import Work
from triage.ledger.schema import event, referral
from triage.monitoring.life import Track
from triage.monitoring.living import lived
from triage.records import Deployment, Entered

_TELL: Final = ("referred", "started", "completed", "entered", "entry_withdrawn")


@attrs.frozen
class _Known:
    """What the ledger has of some referrals.

    Attributes:
        rows: By id.
        begins: The day on which the product began, of those that did.
        entered: By id, the day on which it was entered.
    """

    rows: dict[str, Row[Any]] = attrs.field(factory=dict)
    begins: dict[str, date] = attrs.field(factory=dict)
    entered: Stated[str, date] = attrs.field(factory=Stated)

    def hear(self, row: Any) -> None:
        """Let the next event happen."""
        on = day_of(row.at)
        match row.kind:
            case "entered":
                self.entered.tell(row.referral, on, row.number)
            case "entry_withdrawn":
                self.entered.take_back(row.referral, on)
            case "referred" if json.loads(row.details).get("own"):
                pass  # our own products begin when they start
            case _:
                self.begins.setdefault(row.referral, on)

    def fate(self, one: Entered) -> Fate:
        """What a row comes to."""
        return self.entered.fate(one.referral, one.on, void=one.void)


def take_entered(
    office: Office, given: Iterable[Entered], actor: str, problems: Iterable[Problem] = ()
) -> Taken:
    """See `Desk.entered`."""
    entries = list(dict.fromkeys(given))
    with office.writing() as work:
        known = _known(work, sorted({one.referral for one in entries}))
        stated = known.entered
        back = {
            one.referral: (one.on, stated.take_back(one.referral, one.on))
            for one in entries
            if known.fate(one) == "back"
        }
        refuse([*problems, *_wrong_entries(entries, known, today(work))])
        for key, (on, number) in back.items():
            _record(office, work, "entry_withdrawn", (known.rows[key], on), actor, of=number)
        fates = {one.referral: (known.fate(one), one.on) for one in entries if not one.void}
        new = {key: on for key, (fate, on) in fates.items() if fate == "new"}
        left = tuple(key for key, (fate, _) in fates.items() if fate == "left")
        for key, on in new.items():
            row = known.rows[key]
            tally = counting.followed(office, work, "entered", row)
            _record(office, work, "entered", (row, on), actor, **tally)
        same = {one.referral for one in entries}.difference(new, left, back)
        return Taken(tuple(new), len(same), (), tuple(back), left)


def _known(work: Work, ids: Sequence[str]) -> _Known:
    found = _Known()
    for page in pages(ids):
        rows = work.connection.execute(select(referral).where(referral.c.id.in_(page)))
        found.rows.update((row.id, row) for row in rows)
        columns = (event.c.number, event.c.kind, event.c.referral, event.c.at, event.c.details)
        query = (
            select(*columns)
            .where(event.c.kind.in_(_TELL), event.c.referral.in_(page))
            .order_by(event.c.number)
        )
        for row in work.connection.execute(query):
            found.hear(row)
    return found


def _wrong_entries(entries: Iterable[Entered], known: _Known, on: date) -> Iterator[Problem]:
    """What is wrong with entries, once those that are taken back are gone."""
    first: dict[str, date] = {}
    for one in entries:
        wrong = {"referral": _stranger(one, known)}
        if wrong["referral"] is None:
            row = known.rows[one.referral]
            wrong["case"] = _other("zaak", one.case, row.case)
            wrong["product"] = _other("product", one.product, row.product)
            wrong["referral"] = _contradiction(one, known, first)
        if not one.void:
            wrong["on"] = impossible(one.on, on) or _too_soon(one, known)
        for part, refusal in wrong.items():
            if refusal is not None:
                yield refusal.at(one.places.get(part, Where("lijst")))


def _stranger(one: Entered, known: _Known) -> Refusal | None:
    """Why nothing can be said of this referral."""
    row = known.rows.get(one.referral)
    if row is not None and row.partner is not None:
        return None
    found = "staat niet in het ledger" if row is None else "is nog niet geplaatst"
    shown = "…" if may_be_bsn(one.referral) else one.referral[:60]
    hint = "Kijk het nummer na in de tabel van 'export srg'."
    return Refusal("Z056", f"verwijzing {shown} {found}", hint)


def _other(column: str, given: str | None, stands: str) -> Refusal | None:
    """Why a cell does not belong to this referral; in a shifted column it is not repeated."""
    # A spreadsheet that might take a text for a formula has it with a quote before it.
    if given is None or given.removeprefix("'") == stands:
        return None
    message = f"onder '{column}' staat iets anders dan bij deze verwijzing hoort: '{stands}'"
    hint = f"Kijk na of de kolommen goed staan, of laat de kolom '{column}' weg."
    return Refusal("Z058", message, hint)


def _contradiction(one: Entered, known: _Known, first: dict[str, date]) -> Refusal | None:
    fate = known.fate(one)
    if one.void:
        if fate != "nothing":
            return None
        message = f"dat deze verwijzing op {one.on} is ingevoerd, staat niet in het ledger"
        return Refusal("Z059", message, "Neem de regel over zoals zij eerder is gegeven.")
    stands = known.entered.standing.get(one.referral)
    if fate == "new" and stands is not None:
        message = f"deze verwijzing staat in het ledger als ingevoerd op {stands[0]}"
        hint = "Klopt dat niet, laat het dan vervallen met een regel 'vervalt: ja'."
        return Refusal("Z055", message, hint)
    if (other := first.setdefault(one.referral, one.on)) != one.on:
        message = f"deze verwijzing staat in deze lijst als ingevoerd op {other}"
        return Refusal("Z052", message, "Kijk na welke dag klopt.")
    return None


def _too_soon(one: Entered, known: _Known) -> Refusal | None:
    """Why nobody can have entered it on that day; what stands in the ledger is left alone."""
    row = known.rows.get(one.referral)
    if row is None or row.partner is None or known.fate(one) != "new":
        return None
    begin = known.begins.get(one.referral)
    if begin is None:
        message = "dit product is nog niet begonnen"
        return Refusal("Z057", message, "Kijk na of de rij klopt, of leg eerst de start vast.")
    if one.on < begin:
        message = f"{one.on} ligt voor het begin van dit product, {begin}"
        return Refusal("Z057", message, "Kijk de datum na.")
    return None


def _record(
    office: Office, work: Work, kind: str, told: tuple[Row[Any], date], actor: str, **rest: Any
) -> None:
    row, on = told
    about = {"product": row.product, "partner": row.partner, **rest}
    work.record(kind, actor, case=row.case, referral=row.id, at=office.moment(on), **about)


def deployments(office: Office) -> tuple[Deployment, ...]:
    """See `Desk.srg`."""
    rulebook = office.policy.rulebook
    found: list[Deployment] = []
    with office.looking_back() as work:
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
    if track.own:
        return started
    gone = track.status == "refused" or (track.status == "withdrawn" and started is None)
    return None if gone else track.days.get("placed")


def _end(track: Track) -> date | None:
    days = (track.days.get(status) for status in ("completed", "stopped", "withdrawn"))
    return next((day for day in days if day is not None), None)
