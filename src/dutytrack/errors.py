"""What can go wrong, one class a case: each builds its line from facts and knows its exit code.

Faults *inside* a plan document are no exceptions: they are ``dutytrack.domain.plan.problems.Problem`` values.

    DutyTrackError            2  wrong use or bad input
        LedgerError           3  the ledger can't be used
"""

from __future__ import annotations

from typing import ClassVar


class DutyTrackError(Exception):
    """Something the user can act on: ``str(error)`` is one line that says what, where and what to do."""

    exit_code: ClassVar[int] = 2

    def __init__(self, sentence: str = "", **facts: object) -> None:
        """Say ``sentence``, with ``facts`` where it names them."""
        super().__init__(sentence.format(**facts) if facts else sentence)


class LedgerError(DutyTrackError):
    """The ledger file can't be used: damaged, foreign, newer, locked, or on an unsafe disk."""

    exit_code: ClassVar[int] = 3
