"""Where money and places are heading, by what people ask in the weeks after their intake.

How it is reckoned, how well it did, and what it leaves out, stands in
`docs/decisions/projection.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

import attrs

from triage.monitoring.courses import Course, course, factor
from triage.monitoring.demand import Asked, Demand, together
from triage.monitoring.looking import Calling, View, look, rounded
from triage.monitoring.outlook import Advised, Forecast, Path, Projection, Scarce
from triage.monitoring.rushing import rush
from triage.monitoring.values import Budget, Capacity
from triage.monitoring.weeks import Week
from triage.rulebook import Product, Rulebook

_STEPS: Final[Mapping[str, Decimal]] = {
    "euro": Decimal("0.01"),
    "uren": Decimal("0.01"),
    "plaatsen": Decimal("0.1"),
}
_CENT: Final = Decimal("0.01")
_FINE: Final = Decimal("0.0001")
_HUNDRED: Final = 100

_Rows = Mapping[tuple[str, str], tuple[Capacity, Course]]
"""By partner and product: what was promised for the whole term, and how it goes on."""


def project(
    rulebook: Rulebook,
    week: Week,
    budgets: Iterable[Budget],
    capacity: Iterable[Capacity],
    calling: Calling,
    demand: Demand,
    *,
    running: bool = False,
) -> Projection:
    """What is to be expected until the end of the term, if nothing changes.

    Args:
        rulebook: With the term, the products and their prices, and the pots.
        week: The week of the report.
        budgets: The pots at its close; those without an amount in the configuration are left out.
        capacity: The partners at its close; those without a promise for the term are left out.
        calling: What is done and left to do of calling.
        demand: What was asked for, by week of intake.
        running: The week has not closed yet; then the one before it is the last that counts.
    """
    view, term = look(rulebook, week, calling, running=running), rulebook.settings.term
    rows = {
        (row.partner, row.product): (row, _of_places(rulebook, row, demand, view))
        for row in capacity
        if row.unit is not None and row.promised is not None and row.per is None
    }
    return Projection(
        until=None if term is None else term.last,
        weeks=len(view.back),
        ahead=view.ahead,
        share=rounded(view.share, _FINE),
        coming={
            str(view.last.plus(n)): rounded(count, _CENT) for n, count in enumerate(view.coming, 1)
        },
        budgets=tuple(_budgets(rulebook, budgets, demand, view, rows)),
        capacity=tuple(_capacity(row, found, view) for row, found in rows.values()),
        intake=rush(rulebook, view),
    )


def _of_places(rulebook: Rulebook, row: Capacity, demand: Demand, view: View) -> Course:
    """What is asked of a partner: what was taken, and what is waited for."""
    asked = demand.places.get((row.partner, row.product), Asked())
    by_hours = row.unit == "uren"
    if row.waiting is not None and row.promised:
        hours = rulebook.products[row.product].hours or Decimal(0)
        size = int(hours * _HUNDRED) if by_hours else 1
        asked = asked.plus(demand.waiting.get(row.product, Asked()), size)
    return course(asked, view, _CENT if by_hours else Decimal(1))


def _capacity(row: Capacity, found: Course, view: View) -> Forecast:
    key, name = f"{row.partner}/{row.product}", f"{row.partner_name}: {row.product_name}"
    bare = Forecast(key, name, row.unit or "", row.promised or Decimal(0), row.used)
    return _forecast(bare, found, view)


def _budgets(
    rulebook: Rulebook, budgets: Iterable[Budget], demand: Demand, view: View, rows: _Rows
) -> Iterator[Forecast]:
    for pot in budgets:
        known = rulebook.budgets.get(pot.key)
        if known is not None and known.amount is not None and pot.granted is not None:
            bare = Forecast(pot.key, pot.name, "euro", pot.granted, pot.held + pot.spent)
            advised = tuple(_advised(rulebook, pot, demand))
            of, scarce = _of_money(rulebook, pot, demand, view, rows)
            found = _forecast(bare, of, view)
            yield attrs.evolve(
                found, scarce=scarce, advised=advised, if_all=_if_all(bare, advised, view)
            )


def _of_money(
    rulebook: Rulebook, pot: Budget, demand: Demand, view: View, rows: _Rows
) -> tuple[Course, tuple[Scarce, ...]]:
    """What is asked of a pot; of a product with limited places no more than those."""
    mine = {product: asked for (key, product), asked in demand.money.items() if key == pot.key}
    whole = course(together(mine.values()), view, _CENT)
    more = {
        product.key: found
        for product in rulebook.products.values()
        if product.pot == pot.key and (found := _more(product, view, rows)) is not None
    }
    if whole.rest is None or not more:
        return whole, ()
    free = course(together(mine[key] for key in mine.keys() - more.keys()), view, _CENT)
    rest, scarce = free.rest or (), []
    for key, places in more.items():
        each = _each(rulebook.products[key], pot, rows)
        rest = tuple(one + count * each for one, count in zip(rest, places, strict=True))
        name = rulebook.products[key].name
        scarce.append(Scarce(key, name, rounded(places[-1], _CENT), rounded(each, _FINE)))
    return attrs.evolve(whole, rest=rest, ages=free.ages), tuple(scarce)


def _more(product: Product, view: View, rows: _Rows) -> tuple[Decimal, ...] | None:
    """How many more places of a product are taken; None when somebody provides it without limit."""
    offers = [rows.get((partner, product.key)) for partner in product.providers]
    found = [one for one in offers if one is not None]
    if len(found) < len(offers) or not found or view.ahead is None:
        return None
    nothing = Decimal(0)
    room = sum((row.promised or nothing for row, _ in found), nothing)
    taken = sum((row.used for row, _ in found), nothing)
    wanted = (sum((one.expected(n) for _, one in found), nothing) for n in range(1, view.ahead + 1))
    return (nothing, *(max(min(one, room) - taken, nothing) for one in wanted))


def _each(product: Product, pot: Budget, rows: _Rows) -> Decimal:
    """What a place, or an hour, of a product has cost; else what it costs by the catalogue."""
    taken = sum(row.used for (_, key), (row, _) in rows.items() if key == product.key)
    paid = sum(one.held + one.spent for one in pot.products if one.product == product.key)
    if taken and paid:
        return paid / taken
    by_hours = any(row.unit == "uren" for (_, key), (row, _) in rows.items() if key == product.key)
    return (product.price or Decimal(0)) / ((product.hours or 1) if by_hours else 1)


def _advised(rulebook: Rulebook, pot: Budget, demand: Demand) -> Iterator[Advised]:
    spent = {one.product: one for one in pot.products if one.count}
    for key, product in rulebook.products.items():
        people = demand.advised[key]
        if people and product.pot == pot.key:
            each = product.price or Decimal(0)
            if key in spent:
                each = (spent[key].held + spent[key].spent) / spent[key].count
            yield Advised(key, product.name, people, rounded(each, _CENT))


def _if_all(bare: Forecast, advised: Sequence[Advised], view: View) -> Decimal | None:
    """What is wanted when everybody takes what was advised, and who comes later as much."""
    done = sum(view.intakes.values())
    if not (advised and done and view.enough) or view.ahead is None:
        return None
    asked = bare.used + sum(one.people * one.each for one in advised)
    return rounded(asked * (done + sum(view.coming)) / done, _CENT)


def _forecast(bare: Forecast, of: Course, view: View) -> Forecast:
    """Fill in how it goes, and when there is enough to go by what is expected."""
    if bare.used >= bare.limit and bare.used:
        now = str(view.week)
        bare = attrs.evolve(bare, runs_out=now, earliest=now, latest=now)
    if not view.enough:
        return bare
    found = attrs.evolve(
        bare,
        pace=rounded(of.pace, _STEPS[bare.unit]),
        known=None if of.known < 0 else of.known,
        per_intake=None if of.per_intake is None else rounded(of.per_intake, _CENT),
        size=rounded(of.size, _CENT),
        ages=of.ages,
    )
    return found if of.rest is None or of.few else _ending(found, of, of.rest[-1], view)


def _ending(found: Forecast, of: Course, rest: Decimal, view: View) -> Forecast:
    """Where it ends up, and the week in which all is gone."""
    step, ahead = _STEPS[found.unit], view.ahead or 0
    weeks = [str(view.week), *(str(view.last.plus(n)) for n in range(1, ahead + 1))]

    def edge(amount: Callable[[int], Decimal]) -> list[Decimal]:
        return [rounded(max(amount(n), found.used), step) for n in range(ahead + 1)]

    def passed(amounts: Sequence[Decimal]) -> str | None:
        both = zip(weeks, amounts, strict=True)
        return next((week for week, one in both if one >= found.limit and one > 0), None)

    low = edge(of.low)
    found = attrs.evolve(found, low=low[-1], latest=passed(low))
    if of.early:
        return found
    expected, high = edge(of.expected), edge(of.high)
    return attrs.evolve(
        found,
        factor=rounded(factor(rest, of.size), _CENT) if rest else None,
        expected=expected[-1],
        high=high[-1],
        runs_out=passed(expected),
        earliest=passed(high),
        path=tuple(map(Path, weeks, low, expected, high))[1:],
    )
