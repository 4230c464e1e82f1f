"""What the channels share: where a partner's class finds its own configuration."""

from __future__ import annotations

import ipaddress
from typing import ClassVar

from triage.channels.failures import SetupError
from triage.rulebook import Partner


class Channel:
    """What a partner's class builds on: it adds a `name`, `offers`, and what is particular to it.

    Attributes:
        kind: The word for it under `kanaal` of the configuration.
        limit: How many seconds a call may wait for the other side; less than a hook gets.
        settings: The partner as the configuration knows it; set before any hook is called.
    """

    kind: ClassVar[str]
    limit: ClassVar[float] = 8.0
    settings: Partner

    def setting(self, key: str) -> str:
        """What stands under `kanaal` of the partner.

        Raises:
            SetupError: It does not stand there, or the configuration names another channel.
        """
        partner, found = self.settings.key, self.settings.channel
        if found.get("soort") != self.kind:
            raise SetupError(
                f"'kanaal' van partner '{partner}' hoort soort '{self.kind}' te hebben"
            )
        if key not in found:
            raise SetupError(f"onder 'kanaal' van partner '{partner}' ontbreekt '{key}'")
        return found[key]


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, so that plain text does not leave it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
