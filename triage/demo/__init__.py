"""The demonstration: the first weeks of a programme, with partners that live on this machine."""

from triage.demo.programme import Step, play

__all__ = ["Step", "play"]
