"""A task on the whole screen."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Footer

from dutytrack.i18n import _
from dutytrack.tui.acts.screen import TaskActs
from dutytrack.tui.ledger.detail_pane import DetailPane
from dutytrack.tui.shared import keys
from dutytrack.tui.shared.gateway import ask
from dutytrack.tui.shared.messages import DetailLoaded


class DetailScreen(TaskActs, Screen[None]):
    """Everything the ledger knows of one task; Escape goes back."""

    COMMAND_TABLE = keys.DETAIL
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.DETAIL)]

    def __init__(self, key: str) -> None:
        super().__init__()
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
        access = self.duty_app.access
        ask(self, "detail", lambda: access.detail(self.key), DetailLoaded)

    @on(DetailLoaded)
    def _show_detail(self, message: DetailLoaded) -> None:
        self.query_one(DetailPane).show(message.detail, instead=_("{key} is no longer there.").format(key=self.key))

    def action_back(self) -> None:
        """Go back to where the task was chosen."""
        self.dismiss(None)
