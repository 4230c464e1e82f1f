"""What an answer did to an advice: only what is different, in Dutch sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from triage.advice import Advice
from triage.records import ProductAdvice
from triage.rulebook import Rulebook
from triage.wording import show_day, show_hours


def changes(rulebook: Rulebook, before: Advice, after: Advice) -> Iterator[str]:
    """The difference between two advices on one case, a sentence each; points are left out."""
    yield from _urgency(rulebook, before, after)
    yield from _products(rulebook, before, after)
    yield from _notices(before, after)


def _urgency(rulebook: Rulebook, before: Advice, after: Advice) -> Iterator[str]:
    end = after.deadline
    if after.level != before.level:
        until = ", zonder termijn" if end is None else f", uiterlijk {show_day(end)}"
        yield f"Urgentie nu {rulebook.levels[after.level].name}{until}."
    elif end is None and before.deadline is not None:
        yield "Er is geen termijn meer."
    elif end is not None and end != before.deadline:
        yield f"Uiterlijk nu {show_day(end)}."


def _products(rulebook: Rulebook, before: Advice, after: Advice) -> Iterator[str]:
    old = {given.product: given for given in before.products}
    new = {given.product: given for given in after.products}
    was = {gone.product for gone in before.excluded}
    now = {gone.product for gone in after.excluded}
    added = [_with_hours(rulebook, given) for key, given in new.items() if key not in old]
    if added:
        yield f"Erbij: {', '.join(added)}."
    for key, given in new.items():
        if key in old and given.hours != old[key].hours:
            yield f"Nu: {_with_hours(rulebook, given)}."
    if lost := old.keys() - new.keys() - now:
        yield f"Niet meer: {_names(rulebook, lost)}."
    if out := now - was:
        everything = len(now) == len(rulebook.products) > 1
        yield f"Uitgesloten: {'alles' if everything else _names(rulebook, out)}."
    if back := was - now:
        yield f"Niet meer uitgesloten: {_names(rulebook, back)}."


def _notices(before: Advice, after: Advice) -> Iterator[str]:
    old = dict.fromkeys(notice.text for notice in before.notices)
    new = dict.fromkeys(notice.text for notice in after.notices)
    yield from (f"Let op: {text}" for text in new if text not in old)
    yield from (f"Vervalt: {text}" for text in old if text not in new)


def _with_hours(rulebook: Rulebook, given: ProductAdvice) -> str:
    name = rulebook.products[given.product].name
    return name if given.hours is None else f"{name} ({show_hours(given.hours)})"


def _names(rulebook: Rulebook, keys: Collection[str]) -> str:
    return ", ".join(rulebook.products[key].name for key in sorted(keys))
