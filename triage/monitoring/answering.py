"""Partners that owe an answer, and deliveries that were given up."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Final

import attrs

from triage.monitoring.life import Life, Track

SHOWN: Final = 20
_ANSWERS: Final = ("accepted", "started", "completed", "stopped", "refused", "withdrawn")


@attrs.frozen
class Missed:
    """What went wrong with one partner since its alarm was last handled.

    Attributes:
        since: The first day.
        count: How often.
        standing: How often it is still so.
        referrals: The first of those where it is still so.
    """

    since: date
    count: int
    standing: int
    referrals: tuple[str, ...]


class AnswerCount:
    """Counts answers that were late and deliveries that were given up, referral by referral.

    Args:
        today: The first day after the week, or the day itself while the week still runs.
        handled: By key of an alarm, the last day on which it was handled.
    """

    def __init__(self, today: date, handled: Mapping[str, date]) -> None:
        self._today = today
        self._handled = handled
        self._found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._since: dict[str, date] = {}
        self._counts: Counter[tuple[str, bool]] = Counter()

    def add(self, life: Life) -> None:
        """Look at the referrals of one case."""
        for track in life.tracks.values():
            if track.partner is None:
                continue
            day = _overdue(track, self._today)
            if day is not None:
                standing = track.status == "placed"
                self._note(f"antwoord-{track.partner}", day, track.id, standing=standing)
            if track.given_up is not None:
                standing = track.status == "placed"
                self._note(f"post-{track.partner}", track.given_up, track.id, standing=standing)

    def _note(self, key: str, day: date, referral: str, *, standing: bool) -> None:
        handled = self._handled.get(key)
        if handled is not None and day <= handled:
            return
        self._since[key] = min(day, self._since.get(key, day))
        self._counts[key, standing] += 1
        if standing:
            entry = (-day.toordinal(), referral)
            push = heapq.heappush if len(self._found[key]) < SHOWN else heapq.heappushpop
            push(self._found[key], entry)

    def missed(self) -> dict[str, Missed]:
        """By key of the alarm, what was missed."""
        return {
            key: Missed(
                since,
                self._counts[key, True] + self._counts[key, False],
                self._counts[key, True],
                tuple(one for _, one in sorted(self._found[key], reverse=True)),
            )
            for key, since in sorted(self._since.items())
        }


def _overdue(track: Track, today: date) -> date | None:
    """The first day on which an answer was late; None when it was in time or is not due yet."""
    if track.answer_due is None:
        return None
    answered = min((track.days[word] for word in _ANSWERS if word in track.days), default=None)
    if (answered or today) <= track.answer_due:
        return None
    return date.fromordinal(track.answer_due.toordinal() + 1)
