"""The indicators as one flat table of CSV, as a Dutch spreadsheet opens it."""

from __future__ import annotations

from triage.monitoring.values import Summary
from triage.papers.csvtable import table_bytes
from triage.reports.entries import HEADERS, cells, entries


def csv_bytes(summary: Summary) -> bytes:
    """A line for every indicator and for every line under it; the week stands on each of them."""
    rows = ((summary.week, *cells(entry)) for entry in entries(summary.rows))
    return table_bytes(("Week", *HEADERS), rows)
