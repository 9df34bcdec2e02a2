"""Saved views and plans at the left: choosing one sets the filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rich.text import Text
from textual import on
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dutytrack.domain.lamps import ALARMING, LAMPS
from dutytrack.i18n import N_, _
from dutytrack.output.cells import fill, in_print
from dutytrack.store.reading.plans import PlanRow

VIEWS: Mapping[str, str] = {
    N_("Open tasks"): "is:open",
    N_("All tasks"): "",
    N_("Overdue"): "flag:overdue",
    N_("Due within 30 days"): "is:open due:today..+30d",
    **{LAMPS[lamp].view: f"lamp:{lamp}" for lamp in ALARMING},
    N_("Behind schedule"): "is:open behind>=10",
    N_("Silent"): "is:open flag:silent",
    N_("Orders unanswered"): "is:open flag:unanswered",
    N_("To verify"): "flag:waiting",
    N_("Joint leads"): "is:open flag:joint",
    N_("Nobody leads"): "is:open flag:unowned",
    N_("No date"): "is:open flag:undated",
    N_("Closed"): "is:closed",
}
"""Saved views by their names: the query of each."""

WIDTH = 26
"""The sidebar's inner width in cells."""


class _Line(Option):
    """A line of the list, which knows its own query: an index is out of date once the list is filled anew."""

    def __init__(self, name: str, count: str, query: str) -> None:
        super().__init__(Text(f"{fill(in_print(name), WIDTH - len(count) - 1)} {count}", no_wrap=True))
        self.query = query


class Sidebar(OptionList):
    """The list of views, then of plans."""

    class Picked(Message):
        """A view or plan was chosen: its query."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query_text = query

    _plans: Sequence[PlanRow] = ()
    _counts: Mapping[str, int] = MappingProxyType({})

    def show_plans(self, plans: Sequence[PlanRow]) -> None:
        """List the views and ``plans``."""
        self._plans = plans
        self._fill()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say beside each view how many tasks it has; ``counts`` are by query."""
        self._counts = counts
        self._fill()

    def _fill(self) -> None:
        highlighted = self.highlighted
        options: list[Option | None] = [
            _Line(_(name), str(self._counts.get(query, "")), query) for name, query in VIEWS.items()
        ]
        if self._plans:
            options.append(None)
        options += [
            _Line(f"{plan.code} {plan.title or ''}", f"{plan.open}/{plan.tasks}", f"plan:{plan.code}")
            for plan in self._plans
        ]
        self.clear_options()
        self.add_options(options)
        self.highlighted = highlighted

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if isinstance(event.option, _Line):
            self.post_message(self.Picked(event.option.query))
