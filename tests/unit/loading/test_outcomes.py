"""What a `dan` gives."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.loading.reading import rulebook_of
from triage.rulebook import Outcome


def outcome_of(dan: str) -> Outcome:
    text = f"""\
conclusies: {{extra: {{}}}}
regels:
  - regel: proef
    als: altijd
    dan: {dan}
"""
    return rulebook_of(text).rules["proef"].outcome


def test_every_outcome_is_read() -> None:
    found = outcome_of(
        "{urgentie: hoog, punten: -3, product: scan, conclusie: [nood, extra], let_op: Bel, "
        "uitsluiten: lening}"
    )

    assert found == Outcome(
        urgency="hoog",
        points=-3,
        products=(("scan", None),),
        excluded=("lening",),
        facts=("nood", "extra"),
        notice="Bel",
    )


@pytest.mark.parametrize(
    ("dan", "products"),
    [
        ("{product: scan}", (("scan", None),)),
        ("{product: [scan, lening]}", (("scan", None), ("lening", None))),
        ("{product: {lening: 4 uur}}", (("lening", Decimal(4)),)),
        ("{product: {lening: '0,5 uur'}}", (("lening", Decimal("0.5")),)),
        ("{product: {lening: 0.5 uur}}", (("lening", Decimal("0.5")),)),
        ("{product: {lening: 4\u00a0uur}}", (("lening", Decimal(4)),)),
        ("{product: [scan, {lening: 4 uur}]}", (("scan", None), ("lening", Decimal(4)))),
    ],
)  # fmt: skip
def test_products_come_alone_in_a_list_or_with_hours(
    dan: str, products: tuple[tuple[str, Decimal | None], ...]
) -> None:
    assert outcome_of(dan).products == products


@pytest.mark.parametrize(
    ("dan", "excluded"),
    [
        ("{uitsluiten: scan}", ("scan",)),
        ("{uitsluiten: scans}", ("scan",)),
        ("{uitsluiten: [lening, scans]}", ("lening", "scan")),
        ("{uitsluiten: alles}", ("lening", "scan")),
    ],
)
def test_exclusions_are_written_out(dan: str, excluded: tuple[str, ...]) -> None:
    assert outcome_of(dan).excluded == excluded


@pytest.mark.parametrize(
    ("dan", "count", "unit", "since", "met"),
    [
        ("{binnen: 3 werkdagen}", 3, "werkdagen", (), None),
        ("{binnen: 1 werkdag}", 1, "werkdagen", (), None),
        ("{binnen: 1 week}", 1, "weken", (), None),
        ("{binnen: 4 weken}", 4, "weken", (), None),
        ("{binnen: 1 dag}", 1, "dagen", (), None),
        ("{binnen: 9999 dagen}", 9999, "dagen", (), None),
        ("{binnen: 2 weken vanaf gemeld_op}", 2, "weken", ("gemeld_op",), None),
        ("{binnen: 2  weken  vanaf gemeld_op}", 2, "weken", ("gemeld_op",), None),
        ("{binnen: 3 dagen, gehaald: gemeld_op}", 3, "dagen", (), "gemeld_op"),
    ],
)
def test_a_term_counts_from_a_start(
    dan: str, count: int, unit: str, since: tuple[str, ...], met: str | None
) -> None:
    (term,) = outcome_of(dan).terms

    assert (term.count, term.unit, term.since, term.met) == (count, unit, since, met)


def test_a_term_may_count_from_the_first_of_several_dates() -> None:
    text = """\
vragen: {signaal_op: {vraag: Wanneer, soort: datum}}
regels: [{regel: a, als: altijd, dan: {binnen: 3 dagen vanaf gemeld_op of signaal_op}}]
"""
    (term,) = rulebook_of(text).rules["a"].outcome.terms

    assert term.since == ("gemeld_op", "signaal_op")


@pytest.mark.parametrize(
    ("dan", "day", "before", "count"),
    [
        ("{uiterlijk: 2021-04-30}", "2021-04-30", None, 0),
        ("{uiterlijk: 30-4-2021}", "2021-04-30", None, 0),
        ("{uiterlijk: gemeld_op}", None, "gemeld_op", 0),
        ("{uiterlijk: 2 werkdagen voor gemeld_op}", None, "gemeld_op", 2),
        ("{uiterlijk: 1 week voor gemeld_op}", None, "gemeld_op", 1),
    ],
)
def test_a_last_day_is_written_answered_or_counted_back(
    dan: str, day: str | None, before: str | None, count: int
) -> None:
    (term,) = outcome_of(dan).terms

    assert (term.day and term.day.isoformat(), term.before, term.count) == (day, before, count)


def test_a_rule_may_have_both_terms_met_by_one_date() -> None:
    terms = outcome_of("{binnen: 3 dagen, uiterlijk: 2021-04-30, gehaald: gemeld_op}").terms

    assert [term.met for term in terms] == ["gemeld_op", "gemeld_op"]
