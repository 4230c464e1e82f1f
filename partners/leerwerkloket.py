"""Leerwerkloket talks about retraining; it reads its referrals in the mail."""

from __future__ import annotations

from triage import Offer, hookimpl
from triage.channels import Mail


class Leerwerkloket(Mail):
    name = "leerwerkloket"

    @hookimpl
    def offers(self) -> list[Offer]:
        return [Offer("orientatie_omscholing")]
