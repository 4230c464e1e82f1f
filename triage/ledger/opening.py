"""Opening a ledger on SQLite or PostgreSQL, and one unit of work at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from triage.errors import LedgerError
from triage.ledger import files, migrating
from triage.ledger.work import Work

_PERSONAL: Final = "person, answers, note, decision, outbox"
"""The tables that `erase` empties, or from which it takes a text."""


class Ledger:
    """An open ledger; may be shared by threads.

    Args:
        url: `sqlite:///file.db`, or `postgresql+psycopg://…` with the extra `postgres`.
        upgrade: Bring an older schema up to date instead of refusing it.
        make: Make one where there is none; else that is an error, and no file appears.

    Raises:
        LedgerError: It cannot be opened, is not there, or its schema is older or newer than this
            version.
    """

    def __init__(self, url: str, *, upgrade: bool = False, make: bool = True) -> None:
        self._engine = _engine(url)
        if not make:
            _require_file(self._engine)
        elif self._engine.dialect.name == "sqlite":
            files.require_room(self._engine.url)
        try:
            with _explained():
                migrating.prepare(self._engine, upgrade=upgrade, make=make)
        except BaseException:
            self._engine.dispose()
            raise

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def writing(self, clock: Callable[[], datetime]) -> Iterator[Work]:
        """One unit of work: written when the block ends, undone when it raises.

        Args:
            clock: Read when the turn has come, so that what is recorded never goes back in time.

        Raises:
            LedgerError: The database is locked, full, read-only or gone.
        """
        with _explained(), migrating.writing(self._engine) as connection:
            yield Work(connection, clock())

    @contextmanager
    def reading(self, now: datetime) -> Iterator[Work]:
        """Look, at one moment, without keeping anybody from writing."""
        with _explained(), self._engine.connect() as connection:
            if self._engine.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield Work(connection, now)

    def scrub(self, *, rewrite: bool = False) -> None:
        """Let nothing that was erased linger in the files of the database.

        Args:
            rewrite: Write them anew, since SQLite leaves a copy where it once moved a row.

        Raises:
            LedgerError: There is no room to write it anew; what was erased stays so.
        """
        sqlite = self._engine.dialect.name == "sqlite"
        whole = "VACUUM" if sqlite else f"VACUUM FULL {_PERSONAL}"
        try:
            with self._engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT")
                if rewrite:
                    connection.execute(text(whole))
                if sqlite:
                    connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        except DatabaseError as error:
            message = (
                "er is gewist, maar het bestand is nog niet opgeschoond en kan resten bevatten "
                f"({type(error.orig).__name__}). Maak ruimte, en geef erase --due nog eens."
            )
            raise LedgerError(message) from error


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
        if backend not in ("sqlite", "postgresql"):
            message = f"een ledger kan niet op '{backend}'. Gebruik sqlite of postgresql+psycopg."
            raise LedgerError(message)
        # Parameters may hold names: they never stand in an error.
        if backend == "postgresql":
            # A plan that was kept from when a table was small reads it whole when it is large.
            return create_engine(
                parsed,
                hide_parameters=True,
                pool_pre_ping=True,
                connect_args={"prepare_threshold": None},
            )
        if parsed.database in (None, "", ":memory:"):
            message = (
                "een ledger in het geheugen gaat verloren. Geef een bestand: sqlite:///naam.db"
            )
            raise LedgerError(message)
        engine = create_engine(
            files.readable(parsed),
            hide_parameters=True,
            connect_args={"timeout": migrating.PATIENCE},
        )
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise LedgerError(_unreadable(url, error)) from error
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _require_file(engine: Engine) -> None:
    """Look for the file of SQLite before connecting, since that would make it."""
    name = engine.url.database or ""
    given = engine.dialect.name == "sqlite" and not name.startswith("file:")
    if given and not Path(name).exists():
        raise migrating.nothing_at(engine)


def _unreadable(url: str, error: Exception) -> str:
    if isinstance(error, ImportError):
        return "voor PostgreSQL is de extra 'postgres' nodig: pip install 'keten-triage[postgres]'"
    shown = migrating.shown(url)
    hint = "Schrijf bijvoorbeeld sqlite:///triage.db of postgresql+psycopg://host/naam"
    return f"'{shown}' is geen adres van een ledger. {hint}"


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin_sqlite
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA secure_delete = ON")  # what `erase` removes is overwritten
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("isolation_level") == "AUTOCOMMIT":
        return
    # A reader that becomes a writer half-way can lose its turn; so writers say so at the start.
    writes = connection.get_execution_options().get("triage_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _explained() -> Iterator[None]:
    """Errors of the database in the words of the person who has to mend them."""
    try:
        yield
    except DatabaseError as error:
        raise LedgerError(_explain(error)) from error


_EXPLANATIONS: Final = (
    ("locked|lock timeout|LockNotAvailable", "een ander is al te lang bezig. Probeer het opnieuw"),
    ("readonly|read-only|ReadOnly", "er mag niet in worden geschreven. Geef er rechten op"),
    ("disk is full|No space|DiskFull", "de schijf is vol. Maak ruimte en probeer het opnieuw"),
    ("not a database|malformed|encrypted", "dit bestand is geen ledger, of het is beschadigd"),
    (
        "unable to open|does not exist",
        "dit adres is er niet, of u mag er niet bij. Kijk het na; een map moet er al zijn",
    ),
    (
        "connection|authentication|password|could not translate|closed",
        "de server is niet bereikbaar of laat ons niet toe. Kijk adres en wachtwoord na",
    ),
)


def _explain(error: DatabaseError) -> str:
    found = f"{type(error.orig).__name__} {error.orig}"
    for pattern, words in _EXPLANATIONS:
        if re.search(pattern, found, re.IGNORECASE):
            return f"het ledger kan niet worden gebruikt: {words}."
    kind = "OperationalError" if isinstance(error, OperationalError) else type(error.orig).__name__
    return f"het ledger kan niet worden gebruikt ({kind}). Er is niets geschreven."
