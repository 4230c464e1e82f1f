"""How terms stand at the close of a week, and which of them are an alarm."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tests.unit.monitoring.lives import built_in, life, march
from triage.monitoring.terms import SHOWN, TermCount

TODAY = march(15)


def counted(
    *terms: tuple[str, date | None, str],
    closed: date | None = None,
    handled: Mapping[str, date] | None = None,
) -> TermCount:
    count = TermCount(built_in(), TODAY, handled or {})
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
    assert (found.since, found.count, found.standing) == (march(4), 3, 1)
    assert found.cases == ("z-02",)


def test_what_passed_before_the_alarm_was_handled_is_no_alarm_any_more() -> None:
    terms = [("acuut", march(day), "running") for day in (8, 9, 10)]

    passed = counted(*terms, handled={"acuut": march(10)}).passed()

    assert passed["acuut"].cases == ("z-02",)  # over on the 11th, after it was handled
    assert [one.overdue for one in counted(*terms, handled={"acuut": march(10)}).terms()] == [3]


def test_a_term_that_ends_within_three_days_is_about_to_pass() -> None:
    days = [("acuut", march(day), "running") for day in (14, 15, 17, 18)]

    assert counted(*days).ending() == {"acuut": (2, ("z-01", "z-02"))}


def test_of_many_the_earliest_are_named() -> None:
    many = [("acuut", march(14 - n % 14), "running") for n in range(3 * SHOWN)]

    (found,) = counted(*many).terms()

    assert found.overdue == 3 * SHOWN
    assert len(found.cases) == SHOWN
    assert found.cases[0] == "z-13"  # of the first day
