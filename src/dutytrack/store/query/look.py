"""What every question to the ledger is asked of: a ledger that is read, on a day, by a rule pack."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from dutytrack.domain.rules.packs import RulePack


class Look(NamedTuple):
    """A look at the ledger."""

    connection: sqlite3.Connection
    """The ledger, or what was known of it at an earlier time."""
    as_of: date
    """Facts dated later do not count."""
    rules: RulePack
    """What lights the lamps."""
