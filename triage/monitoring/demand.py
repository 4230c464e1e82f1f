"""What people asked for, by the week of their intake: what a forecast is made from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

import attrs

from triage.monitoring.life import Life, Track
from triage.monitoring.weeks import counted_on
from triage.rulebook import Rulebook


@attrs.define
class Asked:
    """What was asked of one thing, in cents, places or hundredths of hours.

    Attributes:
        cells: By the week of the intake and the week of asking, as `counted_on` numbers them, how
            much more was asked. Who asked before an intake, or had none, counts with the week of
            asking itself.
        sizes: All that was asked at once, added up; what was given back is not taken off.
        squares: Of the same, the squares added up.
    """

    cells: Counter[tuple[int, int]] = attrs.field(factory=Counter)
    sizes: int = 0
    squares: int = 0

    def add(self, intake: int | None, week: int, size: int) -> None:
        """Count what was asked, or given back, in a week."""
        start = week if intake is None or week < intake else intake
        self.cells[start, week] += size
        if size > 0:
            self.sizes += size
            self.squares += size * size

    def plus(self, other: Asked, times: int = 1) -> Asked:
        """This and so many times the other."""
        cells = Counter(self.cells)
        for cell, size in other.cells.items():
            cells[cell] += times * size
        squares = self.squares + times * times * other.squares
        return Asked(cells, self.sizes + times * other.sizes, squares)


def together(parts: Iterable[Asked]) -> Asked:
    """The sum of several."""
    found = Asked()
    for one in parts:
        found = found.plus(one)
    return found


class Demand:
    """Adds up what cases asked for, one case at a time.

    Args:
        rulebook: Says what was promised for the whole term.

    Attributes:
        money: By pot and product, in cents.
        places: By partner and product, of what was promised for the whole term.
        waiting: By product, people on a waiting list.
        advised: By product, how many people it was advised to who have not got it yet.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.money: defaultdict[tuple[str, str], Asked] = defaultdict(Asked)
        self.places: defaultdict[tuple[str, str], Asked] = defaultdict(Asked)
        self.waiting: defaultdict[str, Asked] = defaultdict(Asked)
        self.advised: Counter[str] = Counter()
        self._by_hours = {
            (partner.key, product): promise.hours is not None
            for partner in rulebook.partners.values()
            for product, promise in partner.capacity.items()
            if promise.per is None and (promise.places, promise.hours) != (None, None)
        }
        self._scarce = {product for _, product in self._by_hours}

    def add(self, life: Life) -> None:
        """Add one case, by what was recorded before the week closed."""
        first = life.first("intake")
        intake = None if first is None else counted_on(first.on)
        for day, pot, product, held, spent in life.moves:
            self.money[pot, product].add(intake, counted_on(day), held + spent)
        for track in life.tracks.values():
            if track.product in self._scarce:
                self._wait(track, intake)
                self._take(track, intake)
        if life.advised and life.closed is None:
            settled = {one.product for one in life.tracks.values() if one.status != "waiting"}
            self.advised.update(life.advised - settled)

    def _wait(self, track: Track, intake: int | None) -> None:
        since = track.recorded.get("waiting")
        if since is not None:
            waiting = self.waiting[track.product]
            waiting.add(intake, _week(since), 1)
            left = track.recorded.get("placed", track.recorded.get("withdrawn"))
            if left is not None:
                waiting.add(intake, _week(left), -1)

    def _take(self, track: Track, intake: int | None) -> None:
        row = (track.partner or "", track.product)
        by_hours = self._by_hours.get(row)
        if by_hours is not None:
            size = track.hours if by_hours else 1
            self.places[row].add(intake, _week(track.recorded["placed"]), size)
            if not track.taken:
                self.places[row].add(intake, _week(track.recorded[track.status]), -size)


def _week(moment: datetime) -> int:
    return counted_on(moment.date())
