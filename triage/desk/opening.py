"""Opening a desk: the policy, the partners and the ledger brought together."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from triage import home as homes
from triage.app import Policy
from triage.desk.office import Clock, Office
from triage.desk.settling import settle
from triage.errors import Problem
from triage.ledger import Ledger
from triage.plugins import Plugins

Purpose = Literal["begin", "work", "look"]
"""What a desk is opened for; see `Desk.open`."""


def open_office(
    home: str | Path | None,
    ledger: str,
    clock: Clock,
    *,
    engine: str | None,
    partners: Iterable[object],
    purpose: Purpose,
) -> tuple[Office, tuple[Problem, ...]]:
    """See `Desk.open`; with what the desk should know about plug-ins and about the policy."""
    folder = homes.built_in() if home is None else Path(home)
    policy = Policy.load(folder, engine=engine)
    plugins, problems = Plugins.load(folder, policy.rulebook, partners)
    opened = Ledger(ledger, make=purpose == "begin")
    office = Office(folder, policy, opened, plugins, clock)
    try:
        settled = () if purpose == "look" else settle(office)
    except BaseException:
        opened.close()
        raise
    return office, (*problems, *settled)
