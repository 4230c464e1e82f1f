"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one stroke; what stood there stays until the new content is on disk.

    Raises:
        OSError: It cannot be written there; nothing has changed.
    """
    target = path.resolve()  # a link stays a link
    draft = target.with_name(f".{secrets.token_hex(8)}.tmp")
    # Not `tempfile`: that closes the file to everybody else, whatever the umask says.
    number = os.open(
        draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666
    )
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
