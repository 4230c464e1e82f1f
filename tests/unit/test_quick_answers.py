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


def short(asked: Question) -> Callable[[object], int | None]:
    """The short way to read an answer to that question; None where it does not do."""
    read = quick_reader(Book(asked))  # type: ignore[arg-type]

    def one(value: Any) -> int | None:
        try:
            return read({"q": value})["q"]
        except (LookupError, TypeError):  # TypeError: no hash
            return None

    return one


def agree(asked: Question, values: list[Any]) -> None:
    reader = short(asked)

    for value in [*values, *values]:
        found, slow = reader(value), read_answer(asked, value)
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
    assert short(question(kind))(value) == number


@pytest.mark.parametrize(
    ("kind", "first", "then"),
    [("geheel", 1, True), ("ja_nee", True, 1), ("bedrag", Decimal(1), True)],
)
def test_equal_values_of_other_types_are_not_taken_for_each_other(
    kind: Kind, first: object, then: object
) -> None:
    reader = short(question(kind))

    assert reader(first) is not None
    assert reader(then) is None


def test_a_moment_is_not_taken_for_its_day() -> None:
    reader = short(question("datum"))
    reader(date(2021, 3, 1))

    assert reader(datetime(2021, 3, 1)) is None  # noqa: DTZ001  # the point of the test


def test_no_more_is_remembered_than_that() -> None:
    reader = short(question("geheel"))

    for number in range(REMEMBERED + 10):
        assert reader(str(number)) == number


@given(given=st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), st.booleans()))
def test_several_questions_are_read_at_once(given: dict[str, Any]) -> None:
    asked = [attrs.evolve(question("ja_nee"), key=key) for key in "abc"]
    read = quick_reader(Book(*asked))  # type: ignore[arg-type]

    if "d" in given:
        with pytest.raises(LookupError):
            read(given)
    else:
        assert read(given) == {key: int(value) for key, value in given.items()}


def test_without_questions_there_is_nothing_to_read() -> None:
    read = quick_reader(Book())  # type: ignore[arg-type]

    assert read({}) == {}
    with pytest.raises(LookupError):
        read({"q": True})
