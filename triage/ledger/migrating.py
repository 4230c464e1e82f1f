"""The schema of a ledger: made when there is none, and brought up to date when asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from triage.errors import LedgerError

HEAD: Final = "0001"
"""The newest revision in `migrations/`."""

LOCK: Final = 0x7472_6961_6765
"""The advisory lock with which one writer at a time works on PostgreSQL."""

PATIENCE: Final = 60
"""Seconds that a writer waits for its turn."""


def prepare(engine: Engine, *, upgrade: bool, make: bool) -> None:
    """Make the schema of an empty database; leave one that is up to date alone.

    Args:
        engine: The database.
        upgrade: Bring an older schema up to date.
        make: Make the schema of an empty database, instead of refusing it.

    Raises:
        LedgerError: There is none, or its schema is older (and `upgrade` was not asked), newer, or
            another's.
    """
    with engine.connect() as connection, connection.begin():
        if _revision(connection) == HEAD:
            return
        if not make and not inspect(connection).get_table_names():
            raise nothing_at(engine)
    with writing(engine) as connection:
        # Somebody else may have been here first.
        if not inspect(connection).get_table_names() or (upgrade and _known(connection)):
            _upgrade(connection)
            return
        found = _revision(connection)
    if found == HEAD:
        return
    if found is None:
        message = "deze database is van iets anders. Geef het ledger een database voor zichzelf."
    elif found < HEAD:
        message = (
            "het ledger is van een oudere versie. Maak een kopie en voer 'triage migrate' uit."
        )
    else:
        message = "het ledger is van een nieuwere versie. Werk keten-triage hier eerst bij."
    raise LedgerError(message)


def nothing_at(engine: Engine) -> LedgerError:
    """Nobody has made a ledger at this address."""
    address = shown(engine.url.render_as_string())
    message = f"er is geen ledger op {address}; 'triage register' maakt er een. Kijk het adres na."
    return LedgerError(message)


def shown(url: str) -> str:
    """An address without who logs in, and with which password."""
    return re.sub(r"//[^@/]*@", "//…@", url)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction in which nobody else writes."""
    with engine.connect() as connection:
        connection.execution_options(triage_writes=True)
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            yield connection


def _known(connection: Connection) -> bool:
    found = _revision(connection)
    return found is not None and found <= HEAD


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415  # slow, and seldom needed
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        message = (
            f"het schema van dit ledger, {_revision(connection)}, is er geen dat deze versie kent, "
            "en is niet bij te werken. Open het met de versie die het maakte, of zet een kopie "
            "terug."
        )
        raise LedgerError(message) from error
