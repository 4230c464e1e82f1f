"""What every command of the desk works with: policy, ledger, partners and the clock."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import attrs
from sqlalchemy import Row, select

from triage.advice import Advice
from triage.answers import may_be_bsn, read_answer
from triage.app import Policy
from triage.chain import Event
from triage.errors import DeskError, IntakeError, Refusal
from triage.ledger import Ledger, Work
from triage.ledger.schema import answers, case
from triage.monitoring.tally import Tally
from triage.plugins import Plugins
from triage.records import Answer, Case
from triage.vocabulary import SOURCES
from triage.workdays import Workdays

ZONE: Final = ZoneInfo("Europe/Amsterdam")
IN_FORCE: Final = "policy"
"""Under this name the ledger keeps the version of the policy that it works with."""

_NOON: Final = time(12)

Clock = Callable[[], datetime]
"""Gives the moment, in the time zone of the desk."""


@attrs.frozen(eq=False)
class Office:
    """What every command of the desk works with.

    Attributes:
        home: The folder of the policy.
        policy: Decides.
        ledger: Remembers.
        plugins: Reach the partners.
        clock: Gives the moment, in the time zone of the desk.
        tally: What the report counts at a moment.
        workdays: The working days of the configuration.
    """

    home: Path
    policy: Policy
    ledger: Ledger
    plugins: Plugins
    clock: Clock
    tally: Tally = attrs.field(init=False)
    workdays: Workdays = attrs.field(init=False)

    @tally.default
    def _make_tally(self) -> Tally:
        return Tally(self.policy.rulebook)

    @workdays.default
    def _make_workdays(self) -> Workdays:
        return Workdays(self.policy.rulebook.settings.equated_days)

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """One unit of work; afterwards the partners hear what happened.

        Raises:
            DeskError: Another desk works on this ledger with another policy by now.
        """
        with self.ledger.writing(self.clock) as work:
            if not self.in_force(work):
                message = (
                    "het ledger werkt intussen met andere regels of een andere configuratie. Open "
                    "de balie opnieuw, en geef elke balie dezelfde map met regels."
                )
                raise DeskError(message)
            yield work
        self.tell(work.events)

    def tell(self, events: Iterable[Event]) -> None:
        """Let the partners hear what happened."""
        for event in events:
            self.plugins.observe(event)

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """Look without writing."""
        with self.ledger.reading(self.clock()) as work:
            yield work

    @contextmanager
    def looking_back(self) -> Iterator[Work]:
        """Look at what only the policy of the ledger itself can tell rightly.

        Raises:
            DeskError: The ledger works with another policy.
        """
        with self.reading() as work:
            if not self.in_force(work):
                message = (
                    "het ledger werkt met andere regels of een andere configuratie dan deze map. "
                    "Geef met --home de map van de balie. Is dit haar nieuwe map, laat haar er dan "
                    "eerst mee werken, bijvoorbeeld met 'triage deliver'."
                )
                raise DeskError(message)
            yield work

    def in_force(self, work: Work) -> bool:
        """Whether this policy is the one that the ledger works with."""
        return work.setting(IN_FORCE) == self.policy.version

    def moment(self, at: date | datetime | None) -> datetime:
        """A moment in the time zone of the desk; a bare day is its noon, nothing is now."""
        if at is None:
            return self.clock()
        if isinstance(at, datetime):
            return at.replace(tzinfo=ZONE) if at.tzinfo is None else at.astimezone(ZONE)
        return datetime.combine(at, _NOON, ZONE)

    def past(self, what: str, at: date | datetime | None) -> datetime:
        """The same moment, which has to have come: nobody writes down what is still to happen.

        Raises:
            DeskError: It lies after the day of reckoning.
        """
        moment, today = self.moment(at), self.clock().date()
        if moment.date() > today:
            message = (
                f"{what} op {moment.date()} kan niet worden opgeschreven: het is nu {today}. Kijk "
                "de datum na."
            )
            raise DeskError(message)
        return moment


def found_case(work: Work, case_id: str, *, open_only: bool = True) -> Row[Any]:
    """The row of a case.

    Raises:
        DeskError: There is none, or it has been closed or erased.
    """
    row = work.connection.execute(select(case).where(case.c.id == case_id)).first()
    if row is None:
        shown = "…" if may_be_bsn(case_id) else case_id[:60]
        message = f"zaak {shown} staat niet in het ledger. Registreer haar eerst met register."
        raise DeskError(message)
    if open_only and row.status == "closed":
        message = (
            f"zaak {case_id} is gesloten op {row.closed}. Registreer wie zich opnieuw meldt onder "
            "een nieuw nummer."
        )
        raise DeskError(message)
    return row


def stored_answers(work: Work, case_id: str) -> dict[str, Answer]:
    """What was answered so far: in lists, and over those in intakes."""
    query = select(answers.c.listed, answers.c.told).where(answers.c.case == case_id)
    row = work.connection.execute(query).first()
    return {} if row is None else all_answers(json.loads(row.listed), json.loads(row.told))


def all_answers(
    listed: Mapping[str, Mapping[str, Answer]], told: Mapping[str, Answer]
) -> dict[str, Answer]:
    """The answers of every source, a later one over an earlier one, and those of intakes over all.

    Args:
        listed: By source, so that a list that comes again takes back no more than it gave.
        told: In intakes.
    """
    found: dict[str, Answer] = {}
    for source in SOURCES:
        found |= listed.get(source, {})
    return {**found, **told}


def stored_case(work: Work, row: Row[Any]) -> Case:
    """A case as it stands in the ledger, without the person."""
    return Case(row.id, date.fromisoformat(row.registered), stored_answers(work, row.id))


def advise(office: Office, work: Work, row: Row[Any]) -> Advice:
    """The advice on a case as it stands in the ledger, on the day of the unit of work."""
    return advise_all(office, [stored_case(work, row)], work.now.date())[row.id]


def advise_all(office: Office, cases: Sequence[Case], on: date) -> dict[str, Advice]:
    """The advice on cases of the ledger, by id.

    What the policy no longer asks, or no longer takes for an answer, counts as not answered.
    """
    try:
        advices = office.policy.prioritise(cases, on=on)
    except IntakeError:
        advices = office.policy.prioritise([readable(office, one) for one in cases], on=on)
    return {advice.case: advice for advice in advices}


def readable(office: Office, found: Case) -> Case:
    """The case with only those answers that the policy takes."""
    questions = office.policy.rulebook.questions
    kept = {
        key: value
        for key, value in found.answers.items()
        if key in questions and not isinstance(read_answer(questions[key], value), Refusal)
    }
    return attrs.evolve(found, answers=kept)


def cents(amount: Decimal) -> int:
    """Euros as whole cents."""
    return int(amount.scaleb(2).to_integral_value())


def jsonable(values: Mapping[str, Any]) -> str:
    """Answers as JSON that reads back as the same answers."""
    return json.dumps(
        {key: _plain(value) for key, value in values.items() if value is not None},
        ensure_ascii=False,
        sort_keys=True,
    )


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {key: _plain(one) for key, one in value.items() if one is not None}
        case Decimal():  # `45.000` is a number to Python, and may be two numbers as a text
            return format(value.normalize(), "f")
        case date():
            return value.isoformat()
        case list() | set() | frozenset() | tuple():
            return sorted(value)
    return value


def desk_clock(on: date | None) -> Clock:
    """The clock of the machine, or noon of a fixed day of reckoning."""
    if on is None:
        return lambda: datetime.now(ZONE)
    noon = datetime.combine(on, _NOON, ZONE)
    return lambda: noon
