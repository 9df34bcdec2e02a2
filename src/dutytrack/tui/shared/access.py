"""What the screens ask of the ledger: each call opens its own connection, so it may run in any thread.

Reads go through ``store.reading``, acts through the services, both as the command line does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dutytrack.config import expanded
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _, bracketed
from dutytrack.store.file.connection import open_reader
from dutytrack.store.file.errors import naming_ledger
from dutytrack.store.journal.history import History
from dutytrack.store.query.look import Look
from dutytrack.store.reading.detail import TaskDetail, task_detail
from dutytrack.store.reading.lamps import lamp_counts
from dutytrack.store.reading.plans import PlanRow, plan_rows
from dutytrack.store.reading.settings import ladder, rule_pack
from dutytrack.store.reading.tasks import TaskRow, count_tasks, find_tasks
from dutytrack.store.reading.why import Why, explain
from dutytrack.store.sql.dialect import Reader

if TYPE_CHECKING:
    from dutytrack.reports.agenda import AgendaSection
    from dutytrack.services.acts.declared.model import Act, Entered
    from dutytrack.services.acts.declared.subject import Subject
    from dutytrack.services.desk import Desk

WINDOW = 500
"""How many tasks the table holds at most; the rest is reached by filtering and sorting."""
AGENDA_WINDOW = 100
"""How many things of one kind the second screen shows at most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the table is to show."""

    query: str = ""
    sort: str = "due"
    backwards: bool = False


class EarlierDayError(DutyTrackError):
    """The screens show another day than today: nothing is entered there."""

    def __init__(self, day: dt.date) -> None:
        super().__init__(_("the screens show {day}; open them without --as-of to change anything"), day=day.isoformat())


class LedgerAccess:
    """The ledger at ``path``, for ``actor``; shown as of ``as_of``, or of today where that is ``None``."""

    def __init__(self, path: Path, *, today: Callable[[], dt.date], actor: str, as_of: dt.date | None = None) -> None:
        self.path = path
        self.today = today
        self.actor = actor
        self._as_of = as_of

    def day(self) -> dt.date:
        """The day that is shown."""
        return self._as_of or self.today()

    def check_today(self) -> None:
        """Raise EarlierDayError where another day than today is shown."""
        if self.day() != self.today():
            raise EarlierDayError(self.day())

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A connection for one call."""
        with naming_ledger(self.path), closing(open_reader(self.path)) as connection:
            yield connection

    @contextmanager
    def looking(self) -> Iterator[Look]:
        """A look at the ledger for one call."""
        with self.reading() as connection:
            yield Look(connection, self.day(), rule_pack(connection))

    def page(self, asked: Asked) -> Sequence[TaskRow]:
        """The first ``WINDOW`` tasks of ``asked``. Raises QueryError where the query can't be understood."""
        sort = f"{'-' if asked.backwards else ''}{asked.sort}"
        with self.looking() as look:
            return find_tasks(look, asked.query, sort=sort, limit=WINDOW)

    def lamps(self, asked: Asked) -> Mapping[str, int]:
        """How many tasks of ``asked`` there are under each lamp, which takes longer than a page on a big ledger."""
        with self.looking() as look:
            return lamp_counts(look, asked.query).counts

    def detail(self, key: str) -> TaskDetail | None:
        """Everything about the task ``key``; ``None`` where there is none."""
        with self.looking() as look:
            return task_detail(look, key)

    def subject(self, key: str) -> Subject | None:
        """The task ``key`` as forms see it; ``None`` where there is none."""
        from dutytrack.services.acts.declared.subject import Subject

        with self.looking() as look:
            detail = task_detail(look, key)
            return None if detail is None else Subject(detail, self.today(), ladder(look.connection))

    def why(self, key: str) -> Why | None:
        """Why the task's lamp has its colour."""
        with self.looking() as look:
            return explain(look, key)

    def counts(self, queries: Sequence[str]) -> Mapping[str, int]:
        """How many tasks each of ``queries`` finds."""
        with self.looking() as look:
            return {query: count_tasks(look, query) for query in queries}

    def agenda(self) -> Sequence[AgendaSection]:
        """What the office has to do."""
        from dutytrack.reports.agenda import agenda

        with self.looking() as look:
            return agenda(look, ladder=ladder(look.connection), limit=AGENDA_WINDOW)

    def plans(self) -> Sequence[PlanRow]:
        """The ledger's plans."""
        with self.reading() as connection:
            return plan_rows(connection, as_of=self.day())

    def last_command(self) -> str | None:
        """What ``undo`` would take back, in words; ``None`` where there is nothing."""
        from dutytrack.store.undo import command_sentence

        with self.reading() as connection:
            history = History(connection)
            command = history.last_by(self.actor)
            if command is None:
                return None
            sentence = command_sentence(command, history.subject(command.id))
        return bracketed(sentence, command.reason) if command.reason else sentence

    def undo(self) -> str:
        """Take back the user's last command; what was done, as a sentence. Raises EarlierDayError."""
        from dutytrack.store.ledger import Ledger
        from dutytrack.store.undo import command_sentence, undo

        self.check_today()
        with Ledger.open(self.path) as ledger:
            done = undo(ledger, actor=self.actor)
        return _("undone: {command}").format(command=command_sentence(done.undone, done.subject))

    def do(self, act: Act, key: str, entered: Entered) -> str:
        """Do ``act`` to the task ``key`` as one command of the journal; what was done, a sentence a line.

        Raises DutyTrackError where the ledger refuses it.
        """
        from dutytrack.services.acts.declared.model import Entered
        from dutytrack.services.units.errors import NearUnitError
        from dutytrack.store.file.location import evidence_folder

        files = {field.name for field in act.lines if field.kind == "files"} & set(entered.values)
        values = {**entered.values, **{name: [*map(expanded, entered.values[name] or ())] for name in files}}
        kept = Entered(values, evidence_folder(self.path))
        try:
            with self.desk(act.command(entered), act.reason(entered)) as desk:
                return act.call(desk, key, kept)
        except NearUnitError as near:
            template = _("No unit is called {name}; is {nearest} meant? If not, say yes to new units.")
            raise DutyTrackError(template.format(name=near.name, nearest=near.nearest)) from near

    @contextmanager
    def desk(self, command: str, reason: str | None = None, *, create: bool = False) -> Iterator[Desk]:
        """Where one ``command`` of the journal is written for the actor: whole, or not at all.

        Raises EarlierDayError where another day than today is shown, SettingRubbishError where none can be told.
        """
        from dutytrack.services.desk import Desk
        from dutytrack.store.ledger import Ledger
        from dutytrack.store.reading.settings import check_day

        self.check_today()
        with (
            Ledger.open(self.path, create=create) as ledger,
            ledger.command(command, actor=self.actor, reason=reason or None) as session,
        ):
            desk = Desk(session, self.today(), self.actor)
            check_day(desk.rows)
            yield desk
