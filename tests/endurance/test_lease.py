"""Who is too slow while it sends: nothing goes out that should not, and nothing counts twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import attrs
import pytest

from tests.endurance.world import World, make_cases
from tests.functional.desk.conftest import Clock, Partner
from triage import Receipt, hookimpl
from triage.chain import Delivery
from triage.desk import Desk
from triage.desk.delivering import ATTEMPTS


@attrs.define
class Slow(Partner):
    """A partner during whose call something else happens."""

    meanwhile: Callable[[], Any] = lambda: None

    @hookimpl
    def refer(self, referral: Any) -> Receipt:
        what, self.meanwhile = self.meanwhile, lambda: None
        what()
        return super().refer(referral)


@pytest.fixture
def imk() -> Slow:
    return Slow("imk", ("studie",))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desks(ledger: str, tmp_path: Path, imk: Slow, clock: Clock) -> Iterator[tuple[Desk, Desk]]:
    """Two desks on one ledger, with one referral that waits to be sent."""
    home = World({"imk": 5, "tweede": 5}).write(tmp_path / "home")
    with ExitStack() as opened:
        one, other = (
            opened.enter_context(Desk.open(home, ledger, partners=[imk], clock=clock))
            for _ in range(2)
        )
        one.register(make_cases(1, seed=1), actor="balie")
        one.refer("z-000", "studie", "imk", actor="balie")
        yield one, other


def referral(desk: Desk) -> str:
    return str(desk.referrals("z-000")[0]["id"])


def kinds(desk: Desk) -> Counter[str]:
    return Counter(event.kind for event in desk.events())


def test_what_somebody_else_has_sent_meanwhile_is_written_down_once(
    desks: tuple[Desk, Desk], imk: Slow, clock: Clock
) -> None:
    one, other = desks
    rounds = []

    def overtake() -> None:
        clock.forward(minutes=2)
        rounds.append(other.deliver())

    imk.meanwhile = overtake
    rounds.append(one.deliver())

    assert rounds == [Delivery(1), Delivery()]
    assert kinds(one)["sent"] == 1
    assert one.verify().wrong == ()


def test_who_fails_after_somebody_else_has_sent_it_does_not_give_it_up(
    desks: tuple[Desk, Desk], imk: Slow, clock: Clock
) -> None:
    one, other = desks
    imk.fails = True
    for _ in range(ATTEMPTS - 1):
        one.deliver()
        clock.forward(days=2)

    def overtake() -> None:
        clock.forward(minutes=2)
        imk.fails = False
        other.deliver()
        imk.fails = True

    imk.meanwhile = overtake
    one.deliver()

    assert len(imk.arrived) == 1
    assert (kinds(one)["sent"], kinds(one)["given_up"]) == (1, 0)


@pytest.mark.parametrize(
    "end",
    [
        lambda desk, key: desk.update(key, "refused", "anders", actor="balie"),
        lambda desk, key: desk.update(key, "stopped", actor="balie"),
        lambda desk, key: desk.withdraw(key, reason="toch niet", actor="balie"),
    ],
    ids=["refused", "stopped", "withdrawn"],
)
def test_what_ended_before_it_was_sent_is_never_sent(
    desks: tuple[Desk, Desk], imk: Slow, end: Callable[[Desk, str], None]
) -> None:
    desk, _ = desks
    end(desk, referral(desk))

    assert desk.deliver() == Delivery()
    assert imk.arrived == []


def test_what_was_withdrawn_while_it_failed_is_called_back_and_not_sent_again(
    desks: tuple[Desk, Desk], imk: Slow, clock: Clock
) -> None:
    one, other = desks
    imk.fails = True
    imk.meanwhile = lambda: other.withdraw(referral(other), reason="toch niet", actor="balie")
    one.deliver()
    imk.fails = False

    clock.forward(days=1)
    one.deliver()

    assert (imk.arrived, imk.recalled) == ([], [referral(one)])
    assert one.deliver() == Delivery()
