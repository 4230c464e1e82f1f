"""GROS supports with money; it exchanges files with the desk, as it does for the list."""

from __future__ import annotations

from triage import Offer, hookimpl
from triage.channels import Drop


class Gros(Drop):
    name = "gros"

    @hookimpl
    def offers(self) -> list[Offer]:
        return [Offer("financiele_ondersteuning")]
