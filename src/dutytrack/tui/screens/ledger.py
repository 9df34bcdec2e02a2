"""The ledger screen: lamp counts, views and plans, the tasks of a query, and the chosen task in full."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import DataTable, Footer, Input, Label, Static

from dutytrack.domain.query import QueryError
from dutytrack.i18n import _
from dutytrack.tui import keys
from dutytrack.tui.access import Asked
from dutytrack.tui.gateway import CallFailed, ask
from dutytrack.tui.messages import Acted, DetailLoaded, PageLoaded, PlansLoaded
from dutytrack.tui.screens.acts import TaskActs
from dutytrack.tui.screens.detail import DetailScreen
from dutytrack.tui.screens.dialogs import TextDialog
from dutytrack.tui.screens.help import HelpScreen
from dutytrack.tui.widgets.detail import DetailPane
from dutytrack.tui.widgets.lampbar import LampBar
from dutytrack.tui.widgets.sidebar import Sidebar
from dutytrack.tui.widgets.tasktable import COLUMNS, TaskTable

if TYPE_CHECKING:
    from dutytrack.tui.app import DutyTrackApp

WIDE = 140
"""Cells from which the detail stands beside the table instead of below it."""
NARROW = 100
"""Cells below which the sidebar waits to be asked for."""
LOW, HIGH = 30, 45
"""Lines below, and from, which the detail pane gets fewer or more."""
SORTS = tuple(column.sort for column in COLUMNS)


class LedgerScreen(TaskActs, Screen[None]):
    """Where the office's day is spent."""

    COMMAND_TABLE = keys.LEDGER
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.LEDGER)]
    BINDING_GROUP_TITLE = "DutyTrack"

    asked: reactive[Asked] = reactive(Asked("is:open"), init=False)

    @property
    def duty_app(self) -> DutyTrackApp:
        """The application, with its ledger."""
        return cast("DutyTrackApp", self.app)

    @property
    def chosen(self) -> str | None:
        """The key of the task under the cursor."""
        return self.query_one(TaskTable).chosen

    def compose(self) -> ComposeResult:
        """Lamps above, views at the left, tasks and detail, keys below."""
        yield LampBar("", id="lamps", markup=False)
        with Horizontal(id="body"):
            yield Sidebar(id="sidebar")
            with Container(id="work"):
                with Vertical(id="list"):
                    yield TaskTable(id="tasks")
                    yield Static("", id="fault", markup=False)
                    yield Input(
                        self.asked.query, id="filter", placeholder=_("lead:… lamp:red due<2026-07 words"), compact=True
                    )
                    yield Label("", id="shown", markup=False)
                yield DetailPane(id="detail")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Read the ledger."""
        self.query_one(TaskTable).focus()
        self.reload()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out by the size there is."""
        width, height = event.size
        for name, holds in {
            "-wide": width >= WIDE,
            "-narrow": width < NARROW,
            "-low": height < LOW,
            "-high": height >= HIGH,
        }.items():
            self.set_class(holds, name)

    # Reading

    def reload(self) -> None:
        """Read plans, tasks and the chosen task again; cursor and filter stay."""
        ask(self, "plans", self.duty_app.access.plans, PlansLoaded)
        self._load_page(self.asked)
        self._load_detail(self.chosen)

    def watch_asked(self, asked: Asked) -> None:
        """Another filter or order was asked for."""
        self._load_page(asked)

    def _load_page(self, asked: Asked) -> None:
        access = self.duty_app.access
        ask(self, "page", lambda: access.page(asked), PageLoaded)

    def _load_detail(self, key: str | None) -> None:
        access = self.duty_app.access
        if key is None:
            self.query_one(DetailPane).show(None)
        else:
            ask(self, "detail", lambda: access.detail(key), DetailLoaded)

    @on(PageLoaded)
    def _show_page(self, message: PageLoaded) -> None:
        page = message.page
        self._show_fault("")
        self.query_one(TaskTable).show(page.rows, (page.asked.sort, page.asked.backwards))
        self.query_one(LampBar).show(
            page.lamps, day=self.duty_app.access.day().isoformat(), ledger=self.duty_app.access.path.name
        )
        shown = (
            _("{query}: {total} tasks")
            if page.total == len(page.rows)
            else _("{query}: first {shown} of {total} tasks")
        )
        query = page.asked.query or _("all tasks")
        self.query_one("#shown", Label).update(shown.format(query=query, shown=len(page.rows), total=page.total))

    @on(PlansLoaded)
    def _show_plans(self, message: PlansLoaded) -> None:
        self.query_one(Sidebar).show(message.plans)

    @on(DetailLoaded)
    def _show_detail(self, message: DetailLoaded) -> None:
        self.query_one(DetailPane).show(message.detail)

    @on(TaskTable.Chosen)
    def _follow_cursor(self, message: TaskTable.Chosen) -> None:
        self._load_detail(message.key)

    @on(CallFailed)
    def _show_failure(self, message: CallFailed) -> None:
        if isinstance(message.error, QueryError):
            self._show_fault(str(message.error))
        elif message.expected:
            self.notify(str(message.error), severity="error", markup=False, timeout=8)
        else:
            self.app.push_screen(TextDialog(_("That did not work"), repr(message.error)))

    @on(Acted)
    def _say_what_was_done(self, message: Acted) -> None:
        self.notify(message.sentence, markup=False)
        self.reload()

    # Filter and order

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

    # Moving about

    @on(DataTable.RowSelected)
    def action_open(self) -> None:
        """Show the chosen task on the whole screen."""
        if self.chosen:
            self.app.push_screen(DetailScreen(self.chosen))

    def action_top(self) -> None:
        """Go to the first task."""
        self.query_one(TaskTable).move_cursor(row=0)

    def action_bottom(self) -> None:
        """Go to the last task."""
        table = self.query_one(TaskTable)
        table.move_cursor(row=table.row_count - 1)

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

    def action_detail(self) -> None:
        """Show or hide the detail pane."""
        self.toggle_class("-detail-off")

    def action_dark(self) -> None:
        """Switch between dark and light."""
        self.duty_app.switch_theme()
        self.reload()

    def action_help(self) -> None:
        """Show what the keys do."""
        self.app.push_screen(HelpScreen(keys.LEDGER))
