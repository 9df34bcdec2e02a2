"""What every service that writes is handed: where it writes, on which day, and for whom."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from dutytrack.store.file.engine import driver_connection
from dutytrack.store.query.look import Look
from dutytrack.store.reading.settings import rule_pack


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
    def rows(self) -> sqlite3.Connection:
        """All that was written so far, to be read in plain SQL."""
        self.session.flush()
        return driver_connection(self.session.connection())

    def look(self, on: date) -> Look:
        """All that was written so far, as it is on a day by the ledger's own rules."""
        return Look(self.rows, on, rule_pack(self.rows))
