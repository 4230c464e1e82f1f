"""Programmes that never were: people, their intakes, and what they ask weeks afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, log
from random import Random
from typing import Final

import attrs

_TERMS: Final = (30, 40, 44, 44, 52)
_SUMMER: Final = range(20, 26)
_KINDS: Final = ("even", "soon", "hump")
_BATCH: Final = 4
_DEAR: Final = 800


@attrs.frozen
class Person:
    """Somebody of a programme; all weeks count from its first, which is 0.

    Attributes:
        came: The week of the registration.
        listed: On the list with which the programme began.
        intake: The week of the intake; None without one.
        gone: The week in which it turned out that there will be no intake.
        asked: By week, in cents, what was held (above 0) or came back (below 0).
        placed: The weeks in which a place was asked for.
    """

    came: int
    listed: bool
    intake: int | None = None
    gone: int | None = None
    asked: tuple[tuple[int, int], ...] = ()
    placed: tuple[int, ...] = ()


@attrs.frozen
class Programme:
    """A programme that was played to its end, and on.

    Attributes:
        weeks: How many it lasts.
        people: Everybody in it.
        pot: What it may cost, in cents; nobody was refused when that was gone.
    """

    weeks: int
    people: tuple[Person, ...]
    pot: int


@attrs.frozen
class _Product:
    """Something that people ask after their intake.

    Attributes:
        cents: The price; 0 is a place that nobody pays.
        share: The part of the people that asks it.
        kind: How the weeks until then are spread: evenly, soonest most, or around their mean.
        lag: The mean of those weeks.
        after: So many weeks nobody asks it.
        batch: It is given once in so many weeks.
        since: Before this week of the programme it is not there; most do without it then.
    """

    cents: int
    share: float
    kind: str
    lag: float
    after: int
    batch: int
    since: int


@attrs.frozen
class _Plan:
    weeks: int
    listed: int
    inflow: float
    campaign: int
    pace: float
    missed: float
    products: tuple[_Product, ...]
    fee: int
    spent: float
    lasts: float
    again: float
    drift: float
    quiet: bool


def play(seed: int) -> Programme:
    """The programme of a seed: the same one every time."""
    random = Random(f"programme/{seed}")  # noqa: S311  # to measure with, not to keep secrets
    plan = _plan(random)
    people = tuple(_people(random, plan))
    wanted = sum(cents for one in people for week, cents in one.asked if week < plan.weeks)
    return Programme(plan.weeks, people, int(wanted * random.uniform(0.6, 1.6)))


def _plan(random: Random) -> _Plan:
    weeks = random.choice(_TERMS)
    listed = _spread(random, 60, 600) if _happens(random, 0.85) else 0
    inflow = random.choice((0.3, 1, 3) if listed else (3, 6, 10))
    pace = (listed / random.uniform(5, 26) + inflow) * random.uniform(0.8, 1.3)
    return _Plan(
        weeks=weeks,
        listed=int(listed),
        inflow=inflow,
        campaign=random.randint(6, 29) if _happens(random, 0.3) else weeks,
        pace=max(pace, 2),
        missed=random.uniform(0.03, 0.35),
        products=(
            *(_product(random, paid=True) for _ in range(random.randint(2, 7))),
            _product(random, paid=False),
        ),
        fee=random.choice((0, 11_250)),
        spent=random.uniform(0.7, 1),
        lasts=random.uniform(1, 10),
        again=random.choice((0, 0.1, 0.25)),
        drift=random.choice((0, 0, -0.4, 0.4)),
        quiet=_happens(random, 0.6),
    )


def _product(random: Random, *, paid: bool) -> _Product:
    price = _spread(random, 50, 2200)
    return _Product(
        cents=int(price * 100) if paid else 0,
        share=random.uniform(0.04, 0.6) if price < _DEAR else random.uniform(0.03, 0.25),
        kind=random.choice(_KINDS),
        lag=_spread(random, 0.6, 16),
        after=random.choice((0, 0, 0, 0, 2, 4, 8)),
        batch=_BATCH if _happens(random, 0.12) else 1,
        since=random.randint(6, 19) if _happens(random, 0.08) else 0,
    )


def _spread(random: Random, low: float, high: float) -> float:
    """As often in the lower half as in the upper one, by multiplication."""
    return exp(random.uniform(log(low), log(high)))


def _people(random: Random, plan: _Plan) -> Iterator[Person]:
    """Everybody, in the order in which they are called."""
    waiting = [Person(0, listed=True)] * plan.listed
    for week in range(plan.weeks):
        campaign = plan.campaign <= week < plan.campaign + 3
        new = _count(random, plan.inflow * (4 if campaign else 1))
        waiting += [Person(week, listed=False)] * new
        slow = (0.4 if plan.quiet and week in _SUMMER else 1) * (0.6 if week == 0 else 1)
        called = _count(random, plan.pace * slow)
        for person in waiting[:called]:
            if _happens(random, plan.missed):
                yield attrs.evolve(person, gone=week)
            else:
                yield _taken_in(random, plan, person, week)
        waiting = waiting[called:]
    yield from waiting


def _happens(random: Random, chance: float) -> bool:
    return random.random() < chance


def _count(random: Random, mean: float) -> int:
    """How often something happens in a week that happens so often on average."""
    found, time = 0, random.expovariate(1)
    while time < mean:
        found, time = found + 1, time + random.expovariate(1)
    return found


def _taken_in(random: Random, plan: _Plan, person: Person, intake: int) -> Person:
    asked = [(intake, plan.fee)] if plan.fee else []
    placed = []
    eager = random.gammavariate(4, 0.25)
    for product in plan.products:
        talks = [intake]
        if _happens(random, plan.again):
            talks.append(intake + random.randint(12, 33))
        for talk in talks:
            share = product.share * eager * (1 + plan.drift * (talk / plan.weeks - 0.5))
            week = _week(random, plan, product, talk)
            if _happens(random, min(share, 0.95)) and week is not None:
                if product.cents:
                    asked += _given(random, plan, product, week)
                else:
                    placed.append(week)
    return attrs.evolve(person, intake=intake, asked=tuple(asked), placed=tuple(placed))


def _week(random: Random, plan: _Plan, product: _Product, talk: int) -> int | None:
    """When somebody asks something; None when it is not there and nobody waits for it."""
    lag = {
        "even": lambda: random.uniform(0, 2 * product.lag),
        "soon": lambda: random.expovariate(1 / product.lag),
        "hump": lambda: random.gammavariate(3, product.lag / 3),
    }[product.kind]()
    week = int(talk + lag)
    if plan.quiet and week in _SUMMER and _happens(random, 0.5):
        week += random.randint(2, 5)
    week += product.after
    if week < product.since:
        if _happens(random, 0.7):
            return None
        week += product.since
    return -(-week // product.batch) * product.batch


def _given(random: Random, plan: _Plan, product: _Product, week: int) -> Iterator[tuple[int, int]]:
    """The price is held; later some of it comes back, and now and then all."""
    yield week, product.cents
    end = week + 1 + int(random.expovariate(1 / plan.lasts))
    back = 1.0 if _happens(random, 0.06) else (1 - plan.spent) * random.uniform(0, 2)
    yield end, -int(product.cents * back)
