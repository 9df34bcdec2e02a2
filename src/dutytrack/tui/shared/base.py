"""What both applications stand on: how they end, in which order keys act, what the palette offers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TypeVar

from textual import events
from textual.app import App, SystemCommand
from textual.command import CommandPalette
from textual.message_pump import CallbackError
from textual.screen import Screen
from textual.widgets import OptionList
from textual.worker import WorkerFailed

from dutytrack.errors import LedgerError
from dutytrack.i18n import _
from dutytrack.tui.shared import keys
from dutytrack.tui.shared.typeahead import Typeahead, Typed

Result = TypeVar("Result")
DARK, LIGHT = "textual-dark", "textual-light"


class BaseApp(App[Result]):
    """An application whose faults end it as those of a command end a command."""

    def __init__(self) -> None:
        super().__init__()
        self.theme = DARK
        self.typeahead = Typeahead(self, self.take)
        self.faults: dict[str, LedgerError] = {}

    def run_to_end(self) -> Result | None:
        """Run on the terminal until the user leaves; the value it was left with.

        Raises what ended it where that was a fault, or what is wrong with the ledger where it could not be used any
        more; the terminal is whole again by then.
        """
        value = self.run()
        if self._exception is not None:
            raise _origin(self._exception)
        for fault in self.faults.values():
            raise fault
        return value

    def heard(self, call: str, error: Exception | None) -> None:
        """Keep in mind what is wrong with the ledger by the last answer to ``call``."""
        self.faults.pop(call, None)
        if isinstance(error, LedgerError):
            self.faults[call] = error

    def _fatal_error(self) -> None:
        """End. Textual would draw the whole trace here, which is for ``--debug``."""
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Print nothing: the caller of ``run_to_end`` says what went wrong."""
        self._exit_renderables.clear()

    def on_mount(self) -> None:
        """Let keys wait that were typed before there was a screen."""
        self.typeahead.settle(self.screen)

    async def on_event(self, event: events.Event) -> None:
        """Take keys and pastes one after the other, everything else at once."""
        if not isinstance(event, Typed) or event.is_forwarded:
            await super().on_event(event)
        elif self.typeahead.admits(event):
            await self.take(event)

    async def take(self, event: Typed) -> None:
        """Let what was typed act."""
        target = self.focused or self.screen
        if not self._pages_without_room(event):
            await super().on_event(event)
        self.typeahead.settle(target)

    def _pages_without_room(self, event: Typed) -> bool:
        """Whether ``event`` asks for a page of a list that a tiny terminal leaves no line: Textual fails there."""
        if not isinstance(event, events.Key) or event.key not in {"pageup", "pagedown"}:
            return False
        asked = [
            one for one in self.screen.query(OptionList) if one.has_focus or isinstance(self.screen, CommandPalette)
        ]
        return any(not one.scrollable_content_region for one in asked)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: what this screen's keys do, then Textual's own."""
        for command in keys.commands_of(screen):
            yield SystemCommand(
                f"{_(command.group)}: {_(command.label)}", _(command.help), partial(screen.run_action, command.action)
            )
        yield from super().get_system_commands(screen)


def _origin(error: BaseException) -> BaseException:
    """The fault itself, without what Textual wraps round those of workers and timers."""
    if isinstance(error, WorkerFailed):
        return error.error
    if isinstance(error, CallbackError) and error.__context__ is not None:
        return error.__context__
    return error
