"""What every plug-in has to keep to, as tests that its author runs with pytest.

class TestBureau(PartnerContract):
    @pytest.fixture
    def plugin(self, tmp_path):
        return make_plugin(Bureau, soort="bestand", adres=str(tmp_path))

    @pytest.fixture
    def delivered(self, tmp_path):
        return lambda: len(list(tmp_path.glob("*.json")))
"""

from __future__ import annotations

import logging
import re
import traceback
import uuid
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar, Final, TypeVar, cast

import pytest

from triage.chain import Event, Referral
from triage.errors import Severity, Where
from triage.plugins import LIMIT
from triage.plugins.calls import Guard
from triage.plugins.connecting import Connection, connect, introduce, mentions
from triage.plugins.finding import hooked, import_path
from triage.plugins.hooks import check_hooks, marked
from triage.plugins.offering import plain_offers
from triage.plugins.places import Source
from triage.records import Answer, Person
from triage.rulebook import Partner
from triage.vocabulary import NAME

T = TypeVar("T")

PERSON: Final = Person(
    "Willemijn Proefpersoon-Zonderling",
    "06-00000042",
    "willemijn@zonderling.example",
    "999990019",
)
"""Whom every referral of the tests is about; made up."""
DAY: Final = date(2021, 3, 3)


def make_plugin(source: type | Path, **channel: str) -> Any:
    """Make a plug-in as the loader does: without arguments, and with its `settings`.

    Args:
        source: Its class, or the file of a home that has one.
        channel: What stands under `kanaal` of the partner: `soort`, `adres`, `geheim`.
    """
    kind = source
    if not isinstance(kind, type):
        (kind,) = hooked(import_path(kind))
    plugin = kind()
    name = str(getattr(plugin, "name", ""))
    introduce(plugin, Partner(name, name.upper(), Where("test"), channel=channel))
    return plugin


class PartnerContract:
    """The tests. Inherit them in a class whose name begins with `Test`, and give two fixtures.

    Attributes:
        limit: Seconds that one call may take.
        reasons: The keys of refusal reasons that `screen` may give.
        answers: What a referral of the tests says about the case.
    """

    limit: ClassVar[float] = LIMIT
    reasons: ClassVar[Collection[str]] = ()
    answers: ClassVar[Mapping[str, Answer]] = {}

    @pytest.fixture
    def plugin(self) -> Any:
        """The plug-in, new for every test, with another side that is there."""
        pytest.fail("write a fixture 'plugin' that makes your plug-in", pytrace=False)

    @pytest.fixture
    def delivered(self) -> Callable[[], int]:
        """Counts how many referrals the other side has, now."""
        pytest.fail("write a fixture 'delivered' that counts on the other side", pytrace=False)

    @pytest.fixture
    def down(self) -> Callable[[], None] | None:
        """Makes the other side unreachable; without it that is not tried."""
        return None

    def test_it_names_its_partner_and_what_it_delivers(self, plugin: Any) -> None:
        name = getattr(plugin, "name", None)
        _expect(isinstance(name, str) and NAME.fullmatch(name), f"{name!r} is no key of a partner")
        _expect(self._products(plugin), "'offers' gives no product")

    def test_its_hooks_are_those_that_are_called(self, plugin: Any) -> None:
        _expect_order(type(plugin), "error", "warning")

    def test_a_referral_arrives_in_time(self, plugin: Any, delivered: Callable[[], int]) -> None:
        before = delivered()

        self._call(plugin, "refer", referral=self.referral(plugin))

        _expect(delivered() == before + 1, "a receipt was given, but nothing arrived")

    def test_the_same_referral_arrives_once(
        self, plugin: Any, delivered: Callable[[], int]
    ) -> None:
        before, referral = delivered(), self.referral(plugin)

        for _ in range(3):
            self._call(plugin, "refer", referral=referral)

        times = delivered() - before
        _expect(times == 1, f"the same referral, sent three times, arrived {times} times")

    def test_two_referrals_both_arrive(self, plugin: Any, delivered: Callable[[], int]) -> None:
        before = delivered()

        for _ in range(2):
            self._call(plugin, "refer", referral=self.referral(plugin))

        times = delivered() - before
        _expect(times == 2, f"of two referrals {times} arrived")  # noqa: PLR2004  # two

    def test_a_repetition_gets_the_first_answer(self, plugin: Any) -> None:
        one, other = self.referral(plugin), self.referral(plugin)

        first, _, again = (
            self._call(plugin, "refer", referral=referral).reference
            for referral in (one, other, one)
        )

        # A partner that numbers later may give none at first; a number that it gave, it keeps.
        _expect(
            first in (None, again),
            f"a referral that got reference {first!r} got {again!r} when it came again",
        )

    def test_a_referral_can_be_withdrawn_twice(self, plugin: Any) -> None:
        referral = self.referral(plugin)
        self._call(plugin, "refer", referral=referral)

        for _ in range(2):
            self._call(plugin, "withdraw", referral=referral)

    def test_to_withdraw_what_never_arrived_does_no_harm(
        self, plugin: Any, delivered: Callable[[], int]
    ) -> None:
        self._call(plugin, "refer", referral=self.referral(plugin))
        before = delivered()

        self._call(plugin, "withdraw", referral=self.referral(plugin))

        _expect(delivered() == before, "the number of referrals on the other side changed")

    def test_capacity_is_a_number_or_unknown(self, plugin: Any) -> None:
        for product in self._products(plugin):
            self._call(plugin, "capacity", product=product, on=DAY)

    def test_screen_refuses_with_a_reason_that_is_known(self, plugin: Any) -> None:
        self._call(plugin, "screen", referral=self.referral(plugin, number="", person=None))
        self._call(plugin, "screen", referral=self.referral(plugin))

    def test_status_is_a_word_of_the_desk_or_unknown(self, plugin: Any) -> None:
        referral = self.referral(plugin)

        self._call(plugin, "status", referral=referral)
        self._call(plugin, "refer", referral=referral)
        self._call(plugin, "status", referral=referral)

    def test_an_event_is_heard(self, plugin: Any) -> None:
        self._call(plugin, "observe", event=_event())

    def test_nothing_about_the_person_is_told(
        self, plugin: Any, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        referral, connection = self.referral(plugin), self._connection(plugin)

        said = [
            self._told(plugin, hook, referral)
            for hook in ("screen", "refer", "status", "withdraw")
            if hook in connection.hooks
        ]

        _expect_silence([*said, *capfd.readouterr(), caplog.text])

    def test_when_the_other_side_is_down_there_is_no_receipt(
        self,
        plugin: Any,
        down: Callable[[], None] | None,
        capfd: pytest.CaptureFixture[str],
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        if down is None:
            pytest.skip("there is no fixture 'down'")
        caplog.set_level(logging.DEBUG)
        referral, connection = self.referral(plugin), self._connection(plugin)
        down()

        answer = connection.ask("refer", referral=referral)
        said = self._told(plugin, "refer", referral)

        _expect(answer.failure, "a receipt was given, but nobody can have taken the referral")
        _expect_silence([said, *capfd.readouterr(), caplog.text])

    def referral(
        self, plugin: Any, number: str | None = None, person: Person | None = PERSON
    ) -> Referral:
        """A new referral of the first product that the plug-in offers."""
        product, *_ = [*self._products(plugin), ""]
        number = f"proef-{uuid.uuid4().hex}" if number is None else number
        level, hours = "acuut", Decimal("1.5")
        name = str(getattr(plugin, "name", ""))
        return Referral(number, "z-001", person, product, name, self.answers, level, DAY, hours)

    def _connection(self, plugin: Any) -> Connection:
        kind = type(plugin)
        _expect_order(kind, "error")
        hooks = {options.get("specname") or name for name, (_, options) in marked(kind).items()}
        return connect(plugin, hooks, self._guard(plugin), self.reasons)

    def _guard(self, plugin: Any) -> Guard:
        """As the desk has it, but for what is printed: at the desk that goes nowhere."""
        return Guard(Source.of(type(plugin)).file, self.limit, loud=True)

    def _products(self, plugin: Any) -> list[str]:
        connection = self._connection(plugin)
        return list(self._run(plugin, lambda: plain_offers(connection.raw("offers"))))

    def _told(self, plugin: Any, hook: str, referral: Referral) -> str:
        connection = self._connection(plugin)
        return self._run(plugin, lambda: _told(connection, hook, referral))

    def _run(self, plugin: Any, work: Callable[[], T]) -> T:
        """Do something with the plug-in, no longer than the limit."""
        outcome = self._guard(plugin).run(work)
        _expect(outcome.fault is None, str(outcome.fault))
        return cast("T", outcome.value)

    def _call(self, plugin: Any, hook: str, **arguments: object) -> Any:
        """Call a hook as the desk does, and take no failure."""
        connection = self._connection(plugin)
        if hook not in connection.hooks:
            pytest.skip(f"the plug-in has no hook '{hook}'")
        answer = connection.ask(hook, **arguments)
        _expect(answer.failure is None, str(answer.failure))
        return answer.value


def _expect(held: object, message: str) -> None:
    if not held:
        pytest.fail(message, pytrace=False)


def _expect_order(kind: type, *severities: Severity) -> None:
    problems = list(check_hooks(Source.of(kind)))
    wrong = [str(problem) for problem in problems if problem.severity in severities]
    _expect(not wrong, "\n".join(wrong))


def _expect_silence(texts: Collection[str]) -> None:
    for text in texts:
        found = re.sub(r"\s+", " ", text)
        _expect(
            not mentions(PERSON, found), "something about the person was printed, logged or told"
        )


def _told(connection: Connection, hook: str, referral: Referral) -> str:
    """All that a call tells: what it gives back, or else what it raises, with what caused it."""
    try:
        return repr(connection.raw(hook, referral=referral))
    except Exception as error:  # noqa: BLE001  # the plug-in's own, whatever it is
        return "".join(traceback.format_exception(error))


def _event() -> Event:
    at = datetime(2021, 3, 3, 9, 30, tzinfo=UTC)
    details = {"product": "proef", "partner": "proef"}
    return Event(1, at, at, "referred", "z-001", "proef-1", "balie", details, "0" * 64, "1" * 64)
