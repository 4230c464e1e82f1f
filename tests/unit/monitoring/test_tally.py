"""What an event keeps of the answers at its moment."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.unit.loading.reading import policy_of
from tests.unit.monitoring.lives import asking, built_in
from triage.monitoring.tally import Tally, signature
from triage.reasoning import Situation
from triage.rulebook import Indicator, Rulebook

ON = date(2021, 3, 3).toordinal()
ASKED = "{indicator: a, tel: ondernemers, bij: intake, als: {hulp: ja}}"
SPLIT = "{indicator: b, tel: ondernemers, bij: intake, per: sector}"


def read(rulebook: Rulebook, *moments: str, **values: int) -> dict[str, list[bool | str | None]]:
    return Tally(rulebook).of(moments, Situation(values, {}, ON))


@pytest.mark.parametrize(("answer", "holds"), [({"hulp": 1}, True), ({"hulp": 0}, False)])
def test_it_says_whether_the_condition_holds(answer: dict[str, int], holds: bool) -> None:  # noqa: FBT001
    assert read(asking(ASKED), "intake", **answer) == {"a": [holds, None]}


def test_what_was_not_answered_is_unknown() -> None:
    assert read(asking(ASKED, SPLIT), "intake") == {"a": [None, None], "b": [True, None]}


def test_a_choice_is_kept_by_its_key() -> None:
    assert read(asking(SPLIT), "intake", sector=1) == {"b": [True, "bouw"]}


def test_a_relative_date_counts_from_the_day_of_the_moment() -> None:
    recent = (
        "{indicator: a, tel: ondernemers, bij: intake, als: {gemeld_op: hoogstens 7 dagen geleden}}"
    )
    tally = Tally(asking(recent))

    found = [
        tally.of(["intake"], Situation({"gemeld_op": ON - 7}, {}, ON + late)) for late in (0, 1)
    ]

    assert found == [{"a": [True, None]}, {"a": [False, None]}]


def test_only_indicators_of_the_moments_are_read() -> None:
    rulebook = asking(ASKED, "{indicator: c, tel: producten, bij: gestart, als: {hulp: ja}}")

    assert read(rulebook, "gestart", "ingezet", hulp=1) == {"c": [True, None]}
    assert read(rulebook, "melding", hulp=1) == {}


def test_nothing_is_wanted_where_no_indicator_reads_answers() -> None:
    tally = Tally(built_in())

    assert tally.wanted(["melding", "benaderd"])
    assert tally.wanted(["intake"])
    assert not tally.wanted(["gestart", "ingezet", "verwezen"])
    assert sorted(tally.signatures) == ["m01", "m02", "m03"]


def test_splitting_by_product_or_reason_reads_no_answer() -> None:
    rulebook = asking(
        "{indicator: a, tel: producten, bij: gestart, per: product}",
        "{indicator: b, tel: ondernemers, bij: tozo_einde, per: reden}",
        "{indicator: c, naam: Wordt nog niet geteld}",
    )

    assert Tally(rulebook).signatures == {}


def test_days_read_at_both_ends_and_a_share_at_its_whole() -> None:
    rulebook = asking(
        "{indicator: d, tel: dagen, vanaf: melding, bij: ingezet, als: {hulp: ja}}",
        "{indicator: e, tel: aandeel, van: verwezen, bij: aanvaard, als: {hulp: ja}}",
    )
    tally = Tally(rulebook)

    found = {
        moment: list(tally.of([moment], Situation({}, {}, ON)))
        for moment in ("melding", "ingezet", "verwezen", "aanvaard")
    }

    assert found == {"melding": ["d"], "ingezet": ["d"], "verwezen": ["e"], "aanvaard": []}


def test_a_tally_can_be_written_in_an_event() -> None:
    found = read(asking(ASKED, SPLIT), "intake", hulp=1, sector=0)

    assert json.loads(json.dumps(found)) == found


def test_layout_and_words_do_not_change_what_is_read() -> None:
    whole = "als: {hulp: ja, sector: [bouw, horeca]}"
    turned = 'als: {sector: [horeca, "bouw"], hulp: "ja"}'
    (one,) = asking(
        f"{{indicator: a, naam: Een, tel: ondernemers, bij: intake, {whole}}}"
    ).indicators
    (other,) = asking(
        f"{{{turned}, bij: intake, beoogd: 5, tel: ondernemers, indicator: a}}"
    ).indicators

    assert signature(one) == signature(other)


@pytest.mark.parametrize(
    "change",
    [
        "{indicator: a, tel: ondernemers, bij: intake, als: {hulp: nee}}",
        "{indicator: a, tel: ondernemers, bij: bereikt, als: {hulp: ja}}",
        "{indicator: a, tel: ondernemers, bij: intake, als: {hulp: ja}, per: sector}",
    ],
)
def test_what_is_read_otherwise_shows(change: str) -> None:
    before, after = Tally(asking(ASKED)).signatures, Tally(asking(change)).signatures

    assert before["a"] != after["a"]


def test_an_option_is_told_by_its_key_and_not_by_its_place() -> None:
    def choosing(options: str, chosen: str) -> Indicator:
        row = f"{{indicator: a, tel: ondernemers, bij: intake, als: {{kleur: {chosen}}}}}"
        files = {
            "rules/a.yaml": f"vragen: {{kleur: {{vraag: K, soort: keuze, keuzes: {options}}}}}\n",
            "config/a.yaml": f"indicatoren: [{row}]\n",
        }
        return policy_of(files).rulebook.indicators[0]

    red, blue = choosing("{rood: R, blauw: B}", "rood"), choosing("{blauw: B, rood: R}", "blauw")

    assert red.condition == blue.condition
    assert signature(red) != signature(blue)
