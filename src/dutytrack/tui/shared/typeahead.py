"""What is typed acts in the order it was typed: each key waits until what the one before it called for is there.

Textual hands keys on as they come, while the focus moves and screens open behind them; of a burst (a paste, an input
method, a slow line) the later keys would act on the screen behind. Here one key at a time is on its way: the next one
waits until all messages that it set off have arrived, and until the answers are there that hold it up.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input, TextArea
from textual.worker import Worker

Typed = events.Key | events.Paste
ROUNDS = 4
"""How often to go the way from the widget to the application: so often one message sets off another (Enter, a line
of a list selected, a view picked, the focus moved)."""
_LEAVE = "ctrl+q"


class Holds(Enum):
    """What has to wait for an answer."""

    NOTHING = auto()
    COMMANDS = auto()
    """What acts on rows that are being read; text goes on into its line."""
    ALL = auto()
    """The keyboard is about to belong to another screen; where that does not come, what waited is dropped."""


@dataclass(eq=False)
class _Hold:
    worker: Worker[Any]
    kind: Holds
    front: Screen[Any]
    """The screen that was in front when the answer was asked for."""


class Typeahead:
    """The keys and pastes that wait for their turn."""

    def __init__(self, app: App[Any], take: Callable[[Typed], Awaitable[None]]) -> None:
        """``take`` lets one of them act in ``app``."""
        self._app, self._take = app, take
        self._waiting: deque[Typed] = deque()
        self._holds: list[_Hold] = []
        self._settling = 0

    @property
    def quiet(self) -> bool:
        """Whether nothing waits and nothing is on its way."""
        return not self._waiting and not self._settling

    def admits(self, event: Typed) -> bool:
        """Whether ``event`` may act now; where not, it is kept for its turn."""
        if self._leaves_at_once(event) or (self.quiet and not self._is_held(event)):
            return True
        self._waiting.append(event)
        self._app.call_later(self._go_on)
        return False

    def _leaves_at_once(self, event: Typed) -> bool:
        """Whether someone wants out for the second time: no answer that never comes may keep them in."""
        return _is(event, _LEAVE) and any(_is(waiting, _LEAVE) for waiting in self._waiting)

    def hold(self, worker: Worker[Any], kind: Holds) -> None:
        """Let keys wait until the answer of ``worker`` has arrived, or it is cancelled."""
        if kind is not Holds.NOTHING:
            self._holds.append(_Hold(worker, kind, self._app.screen))

    def arrived(self, worker: Worker[Any], *, failed: bool) -> None:
        """Go on: the answer of ``worker`` was shown. Where it brought no screen or ``failed``, drop what waited."""
        over = [hold for hold in self._holds if hold.worker is worker]
        for hold in over:
            self._holds.remove(hold)
            unchanged = self._app.screen is hold.front
            if (hold.kind is Holds.ALL and (failed or unchanged)) or (failed and not self._writes()):
                self._waiting.clear()
        if over:
            self.settle(self._app.screen)

    def settle(self, start: DOMNode) -> None:
        """Let keys wait until what is on its way from ``start`` up, and to where the focus then is, has arrived."""
        self._settling += 1
        self._travel(ROUNDS, start, ())

    def _travel(self, rounds: int, start: DOMNode, way: Sequence[DOMNode]) -> None:
        """Go up ``way``, behind the messages that wait at each of its nodes; one that is closed is passed by."""
        for place, node in enumerate(way):
            if node.call_later(self._travel, rounds, start, way[place + 1 :]):
                return
        if rounds:
            front = self._app.focused or self._app.screen
            self._travel(rounds - 1, start, [*start.ancestors_with_self, *front.ancestors_with_self])
        else:
            self._settling -= 1
            self._app.call_later(self._go_on)

    async def _go_on(self) -> None:
        if self._waiting and not self._settling and not self._is_held(self._waiting[0]):
            await self._take(self._waiting.popleft())

    def _is_held(self, event: Typed) -> bool:
        self._holds = [hold for hold in self._holds if not hold.worker.is_cancelled]
        kinds = {hold.kind for hold in self._holds}
        is_text = self._writes() and not _is(event, "enter")
        return Holds.ALL in kinds or (Holds.COMMANDS in kinds and not is_text)

    def _writes(self) -> bool:
        return isinstance(self._app.focused, Input | TextArea)


def _is(event: Typed, key: str) -> bool:
    return isinstance(event, events.Key) and event.key == key
