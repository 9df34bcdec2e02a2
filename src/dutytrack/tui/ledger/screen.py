"""The ledger screen: lamp counts, views and plans, the tasks of a query, and the chosen task in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.reactive import reactive
from textual.widgets import DataTable, Footer, Input, Label, Static

from dutytrack.domain.query.parsing import QueryError
from dutytrack.i18n import _
from dutytrack.store.reading.tasks import TaskRow
from dutytrack.tui.ledger.detail import DetailPane
from dutytrack.tui.ledger.lamp_bar import LampBar
from dutytrack.tui.ledger.sidebar import VIEWS, Sidebar
from dutytrack.tui.ledger.split import SplitScreen
from dutytrack.tui.ledger.task_table import COLUMNS, SORTS, TaskTable
from dutytrack.tui.ledger.today import TodayScreen
from dutytrack.tui.review.importing import import_document
from dutytrack.tui.shared import keys
from dutytrack.tui.shared.access import WINDOW, Asked
from dutytrack.tui.shared.dialogs import LineInput
from dutytrack.tui.shared.gateway import CallFailed, ask
from dutytrack.tui.shared.typeahead import Holds

ALL_TASKS = ""
"""The query of the view that shows every task."""
COLUMN_LABELS = {column.name: column.label for column in COLUMNS}


class LedgerScreen(SplitScreen):
    """Where the office's day is spent."""

    COMMAND_TABLE = keys.LEDGER
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.LEDGER)]
    BINDING_GROUP_TITLE = "DutyTrack"

    asked: reactive[Asked] = reactive(Asked("is:open"), init=False)

    _views_are_stale = True
    _page_is_there = _ledger_is_empty = False

    @property
    def chosen(self) -> str | None:
        """The key of the task under the cursor."""
        return self.query_one(TaskTable).chosen

    def compose(self) -> ComposeResult:
        """Lamps above, views at the left, tasks and detail, keys below."""
        yield LampBar(id="lamps")
        with Horizontal(id="body"):
            yield Sidebar(id="sidebar")
            with Container(id="work"):
                with Vertical(id="list"):
                    yield TaskTable(id="tasks", zebra_stripes=True)
                    yield Static("", id="fault", markup=False)
                    yield LineInput(
                        self.asked.query, id="filter", placeholder=_("lead:… lamp:red due<2026-07 words"), compact=True
                    )
                    yield Label("", id="shown", markup=False)
                yield DetailPane(id="detail")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Read the ledger."""
        self.query_one(TaskTable).focus()
        self.reload()

    def reload(self) -> None:
        """Read tasks, views and plans again; cursor and filter stay."""
        self._views_are_stale = True
        self._load_page(self.asked)

    def watch_asked(self, asked: Asked) -> None:
        """Another filter or order was asked for."""
        self._load_page(asked)

    def _load_page(self, asked: Asked) -> None:
        work = partial(self.access.page, asked)
        ask(self, "page", work, partial(self._show_page, asked), holds=Holds.COMMANDS)

    def _show_page(self, asked: Asked, rows: Sequence[TaskRow]) -> None:
        """The rows first; what has to be counted over the whole ledger follows."""
        self._page_is_there = True
        self._show_fault("")
        self.query_one(TaskTable).show(rows, (asked.sort, asked.backwards))
        self._say_what_is_shown(asked, len(rows), len(rows) if len(rows) < WINDOW else None)
        ask(self, "lamps", partial(self.access.lamps, asked), partial(self._show_lamps, asked))

    def _show_lamps(self, asked: Asked, counts: Mapping[str, int]) -> None:
        access = self.access
        self.query_one(LampBar).show(counts, day=access.day().isoformat(), ledger=access.path.name)
        self._say_what_is_shown(asked, self.query_one(TaskTable).row_count, sum(counts.values()))
        if self._views_are_stale:
            self._views_are_stale = False
            ask(self, "plans", access.plans, self.query_one(Sidebar).show_plans)
            ask(self, "counts", partial(access.counts, tuple(VIEWS.values())), self._show_counts)

    def _say_what_is_shown(self, asked: Asked, shown: int, total: int | None) -> None:
        """The filter of the rows shown, how many tasks as far as that is known, in which order."""
        if total is None:
            count = _("first {shown} tasks").format(shown=shown)
        elif total <= shown:
            count = _("{total} tasks").format(total=total)
        else:
            count = _("first {shown} of {total} tasks").format(shown=shown, total=total)
        order = _("by {column}, backwards") if asked.backwards else _("by {column}")
        said = (asked.query or _("all tasks"), count, order.format(column=_(COLUMN_LABELS[asked.sort])))
        self.query_one("#shown", Label).update("   ".join(said))

    def _show_counts(self, counts: Mapping[str, int]) -> None:
        self.query_one(Sidebar).show_counts(counts)
        self._ledger_is_empty = counts[ALL_TASKS] == 0
        if self.chosen is None:
            self.show_task(None, self._nothing_here())

    @on(TaskTable.Chosen)
    def _follow_cursor(self) -> None:
        if self._page_is_there:
            self.show_task(self.chosen, self._nothing_here())

    def _nothing_here(self) -> str:
        if self._ledger_is_empty:
            return _("The ledger has no tasks yet: `dutytrack import FILE` reads a plan into it.")
        return _("No task here. Esc shows all open tasks again.")

    def tell_failure(self, message: CallFailed) -> None:
        """A filter that can't be understood is told below the table, while it is being typed."""
        if isinstance(message.error, QueryError):
            self._show_fault(str(message.error))
        else:
            super().tell_failure(message)

    def _show_fault(self, sentence: str) -> None:
        fault = self.query_one("#fault", Static)
        fault.update(sentence)
        fault.set_class(bool(sentence), "-shown")
        self.query_one("#filter", Input).set_class(bool(sentence), "-fault")

    @on(Input.Changed, "#filter")
    def _filter_as_typed(self, event: Input.Changed) -> None:
        self.asked = replace(self.asked, query=event.value.strip())

    @on(Input.Submitted, "#filter")
    def _filter_done(self) -> None:
        """Go to the tasks; a filter that can't be understood stays to be changed."""
        if not self.query_one("#fault", Static).has_class("-shown"):
            self.query_one(TaskTable).focus()

    @on(Sidebar.Picked)
    def _show_view(self, message: Sidebar.Picked) -> None:
        self.show_query(message.query_text)

    def show_query(self, query: str) -> None:
        """Show the tasks of ``query``, in the table and in the filter line."""
        with self.prevent(Input.Changed):
            self.query_one("#filter", Input).value = query
        self.asked = replace(self.asked, query=query)
        self.query_one(TaskTable).focus()

    @on(TaskTable.SortAsked)
    def _sort_by(self, message: TaskTable.SortAsked) -> None:
        same = message.column == self.asked.sort
        self.asked = replace(self.asked, sort=message.column, backwards=same and not self.asked.backwards)

    def action_filter(self) -> None:
        """Open the filter line."""
        line = self.query_one("#filter", Input)
        line.add_class("-shown")
        line.focus()

    def action_clear(self) -> None:
        """Leave the filter line; from the table, show all open tasks again."""
        line = self.query_one("#filter", Input)
        if line.has_focus:
            self.query_one(TaskTable).focus()
        else:
            line.remove_class("-shown")
            self.show_query("is:open")

    def action_sort(self) -> None:
        """Sort by the next column."""
        following = SORTS[(SORTS.index(self.asked.sort) + 1) % len(SORTS)]
        self.asked = replace(self.asked, sort=following, backwards=False)

    def action_reverse(self) -> None:
        """Turn the order round."""
        self.asked = replace(self.asked, backwards=not self.asked.backwards)

    @on(DataTable.RowSelected)
    def _open(self) -> None:
        self.action_open()

    def action_today(self) -> None:
        """Go to what there is to do."""
        self.app.push_screen(TodayScreen(self.access))

    def action_import(self) -> None:
        """Ask for a plan document, review its reading, and write what is accepted."""
        if self.may_change():
            import_document(self, self.access, self._say)

    def action_views(self) -> None:
        """Go to the views and plans."""
        self.remove_class("-sidebar-off")
        self.add_class("-sidebar-on")
        self.query_one(Sidebar).focus()

    def action_sidebar(self) -> None:
        """Show or hide the views and plans."""
        shown = self.query_one(Sidebar).display
        self.set_class(not shown, "-sidebar-on")
        self.set_class(shown, "-sidebar-off")
        self.query_one(TaskTable).focus()
