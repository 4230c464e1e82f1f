"""From events to a life: what a case and its referrals have come to."""

from __future__ import annotations

from itertools import count
from typing import Any

import attrs

from tests.unit.monitoring.lives import march, noon
from triage.monitoring.life import Happened, Life
from triage.monitoring.living import lived
from triage.monitoring.seeing import view

_NUMBERS = count(1)


def told(kind: str, day: int, referral: str | None = None, **details: Any) -> Happened:
    return Happened(next(_NUMBERS), kind, march(day), noon(day), referral, details)


def placed(day: int = 5, referral: str = "v-1", **details: Any) -> Happened:
    whole = {"product": "studie", "partner": "imk", "pot": "pot", "cents": 2000, **details}
    return told("referred", day, referral, **whole)


def moments(life: Life) -> list[tuple[str, int]]:
    return [(one.moment, one.on.day) for one in life.counted]


class TestACase:
    def test_is_a_report_of_its_own_accord_on_the_day_it_was_registered(self) -> None:
        life = lived("z-1", [told("registered", 2, source="zelf", level="gewoon")])

        assert (life.source, life.registered, life.level) == ("zelf", march(2), "gewoon")
        assert moments(life) == [("melding", 2)]

    def test_from_a_list_is_one_when_it_is_first_spoken_to(self) -> None:
        life = lived(
            "z-1",
            [
                told("registered", 1, source="gros"),
                told("contacted", 2, reached=False),
                told("contacted", 4, reached=True),
            ],
        )

        first = {m: life.first(m) for m in ("benaderd", "bereikt", "melding")}
        assert {m: one and one.on for m, one in first.items()} == {
            "benaderd": march(2),
            "bereikt": march(4),
            "melding": march(4),
        }

    def test_that_reports_itself_after_it_was_listed_counts_from_that_day(self) -> None:
        events = [
            told("registered", 1, source="gros"),
            told("re_registered", 3, source="zelf"),
            told("contacted", 5, reached=True),
        ]

        first = lived("z-1", events).first("melding")

        assert first is not None
        assert first.on == march(3)

    def test_has_the_level_of_its_last_decision_until_an_adviser_differs(self) -> None:
        events = [
            told("registered", 1, source="gros", level="gewoon"),
            told("intake", 2, urgency="acuut"),
        ]
        differing = [*events, told("overridden", 3, urgency="hoog"), told("intake", 4, urgency="x")]

        assert lived("z-1", events).level == "acuut"
        assert lived("z-1", differing).level == "hoog"

    def test_has_the_terms_of_its_last_decision(self) -> None:
        first = [["acuut", "2021-03-04", "running"]]
        then = [["acuut", "2021-03-04", "met"], ["bellen", None, "running"]]
        events = [told("registered", 1, source="zelf", terms=first), told("intake", 2, terms=then)]

        life = lived("z-1", events)

        assert life.terms == (("acuut", march(4), "met"), ("bellen", None, "running"))
        assert lived("z-1", [*events, told("intake", 3)]).terms == ()

    def test_is_closed_for_a_reason(self) -> None:
        life = lived("z-1", [told("closed", 9, reason="verhuisd")])

        assert (life.closed, life.why, life.closing) == (march(9), "verhuisd", noon(9))

    def test_may_lose_its_tozo_more_than_once(self) -> None:
        events = [told("tozo_ended", day, reason="loondienst") for day in (3, 9)]

        assert moments(lived("z-1", events)) == [("tozo_einde", 3), ("tozo_einde", 9)]

    def test_may_lose_a_part_of_its_tozo(self) -> None:
        events = [
            told("tozo_ended", day, reason="loondienst", extent=extent)
            for day, extent in ((3, "deels"), (9, "geheel"))
        ]

        assert [one.partly for one in lived("z-1", events).counted] == [True, False]

    def test_may_turn_out_not_to_have_lost_it(self) -> None:
        wrong = told("tozo_ended", 3, reason="verhuisd")
        events = [wrong, told("tozo_ended", 3, reason="loondienst")]

        life = lived("z-1", [*events, told("tozo_end_withdrawn", 3, of=wrong.number)])

        assert [one.reason for one in view(life, march(3)).moments["tozo_einde"]] == ["loondienst"]

    def test_may_get_no_for_want_of_money(self) -> None:
        no = told("turned_away", 3, product="studie", pot="pot", cents=2000, level="gewoon")

        assert lived("z-1", [no]).refused == [(march(3), "pot", "studie", 2000)]

    def test_is_counted_afterwards_by_what_was_written_later(self) -> None:
        intake = told("intake", 2, tally={"a": [True, None]})
        later = told("tallied", 30, of={str(intake.number): {"b": [False, None]}})

        (one,) = lived("z-1", [intake, later]).counted

        assert one.tally == {"a": [True, None], "b": [False, None]}


class TestAReferral:
    def test_waits_takes_a_place_and_ends(self) -> None:
        events = [
            told("waiting", 3, "v-1", product="studie"),
            placed(5, answer_due="2021-03-12"),
            told("accepted", 6, "v-1"),
            told("started", 8, "v-1"),
            told("completed", 20, "v-1", cents=2000),
        ]

        track = lived("z-1", events).tracks["v-1"]

        assert (track.product, track.partner, track.status) == ("studie", "imk", "completed")
        assert track.days == {
            "waiting": march(3),
            "placed": march(5),
            "accepted": march(6),
            "started": march(8),
            "completed": march(20),
        }
        assert (track.held, track.spent, track.taken) == (0, 2000, True)
        assert track.answer_due == march(12)

    def test_to_a_partner_is_deployed_when_it_is_referred(self) -> None:
        assert moments(lived("z-1", [placed(5)])) == [("verwezen", 5), ("ingezet", 5)]

    def test_of_the_desk_itself_is_deployed_when_it_starts(self) -> None:
        life = lived("z-1", [placed(5, own=True), told("started", 7, "v-1", own=True)])

        assert moments(life) == [("aanvaard", 7), ("gestart", 7), ("ingezet", 7)]

    def test_that_is_completed_at_once_was_accepted_and_started_then(self) -> None:
        life = lived("z-1", [placed(5), told("completed", 9, "v-1", cents=2000)])

        assert moments(life)[2:] == [("aanvaard", 9), ("gestart", 9), ("afgerond", 9)]

    def test_again_to_the_same_partner_is_not_counted_twice(self) -> None:
        events = [
            placed(5),
            told("refused", 6, "v-1"),
            placed(8, "v-2"),
            placed(9, "v-3", partner="b"),
        ]

        life = lived("z-1", events)

        assert [one.on.day for one in life.counted if one.moment == "verwezen"] == [5, 9]

    def test_that_is_refused_gives_back_what_was_held(self) -> None:
        life = lived("z-1", [placed(5), told("refused", 6, "v-1")])

        assert life.moves == [
            (march(5), "pot", "studie", 2000, 0),
            (march(6), "pot", "studie", -2000, 0),
        ]
        assert life.tracks["v-1"].taken is False

    def test_that_is_stopped_keeps_its_place_only_when_it_had_started(self) -> None:
        stopped = told("stopped", 9, "v-1", cents=500, hours=200)
        before = lived("z-1", [placed(5), stopped]).tracks["v-1"]
        after = lived("z-1", [placed(5), told("started", 6, "v-1"), stopped]).tracks["v-1"]

        assert (before.taken, after.taken) == (False, True)
        assert (after.spent, after.held, after.hours) == (500, 0, 200)

    def test_takes_over_the_price_of_another(self) -> None:
        events = [
            placed(5, "v-1", product="scholing"),
            placed(5, "v-2", product="baan", cents=0),
            told("withdrawn", 6, "v-1"),
            told("charged", 6, "v-2", pot="pot", account="held", cents=7500),
        ]

        life = lived("z-1", events)

        assert (life.tracks["v-1"].held, life.tracks["v-2"].held) == (0, 7500)
        assert life.moves[-1] == (march(6), "pot", "baan", 7500, 0)

    def test_that_is_corrected_moves_the_difference_on_the_day_that_it_is_told(self) -> None:
        events = [
            placed(5),
            told("completed", 9, "v-1", cents=6000, hours=800),
            told("corrected", 12, "v-1", cents=1500, before=6000, hours=200),
        ]

        life = lived("z-1", events)

        assert (life.tracks["v-1"].spent, life.tracks["v-1"].hours) == (1500, 200)
        assert life.moves[1:] == [
            (march(9), "pot", "studie", -2000, 6000),
            (march(12), "pot", "studie", 0, -4500),
        ]

    def test_goes_out_by_itself_when_its_event_says_so(self) -> None:
        by_itself = lived("z-1", [placed(5, posted=True)]).tracks["v-1"]
        by_hand = lived("z-1", [placed(5)]).tracks["v-1"]

        assert (by_itself.posted, by_itself.sent, by_itself.failed) == (True, None, None)
        assert by_hand.posted is False

    def test_arrives_in_the_end(self) -> None:
        events = [
            placed(5, posted=True),
            *(told("delivery_failed", day, "v-1", action="refer") for day in (5, 6)),
            told("sent", 9, "v-1", action="refer"),
        ]

        track = lived("z-1", events).tracks["v-1"]

        assert (track.failed, track.sent, track.given_up) == (march(5), march(9), None)

    def test_may_end_without_the_partner_being_told(self) -> None:
        events = [
            placed(5, posted=True),
            told("sent", 5, "v-1", action="refer"),
            told("withdrawn", 6, "v-1"),
            told("delivery_failed", 6, "v-1", action="withdraw"),
            told("given_up", 7, "v-1", action="withdraw"),
        ]

        track = lived("z-1", events).tracks["v-1"]

        assert (track.failed, track.given_up, track.not_recalled) == (None, None, march(7))

    def test_is_given_up_and_confirmed(self) -> None:
        events = [placed(5), told("given_up", 7, "v-1"), told("entered", 9, "v-1")]

        life = lived("z-1", events)

        assert life.tracks["v-1"].given_up == march(7)
        assert moments(life)[-1] == ("ingevoerd", 9)
        assert life.counted[-1].product == "studie"

    def test_that_is_refused_or_called_back_before_it_began_is_not_one_to_enter(self) -> None:
        events = [
            placed(5),
            told("refused", 6, "v-1"),
            placed(7, "v-2"),
            told("withdrawn", 8, "v-2"),
            placed(9, "v-3"),
            told("started", 10, "v-3"),
            told("withdrawn", 11, "v-3"),
        ]

        counted = lived("z-1", events).counted

        assert [(one.moment, one.referral) for one in counted] == [
            *(("verwezen", "v-1"), ("ingezet", "v-1"), ("vervallen", "v-1")),
            *(("opnieuw", "v-2"), ("vervallen", "v-2"), ("opnieuw", "v-3")),
            *(("aanvaard", "v-3"), ("gestart", "v-3")),
        ]

    def test_that_was_not_entered_after_all_is_seen_as_it_was_known(self) -> None:
        entered = told("entered", 7, "v-1")
        events = [placed(5), entered, told("entry_withdrawn", 7, "v-1", of=entered.number)]
        back = attrs.evolve(events[-1], recorded=noon(20))

        life = lived("z-1", [*events[:-1], back])

        assert life.tracks["v-1"].entered is None
        assert "ingevoerd" in view(life, march(30), before=noon(19)).moments
        assert view(life, march(30)).moments["ingevoerd"] == []
