"""The one place that starts threads: screens ask here, answers come back to them as messages.

A call opens its own connection or session inside the thread, turns errors into ``CallFailed`` and drops answers that
a newer call of the same group has made stale. Widgets are never touched from a thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.message import Message
from textual.widget import Widget
from textual.worker import Worker, get_current_worker

from dutytrack.errors import DutyTrackError
from dutytrack.tui.shared.typeahead import Holds

if TYPE_CHECKING:
    from dutytrack.tui.shared.base import BaseApp

Answer = TypeVar("Answer")


@dataclass
class CallFailed(Message):
    """A call could not be done: what was asked for, and why not."""

    call: str
    error: Exception

    @property
    def expected(self) -> bool:
        """Whether the error is one the user can act on (its text is a plain line)."""
        return isinstance(self.error, DutyTrackError)


def ask(
    node: Widget,
    call: str,
    work: Callable[[], Answer],
    reply: Callable[[Answer], Message],
    *,
    holds: Holds = Holds.NOTHING,
) -> None:
    """Do ``work`` in a thread for ``node``; post ``reply(answer)`` or ``CallFailed`` to it.

    A newer call of the same name makes the running one's answer stale: it is not posted. ``holds`` says what of that
    which is typed in the meantime has to wait for the answer.
    """
    app = cast("BaseApp[Any]", node.app)

    def run() -> None:
        worker = get_current_worker()
        try:
            message: Message = reply(work())
        except Exception as error:  # noqa: BLE001 - the boundary: whatever went wrong becomes a message
            message = CallFailed(call, error)
        app.call_later(_deliver, app, node, worker, call, message)

    worker = node.run_worker(run, thread=True, exclusive=True, group=call, exit_on_error=False)
    app.typeahead.hold(worker, holds)


def _deliver(app: BaseApp[Any], node: Widget, worker: Worker[Any], call: str, message: Message) -> None:
    """Hand the answer to ``node`` if it is still wanted; what was typed goes on when it has been shown, or at once."""

    def shown() -> None:
        app.typeahead.arrived(worker, failed=isinstance(message, CallFailed))

    if not worker.is_cancelled:
        app.heard(call, message.error if isinstance(message, CallFailed) else None)
    if worker.is_cancelled or not node.post_message(message) or not node.call_later(shown):
        shown()
