"""Every command teaches in its help, stands in the docs with output that is real, and is tested."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

import click
import pytest
from click.testing import CliRunner

from triage.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAVY: Final = {
    *("alembic", "calamine", "holidays", "httpx", "jinja2", "lark", "openpyxl", "pluggy"),
    *("python_calamine", "rich", "sqlalchemy", "stdnum", "tenacity", "xlsxwriter", "yaml"),
}
_VERSION: Final = re.compile(r"sha256:[0-9a-f]{64}")
_REFERRAL: Final = re.compile(r"\b[0-9a-f]{32}\b")


def commands(group: click.Group = main, *path: str) -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)
        else:
            yield " ".join((*path, name)), command


COMMANDS: Final = dict(commands())


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs/commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_teaches(name: str) -> None:
    text = CliRunner().invoke(main, [*name.split(), "--help"], prog_name="triage").output

    assert re.search(rf"Examples?:\n(    .*\n)*    triage {name}\b", text), text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name: str) -> None:
    options = [each for each in COMMANDS[name].params if isinstance(each, click.Option)]

    assert [option.name for option in options if not option.help] == []


def test_examples_in_the_help_use_commands_and_options_that_exist() -> None:
    texts = [main.help or "", *(command.help or "" for command in COMMANDS.values())]
    examples = re.findall(r"^ +triage (.+?)(?:   .*)?$", "\n".join(texts), re.MULTILINE)

    assert len(examples) > len(COMMANDS)
    assert [example for example in examples if not usable(example)] == []


def usable(line: str) -> bool:
    """Whether a line after `triage` names a command and options that exist."""
    words = shlex.split(line.partition(" < ")[0])
    name = " ".join(words[: 2 if words[0] in ("new", "export") else 1])
    given = {word for word in words if word.startswith("--")}
    command = COMMANDS.get(name)
    return command is not None and given <= {
        option for each in command.params for option in (*each.opts, *each.secondary_opts)
    }


@pytest.mark.checkout
def test_commands_in_the_docs_exist(root: Path) -> None:
    pages = [root / "README.md", *sorted((root / "docs").rglob("*.md"))]
    texts = [path.read_text(encoding="utf-8") for path in pages]
    lines = re.findall(r"^(?:\$ )?triage ([^`|<…]+?)$", "\n".join(texts), re.MULTILINE)

    assert [line for line in lines if not usable(line)] == []


@pytest.mark.checkout
def test_every_command_has_a_section_and_no_section_is_left_over(page: str) -> None:
    sections = re.findall(r"^## triage (.+)$", page, re.MULTILINE)

    assert sorted(sections) == sorted(COMMANDS)


@pytest.mark.checkout
def test_every_option_stands_in_the_docs(page: str) -> None:
    options = {each.opts[0] for command in COMMANDS.values() for each in command.params}
    options = {option for option in options if option.startswith("--")}

    assert [option for option in sorted(options) if f"`{option}" not in page] == []


@pytest.mark.checkout
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_functional_test(root: Path, name: str) -> None:
    texts = [path.read_text("utf-8") for path in (root / "tests/functional").glob("test_*.py")]
    words = ", ".join(f'"{word}"' for word in name.split())

    assert any(f"triage({words}" in text for text in texts)


@pytest.mark.checkout
def test_what_the_docs_show_is_what_happens(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```console\n(.+?)^```$", page, re.MULTILINE | re.DOTALL)
    referrals: dict[str, str] = {}

    for block in blocks:
        command, _, shown = block.partition("\n")
        assert printed(command.removeprefix("$ triage "), referrals) == shown

    assert len(blocks) >= len(COMMANDS) - 1  # the demo is shown in the README


def printed(line: str, referrals: dict[str, str] | None = None) -> str:
    """What a command prints, without what differs from machine to machine.

    Args:
        line: What is typed after `triage`.
        referrals: The ids of referrals so far, and how the page calls them; new ones are added.
    """
    known = {} if referrals is None else referrals
    ids = {name: number for number, name in known.items()}
    words = [ids.get(word, word) for word in shlex.split(line)]
    engine = () if line.startswith("new ") else ("--engine", "direct")
    result = CliRunner().invoke(main, [*words, *engine], prog_name="triage")
    lines = [each.rstrip() for each in result.output.splitlines()]
    shown = "\n".join(lines).strip("\n")
    text = _VERSION.sub("sha256:…", f"{shown}\n" if shown else "")
    return _REFERRAL.sub(lambda found: known.setdefault(found[0], f"r-{len(known) + 1}"), text)


@pytest.mark.checkout
def test_the_json_of_an_advice_in_the_docs_is_real(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = re.findall(r"^```json\n(.+?)^```$", page, re.MULTILINE | re.DOTALL)
    read: list[Any] = [json.loads(text) for text in shown]

    printed("new home my-home")
    text = printed("advise my-home/voorbeeld.csv --home my-home --on 2021-03-03 --json")

    (advice,) = [each for each in read if "urgency" in each]
    assert json.loads(text.splitlines()[-1]) == advice


@pytest.mark.parametrize(
    "line",
    ["import triage", "from triage.cli import main; main(['--help'], 'triage', None, False)"],
)
def test_help_and_import_load_nothing_heavy(line: str) -> None:
    code = f"{line}\nimport sys; print(*sys.modules, file=sys.stderr)"

    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8"
    )

    loaded = {name.partition(".")[0] for name in result.stderr.split()}
    assert loaded & HEAVY == set()
