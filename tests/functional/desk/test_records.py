"""What is offered to be entered, and what the report counts of it: the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import attrs
import pytest

from tests.functional.desk.conftest import CONFIG, ON, Clock, OpenDesk
from triage import Case
from triage.chain import Placed
from triage.desk import Desk
from triage.monitoring.values import Figure, Row
from triage.monitoring.weeks import Week
from triage.records import End, Entered

INDICATORS: Final = """\
tozo_redenen: {loondienst: In loondienst, verhuisd: Verhuisd}
indicatoren:
  - {indicator: invoer, naam: Invoer, tel: aandeel, bij: ingevoerd, van: ingezet}
  - {indicator: studies, naam: Studies, tel: aandeel, bij: ingevoerd, van: ingezet, product: studie}
  - {indicator: einde, naam: Einde, tel: ondernemers, bij: tozo_einde, per: reden}
"""
PLENTY: Final = CONFIG.replace("plaatsen: 2", "plaatsen: 20").replace(
    "plaatsen: 1}", "plaatsen: 9}"
)


@pytest.fixture
def desk(open_desk: OpenDesk) -> Desk:
    return open_desk(config=PLENTY + INDICATORS)


Deploy = Callable[..., str]


@pytest.fixture
def deploy(desk: Desk) -> Deploy:
    """Refer a case, and let the referral become these things; gives its id."""

    def make(name: str, product: str, *status: str) -> str:
        known = {row.case for row in desk.srg()}
        if name not in known:
            desk.register(Case(name, ON), "zelf", actor="balie")
            given = {"studie": True, "akkoord": True, "coach": True}
            desk.intake(Case(name, ON, given), actor="balie")
        placed = desk.refer(name, product, actor="balie")
        assert isinstance(placed, Placed)
        for word in status:
            told: Any = word
            if word == "withdrawn":
                desk.withdraw(placed.referral, reason="Toch niet.", actor="balie")
            else:
                reason = "anders" if word == "refused" else None
                desk.update(placed.referral, told, reason=reason, actor="balie")
        return placed.referral

    return make


@pytest.fixture
def every_course(deploy: Deploy, clock: Clock) -> None:
    """Referrals that went every way there is, the second half a week later."""
    deploy("z-1", "studie")
    deploy("z-2", "studie", "refused")
    deploy("z-3", "studie", "withdrawn")
    deploy("z-4", "studie", "started", "withdrawn")
    deploy("z-5", "studie", "started", "stopped")
    deploy("z-6", "coaching")
    deploy("z-7", "coaching", "started")
    deploy("z-8", "coaching", "withdrawn")
    clock.forward(days=7)
    deploy("z-5", "studie", "started")
    deploy("z-2", "studie")
    deploy("z-9", "studie", "accepted", "refused")
    deploy("z-10", "coaching", "completed")
    deploy("z-11", "coaching", "stopped")


def row(desk: Desk, key: str = "invoer", week: str | None = None) -> Row:
    return next(one for one in desk.report(week).rows if one.key == key)


def share(desk: Desk, key: str = "invoer") -> tuple[int, int]:
    """The part and the whole, since the start."""
    found = row(desk, key).share
    assert found is not None
    return found[1]


def lines(found: Row) -> dict[str, Figure]:
    return {line.key: line.figure for line in found.lines}


@pytest.mark.usefixtures("every_course")
class TestEntering:
    def test_everything_that_is_offered_makes_the_share_whole(
        self, desk: Desk, clock: Clock
    ) -> None:
        offered = desk.srg()
        today = clock.now.date()

        desk.entered([Entered(one.referral, today) for one in offered], actor="gros")

        assert len(offered) == 7
        assert share(desk) == (7, 7)
        assert row(desk).figure.total == 100

    def test_one_of_them_is_one_part_of_what_is_offered(self, desk: Desk, clock: Clock) -> None:
        for count, one in enumerate(desk.srg(), 1):
            desk.entered([Entered(one.referral, clock.now.date())], actor="gros")

            assert share(desk) == (count, 7)

    def test_is_counted_by_the_products_of_the_indicator(self, desk: Desk, clock: Clock) -> None:
        offered = [one for one in desk.srg() if one.product == "studie"]

        desk.entered([Entered(one.referral, clock.now.date()) for one in offered], actor="gros")

        assert share(desk, "studies") == (5, 5)
        assert share(desk) == (5, 7)

    def test_adds_up_from_week_to_week(self, desk: Desk) -> None:
        before, now = row(desk, week="2021-W09").share, row(desk).share

        assert (before, now) == (((0, 4), (0, 4)), ((0, 3), (0, 7)))

    def test_is_counted_in_the_week_in_which_it_began(self, desk: Desk) -> None:
        weeks = Counter(str(Week.of(one.begin)) for one in desk.srg())

        shares = {week: row(desk, week=week).share for week in weeks}
        assert {week: one and one[0] for week, one in shares.items()} == {
            week: (0, count) for week, count in weeks.items()
        }
        assert sorted(weeks) == ["2021-W09", "2021-W10"]


class TestATrackThatEndsLater:
    def test_is_to_be_entered_until_it_does(self, desk: Desk, deploy: Deploy, clock: Clock) -> None:
        referral = deploy("z-1", "studie")
        deploy("z-2", "studie")
        clock.forward(days=7)
        desk.update(referral, "refused", reason="anders", actor="balie")

        now = row(desk)

        assert row(desk, week="2021-W09").share == ((0, 2), (0, 2))
        assert now.share == ((0, 0), (0, 1))
        assert now.figure.added == -1
        assert len(desk.srg()) == 1

    def test_takes_what_was_entered_of_it_along(
        self, desk: Desk, deploy: Deploy, clock: Clock
    ) -> None:
        referral = deploy("z-1", "studie")
        desk.entered([Entered(referral, ON)], actor="gros")
        clock.forward(days=7)
        desk.withdraw(referral, reason="Toch niet.", actor="balie")

        assert share(desk) == (0, 0)
        assert row(desk).figure.total is None


class TestACorrection:
    def test_of_an_entry_leaves_past_weeks_as_they_were(
        self, desk: Desk, deploy: Deploy, clock: Clock
    ) -> None:
        entry = Entered(deploy("z-1", "studie"), ON)
        desk.entered([entry], actor="gros")
        clock.forward(days=7)
        before = row(desk, week="2021-W09")

        desk.entered([attrs.evolve(entry, void=True)], actor="gros")

        assert row(desk, week="2021-W09") == before
        assert before.share == ((1, 1), (1, 1))
        assert share(desk) == (0, 1)
        assert row(desk).figure.added == -1

    def test_of_an_end_leaves_past_weeks_as_they_were_and_shows_as_later(
        self, desk: Desk, clock: Clock
    ) -> None:
        desk.register([Case("z-1", ON), Case("z-2", ON)], "gros")
        wrong = End("z-1", ON, "loondienst")
        desk.tozo([wrong, End("z-2", ON, "loondienst")], actor="gros")
        clock.forward(days=7)
        before = row(desk, "einde", "2021-W09")

        right = End("z-1", ON, "verhuisd")
        desk.tozo([attrs.evolve(wrong, void=True), right], actor="gros")

        then, now = row(desk, "einde", "2021-W09"), row(desk, "einde")
        assert lines(before) == {"loondienst": Figure(2, 2)}
        assert lines(then) == {"loondienst": Figure(2, 2), "verhuisd": Figure(0, 0, later=1)}
        assert lines(now) == {
            "loondienst": Figure(0, 1, added=-1),
            "verhuisd": Figure(0, 1, added=1),
        }
        assert now.figure == Figure(0, 2)

    def test_of_an_end_without_another_counts_nobody(self, desk: Desk) -> None:
        desk.register(Case("z-1", ON), "gros")
        wrong = End("z-1", ON, "loondienst")
        desk.tozo([wrong], actor="gros")

        desk.tozo([attrs.evolve(wrong, void=True)], actor="gros")

        assert row(desk, "einde").figure.total == 0
