"""The questions of the review screen: fields of a task or plan, where to cut, the title of a new task."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Input, Label, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from dutytrack.domain.review.fields import ReviewField, ReviewFieldError
from dutytrack.domain.review.model import Review
from dutytrack.i18n import N_, _
from dutytrack.output.cells import cut, fill, printable, width
from dutytrack.tui.shared.line_input import LineInput

HINTS = {
    "deadlines": N_("one a line: 2017, 2017-06 or 2017-06-30, then its words"),
    "recurring": N_("one a line: 每季度 or monthly/3, then its words"),
    "indicators": N_("one a line: name | >=100 unit | due | yearly | its words"),
    "lead": N_("names joined by 、"),
    "responsible": N_("names joined by 、"),
    "participating": N_("names joined by 、"),
    "leader": N_("names joined by 、"),
    "section": N_("headings joined by >"),
}
MOST_LINES = 6
"""A field's lines shown at once."""
WIDEST = 110
"""Cells of the dialog of fields at most."""
Step = Callable[[Review, str, str], Review]
"""A review with a field changed."""


class FieldsDialog(ModalScreen[Review | None]):
    """Every field of a task, or of the plan; gives the changed review, or ``None``."""

    DEFAULT_CSS = """
    FieldsDialog .review-fields { height: auto; max-height: 66vh; }
    FieldsDialog .review-field { height: auto; }
    FieldsDialog .review-field Input { width: 1fr; background: $panel; }
    FieldsDialog .review-field TextArea { width: 1fr; padding: 0; background: $panel; }
    FieldsDialog .review-field Input:focus, FieldsDialog .review-field TextArea:focus { background: $primary 30%; }
    FieldsDialog #hint { color: $text-muted; height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss(None)", ""),
        Binding("ctrl+s", "confirm", "", priority=True),
    ]

    def __init__(
        self,
        title: str,
        review: Review,
        fields: Sequence[tuple[ReviewField, str]],
        step: Step,
        *,
        first: Collection[str] = (),
    ) -> None:
        """``fields`` come with their texts; ``step`` changes one; ``first`` are those that the cursor may begin in."""
        super().__init__()
        self.question = title
        self.review, self.fields, self.step = review, fields, step
        self.first = first

    def compose(self) -> ComposeResult:
        """A line a field, its hint below, two buttons."""
        indent = max(width(_(field.label)) for field, _text in self.fields) + 2
        with Vertical(classes="dialog") as dialog:
            dialog.styles.width, dialog.styles.max_width = "96%", WIDEST
            yield Label(self.question, classes="dialog-title", markup=False)
            with VerticalScroll(classes="review-fields", can_focus=False):
                for field, text in self.fields:
                    with Horizontal(classes="review-field"):
                        yield Label(fill(_(field.label), indent), markup=False)
                        yield _entry(field, text, self._lines(text, indent))
            yield Static("", id="hint", markup=False)
            yield Static("", id="fault", markup=False)
            with Horizontal(classes="dialog-buttons"):
                yield Button(_("Done"), id="confirm", variant="primary", compact=True)
                yield Button(_("Cancel"), id="cancel", compact=True)

    def _lines(self, text: str, indent: int) -> int:
        """The rows that ``text`` takes beside its label: wrapped, and one to write on."""
        cells = max(min(self.app.size.width * 96 // 100, WIDEST) - indent - 10, 10)
        return min(sum(width(line) // cells + 1 for line in text.split("\n")), MOST_LINES)

    def on_mount(self) -> None:
        """Begin in the first field in doubt, else at the top."""
        self.styles.align_vertical = "top"
        wanted = next((field.name for field, _text in self.fields if field.name in self.first), self.fields[0][0].name)
        self.query_one(f"#field-{wanted}").focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what may stand in the field."""
        hint = HINTS.get((event.widget.id or "").removeprefix("field-"), "")
        self.query_one("#hint", Static).update(_(hint) if hint else _("Tab next field   Ctrl+S done   Esc leave"))

    @on(Input.Submitted)
    @on(Button.Pressed, "#confirm")
    def action_confirm(self) -> None:
        """Take all fields, or say which one can't be taken."""
        review = self.review
        for field, before in self.fields:
            text = self._text(field)
            if text == before:
                continue
            try:
                review = self.step(review, field.name, text)
            except ReviewFieldError as refused:
                self.query_one("#fault", Static).update(str(refused))
                self.query_one(f"#field-{refused.field}").focus()
                return
        self.dismiss(review)

    def _text(self, field: ReviewField) -> str:
        entry = self.query_one(f"#field-{field.name}")
        if isinstance(entry, TextArea):
            return entry.text
        return entry.value if isinstance(entry, Input) else ""

    @on(Button.Pressed, "#cancel")
    def _cancel(self) -> None:
        self.dismiss(None)


def _entry(field: ReviewField, text: str, lines: int) -> Widget:
    if field.several_lines or lines > 1:
        area = TextArea(text, id=f"field-{field.name}", compact=True, tab_behavior="focus", highlight_cursor_line=False)
        area.styles.height = lines
        return area
    return LineInput(text, id=f"field-{field.name}", compact=True)


class SplitDialog(ModalScreen[int | None]):
    """Where a task is to be cut; gives the paragraph with which the second one begins."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,q", "dismiss(None)", ""), ("j", "down", ""), ("k", "up", "")]

    def __init__(self, paragraphs: Sequence[str]) -> None:
        super().__init__()
        self.paragraphs = paragraphs

    def compose(self) -> ComposeResult:
        """The paragraphs; the first can't begin the second task."""
        with Vertical(classes="dialog"):
            yield Label(_("With which paragraph does the second task begin?"), classes="dialog-title", markup=False)
            options = [
                Option(Text(cut(printable(paragraph), 64), no_wrap=True), disabled=place == 0)
                for place, paragraph in enumerate(self.paragraphs)
            ]
            yield OptionList(*options, id="acts", compact=True)

    def on_mount(self) -> None:
        """Begin at the second paragraph."""
        self.query_one(OptionList).highlighted = 1

    def action_down(self) -> None:
        """One paragraph further."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """One paragraph back."""
        self.query_one(OptionList).action_cursor_up()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)


class LineDialog(ModalScreen[str | None]):
    """One line to enter; gives it, or ``None`` where nothing was entered."""

    DEFAULT_CSS = """
    LineDialog Input { background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "")]

    def __init__(self, title: str) -> None:
        super().__init__()
        self.question = title

    def compose(self) -> ComposeResult:
        """The question and the line."""
        with Vertical(classes="dialog"):
            yield Label(self.question, classes="dialog-title", markup=False)
            yield LineInput(id="line", compact=True)
            yield Static(_("Enter done   Esc leave"), classes="dialog-hint", markup=False)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)
