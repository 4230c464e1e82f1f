"""Partners that owe an answer, and referrals that have not arrived."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Final

from triage.monitoring.handled import Handled
from triage.monitoring.life import Life, Track
from triage.monitoring.passing import Earliest, Passed, PassedCount
from triage.rulebook import Rulebook
from triage.workdays import Workdays

_ANSWERS: Final = ("accepted", "started", "completed", "stopped", "refused", "withdrawn")
_DAY: Final = timedelta(days=1)


class AnswerCount:
    """Counts answers that were late and deliveries that failed, referral by referral.

    Args:
        rulebook: Says which days are rest days.
        today: The first day after the week, or the day itself while the week still runs.
        handled: When alarms were handled.
    """

    def __init__(self, rulebook: Rulebook, today: date, handled: Handled) -> None:
        self._workdays: Final = Workdays(rulebook.settings.equated_days)
        self._today: Final = today
        self._handled: Final = handled
        self._missed: Final = PassedCount(handled)
        self._stuck: dict[str, date] = {}
        self._queued: Counter[str] = Counter()
        self._cases: defaultdict[str, Earliest] = defaultdict(Earliest)

    def add(self, life: Life) -> None:
        """Look at the referrals of one case."""
        for track in life.tracks.values():
            if track.partner is not None:
                self._answer(life.case, track, track.partner)
                self._post(life.case, track, track.partner)

    def _answer(self, case: str, track: Track, partner: str) -> None:
        due = self._due(track, partner)
        if due is None:
            return
        answered = min((track.days[word] for word in _ANSWERS if word in track.days), default=None)
        if (answered or self._today) > due:
            standing = track.status == "placed"
            self._missed.note(f"antwoord-{partner}", due + _DAY, case, standing=standing)

    def _due(self, track: Track, partner: str) -> date | None:
        """The last day for an answer: as many working days later as the referral itself arrived."""
        arrived = self._arrived(track, partner)
        if track.answer_due is None or arrived is None:
            return None
        placed = track.days["placed"]
        days = (placed + n * _DAY for n in range(1, (arrived - placed).days + 1))
        late = sum(not self._workdays.is_rest_day(day) for day in days)
        return self._workdays.after(track.answer_due, late)

    def _arrived(self, track: Track, partner: str) -> date | None:
        """The day on which the partner had the referral; None while it has not.

        What does not go out by itself is handed over as soon as it is placed. What was given up is
        handed over, or ended, by whoever handles the alarm about it.
        """
        if not track.posted and track.sent is None and track.failed is None:
            return track.days["placed"]
        key = _post_key(partner)
        if track.given_up is not None and self._handled.covers(key, track.given_up):
            return self._handled.days[key]
        return track.sent

    def _post(self, case: str, track: Track, partner: str) -> None:
        standing = track.status == "placed"
        if track.not_recalled is not None:  # who calls the partner, says so by handling the alarm
            self._lose(f"{_post_key(partner)}-ingetrokken", track.not_recalled, case, standing=True)
        if track.given_up is not None:
            self._lose(_post_key(partner), track.given_up, case, standing=standing)
        elif standing and track.sent is None and (track.posted or track.failed is not None):
            self._queued[partner] += 1
            self._cases[partner].add(track.days["placed"], case)
            since = self._stuck_since(track)
            if since is not None:
                self._stuck[partner] = min(since, self._stuck.get(partner, since))

    def _lose(self, key: str, day: date, case: str, *, standing: bool) -> None:
        if not self._handled.covers(key, day):
            self._missed.note(key, day, case, standing=standing)

    def _stuck_since(self, track: Track) -> date | None:
        """The day on which it failed, or on which it should have gone a working day ago."""
        placed = track.days["placed"]
        late = self._workdays.after(placed, 1) < self._today
        return track.failed or (placed if late else None)

    def missed(self) -> dict[str, Passed]:
        """By key of the alarm, answers that were late, and what was given up."""
        return self._missed.passed()

    def undelivered(self) -> dict[str, Passed]:
        """By partner where something is stuck, everything that has not arrived there yet."""
        return {
            partner: Passed(
                since,
                self._queued[partner],
                self._queued[partner],
                self._cases[partner].count,
                self._cases[partner].cases(),
            )
            for partner, since in sorted(self._stuck.items())
        }


def _post_key(partner: str) -> str:
    """Of the alarm about deliveries that were given up."""
    return f"post-{partner}"
