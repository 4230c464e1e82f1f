"""`ask` on a real terminal: Ctrl-C, an end of input, and what a screen reader gets."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Self

    Talk = Callable[..., "Terminal"]

# A session has no terminal of its own until it asks for one, and Ctrl-C needs one.
PROGRAM: Final = """\
import fcntl, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from triage.cli import main
main(prog_name="triage")
"""
PATIENCE: Final = 60
CTRL_C: Final = "\x03"
CTRL_D: Final = "\x04"


class Terminal:
    """The command on a terminal of its own, and the keyboard and screen that belong to it."""

    def __init__(self, *args: object) -> None:
        self.screen, inside = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *map(str, args)],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
        )
        os.close(inside)
        self.seen = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.screen)

    def answer(self, prompt: str, *keys: str) -> str:
        """Wait for a prompt, type, and give what was on the screen until then."""
        shown = ""
        while not shown.endswith(f"{prompt} "):
            more = self._read()
            assert more, self.seen
            shown += more
        os.write(self.screen, "".join(keys).encode())
        return shown

    def end(self) -> tuple[str, int]:
        """What is still shown, and the exit code."""
        shown = "".join(iter(self._read, ""))
        return shown, self.process.wait(PATIENCE)

    def _read(self) -> str:
        ready, _, _ = select.select([self.screen], [], [], PATIENCE)
        assert ready, self.seen
        data = b""
        with contextlib.suppress(OSError):  # how Linux says that the other side is gone
            data = os.read(self.screen, 1 << 16)
        text = data.decode().replace("\r\n", "\n")
        self.seen += text
        return text


@pytest.fixture
def talk(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Talk]:
    """Begin an intake in the small home, on a terminal."""
    monkeypatch.chdir(tmp_path)
    with contextlib.ExitStack() as stack:

        def begin(*args: object) -> Terminal:
            command = ("ask", *args, "--home", home.name, "--on", "2021-03-03")
            return stack.enter_context(Terminal(*command))

        yield begin


def begin_case(terminal: Terminal) -> None:
    terminal.answer("Nummer van de zaak (Enter: een willekeurig nummer):", "z-1\n")
    terminal.answer("Dag van aanmelding (Enter: woensdag 3 maart 2021):", "\n")


def test_a_case_is_settled_in_two_sittings(talk: Talk, tmp_path: Path) -> None:
    first = talk("--save", "z.yaml")
    begin_case(first)
    first.answer("Antwoord:", "nee\n")
    first.answer("Antwoord:", "1,", CTRL_C)
    shown, code = first.end()

    second = talk("--save", "z.yaml")
    resumed = second.answer("Antwoord:", "0\n")
    second.answer("Antwoord:", "45\n")
    second.answer("Antwoord:", "2000\n")
    outcome = second.answer("Enter om af te sluiten of wijzig:", "\n")
    finished = second.end()

    assert code == 1
    assert "Afgebroken. Alles staat in z.yaml. Later verder:\n  triage ask --save z.yaml" in shown
    assert "Traceback" not in first.seen
    assert "Er is al 1 vraag ingevuld." in resumed
    assert "Vraag 2 van hoogstens 5\nWat zoekt u?\n" in resumed
    assert "De uitkomst staat vast: geen antwoord kan die nog veranderen.\n" in outcome
    assert finished[1] == 0
    assert (tmp_path / "z.yaml").read_text(encoding="utf-8") == (
        "zaak: z-1\n"
        "aangemeld: 2021-03-03\n"
        "antwoorden:\n"
        "  ontruiming: nee\n"
        "  doelen: []\n"
        "  achterstand: 45\n"
        "  schuld: 2000\n"
    )


def test_ctrl_c_before_there_is_a_case_keeps_nothing(talk: Talk, tmp_path: Path) -> None:
    terminal = talk("--save", "z.yaml")

    terminal.answer("Nummer van de zaak (Enter: een willekeurig nummer):", CTRL_C)

    shown, code = terminal.end()
    assert (shown.removeprefix("^C"), code) == ("\nAfgebroken. Er is niets bewaard.\n", 1)
    assert not (tmp_path / "z.yaml").exists()


def test_ctrl_c_at_the_last_prompt_says_where_everything_is(talk: Talk, cases: Path) -> None:
    terminal = talk("z-1", "--in", cases, "--save", "z.yaml")
    terminal.answer("Antwoord:", "0\n")
    terminal.answer("Antwoord:", "2000\n")

    terminal.answer("Enter om af te sluiten of wijzig:", CTRL_C)

    shown, code = terminal.end()
    assert "\nAfgebroken. Alles staat in z.yaml." in shown
    assert code == 1


def test_the_end_of_input_is_the_end_of_the_intake(talk: Talk) -> None:
    terminal = talk()
    begin_case(terminal)

    terminal.answer("Antwoord:", CTRL_D)

    shown, code = terminal.end()
    assert shown.endswith("\nAfgebroken. Er is niets bewaard.\n")
    assert code == 1


def test_without_any_input_there_is_no_intake(home: Path) -> None:
    shell = '"$0" -m triage ask --home "$1" <&-'

    result = subprocess.run(
        ["/bin/sh", "-c", shell, sys.executable, home],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert (result.returncode, result.stderr) == (1, "")
    assert result.stdout.endswith("\nAfgebroken. Er is niets bewaard.\n")


def test_an_arrow_key_is_no_answer_and_the_next_line_is_read(talk: Talk) -> None:
    terminal = talk()
    begin_case(terminal)

    terminal.answer("Antwoord:", "\x1b[A\n")
    refused = terminal.answer("Antwoord:", "nee\n")
    taken = terminal.answer("Antwoord:", "stop\n")

    assert "Daar staat een teken in dat niemand ziet" in refused
    assert "Genoteerd: nee.\n" in taken
    assert terminal.end()[1] == 0


def test_an_answer_that_cannot_be_written_is_written_with_the_next_one(
    talk: Talk, tmp_path: Path
) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    terminal = talk("--save", "map/z.yaml")
    begin_case(terminal)
    terminal.answer("Antwoord:")
    shutil.rmtree(folder)
    os.write(terminal.screen, b"nee\n")
    told = terminal.answer("Antwoord:")
    folder.mkdir()
    os.write(terminal.screen, b"0\n")
    terminal.answer("Antwoord:", "stop\n")

    shown, code = terminal.end()

    assert "Let op: bewaren in map/z.yaml lukt niet (No such file or directory)." in told
    assert "Genoteerd: nee.\n" in told
    assert ("Alles staat in map/z.yaml." in shown, code) == (True, 0)
    assert (folder / "z.yaml").read_text(encoding="utf-8").endswith("  doelen: []\n")


def test_what_cannot_be_written_at_the_end_is_an_error(talk: Talk, tmp_path: Path) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    terminal = talk("--save", "map/z.yaml")
    begin_case(terminal)
    terminal.answer("Antwoord:")
    shutil.rmtree(folder)
    os.write(terminal.screen, b"nee\n")
    terminal.answer("Antwoord:", "stop\n")

    shown, code = terminal.end()

    assert "map/z.yaml: niet te schrijven" in shown
    assert code == 1


def test_a_screen_reader_gets_lines_in_order_and_nothing_else(talk: Talk) -> None:
    terminal = talk("--save", "z.yaml")
    begin_case(terminal)
    terminal.answer("Antwoord:", "ja\n")
    terminal.answer("Antwoord:", "?\n")
    terminal.answer("Antwoord:", "wijzig\n")
    terminal.answer("Nummer (Enter: niets):", "\n")
    terminal.answer("Antwoord:", "stop\n")
    terminal.end()

    unseen = {each for each in terminal.seen if not each.isprintable()}
    assert unseen == {"\n"}
