"""Weekly monitoring: from events to the numbers, the expectations and the alarms of a week.

A week counts what was written down before it closed, so that a report of a past week stays what it
was. `monitor.Monitor` is shown every case once.
"""
