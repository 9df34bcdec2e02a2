"""The commands of the review screen, in the same form as those of the others."""

from __future__ import annotations

from dutytrack.i18n import N_
from dutytrack.tui.shared.keys import ACT, LAYOUT, LOOK, PROGRAM, Command

REVIEW = (
    Command("edit", "enter,e", "edit", N_("Edit"), N_("Change the task's fields"), ACT, show=True),
    Command("mark", "space", "mark", N_("Right"), N_("Mark the task as right, or take the mark away"), ACT, show=True),
    Command("adopt", "y", "adopt", N_("Adopt"), N_("Take what a doubt names as its answer, here or everywhere"), ACT),
    Command("drop", "d", "drop", N_("Omit"), N_("Leave out a task or a change, or take it again"), ACT, show=True),
    Command("change", "c", "change", N_("Changes"), N_("Refuse or take a field that a later text changes"), ACT),
    Command("join", "J", "join", N_("Join"), N_("Make one task of this and the next"), ACT, show=True),
    Command("split", "s", "split", N_("Split"), N_("Make two tasks of this one, at a paragraph"), ACT, show=True),
    Command("add", "n", "add", N_("New"), N_("Add a task behind this one"), ACT),
    Command("restore", "r", "restore", N_("As read"), N_("Put the task back as it was read"), ACT),
    Command("plan", "p", "plan", N_("Plan"), N_("Change the plan's title, place, dates and issuer"), ACT),
    Command("undo", "u", "undo", N_("Undo"), N_("Take back the last step"), ACT),
    Command(
        "accept_marked", "a", "accept_marked", N_("Accept marked"), N_("Write only the marked tasks to the ledger"), ACT
    ),
    Command(
        "accept", "A", "accept", N_("Accept"), N_("Write all tasks but the dropped ones to the ledger"), ACT, show=True
    ),
    Command("top", "home,g", "top", N_("First"), N_("Go to the first task"), LOOK),
    Command("bottom", "end,G", "bottom", N_("Last"), N_("Go to the last task"), LOOK),
    Command("next", "f", "doubt(1)", N_("Next doubt"), N_("Go to the next task with doubts"), LOOK),
    Command("previous", "F", "doubt(-1)", N_("Previous doubt"), N_("Go to the task with doubts before"), LOOK),
    Command("order", "o", "order", N_("Sort"), N_("List the tasks by doubts, or in the document's order"), LAYOUT),
    Command("pane", "tab", "pane", N_("Pane"), N_("Go from list to source and back, to scroll it"), LAYOUT),
    Command("dark", "t", "dark", N_("Dark/light"), N_("Switch between dark and light"), PROGRAM),
    Command("help", "question_mark,f1", "help", N_("Help"), N_("Show what the keys do"), PROGRAM, show=True),
    Command(
        "leave",
        "escape,q",
        "leave",
        N_("Leave"),
        N_("Leave the review; asks before changes are lost"),
        PROGRAM,
        show=True,
    ),
)
