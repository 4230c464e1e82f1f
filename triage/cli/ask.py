"""`ask`: an intake on a terminal, saved after every answer."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from triage.cli.common import PROBLEMS, Session, command_line, unwritable, with_session
from triage.cli.lines import Lines, Stopped

if TYPE_CHECKING:
    from triage import Case, Policy
    from triage.cli.intake import Intake


@attrs.define
class _Kept:
    """Where the intake is kept; nowhere without a path.

    Attributes:
        case: As it is now.
        written: Whether the file holds it.
    """

    path: Path | None
    lines: Lines
    case: Case | None = None
    written: bool = False

    def keep(self, case: Case) -> None:
        """Write the case whole; when that fails, say so and go on: an intake is not to be lost."""
        self.case, self.written = case, False
        if (error := self.write()) is not None:
            reason = error.strerror or error
            self.lines.say(
                f"Let op: bewaren in {self.path} lukt niet ({reason}). Het vorige staat er nog;"
                " bij het volgende antwoord wordt het opnieuw geprobeerd."
            )

    def write(self) -> OSError | None:
        """Bring the file up to the case."""
        from triage.casefiles import case_text  # noqa: PLC0415  # keeps --help quick
        from triage.outputs import write_whole  # noqa: PLC0415

        if self.path is None or self.case is None or self.written:
            return None
        try:
            write_whole(self.path, case_text(self.case, self.path.suffix.lower()).encode())
        except OSError as error:
            return error
        self.written = True
        return None


@click.command()
@click.argument("case", required=False)
@click.option("--in", "file", metavar="FILE", help="The file of cases in which CASE stands.")
@click.option(
    "--save",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Keep the intake in this file (.yaml or .json), and go on from what is in it.",
)
@with_session
def ask(session: Session, case: str | None, file: str | None, save: Path | None) -> None:
    """Do an intake on the terminal: ask what can still change the advice, and nothing else.

    Acute questions come first, then the most telling ones; each says why it is asked. A new case is
    begun, or CASE from a list with --in. With --save every answer is kept at once in an ordinary
    file of cases; the same command goes on where you stopped. What can be typed beside an answer,
    the first lines say.

    With --json the conversation is on standard error, and the advice on standard output.

    \b
    Examples:
      triage ask --save z-001.yaml
      triage ask z-001 --in cases.csv --save z-001.yaml --on 2021-03-03
    """
    _check_usage(case, file, save)
    policy = session.policy()
    kept = _Kept(save, Lines(session.json), _begun(session, policy, case, file, save))
    session.dated(policy)
    intake: Intake | None = None
    try:
        intake = _begin(session, policy, kept)
        intake.run()
    except Stopped:
        _end("Gestopt.", kept, session)
    except (KeyboardInterrupt, EOFError):
        kept.lines.say("")
        _end("Afgebroken.", kept, session)
        sys.exit(PROBLEMS)
    else:
        _end("Klaar.", kept, session)
    if session.json and intake is not None:
        click.echo(json.dumps(intake.advice.as_json(), ensure_ascii=False))


def _begin(session: Session, policy: Policy, kept: _Kept) -> Intake:
    """The conversation, once it is sure that it can be kept."""
    from triage.cli.beginning import new_case  # noqa: PLC0415  # keeps --help quick
    from triage.cli.intake import Intake  # noqa: PLC0415

    if kept.case is None:
        kept.case = new_case(session, policy, kept.lines)
    if kept.path is None:
        kept.lines.say("Let op: zonder --save wordt er niets bewaard.")
    elif (error := kept.write()) is not None:
        unwritable(kept.path, error)
    return Intake(policy, session.on, kept.lines, kept.keep, kept.case)


def _check_usage(number: str | None, file: str | None, save: Path | None) -> None:
    from triage.casefiles import SAVED  # noqa: PLC0415  # keeps --help quick

    if number is not None and file is None:
        message = f"geef met --in het bestand waarin zaak {number!r} staat."
        raise click.UsageError(message)
    if file is not None and number is None:
        message = f"geef ook het nummer van de zaak uit {file}."
        raise click.UsageError(message)
    if file == "-":
        message = "--in neemt hier een bestand: op de standaardinvoer komen de antwoorden."
        raise click.UsageError(message)
    if save is not None and save.suffix.lower() not in SAVED:
        message = f"--save eindigt op {', '.join(SAVED)}; niet op {save.suffix or 'niets'}."
        raise click.UsageError(message)


def _begun(
    session: Session, policy: Policy, number: str | None, file: str | None, save: Path | None
) -> Case | None:
    """The case as it was kept, else as it stands in the list; None for a new one."""
    from triage.cli.beginning import kept_case, listed_case  # noqa: PLC0415  # keeps --help quick

    if save is not None and _there(save):
        return kept_case(session, policy, number, save)
    if number is not None and file is not None:
        return listed_case(session, policy, number, file)
    return None


def _there(save: Path) -> bool:
    """Whether the file exists; where it cannot come to exist, the command ends."""
    try:
        save.parent.stat()
        return save.exists()
    except OSError as error:
        unwritable(save, error)


def _end(word: str, kept: _Kept, session: Session) -> None:
    """Say what was kept, and how to go on."""
    if kept.path is None or kept.case is None:
        kept.lines.say(f"{word} Er is niets bewaard.")
        return
    if (error := kept.write()) is not None:
        unwritable(kept.path, error)
    home = ("--home", str(session.home)) if session.home else ()
    on = ("--on", str(session.on)) if session.day_given else ()
    engine = ("--engine", session.engine) if session.engine else ()
    kept.lines.say(
        f"{word} Alles staat in {click.format_filename(kept.path)}. Later verder:",
        f"  {command_line('ask', '--save', str(kept.path), *home, *on, *engine)}",
    )
