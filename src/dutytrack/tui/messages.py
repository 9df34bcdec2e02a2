"""What the gateway's answers are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from dutytrack.store.reading import PlanRow, TaskDetail, Why
from dutytrack.tui.access import TaskPage


@dataclass
class PageLoaded(Message):
    """The tasks of a query."""

    page: TaskPage


@dataclass
class DetailLoaded(Message):
    """A task in full; ``None`` where there is no such task."""

    detail: TaskDetail | None


@dataclass
class PlansLoaded(Message):
    """The ledger's plans."""

    plans: Sequence[PlanRow]


@dataclass
class WhyLoaded(Message):
    """Why a task's lamp has its colour."""

    why: Why | None


@dataclass
class Acted(Message):
    """An act was done: what to say of it."""

    sentence: str
