"""The tables of the ledger.

Money is in whole cents, hours in whole hundredths; days and moments are ISO texts, so that SQLite
and PostgreSQL keep and sort the same. Who somebody is, what was answered and what was written in
free text each stand in a table of their own: `erase` empties those, and everything else stays.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_KEY: Final = String(200)
_DAY: Final = String(10)
_MOMENT: Final = String(32)

event: Final = Table(
    "event",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", _MOMENT, nullable=False),
    Column("recorded", _MOMENT, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("case", _KEY),
    Column("referral", _KEY),
    Column("actor", _KEY, nullable=False),
    Column("details", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index(None, "case"),
    Index(None, "referral"),
    Index(None, "kind"),
)

note: Final = Table(
    "note",
    metadata,
    Column("event", BigInteger, ForeignKey("event.number"), primary_key=True),
    Column("case", _KEY, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "case"),
)

case: Final = Table(
    "case_file",
    metadata,
    Column("id", _KEY, primary_key=True),
    Column("registered", _DAY, nullable=False),
    Column("source", String(20), nullable=False),
    Column("status", String(20), nullable=False),  # open, reached, done, closed
    Column("closed", _DAY),
    Column("erased", _DAY),
    # The rank on the call list, in the order of the contract; kept by `Desk`.
    Column("level", Integer, nullable=False),
    Column("deadline", _DAY, nullable=False),  # 9999-12-31 stands for none
    Column("points", Integer, nullable=False),
    Column("draw", String(64), nullable=False),
    # The override of an adviser, or null.
    Column("urgency", _KEY),
    # Calling.
    Column("attempts", Integer, nullable=False, default=0),
    Column("daypart", String(20)),
    Column("call_back", _MOMENT),
    Column("holder", _KEY),
    Column("held", _DAY),
    # Whom to call next is read from the index alone.
    Index(
        "ix_case_file_next",
        *("status", "level", "deadline", "points", "registered", "draw"),
        *("call_back", "daypart", "held"),
    ),
    Index(None, "holder"),
    Index(None, "source"),
)

answers: Final = Table(
    "answers",
    metadata,
    Column("case", _KEY, ForeignKey("case_file.id"), primary_key=True),
    Column("listed", Text, nullable=False),  # JSON, from lists
    Column("told", Text, nullable=False),  # JSON, from intakes; wins
)

person: Final = Table(
    "person",
    metadata,
    Column("case", _KEY, ForeignKey("case_file.id"), primary_key=True),
    Column("name", Text),
    Column("phone", Text),
    Column("email", Text),
    Column("bsn", String(9)),
    # As they are compared, to find one person under two ids.
    Column("same_phone", Text),
    Column("same_email", Text),
    Index(None, "bsn"),
    Index(None, "same_phone"),
    Index(None, "same_email"),
)

policy: Final = Table(
    "policy",
    metadata,
    Column("version", String(80), primary_key=True),
    Column("files", Text, nullable=False),  # JSON: path below the home, and text
)

decision: Final = Table(
    "decision",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("case", _KEY, ForeignKey("case_file.id"), nullable=False),
    Column("event", BigInteger, ForeignKey("event.number")),
    Column("day", _DAY, nullable=False),
    Column("registered", _DAY, nullable=False),
    Column("version", String(80), ForeignKey("policy.version"), nullable=False),
    Column("engines", Text, nullable=False),
    Column("answers", Text),  # JSON; null once erased
    Column("advice", Text),  # JSON; null once erased
    Index(None, "case"),
)

call_list: Final = Table(
    "call_list",
    metadata,
    Column("event", BigInteger, ForeignKey("event.number"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("decision", BigInteger, ForeignKey("decision.id"), nullable=False),
)

choice: Final = Table(
    "choice",
    metadata,
    Column("case", _KEY, ForeignKey("case_file.id"), primary_key=True),
    Column("product", _KEY, primary_key=True),
    Column("chosen", Integer, nullable=False),  # 1: the adviser wants it, 0: not
)

referral: Final = Table(
    "referral",
    metadata,
    Column("id", _KEY, primary_key=True),
    Column("case", _KEY, ForeignKey("case_file.id"), nullable=False),
    Column("product", _KEY, nullable=False),
    Column("partner", _KEY),
    Column("status", String(20), nullable=False),
    Column("event", BigInteger, ForeignKey("event.number"), nullable=False),  # that made it
    Column("created", _MOMENT, nullable=False),
    # The rank on the waiting list.
    Column("level", Integer, nullable=False),
    Column("deadline", _DAY, nullable=False),
    Column("points", Integer, nullable=False),
    Column("registered", _DAY, nullable=False),
    Column("draw", String(64), nullable=False),
    Column("eligible", Text, nullable=False),  # JSON: partners, by preference
    Column("only", _KEY),
    Column("not_before", _DAY),
    # What is asked and held.
    Column("urgency", _KEY, nullable=False),
    Column("due", _DAY),  # the deadline of the advice
    Column("hours", Integer),
    Column("delivered", Integer),
    Column("placed", _MOMENT),
    Column("taken", Integer, nullable=False, default=0),  # 1: counts as a place
    Column("pot", _KEY),
    Column("held", Integer, nullable=False, default=0),
    Column("spent", Integer, nullable=False, default=0),
    Column("reason", _KEY),  # why it was refused
    Column("reference", Text),
    Column("sent", _MOMENT),
    Index(None, "case", "product"),
    Index(None, "partner", "product", "placed"),
    Index(None, "status", "product", "level", "deadline", "points", "registered", "draw"),
)

pot: Final = Table(
    "pot",
    metadata,
    Column("key", _KEY, primary_key=True),
    Column("granted", BigInteger, nullable=False),
    Column("free", BigInteger, nullable=False),
    Column("held", BigInteger, nullable=False),
    Column("spent", BigInteger, nullable=False),
    CheckConstraint("free >= 0 AND held >= 0 AND spent >= 0", name="ck_pot_not_below_zero"),
    CheckConstraint("free + held + spent = granted", name="ck_pot_adds_up"),
)

movement: Final = Table(
    "movement",
    metadata,
    Column("event", BigInteger, ForeignKey("event.number"), primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("pot", _KEY, nullable=False),
    Column("source", String(10), nullable=False),  # granted, free, held, spent
    Column("target", String(10), nullable=False),
    Column("cents", BigInteger, nullable=False),
    Column("referral", _KEY),
    Index(None, "pot"),
    Index(None, "referral"),
)

outbox: Final = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("referral", _KEY, ForeignKey("referral.id"), nullable=False),
    Column("partner", _KEY, nullable=False),
    Column("action", String(10), nullable=False),  # refer, withdraw
    Column("state", String(10), nullable=False),  # waiting, sent, cancelled, given_up
    Column("attempts", Integer, nullable=False, default=0),
    Column("due", _MOMENT, nullable=False),
    Column("claimed", _MOMENT),  # until when somebody is busy sending it
    Column("failure", Text),
    UniqueConstraint("referral", "action"),
    Index(None, "state", "due"),
)

inbox: Final = Table(
    "inbox",
    metadata,
    Column("partner", _KEY, primary_key=True),
    Column("message", _KEY, primary_key=True),
    Column("event", BigInteger, ForeignKey("event.number")),
)

setting: Final = Table(
    "setting",
    metadata,
    Column("key", _KEY, primary_key=True),
    Column("value", Text, nullable=False),
)
