"""`python -m triage`."""

from __future__ import annotations

import runpy

import pytest


def test_the_module_is_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["triage", "--help"])

    with pytest.raises(SystemExit) as stopped:
        runpy.run_module("triage", run_name="__main__")

    assert stopped.value.code == 0
    assert capsys.readouterr().out.startswith("Usage: triage ")
