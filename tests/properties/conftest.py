"""Which engines are held to the meaning, and how long the search goes on.

`HYPOTHESIS_PROFILE` chooses: `dev` (the default) is over in a minute; `ci` (the default under
TRIAGE_CI=1) searches longer, the same way every time, and prints how to repeat what it found.
`pytest -m slow` searches eight times as long as the profile says.
"""

from __future__ import annotations

import os
from datetime import date
from typing import Final
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, reject, settings

from triage import Engine
from triage.engines import walking
from triage.engines.auto import Auto
from triage.engines.direct import Direct, DirectProgram
from triage.engines.durable import Durable, DurableProgram
from triage.errors import EngineRefusal
from triage.rulebook import Rulebook


class WhereItCan(Durable):
    """`durable`, of the policies that it takes: no others are tried."""

    def compile(self, rulebook: Rulebook, on: date) -> DurableProgram:
        try:
            return super().compile(rulebook, on)
        except EngineRefusal:
            reject()


class Walking(Direct):
    """`direct`, by a walk along the answers alone."""

    def compile(self, rulebook: Rulebook, on: date) -> DirectProgram:
        with patch.object(walking, "BRANCHED", 0):
            return super().compile(rulebook, on)


class Branching(Direct):
    """`direct`, by branches wherever a case has all answers."""

    def compile(self, rulebook: Rulebook, on: date) -> DirectProgram:
        with patch.object(walking, "BRANCHED", 10**9):
            return super().compile(rulebook, on)


ENGINES: Final = (
    Walking,
    Branching,
    pytest.param(WhereItCan, id="Durable", marks=pytest.mark.needs("durable-rules")),
    pytest.param(Auto, marks=pytest.mark.needs("durable-rules")),
)
"""Every engine that must give the same meaning: a further one is one more name here."""

# A home is large to draw, and a shared machine is sometimes slow; neither is a fault of the code.
_PATIENT: Final = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)
_USUAL: Final = settings.get_profile("triage")

settings.register_profile("dev", _USUAL, max_examples=25, suppress_health_check=_PATIENT)
settings.register_profile(
    "ci",
    max_examples=60,
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=_PATIENT,
)
_DEFAULT: Final = "ci" if os.environ.get("TRIAGE_CI") == "1" else "dev"
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", _DEFAULT))


@pytest.fixture(params=ENGINES, scope="session")
def engine(request: pytest.FixtureRequest) -> Engine:
    """The engine under test."""
    made: Engine = request.param()
    return made
