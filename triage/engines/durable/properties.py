"""What durable-rules is told about a case: properties with whole numbers, and nothing else."""

from __future__ import annotations

from typing import Literal

import attrs

from triage.engines.durable.nodes import LIMIT

View = Literal["value", "days", "count", "option", "known"]


@attrs.frozen
class Property:
    """One way to look at an answer, a computed value or a conclusion.

    Attributes:
        name: Of what is looked at.
        view: Its value; the days from the day of reckoning to it; how many options are chosen;
            whether one `option` is chosen; or whether it is known at all.
        option: The number of that option.
    """

    name: str
    view: View
    option: int = 0

    def read(self, value: int | None, on: int, *, hypothetical: bool) -> int | None:
        """The whole number to send; None when it is unknown. Conclusions are true or false."""
        if value is None:
            return 0 if self.view == "known" and not hypothetical else None
        match self.view:
            case "value":
                # No constant reaches the limit, so beyond it all values compare alike.
                return int(max(-LIMIT, min(LIMIT, value)))
            case "days":
                return value - on
            case "count":
                return value.bit_count()
            case "option":
                return value >> self.option & 1
            case "known":
                return 1
