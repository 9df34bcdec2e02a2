"""Saved views and plans at the left: choosing one sets the filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import on
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dutytrack.i18n import N_, _
from dutytrack.output.cells import fill, printable
from dutytrack.store.reading import PlanRow


@dataclass(frozen=True, slots=True)
class View:
    """A saved view: a name and its query."""

    name: str
    query: str


VIEWS = (
    View(N_("Open tasks"), "is:open"),
    View(N_("All tasks"), ""),
    View(N_("Overdue"), "flag:overdue"),
    View(N_("Due within 30 days"), "is:open due:today..+30d"),
    View(N_("Red"), "lamp:red"),
    View(N_("Yellow"), "lamp:yellow"),
    View(N_("Waiting for verification"), "flag:waiting"),
    View(N_("Joint leads"), "is:open flag:joint"),
    View(N_("Nobody leads"), "is:open flag:unowned"),
    View(N_("No date"), "is:open flag:undated"),
    View(N_("Closed"), "is:closed"),
)

WIDTH = 26
"""The sidebar's inner width in cells."""


class Sidebar(OptionList):
    """The list of views, then of plans."""

    class Picked(Message):
        """A view or plan was chosen: its query."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query_text = query

    def show(self, plans: Sequence[PlanRow]) -> None:
        """List the views and ``plans``."""
        highlighted = self.highlighted
        self._queries = [view.query for view in VIEWS] + [f"plan:{plan.code}" for plan in plans]
        options: list[Option | None] = [Option(Text(_(view.name))) for view in VIEWS]
        if plans:
            options.append(None)
        options += [Option(_plan_line(plan)) for plan in plans]
        self.clear_options()
        self.add_options(options)
        self.highlighted = highlighted

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Picked(self._queries[event.option_index]))


def _plan_line(plan: PlanRow) -> Text:
    count = f" {plan.open}/{plan.tasks}"
    return Text(fill(f"{plan.code} {printable(plan.title or '')}", WIDTH - len(count)) + count, no_wrap=True)
