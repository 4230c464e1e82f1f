"""Referrals over HTTP: signed JSON that may arrive twice and counts once."""

from __future__ import annotations

from triage.chain import Receipt, Referral, Status
from triage.channels.base import Channel
from triage.channels.failures import AnswerError
from triage.channels.signing import secret_of
from triage.channels.wire import (
    checked_id,
    read_object,
    read_reference,
    read_status,
    referral_bytes,
)
from triage.hookspecs import hookimpl


class Http(Channel):
    """Posts to the address under `kanaal`, and asks below it how a referral stands."""

    kind = "http"

    @hookimpl
    def refer(self, referral: Referral) -> Receipt:
        """Post it; the partner knows a repetition by its key."""
        body = self._ask("POST", referral, referral_bytes(referral))
        return Receipt(read_reference(_object(body)) if body else None)

    @hookimpl
    def status(self, referral: Referral) -> Status | None:
        """Ask; None when the partner does not know it, or says something of its own."""
        body = self._ask("GET", referral)
        return read_status(_object(body)) if body else None

    @hookimpl
    def withdraw(self, referral: Referral) -> None:
        """Delete it; what the partner does not know is withdrawn already."""
        self._ask("DELETE", referral)

    def _ask(self, method: str, referral: Referral, content: bytes = b"") -> bytes:
        from triage.channels.exchange import Exchange, Request  # noqa: PLC0415  # 0.2 s to load

        address, secret = self.setting("adres"), secret_of(self.settings)
        exchange = Exchange(self.settings.key, address, secret, self.limit)
        return exchange.ask(Request(method, checked_id(referral), content))


def _object(body: bytes) -> dict[str, object]:
    found = read_object(body)
    if found is None:
        raise AnswerError("de partner antwoordt met iets anders dan JSON")
    return found
