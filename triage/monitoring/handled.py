"""When alarms were handled, and what that says of what they were about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import attrs

from triage.monitoring.weeks import Week


@attrs.frozen
class Handled:
    """The days on which alarms were handled, as a report of some week sees them.

    Attributes:
        days: By key of an alarm, the last day on which it was handled.
        week: The week of the report.
        running: Whether that week still runs.
    """

    days: Mapping[str, date]
    week: Week
    running: bool = False

    def covers(self, key: str, day: date) -> bool:
        """Whether what happened on that day has been seen to."""
        handled = self.days.get(key)
        return handled is not None and day <= handled

    def this_week(self, key: str) -> bool:
        """Whether it was handled in the week of the report."""
        return self.covers(key, self.week.first)

    def just_now(self, key: str) -> bool:
        """Whether it was handled in the week of the report, and that week still runs."""
        return self.running and self.this_week(key)
