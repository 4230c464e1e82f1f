"""The table that prepares records for SRG and SiSa: our own columns, and nobody's format."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from triage.papers.csvtable import table_bytes
from triage.records import Deployment

_HEADER: Final = (
    "zaak", "verwijzing", "product", "productnaam", "begin", "einde", "uitvoerder", "gemeente_code",
    "ingevoerd_op",
)  # fmt: skip


def srg_bytes(found: Iterable[Deployment]) -> bytes:
    """One product a line, with a column to fill in the day on which it was entered."""
    return table_bytes(
        _HEADER,
        (
            (
                *(one.case, one.referral, one.product, one.name, one.begin, one.end),
                *(one.provider, one.code, one.entered),
            )
            for one in found
        ),
    )
