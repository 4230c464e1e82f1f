"""`new`: how one begins."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from triage.cli.common import command_line, unwritable
from triage.cli.partner import partner


@click.group()
def new() -> None:
    """Start something of your own.

    \b
    Examples:
      triage new home my-home
      triage new partner voedselbank --home my-home
    """


new.add_command(partner)


@new.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def home(folder: Path) -> None:
    """Write a small working home to DIR: questions, rules, examples, products, configuration.

    DIR must be empty or not exist yet; nothing is ever overwritten.

    \b
    Example:
      triage new home my-home
      triage check --home my-home
      triage test --home my-home
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"{str(folder)!r} bestaat al en is niet leeg; kies een andere map."
        raise click.UsageError(message)
    starter = Path(__file__).resolve().parent.parent / "starter"
    try:
        shutil.copytree(starter, folder, dirs_exist_ok=True)
    except OSError as error:
        unwritable(folder, error)
    click.echo(f"Een nieuw thuis staat in {folder}. Probeer nu:")
    for words in (("check",), ("test",), ("prioritise", str(folder / "voorbeeld.csv"))):
        _command(*words, "--home", str(folder))


def _command(*words: str) -> None:
    click.echo(f"  {command_line(*words)}")
