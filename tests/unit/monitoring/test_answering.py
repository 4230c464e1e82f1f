"""Answers of partners that are late, and referrals that have not arrived."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.unit.monitoring.lives import WEEK, built_in, life, march
from triage.monitoring.answering import AnswerCount
from triage.monitoring.handled import Handled
from triage.monitoring.life import Track
from triage.monitoring.passing import Passed

TODAY = march(15)


def track(key: str, **rest: Any) -> Track:
    """A referral of 1 March to a partner to whom somebody hands it over."""
    days = {"placed": march(1), **rest.pop("days", {})}
    return Track(key, "studie", **{"partner": "imk", "status": "placed", **rest}, days=days)


def posted(key: str, **rest: Any) -> Track:
    """A referral of 1 March that goes out by itself."""
    return track(key, posted=True, **rest)


def counted(*tracks: Track, handled: dict[str, date] | None = None) -> AnswerCount:
    count = AnswerCount(built_in(), TODAY, Handled(handled or {}, WEEK))
    for number, one in enumerate(tracks):
        count.add(life(f"z-{number}", tracks={one.id: one}))
    return count


def missed(*tracks: Track, handled: dict[str, date] | None = None) -> dict[str, Passed]:
    return counted(*tracks, handled=handled).missed()


class TestAnAnswer:
    def test_is_late_from_the_day_after_its_last(self) -> None:
        found = missed(track("v-1", answer_due=march(14)), track("v-2", answer_due=march(15)))

        assert found["antwoord-imk"] == Passed(march(15), 1, 1, 1, ("z-0",))

    def test_that_came_late_is_still_an_alarm_but_no_longer_stands(self) -> None:
        late = track("v-1", answer_due=march(4), status="accepted", days={"accepted": march(9)})
        in_time = track("v-2", answer_due=march(9), status="accepted", days={"accepted": march(9)})

        found = missed(late, in_time)

        assert found["antwoord-imk"] == Passed(march(5), 1, 0, 0, ())

    def test_that_came_late_is_gone_once_it_was_handled(self) -> None:
        late = track("v-1", answer_due=march(4), status="accepted", days={"accepted": march(9)})

        assert missed(late, handled={"antwoord-imk": march(5)}) == {}

    def test_that_still_does_not_come_is_in_every_report(self) -> None:
        tracks = [track(f"v-{day}", answer_due=march(day)) for day in (3, 9)]

        found = missed(*tracks, handled={"antwoord-imk": march(12)})

        assert found["antwoord-imk"].cases == ("z-0", "z-1")

    def test_is_not_owed_before_the_referral_arrived(self) -> None:
        waits = posted("v-1", answer_due=march(3))
        failed = posted("v-2", answer_due=march(3), failed=march(2))

        assert missed(waits, failed) == {}

    def test_has_as_many_working_days_as_when_the_referral_had_arrived_at_once(self) -> None:
        late = posted("v-1", answer_due=march(8), sent=march(5))  # four working days after placing
        later = posted("v-2", answer_due=march(8), sent=march(6))  # the same: a Saturday
        at_once = posted("v-3", answer_due=march(12), sent=march(1))

        found = counted(late, later, at_once).missed()

        assert found["antwoord-imk"] == Passed(march(13), 3, 3, 3, ("z-0", "z-1", "z-2"))

    def test_is_not_owed_by_who_only_puts_somebody_on_the_list(self) -> None:
        assert missed(Track("v-1", "studie", answer_due=march(1))) == {}

    def test_of_each_partner_stands_apart(self) -> None:
        found = missed(
            track("v-1", answer_due=march(3)), track("v-2", partner="bad", answer_due=march(3))
        )

        assert list(found) == ["antwoord-bad", "antwoord-imk"]

    def test_about_one_person_names_the_case_once(self) -> None:
        tracks = {key: track(key, answer_due=march(3)) for key in ("v-1", "v-2")}
        count = AnswerCount(built_in(), TODAY, Handled({}, WEEK))
        count.add(life("z-1", tracks=tracks))

        assert count.missed()["antwoord-imk"] == Passed(march(4), 2, 2, 1, ("z-1",))


class TestADelivery:
    def test_that_failed_is_told_with_all_that_waits_behind_it(self) -> None:
        failed = posted("v-1", failed=march(3))
        behind = posted("v-2", days={"placed": march(12)})
        arrived = posted("v-3", failed=march(2), sent=march(4))
        elsewhere = posted("v-4", partner="bad", days={"placed": march(12)})

        found = counted(failed, behind, arrived, elsewhere).undelivered()

        assert found == {"imk": Passed(march(3), 2, 2, 2, ("z-0", "z-1"))}

    def test_is_no_longer_told_when_it_arrived_or_ended(self) -> None:
        arrived = posted("v-1", failed=march(3), sent=march(9))
        ended = posted("v-2", failed=march(3), status="withdrawn")

        assert counted(arrived, ended).undelivered() == {}

    def test_that_has_not_gone_after_a_working_day_is_told_too(self) -> None:
        on_friday = posted("v-1", days={"placed": march(12)})
        on_thursday = posted("v-2", days={"placed": march(11)})

        assert counted(on_friday).undelivered() == {}
        assert counted(on_friday, on_thursday).undelivered()["imk"].since == march(11)

    def test_that_somebody_does_by_hand_is_never_told(self) -> None:
        assert counted(track("v-1")).undelivered() == {}

    def test_that_was_given_up_stands_until_the_referral_ends(self) -> None:
        standing = missed(posted("v-1", failed=march(3), given_up=march(7)))
        ended = missed(posted("v-1", failed=march(3), given_up=march(7), status="withdrawn"))

        assert standing == {"post-imk": Passed(march(7), 1, 1, 1, ("z-0",))}
        assert ended["post-imk"].standing == 0

    def test_that_was_given_up_is_not_told_twice(self) -> None:
        gone = posted("v-1", failed=march(3), given_up=march(7))

        assert counted(gone).undelivered() == {}

    def test_of_a_withdrawal_that_was_given_up_stands_until_it_is_handled(self) -> None:
        gone = posted("v-1", sent=march(2), status="withdrawn", not_recalled=march(7))

        found = missed(gone)

        assert found == {"post-imk-ingetrokken": Passed(march(7), 1, 1, 1, ("z-0",))}
        assert missed(gone, handled={"post-imk-ingetrokken": march(8)}) == {}

    def test_that_was_given_up_was_done_by_hand_when_its_alarm_is_handled(self) -> None:
        gone = posted("v-1", failed=march(1), given_up=march(4), answer_due=march(3))

        found = missed(gone, handled={"post-imk": march(5)})

        assert found == {"antwoord-imk": Passed(march(10), 1, 1, 1, ("z-0",))}
