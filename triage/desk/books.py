"""The half of the public `Desk` that looks back: what is kept, checked, counted and erased."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from triage.chain import Event
from triage.desk import ends, entering, following, keeping, queueing, referring, showing
from triage.desk.office import Office
from triage.desk.values import CaseFile, Checked, Replayed, Taken, WaitingList
from triage.errors import Problem
from triage.records import Deployment, End, Entered

if TYPE_CHECKING:
    from triage.reports import Report


class Books:
    """What a desk has written down, read again."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def report(
        self,
        week: str | None = None,
        *,
        watch: Callable[[Iterable[Any], int], Iterable[Any]] | None = None,
    ) -> Report:
        """The report of a week: indicators, money, places, terms, expectations and alarms.

        Args:
            week: By ISO number, such as `2021-W10`; the week of the day by default.
            watch: Goes along with what is read, and is told how much there is, for a progress bar.

        Raises:
            DeskError: That is no week, or one that has yet to begin.
        """
        from triage.desk.reporting import report  # noqa: PLC0415  # no other command needs it

        return report(self._office, week, watch)

    def handle(self, alarm: str, *, reason: str | None = None, actor: str) -> None:
        """Say that an alarm has been seen to; it comes back when it happens again.

        Args:
            alarm: Its key, as it stands in the report.
            reason: What was done about it; kept apart from the events.
            actor: Who did it.

        Raises:
            DeskError: There is no such alarm.
        """
        ends.handle(self._office, alarm, reason, actor)

    def tozo(self, given: Iterable[End], *, actor: str, problems: Iterable[Problem] = ()) -> Taken:
        """Take in ends of TOZO; those that are known already change nothing.

        Args:
            given: The list.
            actor: Who did it.
            problems: What is wrong with other rows of the list, to be said with the rest.

        Raises:
            IntakeError: Ends that cannot be, or that contradict earlier ones, or an error among
                `problems`; all of them at once, and nothing is written.
        """
        return ends.take_ends(self._office, given, actor, problems)

    def entered(
        self, given: Iterable[Entered], *, actor: str, problems: Iterable[Problem] = ()
    ) -> Taken:
        """Take in which products were entered in the records of the benefit administration.

        Args:
            given: The list.
            actor: Who did it.
            problems: As for `tozo`.

        Raises:
            IntakeError: Referrals that are not known, or days that cannot be, all at once.
        """
        return entering.take_entered(self._office, given, actor, problems)

    def srg(self) -> tuple[Deployment, ...]:
        """Every product that was deployed, by day, to prepare records for SRG and SiSa.

        A neutral table of our own: it is no format of GWS, CBS or SiSa.
        """
        return entering.deployments(self._office)

    def erase(self, case_id: str, *, actor: str) -> tuple[str, ...]:
        """Remove who it is about, the answers and the texts; counts and the chain stay.

        Gives what there was to remove, `person` and `answers`; nothing when it was done before.

        Raises:
            DeskError: An unknown case, or one that has not been closed.
        """
        return keeping.erase(self._office, case_id, actor)

    def erase_due(self, *, actor: str) -> dict[str, tuple[str, ...]]:
        """Erase what `bewaartermijn` says is due; without it nothing is due.

        Gives by id what was removed, `person` and `answers`; texts go with the first of these.
        """
        return keeping.erase_due(self._office, actor)

    def replay(self) -> Replayed:
        """Decide everything again from the stored answers and the stored policy."""
        return keeping.replay(self._office)

    def verify(self) -> Checked:
        """Whether events, places and money are as they were written."""
        return keeping.verify(self._office)

    def events(self) -> Iterator[Event]:
        """Every event, in order."""
        return keeping.events(self._office)

    def waiting(self) -> tuple[WaitingList, ...]:
        """The waiting lists, by product, in the order in which they move; and why people wait."""
        return queueing.waiting(self._office)

    def show(self, case_id: str) -> CaseFile:
        """How a case and its referrals stand now; who it is about is not said.

        Raises:
            DeskError: An unknown case.
        """
        return showing.show(self._office, case_id)

    def referral_id(self, beginning: str) -> str:
        """The whole id of a referral, from a beginning of at least 4 signs that no other has.

        Raises:
            DeskError: No referral begins so, or more than one.
        """
        with self._office.reading() as work:
            return str(following.known(work, beginning).id)

    def referrals(self, case_id: str) -> tuple[dict[str, Any], ...]:
        """The referrals of a case, oldest first."""
        return referring.standing(self._office, case_id)
