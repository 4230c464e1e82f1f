"""What somebody has to see to: raised when it happens, and kept until it is handled.

Two kinds. Something that happened, such as a term that passed, stays until it is handled, also when
it was put right since, and comes back only when it happens again. Something that is so, such as a
forecast, is gone when it is no longer so; when it is handled it comes back in a later week.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from triage.monitoring.answering import Missed
from triage.monitoring.outlook import Alarm, Forecast, Projection
from triage.monitoring.terms import Passed
from triage.monitoring.values import Budget, Capacity, Row
from triage.monitoring.weeks import Week
from triage.notation import show_number
from triage.rulebook import Rulebook

LEVELS: Final = (80, 100)
"""Percentages of a pot or of places from which there is an alarm."""

_MUCH_UNKNOWN: Final = Decimal("0.2")
_ENOUGH: Final = 10
_NAMED: Final = 5
"""So many cases or referrals are named in an alarm."""

_ACTIONS: Final[Mapping[str, str]] = {
    "pot": "Bespreek wie er nog voor in aanmerking komt, of vul de pot aan.",
    "plaatsen": "Spreek met de partner meer plaatsen af, of zoek een andere aanbieder.",
    "termijn": "Bel deze mensen vandaag, en leg vast waarom het later werd.",
    "antwoord": "Bel de partner; komt er geen antwoord, trek de verwijzing dan in.",
    "post": "Geef de verwijzing met de hand door, of trek haar in en verwijs opnieuw.",
    "toeloop": "Maak meer uren vrij voor intake, of spreek een latere einddatum af.",
    "gegevens": "Zoek het na en vul aan wat ontbreekt.",
}


@attrs.frozen
class Findings:
    """What alarms are made from."""

    week: Week
    today: date
    budgets: Sequence[Budget]
    crossed: Mapping[str, date]
    capacity: Sequence[Capacity]
    passed: Mapping[str, Passed]
    names: Mapping[str, str]
    missed: Mapping[str, Missed]
    projection: Projection
    rows: Sequence[Row]
    unknown_ends: int = 0
    ending: Mapping[str, tuple[int, tuple[str, ...]]] = attrs.field(factory=dict)


def alarms(rulebook: Rulebook, found: Findings, handled: Mapping[str, date]) -> tuple[Alarm, ...]:
    """Every alarm that has not been handled.

    Args:
        rulebook: Says who sees to what.
        found: What was counted.
        handled: By key, the last day on which the alarm was handled.
    """
    happened = [*_terms(found), *_missed(rulebook, found), *_crossed(found)]
    standing = [*_ending(found), *_forecasts(found), *_rush(found), *_data(found)]
    kept = [one for one in standing if not _handled_this_week(one, found.week, handled)]
    owners = rulebook.settings.owners
    return tuple(attrs.evolve(one, owner=owners.get(one.kind)) for one in (*happened, *kept))


def _handled_this_week(alarm: Alarm, week: Week, handled: Mapping[str, date]) -> bool:
    day = handled.get(alarm.key)
    return day is not None and day >= week.first


def _alarm(key: str, since: date, text: str, *, standing: bool = True) -> Alarm:
    kind = key.partition("-")[0]
    return Alarm(key, kind, since, text, _ACTIONS[kind], standing=standing)


def _terms(found: Findings) -> Iterator[Alarm]:
    for key, passed in found.passed.items():
        name = found.names[key]
        text = f"Termijn ‘{name}’ is verstreken {_times(passed.count, 'zaak', 'zaken')}"
        text += _still(passed.standing, passed.cases)
        since = date.fromordinal(passed.since.toordinal() + 1)
        yield _alarm(f"termijn-{key}", since, text, standing=passed.standing > 0)


def _ending(found: Findings) -> Iterator[Alarm]:
    """Terms that are about to pass."""
    for key, (count, cases) in found.ending.items():
        times = _times(count, "zaak", "zaken")
        which = f"{times}: {_few(count, cases)}"
        text = f"Termijn ‘{found.names[key]}’ loopt binnen drie dagen af {which}."
        yield _alarm(f"termijn-{key}-nadert", found.today, text)


def _missed(rulebook: Rulebook, found: Findings) -> Iterator[Alarm]:
    for key, missed in found.missed.items():
        kind, _, partner = key.partition("-")
        known = rulebook.partners.get(partner)
        name = partner if known is None else known.name
        what = "antwoordt te laat" if kind == "antwoord" else "is niet bereikt"
        text = f"{name} {what} {_times(missed.count, 'verwijzing', 'verwijzingen')}"
        text += _still(missed.standing, missed.referrals)
        yield _alarm(key, missed.since, text, standing=missed.standing > 0)


def _times(count: int, one: str, more: str) -> str:
    return f"bij {count} {one if count == 1 else more}"


def _still(count: int, shown: Iterable[str]) -> str:
    if count == 0:
        return "; dat is inmiddels hersteld."
    return f"; nu nog bij {count}: {_few(count, shown)}."


def _few(count: int, shown: Iterable[str]) -> str:
    """The first of so many, and how many more there are."""
    names = list(shown)[:_NAMED]
    rest = f" en nog {count - len(names)}" if count > len(names) else ""
    return f"{', '.join(names)}{rest}"


def _crossed(found: Findings) -> Iterator[Alarm]:
    """Pots and places of which more than a level has been used, since they were last handled."""
    pots = {f"pot-{one.key}": one for one in found.budgets}
    places = {f"plaatsen-{one.partner}-{one.product}": one for one in found.capacity}
    for key, since in sorted(found.crossed.items()):
        of, _, level = key.rpartition("-")
        if (pot := pots.get(of)) is not None:
            used = pot.held + pot.spent
            share = 100 * used / pot.granted if pot.granted else Decimal(0)
            text = (
                f"Van de pot ‘{pot.name}’ is {level}% of meer vastgelegd of besteed; nu "
                f"{_euros(used)} van {_euros(pot.granted)}."
            )
            yield _alarm(key, since, text, standing=share >= int(level))
        elif (room := places.get(of)) is not None and room.promised is not None:
            text = (
                f"Van {room.product_name} bij {room.partner_name} is {level}% of meer vergeven; nu "
                f"{_number(room.used)} van {_number(room.promised)} {room.unit}, en er "
                f"wachten er {room.waiting}."
            )
            share = 100 * room.used / room.promised if room.promised else Decimal(100)
            yield _alarm(key, since, text, standing=share >= int(level))


def _forecasts(found: Findings) -> Iterator[Alarm]:
    for kind, several in (
        ("pot", found.projection.budgets),
        ("plaatsen", found.projection.capacity),
    ):
        for one in several:
            if one.runs_out is not None and one.used < one.limit:
                key = f"{kind}-{one.key.replace('/', '-')}-prognose"
                yield _alarm(key, found.today, _runs_out(one))


def _runs_out(one: Forecast) -> str:
    when = f"naar verwachting op in week {one.runs_out}"
    if one.earliest is not None and one.earliest != one.runs_out:
        when += f", op zijn vroegst in week {one.earliest}"
    return f"{one.name} is {when}; het programma loopt langer door."


def _rush(found: Findings) -> Iterator[Alarm]:
    rush = found.projection.intake
    late = (
        rush.backlog > 0
        and rush.weeks_left is not None
        and (rush.waiting_weeks is None or rush.waiting_weeks > rush.weeks_left)
    )
    if not late or rush.pace is None or rush.by is None:
        return
    text = (
        f"Er wachten {rush.backlog} mensen op een intake; met {_number(rush.pace)} intakes per "
        f"week is niet iedereen op {rush.by} gebeld."
    )
    if rush.hours_needed is not None and rush.hours_now is not None:
        text += (
            f" Nodig zijn {_number(rush.hours_needed)} intake-uren per week; nu zijn het er "
            f"{_number(rush.hours_now)}."
        )
    yield _alarm("toeloop-intake", found.today, text)


def _data(found: Findings) -> Iterator[Alarm]:
    for row in found.rows:
        if row.wrong:
            named = ", ".join(row.wrong) + (" …" if row.wrong_count > len(row.wrong) else "")
            cases = "zaak" if row.wrong_count == 1 else "zaken"
            told = f"{row.wrong_count} {cases} ({named})"
            text = f"Bij ‘{row.name}’ spreken dagen elkaar tegen in {told}."
            yield _alarm(f"gegevens-{row.key}", found.today, text)
        unknown = 0 if row.unknown is None else int(row.unknown.total or 0)
        counted = int(row.figure.total or 0) if row.counts in ("ondernemers", "producten") else 0
        if unknown >= _ENOUGH and unknown > _MUCH_UNKNOWN * (unknown + counted):
            text = f"Bij ‘{row.name}’ is van {unknown} niet bekend of zij meetellen."
            yield _alarm(f"gegevens-{row.key}-onbekend", found.today, text)
    if found.unknown_ends:
        ends = "beëindiging" if found.unknown_ends == 1 else "beëindigingen"
        text = f"Van {found.unknown_ends} {ends} van TOZO is geen zaak bekend."
        yield _alarm("gegevens-tozo", found.today, text)


def _euros(amount: Decimal) -> str:
    return show_number(int(amount * 100), "bedrag")


def _number(amount: Decimal) -> str:
    return show_number(int(amount * 10000), "getal")
