"""A rule read from text and tried on answers, in a home where a question of every kind stands."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from tests.homes.cases import base, load_files, write
from triage import Advice, Case, Policy
from triage.records import Answer
from triage.rulebook import Rulebook

ON: Final = date(2021, 3, 3)


def policy_of(files: Mapping[str, str | bytes]) -> Policy:
    """The policy of the small sound home with these files over it."""
    with tempfile.TemporaryDirectory() as folder:
        write({**base(), **files}, Path(folder))
        return Policy.load(folder, engine="direct")


def rulebook_of(text: str) -> Rulebook:
    """The rulebook of the small sound home with one more file of rules."""
    with tempfile.TemporaryDirectory() as folder:
        rulebook, problems = load_files({**base(), "rules/a.yaml": text}, Path(folder))
    assert rulebook is not None, problems
    return rulebook


def advise(
    files: Mapping[str, str | bytes], answers: Mapping[str, Answer], on: date = ON
) -> Advice:
    """The advice on one case that was registered on the day of reckoning."""
    return policy_of(files).advise(Case("z-1", ON, dict(answers)), on=on)


def state(als: str, answers: Mapping[str, Answer], on: date = ON) -> str:
    """Whether a rule with this `als` holds, fails or is open."""
    rule = f"regels:\n  - regel: proef\n    als: {als}\n    dan: {{punten: 1}}\n"
    advice = advise({"rules/a.yaml": rule}, answers, on)
    if "proef" in advice.fired:
        return "holds"
    return "open" if "proef" in advice.open_rules else "fails"
