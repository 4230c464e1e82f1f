"""What rules give, at random: urgency, terms, points, products, exclusions, texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import attrs
from hypothesis import strategies as st

from tests.properties.values import DAYS, Draw, chance, days, pick, some, write_date

LENGTHS = ("1 werkdag", "2 werkdagen", "3 werkdagen", "10 werkdagen", "1 week", "4 weken",
           "1 dag", "5 dagen", "60 dagen")  # fmt: skip
FAR = (*LENGTHS, "9999 dagen", "9999 weken", "999 werkdagen")
"""Only forwards: backwards they would end before the years of the naive calendar."""
HOURS = ("4 uur", "0,5 uur", "0.25 uur", "12 uur", "10,50 uur")


@attrs.frozen
class Catalogue:
    """What outcomes may name."""

    levels: list[str]
    products: list[str]
    groups: list[str]
    dates: list[str]


def terms(draw: Draw, dates: Sequence[str]) -> dict[str, str]:
    """A `binnen`, an `uiterlijk` or both, perhaps with `gehaald`."""
    found = {}
    forms = pick(draw, [("binnen",), ("uiterlijk",), ("binnen", "uiterlijk")])
    if "binnen" in forms:
        since = some(draw, dates, least=0, most=2) if dates else []
        found["binnen"] = pick(draw, FAR) + (f" vanaf {' of '.join(since)}" if since else "")
    if "uiterlijk" in forms:
        written = [write_date(draw, days(draw))]
        written += (
            [pick(draw, dates), f"{pick(draw, LENGTHS)} voor {pick(draw, dates)}"] if dates else []
        )
        found["uiterlijk"] = pick(draw, written)
    if dates and chance(draw, 3):
        found["gehaald"] = pick(draw, dates)
    return found


def wish(draw: Draw, key: str) -> Any:
    return {key: pick(draw, HOURS)} if chance(draw, 3) else key


def outcome(draw: Draw, names: Catalogue, *, row: bool = False) -> dict[str, Any]:
    """A `dan` without conclusions, or the same as cells of a row; empty when nothing was drawn."""
    found: dict[str, Any] = {}
    if chance(draw, 3):
        found["urgentie"] = pick(draw, names.levels)
    if chance(draw, 4):
        found |= terms(draw, names.dates)
    if chance(draw, 3):
        found["punten"] = str(draw(st.integers(-5, 20)))
    if names.products and chance(draw, 2):
        wishes = [wish(draw, key) for key in some(draw, names.products)]
        found["product"] = wishes[0] if chance(draw, 2) else wishes
        if row and all(isinstance(each, str) for each in wishes):
            found["product"] = " | ".join(wishes)
    if names.products and chance(draw, 5):
        targets = some(draw, [*names.products, *names.groups, "alles"], most=2)
        found["uitsluiten"] = targets[0] if chance(draw, 2) else targets
        if row:
            found["uitsluiten"] = " | ".join(targets)
    if chance(draw, 6):
        found["let_op"] = pick(draw, ["Vraag door.", "ja", "12: let op, bel eerst"])
    return found


def period(draw: Draw) -> dict[str, str]:
    first, last = sorted(pick(draw, DAYS) + timedelta(days=draw(st.integers(-2, 2))) for _ in "ab")
    ends = {"van": write_date(draw, first), "tot_en_met": write_date(draw, last)}
    return {
        key: ends[key] for key in pick(draw, [("van",), ("tot_en_met",), ("van", "tot_en_met")])
    }


def validity(draw: Draw, *, cell: bool = False) -> Any:
    """A `geldig`: a period, a list of them, or as it stands in a cell."""
    if cell:
        ends = period(draw)
        return f"{ends.get('van', '')}..{ends.get('tot_en_met', '')}"
    if chance(draw, 3):
        return [period(draw) for _ in range(pick(draw, [1, 2]))]
    return period(draw)


def reasons(draw: Draw) -> dict[str, str]:
    """Texts and dates that decide nothing."""
    found = {
        "omdat": "Omdat het zo is.",
        "grondslag": "Wgs art. 4",
        "toelichting": "ja",
        "eigenaar": "BAD",
    }
    kept = some(draw, list(found), least=0) if chance(draw, 3) else []
    return {key: found[key] for key in kept}
