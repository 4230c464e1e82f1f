"""What a partner's plug-in may do: the hooks, by name and arguments.

A plug-in is a class with a `name`, its key in the configuration, and methods marked `@hookimpl`.
It lists the arguments that it needs. Every call is isolated and limited in time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import pluggy

from triage.chain import Event, Offer, Receipt, Referral, Status

PROJECT: Final = "triage"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class PartnerHooks:
    """The hooks; all but `offers` are optional."""

    @hookspec
    def offers(self) -> Sequence[Offer]:
        """The products that this partner delivers, with what it asks of a case.

        When it fails, the plug-in is left out and `triage check` says why.
        """
        raise NotImplementedError

    @hookspec
    def capacity(self, product: str, on: date) -> int | None:
        """How many places are free now, or None when only the ledger counts them.

        When it fails or is slow, `bij_storing` of the partner decides.
        """
        raise NotImplementedError

    @hookspec
    def screen(self, referral: Referral) -> str | None:
        """None, or the key of a refusal reason, before anything is reserved.

        When it fails or is slow, it counts as None, and the ledger notes it.
        """
        raise NotImplementedError

    @hookspec
    def refer(self, referral: Referral) -> Receipt:
        """Deliver it; the same `referral.id` twice has the effect of once.

        When it fails or is slow, it is tried again with growing pauses, and given up at last.
        """
        raise NotImplementedError

    @hookspec
    def status(self, referral: Referral) -> Status | None:
        """How it stands with the partner, or None when that is not known.

        When it fails or is slow, the last known status stays.
        """
        raise NotImplementedError

    @hookspec
    def withdraw(self, referral: Referral) -> None:
        """Call it back; as `refer`, also of a referral that never arrived."""
        raise NotImplementedError

    @hookspec
    def observe(self, event: Event) -> None:
        """Hear of an event; what happens here never affects anybody else."""
        raise NotImplementedError
