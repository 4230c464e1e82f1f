"""Why a referral did not get through, by what helps against it.

The messages are Dutch, and say nothing that a server said: that may repeat a name or an address.
"""

from __future__ import annotations

from typing import Literal

from triage.errors import ChannelError, TriageError


class SetupError(ChannelError):
    """The configuration or the environment has to be mended first."""


class UnreachableError(ChannelError):
    """Nobody answered, or not now; later it may work."""


class RefusedError(ChannelError):
    """The other side answered that it does not take this."""


class AnswerError(ChannelError):
    """The other side answered what nobody can read, so whether it took this is not known."""


Fault = Literal["signature", "age", "malformed", "status"]


class CallbackError(TriageError):
    """A callback that is not believed or not understood; nothing may follow from it.

    Attributes:
        fault: `signature` and `age`: not believed (HTTP 401); `malformed` and `status`: not
            understood (HTTP 400).
    """

    def __init__(self, fault: Fault, message: str) -> None:
        self.fault = fault
        super().__init__(message)
