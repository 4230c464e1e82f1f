"""What is wrong, or worth a look, in a rulebook as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from triage.checks.cycles import in_order, layers
from triage.checks.dated import dated
from triage.checks.forbidden import forbidden
from triage.checks.owners import owners
from triage.checks.plan import plan
from triage.checks.unused import unused
from triage.errors import Problem
from triage.rulebook import Rulebook

__all__ = ["dated", "errors", "in_order", "layers", "warnings"]


def errors(rulebook: Rulebook) -> Iterator[Problem]:
    """What makes a rulebook unusable although each part of it can be read."""
    yield from forbidden(rulebook)


def warnings(rulebook: Rulebook) -> Iterator[Problem]:
    """What a policy maker should look at; nothing stops because of it."""
    yield from unused(rulebook)
    yield from plan(rulebook)
    yield from owners(rulebook)
