"""A real PostgreSQL server for the tests: its own, empty, and gone afterwards."""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text


def programs() -> Path | None:
    """The folder with `initdb`, also where a system keeps it off the path."""
    found = shutil.which("initdb")
    places = [found] if found else sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))  # noqa: PTH207  # an absolute pattern
    return Path(places[-1]).resolve().parent if places else None


@contextmanager
def server() -> Iterator[str]:
    """A server on a socket in a folder of its own; the address lacks the name of a database."""
    folder = programs()
    assert folder is not None
    home = Path(tempfile.mkdtemp(prefix="triage-pg-"))
    # PostgreSQL refuses to run as root.
    user = next(name for name in ("postgres", "nobody") if _exists(name)) if _root() else None
    if user is not None:
        shutil.chown(home, user)
    options: dict[str, Any] = {"user": user, "stdout": subprocess.DEVNULL}
    data = home / "data"
    setup = ["--auth=trust", "--username=triage", "--encoding=UTF8", "--no-sync", "--locale=C"]
    subprocess.run([folder / "initdb", "-D", data, *setup], check=True, **options)
    settings = f"-c listen_addresses= -c unix_socket_directories={home} -c fsync=off"
    control: list[str | Path] = [folder / "pg_ctl", "-D", data, "-w", "-l", home / "log"]
    subprocess.run([*control, "-o", settings, "start"], check=True, **options)
    try:
        yield f"postgresql+psycopg://triage@/{{}}?host={home}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, **options)
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def database(address: str, name: str) -> Iterator[str]:
    """An empty database on the server."""
    engine = create_engine(address.format("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield address.format(name)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


def _root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
