"""The one place that starts threads: screens ask here, answers come back to them as messages.

A call opens its own connection or session inside the thread, turns errors into ``CallFailed`` and drops answers that
a newer call of the same group has made stale. Widgets are never touched from a thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from dutytrack.errors import DutyTrackError

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


def ask(node: Widget, call: str, work: Callable[[], Answer], reply: Callable[[Answer], Message]) -> None:
    """Do ``work`` in a thread for ``node``; post ``reply(answer)`` or ``CallFailed`` to it.

    A newer call of the same name makes the running one's answer stale: it is not posted.
    """

    def run() -> None:
        worker = get_current_worker()
        try:
            message: Message = reply(work())
        except Exception as error:  # noqa: BLE001 - the boundary: whatever went wrong becomes a message
            message = CallFailed(call, error)
        if not worker.is_cancelled:
            node.post_message(message)

    node.run_worker(run, thread=True, exclusive=True, group=call, exit_on_error=False)
