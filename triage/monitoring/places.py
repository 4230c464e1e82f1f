"""What partners promised and what is taken of it, and how the referrals to them stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from triage.monitoring.life import Life, Track
from triage.monitoring.series import by_day, by_week, hundredths
from triage.monitoring.sums import Times
from triage.monitoring.values import Capacity, Figure
from triage.monitoring.weeks import Week
from triage.rulebook import Capacity as Promise
from triage.rulebook import Rulebook

_Row = tuple[str, str]
"""A partner and a product."""

_STEPS: Final = ("aanvaard", "gestart")
_ENDS: Final[Mapping[str, str]] = {
    "completed": "afgerond",
    "refused": "geweigerd",
    "stopped": "gestaakt",
    "withdrawn": "ingetrokken",
}
WORDS: Final = (
    "verwezen", "aanvaard", "geweigerd", "gestart", "afgerond", "gestaakt", "ingetrokken",
)  # fmt: skip
"""How the referrals of a row are counted, in the order of the report."""

_NOTHING: Final = Promise()


class Places:
    """Adds up what cases took of the places and hours of partners, one case at a time.

    Args:
        rulebook: Says who provides what, and what was promised.
        week: The week of the report.
    """

    def __init__(self, rulebook: Rulebook, week: Week) -> None:
        self._rulebook, self._week = rulebook, week
        self._first, self._last = week.first, week.last
        self._promises = {
            (partner.key, product.key): partner.capacity.get(product.key, _NOTHING)
            for partner in rulebook.partners.values()
            for product in rulebook.products.values()
            if partner.key in product.providers
        }
        self._counts: defaultdict[tuple[_Row, str], Times] = defaultdict(Times)
        self._used: Counter[_Row] = Counter()
        self._open: Counter[_Row] = Counter()
        self._waiting: Counter[str] = Counter()
        self._taken: defaultdict[_Row, Counter[date]] = defaultdict(Counter)
        self._queued: defaultdict[str, Counter[date]] = defaultdict(Counter)

    def add(self, now: Life, everything: Life | None) -> None:
        """Add one case.

        Args:
            now: Its life by what was recorded before the week closed.
            everything: Its life by all that happened up to the last day of the week, whenever it
                was recorded; None when that is the same.
        """
        for row, word, on, recorded in _told(now):
            if on <= self._last:
                self._counts[row, word].tell(self._first, on, recorded)
        if everything is not None:
            self._late(now, everything)
        for track in now.tracks.values():
            self._wait(track)
            if track.partner is not None:
                self._take(track, (track.partner, track.product))

    def _late(self, now: Life, everything: Life) -> None:
        """Count what was written after the close, about what happened before it."""
        for life, sign in ((everything, 1), (now, -1)):
            for row, word, on, _ in _told(life):
                if on <= self._last:
                    self._counts[row, word].later += sign

    def _wait(self, track: Track) -> None:
        since = track.recorded.get("waiting")
        if since is None:
            return
        queued = self._queued[track.product]
        queued[since.date()] += 1
        left = track.recorded.get("placed", track.recorded.get("withdrawn"))
        if left is None:
            self._waiting[track.product] += 1
        else:
            queued[left.date()] -= 1

    def _take(self, track: Track, row: _Row) -> None:
        """Count what a referral takes, in places or in hundredths of hours.

        As the ledger does, which knows a place from the moment at which it was written.
        """
        self._open[row] += track.status not in _ENDS
        promise, placed = self._promises.get(row, _NOTHING), track.recorded["placed"].date()
        size = 1 if promise.hours is None else track.hours
        if track.taken and placed >= _since(promise, self._week):
            self._used[row] += size
        if _lasts(promise):
            self._taken[row][placed] += size
            if not track.taken:
                self._taken[row][track.recorded[track.status].date()] -= size

    def capacity(self) -> tuple[Capacity, ...]:
        """Every row of the configuration, and after those the rows that only the ledger knows."""
        seen = {row for row, _ in self._counts} | self._used.keys()
        others = sorted(seen - self._promises.keys())
        return tuple(map(self._capacity, [*self._promises, *others]))

    def daily(self, partner: str, product: str) -> list[tuple[date, Decimal, Decimal]]:
        """What was taken and what was promised, at the end of every day with a change.

        Nothing when there is no promise for the whole term. Hours count as they are known now:
        those delivered, once that is told, and until then those asked.
        """
        promise = self._promises.get((partner, product), _NOTHING)
        promised = _promised(promise)
        if promised is None:
            return []
        days = by_day(self._taken[partner, product])
        return [(day, _shown(promise, size), promised) for day, size in days]

    def _capacity(self, row: _Row) -> Capacity:
        promise = self._promises.get(row, _NOTHING)
        promised, used = _promised(promise), _shown(promise, self._used[row])
        partner = self._rulebook.partners.get(row[0])
        product = self._rulebook.products.get(row[1])
        figures = {word: self._figure(row, word) for word in WORDS}
        if partner is not None and partner.own:
            figures["verwezen"] = Figure(None, None)
        return Capacity(
            partner=row[0],
            partner_name=row[0] if partner is None else partner.name,
            product=row[1],
            product_name=row[1] if product is None else product.name,
            unit=None if promised is None else "plaatsen" if promise.hours is None else "uren",
            per=promise.per,
            promised=promised,
            used=used,
            free=None if promised is None else max(promised - used, Decimal(0)),
            waiting=self._waiting[row[1]] if self._first_choice(row[1]) in (row, None) else None,
            open=self._open[row],
            weekly=self._weekly(row, promise) if _lasts(promise) else {},
            figures=figures,
        )

    def _weekly(self, row: _Row, promise: Promise) -> dict[str, Decimal]:
        """What was taken or waited for, by week; who waits is counted with one partner only."""
        changes = Counter(self._taken[row])
        if _promised(promise) and self._first_choice(row[1]) == row:
            for day, people in self._queued[row[1]].items():
                changes[day] += people * self._size(row[1], promise)
        term = self._rulebook.settings.term
        found = by_week(changes, None if term is None else term.first, self._week)
        return {week: _shown(promise, size) for week, size in found.items()}

    def _first_choice(self, product: str) -> _Row | None:
        """The row that who waits is counted with: the first that promised something for the term.

        Else the first that promised anything, and else the first there is.
        """
        offers = {row: promise for row, promise in self._promises.items() if row[1] == product}
        return max(
            offers,
            key=lambda row: (bool(_promised(offers[row])), _lasts(offers[row])),
            default=None,
        )

    def _size(self, key: str, promise: Promise) -> int:
        """What somebody who waits is taken to ask: a place, or the hours of the catalogue."""
        if promise.hours is None:
            return 1
        product = self._rulebook.products[key]
        return int((product.hours or 0) * 100)

    def _figure(self, row: _Row, word: str) -> Figure:
        return self._counts.get((row, word), Times()).figure()


def _told(life: Life) -> Iterator[tuple[_Row, str, date, datetime]]:
    """What became of the referrals of a case: row, word, day, and when it was written."""
    for one in life.counted:
        if one.moment in _STEPS and one.partner is not None and one.product is not None:
            yield (one.partner, one.product), one.moment, one.on, one.recorded
    for track in life.tracks.values():
        if track.partner is None:
            continue
        row = track.partner, track.product
        yield row, "verwezen", track.days["placed"], track.recorded["placed"]
        if (word := _ENDS.get(track.status)) is not None:
            yield row, word, track.days[track.status], track.recorded[track.status]


def _promised(promise: Promise) -> Decimal | None:
    return promise.hours if promise.places is None else Decimal(promise.places)


def _lasts(promise: Promise) -> bool:
    """Whether it was promised for the whole term."""
    return promise.per is None and _promised(promise) is not None


def _shown(promise: Promise, size: int) -> Decimal:
    return Decimal(size) if promise.hours is None else hundredths(size)


def _since(promise: Promise, week: Week) -> date:
    """The first day of the period that the last day of the week lies in."""
    if promise.per == "week":
        return week.first
    return week.last.replace(day=1) if promise.per == "maand" else date.min
