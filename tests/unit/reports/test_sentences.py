from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs
import pytest

from tests import summaries
from triage.monitoring.outlook import Forecast, Projection, Rush
from triage.monitoring.weeks import Week
from triage.reports.sentences import expected, heading, rush

POT = Forecast(
    *("pot", "Impuls", "euro", Decimal(1000), Decimal(400)),
    pace=Decimal(50),
    low=Decimal(700),
    expected=Decimal(800),
    high=Decimal("900.50"),
)
EARLY = attrs.evolve(POT, known=1, expected=None, high=None, if_all=Decimal(1800))
PLACES = Forecast(
    *("imk/lvo", "IMK: Onderzoek", "plaatsen", Decimal(30), Decimal(12)),
    pace=Decimal("1.5"),
    expected=Decimal(21),
)
RUSH = Rush(
    backlog=226,
    pace=Decimal(20),
    inflow=Decimal("2.5"),
    waiting_weeks=Decimal("12.9"),
    by=date(2021, 4, 30),
    weeks_left=Decimal(6),
    hours_now=Decimal(30),
    hours_needed=Decimal("60.3"),
)


def said(found: Forecast) -> str:
    return expected(summaries.rich(), found).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("weeks", "text"),
    [
        (
            ("2021-W30", "2021-W27", "2021-W36"),
            "in week 30; op zijn vroegst in week 27, op zijn laatst in week 36.",
        ),
        (
            ("2021-W30", "2021-W27", None),
            "in week 30; op zijn vroegst in week 27, misschien ook pas na het einde.",
        ),
        (("2021-W30", "2021-W30", "2021-W30"), "in week 30."),
        (
            ("2022-W01", "2021-W52", "2022-W02"),
            "in week 1 van 2022; op zijn vroegst in week 52, op",
        ),
    ],
)
def test_a_pot_that_runs_out_has_a_week_and_its_edges(
    weeks: tuple[str, str | None, str | None], text: str
) -> None:
    out, earliest, latest = weeks

    sentence = said(attrs.evolve(POT, runs_out=out, earliest=earliest, latest=latest))

    assert sentence.startswith(f"De pot ‘Impuls’ is naar verwachting op {text}")


def test_a_pot_that_lasts_says_how_far_it_will_be() -> None:
    assert said(POT) == (
        "De pot ‘Impuls’ is naar verwachting niet op voor het einde: "
        "dan is er € 800,00 van € 1.000,00 gebruikt."
    )


def test_places_that_last_are_told_in_their_own_words() -> None:
    assert said(PLACES) == (
        "De plaatsen van ‘IMK: Onderzoek’ zijn naar verwachting niet op voor het einde: "
        "dan zijn er 21 van de 30 plaatsen gebruikt."
    )


def test_a_pot_that_might_run_out_names_the_earliest_week() -> None:
    assert said(attrs.evolve(POT, earliest="2021-W40")).endswith(
        "niet op voor het einde, maar op zijn vroegst al in week 40."
    )


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"used": Decimal(1000), "runs_out": "2021-W20"}, "De pot ‘Impuls’ is op."),
        ({"limit": Decimal(0), "used": Decimal(0)}, "Van ‘Impuls’ is er niets."),
        ({"pace": None}, "Over de pot ‘Impuls’ is nog te weinig bekend om iets te verwachten."),
    ],
)
def test_what_cannot_be_expected_is_said_so(changes: dict[str, object], text: str) -> None:
    assert said(attrs.evolve(POT, **changes)) == text  # type: ignore[arg-type]  # any field


def test_without_an_end_the_pace_is_all_there_is() -> None:
    endless = attrs.evolve(summaries.rich(), projection=Projection(weeks=6))

    assert expected(endless, EARLY).replace("\u00a0", " ") == (
        "De pot ‘Impuls’: er gaat € 50,00 per week in om; "
        "zonder einddatum is niet te zeggen hoe het afloopt."
    )


def test_too_early_it_says_when_and_between_what_it_lies() -> None:
    assert said(EARLY) == (
        "Hoe het met de pot ‘Impuls’ afloopt, is pas te zeggen als 20 mensen hun intake 6 weken "
        "achter de rug hebben. Nodig is naar verwachting ten minste € 700,00, en als iedereen "
        "neemt wat is geadviseerd € 1.800,00; er is € 1.000,00."
    )


def test_too_early_it_may_be_sure_already_that_a_pot_runs_out() -> None:
    sure = attrs.evolve(EARLY, low=Decimal(1200), latest="2021-W33")

    assert said(sure).endswith(" De pot ‘Impuls’ is op zijn laatst in week 33 op.")


def test_of_what_hardly_anybody_asked_it_says_so() -> None:
    few = attrs.evolve(PLACES, known=9, expected=None)

    assert said(few) == (
        "Van ‘IMK: Onderzoek’ is nog te weinig gevraagd om te zeggen hoe het afloopt."
    )


@pytest.mark.parametrize(
    ("of", "wanted", "text"),
    [
        (POT, Decimal(1250), "Aan het eind komt er € 250,00 tekort."),
        (PLACES, Decimal(54), "Aan het eind komen er 24 plaatsen tekort."),
        (PLACES, Decimal(31), "Aan het eind komt er 1 plaats tekort."),
        (PLACES, Decimal(30), "in week 30; misschien ook pas na het einde."),
    ],
)
def test_what_runs_out_says_how_much_there_is_too_little(
    of: Forecast, wanted: Decimal, text: str
) -> None:
    assert said(attrs.evolve(of, runs_out="2021-W30", expected=wanted)).endswith(text)


class TestRush:
    def test_says_what_is_left_how_long_it_takes_and_what_is_needed(self) -> None:
        left, pace, needed = rush(RUSH)

        assert left == "Er moeten nog 226 mensen gebeld worden."
        assert pace == (
            "In het tempo van nu (20 intakes en 2,5 nieuwe mensen per week) "
            "wacht de laatste nog 12,9 weken."
        )
        assert needed == (
            "Met 60,3 intake-uren per week is iedereen voor 30 april 2021 gebeld; "
            "nu zijn het er 30."
        )

    def test_that_never_ends_is_said_so(self) -> None:
        assert list(rush(attrs.evolve(RUSH, waiting_weeks=None)))[1].endswith(
            "wordt de achterstand niet kleiner."
        )

    def test_of_nobody_is_one_sentence(self) -> None:
        assert list(rush(Rush())) == ["Niemand hoeft nog gebeld te worden."]

    def test_past_its_last_day_says_so(self) -> None:
        late = Rush(backlog=1, by=date(2021, 4, 30), weeks_left=Decimal(0))

        assert list(rush(late)) == [
            "Er moet nog 1 mens gebeld worden.",
            "De laatste dag om te bellen, 30 april 2021, is voorbij.",
        ]


@pytest.mark.parametrize(
    ("week", "text"),
    [
        (Week(2021, 10), "week 10 van 2021, maandag 8 maart tot en met zondag 14 maart"),
        (
            Week(2020, 53),
            "week 53 van 2020, maandag 28 december 2020 tot en met zondag 3 januari 2021",
        ),
    ],
)
def test_a_week_is_named_with_its_days(week: Week, text: str) -> None:
    assert heading(summaries.report(week)) == text
