"""The partners' own code: found, held against the configuration, and called without risk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import wait
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from triage.chain import Event, Offer, Receipt, Referral, Status
from triage.conditions import Condition
from triage.errors import Problem
from triage.plugins.calls import LIMIT, Answer
from triage.plugins.connecting import Connection, mentions
from triage.plugins.loading import load
from triage.rulebook import Rulebook

__all__ = ["LIMIT", "Answer", "Plugins"]


@attrs.frozen(eq=False)
class Plugins:
    """The partners that a program reaches by itself. Immutable, and may be shared by threads.

    Whatever a plug-in does, a call returns within the limit and never raises.

    Attributes:
        offers: By partner with a plug-in: what it delivers, as far as the configuration agrees.
        conditions: By partner and product: what it asks of a case; absent when it asks nothing.
        limit: Seconds that one call may take.
    """

    offers: Mapping[str, tuple[Offer, ...]]
    conditions: Mapping[tuple[str, str], Condition]
    limit: float
    _connections: Mapping[str, Connection]

    @classmethod
    def load(
        cls,
        home: Path,
        rulebook: Rulebook,
        objects: Iterable[object] = (),
        limit: float = LIMIT,
    ) -> tuple[Plugins, tuple[Problem, ...]]:
        """Find the plug-ins of a home, of installed packages, and those handed over.

        Args:
            home: The folder that may have `partners/`.
            rulebook: What they have to agree with.
            objects: Plug-ins that go before those found for the same partner.
            limit: Seconds that one call may take.

        Returns:
            The plug-ins that can be used, and what is wrong, sorted by place. One with an error
            is left out; one whose offer alone is wrong is not, but does without that offer.
        """
        loaded, problems = load(home, rulebook, objects, limit)
        plugins = cls(
            {name: each.offering.offers for name, each in loaded.items()},
            {
                (name, product): condition
                for name, each in loaded.items()
                for product, condition in each.offering.conditions.items()
            },
            limit,
            {name: each.connection for name, each in loaded.items()},
        )
        return plugins, tuple(sorted(set(problems)))

    def has(self, partner: str, hook: str) -> bool:
        """Whether a partner has a plug-in with that hook; without `refer` it is done by hand."""
        return partner in self._connections and hook in self._connections[partner].hooks

    def capacity(self, partner: str, product: str, on: date) -> Answer[int]:
        """How many places the partner has free; None when only the ledger counts."""
        return self._ask(partner, "capacity", product=product, on=on)

    def screen(self, referral: Referral) -> Answer[str]:
        """The key of a refusal reason of the configuration, or None."""
        return self._about(referral, "screen")

    def refer(self, referral: Referral) -> Answer[Receipt]:
        """Deliver it. Without value and failure there is nobody to deliver it: see `has`."""
        answer: Answer[Receipt] = self._about(referral, "refer")
        reference = answer.value.reference if answer.value else None
        if reference is not None and mentions(referral.person, reference):
            return Answer(Receipt())  # it arrived, but this may never reach an event
        return answer

    def status(self, referral: Referral) -> Answer[Status]:
        """How it stands with the partner, or None."""
        return self._about(referral, "status")

    def withdraw(self, referral: Referral) -> Answer[None]:
        """Call it back; done when there is no failure. Who cannot do that has to be called."""
        if not self.has(referral.partner, "withdraw"):
            message = "withdraw: de aansluiting kan niet intrekken; bel de partner"
            return Answer(failure=message, cause=message)
        return self._about(referral, "withdraw")

    def observe(self, event: Event) -> Mapping[str, str]:
        """Tell every plug-in that listens, all at the same time.

        Returns:
            By partner why it did not hear it; nobody has to do anything with that.
        """
        started = {
            name: connection.start("observe", event=event)
            for name, connection in sorted(self._connections.items())
            if "observe" in connection.hooks
        }
        wait(started.values(), self.limit)
        answers = {
            name: self._connections[name].finish("observe", future, 0)
            for name, future in started.items()
        }
        return {name: each.failure for name, each in answers.items() if each.failure is not None}

    def _about(self, referral: Referral, hook: str) -> Answer[Any]:
        answer = self._ask(referral.partner, hook, referral=referral)
        if answer.failure is not None and mentions(referral.person, answer.failure):
            message = f"{hook}: de partner is niet bereikt"
            return Answer(failure=message, cause=message)
        return answer

    def _ask(self, partner: str, hook: str, **arguments: object) -> Answer[Any]:
        connection = self._connections.get(partner)
        return Answer() if connection is None else connection.ask(hook, **arguments)
