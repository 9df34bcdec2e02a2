"""A task in full: in a pane beside others, or on the whole screen."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Footer

from dutytrack.i18n import _
from dutytrack.store.reading.detail import TaskDetail
from dutytrack.tui.acts.screen import TaskActs
from dutytrack.tui.shared import keys
from dutytrack.tui.shared.access import LedgerAccess
from dutytrack.tui.shared.flow import flow
from dutytrack.tui.shared.gateway import ask
from dutytrack.tui.shared.render import detail_text
from dutytrack.tui.shared.text_pane import TextPane


class DetailPane(TextPane):
    """A task in full, laid out for the pane's width, scrolled to its head whenever another one is shown."""

    detail: TaskDetail | None = None
    instead = ""
    """What is said where no task is chosen."""

    def show(self, detail: TaskDetail | None, *, instead: str = "") -> None:
        """Show ``detail``, or where there is none ``instead``."""
        other = self.key != (detail.row.key if detail else None)
        self.detail, self.instead = detail, instead
        self.draw()
        if other:
            self.scroll_home(animate=False)

    @property
    def key(self) -> str | None:
        """The key of the task shown."""
        return self.detail.row.key if self.detail else None

    def draw(self) -> None:
        """Lay the task out, or what is said instead."""
        if self.detail is None:
            self.put(Text("\n".join(flow(self.instead, self.cells)), "dim"))
        else:
            self.put(detail_text(self.detail, cells=self.cells, dark=self.dark))


class DetailScreen(TaskActs):
    """Everything the ledger knows of one task; Escape goes back."""

    COMMAND_TABLE = keys.DETAIL
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.DETAIL)]

    def __init__(self, access: LedgerAccess, key: str) -> None:
        super().__init__(access)
        self.key = key

    @property
    def chosen(self) -> str | None:
        """The key of the task shown."""
        return self.key

    def compose(self) -> ComposeResult:
        """The detail and the keys."""
        yield DetailPane(id="detail")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Read the task."""
        self.query_one(DetailPane).focus()
        self.reload()

    def reload(self) -> None:
        """Read the task again."""
        ask(self, "detail", lambda: self.access.detail(self.key), self._show_detail)

    def _show_detail(self, detail: TaskDetail | None) -> None:
        self.query_one(DetailPane).show(detail, instead=_("{key} is no longer there.").format(key=self.key))

    def action_back(self) -> None:
        """Go back to where the task was chosen."""
        self.dismiss(None)
