"""What to say of a key or code that the ledger does not hold."""

from __future__ import annotations

import difflib
import sqlite3
from datetime import date

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.services.tasks.errors import PlanNotFoundError, TaskNotFoundError


class NotThereYetError(DutyTrackError):
    """The task is in the ledger, but was not there on the day asked about."""

    def __init__(self, key: str, as_of: date) -> None:
        super().__init__(_("{key} was not there yet on {day}").format(key=key, day=as_of))


def missing_task(connection: sqlite3.Connection, key: str, as_of: date) -> DutyTrackError:
    """Why no task was found under ``key`` on a day; the nearest key is named."""
    wanted = key.strip().upper()
    keys = [name for (name,) in connection.execute("SELECT key FROM task")]
    if wanted in keys:
        return NotThereYetError(wanted, as_of)
    return TaskNotFoundError(key, _nearest(wanted, keys))


def missing_plan(connection: sqlite3.Connection, code: str) -> DutyTrackError:
    """Why no plan was found under ``code``; the nearest code is named."""
    codes = [name for (name,) in connection.execute("SELECT code FROM plan")]
    return PlanNotFoundError(code, _nearest(code.strip().upper(), codes))


def _nearest(name: str, names: list[str]) -> str | None:
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    return near[0] if near else None
