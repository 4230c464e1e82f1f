"""The command as a process of its own: what `CliRunner` cannot show."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

LINE = '{"case": "z-1", "registered": "2021-03-01", "answers": {"ontruiming": true}}\n'


def triage(
    *args: object, stdin: str = "", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "triage", *map(str, args)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"PYTHONUTF8": "1"} | (env or {}),
    )


def test_cases_go_in_on_standard_input_and_advice_comes_out(home: Path) -> None:
    result = triage("advise", "-", "--home", home, "--json", stdin=LINE)

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith('{"case": "z-1", "urgency": "acuut", ')


def test_a_refused_file_gives_nothing_on_standard_output(home: Path) -> None:
    result = triage("advise", "-", "--home", home, "--json", stdin=LINE + LINE)

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("-:2:10: Z037 ")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check"], 0),
        (["check", "--home", "nergens"], 2),
        (["advise", "nergens.csv"], 2),
        (["advise"], 2),
        (["advise", "-"], 1),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_the_exit_code_tells_what_happened_and_there_is_no_traceback(
    arguments: list[str], code: int
) -> None:
    result = triage(*arguments)

    assert result.returncode == code
    assert "Traceback" not in result.stderr
    assert bool(result.stdout) == (code == 0)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_reader_that_stops_reading_is_no_crash(home: Path) -> None:
    lines = "".join(LINE.replace("z-1", f"z-{number}") for number in range(2000))
    command = [sys.executable, "-m", "triage", "advise", "-", "--home", str(home), "--json"]

    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(lines.encode())
        process.stdin.close()
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()

    assert b"Traceback" not in errors


def test_no_progress_bar_outside_a_terminal(home: Path, cases: Path, tmp_path: Path) -> None:
    result = triage("prioritise", cases, "--home", home, "--out", tmp_path / "uit.csv")

    assert result.stderr == ""


def test_another_folder_gives_the_same_answer(home: Path, cases: Path) -> None:
    result = triage("advise", Path(os.path.relpath(cases)), "--home", home, "--json")

    assert result.returncode == 0
    assert result.stdout == triage("advise", cases, "--home", home, "--json").stdout
