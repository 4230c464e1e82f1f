"""The report as JSON, by the names of the values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from triage.monitoring.values import Budget, Line, Row, Summary


def json_bytes(summary: Summary) -> bytes:
    """Indented, so that two reports can be compared line by line."""
    return (json.dumps(as_json(summary), ensure_ascii=False, indent=2) + "\n").encode()


def as_json(summary: Summary) -> dict[str, object]:
    """Everything, with the indicators under `indicators` and their figures beside their names."""
    return {
        "indicators" if name == "rows" else name: _plain(value)
        for name, value in attrs.asdict(summary, recurse=False).items()
    }


def _plain(value: Any) -> object:
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(one) for one in value]
        case Mapping():
            return {key: _plain(one) for key, one in value.items()}
    return _object(value) if attrs.has(type(value)) else value


def _object(value: Any) -> dict[str, object]:
    match value:
        case Row():
            return _flat(value) | _by_period(value)
        case Line():
            return _flat(value)
        case Budget():
            return _fields(value) | {"used": _plain(value.used)}
    return _fields(value)


def _fields(value: Any) -> dict[str, object]:
    return {name: _plain(one) for name, one in attrs.asdict(value, recurse=False).items()}


def _flat(value: Row | Line) -> dict[str, object]:
    """The figure's own parts in its place, so that `week` and `total` stand beside `key`."""
    found: dict[str, object] = {}
    for name, one in attrs.asdict(value, recurse=False).items():
        found |= _fields(one) if name == "figure" else {name: _plain(one)}
    return found


def _by_period(row: Row) -> dict[str, object]:
    """Pairs by name: this week and in total."""
    share = row.share and tuple(dict(zip(("part", "whole"), one, strict=True)) for one in row.share)
    pairs = {"unique": row.unique, "share": share, "spread": row.spread}
    return {
        name: None if pair is None else {"week": _plain(pair[0]), "total": _plain(pair[1])}
        for name, pair in pairs.items()
    }
