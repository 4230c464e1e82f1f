"""Referrals by e-mail: a letter for people, with the same as JSON for their system."""

from __future__ import annotations

from email.message import EmailMessage

from triage.chain import Receipt, Referral
from triage.channels.base import Channel
from triage.channels.failures import SetupError
from triage.channels.letters import Envelope, read_address, referral_letter, withdrawal_letter
from triage.hookspecs import hookimpl


class Mail(Channel):
    """Sends to the address under `kanaal`; who reads it answers in a way of their own."""

    kind = "e-mail"

    @hookimpl
    def refer(self, referral: Referral) -> Receipt:
        """Send the letter; sent again, it is the same message to whoever keeps them apart."""
        self._send(referral_letter(referral, self._envelope()))
        return Receipt()

    @hookimpl
    def withdraw(self, referral: Referral) -> None:
        """Say that it no longer stands, in answer to the first letter."""
        self._send(withdrawal_letter(referral, self._envelope()))

    def _envelope(self) -> Envelope:
        from triage.channels.smtp import read_sender  # noqa: PLC0415  # loaded when mail goes out

        recipient = read_address(self.setting("adres"))
        if recipient is None:
            partner = self.settings.key
            raise SetupError(f"'adres' van partner '{partner}' is geen e-mailadres")
        return Envelope(read_sender(), recipient, self.settings.name)

    def _send(self, letter: EmailMessage) -> None:
        from triage.channels.smtp import read_server, send  # noqa: PLC0415  # as above

        send(letter, read_server(), self.limit)
