"""A conversation in lines, with somebody or with what stands in for them."""

from __future__ import annotations

import sys
from io import TextIOWrapper

import attrs
import click


class Stopped(Exception):  # noqa: N818  # no error: somebody asked for it
    """Somebody typed `stop`."""


@attrs.frozen
class Lines:
    """What is said and heard; said on standard error when a program reads the output."""

    err: bool

    def __attrs_post_init__(self) -> None:
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")  # what is no text is refused, not fatal

    def say(self, *lines: str) -> None:
        """Print each line."""
        for line in lines:
            click.echo(line, err=self.err)

    def hear(self, prompt: str) -> str:
        """One line, without spaces around it.

        Raises:
            EOFError: There is nothing more to read.
            Stopped: The line was `stop`.
        """
        click.echo(f"{prompt} ", nl=False, err=self.err)
        # Not `input`: that prompts on standard output, and may redraw what a screen reader read.
        line = sys.stdin.readline() if sys.stdin else ""  # None where a program closed it
        if not line:
            raise EOFError
        reply = line.strip()
        if reply.casefold() == "stop":
            raise Stopped
        return reply
