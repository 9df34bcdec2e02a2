"""The commands of the screens as data: the footer, the help page, the palette and key maps all read this table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding

from dutytrack.i18n import N_, _


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a screen can do."""

    id: str
    keys: str
    action: str
    label: str
    help: str
    group: str
    show: bool = False
    """Whether it stands in the footer."""

    def binding(self) -> Binding:
        """The command as a Textual binding, in the language in use."""
        return Binding(
            self.keys,
            self.action,
            _(self.label),
            tooltip=_(self.help),
            show=self.show,
            id=self.id,
            key_display=self.keys.split(",")[0] if len(self.keys.split(",")[0]) == 1 else None,
        )


LOOK = N_("Look")
ACT = N_("Act")
LAYOUT = N_("Layout")
PROGRAM = N_("Program")

LEDGER = (
    Command("filter", "slash", "filter", N_("Filter"), N_("Filter the tasks as you type"), LOOK, show=True),
    Command("clear", "escape", "clear", N_("Clear"), N_("Leave the filter, or take it away"), LOOK),
    Command("open", "enter", "open", N_("Open"), N_("Show the chosen task on the whole screen"), LOOK, show=True),
    Command("why", "w", "why", N_("Why"), N_("Say why the lamp has its colour"), LOOK, show=True),
    Command("sort", "s", "sort", N_("Sort"), N_("Sort by the next column"), LOOK, show=True),
    Command("reverse", "S", "reverse", N_("Reverse"), N_("Turn the order round"), LOOK),
    Command("top", "home,g", "top", N_("First"), N_("Go to the first task"), LOOK),
    Command("bottom", "end,G", "bottom", N_("Last"), N_("Go to the last task"), LOOK),
    Command("close", "c", "close", N_("Close"), N_("Close the chosen task, with a note"), ACT, show=True),
    Command("reopen", "r", "reopen", N_("Reopen"), N_("Reopen the chosen task, with a reason"), ACT, show=True),
    Command("done", "d", "done", N_("Met"), N_("Say that one of the task's deadlines was met"), ACT),
    Command("undo", "u", "undo", N_("Undo"), N_("Take back your last change"), ACT, show=True),
    Command("views", "v", "views", N_("Views"), N_("Choose a saved view or a plan at the left"), LAYOUT, show=True),
    Command("sidebar", "b", "sidebar", N_("Sidebar"), N_("Show or hide the views and plans"), LAYOUT),
    Command("detail", "f", "detail", N_("Detail"), N_("Show or hide the detail pane"), LAYOUT),
    Command("dark", "t", "dark", N_("Dark/light"), N_("Switch between dark and light"), PROGRAM),
    Command("reload", "f5", "reload", N_("Reload"), N_("Read the ledger again"), PROGRAM),
    Command("help", "question_mark,f1", "help", N_("Help"), N_("Show what the keys do"), PROGRAM, show=True),
    Command("quit", "q,ctrl+q", "app.quit", N_("Quit"), N_("Leave DutyTrack"), PROGRAM, show=True),
)


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """The commands' bindings, in the language in use."""
    return [command.binding() for command in commands]


_ON_DETAIL = {"why", "close", "reopen", "done", "undo", "reload"}
DETAIL = (
    Command("back", "escape,q,backspace", "back", N_("Back"), N_("Go back to the ledger"), LOOK, show=True),
    *(command for command in LEDGER if command.id in _ON_DETAIL),
)
"""The commands of the screen that shows one task."""


def commands_of(screen: object) -> tuple[Command, ...]:
    """The commands of ``screen``, for the palette; none where it has no table here."""
    commands: tuple[Command, ...] = getattr(screen, "COMMAND_TABLE", ())
    return commands
