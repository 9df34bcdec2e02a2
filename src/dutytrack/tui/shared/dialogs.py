"""Small questions over a screen: a form, a choice of acts, a yes or no, a text to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, Label, OptionList, Select, Static, TextArea
from textual.widgets.option_list import Option

from dutytrack.i18n import _
from dutytrack.output.cells import fill, printable, width
from dutytrack.services.acts.declared.model import Act, Entered, Field, FieldFaultError
from dutytrack.services.acts.declared.subject import Subject
from dutytrack.tui.shared.flow import flow
from dutytrack.tui.shared.gateway import CallFailed, ask
from dutytrack.tui.shared.keys import Command
from dutytrack.tui.shared.typeahead import Holds

Result = TypeVar("Result")
TEXT_CELLS = 66
"""The inner width of a dialog where the terminal is wide enough."""


class Dialog(ModalScreen[Result]):
    """A question over a screen; gives its answer, or ``None`` where the user thinks better of it."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "")]

    @on(Button.Pressed, "#cancel")
    def _cancel(self) -> None:
        self.dismiss(None)

    def give(self, answer: Result) -> None:
        """Close with ``answer``."""
        self.dismiss(answer)

    def say_fault(self, sentence: str) -> None:
        """Say what is wrong with what was entered."""
        self.query_one("#fault", Static).update(sentence)


def title_line(text: str) -> Label:
    """A dialog's title."""
    return Label(text, classes="dialog-title", markup=False)


def hint_line(text: str) -> Static:
    """Which keys a dialog knows."""
    return Static(text, classes="dialog-hint", markup=False)


def buttons(confirm: str) -> Horizontal:
    """The two ways out of a dialog."""
    return Horizontal(
        Button(confirm, id="confirm", variant="primary", compact=True),
        Button(_("Cancel"), id="cancel", compact=True),
        classes="dialog-buttons",
    )


def entered_text(entry: Widget) -> str:
    """What stands in a line, in a text of several, or is chosen; empty where nothing is."""
    if isinstance(entry, TextArea):
        return entry.text
    chosen = entry.value if isinstance(entry, Input | Select) else Select.NULL
    return "" if chosen is Select.NULL else str(chosen)


class ChoiceList(OptionList):
    """Lines of which one is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "cursor_down", ""), ("k", "cursor_up", "")]


class LineInput(Input):
    """Takes all that is pasted: several lines become one, where Textual would keep the first."""

    def on_paste(self, event: events.Paste) -> None:
        """What a terminal pastes."""
        event.stop()
        event.prevent_default()
        self._insert(event.text)

    def action_paste(self) -> None:
        """What was copied on these screens."""
        self._insert(self.app.clipboard)

    def _insert(self, text: str) -> None:
        line = " ".join(printable(part) for part in text.splitlines() if part.strip())
        self.replace(printable(line), *sorted(self.selection))


class FormDialog(Dialog[str]):
    """Asks for what an act needs and does it; stays open with the reason where that is refused.

    Gives a sentence that says what was done.
    """

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
            yield title_line(_(self.act.form.title).format(key=self.subject.key))
            yield Static(printable(self.subject.detail.row.title), classes="dialog-about", markup=False)
            with VerticalScroll(classes="fields", can_focus=False):
                for label, field in zip(labels, self.act.lines, strict=True):
                    with Horizontal(classes="field"):
                        yield Label(fill(label, indent), markup=False)
                        yield self._entry(field)
                        if field.kind == "day":
                            yield Static("", id=f"{field.name}-understood", classes="understood", markup=False)
            yield Static("", id="fault", markup=False)
            yield hint_line(_("* needed    Tab next field    Enter do it    Esc leave"))
            yield buttons(_(self.act.form.confirm))

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
            self.say_fault("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        field = next(one for one in self.act.lines if one.name == event.input.id)
        if field.kind == "day":
            said = field.understood(event.value, self.subject.today)
            self.query_one(f"#{field.name}-understood", Static).update(said)

    def _texts(self) -> dict[str, str]:
        return {field.name: entered_text(self.query_one(f"#{field.name}")) for field in self.act.lines}

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
        ask(self, "act", lambda: self.do(entered), self.give, holds=Holds.ALL)

    @on(CallFailed)
    def _failed(self, message: CallFailed) -> None:
        message.stop()
        self._at_it = False
        self._refuse(self.act.worded(message.said) if message.expected else message.said)

    def _refuse(self, sentence: str) -> None:
        self._refused = self._texts()
        self.say_fault(sentence)


class ActsDialog(Dialog[str]):
    """What can be done to a task: gives the action chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [("q,a", "dismiss(None)", "")]

    def __init__(self, title: str, commands: Sequence[Command], refused: Sequence[str]) -> None:
        super().__init__()
        self.dialog_title, self.commands, self.refused = title, commands, refused

    def compose(self) -> ComposeResult:
        """The acts with their keys; those that the task's status forbids are dim."""
        with Vertical(classes="dialog"):
            yield title_line(self.dialog_title)
            yield ChoiceList(*map(self._option, self.commands), id="acts", compact=True)

    def _option(self, command: Command) -> Option:
        text = Text(f"{fill(command.shown_keys, 3)}{fill(_(command.label), 14)}{_(command.help)}", no_wrap=True)
        return Option(text, id=command.id, disabled=command.id in self.refused)

    def on_key(self, event: events.Key) -> None:
        """An act's own key chooses it here too."""
        chosen = [command for command in self.commands if event.character in command.keys.split(",")]
        if chosen and chosen[0].id not in self.refused:
            event.stop()
            self.dismiss(chosen[0].action)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.commands[event.option_index].action)


class ConfirmDialog(Dialog[bool]):
    """A yes; a no is no answer."""

    BINDINGS: ClassVar[list[BindingType]] = [("n", "dismiss(None)", ""), ("y", "dismiss(True)", "")]

    def __init__(self, title: str, about: str, confirm: str) -> None:
        super().__init__()
        self.question = (title, about, confirm)

    def compose(self) -> ComposeResult:
        """The question and its two answers."""
        title, about, confirm = self.question
        with Vertical(classes="dialog"):
            yield title_line(title)
            yield Static(about, classes="dialog-about", markup=False)
            yield buttons(confirm)

    @on(Button.Pressed, "#confirm")
    def _agree(self) -> None:
        self.dismiss(True)


class TextDialog(Dialog[None]):
    """A text to read: an error in full, a lamp's reasons."""

    BINDINGS: ClassVar[list[BindingType]] = [("enter,q,w", "dismiss(None)", "")]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.content = (title, text)

    def compose(self) -> ComposeResult:
        """Title, the text laid out for the dialog, and the way out."""
        title, text = self.content
        cells = min(TEXT_CELLS, max(self.app.size.width - 14, 20))
        with Vertical(classes="dialog"):
            yield title_line(title)
            with VerticalScroll(classes="reading"):
                yield Static("\n".join(flow(text, cells)), markup=False)
            yield hint_line(_("Esc leave"))
