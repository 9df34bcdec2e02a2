"""Days as people type them at a shell, and what was understood of them, which the answer of the command says."""

from __future__ import annotations

import re
from datetime import date

from dutytrack.domain.dates import DateError, Meaning, is_spelled_out, read_day, with_weekday
from dutytrack.i18n import _, clauses

_ALONE = r"(?a:(?<![\w./\\-]){day}(?!\.?[\w/-]))"
"""A day that is no part of a file's name."""
_LONGEST_ROW = 18
"""Digits of a number that is still a row of the journal: a database counts no further."""


class DaysTyped:
    """The days of one run that were not typed in full, and what was typed for each, until the command says them."""

    def __init__(self) -> None:
        self._unsaid: dict[date, str] = {}
        self._months: dict[str, str] = {}

    def understood(self, text: str, today: date, meaning: Meaning) -> date:
        """The day that ``text`` stands for, to be said where it was not typed in full. Raises DateError for none."""
        day = read_day(text, today, meaning)
        if meaning == "month":
            month = f"{day:%Y-%m}"
            self._months = {} if text.strip() == month else {month: text.strip()}
        elif not is_spelled_out(text):
            self._unsaid[day] = text.strip()
        return day

    def moment(self, text: str, today: date) -> int | date:
        """What ``--known-at`` means: a number is a row of the journal, anything else a day; else BadMomentError."""
        wanted = text.strip().removeprefix("#")
        if wanted.isascii() and wanted.isdigit() and len(wanted) <= _LONGEST_ROW:
            return int(wanted)
        try:
            return self.understood(wanted, today, "happened")
        except DateError as error:
            from dutytrack.cli.shell.errors import BadMomentError

            raise BadMomentError(text) from error

    def said_in(self, sentence: str) -> str:
        """``sentence`` with the weekday behind each day not typed in full; one it does not name stands at its end.

        Each is said once.
        """
        for day in tuple(self._unsaid):
            said = with_weekday(day)
            sentence, times = re.subn(_ALONE.format(day=day), said, sentence)
            if not said[-1].isalpha():
                sentence = sentence.replace(f"{said} ", said)
            if times:
                del self._unsaid[day]
        return clauses([sentence, *self.said()])

    def said(self) -> tuple[str, ...]:
        """A sentence for each day that was not typed in full, for the foot of a report; each is said once."""
        days = {with_weekday(day): text for day, text in self._unsaid.items()} | self._months
        self._unsaid, self._months = {}, {}
        return tuple(_("{text} is {day}").format(text=text, day=day) for day, text in days.items())
