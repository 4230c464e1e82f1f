"""What somebody has to see to: raised when it happens, and kept until it is handled.

Two kinds. Something that happened, such as a level of a pot that was passed, stays until it is
handled, also when it was put right since, and comes back only when it happens again. Something that
is so, such as a forecast, is gone when it is no longer so; when it is handled it comes back in a
later week. A term that passed and an answer that is late are both: see `PassedCount`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from triage.monitoring import actions
from triage.monitoring.handled import Handled
from triage.monitoring.outlook import Alarm, Forecast, Projection
from triage.monitoring.passing import Passed
from triage.monitoring.phrases import euros, few, number, people, some
from triage.monitoring.values import Budget, Capacity, Row
from triage.papers.days import plain_day
from triage.rulebook import Rulebook

STRANGERS: Final = "gegevens-tozo"
"""The alarm about people on lists of ends of TOZO who have no case."""

_MUCH_UNKNOWN: Final = Decimal("0.2")
_ENOUGH: Final = 10
_FULL: Final = 100

_SUBJECTS: Final[Mapping[str, str]] = {
    "euro": "De pot ‘{}’ is",
    "plaatsen": "De plaatsen van ‘{}’ zijn",
    "uren": "De uren van ‘{}’ zijn",
}


_MISSED: Final[Mapping[str, tuple[str, str]]] = {
    "antwoord": ("antwoordt te laat", "antwoordde te laat"),
    "post": ("is niet bereikt", "was niet bereikt"),
}
"""What a partner does, or did."""


@attrs.frozen
class Strangers:
    """People without a case on lists of ends of TOZO, since the alarm about them was handled."""

    since: date
    count: int


@attrs.frozen
class Findings:
    """What alarms are made from.

    Attributes:
        budgets, capacity, projection, rows: As they stand in the report.
        crossed: By pot or by places, as in the key of an alarm, the levels passed and since when.
        passed: By giver, terms that passed.
        ending: By giver, of how many cases its term is about to pass, and the first of those.
        names: By giver, what people call it.
        missed: By key of the alarm, answers that were late, and what was given up.
        undelivered: By partner where something is stuck, what has not arrived.
        strangers: People without a case.
        refused: By key of the alarm, people who got no because a pot had too little.
    """

    budgets: Sequence[Budget] = ()
    capacity: Sequence[Capacity] = ()
    projection: Projection = attrs.field(factory=Projection)
    rows: Sequence[Row] = ()
    crossed: Mapping[str, Mapping[int, date]] = attrs.field(factory=dict)
    passed: Mapping[str, Passed] = attrs.field(factory=dict)
    ending: Mapping[str, tuple[int, tuple[str, ...]]] = attrs.field(factory=dict)
    names: Mapping[str, str] = attrs.field(factory=dict)
    missed: Mapping[str, Passed] = attrs.field(factory=dict)
    undelivered: Mapping[str, Passed] = attrs.field(factory=dict)
    strangers: Strangers | None = None
    refused: Mapping[str, Passed] = attrs.field(factory=dict)


def alarms(rulebook: Rulebook, found: Findings, handled: Handled) -> tuple[Alarm, ...]:
    """Every alarm that has not been handled: those that stand first, and the most acute first.

    Args:
        rulebook: Says who sees to what.
        found: What was counted.
        handled: When alarms were handled.
    """
    happened = [*_terms(found), *_missed(rulebook, found), *_crossed(found), *_strange(found)]
    happened += _refused(found)
    standing = [
        *(*_ending(found), *_undelivered(rulebook, found), *_forecasts(found)),
        *(*_rush(found), *_data(found)),
    ]
    kept = [one for one in standing if not handled.this_week(one.key)]
    owners, kinds = rulebook.settings.owners, list(actions.USUAL)
    several = [attrs.evolve(one, owner=owners.get(one.kind)) for one in (*happened, *kept)]
    return tuple(sorted(several, key=lambda one: (not one.standing, kinds.index(one.kind))))


def _alarm(
    key: str,
    since: date | None,
    text: str,
    *,
    standing: bool = True,
    action: str | None = None,
) -> Alarm:
    kind = key.partition("-")[0]
    usual = actions.USUAL if standing else actions.AFTERWARDS
    return Alarm(key, kind, since, text, action or usual[kind], standing=standing)


def _terms(found: Findings) -> Iterator[Alarm]:
    for key, passed in found.passed.items():
        name = found.names[key]
        text = f"Termijn ‘{name}’ is verstreken bij {some(passed.count, 'zaak', 'zaken')}"
        text += _still(passed)
        yield _alarm(f"termijn-{key}", passed.since, text, standing=passed.standing > 0)


def _ending(found: Findings) -> Iterator[Alarm]:
    """Terms that are about to pass."""
    for key, (count, cases) in found.ending.items():
        which = f"bij {some(count, 'zaak', 'zaken')}: {few(count, cases)}"
        text = f"Termijn ‘{found.names[key]}’ loopt binnen drie dagen af {which}."
        yield _alarm(f"termijn-{key}-nadert", None, text, action=actions.SOON)


def _missed(rulebook: Rulebook, found: Findings) -> Iterator[Alarm]:
    for key, missed in found.missed.items():
        kind, _, partner = key.partition("-")
        times = some(missed.count, "verwijzing", "verwijzingen")
        partner, _, recalled = partner.partition("-")
        who = _partner(rulebook, partner)
        if recalled:
            which = few(missed.people, missed.cases)
            text = f"{who} weet nog niet dat {times} {_verb(missed.count)} ingetrokken: {which}."
            yield _alarm(key, missed.since, text, action=actions.NOT_RECALLED)
            continue
        now, before = _MISSED[kind]
        what = now if missed.standing else before
        text = f"{who} {what} bij {times}{_still(missed)}"
        yield _alarm(key, missed.since, text, standing=missed.standing > 0)


def _undelivered(rulebook: Rulebook, found: Findings) -> Iterator[Alarm]:
    """What is stuck on its way to a partner, and all that waits behind it."""
    for partner, waits in found.undelivered.items():
        text = (
            f"Bij {_partner(rulebook, partner)} {_verb(waits.count)} "
            f"{some(waits.count, 'verwijzing', 'verwijzingen')} nog niet bezorgd: "
            f"{few(waits.people, waits.cases)}."
        )
        yield _alarm(f"post-{partner}-wacht", waits.since, text, action=actions.UNDELIVERED)


def _verb(count: int) -> str:
    return "is" if count == 1 else "zijn"


def _partner(rulebook: Rulebook, key: str) -> str:
    known = rulebook.partners.get(key)
    return key if known is None else known.name


def _still(passed: Passed) -> str:
    if passed.standing == 0:
        return "; dat is inmiddels hersteld."
    return f"; nu nog bij {passed.standing}: {few(passed.people, passed.cases)}."


def _crossed(found: Findings) -> Iterator[Alarm]:
    """Pots and places of which more than a level has been used, since they were last handled."""
    for pot in found.budgets:
        if pot.granted is not None:
            key, used = f"pot-{pot.key}", pot.held + pot.spent
            for level, since, standing in _level(found, key, used, pot.granted):
                now = f"{euros(used)} van {euros(pot.granted)}"
                text = _pot(pot, level, now, standing=standing)
                yield _alarm(f"{key}-{level}", since, text, standing=standing)
    for room in found.capacity:
        if room.promised is not None:
            key = f"plaatsen-{room.partner}-{room.product}"
            for level, since, standing in _level(found, key, room.used, room.promised):
                now = f"{number(room.used)} van {number(room.promised)} {room.unit} vergeven"
                text = _places(room, level, now, standing=standing)
                yield _alarm(f"{key}-{level}", since, text, standing=standing)


def _refused(found: Findings) -> Iterator[Alarm]:
    """People who got no because a pot had too little."""
    for pot in found.budgets:
        key = f"pot-{pot.key}-nee"
        if (refused := found.refused.get(key)) is not None:
            verb = "kreeg" if refused.count == 1 else "kregen"
            text = f"{people(refused.count)} {verb} nee omdat de pot ‘{pot.name}’ te weinig had"
            text += _still(refused)
            yield _alarm(key, refused.since, text, standing=refused.standing > 0)


def _level(
    found: Findings, key: str, used: Decimal, whole: Decimal
) -> Iterator[tuple[int, date, bool]]:
    """The one level that is told: the highest that is passed now, else the highest that was."""
    crossed = found.crossed.get(key, {})
    above = [level for level in crossed if 100 * used >= level * whole]
    if crossed:
        level = max(above or crossed)
        yield level, crossed[level], bool(above)


def _pot(pot: Budget, level: int, now: str, *, standing: bool) -> str:
    if level < _FULL:
        verb = "is" if standing else "was"
        return f"Van de pot ‘{pot.name}’ {verb} {level}% of meer vastgelegd of besteed; nu {now}."
    if standing:
        return f"De pot ‘{pot.name}’ is op: {now} is vastgelegd of besteed."
    return f"De pot ‘{pot.name}’ was op; nu is {now} vastgelegd of besteed."


def _places(room: Capacity, level: int, now: str, *, standing: bool) -> str:
    what = f"{room.product_name} bij {room.partner_name}"
    if room.waiting:
        now += f", en er {'wacht' if room.waiting == 1 else 'wachten'} {people(room.waiting)}"
    if level < _FULL:
        return f"Van {what} {'is' if standing else 'was'} {level}% of meer vergeven; nu zijn {now}."
    if standing:
        return f"De {room.unit} voor {what} zijn op: {now}."
    return f"De {room.unit} voor {what} waren op; nu zijn {now}."


def _forecasts(found: Findings) -> Iterator[Alarm]:
    for kind, several in (
        ("pot", found.projection.budgets),
        ("plaatsen", found.projection.capacity),
    ):
        for one in several:
            if (one.runs_out or one.latest) is not None and one.used < one.limit:
                key = f"{kind}-{one.key.replace('/', '-')}-prognose"
                yield _alarm(key, None, _runs_out(one))


def _runs_out(one: Forecast) -> str:
    when = f"naar verwachting op in week {one.runs_out}"
    if one.runs_out is None:
        when = f"op zijn laatst op in week {one.latest}"
    elif one.earliest is not None and one.earliest != one.runs_out:
        when += f", op zijn vroegst in week {one.earliest}"
    return f"{_SUBJECTS[one.unit].format(one.name)} {when}; het programma loopt langer door."


def _rush(found: Findings) -> Iterator[Alarm]:
    rush = found.projection.intake
    if not rush.late or rush.pace is None or rush.by is None:
        return
    text = (
        f"Er {'wacht' if rush.backlog == 1 else 'wachten'} {people(rush.backlog)} op een intake; "
        f"met {some(rush.pace, 'intake', 'intakes')} per week is niet iedereen op "
        f"{plain_day(rush.by)} gebeld."
    )
    if rush.hours_needed is not None and rush.hours_now is not None:
        text += (
            f" Nodig {'is' if rush.hours_needed == 1 else 'zijn'} "
            f"{some(rush.hours_needed, 'intake-uur', 'intake-uren')} per week; nu "
            f"{'is' if rush.hours_now == 1 else 'zijn'} het er {number(rush.hours_now)}."
        )
    yield _alarm("toeloop-intake", None, text)


def _data(found: Findings) -> Iterator[Alarm]:
    for row in found.rows:
        if row.wrong:
            named = ", ".join(row.wrong) + (" …" if row.wrong_count > len(row.wrong) else "")
            told = f"{some(row.wrong_count, 'zaak', 'zaken')} ({named})"
            text = f"Bij ‘{row.name}’ spreken dagen elkaar tegen in {told}."
            yield _alarm(f"gegevens-{row.key}", None, text)
        unknown = 0 if row.unknown is None else int(row.unknown.total or 0)
        counted = int(row.figure.total or 0) if row.counts in ("ondernemers", "producten") else 0
        if unknown >= _ENOUGH and unknown > _MUCH_UNKNOWN * (unknown + counted):
            text = f"Bij ‘{row.name}’ is van {unknown} niet bekend of zij meetellen."
            yield _alarm(f"gegevens-{row.key}-onbekend", None, text)


def _strange(found: Findings) -> Iterator[Alarm]:
    if (strangers := found.strangers) is not None:
        text = (
            f"Op lijsten van TOZO-einden {'staat' if strangers.count == 1 else 'staan'} sinds "
            f"{plain_day(strangers.since)} {people(strangers.count)} zonder zaak."
        )
        yield _alarm(STRANGERS, strangers.since, text, action=actions.STRANGE)
