"""The thirteen rows of the built-in home, over lives made by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.monitoring.lives import at, built_in, life, march, rows, says
from triage.monitoring.life import Life, Moment
from triage.monitoring.values import Figure, Line, Row, Spread, Waited


def built(*lives: Life) -> dict[str, Row]:
    return dict(rows(built_in(), lives))


def by_key(lines: tuple[Line, ...]) -> dict[str, Figure]:
    return {line.key: line.figure for line in lines}


def test_the_rows_are_those_of_the_plan_with_their_words() -> None:
    found = built()

    numbers = [f"m{number:02}" for number in range(1, 14)]
    assert [key for key, row in found.items() if row.counts] == numbers
    row = found["m10"]
    assert (row.part, row.name) == ("Inzet product", "Aantal doorverwijzingen LWL")
    assert (row.target, row.target_text, row.owner) == (100, "100 50/50", "OHD")
    assert row.effect == "Omgeschoolde ZZP-ers naar tekortsectoren arbeidsmarkt"
    assert found["m12"].note == "Samenloop in de tijd; dit getal bewijst geen effect."
    assert found["m07"].explanation is not None


def test_effects_without_an_indicator_have_a_row_and_no_number() -> None:
    found = [row for row in built().values() if not row.counts]

    assert [row.name for row in found] == [
        *("Langdurige Bbz na afloop van TOZO", "Faillissementen", "Omgeschoolden"),
    ]
    assert {row.figure for row in found} == {Figure(None, None)}
    assert all(row.effect and row.note for row in found)


def test_without_cases_counts_are_zero_and_what_cannot_be_known_is_empty() -> None:
    found = built()

    assert found["m05"].figure == Figure(0, 0)
    assert found["m05"].reached == Decimal(0)
    assert found["m04"].figure == Figure(None, None)
    assert found["m04"].spread == (Spread(), Spread())
    assert found["m13"].figure == Figure(None, None)
    assert found["m13"].share == ((0, 0), (0, 0))


def test_no_target_is_not_a_target_of_zero() -> None:
    found = built(life("a", at("verwezen", 9, "schuldhulpverlening", partner="bad")))

    assert [key for key, row in found.items() if row.target is not None] == [
        *("m05", "m06", "m07", "m10", "m11"),
    ]
    assert (found["m09"].target, found["m09"].reached) == (None, None)


def test_m01_each_person_counts_once_at_the_first_attempt() -> None:
    found = built(
        life("this-week", at("benaderd", 8, tally=says("m01"))),
        life(
            "before",
            at("benaderd", 3, tally=says("m01")),
            at("benaderd", 9, tally=says("m01")),
        ),
        life(
            "later-with-tozo",
            at("benaderd", 3, tally=says("m01", holds=False)),
            at("benaderd", 9, tally=says("m01")),
        ),
        life("unknown", at("benaderd", 10, tally=says("m01", holds=None))),
        life("next-week", at("benaderd", 15, written=14, tally=says("m01"))),
        life("never"),
    )

    assert found["m01"].figure == Figure(1, 2)
    assert found["m01"].unknown == Figure(1, 1)


def test_m02_and_m03_share_the_intakes_and_show_the_unknown_in_a_line_of_its_own() -> None:
    def intake(case: str, day: int, *, tozo: bool | None) -> Life:
        without = None if tozo is None else not tozo
        return life(
            case, at("intake", day, tally={**says("m02", holds=tozo), **says("m03", holds=without)})
        )

    found = built(
        intake("a", 9, tozo=True),
        intake("b", 2, tozo=True),
        intake("c", 9, tozo=False),
        intake("d", 9, tozo=None),
    )

    assert (found["m02"].figure, found["m02"].unknown) == (Figure(1, 2), Figure(1, 1))
    assert (found["m03"].figure, found["m03"].unknown) == (Figure(1, 1), Figure(1, 1))


def test_m04_is_the_time_to_the_first_product_and_the_intake_is_none() -> None:
    found = built(
        life("a", at("melding", 1), at("ingezet", 2, "intake"), at("ingezet", 11, "e_scan")),
        life("b", at("melding", 1), at("ingezet", 6, "e_scan"), at("ingezet", 9, "f_scan")),
        life("c", at("melding", 8), at("ingezet", 8, "schuldhulpverlening", partner="bad")),
        life("only-intake", at("melding", 1), at("ingezet", 2, "intake")),
    )

    row = found["m04"]

    assert row.figure == Figure(Decimal("5.0"), Decimal("5.0"))
    assert row.spread == (
        Spread(2, Decimal("5.0"), Decimal("5.0"), 10),
        Spread(3, Decimal("5.0"), Decimal("5.0"), 10),
    )
    assert [(line.key, line.spread) for line in row.lines] == [
        ("e_scan", Spread(2, Decimal("7.5"), Decimal("7.5"), 10)),
        ("f_scan", Spread(1, Decimal("8.0"), Decimal("8.0"), 8)),
        ("schuldhulpverlening", Spread(1, Decimal("0.0"), Decimal("0.0"), 0)),
    ]
    assert row.waited == Waited(1, Decimal("13.0"), 13)


def test_m04_who_still_waits_has_an_age_and_who_was_closed_does_not_wait() -> None:
    found = built(
        life("waits", at("melding", 4)),
        life("waits-longer", at("melding", 1)),
        life("closed", at("melding", 1), closed=march(14)),
        life("closed-next-week", at("melding", 14), closed=march(15)),
        life("not-yet-reached", at("benaderd", 1)),
    )

    assert found["m04"].waited == Waited(3, Decimal("7.7"), 13, ended=1)
    assert found["m04"].figure == Figure(None, None)


def test_m04_days_that_contradict_each_other_are_left_out_and_listed() -> None:
    found = built(
        life("z-2", at("melding", 10), at("ingezet", 9, "e_scan")),
        life("z-1", at("melding", 9), at("ingezet", 8, "e_scan"), at("ingezet", 12, "f_scan")),
        life("good", at("melding", 8), at("ingezet", 9, "e_scan")),
    )

    row = found["m04"]

    assert (row.wrong, row.wrong_count) == (("z-1", "z-2"), 2)
    assert row.spread is not None
    assert row.spread[1].count == 1
    assert {line.key: line.figure.total for line in row.lines} == {"e_scan": 1, "f_scan": 3}
    assert row.waited == Waited()


def test_m04_of_many_contradictions_the_first_twenty_are_named_and_all_are_counted() -> None:
    cases = [f"z-{number:02}" for number in range(30, 0, -1)]

    row = built(*(life(one, at("melding", 9), at("ingezet", 8, "e_scan")) for one in cases))["m04"]

    assert row.wrong == tuple(sorted(cases)[:20])
    assert row.wrong_count == 30


def test_m04_without_a_melding_the_time_is_unknown() -> None:
    row = built(life("a", at("intake", 8), at("ingezet", 9, "e_scan")))["m04"]

    assert row.unknown == Figure(1, 1)
    assert row.figure == Figure(None, None)


def test_m05_counts_coaching_per_product_with_the_people_beside_it() -> None:
    found = built(
        life("a", at("gestart", 9, "coaching_huur"), at("gestart", 10, "coaching_gesprek")),
        life("b", at("gestart", 2, "coaching_huur"), at("gestart", 10, "e_scan")),
        life("c", at("ingezet", 9, "coaching_huur"), at("verwezen", 9, "coaching_huur")),
    )

    row = found["m05"]

    assert (row.figure, row.unique, row.unknown) == (Figure(2, 3), (1, 2), None)
    assert by_key(row.lines) == {
        "coaching_regelingen": Figure(0, 0),
        "coaching_huur": Figure(1, 2),
        "coaching_gesprek": Figure(1, 1),
    }
    assert row.lines[1].name == "Huurbemiddeling"
    assert (row.target, row.reached) == (400, Decimal("0.8"))


def test_m05_who_went_on_with_a_second_product_is_one_person_in_both_columns() -> None:
    row = built(life("a", at("gestart", 2, "coaching_huur"), at("gestart", 9, "coaching_gesprek")))

    assert (row["m05"].figure, row["m05"].unique) == (Figure(1, 2), (1, 1))


def test_m06_shows_both_scans_apart_and_together() -> None:
    row = built(
        life("a", at("gestart", 9, "e_scan"), at("gestart", 9, "f_scan")),
        life("b", at("gestart", 9, "e_scan")),
    )["m06"]

    assert row.figure == Figure(3, 3)
    assert by_key(row.lines) == {"e_scan": Figure(2, 2), "f_scan": Figure(1, 1)}
    assert row.reached == Decimal("0.6")


@pytest.mark.parametrize(
    ("key", "moment", "product"),
    [
        ("m07", "aanvaard", "levensvatbaarheidsonderzoek"),
        ("m08", "verwezen", "financiele_ondersteuning"),
        ("m09", "verwezen", "schuldhulpverlening"),
        ("m10", "verwezen", "orientatie_omscholing"),
        ("m11", "verwezen", "matchen_naar_werk"),
    ],
)
def test_m07_to_m11_count_one_product_at_one_moment(key: str, moment: Moment, product: str) -> None:
    moments: tuple[Moment, ...] = ("verwezen", "aanvaard", "gestart", "afgerond", "ingezet")

    found = built(
        life("a", *(at(one, 9, product, partner="p") for one in moments)),
        life("b", *(at(one, 9, product, partner="p") for one in moments if one != moment)),
        life("c", at(moment, 2, product, partner="p"), at(moment, 9, product, partner="q")),
        life("d", at(moment, 9, "e_scan", partner="p")),
    )

    assert (found[key].figure, found[key].unique, found[key].lines) == (Figure(2, 3), (2, 2), ())


def ended(case: str, day: int, reason: str | None, *before: tuple[int, str]) -> Life:
    return life(
        case,
        *(at("ingezet", earlier, product) for earlier, product in before),
        at("tozo_einde", day, reason=reason),
    )


def test_m12_counts_an_end_after_a_product_and_shows_the_others_beside_it() -> None:
    row = built(
        ended("a", 9, "loondienst", (8, "e_scan")),
        ended("b", 2, "loondienst", (1, "schuldhulpverlening")),
        ended("the-same-day", 9, "loondienst", (9, "e_scan")),
        ended("only-intake", 9, "bedrijf_gestopt", (2, "intake")),
        ended("nothing", 2, "verhuisd"),
        ended("ends-by-itself", 2, "einde_regeling"),
    )["m12"]

    assert row.figure == Figure(1, 2)
    assert row.beside == Figure(2, 3)
    assert by_key(row.lines) == {"loondienst": Figure(1, 2)}


def test_m12_says_of_how_many_only_a_part_ended() -> None:
    def partly(case: str, day: int, reason: str, *before: int) -> Life:
        earlier = (at("ingezet", one, "e_scan") for one in before)
        return life(case, *earlier, at("tozo_einde", day, reason=reason, partly=True))

    row = built(
        partly("a", 9, "inkomsten_onderneming", 8),
        partly("b", 3, "loondienst", 2),
        partly("ends-by-itself", 9, "einde_regeling", 8),
        partly("without-a-product", 9, "loondienst"),
        ended("all-of-it", 9, "loondienst", (8, "e_scan")),
    )["m12"]

    assert (row.figure, row.partial) == (Figure(2, 3), Figure(1, 2))


def test_m12_what_ends_by_itself_stands_apart() -> None:
    row = built(
        ended("a", 9, "einde_regeling", (8, "e_scan")),
        ended("b", 9, "verhuisd", (8, "e_scan")),
        ended("c", 9, None, (8, "e_scan")),
        ended("d", 9, "inkomsten_onderneming", (8, "e_scan")),
        ended("e", 9, "anders", (8, "e_scan")),
    )["m12"]

    assert row.figure == Figure(4, 4)
    assert [(line.key, line.name) for line in row.lines] == [
        ("inkomsten_onderneming", "Inkomsten uit de onderneming"),
        ("verhuisd", "Verhuisd"),
        ("anders", "Anders"),
        ("onbekend", "Onbekend"),
    ]
    assert [(line.name, line.figure) for line in row.apart] == [
        ("Einde van de regeling", Figure(1, 1)),
        ("Geen nieuwe aanvraag", Figure(0, 0)),
    ]


def test_m12_the_first_end_that_is_not_apart_counts() -> None:
    row = built(
        life(
            "a",
            at("ingezet", 1, "e_scan"),
            at("tozo_einde", 3, reason="einde_regeling"),
            at("tozo_einde", 9, reason="loondienst"),
            at("tozo_einde", 10, reason="verhuisd"),
        )
    )["m12"]

    assert row.figure == Figure(1, 1)
    assert by_key(row.lines) == {"loondienst": Figure(1, 1)}
    assert by_key(row.apart)["einde_regeling"] == Figure(0, 0, added=-1)


def test_m13_is_the_part_of_what_was_deployed_in_a_week_that_was_entered_since() -> None:
    row = built(
        life(
            "a",
            at("ingezet", 2, "e_scan", partner="ohd"),
            at("ingezet", 9, "schuldhulpverlening", partner="bad"),
            at("ingevoerd", 10, "e_scan", partner="ohd"),
        ),
        life(
            "b",
            at("ingezet", 9, "intake", partner="ohd"),
            at("ingezet", 9, "f_scan", partner="ohd"),
            at("ingevoerd", 11, "f_scan", partner="ohd"),
        ),
        life("c", at("ingezet", 9, "e_scan", partner="ohd"), at("ingevoerd", 16, "e_scan")),
    )["m13"]

    assert row.share == ((1, 3), (2, 4))
    assert row.figure == Figure(Decimal("33.3"), Decimal("50.0"))
    assert row.owner == "GROS"


def test_what_was_written_down_late_stands_apart() -> None:
    found = built(
        life("in-time", at("gestart", 4, "e_scan")),
        life("added", at("gestart", 4, "e_scan", written=9)),
        life("week", at("gestart", 9, "e_scan")),
        life("later-about-this-week", at("gestart", 9, "e_scan", written=15)),
        life("later-about-an-earlier-week", at("gestart", 2, "f_scan", written=20)),
        life("later-about-a-later-week", at("gestart", 16, "e_scan")),
    )

    row = found["m06"]

    assert row.figure == Figure(week=1, total=3, added=1, later=2)
    assert by_key(row.lines) == {"e_scan": Figure(1, 3, 1, 1), "f_scan": Figure(0, 0, 0, 1)}
    assert row.unique == (1, 3)


def test_a_person_who_was_counted_before_is_not_added_again() -> None:
    early = at("benaderd", 2, written=9, tally=says("m01"))

    row = built(life("a", at("benaderd", 4, tally=says("m01")), early))["m01"]

    assert row.figure == Figure(week=0, total=1, added=0, later=0)


def test_late_records_of_days_and_shares_are_counted_too() -> None:
    found = built(
        life(
            "a",
            at("melding", 1),
            at("ingezet", 3, "e_scan", written=9, partner="ohd"),
            at("ingevoerd", 10, "e_scan", written=17, partner="ohd"),
        ),
        life("b", at("melding", 1), at("ingezet", 9, "e_scan", written=16)),
    )

    assert found["m04"].figure.total == Decimal("2.0")
    assert (found["m04"].figure.added, found["m04"].figure.later) == (1, 1)
    assert found["m13"].share == ((0, 0), (0, 1))
    assert (found["m13"].figure.added, found["m13"].figure.later) == (1, 2)


def test_who_was_erased_counts_by_what_was_kept_at_the_moment() -> None:
    kept = life("kept", at("intake", 9, tally=says("m02")))
    erased_before_it_was_asked = life("erased", at("intake", 9))

    row = built(kept, erased_before_it_was_asked)["m02"]

    assert (row.figure, row.unknown) == (Figure(1, 1), Figure(1, 1))
