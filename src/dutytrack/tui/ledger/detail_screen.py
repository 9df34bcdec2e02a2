"""A task on the whole screen."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Footer

from dutytrack.i18n import _
from dutytrack.store.reading.detail import TaskDetail
from dutytrack.tui.acts.screen import TaskActs
from dutytrack.tui.ledger.detail_pane import DetailPane
from dutytrack.tui.shared import keys
from dutytrack.tui.shared.access import LedgerAccess
from dutytrack.tui.shared.gateway import ask


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
