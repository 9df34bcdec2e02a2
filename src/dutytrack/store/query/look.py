"""What every question to the ledger is asked of: a ledger that is read, on a day, by a rule pack."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dutytrack.domain.rules.packs import RulePack
from dutytrack.store.sql.dialect import Reader


class Look(NamedTuple):
    """A look at the ledger."""

    connection: Reader
    """The ledger, or what was known of it at an earlier time."""
    as_of: date
    """Facts dated later do not count."""
    rules: RulePack
    """What lights the lamps."""
