"""What the reports of a programme would have expected, week by week, and what was asked later."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Final

import attrs

from benchmarks.programmes import Person, Programme, play
from triage.errors import Where
from triage.monitoring.demand import Demand
from triage.monitoring.looking import Calling
from triage.monitoring.outlook import Forecast, Projection
from triage.monitoring.projecting import project
from triage.monitoring.values import Budget, Capacity
from triage.monitoring.weeks import Week, counted_on
from triage.rulebook import Budget as Pot
from triage.rulebook import Capacity as Promise
from triage.rulebook import Partner, Period, Product, Rulebook, Settings

HORIZONS: Final = (4, 12, 26)

_START: Final = date(2021, 3, 1)
_FIRST: Final = counted_on(_START)
_HERE: Final = Where("programma")
_PROMISE: Final = Promise(places=30)
_PRODUCTS: Final = (Product("hulp", "Hulp", _HERE, pot="pot"), Product("plaats", "Plaats", _HERE))


@attrs.frozen
class Tried:
    """A forecast for a later week, and what was asked by then.

    Attributes:
        week: How many weeks of the programme had closed.
        known: So many weeks after their intake enough people had come to.
        ahead: So many weeks ahead it looked.
        end: Those are all the weeks that were left.
        low, expected, high: What it said.
        asked: What was asked by then.
        whole: What was asked over the whole programme.
    """

    week: int
    known: int
    ahead: int
    end: bool
    low: float
    expected: float
    high: float
    asked: float
    whole: float

    @property
    def inside(self) -> bool:
        """Whether the band held what was asked."""
        return self.low <= self.asked <= self.high

    @property
    def off(self) -> float:
        """How far it was off, as a part of the whole."""
        return (self.expected - self.asked) / self.whole


class Replay:
    """A programme, and the forecasts of its weeks.

    Attributes:
        programme: What happens.
        money: By week, what was asked at its close, in euros.
        places: The same of places.
    """

    def __init__(self, seed: int) -> None:
        self.programme = play(seed)
        self.money = _totals(self.programme, Decimal("0.01"), lambda one: one.asked)
        self.places = _totals(
            self.programme, Decimal(1), lambda one: [(week, 1) for week in one.placed]
        )
        self._rulebook = _rulebook(self.programme)
        self._asked: defaultdict[int, list[tuple[int | None, int]]] = defaultdict(list)
        self._placed: defaultdict[int, list[int | None]] = defaultdict(list)
        for one in self.programme.people:
            for week, cents in one.asked:
                self._asked[week].append((one.intake, cents))
            for week in one.placed:
                self._placed[week].append(one.intake)

    def projections(self, every: int = 1) -> Iterator[tuple[int, Projection]]:
        """What is expected at the close of every so many weeks."""
        demand = Demand(self._rulebook)
        for week in range(self.programme.weeks):
            self._add(demand, week)
            if week % every == 0:
                yield week, self._projection(demand, week)

    def _add(self, demand: Demand, week: int) -> None:
        for intake, cents in self._asked[week]:
            demand.money["pot", "hulp"].add(_number(intake), _FIRST + week, cents)
        for intake in self._placed[week]:
            demand.places["partner", "plaats"].add(_number(intake), _FIRST + week, 1)

    def _projection(self, demand: Demand, week: int) -> Projection:
        pot, used = Decimal(self.programme.pot) / 100, self.money[week]
        budget = Budget("pot", "Pot", None, pot, pot - used, used, Decimal(0))
        room = Capacity(
            *("partner", "Partner", "plaats", "Plaats"),
            unit="plaatsen",
            promised=Decimal(30),
            used=self.places[week],
        )
        calling = _calling(self.programme, week)
        return project(self._rulebook, _week(week), [budget], [room], calling, demand)


def tried(seed: int, every: int = 1) -> Iterator[tuple[str, Tried]]:
    """By unit, every forecast of a programme that says what is expected."""
    replay = Replay(seed)
    for week, found in replay.projections(every):
        pairs = ((found.budgets[0], replay.money), (found.capacity[0], replay.places))
        for one, asked in pairs:
            for ahead in {*HORIZONS, len(one.path)}:
                if 0 < ahead <= len(one.path):
                    yield one.unit, _tried(one, week, ahead, asked)


def _tried(one: Forecast, week: int, ahead: int, asked: Sequence[Decimal]) -> Tried:
    point, end = one.path[ahead - 1], ahead == len(one.path)
    amounts = (point.low, point.expected, point.high, asked[week + ahead], asked[-1])
    return Tried(week + 1, one.known or 0, ahead, end, *map(float, amounts))


def warned(seed: int, every: int = 1) -> tuple[bool, int, int]:
    """Whether the pot is too small, in how many weeks the report said so, and in how many not.

    Only of the weeks in which something was expected and the pot was not empty yet.
    """
    replay = Replay(seed)
    pot = Decimal(replay.programme.pot) / 100
    said = [
        found.budgets[0].runs_out is not None
        for week, found in replay.projections(every)
        if found.budgets[0].path and replay.money[week] < pot
    ]
    return replay.money[-1] >= pot, sum(said), len(said) - sum(said)


def least(seed: int) -> Iterator[bool]:
    """Of every week too early for more, whether what was said at least was asked in the end."""
    replay = Replay(seed)
    for _, found in replay.projections():
        pot = found.budgets[0]
        if pot.path:
            return
        if pot.low is not None and pot.expected is None:
            yield pot.low <= replay.money[-1]


def _totals(
    programme: Programme, unit: Decimal, of: Callable[[Person], Iterable[tuple[int, int]]]
) -> list[Decimal]:
    sums: Counter[int] = Counter()
    for one in programme.people:
        for week, size in of(one):
            sums[week] += size
    return [total * unit for total in accumulate(sums[n] for n in range(programme.weeks))]


def _calling(programme: Programme, week: int) -> Calling:
    came = [one for one in programme.people if one.came <= week]
    intakes = Counter(one.intake for one in came if one.intake is not None and one.intake <= week)
    gone = sum(one.gone is not None and one.gone <= week for one in came)
    arrivals = Counter(one.came for one in came if not one.listed)
    called = intakes.total() + gone
    return Calling(
        len(came) - called,
        {_week(n): count for n, count in intakes.items()},
        {_week(n): count for n, count in arrivals.items()},
        called,
    )


def _week(number: int) -> Week:
    return Week.of(_START + timedelta(weeks=number))


def _number(week: int | None) -> int | None:
    return None if week is None else _FIRST + week


def _rulebook(programme: Programme) -> Rulebook:
    term = Period(_START, _START + timedelta(weeks=programme.weeks, days=-1))
    return Rulebook(
        questions={},
        conclusions={},
        computed={},
        rules={},
        levels=(),
        products={one.key: one for one in _PRODUCTS},
        groups={},
        partners={"partner": Partner("partner", "Partner", _HERE, capacity={"plaats": _PROMISE})},
        budgets={"pot": Pot("pot", "Pot", _HERE, Decimal(programme.pot) / 100)},
        reasons={},
        indicators=(),
        examples=(),
        settings=Settings(term=term),
        layers=(),
        version="sha256:0",
    )
