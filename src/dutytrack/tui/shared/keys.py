"""The commands of the screens as data: the footer, the help page, the palette and key maps all read this table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from textual.binding import Binding

from dutytrack.i18n import N_, _
from dutytrack.services.acts.declared.acts import FORMS

_NAMES = {"slash": "/", "question_mark": "?", "escape": "Esc"}
_NAMES |= {key: key.capitalize() for key in ("enter", "home", "end", "backspace", "space", "f1", "f5")}


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
            key_display=self.shown_keys.split(" ")[0],
        )

    @property
    def shown_keys(self) -> str:
        """Its keys as they are written on keyboards."""
        return " ".join(_NAMES.get(key, key.replace("ctrl+", "Ctrl+")) for key in self.keys.split(","))


LOOK = N_("Look")
ACT = N_("Act")
LAYOUT = N_("Layout")
PROGRAM = N_("Program")
GROUPS = (LOOK, ACT, LAYOUT, PROGRAM)
"""What a command is about, in the order of the help page."""

FORM_COMMANDS = tuple(
    Command(act.id, act.form.key, f"form('{act.id}')", act.form.label, act.form.brief, ACT) for act in FORMS.values()
)
"""The acts; each asks for something first."""

TASK = (
    Command("why", "w", "why", N_("Why"), N_("Say why the lamp has its colour"), LOOK, show=True),
    Command("acts", "a", "acts", N_("Act"), N_("List what can be done to the task"), ACT, show=True),
    *FORM_COMMANDS,
    Command("undo", "u", "undo", N_("Undo"), N_("Take back your last change"), ACT, show=True),
)
"""What every screen with a chosen task offers."""

SHARED = (
    Command("dark", "t", "dark", N_("Dark/light"), N_("Switch between dark and light"), PROGRAM),
    Command("reload", "f5", "reload", N_("Reload"), N_("Read the ledger again"), PROGRAM),
    Command("help", "question_mark,f1", "help", N_("Help"), N_("Show what the keys do"), PROGRAM, show=True),
    Command("quit", "q,ctrl+q", "app.quit", N_("Quit"), N_("Leave DutyTrack"), PROGRAM, show=True),
)

OPEN = Command("open", "enter", "open", N_("Open"), N_("Show the chosen task on the whole screen"), LOOK)
DETAIL_PANE = Command("detail", "f", "detail", N_("Detail"), N_("Show or hide the detail pane"), LAYOUT)

LEDGER = (
    Command("filter", "slash", "filter", N_("Filter"), N_("Filter the tasks as you type"), LOOK, show=True),
    Command("clear", "escape", "clear", N_("Clear"), N_("Leave the filter, or take it away"), LOOK),
    OPEN,
    Command("sort", "s", "sort", N_("Sort"), N_("Sort by the next column"), LOOK, show=True),
    Command("reverse", "S", "reverse", N_("Reverse"), N_("Turn the order round"), LOOK),
    Command("top", "home,g", "top", N_("First"), N_("Go to the first task"), LOOK),
    Command("bottom", "end,G", "bottom", N_("Last"), N_("Go to the last task"), LOOK),
    *TASK,
    Command("import", "I", "import", N_("Import"), N_("Read a plan document, and review it"), ACT),
    Command("views", "v", "views", N_("Views"), N_("Choose a saved view or a plan at the left"), LAYOUT, show=True),
    Command("sidebar", "b", "sidebar", N_("Sidebar"), N_("Show or hide the views and plans"), LAYOUT),
    DETAIL_PANE,
    Command("today", "2", "today", N_("Today"), N_("Go to what the office has to do"), LOOK, show=True),
    *SHARED,
)

TODAY = (
    Command("next", "space", "next", N_("Do it"), N_("Do what is mostly done about such a thing"), ACT, show=True),
    replace(OPEN, show=True),
    *TASK,
    DETAIL_PANE,
    Command("ledger", "1,escape", "ledger", N_("Ledger"), N_("Go to the ledger"), LOOK, show=True),
    *SHARED,
)
"""The commands of the screen of what there is to do."""

DETAIL = (
    Command("back", "escape,q,backspace", "back", N_("Back"), N_("Go back"), LOOK, show=True),
    *TASK,
    *(command for command in SHARED if command.id != "quit"),
)
"""The commands of the screen that shows one task."""


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """The commands' bindings, in the language in use."""
    return [command.binding() for command in commands]


def commands_of(screen: object) -> tuple[Command, ...]:
    """The commands of ``screen``, for the palette; none where it has no table here."""
    commands: tuple[Command, ...] = getattr(screen, "COMMAND_TABLE", ())
    return commands
