"""BAD helps with debts; it gets referrals in its own system, and answers from there."""

from __future__ import annotations

from triage import Offer, hookimpl
from triage.channels import Http


class Bad(Http):
    name = "bad"

    @hookimpl
    def offers(self) -> list[Offer]:
        return [Offer("schuldhulpverlening")]
