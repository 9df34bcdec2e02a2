"""The SQL that gives a task's facts on a day."""
