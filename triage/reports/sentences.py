"""What is to be expected, in sentences that an alderman can repeat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from triage.monitoring.ages import LOOK_BACK, PEOPLE
from triage.monitoring.outlook import Forecast, Rush
from triage.monitoring.values import Summary
from triage.papers.days import plain_day
from triage.reports.words import euros, measured, number, some, week_name, week_near

_SUBJECTS: Final = {
    "euro": ("De pot ‘{}’", "is"),
    "plaatsen": ("De plaatsen van ‘{}’", "zijn"),
    "uren": ("De uren van ‘{}’", "zijn"),
}


def expected(summary: Summary, one: Forecast) -> str:
    """When a pot or a partner runs out, or how far it will be at the end."""
    subject, verb = _SUBJECTS[one.unit]
    subject = subject.format(one.name)
    if one.used >= one.limit:
        return f"{subject} {verb} op." if one.used else f"Van ‘{one.name}’ is er niets."
    if one.pace is None:
        return f"Over {_lowered(subject)} is nog te weinig bekend om iets te verwachten."
    if summary.projection.ahead is None:
        return (
            f"{subject}: er gaat {measured(one.pace, one.unit)} per week in om; zonder einddatum "
            "is niet te zeggen hoe het afloopt."
        )
    if one.expected is None:
        return " ".join(_early(summary, one, subject))
    if one.runs_out is not None:
        when = f"{subject} {verb} naar verwachting op in {_when(summary, one)}."
        short = one.expected - one.limit
        verb = "komt" if one.unit == "euro" or short == 1 else "komen"
        return (
            f"{when} Aan het eind {verb} er {measured(short, one.unit)} tekort." if short else when
        )
    end = f"{subject} {verb} naar verwachting niet op voor het einde"
    if one.earliest is not None:
        return f"{end}, maar op zijn vroegst al in {_week(summary, one.earliest)}."
    share = f"{number(one.expected)} van de {measured(one.limit, one.unit)}"
    if one.unit == "euro":
        share = f"{euros(one.expected)} van {euros(one.limit)}"
    return f"{end}: dan {verb} er {share} gebruikt."


def _early(summary: Summary, one: Forecast, subject: str) -> Iterator[str]:
    """Why nothing is expected yet, and what can be said of it all the same."""
    if (one.known or 0) < LOOK_BACK:
        yield (
            f"Hoe het met {_lowered(subject)} afloopt, is pas te zeggen als {PEOPLE} mensen hun "
            f"intake {LOOK_BACK} weken achter de rug hebben."
        )
    else:
        yield f"Van ‘{one.name}’ is nog te weinig gevraagd om te zeggen hoe het afloopt."
    needs = []
    if one.low is not None:
        needs.append(f"naar verwachting ten minste {measured(one.low, one.unit)}")
    if one.if_all is not None:
        needs.append(f"als iedereen neemt wat is geadviseerd {measured(one.if_all, one.unit)}")
    if needs:
        yield f"Nodig is {', en '.join(needs)}; er is {measured(one.limit, one.unit)}."
    if one.latest is not None:
        verb = _SUBJECTS[one.unit][1]
        yield f"{subject} {verb} op zijn laatst in {_week(summary, one.latest)} op."


def _when(summary: Summary, one: Forecast) -> str:
    when = _week(summary, one.runs_out or "")
    edges = []
    if one.earliest is not None and one.earliest != one.runs_out:
        edges.append(f"op zijn vroegst in {_week(summary, one.earliest)}")
    if one.latest is None:
        edges.append("misschien ook pas na het einde")
    elif one.latest != one.runs_out:
        edges.append(f"op zijn laatst in {_week(summary, one.latest)}")
    return "; ".join([when, ", ".join(edges)] if edges else [when])


def _week(summary: Summary, week: str) -> str:
    return week_near(week, summary.last.year)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def rush(found: Rush) -> Iterator[str]:
    """What intake still has to do, how long that takes, and what would be needed."""
    if not found.backlog:
        yield "Niemand hoeft nog gebeld te worden."
        return
    verb = "moet" if found.backlog == 1 else "moeten"
    yield f"Er {verb} nog {some(found.backlog, 'mens', 'mensen')} gebeld worden."
    if found.pace is not None:
        yield _waiting(found)
    if found.hours_needed is not None and found.by is not None:
        now, hours = "", found.hours_now
        if hours is not None:
            now = f"; nu {'is' if hours == 1 else 'zijn'} het er {number(hours)}"
        yield (
            f"Met {some(found.hours_needed, 'intake-uur', 'intake-uren')} per week is iedereen "
            f"voor {plain_day(found.by)} gebeld{now}."
        )
    elif found.by is not None and found.weeks_left == 0:
        yield f"De laatste dag om te bellen, {plain_day(found.by)}, is voorbij."


def _waiting(found: Rush) -> str:
    pace = (
        f"In het tempo van nu ({some(found.pace or 0, 'intake', 'intakes')} en "
        f"{some(found.inflow or 0, 'nieuw mens', 'nieuwe mensen')} per week)"
    )
    if found.waiting_weeks is None:
        return f"{pace} wordt de achterstand niet kleiner."
    weeks = "week" if found.waiting_weeks == 1 else "weken"
    return f"{pace} wacht de laatste nog {number(found.waiting_weeks)} {weeks}."


def heading(summary: Summary) -> str:
    """Such as `week 10 van 2021, maandag 8 maart tot en met zondag 14 maart`."""
    days = [plain_day(summary.first), plain_day(summary.last)]
    if summary.first.year == summary.last.year:
        days = [day.removesuffix(f" {summary.last.year}") for day in days]
    return f"{week_name(summary.week)}, maandag {days[0]} tot en met zondag {days[1]}"
