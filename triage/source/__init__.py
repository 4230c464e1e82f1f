"""Text with positions: YAML as it was written, nothing typed, nothing guessed.

What YAML would silently turn into something else is refused, nesting has a bound, and a file reads
the same on every machine, whichever loader PyYAML has there.
"""

from __future__ import annotations

from triage.source.composing import MAX_DEPTH, compose
from triage.source.diagnosis import missing_space
from triage.source.nodes import Mapping, Node, Scalar, Sequence
from triage.source.text import MAX_BYTES, decode, place, read_text

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "compose",
    "decode",
    "missing_space",
    "place",
    "read_text",
]
