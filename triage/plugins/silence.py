"""What a plug-in prints goes nowhere: it may hold a name, and a program may read what we print.

Plug-ins run in threads beside each other and beside their caller, so standard output is not simply
replaced for a while: it is split by thread.
"""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, TextIO, cast

_SWAPPING: Final = threading.Lock()


class _Nowhere(io.RawIOBase):
    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return len(data)


class _Split:
    """Standard output for everybody, and nothing for the threads that run a plug-in."""

    def __init__(self, under: TextIO) -> None:
        self.under = under
        self.silent: dict[int, TextIO] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self.silent.get(threading.get_ident(), self.under), name)


@contextmanager
def silenced() -> Iterator[None]:
    """Let nothing through of what this thread prints while the block lasts."""
    me, nowhere = threading.get_ident(), io.BufferedWriter(_Nowhere())
    with _SWAPPING:
        stands: object = sys.stdout
        split = stands if isinstance(stands, _Split) else _Split(sys.stdout)
        split.silent[me] = io.TextIOWrapper(nowhere, "utf-8", "replace")
        sys.stdout = cast("TextIO", split)
    try:
        yield
    finally:
        with _SWAPPING:
            del split.silent[me]
            # Another call may still run, or somebody may have put something else there meanwhile.
            if not split.silent and cast("object", sys.stdout) is split:
                sys.stdout = split.under
