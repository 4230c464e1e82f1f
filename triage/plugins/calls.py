"""Calls of somebody else's code: whatever it does, there is an answer in time."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import nullcontext
from pathlib import Path
from typing import Final, Generic, TypeVar

import attrs

from triage import home
from triage.errors import ChannelError, Where
from triage.plugins.silence import silenced

LIMIT: Final = 10.0
"""Seconds that one call may take."""
MOST_HANGING: Final = 3
"""Calls of one plug-in that may be left behind unfinished."""

T = TypeVar("T")


@attrs.frozen
class Answer(Generic[T]):
    """What a partner's plug-in says, or why it says nothing.

    Attributes:
        value: What it says; None when there is no plug-in, no such hook, or nothing to say.
        failure: Why there is no answer, in Dutch, without anything about a person; None when
            nothing went wrong.
        cause: The same without a word that the plug-in chose itself, so that it may stand in an
            event for good.
    """

    value: T | None = None
    failure: str | None = None
    cause: str | None = None


@attrs.frozen
class Fault:
    """Why a call gave nothing.

    Attributes:
        what: In Dutch, or the name of the exception; never its message, which may hold a name.
        where: The last line of the plug-in's own file that ran, if it got there.
        elsewhere: The last line that ran in any file.
        kind: The name of the exception where `what` is a text that the plug-in chose.
    """

    what: str
    where: Where | None = None
    elsewhere: Where | None = None
    kind: str | None = None

    def __str__(self) -> str:
        place = self.where or self.elsewhere
        return self.what if place is None else f"{self.what} in {place.file}:{place.line}"

    @property
    def cause(self) -> str:
        """The same on every machine, and never a text that the plug-in chose."""
        place = self.where or self.elsewhere
        what = self.kind or self.what
        return what if place is None else f"{what} in {Path(place.file).name}:{place.line}"


@attrs.frozen
class Outcome(Generic[T]):
    """What a call came to: a value, or else a fault."""

    value: T | None = None
    fault: Fault | None = None


class NonsenseError(Exception):
    """What came back cannot be used; the message is ours, in Dutch, and safe to show."""


@attrs.define
class Guard:
    """Runs the code of one plug-in: each call in a thread of its own, for as long as the limit.

    A thread cannot be stopped. One that hangs is left behind, and keeps no interpreter from ending;
    while a few of them hang, further calls fail at once, so that they do not pile up.

    Attributes:
        file: The plug-in's own file, to say where in it something went wrong.
        limit: Seconds for one call.
        loud: Whether what it prints is let through; by default it goes nowhere.
    """

    file: str
    limit: float = LIMIT
    loud: bool = False
    _hanging: int = attrs.field(default=0, init=False)
    _lock: threading.Lock = attrs.field(factory=threading.Lock, init=False)

    def run(self, work: Callable[[], T]) -> Outcome[T]:
        """Do the work and wait for it."""
        return self.outcome(self.start(work), self.limit)

    def start(self, work: Callable[[], T]) -> Future[Outcome[T]]:
        """Begin the work; `outcome` says what became of it."""
        future: Future[Outcome[T]] = Future()
        if self._hanging >= MOST_HANGING:
            what = f"er zijn nog {MOST_HANGING} eerdere aanroepen bezig"
            future.set_result(Outcome(fault=Fault(what)))
            return future

        def body() -> None:
            with nullcontext() if self.loud else silenced():
                outcome = _tried(work, self.file)
            future.set_result(outcome)  # whoever waits for it finds standard output as it was

        threading.Thread(target=body, name=f"triage {Path(self.file).name}", daemon=True).start()
        return future

    def outcome(self, future: Future[Outcome[T]], patience: float) -> Outcome[T]:
        """What it came to, or that it takes longer than the limit."""
        try:
            return future.result(patience)
        except TimeoutError:
            with self._lock:
                self._hanging += 1
            future.add_done_callback(self._came_back)
            return Outcome(fault=Fault(f"geen antwoord binnen {self.limit:g} s"))

    def _came_back(self, _: object) -> None:
        with self._lock:
            self._hanging -= 1


def _tried(work: Callable[[], T], file: str) -> Outcome[T]:
    try:
        return Outcome(work())
    except BaseException as error:  # noqa: BLE001  # whatever a plug-in raises stays here
        try:
            return Outcome(fault=_fault(error, file))
        except BaseException:  # noqa: BLE001  # its exceptions are its own code as well
            return Outcome(fault=Fault("een fout die niet te lezen is"))


def _fault(error: BaseException, file: str) -> Fault:
    if isinstance(error, NonsenseError):
        return Fault(str(error))
    if isinstance(error, SyntaxError) and error.filename == file:
        where = Where(home.shown(Path(file)), error.lineno or 1, error.offset or 1)
        return Fault(f"SyntaxError ({error.msg})", where)
    if isinstance(error, ChannelError) and type(error).__str__ is Exception.__str__:
        return Fault(str(error), kind=type(error).__name__)
    what = type(error).__name__
    if isinstance(error, ImportError | NameError) and error.name:
        what = f"{what} ('{error.name}')"
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename == file]
    return Fault(what, _place(own), _place(frames))


def _place(frames: Sequence[traceback.FrameSummary]) -> Where | None:
    if not frames:
        return None
    last = frames[-1]
    return Where(home.shown(Path(last.filename)), last.lineno or 1, (last.colno or 0) + 1)
