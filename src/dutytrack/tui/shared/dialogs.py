"""Small questions over a screen: a form, a choice of acts, a yes or no, a text to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, Label, OptionList, Select, Static
from textual.widgets.option_list import Option

from dutytrack.i18n import _
from dutytrack.output.cells import fill, printable, width
from dutytrack.services.acts.declared.model import Act, Entered, Field, FieldFaultError
from dutytrack.services.acts.declared.subject import Subject
from dutytrack.tui.shared.flow import flow
from dutytrack.tui.shared.gateway import CallFailed, ask
from dutytrack.tui.shared.keys import Command
from dutytrack.tui.shared.line_input import LineInput
from dutytrack.tui.shared.messages import Acted
from dutytrack.tui.shared.typeahead import Holds

TEXT_CELLS = 66
"""The inner width of a dialog where the terminal is wide enough."""


class FormDialog(ModalScreen[str | None]):
    """Asks for what an act needs and does it; stays open with the reason where that is refused.

    Gives a sentence that says what was done, or ``None`` where the user thinks better of it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "")]

    def __init__(self, act: Act, subject: Subject, do: Callable[[Entered], str]) -> None:
        super().__init__()
        self.act, self.subject, self.do = act, subject, do
        self._at_it = False
        self._refused: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Title, the task, the fields and two buttons."""
        labels = [_(field.label) + ("*" if field.required else "") for field in self.act.lines]
        indent = max(map(width, labels)) + 2
        with Vertical(classes="dialog"):
            yield Label(_(self.act.title).format(key=self.subject.key), classes="dialog-title", markup=False)
            yield Static(printable(self.subject.detail.row.title), classes="dialog-about", markup=False)
            with VerticalScroll(classes="fields", can_focus=False):
                for label, field in zip(labels, self.act.lines, strict=True):
                    with Horizontal(classes="field"):
                        yield Label(fill(label, indent), markup=False)
                        yield self._entry(field)
                        if field.kind == "day":
                            yield Static("", id=f"{field.name}-understood", classes="understood", markup=False)
            yield Static("", id="fault", markup=False)
            yield Static(
                _("* needed    Tab next field    Enter do it    Esc leave"), classes="dialog-hint", markup=False
            )
            with Horizontal(classes="dialog-buttons"):
                yield Button(_(self.act.confirm), id="confirm", variant="primary", compact=True)
                yield Button(_("Cancel"), id="cancel", compact=True)

    def _entry(self, field: Field) -> Widget:
        value = field.default(self.subject)
        if field.is_chosen:
            choices = [(Text(printable(shown)), value) for shown, value in field.offered(self.subject)]
            known = {stands_for for _shown, stands_for in choices}
            chosen = value if value in known else Select.NULL
            return Select(
                choices,
                value=chosen,
                allow_blank=not field.required or chosen is Select.NULL,
                prompt="-",
                id=field.name,
                compact=True,
            )
        return LineInput(value, placeholder=_(field.hint) if field.hint else "", id=field.name, compact=True)

    def on_mount(self) -> None:
        """Begin where there is something to enter."""
        empty = [field for field in self.act.lines if not field.default(self.subject)]
        first = next((field for field in empty if field.required), empty[0] if empty else self.act.lines[0])
        self.query_one(f"#{first.name}").focus()

    @on(Input.Changed)
    @on(Select.Changed)
    def _mended(self) -> None:
        """What was wrong with other texts is not said of these."""
        if self._texts() != self._refused:
            self._refuse("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Say beside a day what is understood of it."""
        field = next(one for one in self.act.lines if one.name == event.input.id)
        if field.kind == "day":
            said = field.understood(event.value, self.subject.today)
            self.query_one(f"#{field.name}-understood", Static).update(said)

    def _texts(self) -> dict[str, str]:
        return {field.name: self._text(field) for field in self.act.lines}

    def _text(self, field: Field) -> str:
        entry = self.query_one(f"#{field.name}")
        if isinstance(entry, Input):
            return entry.value
        chosen = entry.value if isinstance(entry, Select) else Select.NULL
        return "" if chosen is Select.NULL else str(chosen)

    @on(Input.Submitted)
    @on(Button.Pressed, "#confirm")
    def _confirm(self) -> None:
        if self._at_it:
            return
        try:
            entered = self.act.read(self._texts(), self.subject)
        except FieldFaultError as fault:
            self._refuse(str(fault))
            self.query_one(f"#{fault.name}").focus()
            return
        self._at_it = True
        ask(self, "act", lambda: self.do(entered), Acted, holds=Holds.ALL)

    @on(Acted)
    def _done(self, message: Acted) -> None:
        message.stop()
        self.dismiss(message.sentence)

    @on(CallFailed)
    def _failed(self, message: CallFailed) -> None:
        message.stop()
        self._at_it = False
        self._refuse(self.act.worded(str(message.error)) if message.expected else repr(message.error))

    def _refuse(self, sentence: str) -> None:
        self._refused = self._texts()
        self.query_one("#fault", Static).update(sentence)

    @on(Button.Pressed, "#cancel")
    def _cancel(self) -> None:
        self.dismiss(None)


class ActsDialog(ModalScreen[str | None]):
    """What can be done to a task: gives the action chosen, or ``None``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,a", "dismiss(None)", ""),
        ("j", "down", ""),
        ("k", "up", ""),
    ]

    def __init__(self, title: str, commands: Sequence[Command], refused: Sequence[str]) -> None:
        super().__init__()
        self.dialog_title, self.commands, self.refused = title, commands, refused

    def compose(self) -> ComposeResult:
        """The acts with their keys; those that the task's status forbids are dim."""
        with Vertical(classes="dialog"):
            yield Label(self.dialog_title, classes="dialog-title", markup=False)
            yield OptionList(*map(self._option, self.commands), id="acts", compact=True)

    def _option(self, command: Command) -> Option:
        text = Text(f"{fill(command.shown_keys, 3)}{fill(_(command.label), 14)}{_(command.help)}", no_wrap=True)
        return Option(text, id=command.id, disabled=command.id in self.refused)

    def on_key(self, event: events.Key) -> None:
        """An act's own key chooses it here too."""
        chosen = [command for command in self.commands if event.character in command.keys.split(",")]
        if chosen and chosen[0].id not in self.refused:
            event.stop()
            self.dismiss(chosen[0].action)

    def action_down(self) -> None:
        """One act further."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """One act back."""
        self.query_one(OptionList).action_cursor_up()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.commands[event.option_index].action)


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
                yield Button(confirm, id="confirm", variant="primary", compact=True)
                yield Button(_("Cancel"), id="cancel", compact=True)

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
        """Title, the text laid out for the dialog, and the way out."""
        title, text = self.content
        cells = min(TEXT_CELLS, max(self.app.size.width - 14, 20))
        with Vertical(classes="dialog"):
            yield Label(title, classes="dialog-title", markup=False)
            with VerticalScroll(classes="reading"):
                yield Static("\n".join(flow(text, cells)), markup=False)
            yield Static(_("Esc leave"), classes="dialog-hint", markup=False)
