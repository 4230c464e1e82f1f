"""IMK studies whether a firm is viable; it reads its referrals in the mail."""

from __future__ import annotations

from triage import Offer, hookimpl
from triage.channels import Mail


class Imk(Mail):
    name = "imk"

    @hookimpl
    def offers(self) -> list[Offer]:
        return [Offer("levensvatbaarheidsonderzoek")]
