"""Answers of partners that are late, and deliveries that were given up."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.unit.monitoring.lives import life, march
from triage.monitoring.answering import AnswerCount
from triage.monitoring.life import Track

TODAY = march(15)


def track(key: str, **rest: Any) -> Track:
    return Track(key, "studie", **{"partner": "imk", "status": "placed", **rest})


def missed(*tracks: Track, handled: dict[str, date] | None = None) -> Any:
    count = AnswerCount(TODAY, handled or {})
    count.add(life("z-1", tracks={one.id: one for one in tracks}))
    return count.missed()


def test_an_answer_is_late_from_the_day_after_its_last() -> None:
    found = missed(track("v-1", answer_due=march(14)), track("v-2", answer_due=march(15)))

    assert found["antwoord-imk"].since == march(15)
    assert found["antwoord-imk"].referrals == ("v-1",)


def test_an_answer_that_came_late_is_still_an_alarm_but_no_longer_stands() -> None:
    late = track("v-1", answer_due=march(4), status="accepted", days={"accepted": march(9)})
    in_time = track("v-2", answer_due=march(9), status="accepted", days={"accepted": march(9)})

    found = missed(late, in_time)

    assert found["antwoord-imk"].since == march(5)
    assert (found["antwoord-imk"].count, found["antwoord-imk"].standing) == (1, 0)


def test_what_was_handled_is_gone_and_what_came_after_it_is_there() -> None:
    tracks = [track(f"v-{day}", answer_due=march(day)) for day in (3, 9)]

    found = missed(*tracks, handled={"antwoord-imk": march(6)})

    assert found["antwoord-imk"].referrals == ("v-9",)


def test_a_delivery_that_was_given_up_stands_until_the_referral_ends() -> None:
    standing = missed(track("v-1", given_up=march(7)))
    ended = missed(track("v-1", given_up=march(7), status="withdrawn"))

    assert (standing["post-imk"].since, standing["post-imk"].standing) == (march(7), 1)
    assert ended["post-imk"].standing == 0


def test_who_only_waits_owes_nobody_an_answer() -> None:
    assert missed(Track("v-1", "studie", answer_due=march(1))) == {}


def test_partners_stand_apart() -> None:
    found = missed(
        track("v-1", answer_due=march(3)), track("v-2", partner="bad", answer_due=march(3))
    )

    assert list(found) == ["antwoord-bad", "antwoord-imk"]
