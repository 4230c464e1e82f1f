"""The one place that calls durable-rules: a few rules in a ruleset, put to one fact at a time.

The order of the native calls is not free. A case is one fact that is asserted, drained of its
matches and taken back before the next one comes; anything else loses cases or ends the process.
So a lock stands around a case, and a ruleset in which a case was interrupted is made anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from threading import Lock
from typing import Final, Protocol, cast

from triage.engines.durable.nodes import Leaf, Node, pattern
from triage.errors import EngineUnavailable

_GUARD: Final = Leaf("k", "eq", 1)
_FACT: Final = '{"id":"c","sid":"0","k":1'
_CLOSING_FACT: Final = '{"id":"c","sid":"0","k":2}'
_RETRACTION: Final = '{"id":"c","sid":"0"}'
_CLOSING_RULE: Final = {"all": [{"m": {"k": 2}}]}
_STORED: Final = 0
_UNMATCHED: Final = 1

RESERVED: Final = (
    *("id", "sid", "k", "m", "z", "$s", "$m", "$l", "$r", "$i", "$forward", "name", "run"),
    *("all", "any", "not", "none", "pri", "count", "cap", "dist", "span", "time", "timer"),
    *("$and", "$or", "$not", "$lt", "$lte", "$gt", "$gte", "$eq", "$neq", "$mt", "$imt"),
    *("$ex", "$nex", "$iall", "$iany", "$all", "$any", "$add", "$sub", "$mul", "$div", "$time"),
)
"""Words that durable-rules reads in its own way."""


class Native(Protocol):
    """What is used of the module `durable_rules_engine`."""

    def create_ruleset(self, name: str, rules: str, /) -> int: ...
    def delete_ruleset(self, handle: int, /) -> None: ...
    def assert_fact(self, handle: int, fact: str, /) -> tuple[int, int]: ...
    def retract_fact(self, handle: int, fact: str, /) -> object: ...
    def start_action_for_state(self, handle: int, state: int, /) -> tuple[str, str] | None: ...
    def complete_and_start_action(self, handle: int, state: int, /) -> str | None: ...
    def delete_state(self, handle: int, sid: str, /) -> object: ...


def load_native() -> Native:
    """The compiled module of durable-rules.

    Raises:
        EngineUnavailable: It is not there, or it cannot work here.
    """
    if sys.platform == "win32" or sys.maxsize < 2**63 - 1:
        raise EngineUnavailable("durable-rules rekent hier niet met 64 bits")
    if sys.version_info >= (3, 13):
        raise EngineUnavailable("durable-rules werkt niet met Python 3.13 of nieuwer")
    try:
        return cast("Native", import_module("durable_rules_engine"))
    except ModuleNotFoundError:
        raise EngineUnavailable(
            "durable-rules ontbreekt; installeer keten-triage[durable], dat vraagt een C-compiler"
        ) from None
    except ImportError:
        raise EngineUnavailable(
            "durable-rules is er wel maar kan niet worden geladen; installeer het opnieuw"
        ) from None


class Chunk:
    """A ruleset of durable-rules, made when the first case comes.

    Args:
        native: The compiled module.
        rules: By name the pattern that makes it fire.
    """

    def __init__(self, native: Native, rules: Mapping[str, Node]) -> None:
        self._native = native
        patterns = {name: {"all": [{"m": pattern(node, _GUARD)}]} for name, node in rules.items()}
        self._text = json.dumps({"z": _CLOSING_RULE, **patterns})
        self._lock = Lock()
        self._handle: int | None = None
        self._dirty = False

    def matches(self, properties: str) -> set[str]:
        """The names of the rules that fire.

        Args:
            properties: Of the fact, as JSON without braces, each with a comma before it.
        """
        with self._lock:
            handle = self._ready()
            self._dirty = True
            found = self._drain(handle, f"{_FACT}{properties}}}")
            self._dirty = False
            return found

    def _ready(self) -> int:
        """A ruleset in which no case was interrupted."""
        if self._dirty and self._handle is not None:
            old, self._handle = self._handle, None
            self._native.delete_ruleset(old)  # its state is leased: deleting that would crash
        if self._handle is None:
            self._handle = self._native.create_ruleset("chunk", self._text)
        return self._handle

    def _drain(self, handle: int, fact: str) -> set[str]:
        found: set[str] = set()
        status, state = self._native.assert_fact(handle, fact)
        if status == _UNMATCHED:
            return found
        if status != _STORED:
            raise RuntimeError(f"durable-rules refused a fact with status {status}")
        started = self._native.start_action_for_state(handle, state)
        message = started[1] if started else None
        while message:  # {"r17":{"m":{...}}}
            found.add(message[2 : message.index('"', 2)])
            message = self._native.complete_and_start_action(handle, state)
        self._native.retract_fact(handle, _RETRACTION)
        return found

    def close(self) -> None:
        """Give the memory back; a next case makes the ruleset anew."""
        with self._lock:
            if self._handle is not None and not self._dirty:
                self._dirty = True
                # A state may only be deleted after an action was started in it.
                self._drain(self._handle, _CLOSING_FACT)
                self._native.delete_state(self._handle, "0")
                self._native.delete_ruleset(self._handle)
            self._handle, self._dirty = None, False


def close_all(chunks: Iterable[Chunk]) -> None:
    """Give the memory of all chunks back."""
    for chunk in chunks:
        chunk.close()


def colliding(names: Iterable[str]) -> tuple[str, str] | None:
    """Two names that durable-rules cannot tell apart, if there are; it knows them by 32 bits."""
    known = {_fnv(word): word for word in RESERVED}
    for name in names:
        other = known.setdefault(_fnv(name), name)
        if other != name or name in RESERVED:
            return other, name
    return None


def _fnv(name: str) -> int:
    """The 32-bit FNV-1a hash of a name."""
    found = 2166136261
    for byte in name.encode():
        found = (found ^ byte) * 16777619 & 0xFFFFFFFF
    return found
