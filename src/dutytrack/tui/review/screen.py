"""The review screen: tasks at the left, doubtful ones first; their reading and the source at the right.

Every step makes a new ``Review`` and keeps the old one, so each can be taken back; the ledger hears of it when the
review is accepted, and not before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal
from textual.widgets import DataTable, Footer, Static

from dutytrack.domain.review.cuts import paragraphs
from dutytrack.domain.review.drafts import Draft, fields_of
from dutytrack.domain.review.fields import PLAN_FIELDS, TASK_FIELDS, ReviewFieldError, shown, shown_of_plan
from dutytrack.domain.review.later import fate
from dutytrack.domain.review.model import Review
from dutytrack.i18n import _, listed
from dutytrack.output.amendment import FATES, change_line
from dutytrack.output.cells import printable, printable_lines
from dutytrack.tui.review.acceptance import About, Acceptance
from dutytrack.tui.review.answering import answer_ways
from dutytrack.tui.review.dialogs import FieldsDialog, LineDialog, PickDialog, SplitDialog
from dutytrack.tui.review.drafts import ReviewTable
from dutytrack.tui.review.keys import REVIEW
from dutytrack.tui.review.source import ReadingPane, SourcePane
from dutytrack.tui.review.text import legend, state
from dutytrack.tui.shared import keys
from dutytrack.tui.shared.base import BaseApp
from dutytrack.tui.shared.command_screen import CommandScreen
from dutytrack.tui.shared.dialogs import ConfirmDialog
from dutytrack.tui.shared.gateway import CallFailed, ask
from dutytrack.tui.shared.typeahead import Holds

WIDE = 150
"""Cells from which the reading stands beside the source instead of above it."""


class ReviewScreen(CommandScreen[str]):
    """One plan's reading, to be mended and accepted; gives a sentence on what was written."""

    COMMAND_TABLE = REVIEW
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(REVIEW)]

    def __init__(self, review: Review, accept: Acceptance, label: str = "") -> None:
        """``label`` says which of several plans it is."""
        super().__init__()
        self.review, self.accept, self.label = review, accept, label
        self.earlier: list[Review] = []
        """Every state before this one, to be taken back to."""
        self.by_doubt = True

    def compose(self) -> ComposeResult:
        """Head, tasks, reading and source, legend, keys."""
        yield Static("", id="review-head", markup=False)
        with Horizontal(id="review-body"):
            yield ReviewTable(id="drafts")
            with Container(id="review-right"):
                yield ReadingPane(id="reading")
                yield SourcePane(self.review.source, id="source")
        yield Static("", id="review-legend")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the reading."""
        self.query_one(ReviewTable).focus()
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out by the size there is."""
        self.set_class(event.size.width >= WIDE, "-wide")
        self._draw_frame()

    @property
    def chosen(self) -> Draft | None:
        """The draft under the cursor."""
        draft_id = self.query_one(ReviewTable).chosen
        known = {draft.id: draft for draft in self.review.drafts}
        return None if draft_id is None else known.get(draft_id)

    def _draw(self, chosen: int | None = None) -> None:
        table = self.query_one(ReviewTable)
        drafts = self.review.by_doubt() if self.by_doubt else self.review.drafts
        table.show(drafts, chosen if chosen is not None else table.chosen)
        self._draw_frame()
        self._show_chosen()

    def _draw_frame(self) -> None:
        self.query_one("#review-head", Static).update(_head(self.review, self.label))
        self.query_one("#review-legend", Static).update(
            legend(self.review.drafts, cells=self.size.width - 2, dark=self.app.current_theme.dark)
        )

    @on(ReviewTable.Chosen)
    def _show_chosen(self) -> None:
        self.query_one(ReadingPane).show(self.chosen)
        self.query_one(SourcePane).show(self.chosen)

    def _become(self, review: Review, chosen: int | None = None) -> None:
        """Go on with ``review``; the one before can be taken back to."""
        if review != self.review:
            self.earlier.append(self.review)
            self.review = review
        self._draw(chosen)

    def _try(self, step: Callable[[], Review], chosen: int | None = None) -> None:
        try:
            review = step()
        except ReviewFieldError as refused:
            self.warn(str(refused))
            return
        self._become(review, chosen)

    @on(DataTable.RowSelected)
    def action_edit(self) -> None:
        """Ask for the task's fields."""
        draft = self.chosen
        if draft is None or draft.is_gone:
            return
        fields = [(field, printable_lines(shown(draft.task, field.name))) for field in TASK_FIELDS]
        first = {fields_of(doubt)[0] for doubt in draft.doubts}
        title = f"{printable(draft.task.ref)} {printable(draft.task.title)}"

        def step(review: Review, name: str, text: str) -> Review:
            return review.edit(draft.id, name, text)

        dialog = FieldsDialog(title, self.review, fields, step, first=first)
        self.ask_for(dialog, lambda review: self._become(review, draft.id))

    def action_plan(self) -> None:
        """Ask for the plan's own fields."""
        fields = [(field, printable(shown_of_plan(self.review.plan, field.name))) for field in PLAN_FIELDS]
        self.ask_for(FieldsDialog(_("The plan"), self.review, fields, Review.edit_plan), self._become)

    def action_mark(self) -> None:
        """Mark the task as right, wave through what was left over, or take the mark away, and go on to the next."""
        draft = self.chosen
        if draft is not None and (draft.left_over or draft.is_gone or not draft.dropped):
            self._become(self.review.mark(draft.id, not draft.marked), draft.id)
            if not draft.marked:
                self.query_one(ReviewTable).action_cursor_down()

    def action_adopt(self) -> None:
        """Take what the task's first doubt that names its answer says; where it may be taken elsewhere too, ask."""
        draft = self.chosen
        if draft is None or draft.dropped or draft.question is None:
            self.warn(_("No doubt of this task names its answer; Enter changes the fields."))
            return
        (doubt, _answers), ways = draft.question, answer_ways(self.review, draft)

        def take(place: int) -> None:
            way = ways[place]
            self._become(way.take(self.review), draft.id)
            self.notify(way.done, markup=False)

        if len(ways) == 1:
            take(0)
        else:
            self.ask_for(PickDialog(doubt.message, [way.label for way in ways]), take)

    def action_drop(self) -> None:
        """Leave the task out, or refuse what is changed of one that stands in the ledger; or take it again."""
        draft = self.chosen
        if draft is None:
            return
        if draft.stands:
            self._try(lambda: self.review.refuse(draft.id, not draft.refused), draft.id)
        elif draft.dropped:
            self._become(self.review.restore(draft.id), draft.id)
        else:
            self._become(self.review.drop(draft.id), self._neighbour(draft.id))

    def _neighbour(self, draft_id: int) -> int | None:
        """The draft below, so that the cursor stays where the eye is when one goes to the end."""
        drafts = self.query_one(ReviewTable).rows_shown
        place = next((place for place, draft in enumerate(drafts) if draft.id == draft_id), 0)
        return drafts[place + 1].id if place + 1 < len(drafts) and self.by_doubt else draft_id

    def action_restore(self) -> None:
        """Put the task back as it was read."""
        draft = self.chosen
        if draft is not None:
            self._become(self.review.restore(draft.id), draft.id)

    def action_change(self) -> None:
        """Ask which of the fields that a later text changes is to stay as it stands, or to be taken after all."""
        draft = self.chosen
        changes = draft.change.fields if draft is not None and draft.change is not None else ()
        if draft is None or not changes:
            self.warn(_("No field of this task is changed."))
            return

        def turn(place: int) -> None:
            self._become(self.review.turn_field(draft.id, changes[place].field), draft.id)

        lines = [f"{'x' if one.field in draft.refused_fields else ' '} {change_line(one)}" for one in changes]
        self.ask_for(PickDialog(_("Which field is to be refused, or taken again?"), lines), turn)

    def action_join(self) -> None:
        """Make one task of this and the next one of the document; what was left over may go to the one before too."""
        draft = self.chosen
        if draft is None:
            return
        if draft.is_left_over:
            self._join_left_over(draft)
        elif not draft.dropped:
            self._try(lambda: self.review.join(draft.id), draft.id)

    def _join_left_over(self, draft: Draft) -> None:
        """Ask to which task the lines belong, and join them to it."""
        before, after = self.review.preceding(draft.id), self.review.following(draft.id)
        ways = [(one, step) for one, step in ((before, Review.join_up), (after, Review.join)) if one is not None]
        if not ways:
            self.warn(_("There is no task that it could be joined to."))
            return

        def join(place: int) -> None:
            target, step = ways[place]
            self._try(lambda: step(self.review, draft.id), target.id)

        lines = [f"{one.task.ref} {one.task.title}" for one, _step in ways]
        self.ask_for(PickDialog(_("To which task do these lines belong?"), lines), join)

    def action_split(self) -> None:
        """Ask for the paragraph with which a second task begins; of a single one for the second task's title."""
        draft = self.chosen
        if draft is None or draft.dropped:
            return
        parts = paragraphs(draft.task)
        if len(parts) < 2:
            dialog = LineDialog(_("One paragraph, two tasks: the title of the second"))
            self.ask_for(dialog, lambda title: self._try(lambda: self.review.divide(draft.id, title), draft.id))
            return
        self.ask_for(SplitDialog(parts), lambda place: self._try(lambda: self.review.split(draft.id, place), draft.id))

    def action_add(self) -> None:
        """Ask for the title of a task that was not read, and add it behind this one."""
        draft = self.chosen

        def add(title: str) -> None:
            fresh = self.review.next_id
            self._try(lambda: self.review.add(draft.id if draft else None, title), fresh)

        self.ask_for(LineDialog(_("The new task")), add)

    def action_undo(self) -> None:
        """Take the last step back."""
        if self.earlier:
            self.review = self.earlier.pop()
            self._draw()
        else:
            self.notify(_("Nothing was changed yet."), markup=False)

    def action_accept(self) -> None:
        """Ask, then write all tasks that are not dropped."""
        self._ask_to_write(None)

    def action_accept_marked(self) -> None:
        """Ask, then write the marked tasks."""
        if self.review.amends:
            self.warn(_("A later text is accepted as a whole; d refuses what it changes of a task."))
            return
        marked = {draft.id for draft in self.review.drafts if draft.marked}
        if marked:
            self._ask_to_write(marked)
        else:
            self.warn(_("No task is marked; space marks one."))

    def _ask_to_write(self, chosen: Collection[int] | None) -> None:
        about = partial(self.accept.about, self.review)
        ask(self, "about", about, partial(self._confirm_writing, chosen), holds=Holds.ALL)

    def _confirm_writing(self, chosen: Collection[int] | None, about: About) -> None:
        accepted = self.review.accept(chosen)
        counts = _("{tasks} tasks, {corrections} corrections; {left} tasks are left out.").format(
            tasks=len(accepted.plan.tasks),
            corrections=len(accepted.corrections),
            left=sum(not draft.is_gone for draft in self.review.drafts) - len(accepted.plan.tasks),
        )
        told = "\n".join(line for line in (counts, about.told) if line)
        question = _("Write this to the ledger?")

        def write(conclude: bool) -> None:
            written = partial(self.accept.write, self.review, chosen, conclude=conclude)
            ask(self, "accept", written, self._close, holds=Holds.ALL)

        if about.is_over:
            told += "\n" + _("The plan's period is over.")
            ways = (_("Write and conclude it: what is open counts as not done"), _("Write and leave it open"))
            dialog = PickDialog(question, ways, first=1, about=told)
            self.ask_for(dialog, lambda place: write(place == 0))
        else:
            self.ask_for(ConfirmDialog(question, told, _("Write")), lambda _agreed: write(False))

    def _close(self, written: str | None) -> None:
        self.dismiss(written)

    @on(CallFailed)
    def _refused(self, message: CallFailed) -> None:
        self.notify(message.said, severity="error", markup=False, timeout=10)

    def action_leave(self) -> None:
        """Leave; where something was changed or marked, ask first."""
        if not self.earlier:
            self.dismiss(None)
            return
        about = _("{count} steps are lost, and nothing is written to the ledger.").format(count=len(self.earlier))
        self.ask_for(ConfirmDialog(_("Leave the review?"), about, _("Leave")), lambda _agreed: self._close(None))

    def action_doubt(self, step: int) -> None:
        """Go to the next task with doubts, or to the one before."""
        table = self.query_one(ReviewTable)
        doubtful = [place for place, draft in enumerate(table.rows_shown) if draft.is_doubtful]
        ahead = [place for place in doubtful if (place > table.cursor_row if step > 0 else place < table.cursor_row)]
        if ahead:
            table.go_to(ahead[0] if step > 0 else ahead[-1])

    def action_order(self) -> None:
        """List by doubts, or as in the document."""
        self.by_doubt = not self.by_doubt
        self._draw()

    def action_pane(self) -> None:
        """Go from the list to the source, from there to the reading, and back."""
        self.focus_next()

    def action_dark(self) -> None:
        """Switch between dark and light; the colours of what was read go with it."""
        super().action_dark()
        self._draw()


class ReviewApp(BaseApp[str | None]):
    """The review screen by itself, which needs no ledger before it accepts; its value says what was written."""

    CSS_PATH = "../app.tcss"
    TITLE = "DutyTrack"

    def __init__(self, review: Review, accept: Acceptance, label: str = "") -> None:
        super().__init__()
        self.review, self.accept, self.label = review, accept, label

    def on_mount(self) -> None:
        """Open the one screen; leaving it leaves the program."""
        self.push_screen(ReviewScreen(self.review, self.accept, self.label), self.exit)


def _head(review: Review, label: str) -> str:
    drafts = [draft for draft in review.drafts if not draft.dropped]
    counts = (
        (len(drafts), _("{count} tasks")),
        (sum(bool(draft.doubts) for draft in drafts), _("{count} doubtful")),
        (sum(bool(draft.touched) or draft.added for draft in drafts), _("{count} changed")),
        (sum(draft.marked for draft in drafts), _("{count} right")),
        (sum(draft.is_waiting for draft in review.drafts), _("{count} left over")),
        (sum(state(draft) == "x" for draft in review.drafts), _("{count} left out")),
    )
    said = listed(template.format(count=count) for count, template in counts if count)
    later = _later(review) if review.amends else ""
    return "   ".join(filter(None, (label, later, said, printable(review.plan.title or review.read.source))))


def _later(review: Review) -> str:
    """Which plan it is a later text of, and how many tasks it changes how."""
    found = Counter(fate(draft) for draft in review.drafts if not draft.left_over)
    counts = listed(f"{_(word)} {found[each]}" for each, word in FATES.items() if found[each])
    return f"{review.amends}: {counts}"
