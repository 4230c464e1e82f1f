"""The short way to read an answer says what the long way says, or leaves it to the long way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, get_args

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.answers import read_answer
from triage.errors import Where
from triage.quick_answers import LONGEST, REMEMBERED, quick_reader
from triage.records import Case
from triage.rulebook import Kind, Question

OPTIONS = (("a", "A"), ("b", "B"), ("c", "C"))
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-3, 400_000),
    st.floats(),
    st.decimals(),
    st.dates(),
    st.dates(date(1899, 12, 30), date(2201, 1, 2)),
    st.datetimes(),
    st.text(max_size=LONGEST + 5),
    st.sampled_from(["ja", "nee", "a", "b", "", "1262,50", "1.262,50", "30%", "1-3-2021"]),
    st.from_regex(r"[0-9٣]{0,14}(,[0-9²]{0,5})?", fullmatch=True),
    st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=4),
    st.sets(st.sampled_from(["a", "b"])),
    st.dates().map(str),
)


class Book:
    """As much of a rulebook as is read here."""

    def __init__(self, *questions: Question) -> None:
        self.questions = {question.key: question for question in questions}


def question(kind: Kind, low: int | None = None, high: int | None = None) -> Question:
    options = OPTIONS if kind in ("keuze", "meerkeuze") else ()
    return Question("q", kind, "Q?", Where("f"), low=low, high=high, options=options)


def reader(*asked: Question) -> Callable[..., int | None]:
    """Reads an answer to the first question; None when it has to be looked at closely."""
    read = quick_reader(Book(*asked))  # type: ignore[arg-type]

    def quickly(value: Any, **others: Any) -> int | None:
        try:
            return read(Case("z", date(2021, 3, 2), {"q": value, **others})).get("q")
        except (KeyError, TypeError):
            return None

    return quickly


def agree(asked: Question, values: list[Any]) -> None:
    alone, beside = reader(asked), reader(asked, attrs.evolve(question("tekst"), key="other"))

    for value in [*values, *values]:
        slow = read_answer(asked, value)
        for found in (alone(value), beside(value), beside(value, other="iets")):
            assert found is None or (found == slow and type(found) is int), (value, found, slow)


@pytest.mark.parametrize("kind", get_args(Kind))
@given(values=st.lists(VALUES, max_size=12))
def test_the_short_way_never_says_something_else(kind: Kind, values: list[Any]) -> None:
    agree(question(kind), values)


@pytest.mark.parametrize("kind", ["geheel", "getal", "bedrag", "percentage", "datum"])
@given(values=st.lists(VALUES, max_size=12), low=st.integers(-500, 10**6), size=st.integers(0, 999))
def test_bounds_are_kept_on_the_short_way(
    kind: Kind, values: list[Any], low: int, size: int
) -> None:
    low += date(2021, 3, 1).toordinal() if kind == "datum" else 0
    inside = [low, low + size, low - 1, low + size + 1]

    agree(question(kind, low, low + size), [*values, *inside, *map(Decimal, inside)])


@pytest.mark.parametrize(
    ("kind", "value", "number"),
    [
        ("ja_nee", True, 1),
        ("ja_nee", "nee", 0),
        ("geheel", 12, 12),
        ("bedrag", "1262,50", 126250),
        ("bedrag", Decimal("1262.5"), 126250),
        ("datum", date(2021, 3, 1), date(2021, 3, 1).toordinal()),
        ("datum", "1-3-2021", date(2021, 3, 1).toordinal()),
        ("keuze", "b", 1),
        ("meerkeuze", ["a", "c"], 5),
        ("tekst", "iets", 1),
    ],
)
def test_the_usual_answers_are_read_the_short_way(kind: Kind, value: object, number: int) -> None:
    assert reader(question(kind))(value) == number


@pytest.mark.parametrize(
    ("kind", "first", "then"),
    [("geheel", 1, True), ("ja_nee", True, 1), ("bedrag", Decimal(1), True)],
)
def test_equal_values_of_other_types_are_not_taken_for_each_other(
    kind: Kind, first: object, then: object
) -> None:
    read = reader(question(kind))

    assert read(first) is not None
    assert read(then) is None


def test_a_moment_is_not_taken_for_its_day() -> None:
    read = reader(question("datum"))
    read(date(2021, 3, 1))

    assert read(datetime(2021, 3, 1)) is None  # noqa: DTZ001  # the point of the test


def test_no_more_is_remembered_than_that() -> None:
    read = reader(question("geheel"))

    for number in range(REMEMBERED + 10):
        assert read(str(number)) == number


@pytest.mark.parametrize(
    "case",
    [
        Case("123456782", date(2021, 3, 2), {"q": True}),  # the 11-test holds
        Case("z", date(1899, 12, 31), {"q": True}),
        Case("z", date(2200, 1, 1), {"q": True}),
        Case("z", date(2021, 3, 2), {"q": True, "nobody_asked": 1}),
        Case("z", date(2021, 3, 2), {"nobody_asked": 1}),
    ],
)
def test_a_case_with_something_wrong_is_looked_at_closely(case: Case) -> None:
    read = quick_reader(Book(question("ja_nee")))  # type: ignore[arg-type]

    with pytest.raises(KeyError):
        read(case)


def test_what_is_not_answered_is_left_out() -> None:
    keys = ("a", "b", "c")
    book = Book(*(attrs.evolve(question("geheel"), key=key) for key in keys))
    read = quick_reader(book)  # type: ignore[arg-type]

    whole, partly, none = (
        read(Case("z", date(2021, 3, 2), answers))
        for answers in ({"c": 3, "a": 1, "b": 2}, {"b": 2, "a": None, "c": None}, {})
    )

    assert dict(whole) == {"a": 1, "b": 2, "c": 3}
    assert dict(partly) == {"b": 2}
    assert dict(none) == {}


def test_a_policy_without_questions_takes_no_answers() -> None:
    read = quick_reader(Book())  # type: ignore[arg-type]

    assert dict(read(Case("z", date(2021, 3, 2)))) == {}
