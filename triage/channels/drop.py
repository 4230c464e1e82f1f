"""Referrals as files in a folder that two parties share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from triage.chain import Receipt, Referral, Status
from triage.channels.base import Channel
from triage.channels.failures import SetupError, UnreachableError
from triage.channels.wire import (
    MOST_BYTES,
    checked_id,
    read_object,
    read_reference,
    read_status,
    referral_bytes,
    withdrawal_bytes,
)
from triage.hookspecs import hookimpl
from triage.outputs import write_whole

BASE: Final = "TRIAGE_EXCHANGE"
"""The folder below which a relative address lies; without it the current one."""


class Drop(Channel):
    """Puts whole files in the folder under `kanaal`.

    The partner takes a file by moving it away, and acknowledges it with a file of its own.
    """

    kind = "bestand"

    @hookimpl
    def refer(self, referral: Referral) -> Receipt:
        """Leave the file there; one that is acknowledged is not left a second time."""
        folder = self._folder()
        answer = self._answer(folder, referral)
        if answer is not None:
            return Receipt(read_reference(answer))
        self._write(folder / f"{referral.id}.json", referral_bytes(referral))
        return Receipt()

    @hookimpl
    def status(self, referral: Referral) -> Status | None:
        """What the acknowledgement says, once it is whole."""
        answer = self._answer(self._folder(), referral)
        return None if answer is None else read_status(answer)

    @hookimpl
    def withdraw(self, referral: Referral) -> None:
        """Take back a file that nobody took; otherwise leave a file that says so."""
        folder = self._folder()
        unread = folder / f"{checked_id(referral)}.json"
        acknowledged = self._answer(folder, referral) is not None
        try:
            if not acknowledged:
                unread.unlink()
                return
        except FileNotFoundError:
            pass
        except OSError as error:
            raise _unusable(folder, error) from None
        self._write(folder / f"{referral.id}.withdrawn.json", withdrawal_bytes(referral))

    def _folder(self) -> Path:
        folder = Path(os.environ.get(BASE) or ".", self.setting("adres"))
        if not folder.is_dir():
            # Not made here: where a network folder is not mounted, nobody would ever look.
            raise UnreachableError(f"de map '{folder}' is er niet")
        return folder

    def _write(self, path: Path, content: bytes) -> None:
        if path.is_symlink():
            raise SetupError(f"in de map '{path.parent}' is '{path.name}' een link, geen bestand")
        try:
            if _read(path) != content:
                write_whole(path, content)
        except OSError as error:
            raise _unusable(path.parent, error) from None

    def _answer(self, folder: Path, referral: Referral) -> dict[str, Any] | None:
        found = read_object(_read(folder / f"{checked_id(referral)}.ack.json") or b"")
        return found if found and found.get("referral", referral.id) == referral.id else None


def _read(path: Path) -> bytes | None:
    """What a file holds, up to what is too much; None when it cannot be read now."""
    try:
        with open(path, "rb", opener=_carefully) as file:
            return file.read(MOST_BYTES + 1)
    except OSError:
        return None


def _carefully(path: str, flags: int) -> int:
    """Open a file as it stands there: follow no link, and wait for no pipe."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _unusable(folder: Path, error: OSError) -> UnreachableError:
    return UnreachableError(f"in de map '{folder}' kan niet worden geschreven ({error.strerror})")
