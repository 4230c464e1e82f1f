"""The native calls keep their order, whatever comes between them."""

from __future__ import annotations

import contextlib
import json
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import attrs
import pytest

from tests.unit.engines.made_up import ON, Maker, said
from triage.engines.durable import Durable
from triage.engines.durable.chunks import Chunk, Native, load_native
from triage.engines.durable.nodes import Every, Leaf, Node, Some

RULES: Final[dict[str, Node]] = {
    "r0": Leaf("f0", "gte", 5),
    "r1": Every((Leaf("f0", "gte", 5), Leaf("f1", "eq", 1))),
    "r2": Some((Leaf("f1", "eq", 1), Leaf("f2", "neq", 3))),
}
FACTS: Final = {
    ',"f0":5,"f1":1': {"r0", "r1", "r2"},
    ',"f0":4': set[str](),
    "": set[str](),
    ',"f0":6,"f2":3': {"r0"},
    ',"f2":4': {"r2"},
}

pytestmark = pytest.mark.needs("durable-rules")


def assert_right(chunk: Chunk) -> None:
    for fact, expected in FACTS.items():
        assert chunk.matches(fact) == expected


class Stop(BaseException):
    """Comes from outside, at any moment."""


@attrs.define
class Interrupted:
    """durable-rules, with an interruption just before or just after one of the calls."""

    native: Native
    calls: int
    before: bool

    def __getattr__(self, name: str) -> Any:
        call = getattr(self.native, name)

        def interrupted(*args: object) -> Any:
            self.calls -= 1
            if self.calls == 0 and self.before:
                raise Stop
            result = call(*args)
            if self.calls == 0:
                raise Stop
            return result

        return interrupted


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("call", range(1, 12))
def test_after_an_interruption_anywhere_the_next_case_is_right(call: int, *, before: bool) -> None:
    chunk = Chunk(Interrupted(load_native(), call, before), RULES)

    with contextlib.suppress(Stop):
        assert_right(chunk)

    assert_right(chunk)
    chunk.close()


def test_after_a_fact_that_is_refused_the_next_case_is_right() -> None:
    chunk = Chunk(load_native(), RULES)

    with pytest.raises(Exception, match="202"):
        chunk.matches(',"f0":Infinity')

    assert_right(chunk)


def test_a_chunk_that_was_closed_begins_anew() -> None:
    chunk = Chunk(load_native(), RULES)

    for _ in range(3):
        chunk.close()
        assert_right(chunk)


def test_closing_an_interrupted_chunk_does_no_harm() -> None:
    chunk = Chunk(Interrupted(load_native(), 3, before=False), RULES)
    with pytest.raises(Stop):
        chunk.matches(',"f0":5,"f1":1')

    chunk.close()

    assert_right(chunk)


def test_a_chunk_as_full_as_it_may_be_fires_every_rule_at_once() -> None:
    rules: dict[str, Node] = {f"r{n}": Leaf(f"f{n}", "eq", 1) for n in range(60)}
    chunk = Chunk(load_native(), rules)

    found = chunk.matches("".join(f',"f{n}":1' for n in range(60)))

    assert found == set(rules)


def test_the_rules_are_written_with_a_guard_that_no_state_of_its_own_can_pass() -> None:
    written: list[str] = []

    class Recorder:
        def create_ruleset(self, name: str, rules: str) -> int:
            written.append(rules)
            return load_native().create_ruleset(name, rules)

        def __getattr__(self, name: str) -> Any:
            return getattr(load_native(), name)

    Chunk(Recorder(), RULES).matches("")

    (rules,) = map(json.loads, written)
    assert all(rules[name]["all"][0]["m"]["$and"][0] == {"k": 1} for name in RULES)


@contextlib.contextmanager
def switching_fast() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def test_threads_may_share_a_program() -> None:
    maker = Maker.of(4)
    policy = maker.policy(20, conclusions=2)
    cases = [maker.case(missing=0.3) for _ in range(60)]
    program = Durable().compile(policy, ON)
    alone = [said(verdict) for verdict in program.decide(cases)]

    def decide(_: int) -> Sequence[object]:
        return [said(program.decide([case])[0]) for case in cases]

    with switching_fast(), ThreadPoolExecutor(4) as threads:
        together = list(threads.map(decide, range(8)))

    assert together == [alone] * 8


@pytest.fixture
def untraced() -> Iterator[None]:
    """Without coverage: an interrupt in its own code would leave its own lock taken for good."""
    tracer = sys.gettrace()
    sys.settrace(None)
    yield
    sys.settrace(tracer)


@pytest.mark.usefixtures("untraced")
@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no interval timer here")
def test_interruptions_at_random_moments_leave_no_wrong_answer_behind() -> None:
    maker = Maker.of(5)
    cases = [maker.case(missing=0.3) for _ in range(20)]
    policy = maker.policy(20, conclusions=2)
    program = Durable().compile(policy, ON)
    right = [said(verdict) for verdict in program.decide(cases)]
    stopped = 0

    def stop(*_: object) -> None:
        raise Stop

    assert threading.current_thread() is threading.main_thread()
    usual = signal.signal(signal.SIGALRM, stop)
    try:
        for _ in range(60):
            try:
                signal.setitimer(signal.ITIMER_REAL, maker.random.uniform(1e-5, 3e-3))
                while True:
                    program.decide(cases)
            except Stop:
                stopped += 1
            assert [said(verdict) for verdict in program.decide(cases)] == right
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, usual)

    assert stopped == 60
