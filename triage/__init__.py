"""Rules-driven triage and matching of people who need help with the partners who can give it.

`Policy` reads a home (rules and configuration in YAML) and advises on cases; see its methods.
Names are imported on first use, so that `import triage` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from triage.advice import Advice
    from triage.app import Policy
    from triage.chain import Offer, Receipt, Referral
    from triage.desk import Desk
    from triage.engines import Engine
    from triage.errors import (
        DeskError,
        EngineDisagreement,
        IntakeError,
        LedgerError,
        PolicyError,
        Problem,
        TriageError,
        Where,
    )
    from triage.hookspecs import hookimpl
    from triage.records import Case, Exclusion, NextQuestion, Notice, Person, ProductAdvice

_HOMES = {
    "triage.advice": ("Advice",),
    "triage.app": ("Policy",),
    "triage.chain": ("Offer", "Receipt", "Referral"),
    "triage.desk": ("Desk",),
    "triage.engines": ("Engine",),
    "triage.errors": (
        "DeskError",
        "EngineDisagreement",
        "IntakeError",
        "LedgerError",
        "PolicyError",
        "Problem",
        "TriageError",
        "Where",
    ),
    "triage.hookspecs": ("hookimpl",),
    "triage.records": (
        "Case",
        "Exclusion",
        "NextQuestion",
        "Notice",
        "Person",
        "ProductAdvice",
    ),
}
_MODULES = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Advice",
    "Case",
    "Desk",
    "DeskError",
    "Engine",
    "EngineDisagreement",
    "Exclusion",
    "IntakeError",
    "LedgerError",
    "NextQuestion",
    "Notice",
    "Offer",
    "Person",
    "Policy",
    "PolicyError",
    "Problem",
    "ProductAdvice",
    "Receipt",
    "Referral",
    "TriageError",
    "Where",
    "hookimpl",
]


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return getattr(import_module(_MODULES[name]), name)
    message = f"module 'triage' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
