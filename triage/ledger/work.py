"""One unit of work: what is read and written together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from triage.chain import Event
from triage.ledger import chain
from triage.ledger.schema import note, setting


class Work:
    """A connection inside a transaction, the moment, and the events that it wrote.

    Attributes:
        connection: For the functions of this package.
        now: When everything in this unit of work is recorded.
        events: What was recorded, to tell the observers after it has been written.
    """

    def __init__(self, connection: Connection, now: datetime) -> None:
        self.connection = connection
        self.now = now
        self.events: list[Event] = []

    def record(
        self,
        kind: str,
        actor: str,
        *,
        case: str | None = None,
        referral: str | None = None,
        at: datetime | None = None,
        text: str | None = None,
        **details: Any,
    ) -> Event:
        """Write an event at the end of the chain.

        Args:
            kind: What happened.
            actor: Who did it.
            case: Which case it is about.
            referral: Which referral it is about.
            at: When it happened; now by default.
            text: Free text; kept apart from the event, so that it can be erased.
            details: What else belongs to it, as JSON; no name, BSN, answer or free text.
        """
        found = {key: value for key, value in details.items() if value is not None}
        entry = ((at or self.now, self.now), (case, referral), found)
        (event,) = chain.append(self.connection, kind, actor, [entry])
        if text is not None:
            row = {"event": event.number, "case": case or "", "text": text}
            self.connection.execute(insert(note), row)
        self.events.append(event)
        return event

    def record_all(
        self, kind: str, actor: str, entries: Iterable[tuple[str, datetime, Mapping[str, Any]]]
    ) -> None:
        """Write events of one kind about many cases at once.

        Args:
            kind: What happened.
            actor: Who did it.
            entries: Per event the case, when it happened, and what else belongs to it.
        """
        found = [((at, self.now), (case, None), details) for case, at, details in entries]
        self.events += chain.append(self.connection, kind, actor, found)

    def setting(self, key: str) -> str | None:
        """What was kept under this name, if anything was."""
        query = select(setting.c.value).where(setting.c.key == key)
        return self.connection.execute(query).scalar()

    def keep(self, key: str, value: str) -> None:
        """Keep something under a name, instead of what was there."""
        change = update(setting).where(setting.c.key == key).values(value=value)
        if self.connection.execute(change).rowcount == 0:
            self.connection.execute(insert(setting), {"key": key, "value": value})
