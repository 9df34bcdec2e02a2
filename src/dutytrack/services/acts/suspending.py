"""Suspend a task (暂停), take it up again (恢复), drop it (取消)."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from dutytrack.services.errors import ReasonMissingError
from dutytrack.services.tasks.recording import ActedOn, act_on_task


def suspend_task(session: Session, *, key: str, on: date, today: date, reason: str, by: str | None = None) -> ActedOn:
    """Suspend the task: it is neither overdue nor behind until it is taken up again.

    Raises:
        ReasonMissingError: ``reason`` is empty.
        TaskNotFoundError, FutureDateError, BeforeTaskError, ActNotAllowedError, BeforeLastActError: see ``record_act``.
    """
    return _act(session, key, "suspended", on, today, by, _given(key, reason))


def resume_task(
    session: Session, *, key: str, on: date, today: date, by: str | None = None, note: str | None = None
) -> ActedOn:
    """Take a suspended task up again.

    Raises:
        TaskNotFoundError, FutureDateError, BeforeTaskError, ActNotAllowedError, BeforeLastActError: see ``record_act``.
    """
    return _act(session, key, "resumed", on, today, by, note)


def drop_task(session: Session, *, key: str, on: date, today: date, reason: str, by: str | None = None) -> ActedOn:
    """Drop the task: it stays in the ledger, and nothing more is asked.

    Raises:
        ReasonMissingError: ``reason`` is empty.
        TaskNotFoundError, FutureDateError, BeforeTaskError, ActNotAllowedError, BeforeLastActError: see ``record_act``.
    """
    return _act(session, key, "dropped", on, today, by, _given(key, reason))


def _given(key: str, reason: str) -> str:
    if not reason.strip():
        raise ReasonMissingError(key)
    return reason.strip()


def _act(session: Session, key: str, kind: str, on: date, today: date, by: str | None, note: str | None) -> ActedOn:
    return act_on_task(session, key=key, kind=kind, on=on, today=today, by=by, note=note)
