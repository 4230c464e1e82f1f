"""The guide for policy makers is walked as a reader walks it, so what it shows is what happens.

    yaml title="FILE", csv title="FILE"   the whole file is written
    diff title="FILE"                     the lines are looked up in the file and changed
    … fout                                a mistake: taken back after the next console block
    console                               every `$ triage …` is run, and its output compared

Run this file as a script to write into the guide what the commands print now; then read the diff.
"""

from __future__ import annotations

import contextlib
import re
import shlex
import tempfile
from pathlib import Path
from typing import Final

import attrs
import pytest
from click.testing import CliRunner

from triage.cli import main

GUIDE: Final = Path(__file__).resolve().parents[2] / "docs" / "handleiding.md"
WRONG: Final = "Wat hier vaak misgaat"
MISTAKES: Final = 3

_FENCE: Final = re.compile(r"```(?P<language>\w+)(?: title=\"(?P<file>[^\"]+)\")?(?P<wrong> fout)?")
_WITHOUT_FILE: Final = ("console", "text")
_MESSAGE: Final = re.compile(r"^(?:Error|[^ ]+:\d+:\d+): ", re.MULTILINE)
_VERSION: Final = re.compile(r"sha256:[0-9a-f]{64}")


@attrs.define
class Reader:
    """Somebody who types over what the guide says, in the current folder."""

    taken_back: dict[Path, str | None] = attrs.Factory(dict)

    def walk(self, guide: str) -> str:
        """The guide with, under every command, what it really prints."""
        written: list[str] = []
        lines = iter(guide.splitlines())
        for line in lines:
            written.append(line)
            if not line.startswith("```"):
                continue
            fence = _FENCE.fullmatch(line)
            if fence is None or bool(fence["file"]) == (fence["language"] in _WITHOUT_FILE):
                raise ValueError(line)
            block: list[str] = []
            for inner in lines:
                if inner == "```":
                    break
                block.append(inner)
            written += [*self._do(fence, block), "```"]
        return "\n".join(written) + "\n"

    def _do(self, fence: re.Match[str], block: list[str]) -> list[str]:
        language, name = fence["language"], fence["file"]
        if language == "console":
            return self._run([line for line in block if line.startswith("$ ")])
        if language == "text":
            return block
        file = Path(name)
        before = file.read_text(encoding="utf-8") if file.exists() else None
        if fence["wrong"]:
            self.taken_back.setdefault(file, before)
        text = _changed(before or "", block) if language == "diff" else "\n".join(block) + "\n"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return block

    def _run(self, commands: list[str]) -> list[str]:
        shown: list[str] = []
        for command in commands:
            shown += [command, *_output(shlex.split(command.removeprefix("$ triage ")))]
        for file, before in self.taken_back.items():
            if before is None:
                file.unlink()
            else:
                file.write_text(before, encoding="utf-8")
        self.taken_back.clear()
        return shown


def _changed(text: str, block: list[str]) -> str:
    old = "".join(f"{line[1:]}\n" for line in block if not line.startswith("+"))
    new = "".join(f"{line[1:]}\n" for line in block if not line.startswith("-"))
    if f"\n{text}".count(f"\n{old}") != 1:
        raise ValueError(old)
    return text.replace(old, new)


def _output(arguments: list[str]) -> list[str]:
    # One engine, so that the guide reads the same where the second one cannot be installed.
    engine = [] if arguments[0] == "new" else ["--engine", "direct"]
    result = CliRunner().invoke(main, [*arguments, *engine], prog_name="triage")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    lines = [line.rstrip() for line in result.output.strip("\n").splitlines()]
    return [_VERSION.sub("sha256:…", line) for line in lines]


@pytest.mark.checkout
def test_the_guide_shows_what_really_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert Reader().walk(guide) == guide


@pytest.mark.checkout
def test_every_step_shows_what_often_goes_wrong() -> None:
    steps = re.split(r"^## (?=\d)", GUIDE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]

    messages = {
        step.partition("\n")[0]: len(_MESSAGE.findall(step.partition(f"### {WRONG}\n")[2]))
        for step in steps
    }

    assert {step: count for step, count in messages.items() if count < MISTAKES} == {}


def test_a_guide_that_says_something_else_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lie = "```console\n$ triage test --home nergens\n2 van 2 voorbeelden\n```\n"

    assert "de map 'nergens' bestaat niet" in Reader().walk(lie)


def test_a_change_to_lines_that_are_not_there_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text("titel: Een\n", encoding="utf-8")

    with pytest.raises(ValueError, match="titel: Twee"):
        Reader().walk('```diff title="a.yaml"\n-titel: Twee\n+titel: Drie\n```\n')


if __name__ == "__main__":
    text = GUIDE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        now = Reader().walk(text)
    GUIDE.write_text(now, encoding="utf-8")
