"""The questions of the review screen: fields of a task or plan, where to cut, the title of a new task."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Button, Input, Label, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from dutytrack.domain.review.fields import ReviewField, ReviewFieldError
from dutytrack.domain.review.model import Review
from dutytrack.i18n import N_, _
from dutytrack.output.cells import cut, fill, printable, width
from dutytrack.tui.shared.dialogs import ChoiceList, Dialog, LineInput, buttons, entered_text, hint_line, title_line

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


class FieldsDialog(Dialog[Review]):
    """Every field of a task, or of the plan; gives the changed review."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "confirm", "", priority=True)]

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
            yield title_line(self.question)
            with VerticalScroll(classes="review-fields", can_focus=False):
                for field, text in self.fields:
                    with Horizontal(classes="review-field"):
                        yield Label(fill(_(field.label), indent), markup=False)
                        yield _entry(field, text, self._lines(text, indent))
            yield Static("", id="hint", markup=False)
            yield Static("", id="fault", markup=False)
            yield buttons(_("Done"))

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
            text = entered_text(self.query_one(f"#field-{field.name}"))
            if text == before:
                continue
            try:
                review = self.step(review, field.name, text)
            except ReviewFieldError as refused:
                self.say_fault(str(refused))
                self.query_one(f"#field-{refused.field}").focus()
                return
        self.dismiss(review)


def _entry(field: ReviewField, text: str, lines: int) -> Widget:
    if field.several_lines or lines > 1:
        area = TextArea(text, id=f"field-{field.name}", compact=True, tab_behavior="focus", highlight_cursor_line=False)
        area.styles.height = lines
        return area
    return LineInput(text, id=f"field-{field.name}", compact=True)


class SplitDialog(Dialog[int]):
    """Where a task is to be cut; gives the paragraph with which the second one begins."""

    BINDINGS: ClassVar[list[BindingType]] = [("q", "dismiss(None)", "")]

    def __init__(self, paragraphs: Sequence[str]) -> None:
        super().__init__()
        self.paragraphs = paragraphs

    def compose(self) -> ComposeResult:
        """The paragraphs; the first can't begin the second task."""
        with Vertical(classes="dialog"):
            yield title_line(_("With which paragraph does the second task begin?"))
            options = [
                Option(Text(cut(printable(paragraph), 64), no_wrap=True), disabled=place == 0)
                for place, paragraph in enumerate(self.paragraphs)
            ]
            yield ChoiceList(*options, id="acts", compact=True)

    def on_mount(self) -> None:
        """Begin at the second paragraph."""
        self.query_one(ChoiceList).highlighted = 1

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)


class PickDialog(Dialog[int]):
    """Some lines to pick one from; gives its place, from 0."""

    BINDINGS: ClassVar[list[BindingType]] = [("q", "dismiss(None)", "")]

    def __init__(self, title: str, lines: Sequence[str], first: int = 0, about: str = "") -> None:
        """``first`` is the place where the cursor begins; ``about`` is said above the lines."""
        super().__init__()
        self.question, self.lines, self.first, self.about = title, lines, first, about

    def compose(self) -> ComposeResult:
        """The question and the lines."""
        with Vertical(classes="dialog"):
            yield title_line(self.question)
            if self.about:
                yield Static(self.about, classes="dialog-about", markup=False)
            yield ChoiceList(*(Option(Text(printable(line))) for line in self.lines), id="acts", compact=True)

    def on_mount(self) -> None:
        """Begin at the likeliest line."""
        self.query_one(ChoiceList).highlighted = self.first

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)


class LineDialog(Dialog[str]):
    """One line to enter; gives it where anything was entered."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.question = title

    def compose(self) -> ComposeResult:
        """The question and the line."""
        with Vertical(classes="dialog"):
            yield title_line(self.question)
            yield LineInput(id="line", compact=True)
            yield hint_line(_("Enter done   Esc leave"))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)
