"""Pages of HTML that need nothing else: no script to be read, and nothing to be loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from triage.papers.cells import writable
from triage.papers.days import long_day, plain_day, short_day

if TYPE_CHECKING:
    from jinja2 import Environment


def environment(package: str) -> Environment:
    """Where the templates of a package are read; `paper.css` holds what all pages share."""
    from jinja2 import (  # noqa: PLC0415  # slow to load
        ChoiceLoader,
        Environment,
        PackageLoader,
        StrictUndefined,
    )

    found = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("triage.papers")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"long_day": long_day, "plain_day": plain_day, "short_day": short_day}
    return found


def page_bytes(environment: Environment, template: str, **context: object) -> bytes:
    """The page, without what no page can hold."""
    return writable(environment.get_template(template).render(context)).encode()
