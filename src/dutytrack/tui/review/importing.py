"""Reading a document from within the screens: its path is asked for, then its plans are reviewed one by one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.suggester import Suggester
from textual.widgets import Input, Static

from dutytrack.config import expanded
from dutytrack.domain.review.model import Review
from dutytrack.i18n import _
from dutytrack.tui.review.acceptance import Acceptance, reviews_of
from dutytrack.tui.review.screen import ReviewScreen
from dutytrack.tui.shared.access import LedgerAccess
from dutytrack.tui.shared.command_screen import CommandScreen
from dutytrack.tui.shared.dialogs import Dialog, LineInput, hint_line, title_line
from dutytrack.tui.shared.gateway import CallFailed, ask

Document = tuple[list[Review], Acceptance]
"""A document's plans under review, and what writes them."""


class ImportDialog(Dialog[Document]):
    """Asks for a document and reads it; stays open with the reason where it can't be read."""

    def __init__(self, access: LedgerAccess) -> None:
        super().__init__()
        self.access = access

    def compose(self) -> ComposeResult:
        """The question, the path and what went wrong."""
        with Vertical(classes="dialog"):
            yield title_line(_("Which document is to be imported?"))
            yield LineInput(id="path", compact=True, suggester=PathSuggester(), placeholder="plan.docx")
            yield Static("", id="fault", markup=False)
            yield hint_line(_("Right completes   Enter read   Esc leave"))

    @on(Input.Submitted)
    def _read(self, event: Input.Submitted) -> None:
        if event.value.strip():
            path = expanded(Path(event.value.strip()))
            self.say_fault(_("Reading {name} ...").format(name=path.name))
            ask(self, "read", lambda: reviews_of(path, self.access), self.give)

    @on(CallFailed)
    def _failed(self, message: CallFailed) -> None:
        message.stop()
        self.say_fault(str(message.error) if isinstance(message.error, OSError) else message.said)


class PathSuggester(Suggester):
    """Completes the path of a file or folder."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """What ``value`` can be completed to."""
        return completed(value)


def completed(text: str) -> str | None:
    """The first path that begins with ``text``, a folder with a slash behind it; hidden ones are left out."""
    typed = expanded(Path(text))
    folder, begin = (typed, "") if text.endswith("/") else (typed.parent, typed.name)
    try:
        found = sorted(path for path in folder.iterdir() if path.name.startswith(begin))
    except OSError:
        return None
    shown = [path for path in found if not path.name.startswith(".") or begin.startswith(".")]
    if not shown:
        return None
    return text + shown[0].name[len(begin) :] + ("/" if shown[0].is_dir() else "")


def import_document(screen: CommandScreen[None], access: LedgerAccess, written: Callable[[str], None]) -> None:
    """Ask for a document and review its plans one after the other; ``written`` is told of each that was accepted."""

    def go_on(document: Document) -> None:
        reviews, accept = document
        if reviews:
            screen.app.push_screen(ReviewScreen(reviews[0], accept), lambda said: done(said, (reviews[1:], accept)))

    def done(said: str | None, rest: Document) -> None:
        if said is not None:
            written(said)
        go_on(rest)

    screen.ask_for(ImportDialog(access), go_on)
