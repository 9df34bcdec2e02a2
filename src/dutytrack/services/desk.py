"""What every service that writes is handed: where it writes, on which day, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class Desk:
    """One command of the ledger at work."""

    session: Session
    today: date
    by: str | None = None
    """Who acts."""
