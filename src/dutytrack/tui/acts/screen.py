"""What can be done to the chosen task, on whichever screen it is chosen."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TypeVar

from textual import on

from dutytrack.i18n import _
from dutytrack.output.cells import printable
from dutytrack.services.acts.declared.acts import FORMS
from dutytrack.services.acts.declared.model import Act
from dutytrack.services.acts.declared.subject import Subject
from dutytrack.store.reading.why import Why
from dutytrack.tui.shared import keys
from dutytrack.tui.shared.access import EarlierDayError, LedgerAccess
from dutytrack.tui.shared.command_screen import CommandScreen
from dutytrack.tui.shared.dialogs import ActsDialog, ConfirmDialog, FormDialog, TextDialog
from dutytrack.tui.shared.gateway import CallFailed, ask
from dutytrack.tui.shared.render import why_text
from dutytrack.tui.shared.typeahead import Holds

Answer = TypeVar("Answer")


class TaskActs(CommandScreen[None]):
    """Forms, undo, why: the same on every screen of a ledger that has a chosen task."""

    def __init__(self, access: LedgerAccess) -> None:
        super().__init__()
        self.access = access

    @property
    @abstractmethod
    def chosen(self) -> str | None:
        """The key of the task the acts are about."""

    @abstractmethod
    def reload(self) -> None:
        """Read again what is shown."""

    def may_change(self) -> bool:
        """Whether anything can be changed here; where an earlier day is shown, say so."""
        try:
            self.access.check_today()
        except EarlierDayError as error:
            self.warn(str(error))
            return False
        return True

    def action_form(self, name: str) -> None:
        """Ask for what the act ``name`` needs, then do it to the chosen task."""
        if self.may_change():
            self._ask_about_chosen("form", self.access.subject, lambda subject: self._fill_in(FORMS[name], subject))

    def _ask_about_chosen(
        self, call: str, read: Callable[[str], Answer | None], show: Callable[[Answer], None]
    ) -> None:
        """Show what is asked about the chosen task; where there is none, what was typed behind the key is dropped."""
        key = self.chosen

        def shown(answer: Answer | None) -> None:
            if answer is None:
                self.warn(_("No task is chosen."))
            else:
                show(answer)

        ask(self, call, lambda: None if key is None else read(key), shown, holds=Holds.ALL)

    def _fill_in(self, act: Act, subject: Subject) -> None:
        refusal = act.refusal(subject)
        if refusal:
            self.warn(refusal)
        else:
            self.ask_for(FormDialog(act, subject, lambda entered: self.access.do(act, subject.key, entered)), self._say)

    def _say(self, sentence: str) -> None:
        """Say what was done, and show the ledger as it is now."""
        self.notify(sentence, markup=False)
        self.reload()

    def action_acts(self) -> None:
        """List what can be done to the chosen task."""
        if self.may_change():
            self._ask_about_chosen("acts", self.access.subject, self._list_acts)

    def _list_acts(self, subject: Subject) -> None:
        refused = [command.id for command in keys.FORM_COMMANDS if FORMS[command.id].refusal(subject)]
        title = f"{subject.key}  {printable(subject.detail.row.title)}"
        self.ask_for(ActsDialog(title, keys.FORM_COMMANDS, refused), self.run_action)

    def action_undo(self) -> None:
        """Say what would be taken back, and take it back if that is meant."""
        if self.may_change():
            ask(self, "last", self.access.last_command, self._confirm_undo, holds=Holds.ALL)

    def _confirm_undo(self, last: str | None) -> None:
        if last is None:
            self.notify(_("There is nothing of yours to undo."), markup=False)
            return
        self.ask_for(
            ConfirmDialog(_("Undo your last change?"), last, _("Undo")),
            lambda _agreed: ask(self, "act", self.access.undo, self._say, holds=Holds.COMMANDS),
        )

    def action_why(self) -> None:
        """Say why the lamp has its colour."""
        self._ask_about_chosen("why", self.access.why, self._show_why)

    def _show_why(self, why: Why) -> None:
        self.app.push_screen(TextDialog(_("Why this lamp?"), why_text(why)))

    def action_reload(self) -> None:
        """Read the ledger again."""
        self.reload()

    @on(CallFailed)
    def _show_failure(self, message: CallFailed) -> None:
        self.tell_failure(message)

    def tell_failure(self, message: CallFailed) -> None:
        """Say that a call failed: in a toast where the user can act on it, in full where not."""
        if message.expected:
            self.notify(message.said, severity="error", markup=False, timeout=8)
        else:
            self.app.push_screen(TextDialog(_("That did not work"), message.said))
