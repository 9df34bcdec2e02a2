"""What to say of a key or code that the ledger does not hold."""

from __future__ import annotations

from datetime import date

from dutytrack.domain.words.nearest import nearest
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.services.tasks.errors import PlanNotFoundError, TaskNotFoundError
from dutytrack.store.reading.keys import plan_codes, task_keys
from dutytrack.store.sql.dialect import Reader


class NotThereYetError(DutyTrackError):
    """The task is in the ledger, but was not there on the day asked about."""

    def __init__(self, key: str, as_of: date) -> None:
        super().__init__(_("{key} was not there yet on {day}"), key=key, day=as_of)


def missing_task(connection: Reader, key: str, as_of: date) -> DutyTrackError:
    """Why no task was found under ``key`` on a day; the nearest key is named."""
    wanted, keys = key.strip().upper(), task_keys(connection)
    return NotThereYetError(wanted, as_of) if wanted in keys else TaskNotFoundError(key, nearest(wanted, keys))


def missing_plan(connection: Reader, code: str) -> DutyTrackError:
    """Why no plan was found under ``code``; the nearest code is named."""
    return PlanNotFoundError(code, nearest(code.strip().upper(), plan_codes(connection)))
