"""Terms made into dates."""

from __future__ import annotations

from datetime import date

import pytest

from triage.deadlines import Due, due
from triage.rulebook import Term
from triage.workdays import Workdays

REGISTERED = date(2021, 3, 30)
WORKDAYS = Workdays((date(2021, 5, 14),))


def ends(term: Term, **answers: date) -> Due:
    typed = {name: day.toordinal() for name, day in answers.items()}
    return due(term, typed, REGISTERED, WORKDAYS)


@pytest.mark.parametrize(
    ("term", "day"),
    [
        (Term("3 werkdagen", 3, "werkdagen"), date(2021, 4, 6)),
        (Term("4 weken", 4, "weken"), date(2021, 4, 28)),
        (Term("3 dagen", 3, "dagen"), date(2021, 4, 6)),
        (Term("1 dag", 1, "dagen"), date(2021, 3, 31)),
    ],
    ids=lambda part: getattr(part, "text", None),
)
def test_a_term_counts_from_the_registration(term: Term, day: date) -> None:
    assert ends(term) == Due(day, start=REGISTERED)


def test_a_term_counts_from_the_earliest_answered_start() -> None:
    term = Term("3 werkdagen vanaf a of b", 3, "werkdagen", ("a", "b"))

    both = ends(term, a=date(2021, 3, 3), b=date(2021, 3, 1))

    assert both == Due(date(2021, 3, 4), start=date(2021, 3, 1))
    assert ends(term, a=date(2021, 3, 3)).day == date(2021, 3, 8)


def test_without_its_start_a_term_counts_from_the_registration_and_says_so() -> None:
    term = Term("4 weken vanaf a", 4, "weken", ("a",))

    assert ends(term) == Due(date(2021, 4, 28), start=REGISTERED, start_missing=True)


def test_a_written_date_stands_as_written_on_a_rest_day_too() -> None:
    assert ends(Term("2021-05-05", day=date(2021, 5, 5))).day == date(2021, 5, 5)


@pytest.mark.parametrize(
    ("term", "answer", "day"),
    [
        (Term("q", before="q"), date(2021, 4, 5), date(2021, 4, 1)),
        (Term("q", before="q"), date(2021, 4, 6), date(2021, 4, 6)),
        (Term("q", before="q"), date(2021, 5, 16), date(2021, 5, 12)),
        (
            Term("2 werkdagen voor q", 2, "werkdagen", before="q"),
            date(2021, 4, 7),
            date(2021, 4, 1),
        ),
        (Term("1 week voor q", 1, "weken", before="q"), date(2021, 5, 12), date(2021, 5, 4)),
        (Term("3 dagen voor q", 3, "dagen", before="q"), date(2021, 3, 10), date(2021, 3, 5)),
    ],
    ids=lambda part: str(getattr(part, "text", part)),
)
def test_a_term_counted_back_moves_back_from_a_rest_day(
    term: Term, answer: date, day: date
) -> None:
    assert ends(term, q=answer) == Due(day)


def test_without_the_answer_it_counts_back_from_there_is_no_term() -> None:
    assert ends(Term("2 werkdagen voor q", 2, "werkdagen", before="q")) == Due(None)


@pytest.mark.parametrize(
    "term",
    [
        Term("3 werkdagen", 3, "werkdagen", met="klaar"),
        Term("2021-05-05", day=date(2021, 5, 5), met="klaar"),
        Term("q", before="q", met="klaar"),
    ],
    ids=lambda term: term.text,
)
def test_a_term_that_was_met_no_longer_stands(term: Term) -> None:
    met = ends(term, q=date(2021, 4, 6), klaar=date(2030, 1, 1))

    assert met == Due(None, met=True)
    assert ends(term, q=date(2021, 4, 6)).day is not None


def test_the_longest_terms_can_be_counted_at_both_ends_of_the_calendar() -> None:
    last, first = date(2199, 12, 31), date(1900, 1, 1)

    forward = ends(Term("9999 weken vanaf a", 9999, "weken", ("a",)), a=last)
    back = ends(Term("9999 weken voor q", 9999, "weken", before="q"), q=first)

    assert forward.day is not None
    assert back.day is not None
    assert (forward.day - last).days >= 69993
    assert (first - back.day).days >= 69993
