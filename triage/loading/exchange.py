"""What is agreed with the benefit administration: why a benefit ends, and codes for its records."""

from __future__ import annotations

from collections.abc import Sequence

from triage.loading.names import Names, Register, declared
from triage.loading.report import Report
from triage.source import Mapping, Scalar
from triage.vocabulary import NAME


def read_ends(roots: Sequence[Mapping], names: Names, report: Report) -> None:
    """Why a TOZO may end: key and name."""
    register = Register(report, "een reden", NAME)
    for key, node in declared(roots, "tozo_redenen", report):
        name = report.text(node, f"reden '{key.text}'")
        if register.take(key.text, key.where) and name is not None:
            names.ends[key.text] = name


def read_codes(roots: Sequence[Mapping], names: Names, report: Report) -> dict[str, str]:
    """By product the code that the municipality has for it; one without a code is left out."""
    found: dict[str, str] = {}
    for key, node in declared(roots, "srg", report):
        if key.text not in names.products:
            report.unknown(key, "product", names.products)
        elif not (isinstance(node, Scalar) and node.empty):
            code = report.text(node, f"srg van '{key.text}'")
            if code is not None:
                found[key.text] = code
    return found
