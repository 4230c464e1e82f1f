from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from triage.outputs import write_whole

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_replaced_in_one_stroke(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"oud")

    write_whole(tmp_path / "a", b"nieuw")

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"nieuw")]


def test_nothing_is_left_behind_when_it_fails(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()

    with pytest.raises(OSError, match="a"):
        write_whole(tmp_path / "a", b"nieuw")

    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.skipif(os.name == "nt", reason="links and modes are those of POSIX")
def test_a_link_stays_a_link_and_the_umask_counts(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "a")
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "link", b"nieuw")
    finally:
        os.umask(before)

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640
