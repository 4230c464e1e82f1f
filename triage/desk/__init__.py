"""The public `Desk`: a policy, a ledger and partners, run by several people at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Self

from triage import home as homes
from triage.advice import Advice
from triage.app import Policy
from triage.chain import Delivery, Result, Status
from triage.desk import calling, cases, delivering, following, referring, registering
from triage.desk.books import Books
from triage.desk.office import Office, desk_clock
from triage.desk.settling import settle
from triage.desk.values import Call, Registration, WaitingList
from triage.errors import Problem
from triage.ledger import Ledger
from triage.plugins import Plugins
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
        clock: Callable[[], datetime] | None = None,
    ) -> Desk:
        """Open a desk; an empty ledger gets its tables.

        Args:
            home: A folder with `rules/`, `config/` and perhaps `partners/`; else the built-in one.
            ledger: Its address: `sqlite:///file.db` or `postgresql+psycopg://…`.
            on: The day of reckoning; without it the day is read at every call.
            engine: As for `Policy.load`.
            partners: Plug-ins besides those of the home and of installed packages.
            clock: Gives the moment, instead of `on` and the clock of the machine.

        Raises:
            PolicyError: Something is wrong with the home.
            LedgerError: The ledger cannot be opened, or has an older or newer schema.
        """
        folder = homes.built_in() if home is None else Path(home)
        policy = Policy.load(folder, engine=engine)
        plugins, problems = Plugins.load(folder, policy.rulebook, partners)
        opened = Ledger(ledger)
        office = Office(folder, policy, opened, plugins, clock or desk_clock(on))
        try:
            settled = settle(office)
        except BaseException:
            opened.close()
            raise
        return cls(office, (*problems, *settled))

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
        """Write down one attempt to reach somebody.

        Args:
            case_id: The case.
            channel: `telefoon`, `e-mail`, `brief`, `sms`, `huisbezoek` or `overig`.
            reached: Whether there was real contact.
            at: When; now by default.
            daypart: `ochtend`, `middag` or `avond`; by default that of `at`.
            call_back: From when the case is handed out again, and then before others of its level.
            actor: Who did it.

        Raises:
            DeskError: An unknown case, or a word that is not one of these.
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

    def update(
        self,
        referral_id: str,
        status: Status,
        reason: str | None = None,
        hours: Decimal | None = None,
        at: date | datetime | None = None,
        *,
        until: date | None = None,
        actor: str,
    ) -> None:
        """What became of a referral; the same again changes nothing.

        Args:
            referral_id: The referral.
            status: `accepted`, `started`, `completed`, `stopped` or `refused`.
            reason: With `refused`: a key of `weigerredenen`.
            hours: The hours delivered, with `completed` or `stopped`.
            at: When it happened; now by default.
            until: With a reason whose effect is `wachten_tot`: the first day to try again.
            actor: Who says so.

        Raises:
            DeskError: An unknown referral or reason, or a status that cannot follow.
        """
        change = following.Change(status, reason, hours, at, until)
        following.update(self._office, referral_id, change, actor)

    def withdraw(self, referral_id: str, *, reason: str, actor: str) -> None:
        """Call a referral back: place and money are free again, and the waiting list moves.

        Raises:
            DeskError: An unknown referral, or one that has been completed.
        """
        following.withdraw(self._office, referral_id, reason, actor)

    def waiting(self) -> tuple[WaitingList, ...]:
        """The waiting lists, by product, in the order in which they move."""
        return referring.waiting(self._office)

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
