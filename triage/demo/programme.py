"""The whole term of a programme, working day by working day, with a desk of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Final

import attrs

from triage.app import Policy
from triage.demo.administration import Administration
from triage.demo.advising import Advising
from triage.demo.calling import Calling
from triage.demo.diary import Diary
from triage.demo.ending import checked, reported
from triage.demo.partners import local_home, neighbours
from triage.demo.script import Sample
from triage.demo.telling import Step, arrived, heading, listed, month
from triage.demo.world import World
from triage.desk import Desk
from triage.monitoring.weeks import Week
from triage.records import Case
from triage.rulebook import Period
from triage.workdays import Workdays

CHAIN: Final = "keten"
"""The folder of the ledger, and of what the partners are sent."""

_AFTERWARDS: Final = timedelta(days=14)
"""So long the demonstration goes on after the end of the programme."""

_OPEN_ENDED: Final = timedelta(days=90)
_FIRST_SOURCE: Final = "gros"
_BUSY, _QUIET = (0, 2, 4), (1, 4)
"""On which days of the week is delivered; besides, what is urgent goes out at once."""


def play(
    home: Path, policy: Policy, sample: Sample, out: Path, engine: str = "direct"
) -> Iterator[Step]:
    """Play the term of a programme; a step comes for every day, with or without lines to tell.

    Args:
        home: The home of the policy.
        policy: Of that home.
        sample: Who there is, and how it goes.
        out: A folder for the reports; in it, the empty folder `keten` for everything else.
        engine: As for `Desk.open`; the desk decides thousands of times, and two take longer.

    Raises:
        ImportError: The extra `demo` is not installed.
    """
    if not sample.listed:
        return
    diary = Diary(Workdays(policy.rulebook.settings.equated_days))
    first = diary.workdays.on_or_after(min(case.registered for case in sample.listed))
    diary.open(first)
    chain = out / CHAIN
    with neighbours(policy.rulebook, chain / "partners") as near, _environment(near.environment):
        own = local_home(home, policy.rulebook, near, chain / "thuis")
        ledger = f"sqlite:///{chain / 'ledger.db'}"
        with Desk.open(own, ledger, engine=engine, clock=diary) as desk:
            people = {case.case: case for case in sample.listed}
            world = World(desk, diary, near, sample, people)
            yield from _Programme(world).steps()
            yield reported(world, _weeks(world, first), out)
            yield checked(world)


def _ends(world: World, first: date) -> date:
    """The last day of the programme."""
    term = world.policy.rulebook.settings.term or Period()
    return term.last or first + _OPEN_ENDED


def _weeks(world: World, first: date) -> tuple[Week, Week]:
    """The weeks that are reported on: the second one, and the last one of the programme."""
    return Week.of(first).plus(1), Week.of(_ends(world, first))


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@attrs.define(eq=False)
class _Programme:
    world: World
    advising: Advising = attrs.field(init=False)
    calling: Calling = attrs.field(init=False)
    administration: Administration = attrs.field(init=False)

    @advising.default
    def _make_advising(self) -> Advising:
        return Advising(self.world)

    @calling.default
    def _make_calling(self) -> Calling:
        return Calling(self.world, self.advising)

    @administration.default
    def _make_administration(self) -> Administration:
        return Administration(self.world, self.advising.tracks)

    def steps(self) -> Iterator[Step]:
        diary = self.world.diary
        first, last = diary.today, _ends(self.world, diary.today) + _AFTERWARDS
        yield self._list_comes()
        self._plan()
        self.administration.plan(first, last)
        yield Step("Het programma, maand voor maand", (heading(),))
        days = list(diary.days(first, last))
        for number, day in enumerate(days, 1):
            self._work(day)
            ends = number == len(days) or days[number].month != day.month
            yield Step("", tuple(month(self.world, day)) if ends else (), number / len(days))
        yield arrived(self.world)

    def _list_comes(self) -> Step:
        """What there is of the list on the first day; a week later it comes again, and whole."""
        everybody, today = self.world.sample.listed, self.world.diary.today
        found = self.calling.register(
            [c for c in everybody if c.registered <= today], _FIRST_SOURCE
        )
        self.world.desk.calls(actor="coordinator")
        again = today + timedelta(days=7)
        self.world.diary.plan(again, lambda: self._list_again(everybody))
        return listed(found, today)

    def _list_again(self, everybody: Sequence[Case]) -> None:
        found = self.calling.register(everybody, _FIRST_SOURCE)
        self.world.remarks.append(
            f"De lijst komt opnieuw: {len(found.new)} nieuw, {len(found.same)} ongewijzigd."
        )

    def _plan(self) -> None:
        diary, sample = self.world.diary, self.world.sample
        for source, cases in sample.arriving.items():
            for case in cases:
                diary.plan(case.registered, partial(self._arrive, case, source))
        for day in sample.script.hastened:
            diary.plan(day, self.advising.hasten)
        outage = sample.script.outage
        if outage is not None:
            diary.plan(outage.first, partial(self._down, outage.partner))
            diary.plan(outage.last + timedelta(days=1), partial(self._up, outage.partner))

    def _arrive(self, case: Case, source: str) -> None:
        self.world.people[case.case] = case
        for warning in self.calling.register([case], source).warnings:
            self.world.remark(f"Let op: {warning}", "warning", warning.partition(" ")[0])

    def _down(self, partner: str) -> None:
        self.world.near.down.add(partner)
        name = self.world.policy.rulebook.partners[partner].name
        self.world.remarks.append(f"{name} is niet bereikbaar; de rest gaat door.")

    def _up(self, partner: str) -> None:
        self.world.near.down.discard(partner)
        name = self.world.policy.rulebook.partners[partner].name
        before = self.world.tally["sent"]
        self._deliver()
        sent = self.world.tally["sent"] - before
        self.world.remarks.append(f"{name} is terug; alsnog verstuurd: {sent}.")

    def _work(self, day: date) -> None:
        """One working day at the desk."""
        self.world.diary.open(day)
        self.world.diary.work()
        self.calling.day()
        window = self.world.policy.rulebook.settings.contact_window
        busy = window is not None and day in window
        urgent = self.advising.tracks.hurry and not busy
        if urgent or day.weekday() in (_BUSY if busy else _QUIET):
            self._deliver()

    def _deliver(self) -> None:
        self.advising.tracks.hurry = False
        self.world.deliver()
        self.advising.look()
