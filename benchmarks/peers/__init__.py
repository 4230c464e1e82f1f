"""The same policy in other engines, each in the forms in which it can hold all rules at once.

Every form is the fastest that was found through the engine's documented interface.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final

from benchmarks.peers import cel, clipspy, datalogic, durable_rules, pure_python, zen_engine
from benchmarks.peers.policy import Peer, Plain, plain, prepared

PEERS: Final[tuple[Peer, ...]] = (
    *zen_engine.FORMS,
    *datalogic.FORMS,
    *cel.FORMS,
    *pure_python.FORMS,
    *clipspy.FORMS,
    *durable_rules.FORMS,
)

__all__ = ["PEERS", "Peer", "Plain", "missing", "plain", "prepared"]


def missing(peer: Peer) -> str | None:
    """Why the engine cannot be used here; None when it can."""
    try:
        import_module(peer.module)
    except ImportError as error:
        return str(error)
    return None
