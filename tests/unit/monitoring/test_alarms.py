"""What somebody has to see to, and until when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

from tests.unit.monitoring.lives import WEEK, built_in, march
from triage.monitoring.alarms import Findings, alarms
from triage.monitoring.answering import Missed
from triage.monitoring.monitor import crossing
from triage.monitoring.outlook import Alarm, Forecast, Projection, Rush
from triage.monitoring.terms import Passed
from triage.monitoring.values import Budget, Capacity, Figure, Row

TODAY = march(15)
NOTHING = Findings(WEEK, TODAY, (), {}, (), {}, {}, {}, Projection(), ())


def raised(handled: dict[str, date] | None = None, **found: Any) -> list[Alarm]:
    return list(alarms(built_in(), attrs.evolve(NOTHING, **found), handled or {}))


def test_where_nothing_is_the_matter_there_is_no_alarm() -> None:
    assert raised() == []


def test_a_term_that_passed_names_the_cases_and_who_sees_to_it() -> None:
    passed = {"acuut": Passed(march(4), 3, 1, ("z-9",))}

    (alarm,) = raised(passed=passed, names={"acuut": "Acuut"})

    assert (alarm.key, alarm.kind, alarm.since) == ("termijn-acuut", "termijn", march(5))
    assert alarm.text == "Termijn ‘Acuut’ is verstreken bij 3 zaken; nu nog bij 1: z-9."
    assert alarm.owner == "Coördinator intake OHD"
    assert alarm.action
    assert alarm.standing


def test_what_was_put_right_stays_an_alarm_and_says_so() -> None:
    passed = {"acuut": Passed(march(4), 1, 0, ())}

    (alarm,) = raised(passed=passed, names={"acuut": "Acuut"})

    assert alarm.text == "Termijn ‘Acuut’ is verstreken bij 1 zaak; dat is inmiddels hersteld."
    assert not alarm.standing


def test_a_term_that_is_about_to_pass_is_an_alarm_for_as_long_as_it_is() -> None:
    found: dict[str, Any] = {"ending": {"acuut": (1, ("z-9",))}, "names": {"acuut": "Acuut"}}

    (alarm,) = raised(**found)

    assert alarm.key == "termijn-acuut-nadert"
    assert alarm.text == "Termijn ‘Acuut’ loopt binnen drie dagen af bij 1 zaak: z-9."
    assert raised({"termijn-acuut-nadert": march(9)}, **found) == []


def test_a_partner_that_owes_answers_is_named() -> None:
    missed = {
        "antwoord-imk": Missed(march(9), 30, 25, tuple(f"v-{n}" for n in range(20))),
        "post-bad": Missed(march(9), 1, 1, ("v-1",)),
    }

    late, lost = raised(missed=missed)

    assert late.text.startswith("IMK antwoordt te laat bij 30 verwijzingen; nu nog bij 25: v-0, ")
    assert late.text.endswith("v-4 en nog 20.")
    assert (lost.key, lost.kind) == ("post-bad", "post")


def pot(used: int) -> Budget:
    whole, taken = Decimal(1000), Decimal(used)
    return Budget("impulsgelden", "Impuls", None, whole, whole - taken, taken, Decimal(0))


def test_a_pot_beyond_a_level_says_how_much_was_used() -> None:
    (alarm,) = raised(budgets=(pot(850),), crossed={"pot-impulsgelden-80": march(9)})

    assert (alarm.key, alarm.since, alarm.standing) == ("pot-impulsgelden-80", march(9), True)
    assert alarm.text == (
        "Van de pot ‘Impuls’ is 80% of meer vastgelegd of besteed; nu € 850,00 van € 1.000,00."
    )


def test_a_pot_that_fell_below_a_level_again_stays_until_it_is_handled() -> None:
    (alarm,) = raised(budgets=(pot(700),), crossed={"pot-impulsgelden-80": march(9)})

    assert not alarm.standing


def test_places_that_run_out_say_who_waits() -> None:
    room = Capacity(
        "imk", "IMK", "lvo", "Onderzoek", "plaatsen", None, Decimal(30), Decimal(30), Decimal(0), 4
    )

    (alarm,) = raised(capacity=(room,), crossed={"plaatsen-imk-lvo-100": march(9)})

    assert alarm.kind == "plaatsen"
    assert "nu 30 van 30 plaatsen, en er wachten er 4" in alarm.text


def forecast(**rest: Any) -> Forecast:
    return Forecast("impulsgelden", "Impuls", "euro", Decimal(1000), Decimal(500), **rest)


def test_a_pot_that_will_run_out_is_an_alarm_with_the_edges() -> None:
    late = forecast(runs_out="2021-W20", earliest="2021-W18", latest="2021-W25")

    (alarm,) = raised(projection=Projection(budgets=(late,)))

    assert alarm.key == "pot-impulsgelden-prognose"
    assert "naar verwachting op in week 2021-W20, op zijn vroegst in week 2021-W18" in alarm.text
    assert raised(projection=Projection(budgets=(forecast(),))) == []


def test_a_rush_says_how_many_hours_are_needed() -> None:
    rush = Rush(
        backlog=100,
        pace=Decimal("8.0"),
        waiting_weeks=Decimal("12.5"),
        by=date(2021, 4, 30),
        weeks_left=6,
        hours_now=Decimal(12),
        hours_needed=Decimal(25),
    )

    (alarm,) = raised(projection=Projection(intake=rush))

    assert alarm.key == "toeloop-intake"
    assert "Nodig zijn 25 intake-uren per week; nu zijn het er 12." in alarm.text
    in_time = attrs.evolve(rush, waiting_weeks=Decimal(6))
    assert raised(projection=Projection(intake=in_time)) == []


def row(**rest: Any) -> Row:
    return Row("m03", "Instroom", "Zonder TOZO", "ondernemers", **{"figure": Figure(), **rest})


def test_days_that_contradict_each_other_and_much_that_is_unknown_are_alarms() -> None:
    wrong = row(wrong=("z-1",))
    vague = row(figure=Figure(0, 30), unknown=Figure(0, 10))
    clear = row(figure=Figure(0, 90), unknown=Figure(0, 10))

    assert [one.key for one in raised(rows=(wrong,))] == ["gegevens-m03"]
    assert [one.key for one in raised(rows=(vague,))] == ["gegevens-m03-onbekend"]
    assert raised(rows=(clear,)) == []


def test_ends_without_a_case_are_an_alarm() -> None:
    assert [one.key for one in raised(unknown_ends=3)] == ["gegevens-tozo"]


@pytest.mark.parametrize(("day", "there"), [(7, True), (8, False), (14, False)])
def test_what_is_so_is_quiet_in_the_week_in_which_it_was_handled(day: int, there: bool) -> None:  # noqa: FBT001
    found = raised({"gegevens-tozo": march(day)}, unknown_ends=3)

    assert (found != []) is there


class TestCrossing:
    DAYS = (
        (march(1), Decimal(10), Decimal(100)),
        (march(3), Decimal(85), Decimal(100)),
        (march(5), Decimal(70), Decimal(100)),
        (march(8), Decimal(90), Decimal(100)),
    )

    def test_is_the_first_day_beyond_the_level(self) -> None:
        assert crossing(self.DAYS, 80, None) == march(3)

    def test_is_nothing_below_the_level_or_without_a_whole(self) -> None:
        assert crossing(self.DAYS, 100, None) is None
        assert crossing([(march(1), Decimal(5), Decimal(0))], 80, None) is None

    def test_comes_back_when_it_happens_again_after_it_was_handled(self) -> None:
        assert crossing(self.DAYS, 80, march(4)) == march(8)
        assert crossing(self.DAYS[:3], 80, march(4)) is None

    def test_stays_away_while_it_simply_goes_on(self) -> None:
        assert crossing(self.DAYS[:2], 80, march(3)) is None
