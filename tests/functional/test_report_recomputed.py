"""Every number of a report follows from the exported events, by the program in the docs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import attrs
import pytest

from triage import Case, home
from triage.casefiles import read_cases
from triage.chain import Placed
from triage.cli.desks import as_json
from triage.desk import Desk
from triage.desk.office import ZONE
from triage.records import End, Entered

START: Final = datetime(2021, 3, 1, 9, tzinfo=ZONE)
WEEKS: Final = ("2021-W09", "2021-W10", "2021-W12")
PEOPLE: Final = 60


@attrs.define
class Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


def people(desk: Desk) -> list[Case]:
    """The first of the sample list, who agree to be referred."""
    rulebook = desk.policy.rulebook
    cases, problems = read_cases(str(home.built_in() / "demo/gros-lijst.csv"), rulebook)
    assert not problems
    agreed = {partner.consent: True for partner in rulebook.partners.values() if partner.consent}
    wishes: dict[str, Any] = {"interesse_loondienst": "naast_bedrijf", "uren_loondienst": 20}
    known = {key: value for key, value in wishes.items() if key in rulebook.questions}
    return [
        attrs.evolve(case, answers={**known, **case.answers, **agreed}) for case in cases[:PEOPLE]
    ]


def tracks(desk: Desk, case: Case, fates: Iterator[str]) -> None:
    """Refer somebody for everything that fits, and let something become of it."""
    advice = desk.intake(case, actor="balie")
    for given in advice.products:
        result = desk.refer(case.case, given.product, actor="balie")
        if not isinstance(result, Placed):
            continue
        fate = next(fates)
        if fate == "refused" and result.partner != "ohd":
            reason = "onvoldoende_gegevens"
            desk.update(result.referral, "refused", reason, actor="balie")
        elif fate in ("started", "completed"):
            desk.update(result.referral, "started", actor="balie")
        if fate == "completed":
            desk.update(result.referral, "completed", actor="balie")
            desk.entered([Entered(result.referral, desk_day(desk))], actor="gros")
        if fate == "withdrawn":
            desk.withdraw(result.referral, reason="Toch niet.", actor="balie")


def desk_day(desk: Desk) -> date:
    *_, last = desk.events()
    return last.recorded.date()


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The events of four weeks, and the reports of some of them, as JSON."""
    folder, clock = tmp_path_factory.mktemp("narekenen"), Clock()
    fates = cycle(("completed", "started", "placed", "refused", "withdrawn"))
    address = f"sqlite:///{folder / 'ledger.db'}"
    with Desk.open(None, address, engine="direct", clock=clock) as desk:
        cases = people(desk)
        desk.register(cases[: PEOPLE // 2], "gros")
        for number, case in enumerate(cases):
            clock.now = START + timedelta(hours=10 * number)
            if number >= PEOPLE // 2:
                desk.register(case, "zelf")
            reached = number % 3 != 0
            late = (
                clock.now - timedelta(days=4) if number % 7 == 0 and number > PEOPLE // 2 else None
            )
            desk.contact(case.case, channel="telefoon", reached=reached, at=late, actor="balie")
            if number % 4:
                tracks(desk, case, fates)
            if number % 5 == 0:
                reason = ("loondienst", "einde_regeling")[number % 2]
                desk.tozo([End(case.case, clock.now.date(), reason)], actor="gros")
        ends = [End(case.case, clock.now.date(), "verhuisd") for case in cases[1:20:2]]
        desk.tozo(ends, actor="gros")
        events = folder / "gebeurtenissen.jsonl"
        events.write_text("".join(f"{as_json(one)}\n" for one in desk.events()), encoding="utf-8")
        reports = {week: json.loads(as_json(desk.report(week))) for week in WEEKS}
    return events, reports


@pytest.fixture(scope="module")
def program(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = (root / "docs/rapport.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```py\n(.+?)^```$", text, re.MULTILINE | re.DOTALL)
    path = tmp_path_factory.mktemp("programma") / "narekenen.py"
    path.write_text(code, encoding="utf-8")
    return path


def number_of(text: str) -> float | None:
    return None if text == "None" else float(text)


@pytest.mark.checkout
@pytest.mark.parametrize("week", WEEKS)
def test_the_program_in_the_docs_finds_the_numbers_of_the_report(
    exported: tuple[Path, dict[str, Any]], program: Path, week: str
) -> None:
    events, reports = exported

    printed = subprocess.run(
        [sys.executable, program, events, week], capture_output=True, check=True, encoding="utf-8"
    ).stdout

    found = {
        name: rest.split() for name, _, rest in (x.partition(" ") for x in printed.splitlines())
    }
    rows = {row["key"]: row for row in reports[week]["indicators"]}
    for key, numbers in found.items():
        if key in rows:
            row = rows[key]
            counted = [row["total"]] if key == "m04" else [row["week"], row["total"]]
            assert (key, [number_of(one) for one in numbers]) == (key, counted)
    (pot,) = reports[week]["budgets"]
    assert [float(one) for one in found[pot["key"]]] == [pot["held"], pot["spent"]]
    assert set(rows) - set(found) == set()
