"""Another adviser who studies viability, for when IMK has no place; reached by mail."""

from __future__ import annotations

from triage import Offer, hookimpl
from triage.channels import Mail


class Adviseur(Mail):
    name = "adviseur"

    @hookimpl
    def offers(self) -> list[Offer]:
        return [Offer("levensvatbaarheidsonderzoek")]
