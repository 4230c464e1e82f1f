"""Calls of plug-ins: whatever one does, there is an answer in time, and nobody else notices."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import attrs
import pytest

from triage import Offer, Person, Receipt, Referral, hookimpl
from triage.chain import Event
from triage.errors import ChannelError
from triage.plugins import Answer, Plugins

from .conftest import REFER, Load, plugin

DAY: Final = date(2021, 3, 3)
AT: Final = datetime(2021, 3, 3, 9, tzinfo=UTC)
PERSON: Final = Person("Jo Oefening", "06-00000000", "jo@voorbeeld.example", "999990019")
REFERRAL: Final = Referral("v-1", "z-1", PERSON, "onderzoek", "imk", {"hulp": ["een"]}, "acuut")
EVENT: Final = Event(1, AT, AT, "referred", "z-1", "v-1", "balie", {"a": ["b"]}, "0" * 64, "1" * 64)
LIMIT: Final = 0.2


@attrs.define(slots=False, eq=False)
class Imk:
    """Does in every hook what the test says."""

    does: Callable[..., Any]
    name: str = "imk"

    @hookimpl
    def offers(self) -> list[Offer]:
        return [Offer({"imk": "onderzoek", "bureau": "gesprek"}[self.name])]

    @hookimpl
    def capacity(self, product: str, on: date) -> Any:
        return self.does(product, on)

    @hookimpl
    def screen(self, referral: Referral) -> Any:
        return self.does(referral)

    @hookimpl
    def refer(self, referral: Referral) -> Any:
        return self.does(referral)

    @hookimpl
    def status(self, referral: Referral) -> Any:
        return self.does(referral)

    @hookimpl
    def withdraw(self, referral: Referral) -> Any:
        return self.does(referral)

    @hookimpl
    def observe(self, event: Event) -> Any:
        return self.does(event)


class Doing:
    """Load a plug-in that does this in every hook."""

    def __init__(self, load: Load) -> None:
        self.load = load

    def __call__(self, does: Callable[..., Any], limit: float = 5) -> Plugins:
        plugins, problems = self.load(Imk(does), limit=limit)
        assert problems == []
        return plugins


def say(text: str) -> None:
    sys.stdout.write(text)


def waits(release: threading.Event) -> None:
    release.wait()


@pytest.fixture
def doing(load: Load) -> Doing:
    return Doing(load)


def every(plugins: Plugins) -> dict[str, Answer[Any]]:
    """The answer of every hook that gives one."""
    return {
        "capacity": plugins.capacity("imk", "onderzoek", DAY),
        "screen": plugins.screen(REFERRAL),
        "refer": plugins.refer(REFERRAL),
        "status": plugins.status(REFERRAL),
        "withdraw": plugins.withdraw(REFERRAL),
    }


def test_hook_offers_is_asked_at_loading(doing: Doing) -> None:
    assert doing(print).offers == {"imk": (Offer("onderzoek"),)}


def test_hook_capacity_gives_the_free_places(doing: Doing) -> None:
    plugins = doing(lambda product, on: len(product) + on.day)

    assert plugins.capacity("imk", "onderzoek", DAY) == Answer(12)
    assert plugins.capacity("bureau", "gesprek", DAY) == Answer()


def test_hook_screen_gives_a_reason_to_refuse(doing: Doing) -> None:
    plugins = doing(lambda referral: "vol" if referral.urgency == "acuut" else None)

    assert plugins.screen(REFERRAL) == Answer("vol")
    assert plugins.screen(attrs.evolve(REFERRAL, urgency="gewoon")) == Answer()


def test_hook_refer_gives_a_receipt(doing: Doing) -> None:
    plugins = doing(lambda referral: Receipt(f"nr-{referral.id}"))

    assert plugins.refer(REFERRAL) == Answer(Receipt("nr-v-1"))


def test_hook_status_gives_a_word_of_the_desk(doing: Doing) -> None:
    assert doing(lambda _: "started").status(REFERRAL) == Answer("started")


def test_hook_withdraw_is_done_without_failure(doing: Doing) -> None:
    seen: list[str] = []

    answer = doing(lambda referral: seen.append(referral.id)).withdraw(REFERRAL)

    assert (answer, seen) == (Answer(), ["v-1"])


def test_hook_observe_hears_every_event(doing: Doing) -> None:
    seen: list[int] = []

    failures = doing(lambda event: seen.append(event.number)).observe(EVENT)

    assert (failures, seen) == ({}, [1])


@pytest.mark.parametrize(
    "error",
    [
        ValueError("Jo"),
        SystemExit("Jo"),
        KeyboardInterrupt("Jo"),
        GeneratorExit("Jo"),
        RecursionError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_a_plug_in_raises_is_a_failure_without_its_message(
    doing: Doing, error: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise error

    answers = every(doing(fail))

    for hook, answer in answers.items():
        assert answer.value is None
        assert answer.failure is not None
        assert answer.failure.startswith(f"{hook}: {type(error).__name__} in {__file__}:")
        assert "Jo" not in answer.failure


def test_a_fault_in_what_a_plug_in_builds_on_has_its_place_too(load: Load) -> None:
    text = (
        "exec(compile('def send(self): return {}[1]', 'elders.py', 'exec'))\n"
        f"{plugin(REFER)}    sent = hookimpl(specname='status')(send)\n"
    )

    plugins, _ = load(imk=text)

    assert plugins.status(REFERRAL).failure == "status: KeyError in elders.py:1"


def test_an_exception_that_cannot_be_read_is_a_failure_too(doing: Doing) -> None:
    class OddError(ImportError):
        def __getattribute__(self, name: str) -> object:
            raise ZeroDivisionError

    def fail(*_: object) -> None:
        raise OddError

    failure = doing(fail).refer(REFERRAL).failure

    # Older versions of pluggy stumble over it themselves, and then that is what is told.
    assert failure is not None
    assert failure.startswith(("refer: een fout die niet te lezen is", "refer: ZeroDivisionError"))


@pytest.mark.parametrize(
    ("said", "failure"),
    [
        ("de mailserver weigert (550)", "refer: de mailserver weigert (550)"),
        ("geen post voor jo oefening", "refer: de partner is niet bereikt"),
    ],
)
def test_a_channel_says_itself_what_is_wrong_unless_it_is_about_the_person(
    doing: Doing, said: str, failure: str
) -> None:
    def fail(_: object) -> None:
        raise ChannelError(said)

    assert doing(fail).refer(REFERRAL).failure == failure


def receipts() -> list[object]:
    """What is no receipt, or one with a reference that nobody can use."""
    texts: list[Any] = [5, "", "a\nb", "a" * 201]
    return [None, "nr-1", *map(Receipt, texts)]


WRONG: Final[dict[str, list[object]]] = {
    "capacity": [-1, True, 2.0, "3", []],
    "screen": ["onbekend", True, 1],
    "refer": receipts(),
    "status": ["klaar", False, Receipt()],
    "withdraw": [True],
}


@pytest.mark.parametrize(
    ("hook", "value"), [(hook, value) for hook, values in WRONG.items() for value in values]
)
def test_an_answer_of_the_wrong_type_is_a_failure(doing: Doing, hook: str, value: object) -> None:
    plugins = doing(lambda *_: value)

    answer = every(plugins)[hook]

    said = f"{hook}: geeft een {type(value).__name__} die niet past: hier hoort "
    assert answer.value is None
    assert answer.failure is not None
    assert answer.failure.startswith(said)


def test_a_reference_that_tells_who_it_is_about_is_dropped(doing: Doing) -> None:
    plugins = doing(lambda referral: Receipt(f"IMK-{referral.person.bsn}"))

    assert plugins.refer(REFERRAL) == Answer(Receipt())


def test_what_a_plug_in_does_to_its_copy_stays_there(doing: Doing) -> None:
    def change(thing: Any) -> None:
        getattr(thing, "answers", getattr(thing, "details", {})).clear()

    plugins = doing(change)
    plugins.screen(REFERRAL)
    plugins.observe(EVENT)

    assert REFERRAL.answers == {"hulp": ["een"]}
    assert EVENT.details == {"a": ["b"]}


def test_a_slow_plug_in_is_not_waited_for(doing: Doing) -> None:
    release = threading.Event()
    plugins = doing(lambda _: release.wait(), LIMIT)
    begin = time.monotonic()

    answer = plugins.status(REFERRAL)

    assert answer.failure == "status: geen antwoord binnen 0.2 s"
    assert LIMIT <= time.monotonic() - begin < 10 * LIMIT
    release.set()


def test_calls_that_hang_do_not_pile_up_and_are_forgiven(doing: Doing) -> None:
    release = threading.Event()
    plugins = doing(lambda _: waits(release), LIMIT)
    before = threading.active_count()
    for _ in range(3):
        plugins.status(REFERRAL)
    begin = time.monotonic()

    refused = [plugins.status(REFERRAL) for _ in range(50)]

    assert time.monotonic() - begin < LIMIT
    assert {answer.failure for answer in refused} == {
        "status: er zijn nog 3 eerdere aanroepen bezig"
    }
    assert threading.active_count() == before + 3
    release.set()
    deadline = time.monotonic() + 5
    while plugins.status(REFERRAL).failure and time.monotonic() < deadline:
        time.sleep(0.01)
    assert plugins.status(REFERRAL) == Answer()


def test_one_that_hangs_keeps_no_other_from_hearing_or_answering(load: Load) -> None:
    release, seen = threading.Event(), []
    hangs = Imk(lambda *_: release.wait())
    hears = Imk(lambda thing: seen.append(thing), "bureau")  # noqa: PLW0108
    plugins, _ = load(hangs, hears, limit=LIMIT)
    begin = time.monotonic()

    failures = plugins.observe(EVENT)
    answer = plugins.withdraw(attrs.evolve(REFERRAL, partner="bureau"))

    assert failures == {"imk": "observe: geen antwoord binnen 0.2 s"}
    assert answer == Answer()
    assert len(seen) == 2
    assert time.monotonic() - begin < 5 * LIMIT
    release.set()


LOUD: Final = f"""\
import sys
print("bij het laden")
{
    plugin(
        "def refer(self, referral): print(referral.person.name); "
        "sys.stdout.buffer.write(b'aan'); return Receipt()",
        "def observe(self, event): print('gehoord')",
        offers='print("aanbod"); return [Offer("onderzoek")]',
    )
}
    def __init__(self): print("bij het maken")
"""


def test_what_a_plug_in_prints_goes_nowhere(load: Load, capfd: pytest.CaptureFixture[str]) -> None:
    before = sys.stdout

    plugins, problems = load(imk=LOUD)
    answer = plugins.refer(REFERRAL)
    failures = plugins.observe(EVENT)

    assert (problems, answer, failures) == ([], Answer(Receipt()), {})
    assert sys.stdout is before
    assert capfd.readouterr() == ("", "")


def test_whoever_else_prints_while_a_plug_in_runs_or_hangs_is_heard(
    doing: Doing, capsys: pytest.CaptureFixture[str]
) -> None:
    before, release = sys.stdout, threading.Event()

    def talk(_: object) -> None:
        say("plug-in")
        release.wait()
        say("plug-in")

    plugins = doing(talk, LIMIT)
    plugins.status(REFERRAL)
    say("balie")
    release.set()
    deadline = time.monotonic() + 5
    while sys.stdout is not before and time.monotonic() < deadline:
        time.sleep(0.01)

    assert sys.stdout is before
    assert capsys.readouterr().out == "balie"


def test_a_plug_in_silences_nobody_who_redirects_what_is_printed(doing: Doing) -> None:
    told = io.StringIO()

    plugins = doing(lambda _: say("plug-in"))
    with contextlib.redirect_stdout(told):
        plugins.status(REFERRAL)
        say("balie")

    assert told.getvalue() == "balie"


def test_several_threads_may_ask_at_once(doing: Doing) -> None:
    plugins = doing(lambda _, on: on.day)
    found: list[Answer[int]] = []

    def ask(day: int) -> None:
        found.append(plugins.capacity("imk", "onderzoek", date(2021, 3, day)))

    threads = [threading.Thread(target=ask, args=[day]) for day in range(1, 31)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answer.value or 0 for answer in found) == list(range(1, 31))


def test_a_program_ends_while_a_plug_in_hangs(home: Path) -> None:
    (home / "partners").mkdir()
    (home / "partners" / "imk.py").write_text("import time\ntime.sleep(60)\n", encoding="utf-8")
    code = (
        "from pathlib import Path; from triage import Policy; from triage.plugins import Plugins\n"
        "print(Plugins.load(Path(), Policy.load('.').rulebook, limit=0.1)[1][0].code)"
    )
    begin = time.monotonic()

    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8"
    )

    assert result.stdout == "P001\n"
    assert time.monotonic() - begin < 30
