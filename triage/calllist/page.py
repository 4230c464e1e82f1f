"""The call list as one page of HTML that needs nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from triage.calllist.columns import MOST
from triage.papers.pages import environment, page_bytes

if TYPE_CHECKING:
    from triage.records import CallList

_SHAPES: Final = 3
"""Levels with a colour and a shape of their own; lower ones, and the last, look quiet."""
_SHORTEST_NUMBER: Final = 3


@attrs.frozen
class _Bar:
    """How many cases have a level; `share` in percents of the largest."""

    name: str
    look: int
    count: int
    share: float


def html_bytes(call_list: CallList) -> bytes:
    """A page to read, search and print; it needs no script and loads nothing."""
    found = environment("triage.calllist")
    found.filters["dial"] = _dial
    return page_bytes(
        found,
        "call_list.html.j2",
        call_list=call_list,
        bars=_bars(call_list),
        looks=[_look(level, call_list) for level in range(len(call_list.levels))],
        people=any(row.person for row in call_list.rows),
        most=MOST,
    )


def _bars(call_list: CallList) -> list[_Bar]:
    counts = [
        sum(row.level == level for row in call_list.rows) for level in range(len(call_list.levels))
    ]
    most = max((*counts, 1))
    return [
        _Bar(name, _look(level, call_list), count, round(100 * count / most, 1))
        for level, (name, count) in enumerate(zip(call_list.levels, counts, strict=True))
    ]


def _look(level: int, call_list: CallList) -> int:
    return _SHAPES if level == len(call_list.levels) - 1 else min(level, _SHAPES)


def _dial(phone: str) -> str:
    """What a telephone dials, or nothing when there is too little to dial."""
    digits = re.sub(r"[^0-9]", "", phone.replace("(0)", ""))
    sign = "+" if phone.strip().startswith("+") else ""
    return f"tel:{sign}{digits}" if len(digits) >= _SHORTEST_NUMBER else ""
