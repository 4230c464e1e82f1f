"""The command `triage`: arguments, environment, printing and exit codes around the Python API."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

_MODULES: Final = {
    "check": "triage.cli.policy",
    "test": "triage.cli.policy",
    "advise": "triage.cli.cases",
    "prioritise": "triage.cli.cases",
    "explain": "triage.cli.cases",
    "ask": "triage.cli.ask",
    "register": "triage.cli.desk_cases",
    "next": "triage.cli.desk_cases",
    "contact": "triage.cli.desk_cases",
    "intake": "triage.cli.desk_cases",
    "show": "triage.cli.dossier",
    "refer": "triage.cli.desk_referrals",
    "deliver": "triage.cli.desk_referrals",
    "update": "triage.cli.desk_referrals",
    "withdraw": "triage.cli.desk_referrals",
    "override": "triage.cli.desk_cases",
    "close": "triage.cli.desk_cases",
    "waiting": "triage.cli.desk_referrals",
    "report": "triage.cli.report",
    "handle": "triage.cli.monitoring",
    "tozo": "triage.cli.monitoring",
    "entered": "triage.cli.monitoring",
    "erase": "triage.cli.keeping",
    "replay": "triage.cli.keeping",
    "verify": "triage.cli.keeping",
    "migrate": "triage.cli.keeping",
    "export": "triage.cli.keeping",
    "schema": "triage.cli.schema",
    "new": "triage.cli.start",
    "demo": "triage.cli.demo",
}


class _Commands(click.Group):
    """Commands in the order in which one meets them, imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        module = _MODULES.get(cmd_name)
        if module is None:
            return None
        command: click.Command = getattr(import_module(module), cmd_name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="keten-triage", prog_name="triage")
def main() -> None:
    """Rank people who need help, and find the support products that fit them.

    A home is a folder with rules/ and config/, in YAML that policy makers edit; without --home the
    built-in one is used. FILE is a file of cases: YAML, JSON, JSON Lines, CSV or XLSX, or - for
    JSON Lines on standard input.

    \b
    First steps:
      triage demo                          see the whole job on a sample list
      triage new home my-home              start a home of your own
      triage check --home my-home          what is wrong with it
      triage prioritise cases.csv --home my-home --out calls.xlsx

    \b
    Exit codes:
      0  fine
      1  something in your files or data has to be mended; every problem is
         printed as file:line:col: CODE what. what to do
      2  wrong usage, or a FILE or home that does not exist
    """
