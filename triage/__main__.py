"""`python -m triage` does what the command `triage` does."""

from __future__ import annotations

from triage.cli import main

if __name__ == "__main__":
    main(prog_name="triage")
