"""The one place that starts threads: screens ask here, and are called with the answer in their own turn.

A call opens its own connection or session inside the thread, turns errors into ``CallFailed`` and drops answers that
a newer call of the same group has made stale. Widgets are never touched from a thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from textual.message import Message
from textual.widget import Widget
from textual.worker import Worker, get_current_worker

from dutytrack.errors import DutyTrackError
from dutytrack.tui.shared.base import BaseApp
from dutytrack.tui.shared.typeahead import Holds

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

    @property
    def said(self) -> str:
        """What to say of it."""
        return str(self.error) if self.expected else repr(self.error)


def ask(
    node: Widget, call: str, work: Callable[[], Answer], show: Callable[[Answer], None], *, holds: Holds = Holds.NOTHING
) -> None:
    """Do ``work`` in a thread for ``node``, then ``show`` its answer there, or post ``CallFailed`` to it.

    A newer call of the same name makes the running one's answer stale: it is not shown. ``holds`` says what of that
    which is typed in the meantime has to wait for the answer.
    """
    app = cast("BaseApp[Any]", node.app)

    def run() -> None:
        worker = get_current_worker()
        try:
            answer = work()
        except Exception as error:  # noqa: BLE001 - the boundary: whatever went wrong becomes a message
            failed = CallFailed(call, error)
            app.call_later(_deliver, node, worker, failed, lambda: node.post_message(failed))
        else:
            app.call_later(_deliver, node, worker, None, lambda: node.call_later(show, answer))

    worker = node.run_worker(run, thread=True, exclusive=True, group=call, exit_on_error=False)
    app.typeahead.hold(worker, holds)


def _deliver(node: Widget, worker: Worker[Any], failed: CallFailed | None, hand_over: Callable[[], bool]) -> None:
    """Hand the answer to ``node`` if it is still wanted; what was typed goes on when it has been shown, or at once."""
    app = cast("BaseApp[Any]", node.app)

    def shown() -> None:
        app.typeahead.arrived(worker, failed=failed is not None)

    if not worker.is_cancelled:
        app.heard(worker.group, None if failed is None else failed.error)
    if worker.is_cancelled or not hand_over() or not node.call_later(shown):
        shown()
