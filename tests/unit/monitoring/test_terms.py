"""How terms stand at the close of a week, and which of them are an alarm."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tests.unit.monitoring.lives import WEEK, built_in, life, march
from triage.monitoring.handled import Handled
from triage.monitoring.passing import SHOWN
from triage.monitoring.terms import TermCount

TODAY = march(15)


def counted(
    *terms: tuple[str, date | None, str],
    closed: date | None = None,
    handled: Mapping[str, date] | None = None,
    running: bool = False,
) -> TermCount:
    count = TermCount(built_in(), TODAY, Handled(handled or {}, WEEK, running))
    for number, term in enumerate(terms):
        count.add(life(f"z-{number:02}", terms=(term,), closed=closed))
    return count


def test_a_term_runs_until_its_last_day_has_passed() -> None:
    (found,) = counted(("acuut", march(15), "running"), ("acuut", march(14), "running")).terms()

    assert (found.name, found.running, found.overdue) == ("Acuut", 1, 1)
    assert found.cases == ("z-01",)


def test_what_was_met_or_late_or_has_no_start_is_counted_so() -> None:
    (found,) = counted(
        ("acuut", march(3), "met"),
        ("acuut", march(3), "late"),
        ("acuut", march(3), "late"),
        ("acuut", march(3), "start_missing"),
    ).terms()

    assert (found.met, found.late, found.start_missing, found.overdue) == (1, 2, 1, 0)


def test_a_term_of_a_closed_case_has_lapsed() -> None:
    count = counted(("acuut", march(3), "running"), closed=march(5))

    assert [one.lapsed for one in count.terms()] == [1]
    assert count.passed() == {}


def test_levels_come_first_in_their_order_and_then_rules_with_their_reason() -> None:
    names = ("lijst-benaderen", "vroegsignaal", "acuut")

    found = counted(*((name, march(20), "running") for name in names)).terms()

    assert [one.key for one in found] == ["acuut", "vroegsignaal", "lijst-benaderen"]
    assert found[2].name == built_in().rules["lijst-benaderen"].because.rstrip(".")  # type: ignore[union-attr]  # it has one


def test_a_term_that_passed_is_an_alarm_also_when_it_was_met_late() -> None:
    passed = counted(
        ("acuut", march(9), "late"), ("acuut", march(4), "late"), ("acuut", march(10), "running")
    ).passed()

    found = passed["acuut"]
    assert (found.since, found.count, found.standing) == (march(5), 3, 1)
    assert found.cases == ("z-02",)


def test_what_was_met_late_is_no_alarm_any_more_once_it_was_handled() -> None:
    terms = [("acuut", march(day), "late") for day in (8, 9, 10)]

    passed = counted(*terms, handled={"termijn-acuut": march(10)}).passed()

    assert (passed["acuut"].since, passed["acuut"].count) == (march(11), 1)
    assert counted(*terms, handled={"termijn-acuut": march(11)}).passed() == {}


def test_who_is_still_not_helped_is_in_every_report_whenever_the_alarm_was_handled() -> None:
    terms = [("acuut", march(3), "running"), ("acuut", march(9), "running")]
    late = ("acuut", march(2), "late")

    for day in (4, 10, 14):
        found = counted(*terms, late, handled={"termijn-acuut": march(day)}).passed()["acuut"]

        assert (found.since, found.count, found.standing) == (march(4), 2, 2)
        assert found.cases == ("z-00", "z-01")


def test_while_the_week_runs_the_alarm_is_quiet_once_it_was_handled() -> None:
    terms = [("acuut", march(day), "running") for day in (3, 9)]

    quiet = counted(*terms, handled={"termijn-acuut": march(12)}, running=True)
    earlier = counted(*terms, handled={"termijn-acuut": march(7)}, running=True)

    assert quiet.passed() == {}
    assert [one.overdue for one in quiet.terms()] == [2]
    assert earlier.passed()["acuut"].standing == 2


def test_one_more_that_passes_brings_back_all_that_are_overdue() -> None:
    terms = [("acuut", march(day), "running") for day in (3, 12)]

    found = counted(*terms, handled={"termijn-acuut": march(12)}, running=True).passed()["acuut"]

    assert (found.count, found.standing, found.cases) == (2, 2, ("z-00", "z-01"))


def test_a_term_that_ends_within_three_days_is_about_to_pass() -> None:
    days = [("acuut", march(day), "running") for day in (14, 15, 17, 18)]

    assert counted(*days).ending() == {"acuut": (2, ("z-01", "z-02"))}


def test_of_many_the_earliest_are_named() -> None:
    many = [("acuut", march(14 - n % 14), "running") for n in range(3 * SHOWN)]

    (found,) = counted(*many).terms()

    assert found.overdue == 3 * SHOWN
    assert len(found.cases) == SHOWN
    assert found.cases[0] == "z-13"  # of the first day
