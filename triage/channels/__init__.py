"""The ways in which a referral reaches a partner, shared by all plug-ins.

Names are imported on first use, so that a partner's file costs next to nothing to load.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from triage.channels.callbacks import Callback, read_callback
    from triage.channels.drop import Drop
    from triage.channels.failures import (
        AnswerError,
        CallbackError,
        RefusedError,
        SetupError,
        UnreachableError,
    )
    from triage.channels.mail import Mail
    from triage.channels.signing import secret_of, sign
    from triage.channels.web import Http

_HOMES = {
    "callbacks": ("Callback", "read_callback"),
    "drop": ("Drop",),
    "failures": (
        "AnswerError",
        "CallbackError",
        "RefusedError",
        "SetupError",
        "UnreachableError",
    ),
    "mail": ("Mail",),
    "signing": ("secret_of", "sign"),
    "web": ("Http",),
}
_MODULES = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "AnswerError",
    "Callback",
    "CallbackError",
    "Drop",
    "Http",
    "Mail",
    "RefusedError",
    "SetupError",
    "UnreachableError",
    "read_callback",
    "secret_of",
    "sign",
]


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return getattr(import_module(f"triage.channels.{_MODULES[name]}"), name)
    message = f"module 'triage.channels' has no attribute {name!r}"
    raise AttributeError(message)
