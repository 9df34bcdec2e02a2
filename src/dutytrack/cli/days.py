"""Days as people type them at a shell: the same spellings as in a query."""

from __future__ import annotations

from datetime import date

from dutytrack.cli.errors import BadDayError, BadMomentError
from dutytrack.domain.dates import read_period

_LONGEST_ROW = 18
"""Digits of a number that is still a row of the journal: a database counts no further."""


def read_day(text: str, today: date) -> date:
    """The one day that ``text`` names: ``2026-06-30``, ``2026年6月30日``, ``today``, ``+30d``; else BadDayError."""
    days = read_period(text.strip(), today)
    if days is None or days.first is None or days.first != days.last:
        raise BadDayError(text)
    return days.first


def read_deadline(text: str, today: date) -> date:
    """The last day of what ``text`` names: ``2026-06`` is the end of June; else BadDayError."""
    days = read_period(text.strip(), today)
    if days is None or days.last is None:
        raise BadDayError(text)
    return days.last


def read_moment(text: str, today: date) -> int | date:
    """What ``--known-at`` means: a number is a row of the journal, anything else a day; else BadMomentError."""
    wanted = text.strip().removeprefix("#")
    if wanted.isascii() and wanted.isdigit() and len(wanted) <= _LONGEST_ROW:
        return int(wanted)
    try:
        return read_day(wanted, today)
    except BadDayError as error:
        raise BadMomentError(text) from error
