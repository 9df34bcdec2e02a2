"""Days as people type them at a shell, and what was understood of them, which the answer of the command says."""

from __future__ import annotations

import re
from datetime import date

from dutytrack.domain.dates import DateError, Meaning, is_spelled_out, read_day, with_weekday
from dutytrack.i18n import _

_ALONE = r"(?a:(?<![\w./\\-]){day}(?!\.?[\w/-]))"
"""A day that is no part of a file's name."""
_unsaid: dict[date, str] = {}
"""Days that were not typed in full and what was typed for each, until the command says them."""

_LONGEST_ROW = 18
"""Digits of a number that is still a row of the journal: a database counts no further."""


def understood_day(text: str, today: date, meaning: Meaning) -> date:
    """The day that ``text`` stands for, to be said where it was not typed in full. Raises DateError for none."""
    day = read_day(text, today, meaning)
    if not is_spelled_out(text):
        _unsaid[day] = text.strip()
    return day


def read_moment(text: str, today: date) -> int | date:
    """What ``--known-at`` means: a number is a row of the journal, anything else a day; else BadMomentError."""
    wanted = text.strip().removeprefix("#")
    if wanted.isascii() and wanted.isdigit() and len(wanted) <= _LONGEST_ROW:
        return int(wanted)
    try:
        return understood_day(wanted, today, "happened")
    except DateError as error:
        from dutytrack.cli.shell.errors import BadMomentError

        raise BadMomentError(text) from error


def with_days_said(sentence: str) -> str:
    """``sentence`` with the weekday behind each day that was not typed in full; one it does not name stands at its end.

    Each is said once.
    """
    for day in tuple(_unsaid):
        sentence, times = re.subn(_ALONE.format(day=day), with_weekday(day), sentence)
        if times:
            del _unsaid[day]
    return "; ".join([sentence, *days_said()])


def days_said() -> tuple[str, ...]:
    """A sentence for each day that was not typed in full, for the foot of a report; each is said once."""
    said = tuple(_("{text} is {day}").format(text=text, day=with_weekday(day)) for day, text in _unsaid.items())
    forget_days()
    return said


def forget_days() -> None:
    """Leave unsaid what was understood."""
    _unsaid.clear()
