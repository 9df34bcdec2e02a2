"""Small questions over a screen: an act's day and note, a yes or no, an error in full."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.validation import Function, ValidationResult, Validator
from textual.widgets import Button, Input, Label, Static

from dutytrack.i18n import _


@dataclass(frozen=True, slots=True)
class ActForm:
    """What an act dialog asks for."""

    title: str
    about: str
    """The task it is about, in a line or two."""
    on: dt.date
    note_label: str
    note_required: bool = False
    confirm: str = ""


@dataclass(frozen=True, slots=True)
class ActFilled:
    """What the user entered: the day the act is about, and why."""

    on: dt.date
    note: str


class DayValidator(Validator):
    """An ISO date, not later than ``latest``."""

    def __init__(self, latest: dt.date) -> None:
        super().__init__()
        self.latest = latest

    def validate(self, value: str) -> ValidationResult:
        """Whether ``value`` is a day that has come."""
        try:
            day = dt.date.fromisoformat(value.strip())
        except ValueError:
            return self.failure(_("Enter a date such as {date}").format(date=self.latest.isoformat()))
        if day > self.latest:
            return self.failure(_("{date} has not come yet").format(date=day.isoformat()))
        return self.success()


class ActDialog(ModalScreen[ActFilled | None]):
    """Asks for the day of an act and a note; gives ``None`` where the user thinks better of it."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "")]

    def __init__(self, form: ActForm) -> None:
        super().__init__()
        self.form = form

    def compose(self) -> ComposeResult:
        """Title, the task, day, note and two buttons."""
        form = self.form
        with Vertical(classes="dialog"):
            yield Label(form.title, classes="dialog-title", markup=False)
            yield Static(form.about, classes="dialog-about", markup=False)
            yield Label(_("Date"), markup=False)
            yield Input(form.on.isoformat(), id="on", validators=[DayValidator(form.on)], validate_on=["changed"])
            yield Label(form.note_label, markup=False)
            yield Input(
                id="note",
                validators=[Function(bool, _("Say why"))] if form.note_required else [],
                validate_on=["submitted"],
            )
            yield Static("", id="fault", markup=False)
            with Horizontal(classes="dialog-buttons"):
                yield Button(form.confirm or form.title, id="confirm", variant="primary")
                yield Button(_("Cancel"), id="cancel")

    def on_mount(self) -> None:
        """The note is what is mostly typed."""
        self.query_one("#note", Input).focus()

    @on(Input.Submitted)
    @on(Button.Pressed, "#confirm")
    def _confirm(self) -> None:
        on_day, note = self.query_one("#on", Input), self.query_one("#note", Input)
        for field in (on_day, note):
            result = field.validate(field.value.strip())
            if result is not None and not result.is_valid:
                self.query_one("#fault", Static).update(result.failure_descriptions[0])
                field.focus()
                return
        self.dismiss(ActFilled(dt.date.fromisoformat(on_day.value.strip()), note.value.strip()))

    @on(Button.Pressed, "#cancel")
    def _cancel(self) -> None:
        self.dismiss(None)


class ConfirmDialog(ModalScreen[bool]):
    """A yes or no."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,n", "dismiss(False)", ""), ("y", "dismiss(True)", "")]

    def __init__(self, title: str, about: str, confirm: str) -> None:
        super().__init__()
        self.question = (title, about, confirm)

    def compose(self) -> ComposeResult:
        """The question and its two answers."""
        title, about, confirm = self.question
        with Vertical(classes="dialog"):
            yield Label(title, classes="dialog-title", markup=False)
            yield Static(about, classes="dialog-about", markup=False)
            with Horizontal(classes="dialog-buttons"):
                yield Button(confirm, id="confirm", variant="primary")
                yield Button(_("Cancel"), id="cancel")

    @on(Button.Pressed)
    def _answer(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "confirm")


class TextDialog(ModalScreen[None]):
    """A text to read: an error in full, a lamp's reasons."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,enter,q,w", "dismiss(None)", "")]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.content = (title, text)

    def compose(self) -> ComposeResult:
        """Title, text and a way out."""
        title, text = self.content
        with Vertical(classes="dialog"):
            yield Label(title, classes="dialog-title", markup=False)
            yield Static(text, classes="dialog-about", markup=False)
            with Horizontal(classes="dialog-buttons"):
                yield Button(_("Close window"), id="cancel", variant="primary")

    @on(Button.Pressed)
    def _leave(self) -> None:
        self.dismiss(None)
