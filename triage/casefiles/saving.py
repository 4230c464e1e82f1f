"""One case written down, as a file that can be read again."""

from __future__ import annotations

import json
import math
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import attrs
import yaml

from triage.casefiles.drafts import DUTCH, ENGLISH, Keys
from triage.source import decode

if TYPE_CHECKING:
    from triage.records import Answer, Case

SAVED: Final = (".yaml", ".yml", ".json")
"""How the name of such a file may end."""


def case_text(case: Case, suffix: str) -> str:
    """The case with its person, as YAML or JSON.

    Args:
        case: With answers as `triage.replies` gives them; None is kept, as not answered.
        suffix: One of `SAVED`.
    """
    text = _written(case, suffix, escaped=False)
    readable, _ = decode(text.encode(), "")
    return text if readable is not None else _written(case, suffix, escaped=True)


def _written(case: Case, suffix: str, *, escaped: bool) -> str:
    """The text; escaped where it holds characters that nobody sees, which files may not."""
    if suffix == ".json":
        answers = {key: _json(value) for key, value in case.answers.items()}
        item = _item(case, ENGLISH, answers)
        return json.dumps(item, ensure_ascii=escaped, indent=2, default=date.isoformat) + "\n"
    item = _item(case, DUTCH, {key: _yaml(value) for key, value in case.answers.items()})
    text: str = yaml.dump(
        item, Dumper=_Dumper, allow_unicode=not escaped, sort_keys=False, width=math.inf
    )
    return text


def _item(case: Case, keys: Keys, answers: dict[str, object]) -> dict[str, object]:
    item = {keys.case: case.case, keys.registered: case.registered, keys.answers: answers}
    if case.person is None:
        return item
    parts = attrs.astuple(case.person)
    person = {key: part for key, part in zip(keys.of_person, parts, strict=True) if part}
    return {**item, keys.person: person}


def _json(value: Answer) -> object:
    if isinstance(value, Decimal):
        # At most fifteen digits, which a float gives back as they were written.
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _yaml(value: Answer) -> object:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return _json(value)


class _Dumper(yaml.SafeDumper):
    """Writes nothing for None: our reader takes `null` for a text."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # PyYAML's signature
        return True


def _nothing(dumper: _Dumper, _: None) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:null", "")


_Dumper.add_representer(type(None), _nothing)
