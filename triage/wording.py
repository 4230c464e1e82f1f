"""Answers, outcomes and days in Dutch sentences, for explanations and call lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from triage.answers import show_answer
from triage.notation import show_number
from triage.rulebook import Outcome, Rule, Rulebook

_WEEKDAYS: Final = (
    "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag",
)  # fmt: skip
_MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december",
)  # fmt: skip


def show_day(day: date) -> str:
    """A day as it is spoken of: `vrijdag 5 maart 2021`."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def show_hours(hours: Decimal) -> str:
    """Hours with a decimal comma: `0,5 uur`."""
    return f"{format(hours.normalize(), 'f').replace('.', ',')} uur"


def show_value(
    rulebook: Rulebook, name: str, values: Mapping[str, int], facts: Mapping[str, bool | None]
) -> str:
    """What is known of a question, computed value or conclusion."""
    if name in facts:
        return {True: "ja", False: "nee", None: "onbekend"}[facts[name]]
    value = values.get(name)
    if name in rulebook.computed:
        computed = rulebook.computed[name]
        return "onbekend" if value is None else show_number(value, computed.kind, computed.unit)
    return "niet beantwoord" if value is None else show_answer(rulebook.questions[name], value)


def show_rule(rule: Rule) -> str:
    """A rule with the place to open when it has to change."""
    return f"regel '{rule.name}' ({rule.where.file}:{rule.where.line})"


def gives(rulebook: Rulebook, outcome: Outcome) -> list[str]:
    """What an outcome gives, one phrase each."""
    levels = {level.key: level.name for level in rulebook.levels}
    found: list[str] = []
    if outcome.urgency is not None:
        found.append(f"urgentie {levels[outcome.urgency]}")
    found += [f"termijn {term.text}" for term in outcome.terms]
    for key, hours in outcome.products:
        asked = "" if hours is None else f" ({show_hours(hours)})"
        found.append(f"product {rulebook.products[key].name}{asked}")
    if len(outcome.excluded) == len(rulebook.products) > 1:
        found.append("uitsluiting van alles")
    else:
        found += [f"uitsluiting van {rulebook.products[key].name}" for key in outcome.excluded]
    if outcome.points:
        found.append(f"{outcome.points:+d} {'punt' if abs(outcome.points) == 1 else 'punten'}")
    found += [f"conclusie '{key}'" for key in outcome.facts]
    if outcome.notice is not None:
        found.append("een aandachtspunt")
    return found
