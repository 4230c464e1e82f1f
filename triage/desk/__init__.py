"""The public `Desk`: a policy, a ledger and partners, run by several people at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Self

from triage.advice import Advice
from triage.app import Policy
from triage.chain import Delivery, Result, Status
from triage.desk import calling, cases, correcting, delivering, following, referring, registering
from triage.desk.books import Books
from triage.desk.office import Clock, Office, desk_clock
from triage.desk.opening import Purpose, open_office
from triage.desk.values import Call, Registration, Withdrawn
from triage.errors import Problem
from triage.records import Case


class Desk(Books):
    """The only thing with state: cases, referrals, places and money, in a ledger.

    Every command is one unit of work, all of it or nothing, and is safe to repeat. Several
    processes may work on one ledger at once. Make one with `Desk.open`; it may be used in a `with`.
    """

    def __init__(self, office: Office, problems: Iterable[Problem] = ()) -> None:
        super().__init__(office)
        self._problems = tuple(problems)

    @classmethod
    def open(
        cls,
        home: str | Path | None = None,
        ledger: str = "sqlite:///triage.db",
        on: date | None = None,
        *,
        engine: str | None = None,
        partners: Iterable[object] = (),
        clock: Clock | None = None,
        purpose: Purpose = "begin",
    ) -> Desk:
        """Open a desk.

        Args:
            home: A folder with `rules/`, `config/` and perhaps `partners/`; else the built-in one.
            ledger: Its address: `sqlite:///file.db` or `postgresql+psycopg://…`.
            on: The day of reckoning; without it the day is read at every call.
            engine: As for `Policy.load`.
            partners: Plug-ins besides those of the home and of installed packages.
            clock: Gives the moment, instead of `on` and the clock of the machine.
            purpose: `begin` makes a ledger where there is none; `work` wants one that is there, and
                from then on it works with this policy; `look` leaves also the policy as it is.

        Raises:
            PolicyError: Something is wrong with the home.
            LedgerError: The ledger cannot be opened, or has an older or newer schema.
        """
        office, problems = open_office(
            home,
            ledger,
            clock or desk_clock(on),
            engine=engine,
            partners=partners,
            purpose=purpose,
        )
        return cls(office, problems)

    def close_ledger(self) -> None:
        """Let go of the ledger."""
        self._office.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close_ledger()

    @property
    def policy(self) -> Policy:
        """The policy that decides."""
        return self._office.policy

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with plug-ins; those are left out, and the others work."""
        return self._problems

    def register(
        self, case: Case | Iterable[Case], source: str = "zelf", *, actor: str = "desk"
    ) -> Registration:
        """Take in a case, or a whole list of them; a list again shows what changed.

        Args:
            case: One case, or every case of a list.
            source: `gros`, `campagne`, `signaal` or `zelf`.
            actor: Who did it.

        Raises:
            IntakeError: Answers that cannot be taken, of all cases at once; nothing is written.
            DeskError: An unknown source.
        """
        return registering.register(self._office, case, source, actor)

    def intake(self, case: Case, *, actor: str, at: date | datetime | None = None) -> Advice:
        """Store the answers of an intake, and the advice on them.

        Raises:
            IntakeError: Answers that cannot be taken.
            DeskError: The case was not registered, or has been closed.
        """
        return cases.intake(self._office, case, actor, at)

    def override(
        self,
        case_id: str,
        *,
        urgency: str | None = None,
        product: str | None = None,
        reject: str | None = None,
        reason: str,
        actor: str,
    ) -> None:
        """The adviser differs from the advice, or accepts it, with a reason.

        Args:
            case_id: The case.
            urgency: The level it has from now on.
            product: A product that the adviser wants, also one that no rule gives.
            reject: A product that the adviser does not want.
            reason: Why; kept apart from the events, and erased with the case.
            actor: Who did it.

        Raises:
            DeskError: An unknown case, level or product, nothing to change, or no reason.
        """
        cases.override(self._office, case_id, (urgency, product, reject), reason, actor)

    def close(self, case_id: str, *, reason: str, actor: str) -> None:
        """Close a case; it leaves the call list and the waiting lists.

        A `reason` is a word of `triage.vocabulary.CLOSINGS`, or a text, which is kept apart.

        Raises:
            DeskError: An unknown case, or tracks that still run.
        """
        cases.close(self._office, case_id, reason, actor)

    def next(self, *, actor: str) -> Call | None:
        """The most urgent case to call that nobody else holds; None when there is none.

        The actor holds it until it is contacted or the day ends; asking again gives the same case.
        """
        return calling.hand_out(self._office, actor)

    def calls(self, *, actor: str) -> tuple[Advice, ...]:
        """The whole call list, ranked; it is kept, so that `replay` can make it again."""
        return calling.ranked(self._office, actor)

    def contact(
        self,
        case_id: str,
        *,
        channel: str,
        reached: bool,
        at: date | datetime | None = None,
        daypart: str | None = None,
        call_back: date | datetime | None = None,
        actor: str,
    ) -> None:
        """Write down one attempt to reach somebody; the same again at once is the same attempt.

        Args:
            case_id: The case.
            channel: `telefoon`, `e-mail`, `brief`, `sms`, `huisbezoek` or `overig`.
            reached: Whether there was real contact.
            at: When; now by default, and then the same words within five minutes count once.
            daypart: `ochtend`, `middag` or `avond`; by default that of `at`.
            call_back: From when the case is handed out again, and then before others of its level.
            actor: Who did it.

        Raises:
            DeskError: An unknown case, a word that is not one of these, or a day that cannot be.
        """
        attempt = calling.Attempt(channel, reached, at, daypart, call_back)
        calling.contact(self._office, case_id, attempt, actor)

    def refer(
        self, case_id: str, product: str, partner: str | None = None, *, actor: str
    ) -> Result:
        """Refer a case, or deploy a product of the desk's own.

        A place and the money are held at once, or the case joins the waiting list, or nothing is
        taken. A second time gives the standing result.

        Raises:
            DeskError: An unknown case, product or partner, or a closed case.
        """
        return referring.refer(self._office, case_id, product, partner, actor)

    def deliver(self) -> Delivery:
        """Send what waits to be sent, and ask partners how their referrals stand."""
        return delivering.deliver(self._office)

    def update(  # noqa: PLR0913  # all that can be told of a referral, and that it is no slip
        self,
        referral_id: str,
        status: Status,
        reason: str | None = None,
        hours: Decimal | None = None,
        at: date | datetime | None = None,
        *,
        until: date | None = None,
        sure: bool = False,
        actor: str,
    ) -> Result | None:
        """What became of a referral; the same again changes nothing, and is refused if it differs.

        A refusal may lead to a new referral, with the next partner or on the waiting list; that is
        what it gives then. Any other time it gives None.

        Args:
            referral_id: The referral.
            status: `accepted`, `started`, `completed`, `stopped` or `refused`.
            reason: With `refused`: a key of `weigerredenen`; else a text, kept apart.
            hours: The hours delivered, with `completed` or `stopped`.
            at: When it happened; now by default.
            until: With a reason whose effect is `wachten_tot`: the first day to try again.
            sure: The hours are right, although they are more than twice those that were asked.
            actor: Who says so.

        Raises:
            DeskError: An unknown referral or reason, a status that cannot follow, a day to come, or
                hours that are probably a slip.
        """
        change = following.Change(status, reason, hours, at, until, sure)
        return following.update(self._office, referral_id, change, actor)

    def correct(
        self, referral_id: str, status: Status, hours: Decimal, *, sure: bool = False, actor: str
    ) -> None:
        """Say which hours were delivered really; the pot gets or pays the difference.

        What was said before stays in the events, and what the pot was at any moment as well.

        Args:
            referral_id: The referral.
            status: As it stands: `completed` or `stopped`.
            hours: All of the hours delivered.
            sure: As for `update`.
            actor: Who says so.

        Raises:
            DeskError: An unknown referral, one that stands otherwise, hours that are probably a
                slip, or more than the pot can pay.
        """
        change = following.Change(status, hours=hours, sure=sure)
        correcting.correct(self._office, referral_id, change, actor)

    def withdraw(self, referral_id: str, *, reason: str, actor: str) -> Withdrawn | None:
        """Call a referral back; what was given back, or None when that was done before.

        The waiting list moves in the same act.

        Raises:
            DeskError: An unknown referral, one that has been completed, or no reason.
        """
        return following.withdraw(self._office, referral_id, reason, actor)

    def receive(
        self,
        partner: str,
        message: str,
        referral_id: str,
        status: Status,
        reason: str | None = None,
        hours: Decimal | None = None,
    ) -> bool:
        """Take in what a partner reports by itself; whether it was new.

        Args:
            partner: Who reports; the referral has to be with it.
            message: The partner's own id of the message; a second time it has no effect.
            referral_id: The referral.
            status: As for `update`.
            reason: As for `update`; one that is not in the configuration is left out.
            hours: As for `update`.

        Raises:
            DeskError: As for `update`.
        """
        change = following.Change(status, reason, hours)
        return delivering.receive(self._office, partner, message, referral_id, change)
