"""What the gateway's answers are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.message import Message

from dutytrack.reports.agenda import AgendaSection
from dutytrack.services.acts.declared.model import Act
from dutytrack.services.acts.declared.subject import Subject
from dutytrack.store.reading.detail import TaskDetail
from dutytrack.store.reading.plans import PlanRow
from dutytrack.store.reading.why import Why
from dutytrack.tui.shared.access import LampsOfQuery, TaskPage


@dataclass
class PageLoaded(Message):
    """The tasks of a query."""

    page: TaskPage


@dataclass
class LampsLoaded(Message):
    """How many tasks of a query stand under each lamp."""

    lamps: LampsOfQuery


@dataclass
class DetailLoaded(Message):
    """A task in full; ``None`` where there is no such task."""

    detail: TaskDetail | None


@dataclass
class PlansLoaded(Message):
    """The ledger's plans."""

    plans: Sequence[PlanRow]


@dataclass
class CountsLoaded(Message):
    """How many tasks queries find, by query."""

    counts: Mapping[str, int]


@dataclass
class AgendaLoaded(Message):
    """What the office has to do."""

    sections: Sequence[AgendaSection]


@dataclass
class FormReady(Message):
    """An act whose form is asked for, and its task; ``None`` where that is gone."""

    act: Act
    subject: Subject | None


@dataclass
class ActsReady(Message):
    """The task whose acts are asked for; ``None`` where it is gone."""

    subject: Subject | None


@dataclass
class UndoReady(Message):
    """What ``undo`` would take back, in words; ``None`` where there is nothing."""

    last: str | None


@dataclass
class WhyLoaded(Message):
    """Why a task's lamp has its colour."""

    why: Why | None


@dataclass
class Acted(Message):
    """An act was done: what to say of it."""

    sentence: str
