"""What can be done to the chosen task, on whichever screen it is chosen."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from textual import on
from textual.message import Message
from textual.screen import Screen

from dutytrack.i18n import _
from dutytrack.output.cells import printable
from dutytrack.services.acts.declared.acts import FORMS
from dutytrack.tui.shared import keys
from dutytrack.tui.shared.access import EarlierDayError
from dutytrack.tui.shared.dialogs import ActsDialog, ConfirmDialog, FormDialog, TextDialog
from dutytrack.tui.shared.gateway import CallFailed, ask
from dutytrack.tui.shared.help import HelpScreen
from dutytrack.tui.shared.messages import Acted, ActsReady, FormReady, UndoReady, WhyLoaded
from dutytrack.tui.shared.render import why_text
from dutytrack.tui.shared.typeahead import Holds

if TYPE_CHECKING:
    from dutytrack.tui.app import DutyTrackApp

Answer = TypeVar("Answer")


class TaskActs(Screen[None]):
    """Forms, undo, why, help: the same on every screen that has a chosen task."""

    @property
    def duty_app(self) -> DutyTrackApp:
        """The application, with its ledger."""
        return cast("DutyTrackApp", self.app)

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
            self.duty_app.access.check_today()
        except EarlierDayError as error:
            self.notify(str(error), severity="warning", markup=False)
            return False
        return True

    # Forms

    def action_form(self, name: str) -> None:
        """Ask for what the act ``name`` needs, then do it to the chosen task."""
        act = FORMS[name]
        if self.may_change():
            self._ask_about_chosen("form", self.duty_app.access.subject, lambda subject: FormReady(act, subject))

    def _ask_about_chosen(
        self, call: str, read: Callable[[str], Answer | None], reply: Callable[[Answer | None], Message]
    ) -> None:
        """Read what is asked about the chosen task; where there is none, what was typed behind the key is dropped."""
        key = self.chosen
        ask(self, call, lambda: None if key is None else read(key), reply, holds=Holds.ALL)

    def _say_none_is_chosen(self) -> None:
        self.notify(_("No task is chosen."), severity="warning", markup=False)

    @on(FormReady)
    def _fill_in(self, message: FormReady) -> None:
        act, subject = message.act, message.subject
        if subject is None:
            self._say_none_is_chosen()
            return
        refusal = act.refusal(subject)
        if refusal:
            self.notify(refusal, severity="warning", markup=False)
            return
        access = self.duty_app.access
        dialog = FormDialog(act, subject, lambda entered: access.do(act, subject.key, entered))
        self.app.push_screen(dialog, self._say)

    def _say(self, sentence: str | None) -> None:
        if sentence is not None:
            self.notify(sentence, markup=False)
            self.reload()

    def action_acts(self) -> None:
        """List what can be done to the chosen task."""
        if self.may_change():
            self._ask_about_chosen("acts", self.duty_app.access.subject, ActsReady)

    @on(ActsReady)
    def _list_acts(self, message: ActsReady) -> None:
        subject = message.subject
        if subject is None:
            self._say_none_is_chosen()
            return
        commands = keys.FORM_COMMANDS
        refused = [command.id for command in commands if FORMS[command.id].refusal(subject)]
        title = f"{subject.key}  {printable(subject.detail.row.title)}"

        async def do(action: str | None) -> None:
            if action is not None:
                await self.run_action(action)

        self.app.push_screen(ActsDialog(title, commands, refused), do)

    # Undo

    def action_undo(self) -> None:
        """Say what would be taken back, and take it back if that is meant."""
        if self.may_change():
            ask(self, "last", self.duty_app.access.last_command, UndoReady, holds=Holds.ALL)

    @on(UndoReady)
    def _confirm_undo(self, message: UndoReady) -> None:
        if message.last is None:
            self.notify(_("There is nothing of yours to undo."), markup=False)
            return

        def do(agreed: bool | None) -> None:
            if agreed:
                ask(self, "act", self.duty_app.access.undo, Acted, holds=Holds.COMMANDS)

        self.app.push_screen(ConfirmDialog(_("Undo your last change?"), message.last, _("Undo")), do)

    @on(Acted)
    def _say_what_was_done(self, message: Acted) -> None:
        self._say(message.sentence)

    # Asking

    def action_why(self) -> None:
        """Say why the lamp has its colour."""
        self._ask_about_chosen("why", self.duty_app.access.why, WhyLoaded)

    @on(WhyLoaded)
    def _show_why(self, message: WhyLoaded) -> None:
        if message.why is None:
            self._say_none_is_chosen()
        else:
            self.app.push_screen(TextDialog(_("Why this lamp?"), why_text(message.why)))

    def action_reload(self) -> None:
        """Read the ledger again."""
        self.reload()

    def action_dark(self) -> None:
        """Switch between dark and light."""
        self.duty_app.switch_theme()

    def action_help(self) -> None:
        """Show what the keys do."""
        self.app.push_screen(HelpScreen(keys.commands_of(self)))

    @on(CallFailed)
    def _show_failure(self, message: CallFailed) -> None:
        self.tell_failure(message)

    def tell_failure(self, message: CallFailed) -> None:
        """Say that a call failed: in a toast where the user can act on it, in full where not."""
        if message.expected:
            self.notify(str(message.error), severity="error", markup=False, timeout=8)
        else:
            self.app.push_screen(TextDialog(_("That did not work"), repr(message.error)))
