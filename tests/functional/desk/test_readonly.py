"""A ledger that may only be read: it can be looked at, and what cannot be done is said."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.functional.desk.conftest import CONFIG, RULES, Clock
from triage import Case, LedgerError
from triage.desk import Desk

NOBODY: Final = 65534


@contextmanager
def as_nobody() -> Iterator[None]:
    """Whoever may write everywhere is somebody else for a while."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody can reach, with a home in it."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        path.chmod(0o755)
        for part, words in (("rules", RULES), ("config", CONFIG)):
            (path / "home" / part).mkdir(parents=True)
            (path / "home" / part / "a.yaml").write_text(words, encoding="utf-8")
        yield path


@pytest.fixture
def copy(folder: Path, clock: Clock) -> Iterator[str]:
    """The address of a copy of a ledger with one case in it, in a folder that is closed."""
    with Desk.open(folder / "home", f"sqlite:///{folder}/ledger.db", clock=clock) as desk:
        desk.register(Case("z-1", clock.now.date()), actor="balie")
    (folder / "copy").mkdir()
    shutil.copy(folder / "ledger.db", folder / "copy/ledger.db")
    (folder / "copy/ledger.db").chmod(0o444)
    (folder / "copy").chmod(0o555)
    yield f"sqlite:///{folder}/copy/ledger.db"
    (folder / "copy").chmod(0o755)


def test_an_auditor_looks_into_a_copy_that_may_not_be_written(
    folder: Path, copy: str, clock: Clock
) -> None:
    with as_nobody(), Desk.open(folder / "home", copy, clock=clock, purpose="look") as desk:
        found = desk.verify(), desk.replay(), list(desk.events()), desk.waiting()

    checked, replayed, events, waiting = found
    assert (checked.events, checked.wrong, replayed.different) == (2, (), ())
    assert [event.kind for event in events] == ["pot_funded", "registered"]
    assert waiting == ()
    assert [path.name for path in (folder / "copy").iterdir()] == ["ledger.db"]


def test_a_copy_is_never_read_without_the_log_that_lies_beside_it(
    folder: Path, copy: str, clock: Clock
) -> None:
    (folder / "copy").chmod(0o755)
    (folder / "copy/ledger.db-wal").write_bytes(b"something that was written last")
    (folder / "copy").chmod(0o555)

    with as_nobody(), pytest.raises(LedgerError, match="u mag er niet bij"):
        Desk.open(folder / "home", copy, clock=clock, purpose="look")


def test_what_has_to_be_written_is_refused_and_says_why(
    folder: Path, copy: str, clock: Clock
) -> None:
    with (
        as_nobody(),
        Desk.open(folder / "home", copy, clock=clock) as desk,
        pytest.raises(LedgerError, match="er mag niet in worden geschreven"),
    ):
        desk.next(actor="balie")


def test_a_new_ledger_in_a_folder_that_may_not_be_written_says_so(
    folder: Path, clock: Clock
) -> None:
    (folder / "closed").mkdir()
    (folder / "closed").chmod(0o555)

    with (
        as_nobody(),
        pytest.raises(LedgerError, match="in deze map mag niet worden geschreven"),
    ):
        Desk.open(folder / "home", f"sqlite:///{folder}/closed/new.db", clock=clock)


def test_a_new_ledger_in_a_folder_that_is_not_there_says_so(folder: Path, clock: Clock) -> None:
    with pytest.raises(LedgerError, match=r"dit adres is er niet.* een map moet er al zijn"):
        Desk.open(folder / "home", f"sqlite:///{folder}/nergens/new.db", clock=clock)
