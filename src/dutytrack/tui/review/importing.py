"""Reading a document from within the screens: its path is asked for, then its plans are reviewed one by one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.suggester import Suggester
from textual.widgets import Input, Static

from dutytrack.config import expanded
from dutytrack.domain.review.model import Review
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.tui.review.acceptance import Acceptance, Waiting, waiting
from dutytrack.tui.review.screen import ReviewScreen
from dutytrack.tui.shared.access import LedgerAccess
from dutytrack.tui.shared.command_screen import CommandScreen
from dutytrack.tui.shared.dialogs import Dialog, LineInput, hint_line, title_line
from dutytrack.tui.shared.gateway import CallFailed, ask
from dutytrack.tui.shared.typeahead import Holds


class Found(NamedTuple):
    """What was read at a path."""

    plans: list[Waiting]
    failures: list[DutyTrackError]
    """Of the documents of an archive that can't be read."""


def found_at(path: Path) -> Found:
    """The plans at ``path``; raises the failure where there is none."""
    from dutytrack.services.plans.files import read_plan_files

    failures: list[DutyTrackError] = []
    plans = waiting(read_plan_files(path, failures.append))
    if failures and not plans:
        raise failures[0]
    return Found(plans, failures)


class ImportDialog(Dialog[Found]):
    """Asks for a document and reads it; stays open with the reason where it can't be read."""

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
            ask(self, "read", lambda: found_at(path), self.give)

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

    def go_on(plans: list[Waiting]) -> None:
        if plans:
            ask(screen, "begin", lambda: _begun(plans[0], access), lambda begun: show(begun, plans), holds=Holds.ALL)

    def show(begun: tuple[Review, Acceptance], plans: list[Waiting]) -> None:
        review = ReviewScreen(*begun, plans[0].label)
        screen.app.push_screen(review, lambda said: done(said, plans[1:]))

    def done(said: str | None, plans: list[Waiting]) -> None:
        if said is not None:
            written(said)
        go_on(plans)

    def read(found: Found) -> None:
        for failure in found.failures:
            screen.notify(str(failure), severity="error", markup=False, timeout=10)
        go_on(found.plans)

    screen.ask_for(ImportDialog(), read)


def _begun(plan: Waiting, access: LedgerAccess) -> tuple[Review, Acceptance]:
    """The review of a plan, held against the ledger as it is now, and what writes it."""
    from dutytrack.services.plans.decisions import UNDECIDED

    with access.desk("import") as desk:
        return plan.begin(desk, UNDECIDED), Acceptance(access, plan.read.document, UNDECIDED)
