"""What the keys do, and how to ask: made from the same tables as the keys and the query language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from dutytrack.domain.lamps import ALARMING, lamps_to_ask_for
from dutytrack.i18n import N_, _
from dutytrack.tui.shared.keys import GROUPS, Command

QUERY_HELP = (
    ("lead:科技局", N_("tasks that this unit leads (also: kjj)")),
    ("unit:财政局", N_("tasks in which this unit has any part")),
    (f"lamp:{','.join(ALARMING)}", N_("lamps: {lamps}")),
    ("due<2026-07", N_("due before July 2026; also due:2026, due:today..+30d")),
    ("plan:CZ15", N_("tasks of a plan")),
    ("is:open  is:closed", N_("open or closed tasks")),
    ("flag:overdue", N_("overdue, waiting, silent, unanswered, unowned, joint, undated …")),
    ("-lead:科技局", N_("all others")),
    ('"成果转化"', N_("words in title or text")),
)
SIGNS = (
    ("48%?", N_("progress that the unit claims and nobody has verified")),
    ("11/16", N_("members of a collective that are done, of all")),
    ("-29  +5", N_("points behind schedule, or ahead of it")),
    ("[==--|-]", N_("progress, and | where it would be on schedule")),
    ("^  v", N_("the column that orders the list, and which way")),
)
"""What stands on the screens and is no word."""


class HelpScreen(ModalScreen[None]):
    """The keys by group, then the query language by example."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,q,question_mark,f1,enter", "dismiss(None)", "")]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self.commands = commands

    def compose(self) -> ComposeResult:
        """One scrolling sheet."""
        with VerticalScroll(classes="dialog help"):
            yield Label(_("Keys"), classes="dialog-title", markup=False)
            yield Static(self._keys())
            yield Label(_("Signs"), classes="dialog-title", markup=False)
            yield Static(_two_columns([(sign, _(meaning)) for sign, meaning in SIGNS]))
            yield Label(_("What can be typed as a filter"), classes="dialog-title", markup=False)
            lamps = lamps_to_ask_for()
            yield Static(_two_columns([(example, _(meaning).format(lamps=lamps)) for example, meaning in QUERY_HELP]))

    def _keys(self) -> Text:
        text = Text()
        for group in GROUPS:
            commands = [command for command in self.commands if command.group == group]
            if not commands:
                continue
            text.append(f"{_(group)}\n", "bold")
            text.append_text(_two_columns([(command.shown_keys, _(command.help)) for command in commands]))
            text.append("\n")
        return text


def _two_columns(rows: Sequence[tuple[str, str]]) -> Text:
    width = max(cell_len(left) for left, _right in rows) + 2
    text = Text()
    for left, right in rows:
        text.append(f"  {left}{' ' * (width - cell_len(left))}", "cyan")
        text.append(f"{right}\n")
    return text
