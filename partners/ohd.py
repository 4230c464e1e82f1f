"""Ondernemershuis Deventer, the desk itself: its products are deployed here, so none is sent."""

from __future__ import annotations

from triage import Offer, hookimpl


class Ohd:
    name = "ohd"

    @hookimpl
    def offers(self) -> list[Offer]:
        return [
            Offer("intake"),
            Offer("coaching_regelingen"),
            Offer("coaching_huur"),
            Offer("coaching_gesprek"),
            Offer("e_scan"),
            Offer("f_scan"),
        ]
