"""What durable-rules is told about a case: properties with whole numbers, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

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
        """The whole number to send, of every view but its value; None when it is unknown."""
        if value is None:
            return 0 if self.view == "known" and not hypothetical else None
        match self.view:
            case "days":
                return value - on
            case "count":
                return value.bit_count()
            case "option":
                return value >> self.option & 1
            case _:
                return 1


class Telling:
    """Writes properties as parts of a fact.

    Args:
        properties: By the name under which durable-rules knows them.
    """

    def __init__(self, properties: Mapping[str, Property]) -> None:
        parts = [(key, f',"{key}":', one) for key, one in properties.items()]
        # Most are plain values, so those take no call.
        self._plain: Final = [
            (key, before, one.name) for key, before, one in parts if one.view == "value"
        ]
        self._others: Final = [part for part in parts if part[2].view != "value"]

    def tell(
        self,
        fact: dict[str, str],
        known: Mapping[str, int | None],
        on: int,
        *,
        hypothetical: bool,
    ) -> None:
        """Add what is known to a fact: by property its JSON, with a comma before it."""
        for key, before, name in self._plain:
            value = known.get(name)
            if value is not None:
                # No constant reaches the limit, so beyond it all values compare alike.
                cut = value if -LIMIT < value < LIMIT else LIMIT if value > 0 else -LIMIT
                fact[key] = f"{before}{cut}"
        for key, before, one in self._others:
            number = one.read(known.get(one.name), on, hypothetical=hypothetical)
            if number is not None:
                fact[key] = f"{before}{number}"
