"""The file of a ledger on SQLite, where it may not be written."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL

from triage.errors import LedgerError


def readable(url: URL) -> URL:
    """The address by which a file can be read: SQLite keeps a log beside one that it may write.

    A copy to look into, on which nobody works, needs no log. Where one with something in it lies
    beside the file, that is read along, if SQLite can.
    """
    path = Path(url.database or "")
    if not path.is_file() or _writable(path):
        return url
    log = path.with_name(f"{path.name}-wal")
    query = {"uri": "true", "mode": "ro"}
    if not log.exists() or log.stat().st_size == 0:
        query["immutable"] = "1"
    return url.set(database=f"file:{quote(str(path.resolve()))}", query=query)


def require_room(url: URL) -> None:
    """Refuse to make a file where none may be made.

    Raises:
        LedgerError: The folder is there, and may not be written.
    """
    path = Path(url.database or "")
    folder = path.resolve().parent
    if not path.exists() and folder.is_dir() and not _may_write(folder):
        message = (
            "het ledger kan niet worden gemaakt: in deze map mag niet worden geschreven. Geef er "
            "rechten op, of kies een andere map."
        )
        raise LedgerError(message)


def _writable(path: Path) -> bool:
    return _may_write(path) and _may_write(path.resolve().parent)


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
