"""Where a plan contradicts itself: it promises more than its money, places or people allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from triage.errors import Problem
from triage.notation import show_number
from triage.prices import price
from triage.rulebook import Budget, Capacity, Group, Period, Product, Rulebook

_OR: Final = "verhoog het 'bedrag' van de pot, of volg elke week wat er over is."


@attrs.frozen
class _Cost:
    """In cents; `least` and `most` differ where the plan leaves open what is given."""

    least: int = 0
    most: int = 0

    def __add__(self, other: _Cost) -> _Cost:
        return _Cost(self.least + other.least, self.most + other.most)

    def __mul__(self, times: int) -> _Cost:
        return _Cost(self.least * times, self.most * times)

    def __str__(self) -> str:
        return f"{'ten minste ' if self.least < self.most else ''}{_euros(self.least)}"


@attrs.frozen
class _Aim:
    """What may have a target: a product by itself, or a group with its products."""

    of: Product | Group
    products: tuple[Product, ...]


def plan(rulebook: Rulebook) -> Iterator[Problem]:
    """What the catalogue promises, against its pots, its ceiling and its partners' places.

    Everything at its full price. Where the plan leaves open what is given, the cheapest counts, so
    that nothing is called too dear that need not be.

    Passes: 100 scans of € 50,00 from a pot of € 5.000,00. Fails: 101 of them.
    """
    for budget in rulebook.budgets.values():
        yield from overasked(rulebook, budget)
    for aim in _aims(rulebook):
        yield from _reach(rulebook, aim)
    for product in rulebook.products.values():
        if product.pot is not None and product.price is None:
            message = f"'{product.key}' heeft een pot maar geen prijs, dus er gaat nooit geld af"
            hint = "Geef een 'prijs' (0 mag), of haal 'pot' weg."
            yield Problem(product.where, "W020", message, hint, "warning")


def overasked(rulebook: Rulebook, budget: Budget) -> Iterator[Problem]:
    """What is more than one pot can pay: a package for everybody, a target, or all of them."""
    if budget.amount is None:
        return
    aims, cents = list(_aims(rulebook)), int(budget.amount * 100)
    yield from _package(rulebook, budget, cents, aims)
    yield from _targets(budget, cents, aims)


def _aims(rulebook: Rulebook) -> Iterator[_Aim]:
    products = rulebook.products.values()
    yield from (_Aim(product, (product,)) for product in products)
    for group in rulebook.groups.values():
        if members := tuple(product for product in products if product.group == group.key):
            yield _Aim(group, members)


def _whole(aim: _Aim) -> bool:
    """Whether it is a group or a product without one; together these hold every product once."""
    return isinstance(aim.of, Group) or aim.of.group is None


def _package(
    rulebook: Rulebook, budget: Budget, cents: int, aims: Iterable[_Aim]
) -> Iterator[Problem]:
    """One of everything that the pot pays, for as many people as may be supported.

    A product with places for fewer people is not for everybody, so it is no part of it.
    """
    people = rulebook.settings.ceiling
    if people is None:
        return
    costs: dict[str, _Cost] = {}
    for aim in filter(_whole, aims):
        given = [
            product
            for product in aim.products
            if product.pot == budget.key
            and product.price
            and ((places := _places(rulebook, product)) is None or places >= people)
        ]
        if given:
            costs[aim.of.key] = _together(aim.of, given)
    each = sum(costs.values(), _Cost())
    if each.least * people > cents:
        message = (
            f"bij een plafond van {people} kost een volledig pakket voor iedereen {each * people} "
            f"({people} keer {each}); in pot '{budget.key}' zit {_euros(cents)}"
        )
        hint = (
            f"De pot is genoeg voor hoogstens {cents // each.least} pakketten "
            f"({', '.join(costs)}). Verlaag 'plafond', {_OR}"
        )
        yield Problem(budget.where, "W015", message, hint, "warning")


def _together(of: Product | Group, products: list[Product]) -> _Cost:
    """One of each of these products, for one person."""
    prices = [price(product, None) for product in products]
    if isinstance(of, Group) and of.paid_once:
        return _Cost(min(prices), max(prices))
    if isinstance(of, Group) and of.warn_hours is not None:
        shared = [price(product, of.warn_hours) for product in products]
        return _Cost(min(*shared, sum(prices)), min(max(shared), sum(prices)))
    return _Cost(sum(prices), sum(prices))


def _targets(budget: Budget, cents: int, aims: Iterable[_Aim]) -> Iterator[Problem]:
    """Each target by itself, and all of them together unless one alone says it already."""
    left = f"in pot '{budget.key}' zit {_euros(cents)}"
    costs = [(aim, _target(aim, budget)) for aim in aims]
    paid = [(aim, cost) for aim, cost in costs if aim.of.target and cost.most]
    alone = [(aim, cost) for aim, cost in paid if cost.least > cents and _unsplit(aim) >= 0]
    for aim, cost in alone:
        message = (
            f"het doel van {aim.of.target} voor '{aim.of.key}' kost tegen de volle prijs "
            f"{cost}; {left}"
        )
        yield Problem(aim.of.where, "W016", message, f"Verlaag 'beoogd', {_OR}", "warning")
    every = sum((cost for aim, cost in costs if _whole(aim)), _Cost())
    if every.least > max([cents, *(cost.least for _, cost in alone)]):
        message = f"alle doelen samen kosten tegen de volle prijs {every}; {left}"
        names = ", ".join(aim.of.key for aim, _ in paid)
        hint = f"Verlaag een van de doelen ({names}), {_OR}"
        yield Problem(budget.where, "W017", message, hint, "warning")


def _target(aim: _Aim, budget: Budget) -> _Cost:
    """What a target costs a pot; of a group, what its products do not split may be any of them."""
    prices = [price(product, None) if product.pot == budget.key else 0 for product in aim.products]
    named = zip(aim.products, prices, strict=True)
    split = sum((product.target or 0) * cents for product, cents in named)
    rest = max(0, _unsplit(aim))
    return _Cost(split + rest * min(prices), split + rest * max(prices))


def _unsplit(aim: _Aim) -> int:
    """How much of a target no product has for its own; below 0 where products aim higher."""
    return (aim.of.target or 0) - sum(product.target or 0 for product in aim.products)


def _reach(rulebook: Rulebook, aim: _Aim) -> Iterator[Problem]:
    """Whether there are places and people enough for a target."""
    target, people = aim.of.target or 0, rulebook.settings.ceiling
    counts = [_places(rulebook, product) for product in aim.products]
    known = [count for count in counts if count is not None]
    if len(known) == len(counts) and target > sum(known):
        message = (
            f"het doel van {target} voor '{aim.of.key}' is meer dan de {sum(known)} plaatsen "
            "die de aanbieders hebben toegezegd"
        )
        hint = "Spreek meer plaatsen af, of verlaag 'beoogd'."
        yield Problem(aim.of.where, "W018", message, hint, "warning")
    if people is not None and target > people * len(aim.products):
        message = (
            f"het doel van {target} voor '{aim.of.key}' is niet te halen bij een plafond van "
            f"{people}: iemand krijgt een product maar één keer"
        )
        yield Problem(
            aim.of.where, "W019", message, "Verhoog 'plafond', of verlaag 'beoogd'.", "warning"
        )


def _places(rulebook: Rulebook, product: Product) -> int | None:
    """The places for a product over the whole term; None where nothing bounds them.

    Hours bound no number of people: how many hours one takes differs from case to case.
    """
    total: int | None = None
    for key in set(product.providers):
        capacity = rulebook.partners[key].capacity.get(product.key, Capacity())
        periods = _periods(rulebook.settings.term, capacity)
        if capacity.places is None or periods is None:
            return None
        total = (total or 0) + capacity.places * periods
    return total


def _periods(term: Period | None, capacity: Capacity) -> int | None:
    """How many calendar weeks or months the term touches, in whole or in part."""
    if capacity.per is None:
        return 1
    if term is None or term.first is None or term.last is None:
        return None
    if capacity.per == "week":
        return (term.last.toordinal() - 1) // 7 - (term.first.toordinal() - 1) // 7 + 1
    months = (12 * day.year + day.month for day in (term.last, term.first))
    return next(months) - next(months) + 1


def _euros(cents: int) -> str:
    return show_number(cents, "bedrag")
