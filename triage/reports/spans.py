"""Which weeks a chart or a table by week runs over."""

from __future__ import annotations

from collections.abc import Iterable

from triage.monitoring.weeks import Week


def every_week(named: Iterable[str]) -> list[str]:
    """Every week from the first that is named to the last, whether it is named or not."""
    found = sorted({Week.read(week) for week in named})
    if not found:
        return []
    weeks = (found[-1].first - found[0].first).days // 7
    return [str(found[0].plus(n)) for n in range(weeks + 1)]
