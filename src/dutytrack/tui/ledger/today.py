"""The second screen: what the office has to do today, each thing opened or done from here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.widgets import Footer, Static

from dutytrack.i18n import _
from dutytrack.output.cells import width
from dutytrack.reports.agenda import AgendaSection
from dutytrack.tui.ledger.agenda_list import AgendaList
from dutytrack.tui.ledger.detail import DetailPane
from dutytrack.tui.ledger.split import SplitScreen
from dutytrack.tui.shared import keys
from dutytrack.tui.shared.gateway import ask
from dutytrack.tui.shared.typeahead import Holds

_FORMS = {"extend": "decide", "progress": "report", "review": "verify", "set-lead": "mend", "set-due": "mend"}
"""The form for what an item's command stands for, where it goes by another name."""


def form_of(act: str) -> str:
    """The form that does what an item asks for."""
    return _FORMS.get(act, act)


class TodayScreen(SplitScreen):
    """Where the office's day begins."""

    COMMAND_TABLE = keys.TODAY
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.TODAY)]
    BINDING_GROUP_TITLE = "DutyTrack"

    _sections: Sequence[AgendaSection] = ()

    @property
    def chosen(self) -> str | None:
        """The key of the task that the thing under the cursor is about."""
        item = self.query_one(AgendaList).item
        return item.key if item else None

    def compose(self) -> ComposeResult:
        """The day above, the things to do, the chosen one's task, the keys."""
        yield Static("", id="day", markup=False)
        with Container(id="work"):
            with Vertical(id="list"):
                yield AgendaList(id="agenda")
            yield DetailPane(id="detail")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Read the ledger."""
        self.query_one(AgendaList).focus()
        self.reload()

    def reload(self) -> None:
        """Read what there is to do again; the cursor stays."""
        ask(self, "agenda", self.access.agenda, self._show_agenda, holds=Holds.COMMANDS)

    def _show_agenda(self, sections: Sequence[AgendaSection]) -> None:
        self.query_one(AgendaList).show(sections)
        self._sections = sections
        self._draw_day()

    def _draw_day(self) -> None:
        """The day, and how much there is of each kind as far as there is room."""
        day, counted = self.access.day().isoformat(), self._sections
        head = _("To do on {as_of}").format(as_of=day)
        counts = [f"{section.title} {section.counted}" for section in counted]
        things = _("{count} things").format(count=sum(section.total for section in counted))
        lines = ("   ".join([head, *counts]), "  ".join([day, *counts]), f"{head}   {things}")
        shown = next((line for line in lines if width(line) <= self.size.width - 2), day)
        self.query_one("#day", Static).update(shown if counted else f"{head}   {_('Nothing to do.')}")

    def on_resize(self, event: events.Resize) -> None:
        """Lay out by the size there is."""
        super().on_resize(event)
        self._draw_day()

    @on(AgendaList.Chosen)
    def _follow_cursor(self) -> None:
        self.show_task(self.chosen, _("Nothing to do. 1 goes to the ledger."))

    @on(AgendaList.Opened)
    def _open(self) -> None:
        self.action_open()

    def action_ledger(self) -> None:
        """Go to the ledger."""
        self.dismiss(None)

    def action_next(self) -> None:
        """Do what is mostly done about the thing under the cursor."""
        item = self.query_one(AgendaList).item
        if item is not None:
            self.action_form(form_of(item.act))
