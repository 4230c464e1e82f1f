"""What the commands of the desk share: the ledger, who works, moments and hours."""

from __future__ import annotations

import functools
import getpass
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Protocol

import attrs
import click

from triage import PolicyError
from triage.cli.common import Session, command_line, stop, tell, with_session

if TYPE_CHECKING:
    from triage.desk import Desk
    from triage.desk.opening import Purpose

LEDGER: Final = "sqlite:///triage.db"
_CAME_BACK: Final = "W021"
"""The only warning that a desk gives by itself: an earlier policy is in force again."""

if TYPE_CHECKING:
    _MomentType = click.ParamType[date]
    _HoursType = click.ParamType[Decimal]
else:  # the oldest click that we take knows no type of a type
    _MomentType = _HoursType = click.ParamType


class Moment(_MomentType):
    """A day, or a day and an hour."""

    name = "moment"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        from triage.errors import Refusal  # noqa: PLC0415  # keeps --help quick
        from triage.notation import read_date  # noqa: PLC0415

        if isinstance(value, date):
            return value
        written, _, clock = value.replace("T", " ").partition(" ")
        found, hour = read_date(written), _hour(clock)
        if isinstance(found, Refusal) or (clock and hour is None):
            message = f"{value!r} is geen dag of moment; schrijf 2021-03-03 of '2021-03-03 14:30'."
            self.fail(message, param, ctx)
        day = date.fromordinal(found)
        return day if hour is None else datetime.combine(day, hour)


def _hour(written: str) -> time | None:
    try:
        return time.fromisoformat(written)
    except ValueError:
        return None


class Hours(_HoursType):
    """Hours, with a comma or a point."""

    name = "hours"

    def convert(
        self, value: str | Decimal, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        from triage.errors import Refusal  # noqa: PLC0415  # keeps --help quick
        from triage.notation import decimal_of, read_number  # noqa: PLC0415

        if isinstance(value, Decimal):
            return value
        found = read_number(value, "getal")
        if isinstance(found, Refusal) or found % 100 or found < 0:
            self.fail(f"{value!r} is geen aantal uren; schrijf 2,5 of 2.25.", param, ctx)
        return decimal_of(found, "getal")


@attrs.frozen
class DeskSession(Session):
    """What the options of a command of the desk come to.

    Attributes:
        ledger_given: The address asked for with `--ledger`.
        actor_given: Who was said to be working with `--actor`.
    """

    ledger_given: str | None
    actor_given: str | None

    @property
    def ledger(self) -> str:
        """The address of the ledger."""
        return self.ledger_given or os.environ.get("TRIAGE_LEDGER") or LEDGER

    @property
    def actor(self) -> str:
        """Who does this: by default whoever is logged in."""
        try:
            return self.actor_given or os.environ.get("TRIAGE_ACTOR") or getpass.getuser()
        except (ImportError, KeyError, OSError) as error:
            message = "zeg met --actor wie u bent, of zet TRIAGE_ACTOR."
            raise click.UsageError(message) from error

    @contextmanager
    def desk(self, purpose: Purpose = "work", *, dated: bool = True) -> Iterator[Desk]:
        """The desk; with problems in the home, those are printed and the command ends.

        Args:
            purpose: As for `Desk.open`.
            dated: Warn when the day lies outside the term of the programme.
        """
        from triage.desk import Desk  # noqa: PLC0415  # keeps --help quick

        on = self.on if self.day_given else None
        try:
            desk = Desk.open(self.home, self.ledger, on, engine=self.engine, purpose=purpose)
        except PolicyError as error:
            stop(error.problems)
        except FileNotFoundError as error:
            message = f"de map {str(self.home)!r} bestaat niet"
            raise click.UsageError(message) from error
        with desk:
            told = (p for p in desk.problems if p.severity == "error" or p.code == _CAME_BACK)
            tell(told)
            if dated:
                self.dated(desk.policy)
            yield desk

    def again(self, *words: str) -> str:
        """A command to type over, on the same ledger."""
        given = (
            ("--home", str(self.home) if self.home else None),
            ("--on", str(self.on) if self.day_given else None),
            # Only a file: the address of a server may hold a password.
            ("--ledger", self.ledger_given if self.ledger.startswith("sqlite:") else None),
            ("--actor", self.actor_given),
        )
        options = [word for name, value in given if value for word in (name, value)]
        return f"  {command_line(*words, *options)}"


class _Command(Protocol):
    def __call__(self, session: DeskSession, /, *args: Any, **kwargs: Any) -> None: ...


def with_desk(command: _Command) -> Callable[..., None]:
    """Give a command the shared options, and those of the ledger, as a `DeskSession`."""

    @click.option(
        "--ledger",
        metavar="URL",
        help=f"Address of the ledger; else TRIAGE_LEDGER, else {LEDGER}.",
    )
    @click.option(
        "--actor",
        metavar="NAME",
        help="Who does this: a role or a user id; else TRIAGE_ACTOR, else who is logged in.",
    )
    @with_session
    @functools.wraps(command)
    def run(session: Session, *args: Any, ledger: str | None, actor: str | None, **kw: Any) -> None:
        shared = attrs.asdict(session, recurse=False)
        command(DeskSession(**shared, ledger_given=ledger, actor_given=actor), *args, **kw)

    return run


def as_json(value: object) -> str:
    """One line of JSON; values of attrs by the names of their attributes."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def print_json(value: object) -> None:
    """Print one line of JSON."""
    click.echo(as_json(value))


def _plain(value: Any) -> object:
    if isinstance(value, date):
        return value.isoformat()
    # An `Advice` is made of parts that are not its JSON.
    return value.as_json() if hasattr(value, "as_json") else attrs.asdict(value, recurse=False)
