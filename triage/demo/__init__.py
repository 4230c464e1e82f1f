"""The demonstration: the whole term of a programme, with partners that live on this machine."""

from triage.demo.programme import CHAIN, play
from triage.demo.script import Sample, Script, ScriptError, read_script
from triage.demo.telling import Step

__all__ = ["CHAIN", "Sample", "Script", "ScriptError", "Step", "play", "read_script"]
