"""`new`: how one begins."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from triage import home as homes
from triage.cli.common import command_line, unwritable
from triage.cli.partner import partner


@click.group()
def new() -> None:
    """Start something of your own.

    \b
    Examples:
      triage new home my-home
      triage new home my-home --example
      triage new partner voedselbank --home my-home
    """


new.add_command(partner)


@new.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--example", is_flag=True, help="A copy of the whole built-in home instead.")
def home(folder: Path, example: bool) -> None:  # noqa: FBT001  # click passes it by name
    """Write a small working home to DIR: questions, rules, examples, products, configuration.

    With --example it is everything of the built-in home, to be made your own: rules, configuration,
    partners and its made-up list. DIR must be empty or not exist yet; nothing is ever overwritten.

    \b
    Examples:
      triage new home my-home
      triage check --home my-home
      triage test --home my-home
      triage new home my-home --example
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"{str(folder)!r} bestaat al en is niet leeg; kies een andere map."
        raise click.UsageError(message)
    try:
        tried = _copied(folder) if example else _started(folder)
    except OSError as error:
        unwritable(folder, error)
    click.echo(f"Een nieuw thuis staat in {folder}. Probeer nu:")
    for words in (("check",), ("test",), tried):
        _command(*words, "--home", str(folder))


def _started(folder: Path) -> tuple[str, ...]:
    """A small home; with what to try it."""
    starter = Path(__file__).resolve().parent.parent / "starter"
    shutil.copytree(starter, folder, dirs_exist_ok=True)
    return "prioritise", str(folder / "voorbeeld.csv")


def _copied(folder: Path) -> tuple[str, ...]:
    """The built-in home as it is; with what to try it."""
    for part in (*homes.PARTS, "partners", "demo"):
        skipped = shutil.ignore_patterns("__pycache__")
        shutil.copytree(homes.built_in() / part, folder / part, ignore=skipped)
    return ("demo",)


def _command(*words: str) -> None:
    click.echo(f"  {command_line(*words)}")
