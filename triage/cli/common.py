"""What the commands share: options, the policy, files of cases, and how problems are printed."""

from __future__ import annotations

import functools
import os
import shlex
import shutil
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sized
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, Protocol, TypeVar

import attrs
import click

from triage import PolicyError, Problem, TriageError
from triage.errors import Refusal

if TYPE_CHECKING:
    from triage import Case, Policy

PROBLEMS = 1
_SLOW: Final = 1.0

_T = TypeVar("_T")


if TYPE_CHECKING:
    _DayType = click.ParamType[date]
else:  # the oldest click that we take knows no type of a type
    _DayType = click.ParamType


class Day(_DayType):
    """A day as it stands in rules and answers."""

    name = "date"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        from triage.notation import read_date  # noqa: PLC0415  # keeps --help quick

        if isinstance(value, date):
            return value
        found = read_date(value)
        if isinstance(found, Refusal):
            self.fail(f"{value!r} is geen dag; schrijf 2021-03-03 of 3-3-2021.", param, ctx)
        return date.fromordinal(found)


@attrs.frozen
class Session:
    """What the options of one call come to.

    Attributes:
        home: The folder asked for; None is the built-in one.
        on: The day of reckoning.
        day_given: Whether the day was asked for, rather than being today.
        json: Whether a program reads the output.
    """

    home: Path | None
    on: date
    day_given: bool
    engine: str | None
    json: bool

    def policy(self) -> Policy:
        """The policy of the home; with problems in it, those are printed and the command ends."""
        from triage import Policy  # noqa: PLC0415  # keeps --help quick

        try:
            return Policy.load(self.home, engine=self.engine)
        except PolicyError as error:
            stop(error.problems)
        except FileNotFoundError as error:
            message = f"de map {str(self.home)!r} bestaat niet"
            raise click.UsageError(message) from error

    def dated(self, policy: Policy) -> Policy:
        """The policy, with a word of warning when the day lies outside its term."""
        term = policy.rulebook.settings.term
        if term is not None and self.on not in term:
            first, last = term.first or "…", term.last or "…"
            message = f"let op: {self.on} ligt buiten de looptijd ({first} tot en met {last})."
            example = term.first or term.last
            click.echo(f"{message} Geef de dag met --on, bijvoorbeeld --on {example}.", err=True)
        return policy

    def cases(self, policy: Policy, file: str) -> tuple[Case, ...]:
        """The cases of a file; with problems in it, those are printed and the command ends."""
        from triage.casefiles import read_cases  # noqa: PLC0415  # keeps --help quick

        self.require(file)
        with waiting("lezen"):
            cases, problems = read_cases(file, policy.rulebook)
        if problems:
            stop(problems)
        return cases

    def require(self, file: str) -> None:
        """A file that does not exist is wrong usage."""
        if file != "-" and not Path(file).exists():
            message = f"het bestand {file!r} bestaat niet"
            raise click.UsageError(message)

    def case(self, policy: Policy, number: str, file: str) -> Case:
        """The case with that number in a file of cases; another number is wrong usage."""
        cases = {found.case: found for found in self.cases(policy, file)}
        if number not in cases:
            from triage.vocabulary import suggest  # noqa: PLC0415  # keeps --help quick

            message = f"zaak {number!r} staat niet in {file}. {suggest(number, cases)}"
            raise click.UsageError(message)
        return cases[number]


class _Command(Protocol):
    def __call__(self, session: Session, /, *args: Any, **kwargs: Any) -> None: ...


def with_session(command: _Command) -> Callable[..., None]:
    """Give a command the shared options; it receives them as a `Session`."""

    @click.option(
        "--home",
        type=click.Path(path_type=Path),
        help="Folder with rules/ and config/; else TRIAGE_HOME, else the built-in home.",
    )
    @click.option("--on", type=Day(), metavar="DATE", help="Day of reckoning; today by default.")
    @click.option(
        "--engine",
        type=click.Choice(["auto", "direct", "durable"]),
        help="Who decides; by default what the configuration says, else auto.",
    )
    @click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
    @functools.wraps(command)
    def run(
        *args: Any, home: Path | None, on: date | None, engine: str | None, as_json: bool, **kw: Any
    ) -> None:
        chosen = home or (
            Path(os.environ["TRIAGE_HOME"]) if os.environ.get("TRIAGE_HOME") else None
        )
        today = date.today()  # noqa: DTZ011  # a desk's own day, wherever it stands
        session = Session(chosen, on or today, on is not None, engine, as_json)
        try:
            command(session, *args, **kw)
        except TriageError as error:
            click.echo(str(error), err=True)
            sys.exit(PROBLEMS)

    return run


def stop(problems: Iterable[Problem]) -> NoReturn:
    """Print the problems and end with the exit code for problems."""
    tell(problems)
    sys.exit(PROBLEMS)


def tell(problems: Iterable[Problem]) -> None:
    """Print problems on standard error, one a line, sorted by place."""
    for problem in sorted(problems):
        click.echo(str(problem), err=True)


def command_line(*words: str) -> str:
    """A command to type over, also where `triage` is not on the path."""
    called = Path(sys.argv[0])
    program = "triage"
    if called.name == "__main__.py":
        program = f"{Path(sys.executable).name} -m triage"
    elif called.stem == "triage" and not shutil.which("triage"):
        program = str(called)
    return f"{program} {shlex.join(words)}"


def require_ending(out: Path | None, endings: Collection[str]) -> None:
    """A file whose ending says nothing of its form is wrong usage."""
    if out is not None and out.suffix.lower() not in endings:
        message = f"--out ends in {', '.join(endings)}; not {out.suffix or 'nothing'}."
        raise click.UsageError(message)


def unwritable(path: Path, error: OSError) -> NoReturn:
    """Say that a file cannot be written, and end."""
    click.echo(f"{path}: niet te schrijven ({error.strerror or error})", err=True)
    sys.exit(PROBLEMS)


class waiting:  # noqa: N801  # used as a word: `with waiting("lezen")`
    """A sign of life on a terminal for work whose length is not known, after a second."""

    def __init__(self, doing: str) -> None:
        self.doing = doing
        self._stop: Callable[[], None] | None = None

    def __enter__(self) -> None:
        if not sys.stderr.isatty():
            return
        import threading  # noqa: PLC0415  # only on a terminal

        from rich.console import Console  # noqa: PLC0415

        status = Console(stderr=True).status(f"{self.doing}…")
        timer = threading.Timer(_SLOW, status.start)
        timer.daemon = True
        timer.start()

        def end() -> None:
            timer.cancel()
            timer.join()
            status.stop()

        self._stop = end

    def __exit__(self, *_: object) -> None:
        if self._stop is not None:
            self._stop()


def progress(items: Iterable[_T], doing: str, total: int | None = None) -> Iterator[_T]:
    """The items, with a progress bar on a terminal once it takes more than a second.

    Args:
        items: What is worked through.
        doing: What is done with them, in a word.
        total: How many there are, where the items do not know it themselves.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console  # noqa: PLC0415  # only on a terminal
    from rich.progress import Progress  # noqa: PLC0415

    total = len(items) if isinstance(items, Sized) else total
    start = time.monotonic()
    with Progress(console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = None
        for number, item in enumerate(items):
            yield item
            if task is None and time.monotonic() - start > _SLOW:
                task = bar.add_task(doing, total=total, completed=number)
            if task is not None and number % 100 == 0:
                bar.update(task, completed=number + 1, refresh=True)
