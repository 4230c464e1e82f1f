"""The plot: an engine a line, a mark for each size, on a scale by powers of ten."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from math import ceil, floor, log10
from typing import Final

from benchmarks.measured import PEER_NAMES, Measured
from benchmarks.teams import OURS

_WIDTH: Final = 760
_LEFT: Final = 285
_RIGHT: Final = 44
_TOP: Final = 74
_LINE: Final = 28

_INK: Final = "#1b1b1b"
_OURS: Final = "#154273"
_OTHERS: Final = "#a35a00"
_GRID: Final = "#d9d9d9"


def plot(measured: Measured) -> Iterator[str]:
    """An SVG picture, line by line."""
    sizes = measured.sizes
    names = [n for n in (*OURS, *PEER_NAMES) if all(n in size.rates for size in sizes)]
    names.sort(key=lambda name: -sizes[0].rates[name].best)
    speeds = {name: [size.rates[name].best for size in sizes] for name in names}
    low = floor(log10(min(map(min, speeds.values()))))
    high = ceil(log10(max(map(max, speeds.values()))))
    height = _TOP + _LINE * len(names) + 44

    def across(speed: float) -> float:
        return _LEFT + (log10(speed) - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT)

    rules = [f"{size.rules:,} rules" for size in sizes]
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-labelledby="title desc" font-family="sans-serif" font-size="13" fill="{_INK}">'
    )
    yield f'<title id="title">Cases decided a second, on {", ".join(rules)}</title>'
    yield f'<desc id="desc">{escape("; ".join(_said(names, speeds)))}.</desc>'
    yield f'<rect width="{_WIDTH}" height="{height}" fill="white"/>'
    yield from _legend(rules)
    yield from _scale(range(low, high + 1), across, height)
    for number, name in enumerate(names):
        middle = _TOP + _LINE * number + _LINE // 2
        yield from _engine(name, speeds[name], across, middle)
    yield "</svg>"


def _said(names: Sequence[str], speeds: dict[str, list[float]]) -> Iterator[str]:
    for name in names:
        yield f"{name}: {', '.join(f'{speed:,.0f}' for speed in speeds[name])}"


def _legend(rules: Sequence[str]) -> Iterator[str]:
    yield '<text x="12" y="24" font-size="15" font-weight="bold">Cases decided a second</text>'
    for place, what in enumerate(rules):
        x = _LEFT + place * 110
        yield _mark(place, x, 20, _INK)
        yield f'<text x="{x + 12}" y="24">{what}</text>'
    yield f'<text x="{_LEFT + 340}" y="24" fill="{_OURS}" font-weight="bold">ours</text>'
    yield f'<text x="{_LEFT + 385}" y="24" fill="{_OTHERS}">others</text>'


def _scale(powers: range, across: Callable[[float], float], height: int) -> Iterator[str]:
    for power in powers:
        x = across(10**power)
        yield f'<path d="M{x:.1f} {_TOP - 6}V{height - 36}" stroke="{_GRID}"/>'
        for y in (_TOP - 14, height - 16):
            yield f'<text x="{x:.1f}" y="{y}" text-anchor="middle">{10**power:,}</text>'


def _engine(
    name: str, speeds: Sequence[float], across: Callable[[float], float], middle: int
) -> Iterator[str]:
    colour, weight = (_OURS, "bold") if name in OURS else (_OTHERS, "normal")
    first, last = across(max(speeds)), across(min(speeds))
    yield (
        f'<text x="{_LEFT - 16}" y="{middle + 4}" text-anchor="end" fill="{colour}" '
        f'font-weight="{weight}">{escape(name)}</text>'
    )
    yield (
        f'<path d="M{last:.1f} {middle}H{first:.1f}" stroke="{colour}" stroke-width="2" '
        'opacity="0.45"/>'
    )
    for place, speed in enumerate(speeds):
        yield _mark(place, across(speed), middle, colour)


def _mark(place: int, x: float, y: float, colour: str) -> str:
    """A circle, a square, a diamond: told apart without colour."""
    match place % 3:
        case 0:
            return f'<circle cx="{x:.1f}" cy="{y}" r="5.5" fill="{colour}"/>'
        case 1:
            return (
                f'<rect x="{x - 5:.1f}" y="{y - 5}" width="10" height="10" fill="white" '
                f'stroke="{colour}" stroke-width="2"/>'
            )
        case _:
            return f'<path d="M{x:.1f} {y - 7}l7 7l-7 7l-7 -7z" fill="{colour}"/>'
