"""What can be done to the chosen task, on whichever screen it is chosen."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.screen import Screen

from dutytrack.i18n import _
from dutytrack.tui.gateway import CallFailed, ask
from dutytrack.tui.messages import Acted, WhyLoaded
from dutytrack.tui.render import why_text
from dutytrack.tui.screens.dialogs import ActDialog, ActFilled, ActForm, ConfirmDialog, TextDialog

if TYPE_CHECKING:
    from dutytrack.tui.app import DutyTrackApp


class TaskActs(Screen[None]):
    """Close, reopen, meet a date, undo, why: the same on every screen that has a chosen task."""

    @property
    @abstractmethod
    def duty_app(self) -> DutyTrackApp:
        """The application, with its ledger."""

    @property
    @abstractmethod
    def chosen(self) -> str | None:
        """The key of the task the acts are about."""

    @abstractmethod
    def reload(self) -> None:
        """Read again what is shown."""

    def action_close(self) -> None:
        """Ask for the day and a note, then close the task."""
        self._act(
            _("Close task {key}"),
            _("Note (what proves it)"),
            lambda key, filled: self.duty_app.access.close(key, filled.on, filled.note),
        )

    def action_reopen(self) -> None:
        """Ask for the day and the reason, then reopen the task."""
        self._act(
            _("Reopen task {key}"),
            _("Reason"),
            lambda key, filled: self.duty_app.access.reopen(key, filled.on, filled.note),
            required=True,
        )

    def action_done(self) -> None:
        """Ask on which day the task's earliest unmet date was met."""
        key, access = self.chosen, self.duty_app.access
        detail = access.detail(key) if key else None
        unmet = [date.current for date in detail.deadlines if date.current and not date.met_on] if detail else []
        if not unmet:
            self.notify(_("This task has no date left to meet."), markup=False)
            return
        deadline = min(unmet)
        self._act(
            _("{deadline} of task {{key}} was met").format(deadline=deadline),
            _("Note (what proves it)"),
            lambda key, filled: access.meet_deadline(key, deadline, filled.on, filled.note),
        )

    def _act(
        self, title: str, note_label: str, work: Callable[[str, ActFilled], str], *, required: bool = False
    ) -> None:
        key = self.chosen
        if key is None:
            return
        access = self.duty_app.access
        detail = access.detail(key)
        about = detail.row.title if detail is not None else ""
        form = ActForm(title.format(key=key), about, access.today(), note_label, note_required=required)

        def do(filled: ActFilled | None) -> None:
            if filled is not None:
                ask(self, "act", lambda: work(key, filled), Acted)

        self.app.push_screen(ActDialog(form), do)

    def action_undo(self) -> None:
        """Say what would be taken back, and take it back if that is meant."""
        access = self.duty_app.access
        last = access.last_command()
        if last is None:
            self.notify(_("There is nothing of yours to undo."), markup=False)
            return

        def do(agreed: bool | None) -> None:
            if agreed:
                ask(self, "act", access.undo, Acted)

        self.app.push_screen(ConfirmDialog(_("Undo your last change?"), last, _("Undo")), do)

    def action_why(self) -> None:
        """Say why the lamp has its colour."""
        key, access = self.chosen, self.duty_app.access
        if key is not None:
            ask(self, "why", lambda: access.why(key), WhyLoaded)

    @on(WhyLoaded)
    def _show_why(self, message: WhyLoaded) -> None:
        if message.why is not None:
            self.app.push_screen(TextDialog(_("Why this lamp?"), why_text(message.why)))

    def action_reload(self) -> None:
        """Read the ledger again."""
        self.reload()

    @on(Acted)
    def _say_what_was_done(self, message: Acted) -> None:
        self.notify(message.sentence, markup=False)
        self.reload()

    @on(CallFailed)
    def _show_failure(self, message: CallFailed) -> None:
        if message.expected:
            self.notify(str(message.error), severity="error", markup=False, timeout=8)
        else:
            self.app.push_screen(TextDialog(_("That did not work"), repr(message.error)))
