"""The ledger: what happened, who holds which place, and where the money is. SQL, and nothing else.

One call is one unit of work: all of it is written, or none. There is one writer at a time, so what
is counted inside a unit of work stays true until it ends.
"""

from triage.ledger.opening import Ledger
from triage.ledger.work import Work

__all__ = ["Ledger", "Work"]
