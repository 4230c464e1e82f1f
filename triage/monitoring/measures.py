"""The ways to count that give a number: people, products, and a share of something."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from typing import Final

import attrs

from triage.monitoring.life import Counted
from triage.monitoring.naming import Naming
from triage.monitoring.seeing import Choice, View, belong
from triage.monitoring.spreads import percentage
from triage.monitoring.sums import Key, Kind, Piece, Sums
from triage.monitoring.values import Figure, Line, Row
from triage.monitoring.weeks import Week
from triage.rulebook import Indicator, Rulebook
from triage.vocabulary import UNKNOWN

_ENDS: Final = "tozo_einde"
"""The moment of which there is a whole and a partial one."""
_RANKS: Final[dict[Kind, int]] = {"counts": 0, "apart": 1, "unknown": 2, "beside": 3}


class Measure(ABC):
    """Counts one indicator, case by case."""

    def __init__(self, rulebook: Rulebook, indicator: Indicator, week: Week) -> None:
        self._moments: Final = {indicator.at, indicator.since, indicator.whole}
        self.indicator: Final = indicator
        self.week: Final = week
        self.choice: Final = Choice(rulebook, indicator)
        self.naming: Final = Naming(rulebook, indicator, self.choice.products)
        self.sums: Final = Sums(week.first)
        self._asks: Final = indicator.condition is not None or indicator.question is not None
        self._plain: Final = not self._asks and indicator.per is None

    def concerns(self, moment: str, product: str | None) -> bool:
        """Whether there can be anything to count in a life with this moment."""
        return moment in self._moments and self.choice.takes(product)

    def add(self, now: View, before: View | None, ever: View | None) -> None:
        """Count a case.

        Args:
            now: As it was known when the week closed.
            before: As it was known when the week before closed; None when that is the same.
            ever: As it is known since; None when that is the same.
        """
        self.sums.add(
            self.pieces(now),
            None if before is None else self.pieces(before),
            None if ever is None else self.pieces(ever),
        )

    @abstractmethod
    def pieces(self, seen: View) -> Sequence[Piece]:
        """What there is to count in a life."""

    @abstractmethod
    def row(self, base: Row) -> Row:
        """The row, with its numbers."""

    def read(self, one: Counted) -> tuple[bool | None, str | None]:
        """Whether the moment counts, as far as is known, and on which line."""
        if self._plain:
            return True, None
        holds, option = True, None
        if self._asks:
            said, option = one.tally.get(self.indicator.key, (None, None))
            holds = said if self.indicator.condition is not None else True
        match self.indicator.per:
            case None:
                return holds, None
            case "product":
                return holds, one.product or UNKNOWN
            case "reden":
                return holds, one.reason or UNKNOWN
            case _:
                return holds, option or UNKNOWN

    def unknown(self) -> Figure | None:
        """What could not be counted in or out; None where that cannot be."""
        if self.indicator.condition is None:
            return None
        return self.sums.figure([("unknown", None)])


class People(Measure):
    """Each case once, at its first moment that counts."""

    def pieces(self, seen: View) -> Sequence[Piece]:
        """One that counts goes before one that stands apart, and that before an unknown one."""
        found = self.each(seen)
        if not found:
            return []
        key, one = min(found, key=lambda some: _RANKS[some[0][0]])
        keys: list[Key] = [key]
        if key[0] == "counts" and one.partly:
            keys.append(("partial", None))
        return [(some, one.on) for some in keys]

    def each(self, seen: View) -> list[tuple[Key, Counted]]:
        """What each of the moments would be, the earliest first."""
        found: list[tuple[Key, Counted]] = []
        indicator = self.indicator
        after = indicator.after
        earlier = None if after is None else self.choice.of(seen, after)
        for one in self.choice.of(seen, indicator.at):
            holds, line = self.read(one)
            if holds is False:
                continue
            apart = line in indicator.apart
            if earlier is not None and not any(other.on < one.on for other in earlier):
                if holds and not apart:
                    found.append((("beside", None), one))
            elif holds is None:
                found.append((("unknown", None), one))
            else:
                found.append((("apart" if apart else "counts", line), one))
        return found

    def row(self, base: Row) -> Row:
        sums, naming = self.sums, self.naming
        keys = sums.keys("counts")
        return attrs.evolve(
            base,
            figure=sums.figure(keys),
            reached=percentage(sums.counts(keys)[1], self.indicator.target or 0),
            unknown=self.unknown(),
            lines=self._lines("counts", naming.lines(sums.lines("counts"))),
            apart=self._lines("apart", naming.apart()),
            beside=sums.figure([("beside", None)]) if self.indicator.after else None,
            partial=sums.figure([("partial", None)]) if self.indicator.at == _ENDS else None,
        )

    def _lines(self, kind: Kind, named: Sequence[tuple[str, str]]) -> tuple[Line, ...]:
        return tuple(Line(key, name, self.sums.figure([(kind, key)])) for key, name in named)


class Products(People):
    """Every product, and how many different people are behind them."""

    def pieces(self, seen: View) -> Sequence[Piece]:
        """The products, and once the person, on the day of the last of them."""
        found = [(key, one.on) for key, one in self.each(seen)]
        days = [on for (kind, _), on in found if kind == "counts"]
        return [*found, (("person", None), max(days))] if days else found

    def row(self, base: Row) -> Row:
        return attrs.evolve(super().row(base), unique=self.sums.counts([("person", None)]))


class Share(Measure):
    """Of those that had one moment, the part that had another.

    Both stand in the week of the first, so that a part is never more than its whole.
    """

    def pieces(self, seen: View) -> Sequence[Piece]:
        """The whole, the part in the week of its whole, and the part on its own day."""
        found: list[Piece] = []
        ends = self.choice.of(seen, self.indicator.at)
        for one in self.wholes(seen):
            holds, line = self.read(one)
            if holds is False:
                continue
            if holds is None:
                found.append((("unknown", None), one.on))
                continue
            found.append((("whole", line), one.on))
            end = next((end for end in ends if self.belong(one, end)), None)
            if end is not None:
                found += [(("part", line), one.on), (("done", line), end.on)]
        return found

    def wholes(self, seen: View) -> Sequence[Counted]:
        """What the share is of."""
        return self.choice.of(seen, self.indicator.whole)

    def belong(self, one: Counted, end: Counted) -> bool:
        """Whether the one is what makes the other a part."""
        return belong(one, end)

    def row(self, base: Row) -> Row:
        part, whole = (self.sums.counts(self.sums.keys(kind)) for kind in ("part", "whole"))
        figure = self._figure({line for _, line in self.sums.keys("whole")})
        named = self.naming.lines(self.sums.lines("whole"))
        return attrs.evolve(
            base,
            figure=figure,
            reached=None if figure.total is None else percentage(figure.total, base.target or 0),
            unknown=self.unknown(),
            lines=tuple(Line(key, name, self._figure({key})) for key, name in named),
            share=((part[0], whole[0]), (part[1], whole[1])),
        )

    def _figure(self, lines: Collection[str | None]) -> Figure:
        """The percentages; of what came late, how many moments."""
        week, total = self.sums.counts(("part", line) for line in lines)
        whole = self.sums.counts(("whole", line) for line in lines)
        kinds: tuple[Kind, ...] = ("whole", "done")
        late = self.sums.figure((kind, line) for kind in kinds for line in lines)
        return attrs.evolve(
            late, week=percentage(week, whole[0]), total=percentage(total, whole[1])
        )


class Records(Share):
    """Of what has to be entered in the records, the part that was: referral by referral.

    That is what `Desk.srg` offers. Who was referred to the same partner again is there again; what
    was refused, or called back before it began, is not.
    """

    def wholes(self, seen: View) -> Sequence[Counted]:
        """What there is to enter."""
        referred = self.indicator.whole in ("verwezen", "ingezet")
        again = self.choice.of(seen, "opnieuw") if referred else ()
        over = {one.referral for one in seen.moments.get("vervallen", ())}
        return [one for one in (*super().wholes(seen), *again) if one.referral not in over]

    def belong(self, one: Counted, end: Counted) -> bool:
        """Whether the one was entered by the other."""
        return super().belong(one, end) and one.referral in (None, end.referral)
