"""`schema`: what an editor needs to complete and check the files of a home."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.cli.common import Session, unwritable, with_session

if TYPE_CHECKING:
    from triage.schema import Schema


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder to write the two schemas to; without it they are printed.",
)
@with_session
def schema(session: Session, out: Path | None) -> None:
    """Give the JSON Schema of a home, so that an editor completes and checks while you type.

    There is one schema for the files in rules/ and one for those in config/ (draft-07, with
    descriptions in Dutch). They know the home's own questions, choices, conclusions, products,
    levels and partners, so run this again after a change to one of these. A home with errors has no
    schema; they are printed instead. What a schema cannot see, triage check says. How to use them
    in VS Code stands in docs/vscode.md.

    \b
    Examples:
      triage schema --out .vscode
      triage schema --home my-home --out my-home/.vscode
      triage schema > schemas.json      both, by the name of their file
    """
    from triage.schema import schemas  # noqa: PLC0415  # keeps --help quick

    found = schemas(session.policy().rulebook)
    if out is None:
        click.echo(_text(found), nl=False)
        return
    for name, one in found.items():
        _write(out / name, one)
    if session.json:
        click.echo(json.dumps({"files": [str(out / name) for name in found]}, ensure_ascii=False))
        return
    _next_steps(session, out)


def _text(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _write(path: Path, one: Schema) -> None:
    from triage.outputs import write_whole  # noqa: PLC0415  # keeps --help quick

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, _text(one).encode())
    except OSError as error:
        unwritable(path, error)


def _next_steps(session: Session, out: Path) -> None:
    """Say which setting makes VS Code use them."""
    from triage.home import PARTS, built_in  # noqa: PLC0415  # keeps --help quick
    from triage.schema import CONFIG, RULES  # noqa: PLC0415

    folder = session.home or built_in()
    files = dict(zip(PARTS, (RULES, CONFIG), strict=True))
    settings = {
        (out / name).as_posix(): (folder / part / "**" / "*.yaml").as_posix()
        for part, name in files.items()
    }
    click.echo("Geschreven:")
    for name in files.values():
        click.echo(f"  {click.format_filename(out / name)}")
    click.echo("\nVoor VS Code, in .vscode/settings.json (zie docs/vscode.md):")
    click.echo(_text({"yaml.schemas": settings}), nl=False)
