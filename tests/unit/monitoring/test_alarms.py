"""What somebody has to see to, and until when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

from tests.unit.monitoring.lives import WEEK, built_in, march
from triage.monitoring.alarms import Findings, Strangers, alarms
from triage.monitoring.handled import Handled
from triage.monitoring.outlook import Alarm, Forecast, Projection, Rush
from triage.monitoring.passing import Passed
from triage.monitoring.values import Budget, Capacity, Figure, Row


def raised(handled: dict[str, date] | None = None, **found: Any) -> list[Alarm]:
    return list(alarms(built_in(), Findings(**found), Handled(handled or {}, WEEK)))


def test_where_nothing_is_the_matter_there_is_no_alarm() -> None:
    assert raised() == []


def test_a_term_that_passed_names_the_cases_and_who_sees_to_it() -> None:
    passed = {"acuut": Passed(march(5), 3, 1, 1, ("z-9",))}

    (alarm,) = raised(passed=passed, names={"acuut": "Acuut"})

    assert (alarm.key, alarm.kind, alarm.since) == ("termijn-acuut", "termijn", march(5))
    assert alarm.text == "Termijn ‘Acuut’ is verstreken bij 3 zaken; nu nog bij 1: z-9."
    assert alarm.owner == "Coördinator intake OHD"
    assert alarm.action
    assert alarm.standing


def test_what_was_put_right_stays_an_alarm_and_says_so() -> None:
    passed = {"acuut": Passed(march(5), 1, 0, 0, ())}

    (alarm,) = raised(passed=passed, names={"acuut": "Acuut"})

    assert alarm.text == "Termijn ‘Acuut’ is verstreken bij 1 zaak; dat is inmiddels hersteld."
    assert alarm.action == "Leg vast waarom het later werd, en handel dit alarm af."
    assert not alarm.standing


def test_what_stands_comes_first_and_the_most_acute_before_the_rest() -> None:
    found = raised(
        passed={
            "acuut": Passed(march(5), 1, 0, 0, ()),
            "hoog": Passed(march(9), 1, 1, 1, ("z-9",)),
        },
        names={"acuut": "Acuut", "hoog": "Hoog"},
        missed={"antwoord-imk": Passed(march(9), 1, 1, 1, ("z-9",))},
        undelivered={"bad": Passed(march(9), 1, 1, 1, ("z-9",))},
        budgets=(pot(850),),
        crossed={"pot-impulsgelden": {80: march(9)}},
        strangers=Strangers(march(9), 3),
    )

    assert [one.key for one in found] == [
        *("termijn-hoog", "post-bad-wacht", "antwoord-imk", "pot-impulsgelden-80"),
        *("gegevens-tozo", "termijn-acuut"),
    ]
    assert [one.standing for one in found] == [True] * 5 + [False]


def test_a_term_that_is_about_to_pass_is_an_alarm_for_as_long_as_it_is() -> None:
    found: dict[str, Any] = {"ending": {"acuut": (1, ("z-9",))}, "names": {"acuut": "Acuut"}}

    (alarm,) = raised(**found)

    assert alarm.key == "termijn-acuut-nadert"
    assert alarm.text == "Termijn ‘Acuut’ loopt binnen drie dagen af bij 1 zaak: z-9."
    assert alarm.action == "Bel deze mensen vandaag: dan is het nog op tijd."
    assert alarm.since is None
    assert raised({"termijn-acuut-nadert": march(9)}, **found) == []


def test_a_partner_that_owes_answers_is_named() -> None:
    cases = tuple(f"z-{n}" for n in range(20))
    missed = {
        "antwoord-imk": Passed(march(9), 30, 25, 24, cases),
        "post-bad": Passed(march(9), 1, 1, 1, ("z-1",)),
    }

    lost, late = raised(missed=missed)

    assert late.text.startswith("IMK antwoordt te laat bij 30 verwijzingen; nu nog bij 25: z-0, ")
    assert late.text.endswith("z-4 en nog 19.")
    assert (lost.key, lost.kind) == ("post-bad", "post")


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("antwoord-imk", "IMK antwoordde te laat bij 1 verwijzing; dat is inmiddels hersteld."),
        ("post-imk", "IMK was niet bereikt bij 1 verwijzing; dat is inmiddels hersteld."),
    ],
)
def test_what_a_partner_did_and_does_no_more_is_told_as_past(key: str, text: str) -> None:
    (alarm,) = raised(missed={key: Passed(march(9), 1, 0, 0, ())})

    assert (alarm.text, alarm.standing) == (text, False)
    assert alarm.action.endswith("en handel dit alarm af.")


def test_a_partner_that_knows_nothing_of_a_withdrawal_has_to_be_called() -> None:
    lost = Passed(march(9), 2, 2, 2, ("z-1", "z-2"))

    (alarm,) = raised(missed={"post-imk-ingetrokken": lost})

    assert alarm.text == "IMK weet nog niet dat 2 verwijzingen zijn ingetrokken: z-1, z-2."
    assert alarm.action == "Bel de partner dat dit niet doorgaat, en handel dit alarm dan af."
    assert alarm.standing


@pytest.mark.parametrize(
    ("waits", "text"),
    [
        (Passed(march(9), 1, 1, 1, ("z-1",)), "Bij IMK is 1 verwijzing nog niet bezorgd: z-1."),
        (
            Passed(march(9), 3, 3, 2, ("z-1", "z-2")),
            "Bij IMK zijn 3 verwijzingen nog niet bezorgd: z-1, z-2.",
        ),
    ],
)
def test_what_does_not_arrive_is_an_alarm_for_as_long_as_it_does_not(
    waits: Passed, text: str
) -> None:
    (alarm,) = raised(undelivered={"imk": waits})

    assert (alarm.key, alarm.kind, alarm.since) == ("post-imk-wacht", "post", march(9))
    assert alarm.text == text
    assert raised({"post-imk-wacht": march(9)}, undelivered={"imk": waits}) == []


def pot(used: int) -> Budget:
    whole, taken = Decimal(1000), Decimal(used)
    return Budget("impulsgelden", "Impuls", None, whole, whole - taken, taken, Decimal(0))


def test_a_pot_beyond_a_level_says_how_much_was_used() -> None:
    (alarm,) = raised(budgets=(pot(850),), crossed={"pot-impulsgelden": {80: march(9)}})

    assert (alarm.key, alarm.since, alarm.standing) == ("pot-impulsgelden-80", march(9), True)
    assert alarm.text == (
        "Van de pot ‘Impuls’ is 80% of meer vastgelegd of besteed; nu € 850,00 van € 1.000,00."
    )


def test_a_pot_that_fell_below_a_level_again_stays_until_it_is_handled() -> None:
    (alarm,) = raised(budgets=(pot(700),), crossed={"pot-impulsgelden": {80: march(9)}})

    assert "was 80% of meer vastgelegd of besteed; nu € 700,00 van" in alarm.text
    assert not alarm.standing


@pytest.mark.parametrize(
    ("used", "level", "text"),
    [
        (1000, 100, "De pot ‘Impuls’ is op: € 1.000,00 van € 1.000,00 is vastgelegd of besteed."),
        (900, 80, "Van de pot ‘Impuls’ is 80% of meer vastgelegd of besteed; nu € 900,00 van"),
        (700, 100, "De pot ‘Impuls’ was op; nu is € 700,00 van € 1.000,00 vastgelegd of besteed."),
    ],
)
def test_of_two_levels_only_the_highest_that_stands_is_told(
    used: int, level: int, text: str
) -> None:
    passed = {80: march(8), 100: march(9)}

    (alarm,) = raised(budgets=(pot(used),), crossed={"pot-impulsgelden": passed})

    assert (alarm.key, alarm.since) == (f"pot-impulsgelden-{level}", passed[level])
    assert alarm.text.startswith(text)
    assert alarm.standing is (used >= 800)


def test_a_pot_without_money_has_no_level() -> None:
    bare = attrs.evolve(pot(700), granted=None, free=None)

    assert raised(budgets=(bare,), crossed={"pot-impulsgelden": {80: march(9)}}) == []


def places(used: int, waiting: int | None) -> Capacity:
    return Capacity(
        *("imk", "IMK", "lvo", "Onderzoek", "plaatsen", None),
        *(Decimal(30), Decimal(used), Decimal(30 - used), waiting),
    )


@pytest.mark.parametrize(
    ("room", "text"),
    [
        (places(30, 4), "zijn op: 30 van 30 plaatsen vergeven, en er wachten 4 mensen."),
        (places(30, None), "zijn op: 30 van 30 plaatsen vergeven."),
        (places(29, 1), "waren op; nu zijn 29 van 30 plaatsen vergeven, en er wacht 1 mens."),
    ],
)
def test_places_that_run_out_say_who_waits(room: Capacity, text: str) -> None:
    (alarm,) = raised(capacity=(room,), crossed={"plaatsen-imk-lvo": {100: march(9)}})

    assert alarm.kind == "plaatsen"
    assert alarm.text == f"De plaatsen voor Onderzoek bij IMK {text}"


def test_places_beyond_a_level_say_how_many_are_left() -> None:
    (alarm,) = raised(capacity=(places(25, 0),), crossed={"plaatsen-imk-lvo": {80: march(9)}})

    assert alarm.text == (
        "Van Onderzoek bij IMK is 80% of meer vergeven; nu zijn 25 van 30 plaatsen vergeven."
    )


def forecast(**rest: Any) -> Forecast:
    return Forecast("impulsgelden", "Impuls", "euro", Decimal(1000), Decimal(500), **rest)


def test_a_pot_that_will_run_out_is_an_alarm_with_the_edges() -> None:
    late = forecast(runs_out="2021-W20", earliest="2021-W18", latest="2021-W25")

    (alarm,) = raised(projection=Projection(budgets=(late,)))

    assert alarm.key == "pot-impulsgelden-prognose"
    assert alarm.text == (
        "De pot ‘Impuls’ is naar verwachting op in week 2021-W20, op zijn vroegst in week "
        "2021-W18; het programma loopt langer door."
    )
    assert alarm.since is None
    assert raised(projection=Projection(budgets=(forecast(),))) == []


def test_a_pot_that_is_sure_to_run_out_is_an_alarm_before_there_is_a_forecast() -> None:
    (alarm,) = raised(projection=Projection(budgets=(forecast(latest="2021-W25"),)))

    assert alarm.text == (
        "De pot ‘Impuls’ is op zijn laatst op in week 2021-W25; het programma loopt langer door."
    )


def test_a_rush_says_how_many_hours_are_needed() -> None:
    rush = Rush(
        backlog=100,
        pace=Decimal("8.0"),
        waiting_weeks=Decimal("12.5"),
        by=date(2021, 4, 30),
        weeks_left=Decimal(6),
        hours_now=Decimal(12),
        hours_needed=Decimal(25),
    )

    (alarm,) = raised(projection=Projection(intake=rush))

    assert alarm.key == "toeloop-intake"
    assert "Nodig zijn 25 intake-uren per week; nu zijn het er 12." in alarm.text
    assert "Er wachten 100 mensen op een intake; met 8 intakes per week" in alarm.text
    assert "is niet iedereen op 30 april 2021 gebeld." in alarm.text
    in_time = attrs.evolve(rush, hours_needed=Decimal(12))
    assert raised(projection=Projection(intake=in_time)) == []


def test_one_person_one_intake_and_one_hour_are_told_in_the_singular() -> None:
    one, half = Decimal(1), Decimal("0.5")
    rush = Rush(1, one, one, None, half, date(2021, 4, 30), one, hours_now=half, hours_needed=one)

    (alarm,) = raised(projection=Projection(intake=rush))

    assert alarm.text == (
        "Er wacht 1 mens op een intake; met 1 intake per week is niet iedereen op 30 april 2021 "
        "gebeld. Nodig is 1 intake-uur per week; nu zijn het er 0,5."
    )


def row(**rest: Any) -> Row:
    return Row("m03", "Instroom", "Zonder TOZO", "ondernemers", **{"figure": Figure(), **rest})


def test_days_that_contradict_each_other_and_much_that_is_unknown_are_alarms() -> None:
    wrong = row(wrong=("z-1",))
    vague = row(figure=Figure(0, 30), unknown=Figure(0, 10))
    clear = row(figure=Figure(0, 90), unknown=Figure(0, 10))

    assert [one.key for one in raised(rows=(wrong,))] == ["gegevens-m03"]
    assert [one.key for one in raised(rows=(vague,))] == ["gegevens-m03-onbekend"]
    assert raised(rows=(clear,)) == []


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "Op lijsten van TOZO-einden staat sinds 9 maart 2021 1 mens zonder zaak."),
        (3, "Op lijsten van TOZO-einden staan sinds 9 maart 2021 3 mensen zonder zaak."),
    ],
)
def test_ends_without_a_case_are_an_alarm(count: int, text: str) -> None:
    (alarm,) = raised(strangers=Strangers(march(9), count))

    assert (alarm.key, alarm.since, alarm.text) == ("gegevens-tozo", march(9), text)


@pytest.mark.parametrize(("day", "there"), [(7, True), (8, False), (14, False)])
def test_what_is_so_is_quiet_in_the_week_in_which_it_was_handled(day: int, there: bool) -> None:  # noqa: FBT001
    found = raised({"gegevens-m03": march(day)}, rows=(row(wrong=("z-1",)),))

    assert (found != []) is there
