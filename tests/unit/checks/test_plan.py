"""Where a plan promises more than its money, places or people allow."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.unit.loading.reading import policy_of
from triage import Policy

ON = date(2021, 3, 3)
CODES = {f"W{number:03}" for number in range(15, 21)}


def said(config: str) -> list[str]:
    """The warnings about the plan of the small sound home with this configuration over it."""
    found = policy_of({"config/a.yaml": config}).warnings(ON)
    return [f"{p.code} {p.message}" for p in found if p.code in CODES]


def package(products: str, groups: str = "{}", more: str = "") -> str:
    """What a full package costs each of three people, as the warning about an empty pot says it."""
    budgets = "plafond: 3\nbudgetten: {p: {bedrag: 0}, q: {bedrag: 1000}}\n"
    config = f"{budgets}producten: {{{products}}}\ngroepen: {groups}\n{more}"
    (text,) = (text for text in said(config) if text.startswith("W015"))
    return text.partition("(3 keer ")[2].partition(")")[0]


def test_the_built_in_plan_says_on_day_one_that_it_cannot_be_paid() -> None:
    found = [p for p in Policy.load(engine="direct").warnings(ON) if p.code in CODES]

    assert [re.findall(r"(?:ten minste )?€ [^ ;)]+", p.message) for p in found] == [
        ["€ 300.000,00", "€ 200.000,00"],  # 400 coachings
        ["€ 441.875,00", "€ 1.262,50", "€ 200.000,00"],  # 350 full packages
        # 300.000 coaching, 25.000 (all scans the short one), 62.850 studies, 15.000 to work.
        ["ten minste € 402.850,00", "€ 200.000,00"],
    ]
    assert {p.severity for p in found} == {"warning"}
    assert "hoogstens 158 pakketten (intake, coaching, scans, naar_werk)" in found[1].hint


ONE = "a: {prijs: 40, pot: p}, "


@pytest.mark.parametrize(
    ("products", "groups", "each"),
    [
        (ONE + "b: {prijs: 2.50, pot: p}", "{}", "€ 42,50"),
        (ONE + "b: {prijs: 2.50, pot: q}, c: {prijs: 9}", "{}", "€ 40,00"),
        # Paid once: one of the two.
        (
            "a: {prijs: 40, pot: p, groep: g}, b: {prijs: 40, pot: p, groep: g}",
            "{g: {prijs_eenmalig: ja}}",
            "€ 40,00",
        ),
        (
            "a: {prijs: 40, pot: p, groep: g}, b: {prijs: 30, pot: p, groep: g}",
            "{g: {prijs_eenmalig: ja}}",
            "ten minste € 30,00",
        ),
        # Ten hours for all, at the cheapest rate; what takes fewer hours by itself costs no more.
        (
            "a: {prijs: 40, uren: 4, pot: p, groep: g}, b: {prijs: 80, uren: 8, pot: p, groep: g}",
            "{g: {signaal_uren: 10}}",
            "€ 100,00",
        ),
        (
            "a: {prijs: 40, uren: 4, pot: p, groep: g}, b: {prijs: 99, uren: 9, pot: p, groep: g}",
            "{g: {signaal_uren: 10}}",
            "ten minste € 100,00",
        ),
        (
            "a: {prijs: 40, uren: 4, pot: p, groep: g}, b: {prijs: 50, uren: 5, pot: p, groep: g}",
            "{g: {signaal_uren: 10}}",
            "€ 90,00",
        ),
        # A group that shares nothing: each by itself.
        (
            "a: {prijs: 40, pot: p, groep: g}, b: {prijs: 30, pot: p, groep: g}",
            "{g: {naam: G}}",
            "€ 70,00",
        ),
    ],
)
def test_a_full_package_is_one_of_everything_that_the_pot_pays(
    products: str, groups: str, each: str
) -> None:
    assert package(products, groups) == each


TERM = "looptijd: {van: 2021-03-01, tot_en_met: 2021-03-14}\n"


@pytest.mark.parametrize(
    ("providers", "capacity", "more", "places"),
    [
        ("x", "{plaatsen: 2}", "", 2),
        ("x", "{plaatsen: 3}", "", None),
        ("x, y", "{plaatsen: 1}", "", 2),
        ("x, y", "{plaatsen: 2}", "", None),
        ("x, eigen", "{plaatsen: 1}", "", None),  # one without a bound is enough
        ("x", "{plaatsen: 1, per: week}", TERM, 2),
        ("x", "{plaatsen: 2, per: week}", TERM, None),
        ("x", "{plaatsen: 1, per: maand}", TERM, 1),
        ("x", "{plaatsen: 1, per: week}", "", None),  # no end, so no bound
        ("x", "{plaatsen: 1, per: week}", "looptijd: {van: 2021-03-01}\n", None),
        ("x", "{uren: 1}", "", None),
    ],
)
def test_places_bound_a_target_and_keep_a_product_out_of_the_package(
    providers: str, capacity: str, more: str, places: int | None
) -> None:
    products = ONE + f"b: {{prijs: 1, pot: p, beoogd: 3, aanbieders: [{providers}]}}"
    partners = "".join(f"{key}: {{capaciteit: {{b: {capacity}}}}}, " for key in "xy")
    more += f"partners: {{{partners}eigen: {{naam: Eigen}}}}\n"
    short = said(f"producten: {{{products}}}\nbudgetten: {{p: {{bedrag: 999}}}}\n{more}")

    each = package(products, more=more)

    assert each == ("€ 41,00" if places is None else "€ 40,00")
    promised = f"het doel van 3 voor 'b' is meer dan de {places} plaatsen"
    assert [text[5:].partition(" die ")[0] for text in short] == [promised] * (places is not None)


@pytest.mark.parametrize(
    ("first", "last", "per", "places"),
    [
        ("2021-03-01", "2021-03-07", "week", 1),  # Monday to Sunday
        ("2021-03-01", "2021-03-08", "week", 2),
        ("2021-03-07", "2021-03-08", "week", 2),
        ("2021-03-01", "2021-12-31", "week", 44),
        ("2021-03-01", "2021-03-31", "maand", 1),
        ("2021-03-31", "2021-04-01", "maand", 2),
        ("2021-03-01", "2022-02-28", "maand", 12),
    ],
)
def test_weeks_and_months_count_as_on_the_calendar(
    first: str, last: str, per: str, places: int
) -> None:
    def config(target: int) -> str:
        return (
            f"looptijd: {{van: {first}, tot_en_met: {last}}}\n"
            f"partners: {{x: {{capaciteit: {{b: {{plaatsen: 1, per: {per}}}}}}}}}\n"
            f"producten: {{b: {{aanbieders: [x], beoogd: {target}}}}}\n"
        )

    assert said(config(places)) == []
    assert [text[:4] for text in said(config(places + 1))] == ["W018"]


@pytest.mark.parametrize(
    ("amount", "target", "codes"),
    [("100.50", 10, []), ("100.49", 10, ["W015", "W016"]), ("100.50", 11, ["W016", "W019"])],
)
def test_what_just_fits_is_not_warned_about(amount: str, target: int, codes: list[str]) -> None:
    product = f"producten: {{a: {{prijs: 10.05, pot: p, beoogd: {target}}}}}\n"

    found = said(f"plafond: 10\nbudgetten: {{p: {{bedrag: {amount}}}}}\n{product}")

    assert sorted(text[:4] for text in found) == codes


@pytest.mark.parametrize("line", ["budgetten: {p: {naam: P}}\nplafond: 3", "budgetten: {p: {}}"])
def test_a_pot_without_an_amount_is_held_against_nothing(line: str) -> None:
    assert said(f"{line}\nproducten: {{a: {{prijs: 10, pot: p, beoogd: 3}}}}\n") == []


@pytest.mark.parametrize(
    ("a", "b", "group", "messages"),
    [
        # Ten of the cheap one at least; the dearer one would be ten times 30.
        ("prijs: 10", "prijs: 30", "beoogd: 10", ["W016 ten minste € 100,00"]),
        # Half of each, as the products say.
        (
            "prijs: 10, beoogd: 5",
            "prijs: 30, beoogd: 5",
            "beoogd: 10",
            ["W016 € 150,00", "W016 € 200,00"],
        ),
        # Five of the dear one; of the others it is not said.
        ("prijs: 10", "prijs: 30, beoogd: 2", "beoogd: 10", ["W016 ten minste € 140,00"]),
        # The products aim higher than their group, which by itself is not too dear.
        ("prijs: 10", "prijs: 30, beoogd: 9", "beoogd: 1", ["W016 € 270,00"]),
        # No target alone, but both together.
        ("prijs: 10, beoogd: 5", "prijs: 8, beoogd: 5", "naam: G", ["W017 € 90,00"]),
        # One that another pot pays, or that has no price, may be all of them.
        ("prijs: 10", "prijs: 30, pot: q", "beoogd: 99", []),
        ("prijs: 10", "naam: B", "beoogd: 99", ["W020"]),
    ],
)
def test_a_target_costs_at_least_its_cheapest_split(
    a: str, b: str, group: str, messages: list[str]
) -> None:
    pot = "" if "pot" in b else ", pot: p"
    config = (
        "budgetten: {p: {bedrag: 80}, q: {bedrag: 9999}}\n"
        f"producten: {{a: {{groep: g, pot: p, {a}}}, b: {{groep: g, {b}{pot}}}}}\n"
        f"groepen: {{g: {{{group}}}}}\n"
    )

    found = [re.sub(r" .*volle prijs (.+);.*| .*", r" \1", text).strip() for text in said(config)]

    assert sorted(found) == messages


def test_a_group_has_as_many_places_for_a_person_as_it_has_products() -> None:
    config = "plafond: 3\nproducten: {a: {groep: g}, b: {groep: g}}\ngroepen: {g: {beoogd: %d}}\n"

    assert said(config % 6) == []
    assert [text[:4] for text in said(config % 7)] == ["W019"]


def test_a_price_of_nothing_is_a_price() -> None:
    assert said("budgetten: {p: {bedrag: 0}}\nproducten: {a: {prijs: 0, pot: p}}\n") == []
