"""Tests that take minutes run where the search is long anyway."""

from __future__ import annotations

import os

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: searches long; runs under HYPOTHESIS_PROFILE=ci")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("slow") and os.environ.get("HYPOTHESIS_PROFILE") != "ci":
        pytest.skip("searches long; runs under HYPOTHESIS_PROFILE=ci")
