"""The conformance kit: a good plug-in passes, and every fault that it looks for fails."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, Final

import pytest

from triage import Offer, Receipt, Referral, hookimpl
from triage.chain import Event
from triage.rulebook import Partner
from triage.testing import PERSON, PartnerContract, make_plugin


class Bureau:
    """Keeps what arrives in itself; every hook is there."""

    name = "bureau"
    settings: Partner

    def __init__(self) -> None:
        self.arrived: set[str] = set()
        self.up = True

    @hookimpl
    def offers(self) -> list[Offer]:
        return [Offer("onderzoek", {"sector": "horeca"})]

    @hookimpl
    def capacity(self, product: str) -> int:
        return len(product)

    @hookimpl
    def screen(self, referral: Referral) -> str | None:
        return "niet_hier" if referral.urgency == "acuut" else None

    @hookimpl
    def refer(self, referral: Referral) -> Receipt:
        if not self.up:
            raise OSError
        self.arrived.add(referral.id)
        return Receipt(f"B-{len(referral.id)}")

    @hookimpl
    def status(self, referral: Referral) -> str | None:
        return "accepted" if referral.id in self.arrived else None

    @hookimpl
    def withdraw(self, referral: Referral) -> None:
        self.arrived.discard(referral.id)

    @hookimpl
    def observe(self, event: Event) -> None:
        assert event.number


class TestBureau(PartnerContract):
    reasons: ClassVar = ("niet_hier",)

    @pytest.fixture
    def plugin(self) -> Any:
        return make_plugin(Bureau, soort="bestand", adres="hier")

    @pytest.fixture
    def delivered(self, plugin: Any) -> Callable[[], int]:
        return lambda: len(plugin.arrived)

    @pytest.fixture
    def down(self, plugin: Any) -> Callable[[], None]:
        return lambda: setattr(plugin, "up", False)

    def test_it_was_given_its_settings(self, plugin: Any) -> None:
        assert plugin.settings.channel == {"soort": "bestand", "adres": "hier"}


HEAD: Final = """\
import logging
import pytest
from triage import Offer, Receipt, hookimpl
from triage.testing import PartnerContract

class Good:
    name = "bureau"
    def __init__(self):
        self.arrived, self.up = [], True
    @hookimpl
    def offers(self):
        return [Offer("onderzoek")]
    @hookimpl
    def refer(self, referral):
        return self.take(referral)
    def take(self, referral):
        if not self.up:
            raise OSError
        if referral.id not in self.arrived:
            self.arrived.append(referral.id)
        return Receipt()

class Contract(PartnerContract):
    limit = 0.2
    @pytest.fixture
    def delivered(self, plugin):
        return lambda: len(plugin.arrived)
    @pytest.fixture
    def down(self, plugin):
        return lambda: setattr(plugin, "up", False)
"""
ARRIVES: Final = "test_a_referral_arrives_in_time"
ONCE: Final = "test_the_same_referral_arrives_once"
BOTH: Final = "test_two_referrals_both_arrive"
NAMES: Final = "test_it_names_its_partner_and_what_it_delivers"
HOOKS: Final = "test_its_hooks_are_those_that_are_called"
WITHDRAW: Final = "test_a_referral_can_be_withdrawn_twice"
HARM: Final = "test_to_withdraw_what_never_arrived_does_no_harm"
CAPACITY: Final = "test_capacity_is_a_number_or_unknown"
SCREEN: Final = "test_screen_refuses_with_a_reason_that_is_known"
STATUS: Final = "test_status_is_a_word_of_the_desk_or_unknown"
AGAIN: Final = "test_a_repetition_gets_the_first_answer"
SILENCE: Final = "test_nothing_about_the_person_is_told"
DOWN: Final = "test_when_the_other_side_is_down_there_is_no_receipt"
EVERY: Final = {
    *(ARRIVES, ONCE, BOTH, NAMES, HOOKS, WITHDRAW, HARM, CAPACITY, SCREEN, STATUS, SILENCE, DOWN),
    *(AGAIN, "test_an_event_is_heard"),
}
REFERS: Final = {ARRIVES, ONCE, BOTH}

FAULTS: Final[dict[str, tuple[str, set[str]]]] = {
    "Lost": ("def take(self, referral): return Receipt()", {*REFERS, DOWN}),
    "Twice": (
        "def take(self, referral): self.arrived.append(1); return Receipt()",
        {ONCE, DOWN},
    ),
    "Same": ("def take(self, referral): self.arrived = [1]; return Receipt()", {BOTH, DOWN}),
    "Slow": (
        "def take(self, referral):\n        import time; time.sleep(0.5)",
        {*REFERS, AGAIN, WITHDRAW, HARM, SILENCE, DOWN},
    ),
    "Nothing": (
        "def take(self, referral): self.arrived.append(referral.id)",
        {*REFERS, AGAIN, WITHDRAW, HARM},
    ),
    "Counts": (
        (
            "def take(self, referral):\n"
            "        super().take(referral)\n"
            "        return Receipt(f'B-{len(self.arrived)}')"
        ),
        {AGAIN},
    ),
    "Nameless": ("name = 'Het bureau'", {NAMES}),
    "Empty": ("@hookimpl\n    def offers(self): return []", {NAMES}),
    "Misspelt": ("@hookimpl\n    def reffer(self, referral): pass", EVERY),
    "Unmarked": ("def status(self, referral): pass", {HOOKS}),
    "Below": ("@hookimpl\n    def capacity(self): return -1", {CAPACITY}),
    "Unknown": ("@hookimpl\n    def screen(self): return 'zomaar'", {SCREEN}),
    "Person": ("@hookimpl\n    def screen(self, referral): referral.person.name", {SCREEN}),
    "Word": ("@hookimpl\n    def status(self): return 'klaar'", {STATUS}),
    "Once": (
        "@hookimpl\n    def withdraw(self, referral): self.arrived.remove(referral.id)",
        {WITHDRAW, HARM},
    ),
    "Harm": ("@hookimpl\n    def withdraw(self, referral): self.arrived.clear()", {HARM}),
    "Prints": ("@hookimpl\n    def status(self, referral): print(referral.person.bsn)", {SILENCE}),
    "Logs": (
        "@hookimpl\n    def status(self, referral): logging.debug(referral.person.email)",
        {SILENCE},
    ),
    "Raises": (
        "@hookimpl\n    def withdraw(self, referral): raise ValueError(referral.person.name)",
        {SILENCE, WITHDRAW, HARM},
    ),
    "Returns": (
        (
            "def take(self, referral):\n"
            "        super().take(referral)\n"
            "        return Receipt(referral.person.phone)"
        ),
        {SILENCE},
    ),
    "Tells": (
        (
            "def take(self, referral):\n"
            "        if not self.up:\n"
            "            raise OSError(referral.person.name)\n"
            "        return super().take(referral)"
        ),
        {DOWN},
    ),
}


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """What failed for every plug-in with a fault, and for the one without."""
    folder = tmp_path_factory.mktemp("kit")
    text = HEAD
    for name, (line, _) in {"Sound": ("pass", set()), **FAULTS}.items():
        text += (
            f"\nclass {name}(Good):\n    {line}\n"
            f"class Test{name}(Contract):\n"
            f"    @pytest.fixture\n    def plugin(self): return {name}()\n"
        )
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (folder / "test_faults.py").write_text(text, encoding="utf-8")

    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rfE", "test_faults.py"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
    )

    found: dict[str, set[str]] = {name: set() for name in ("Sound", *FAULTS)}
    for name, test in re.findall(
        r"^(?:FAILED|ERROR) .*::Test(\w+)::(\w+)", result.stdout, re.MULTILINE
    ):
        found[name].add(test)
    assert result.returncode == 1, result.stdout + result.stderr
    return found


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_fails_the_tests_that_look_for_it(failed: dict[str, set[str]], name: str) -> None:
    assert failed[name] == FAULTS[name][1]


def test_a_plug_in_without_a_fault_passes(failed: dict[str, set[str]]) -> None:
    assert failed["Sound"] == set()


def test_a_plug_in_is_made_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "bureau.py").write_text(HEAD, encoding="utf-8")

    plugin = make_plugin(tmp_path / "bureau.py")

    assert (type(plugin).__name__, plugin.name) == ("Good", "bureau")
    assert not hasattr(plugin, "settings")


def test_the_person_of_the_tests_is_not_shown_when_printed() -> None:
    assert "Zonderling" not in repr(PERSON)
