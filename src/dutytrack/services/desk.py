"""What every service that writes is handed: where it writes, on which day, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _
from dutytrack.store.file.engine import driver_connection
from dutytrack.store.query.look import Look
from dutytrack.store.reading.settings import rule_pack
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.tables.plans import Row


class FutureDateError(DutyTrackError):
    """A fact can't be about a day that has not come."""

    def __init__(self, on: date, today: date) -> None:
        super().__init__(_("{on} has not come yet; today is {today}"), on=on, today=today)


class ReasonMissingError(DutyTrackError):
    """A change of what was read needs a reason."""

    def __init__(self, key: str) -> None:
        super().__init__(_("{key}: say why with --reason"), key=key)


class NothingToChangeError(DutyTrackError):
    """The change asked for leaves everything as it is."""

    def __init__(self, key: str) -> None:
        super().__init__(_("{key}: nothing to change"), key=key)


_FIELDS = {
    "title": N_("title"), "name": N_("name"), "tasks": N_("tasks"), "value": N_("value"), "text": N_("text"),
    "ground": N_("--ground"), "reason": N_("--reason"), "by": N_("--by"), "progress": N_("--progress"),
}  # fmt: skip
"""What fields are called, with the option that gives them."""


class EmptyFieldError(DutyTrackError):
    """A field that must hold something is empty."""

    def __init__(self, field: str) -> None:
        super().__init__(_("{field} must not be empty"), field=_(_FIELDS.get(field, field)))


@dataclass(frozen=True, slots=True)
class Desk:
    """One command of the ledger at work."""

    session: Session
    today: date
    by: str | None = None
    """Who acts."""
    place: str | None = None
    """The place whose units are meant by names, where that was said."""

    @property
    def rows(self) -> Reader:
        """All that was written so far, to be read in plain SQL."""
        self.session.flush()
        return driver_connection(self.session.connection())

    def check_has_come(self, on: date) -> None:
        """Refuse a day that has not come: raises FutureDateError."""
        if on > self.today:
            raise FutureDateError(on, self.today)

    def look(self, on: date) -> Look:
        """All that was written so far, as it is on a day by the ledger's own rules."""
        connection = self.rows
        return Look(connection, on, rule_pack(connection))


def not_empty(field: str, text: str | None) -> str:
    """``text`` without blanks around it; EmptyFieldError where nothing is left."""
    said = (text or "").strip()
    if not said:
        raise EmptyFieldError(field)
    return said


def row_id(row: Row) -> int:
    """The id that a flushed row was given."""
    assert row.id is not None
    return row.id
