"""Problems are values: where something is wrong, what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import attrs

Severity = Literal["error", "warning"]


@attrs.frozen(order=True)
class Where:
    """A place in a file; line and column count from 1.

    In a spreadsheet the line is the row and the column is the number of the column.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@attrs.frozen(order=True)
class Problem:
    """One thing that somebody has to mend, in the words of the person who can mend it.

    Attributes:
        where: File, line and column.
        code: Stable, documented, never used again for something else: a letter and three digits.
        message: Dutch: what is wrong, with the value as it was written; no full stop.
        hint: Dutch: what to do now; one or more whole sentences.
        severity: An `error` stops the work, a `warning` does not.
    """

    where: Where
    code: str
    message: str
    hint: str
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.where}: {self.code} {self.message}. {self.hint}"

    def as_json(self) -> dict[str, str | int]:
        """The problem as `check --json` prints it."""
        return {
            "file": self.where.file,
            "line": self.where.line,
            "column": self.where.column,
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
            "severity": self.severity,
        }


@attrs.frozen
class Refusal:
    """Why one written value cannot be taken; the caller knows where it stands."""

    code: str
    message: str
    hint: str

    def at(self, where: Where) -> Problem:
        """The same, with its place."""
        return Problem(where, self.code, self.message, self.hint)


class TriageError(Exception):
    """What every error of this library can be caught by."""


class ProblemsError(TriageError):
    """Carries every problem that was found, sorted by place, never only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class PolicyError(ProblemsError):
    """The rules or the configuration of a home cannot be used; `problems` says why."""


class IntakeError(ProblemsError):
    """A case or a file of cases cannot be used; `problems` says why. No names, no BSN."""


class EngineDisagreement(TriageError):
    """Two engines decided the same case differently, so nothing is decided.

    Attributes:
        case: The id of the case; its answers are not repeated here.
        rules: The names of the rules on which the engines differ, in text order.
    """

    def __init__(self, case: str, rules: Iterable[str]) -> None:
        self.case = case
        self.rules = tuple(sorted(rules))
        super().__init__(f"zaak {case}: de rekenkernen verschillen over {', '.join(self.rules)}")


class EngineUnavailable(TriageError):
    """An engine that was asked for cannot run here; the message says why, in Dutch, on one line."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason}; de rekenkern 'direct' werkt altijd")


class EngineRefusal(TriageError):
    """An engine does not take this policy.

    Attributes:
        rules: The rules that ask more than the engine can do.
        limit: What it can do, in Dutch.
    """

    def __init__(self, rules: Iterable[str], limit: str) -> None:
        self.rules = tuple(sorted(rules))
        self.limit = limit
        word = "regel" if len(self.rules) == 1 else "regels"
        named = f"{word} {', '.join(self.rules)}: " if self.rules else ""
        super().__init__(f"de rekenkern 'durable' neemt dit beleid niet: {named}{limit}")


class LedgerError(TriageError):
    """The ledger cannot be used; nothing was written. The message says what to do, in Dutch."""


class DeskError(TriageError):
    """What was asked cannot be done to this case or referral; nothing was written. In Dutch."""


class ChannelError(TriageError):
    """A partner was not reached; the message says why, in Dutch, and names no person."""
