"""An act on a task as a value: what it asks for, when it is allowed, what it does and the sentence it reports.

The command, the form, the key, the demo's word and the page of the manual are made from it.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from dutytrack.domain.acts import Status, act_word, is_allowed, status_word
from dutytrack.domain.dates import DateError, Meaning, is_spelled_out, read_day, with_weekday
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _
from dutytrack.services.acts.declared.subject import Choice, Choices, Default, Subject

if TYPE_CHECKING:
    from dutytrack.domain.units.naming import Naming
    from dutytrack.services.desk import Desk
    from dutytrack.services.progress.evidence import StoredFile
    from dutytrack.services.progress.figures import Figure

_OPTION = re.compile(r"--([a-z]+)")
_LARGEST = 1e15
"""Figures beyond it can't be kept to the last digit."""

Kind = Literal["day", "date", "text", "person", "number", "whole", "choice", "unit", "yes", "names", "files", "figures"]
"""What a field holds. ``date`` is one of the task's dates, ``figures`` are given at the command line only."""
_CHOSEN: frozenset[Kind] = frozenset({"date", "choice", "unit", "yes"})
Value = Any
"""What a field's kind says: a day, a text, a number, a yes or no, or a sequence."""


class FieldFaultError(DutyTrackError):
    """A field holds what it can't hold."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name = name


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered, by the fields' names; a field that is not there was left empty."""

    values: Mapping[str, Value]
    evidence: Path | None = None
    """The folder in which the ledger keeps evidence."""
    meant: Naming | None = None
    """Which units are meant by names near to theirs, as far as somebody was asked."""

    def day(self, name: str) -> dt.date:
        """A day that is there."""
        return cast("dt.date", self.values[name])

    def text(self, name: str) -> str:
        """A text or a choice; empty where nothing was entered."""
        return cast("str", self.values.get(name) or "")

    def maybe(self, name: str) -> str | None:
        """A text or a choice; ``None`` where nothing was entered."""
        return self.text(name) or None

    def get(self, name: str) -> Value:
        """What was entered; ``None`` where nothing was, or what is there stays."""
        return self.values.get(name)

    def yes(self, name: str) -> bool:
        """Whether it was agreed to."""
        return bool(self.values.get(name))

    def figures(self) -> tuple[Figure, ...]:
        """The figures entered: those of the command line, else the one ``value`` of the ``indicator`` chosen."""
        from dutytrack.services.progress.figures import Figure

        value = self.get("value")
        if value is not None:
            return (Figure(value, self.maybe("indicator")),)
        return tuple(self.get("values") or ())

    def files(self, name: str) -> tuple[StoredFile, ...]:
        """The files entered, kept with the ledger, or only noted where ``link`` says so."""
        from dutytrack.services.progress.evidence import store_files

        paths = self.values.get(name)
        return store_files(self.evidence, paths, link=self.yes("link")) if paths and self.evidence else ()

    def at(self, desk: Desk) -> Desk:
        """``desk`` in the name of whom a field says it was, where the act has one for that."""
        return replace(desk, by=self.maybe("by")) if "by" in self.values else desk

    def naming(self) -> Naming:
        """How names of units are understood."""
        from dutytrack.domain.units.naming import Naming

        return self.meant or Naming(new=self.yes("new"))

    def meaning(self, naming: Naming) -> Entered:
        """The same, with its names of units understood by ``naming``."""
        return replace(self, meant=naming)


_YES_OR_NO = {"no": N_("no"), "yes": N_("yes")}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that an act asks for: a line of its form, an option of its command."""

    name: str
    label: str = ""
    """English, marked for the catalogs; a field without one stands in no form."""
    kind: Kind = "text"
    required: bool = False
    """Whether a form has to give it."""
    meaning: Meaning = "happened"
    """Which day a date stands for; what happened does not lie in the future."""
    default: Default = lambda _: ""
    choices: Choices | None = None
    """What it is chosen from, where that hangs on the task."""
    lacking: str = ""
    """Why the act can't be done to a task that gives nothing to choose from; English, marked for the catalogs."""
    hint: str = ""
    """Shown while the field is empty; English, marked for the catalogs."""
    help: str = ""
    """Of its option, English, marked for the catalogs; without it only a form asks for the field."""
    spelling: str = ""
    """Of its option where that is called otherwise, as ``--reason --note``; a word without ``--`` goes by its place."""
    metavar: str = ""
    """What its option calls the value, where its kind does not say it."""
    needed: bool = False
    """Whether the command line has to give it; what is not given the act finds by itself, or refuses."""
    words: Mapping[str, str] | None = None
    """What can always be chosen, and what completion offers: English by value, marked for the catalogs."""
    mends: bool = False
    """Whether it stands for what the task says now: unchanged, nothing was entered."""
    seed: str = ""
    """Its name in the demo's files, where that is another."""

    @property
    def option(self) -> str:
        """How it is given at the command line."""
        return self.spelling or f"--{self.name.replace('_', '-')}"

    @property
    def value_name(self) -> str:
        """What the option calls the value; empty where it takes none."""
        return self.metavar or (self.name.upper() if self.kind == "choice" else _CALLED.get(self.kind, "TEXT"))

    @property
    def is_chosen(self) -> bool:
        """Whether it is chosen from a list."""
        return self.kind in _CHOSEN

    def offered(self, subject: Subject) -> Sequence[Choice]:
        """What it is chosen from."""
        if self.choices is not None:
            return self.choices(subject)
        words = _YES_OR_NO if self.kind == "yes" else self.words or {}
        return [(_(word), value) for value, word in words.items()]

    def read(self, text: str, today: dt.date) -> Value:
        """The value that ``text`` stands for. Raises FieldFaultError where it stands for none."""
        shown = text.strip()
        if not shown:
            if self.required:
                raise FieldFaultError(self.name, _("{field} is needed").format(field=_(self.label)))
            return _EMPTY.get(self.kind)
        if self.kind == "day":
            return self._day(shown, today)
        if self.kind in {"number", "whole"}:
            return self._number(shown)
        read = _READ.get(self.kind)
        return read(shown) if read else shown

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


needed = partial(Field, required=True, needed=True)
"""A field that both a form and the command line have to give."""


_CALLED: Mapping[str, str] = {
    "day": "DATE", "date": "DATE", "unit": "UNIT", "names": "UNIT", "person": "NAME", "yes": "",
}  # fmt: skip
_EMPTY: Mapping[str, Value] = {"text": "", "person": "", "choice": "", "unit": "", "names": ()}
_READ: Mapping[str, Callable[[str], Value]] = {
    "date": dt.date.fromisoformat,
    "yes": lambda text: text == "yes",
    "names": lambda text: [name.strip() for name in text.split(BETWEEN_NAMES) if name.strip()],
    "files": lambda text: (Path(text),),
}


Call = Callable[["Desk", str, Entered], str]
"""Does an act to the task of a key; what was done, a sentence a line."""


class Form(NamedTuple):
    """What the screens say of an act; English, marked for the catalogs."""

    key: str
    """The key that opens it; empty where only the command line offers the act."""
    label: str
    """What that key is called."""
    brief: str
    """What that key does, in a line."""
    title: str
    """With ``{key}`` for the task's."""
    confirm: str = N_("Note it")
    """What the button that does it says."""


_NO_FORM = Form("", "", "", "", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act on one task."""

    id: str
    help: str = ""
    """What the command is for; English, marked for the catalogs like all that follows; without it there is none."""
    named: str = ""
    """The command where that is not called like the act, as in ``extend ask``."""
    takes_key: bool = True
    """Whether the command names the task; else a field names what it is about."""
    form: Form = _NO_FORM
    fields: tuple[Field, ...]
    needs: tuple[str, ...] = ()
    """The fields of which the command line has to give at least one."""
    names_units: bool = False
    """Whether names of units may be new to the ledger, so that near ones are asked about."""
    kind: str = ""
    """The kind of act whose statuses it needs (``domain.acts``); empty where every status will do."""
    does: Call | None = None
    """What it does where that is more than to leave a row of its kind."""
    says: str = ""
    """What is said once such a row is left."""
    of_unit: bool = False
    """Whether the row is left on behalf of a unit."""
    needs_reason: bool = False
    """Whether the row needs a note, which is the reason for it."""
    journal: Callable[[Entered], str] | str = ""
    """Its name in the journal, where that is not the command."""
    reasons: tuple[str, ...] = ()
    """The fields of which the first that is not empty is the journal's reason; the note where none is named."""
    seed: str = ""
    """Its word in the demo's files, where that is not the name of the act."""

    @property
    def words(self) -> str:
        """The command; empty where only the screens offer the act."""
        return (self.named or self.id) if self.help else ""

    @property
    def lines(self) -> tuple[Field, ...]:
        """The lines of its form."""
        return tuple(field for field in self.fields if field.label)

    @property
    def options(self) -> tuple[Field, ...]:
        """The fields that its command has options for."""
        return tuple(field for field in self.fields if field.help)

    def call(self, desk: Desk, key: str, entered: Entered) -> str:
        """Do it to the task of ``key``; what was done, a sentence a line."""
        return (self.does or self._leave_row)(desk, key, entered)

    def _leave_row(self, desk: Desk, key: str, entered: Entered) -> str:
        from dutytrack.services.desk import ReasonMissingError
        from dutytrack.services.tasks.recording import Happening, act_on_task

        note = entered.text("note").strip() if self.needs_reason else entered.maybe("note")
        if self.needs_reason and not note:
            raise ReasonMissingError(key)
        act = Happening(self.kind, entered.day("on"), note)
        done = act_on_task(entered.at(desk), key, act, unit=entered.maybe("unit"), of_unit=self.of_unit)
        return _(self.says).format(key=done.key, title=done.title, on=done.on, unit=done.unit)

    def command(self, entered: Entered) -> str:
        """What the journal calls it."""
        if isinstance(self.journal, str):
            return self.journal or self.words
        return self.journal(entered)

    def reason(self, entered: Entered) -> str | None:
        """The journal's reason for it."""
        return next((text for text in map(entered.maybe, self.reasons or ("note",)) if text), None)

    def refusal(self, subject: Subject) -> str:
        """Why it can't be done to the task as it stands; empty where it can."""
        status = cast("Status", subject.detail.row.status)
        if self.kind and not is_allowed(self.kind, status):
            template = _("{key} is {status}: it can't be {act} now.")
            return template.format(key=subject.key, status=status_word(status), act=act_word(self.kind))
        lacking = [line.lacking for line in self.lines if line.lacking and not line.offered(subject)]
        return _(lacking[0]).format(key=subject.key) if lacking else ""

    def worded(self, sentence: str) -> str:
        """``sentence`` with the options of the command line that it names called as the form's fields are."""
        labels = {line.name: _(line.label) for line in self.lines}
        return _OPTION.sub(lambda option: f"“{labels[option[1]]}”" if option[1] in labels else option[0], sentence)

    def read(self, texts: Mapping[str, str], subject: Subject) -> Entered:
        """What the texts of its form stand for. Raises FieldFaultError for the first that can't be used."""
        values = {}
        for field in self.lines:
            text = texts.get(field.name, "")
            value = field.read(text, subject.today)
            untouched = field.mends and text.strip() == field.default(subject)
            values[field.name] = None if untouched else value
        return Entered(values)
