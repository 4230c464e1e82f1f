"""What a YAML file says, as it was written."""

from __future__ import annotations

import attrs

from triage.errors import Where


@attrs.frozen
class Scalar:
    """One text; `plain` when it stands without quotes, `block` when written with `>` or `|`."""

    text: str
    where: Where
    plain: bool = True
    block: bool = False

    @property
    def empty(self) -> bool:
        """Nothing was written here."""
        return self.plain and not self.text


@attrs.frozen
class Sequence:
    """A list; `flow` when written between brackets."""

    items: tuple[Node, ...]
    where: Where
    flow: bool = False


@attrs.frozen
class Mapping:
    """Keys with their values, in the order of the file; no key stands twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    where: Where
    flow: bool = False

    def get(self, key: str) -> Node | None:
        """The value under that key, or None."""
        return next((value for name, value in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping
