"""Every engine in a process of its own, which decides when it is told to.

So what one leaves behind slows no other, what a policy takes of memory can be told apart, and an
engine that ends its process ends no other.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import perf_counter
from types import TracebackType
from typing import Any, Final, Self

import attrs

from benchmarks.given import ANSWERED, Given
from benchmarks.measuring import grown, in_a_turn, memory, speed
from benchmarks.peers import PEERS, Peer, missing, plain, prepared
from benchmarks.synthetic import ON, make_cases
from triage import Case, Policy
from triage.engines import Engine, Verdict
from triage.engines.auto import Auto
from triage.engines.direct import Direct
from triage.engines.durable import Durable
from triage.errors import EngineUnavailable

OURS: Final[Mapping[str, Callable[[], Engine]]] = {
    "direct": Direct,
    "durable": Durable,
    "auto": Auto,
}

PARTLY: Final = "{}, partly answered"
NAMED: Final = "direct, names read"
PARTLY_NAMED: Final = "direct, partly answered, names read"
ADVISE: Final = "advise with {}"
ADVISE_READ: Final = "advise with {}, products read"
ADVISE_NEW: Final = "advise with direct, products read, answers never seen before"
ADVISE_PARTLY: Final = "advise with {}, products read, partly answered"
ADVISE_ALL: Final = "advise with {}, all of it as JSON, partly answered"

CHECKING: Final = 20.0
"""Seconds after which a slow engine need be compared on no more cases."""
FEWEST: Final = 200
"""Cases on which it is compared all the same."""

_FIRST: Final = 100
"""Cases that are decided before memory is read again: some engines make ready at the first."""
_ENOUGH: Final = 30.0
"""Seconds in which an engine that has left the talk has to end."""

Deciding = Callable[[Sequence[Any]], Sequence[Any]]


class DifferenceError(Exception):
    """An engine did not find what `direct` found, so nothing that is measured would say much."""


@attrs.frozen
class Built:
    """What an engine took to get ready.

    Attributes:
        compile: Seconds, up to and with the first verdict.
        memory: In MB, what its process grew by; None where that cannot be told.
        compared: On how many cases it found the same as `direct`.
        runs: The names of what can be measured.
    """

    compile: float
    memory: float | None
    compared: int
    runs: tuple[str, ...]


@attrs.frozen
class Run:
    """Something that is done to cases; new ones come for every turn."""

    do: Callable[[Sequence[Any]], object]
    cases: Callable[[], Sequence[Any]]


class Team:
    """An engine in its own process.

    Attributes:
        built: None when the engine cannot be had here.
        reason: Why not.
    """

    def __init__(self, name: str, given: Given) -> None:
        context = get_context("spawn")
        self.name = name
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, name, given), daemon=True)
        self._process.start()
        theirs.close()
        self.built: Built | None = None
        self.reason = ""
        match self._heard():
            case Built() as built:
                self.built = built
            case DifferenceError() as error:
                raise error
            case reason:
                self.reason = str(reason)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._line.close()
        self._process.join(_ENOUGH)
        self._process.kill()

    def turns(self) -> dict[str, Callable[[], float]]:
        """By name of what is measured: take a turn at it, for cases a second."""
        return {run: partial(self._turn, run) for run in self.built.runs} if self.built else {}

    def _turn(self, run: str) -> float:
        self._line.send(run)
        heard = self._heard()
        if isinstance(heard, float):
            return heard
        raise RuntimeError(f"{run}: {heard}")

    def _heard(self) -> object:
        try:
            return self._line.recv()
        except EOFError:
            self._process.join(_ENOUGH)
            return f"its process ended with {self._process.exitcode}"


def _serve(line: Connection, name: str, given: Given) -> None:
    """What the process does: get ready, then take a turn whenever it is told to."""
    try:
        built, runs = _ours(name, given) if name in OURS else _peer(_named(name), given)
    except (EngineUnavailable, ImportError) as error:
        line.send(str(error))
        return
    except DifferenceError as error:
        line.send(error)
        return
    gc.collect()
    gc.freeze()  # what is there stays; looking through it before every turn would take longest
    line.send(built)
    while True:
        try:
            run = runs[line.recv()]
        except EOFError:
            return
        line.send(speed(run.do, run.cases()))


def _named(name: str) -> Peer:
    return next(peer for peer in PEERS if peer.name == name)


def _ours(name: str, given: Given) -> tuple[Built, dict[str, Run]]:
    make = OURS[name]
    make()  # whatever it imports is there before memory is read

    def compiled() -> Deciding:
        return make().compile(given.rulebook, ON).decide

    decide, took, held = _ready(compiled, given.whole)
    names = sorted(given.rulebook.rules)
    compared = _compare(name, decide, given.whole, given.fired, partial(_places, names))
    _compare(name, decide, given.partly, given.verdicts, _said)
    runs = {
        name: _over(decide, given.whole),
        PARTLY.format(name): _over(decide, given.partly),
        **(_by_names(decide, given) if name == "direct" else {}),
        **_advise(name, given),
    }
    return Built(took, held, compared, tuple(runs)), runs


def _by_names(decide: Deciding, given: Given) -> dict[str, Run]:
    return {
        NAMED: _over(lambda cases: [v.fired for v in decide(cases)], given.whole),
        PARTLY_NAMED: _over(lambda cases: [*map(_said, decide(cases))], given.partly),
    }


def _advise(name: str, given: Given) -> dict[str, Run]:
    policy = Policy.load(given.home, engine=name)
    advise = partial(policy.advise, on=ON)
    whole = make_cases(len(given.whole))
    partly = make_cases(len(given.partly), answered=ANSWERED)

    def bare(cases: Sequence[Case]) -> object:
        return [advise(case) for case in cases]

    def products(cases: Sequence[Case]) -> object:
        return [advise(case).products for case in cases]

    def everything(cases: Sequence[Case]) -> object:
        return [advise(case).as_json() for case in cases]

    again = _over(products, whole)
    runs = {
        ADVISE.format(name): _over(bare, whole),
        ADVISE_READ.format(name): again,
        ADVISE_PARTLY.format(name): _over(products, partly),
        ADVISE_ALL.format(name): _over(everything, partly),
    }
    if name == "direct":
        as_many, series = len(again.cases()), count(1)
        runs[ADVISE_NEW] = Run(products, lambda: make_cases(as_many, series=next(series)))
    return runs


def _peer(peer: Peer, given: Given) -> tuple[Built, dict[str, Run]]:
    if reason := missing(peer):
        raise ImportError(reason)
    written = peer.write(plain(given.rulebook))
    cases = prepared(peer, given.rulebook, given.whole)
    decide, took, held = _ready(lambda: peer.compile(written), cases)
    compared = _compare(peer.name, decide, cases, given.fired, lambda v: tuple(peer.places(v)))
    return Built(took, held, compared, (peer.name,)), {peer.name: _over(decide, cases)}


def _ready(
    compiled: Callable[[], Deciding], cases: Sequence[Any]
) -> tuple[Deciding, float, float | None]:
    """It, ready to decide; how long that took, and what memory."""
    gc.collect()
    before, start = memory(), perf_counter()
    decide = compiled()
    decide(cases[:1])
    took = perf_counter() - start
    decide(cases[:_FIRST])
    gc.collect()
    return decide, took, grown(before, memory())


def _over(do: Callable[[Sequence[Any]], object], cases: Sequence[Any]) -> Run:
    some = in_a_turn(do, cases)
    return Run(do, lambda: some)


def _compare(
    name: str,
    decide: Deciding,
    cases: Sequence[Any],
    expected: Sequence[object],
    said: Callable[[Any], object],
) -> int:
    """On how many cases it was compared; slow engines on fewer."""
    end = perf_counter() + CHECKING
    done = 0
    for start in range(0, len(cases), _FIRST):
        found = [said(verdict) for verdict in decide(cases[start : start + _FIRST])]
        if found != list(expected[start : start + _FIRST]):
            raise DifferenceError(f"{name} and direct differ on cases {start} and further")
        done += len(found)
        if done >= FEWEST and perf_counter() > end:
            break
    return done


def _places(names: Sequence[str], verdict: Verdict) -> tuple[int, ...]:
    fired = set(verdict.fired)
    return tuple(place for place, name in enumerate(names) if name in fired)


def _said(verdict: Verdict) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return verdict.fired, verdict.open_rules
