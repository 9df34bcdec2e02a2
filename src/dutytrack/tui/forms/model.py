"""Forms as values: which fields an act asks for, what may stand in them, and what was entered."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from dutytrack.domain.acts import Status, act_word, is_allowed, status_word
from dutytrack.domain.dates import DateError, Meaning, is_spelled_out, read_day, with_weekday
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.tui.forms.subject import Choice, Subject

_OPTION = re.compile(r"--([a-z]+)")
_LARGEST = 1e15
"""Figures beyond it can't be kept to the last digit."""

if TYPE_CHECKING:
    from dutytrack.tui.shared.access import LedgerAccess

Kind = Literal["day", "text", "number", "whole", "choice"]
Value = dt.date | str | float | int | None


class FieldFaultError(DutyTrackError):
    """A field holds what it can't hold."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name = name


class Entered:
    """What was entered into a form, by its fields' names."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = values

    def day(self, name: str) -> dt.date:
        """A day that is there."""
        return cast("dt.date", self._values[name])

    def text(self, name: str) -> str:
        """A text or a choice; empty where nothing was entered."""
        return cast("str", self._values[name] or "")

    def maybe(self, name: str) -> str | None:
        """A text or a choice; ``None`` where nothing was entered."""
        return self.text(name) or None

    def number(self, name: str) -> float | None:
        """A figure, if there is one."""
        return cast("float | None", self._values[name])

    def maybe_day(self, name: str) -> dt.date | None:
        """A day, if there is one."""
        return cast("dt.date | None", self._values[name])


def _nothing(_subject: Subject) -> str:
    return ""


def _no_choices(_subject: Subject) -> Sequence[Choice]:
    return ()


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form."""

    name: str
    label: str
    """English, marked for the catalogs."""
    kind: Kind = "text"
    required: bool = False
    meaning: Meaning = "happened"
    """Which day a date stands for; what happened does not lie in the future."""
    default: Callable[[Subject], str] = _nothing
    choices: Callable[[Subject], Sequence[Choice]] = _no_choices
    hint: str = ""
    """Shown while the field is empty; English, marked for the catalogs."""

    def read(self, text: str, today: dt.date) -> Value:
        """The value that ``text`` stands for. Raises FieldFaultError where it stands for none."""
        shown = text.strip()
        if not shown:
            if self.required:
                raise FieldFaultError(self.name, _("{field} is needed").format(field=_(self.label)))
            return "" if self.kind in {"text", "choice"} else None
        if self.kind == "day":
            return self._day(shown, today)
        if self.kind in {"number", "whole"}:
            return self._number(shown)
        return shown

    def _day(self, text: str, today: dt.date) -> dt.date:
        try:
            day = read_day(text, today, self.meaning)
        except DateError as error:
            raise FieldFaultError(self.name, f"{_(self.label)}: {error}") from error
        if day > today and self.meaning == "happened":
            raise FieldFaultError(self.name, _("{date} has not come yet").format(date=day))
        return day

    def understood(self, text: str, today: dt.date) -> str:
        """The day with its weekday that ``text`` is taken for, or that it is none; empty where it is typed in full."""
        try:
            day = read_day(text, today, self.meaning)
        except DateError:
            return _("no date yet") if text.strip() else ""
        return "" if is_spelled_out(text) else with_weekday(day)

    def _number(self, text: str) -> float | int:
        try:
            number = int(text) if self.kind == "whole" else float(text.rstrip("%％"))
        except ValueError:
            number = math.nan
        if not abs(number) <= _LARGEST:
            raise FieldFaultError(self.name, _("{field}: enter a number").format(field=_(self.label)))
        return number


@dataclass(frozen=True, slots=True)
class Form:
    """An act on one task, and what it asks for."""

    id: str
    """The command's id in ``keys``."""
    title: str
    """English, marked for the catalogs, with ``{key}``."""
    confirm: str
    """What the button that does it says; English, marked for the catalogs."""
    fields: tuple[Field, ...]
    do: Callable[[LedgerAccess, str, Entered], str]
    """Does it to the task of a key, and says in a sentence what was done."""
    kind: str = ""
    """The kind of act whose statuses it needs (``domain.acts``); empty where every status will do."""
    unfit: Callable[[Subject], str] = _nothing
    """Why it can't be done to a task; empty where it can."""

    def refusal(self, subject: Subject) -> str:
        """Why the act can't be done to the task as it stands; empty where it can."""
        status = cast("Status", subject.detail.row.status)
        if self.kind and not is_allowed(self.kind, status):
            template = _("{key} is {status}: it can't be {act} now.")
            return template.format(key=subject.key, status=status_word(status), act=act_word(self.kind))
        return self.unfit(subject)

    def worded(self, sentence: str) -> str:
        """``sentence`` with the options of the command line that it names called as this form's fields are."""
        labels = {line.name: _(line.label) for line in self.fields}
        return _OPTION.sub(lambda option: f"“{labels[option[1]]}”" if option[1] in labels else option[0], sentence)

    def read(self, texts: Mapping[str, str], today: dt.date) -> Entered:
        """What the fields' texts stand for. Raises FieldFaultError for the first that can't be used."""
        return Entered({line.name: line.read(texts.get(line.name, ""), today) for line in self.fields})
