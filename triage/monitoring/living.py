"""From the events of a case to its life, one event at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs

from triage.monitoring.life import OWN_ACCORD, Counted, Happened, Life, Moment, Track


def lived(case: str, events: Iterable[Happened]) -> Life:
    """The life of a case, from its events in the order of the chain."""
    life = Life(case)
    tallies: dict[int, Mapping[str, Sequence[Any]]] = {}
    for event in events:
        if event.kind == "tallied":
            for number, tally in event.details.get("of", {}).items():
                tallies[int(number)] = {**tallies.get(int(number), {}), **tally}
        elif event.referral is not None:
            _follow(life, event, event.referral)
        elif (tell := _OF_CASE.get(event.kind)) is not None:
            tell(life, event)
    if tallies:
        life.counted = [_tallied(one, tallies.get(one.number)) for one in life.counted]
    return life


def _tallied(one: Counted, tally: Mapping[str, Sequence[Any]] | None) -> Counted:
    return one if tally is None else attrs.evolve(one, tally={**one.tally, **tally})


def _count(life: Life, event: Happened, moment: Moment, track: Track | None = None) -> None:
    details = event.details
    life.counted.append(
        Counted(
            moment,
            event.on,
            event.recorded,
            event.number,
            None if track is None else track.product,
            None if track is None else track.partner,
            details.get("reason") if moment == "tozo_einde" else None,
            details.get("extent") == "deels",
            details.get("tally") or {},
            event.referral,
            details.get("of") if moment == "teruggenomen" else None,
        )
    )


def _registered(life: Life, event: Happened) -> None:
    source = event.details.get("source", "")
    if life.registered is None:
        life.source, life.registered = source, event.on
        life.recorded = event.recorded
    _decided(life, event)
    if source in OWN_ACCORD:
        _count(life, event, "melding")


def _decided(life: Life, event: Happened) -> None:
    details = event.details
    level = details.get("level") or details.get("urgency")
    if level is not None and not life.overridden:
        life.level = level
    life.terms = tuple(
        (name, None if day is None else date.fromisoformat(day), state)
        for name, day, state in details.get("terms", ())
    )


def _contacted(life: Life, event: Happened) -> None:
    _count(life, event, "benaderd")
    if event.details.get("reached"):
        _count(life, event, "bereikt")
        if life.source not in OWN_ACCORD:
            _count(life, event, "melding")


def _intake(life: Life, event: Happened) -> None:
    _decided(life, event)
    life.advised.update(event.details.get("products", ()))
    _count(life, event, "intake")


def _overridden(life: Life, event: Happened) -> None:
    urgency = event.details.get("urgency")
    if urgency is not None:
        life.level, life.overridden = urgency, True


def _closed(life: Life, event: Happened) -> None:
    life.closed, life.closing = event.on, event.recorded
    life.why = event.details.get("reason", "")


def _tozo_ended(life: Life, event: Happened) -> None:
    _count(life, event, "tozo_einde")


def _taken_back(life: Life, event: Happened) -> None:
    _count(life, event, "teruggenomen")


def _turned_away(life: Life, event: Happened) -> None:
    details = event.details
    life.refused.append((event.on, details["pot"], details["product"], details["cents"]))


_OF_CASE: Final[Mapping[str, Callable[[Life, Happened], None]]] = {
    "registered": _registered,
    "re_registered": _registered,
    "contacted": _contacted,
    "intake": _intake,
    "overridden": _overridden,
    "closed": _closed,
    "tozo_ended": _tozo_ended,
    "tozo_end_withdrawn": _taken_back,
    "turned_away": _turned_away,
}

_STATUS: Final[Mapping[str, str]] = {
    "waiting": "waiting",
    "referred": "placed",
    "accepted": "accepted",
    "started": "started",
    "completed": "completed",
    "stopped": "stopped",
    "refused": "refused",
    "withdrawn": "withdrawn",
}
"""What a referral is after an event of this kind."""

_POST: Final = ("sent", "delivery_failed", "given_up")


def _follow(life: Life, event: Happened, key: str) -> None:
    """Let the next event happen to a referral."""
    track = life.tracks.get(key)
    if track is None:
        track = life.tracks[key] = Track(key, event.details.get("product", ""))
    if event.kind in _POST:
        _deliver(event, track)
    elif event.kind == "entered":
        track.entered = event.on
        _count(life, event, "ingevoerd", track)
    elif event.kind == "entry_withdrawn":
        track.entered = None
        _count(life, event, "teruggenomen", track)
    elif event.kind == "charged":
        _charge(life, event, track)
    elif event.kind == "corrected":
        _correct(life, event, track)
    elif event.kind in _STATUS:
        _become(life, event, track)


def _deliver(event: Happened, track: Track) -> None:
    """How it went when it, or its withdrawal, was sent."""
    match event.kind, event.details.get("action"):
        case "given_up", "withdraw":
            track.not_recalled = event.on
        case "given_up", _:
            track.given_up = event.on
        case "sent", _:
            track.sent = event.on
        case "delivery_failed", "refer":
            track.failed = track.failed or event.on


def _become(life: Life, event: Happened, track: Track) -> None:
    before, kind = track.status, event.kind
    track.status = _STATUS[kind]
    track.days.setdefault(track.status, event.on)
    track.recorded.setdefault(track.status, event.recorded)
    if kind == "referred":
        _place(life, event, track)
    elif kind in ("accepted", "started", "completed"):
        _progress(life, event, track)
    if kind in ("completed", "stopped", "refused", "withdrawn"):
        _end(life, event, track, before)
    if kind in ("refused", "withdrawn") and "started" not in track.reached:
        _count(life, event, "vervallen", track)


def _place(life: Life, event: Happened, track: Track) -> None:
    details = event.details
    track.partner, track.own = details.get("partner"), bool(details.get("own"))
    track.posted = bool(details.get("posted"))
    track.pot, track.hours, track.taken = details.get("pot"), details.get("hours") or 0, True
    due = details.get("answer_due")
    track.answer_due = None if due is None else date.fromisoformat(due)
    _move(life, event, track, held=details.get("cents") or 0)
    if track.own:
        return
    again = any(
        one.moment == "verwezen" and (one.product, one.partner) == (track.product, track.partner)
        for one in life.counted
    )
    moments: tuple[Moment, ...] = ("opnieuw",) if again else ("verwezen", "ingezet")
    for moment in moments:
        _count(life, event, moment, track)


def _progress(life: Life, event: Happened, track: Track) -> None:
    """What a later word implies happened with it, when the earlier word was never said."""
    steps: tuple[tuple[str, Moment], ...] = (
        ("accepted", "aanvaard"),
        ("started", "gestart"),
        ("completed", "afgerond"),
    )
    for status, moment in steps:
        if status not in track.reached:
            track.reached.add(status)
            _count(life, event, moment, track)
            if moment == "gestart" and track.own:
                _count(life, event, "ingezet", track)
        if status == track.status:
            return


def _end(life: Life, event: Happened, track: Track, before: str) -> None:
    ended = event.kind in ("completed", "stopped")
    track.taken = event.kind == "completed" or (event.kind == "stopped" and before == "started")
    if ended and event.details.get("hours") is not None:
        track.hours = event.details["hours"]
    spent = event.details.get("cents") or 0
    _move(life, event, track, held=-track.held, spent=spent if ended else 0)


def _charge(life: Life, event: Happened, track: Track) -> None:
    track.pot = event.details.get("pot")
    cents = event.details.get("cents") or 0
    if event.details.get("account") == "spent":
        _move(life, event, track, spent=cents)
    else:
        _move(life, event, track, held=cents)


def _correct(life: Life, event: Happened, track: Track) -> None:
    """Other hours than were said at the end: the difference counts from when that was told."""
    track.hours = event.details["hours"]
    _move(life, event, track, spent=event.details["cents"] - event.details["before"])


def _move(life: Life, event: Happened, track: Track, held: int = 0, spent: int = 0) -> None:
    track.held += held
    track.spent += spent
    if track.pot is not None and (held or spent):
        life.moves.append((event.recorded.date(), track.pot, track.product, held, spent))


_OTHERS: Final = ("entered", "entry_withdrawn", "charged", "corrected", "tallied")

KINDS: Final = (*_OF_CASE, *_STATUS, *_POST, *_OTHERS)
"""The events that tell something of a life; the others need not be read."""
