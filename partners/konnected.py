"""Konnected looks for a job; it gets referrals in its own system."""

from __future__ import annotations

from triage import Offer, hookimpl
from triage.channels import Http


class Konnected(Http):
    name = "konnected"

    @hookimpl
    def offers(self) -> list[Offer]:
        return [Offer("matchen_naar_werk")]
