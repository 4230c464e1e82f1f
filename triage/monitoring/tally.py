"""What an event keeps of the answers at its moment, so that a report counts without any answer."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Final

import attrs

from triage.conditions import ALWAYS, Condition
from triage.reasoning import Situation
from triage.rulebook import Indicator, Rulebook


@attrs.frozen
class _Reader:
    """What one indicator reads: a condition, and a question with the keys of its choices."""

    key: str
    moments: frozenset[str]
    condition: Condition
    question: str | None
    options: tuple[str, ...]

    def read(self, situation: Situation) -> list[bool | str | None]:
        index = None if self.question is None else situation.values.get(self.question)
        return [
            situation.holds(self.condition),
            None if index is None else self.options[index],
        ]


class Tally:
    """Which indicators read answers, at which moments, and what they read.

    Attributes:
        signatures: By indicator that reads answers, its `signature`.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        readers = [_reader(rulebook, indicator) for indicator in rulebook.indicators]
        self._readers: Final = tuple(one for one in readers if one is not None)
        self._moments: Final = frozenset().union(*(one.moments for one in self._readers))
        keys = {one.key for one in self._readers}
        self.signatures: Final[Mapping[str, str]] = {
            one.key: signature(one) for one in rulebook.indicators if one.key in keys
        }

    def wanted(self, moments: Collection[str]) -> bool:
        """Whether any indicator reads answers at one of these moments."""
        return not self._moments.isdisjoint(moments)

    def of(
        self, moments: Collection[str], situation: Situation
    ) -> dict[str, list[bool | str | None]]:
        """What the indicators read at these moments.

        Args:
            moments: Those that one event may be.
            situation: The case as it stands then; relative dates count from its `on`.

        Returns:
            By key of the indicator `[holds, option]`: what its `als` says, and which option of its
            `per` is chosen; each None when unknown. Without `als` the first is True, and without a
            `per` that is a question the second is None.
        """
        return {
            one.key: one.read(situation)
            for one in self._readers
            if not one.moments.isdisjoint(moments)
        }


def signature(indicator: Indicator) -> str:
    """What an indicator reads, and when, as one text: another text means counting again."""
    read = {
        "tel": indicator.counts,
        "bij": indicator.at,
        "vanaf": indicator.since,
        "van": indicator.whole,
        "als": indicator.written,
        "per": indicator.per,
    }
    said = {key: value for key, value in read.items() if value is not None}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _reader(rulebook: Rulebook, indicator: Indicator) -> _Reader | None:
    question = rulebook.questions.get(indicator.question or "")
    if indicator.condition is None and question is None:
        return None
    return _Reader(
        indicator.key,
        _moments(indicator),
        ALWAYS if indicator.condition is None else indicator.condition,
        None if question is None else question.key,
        () if question is None else tuple(key for key, _ in question.options),
    )


def _moments(indicator: Indicator) -> frozenset[str]:
    """A share is decided by its whole; who waits, of days, by the moment that started them."""
    read = (indicator.whole,) if indicator.whole else (indicator.at, indicator.since)
    return frozenset(moment for moment in read if moment is not None)
