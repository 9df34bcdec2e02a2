"""What leaders wrote, as it stands on a day: to be answered, answered and with the leader, settled, withdrawn."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Literal, NamedTuple, cast

from dutytrack.domain.query.parsing import Query
from dutytrack.store.facts.instructions import LAST_STEP, STATE
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.answering import Answering, answering
from dutytrack.store.sql.dialect import Reader, Rows, among, listed
from dutytrack.store.sql.records import records

InstructionState = Literal["waiting", "overdue", "answered", "closed", "withdrawn"]


class StepRow(NamedTuple):
    """What was done about an instruction."""

    kind: str
    """``answered``, ``closed`` or ``withdrawn``."""
    on: date
    text: str
    by: str | None


class InstructionRow(NamedTuple):
    """An instruction, as it stands on a day."""

    mark: str
    key: str
    title: str
    leader: str
    unit: str | None
    """Who answers it, or the unit that has succeeded it."""
    urgency: str
    """``urgent``, ``pressing`` or ``ordinary``."""
    on: date
    due: date
    within: str | None
    """The limit that ``due`` was counted by."""
    state: InstructionState
    text: str
    answered_on: date | None
    """The day of the last answer."""
    settled_on: date | None
    """The day on which it was settled or withdrawn."""
    new_task: bool
    """Whether the task was entered because of it."""
    written_on: str | None
    """The order, or the day of the report, that it was written on."""
    follows: str | None
    """The mark of the instruction to whose answer it was written."""
    steps: tuple[StepRow, ...]
    by: str | None

    @property
    def is_open(self) -> bool:
        """Whether it waits for its answer, or for its leader."""
        return self.settled_on is None


def _last(kinds: str) -> str:
    """The day of the last step of some ``kinds`` of an instruction ``n``."""
    return (
        f'(SELECT MAX(s."on") FROM instruction_step s WHERE s.instruction_id = n.id AND s.kind {kinds} '
        'AND s."on" <= :as_of)'
    )


_ANSWERED_ON = _last("= 'answered'")
_COLUMNS = f"""
    SELECT n.mark, t.key, t.title, n.leader, n.unit_id || ' ' || COALESCE({_ANSWERED_ON}, :as_of) AS unit,
           n.urgency, n."on", n.due, n.within, {STATE} AS state,
           n.text, {_ANSWERED_ON} AS answered_on, {_last("<> 'answered'")} AS settled_on, n.new_task,
           COALESCE((SELECT o.mark FROM supervision_order o WHERE o.id = n.order_id),
                    (SELECT r."on" FROM progress_report r WHERE r.id = n.report_id)) AS written_on,
           (SELECT b.mark FROM instruction b WHERE b.id = n.follows_id) AS follows, n.id AS steps, n.by
    FROM instruction n JOIN task t ON t.id = n.task_id
"""
_LATEST_FIRST = 'ORDER BY n."on" DESC, n.year DESC, n.number DESC'
_STEPS = """
    SELECT s.kind, s."on", s.text, s.by FROM instruction_step s WHERE s.instruction_id = :id AND s."on" <= :as_of
    ORDER BY s."on", s.id
"""


def instruction_rows(look: Look, query: Query | str = "") -> list[InstructionRow]:
    """The instructions about tasks of ``query`` that were written by a day, the latest first.

    Raises QueryError where the query can't be understood.
    """
    selection = Selection(look, query)
    wanted = selection.from_where("f.task_id = n.task_id")
    rows = selection.execute(f'{_COLUMNS} WHERE n."on" <= :as_of AND EXISTS (SELECT 1 {wanted}) {_LATEST_FIRST}')
    return _read(rows, look.connection, look.as_of)


def instructions_of(connection: Reader, task_id: int, as_of: date) -> tuple[InstructionRow, ...]:
    """The instructions about one task that were written by a day, in their order."""
    asked = {"task_id": task_id, "as_of": as_of.isoformat()}
    found = f'{_COLUMNS} WHERE n.task_id = :task_id AND n."on" <= :as_of {_LATEST_FIRST}'
    return tuple(reversed(_read(connection.execute(found, asked), connection, as_of)))


def instructions_for(connection: Reader, unit_id: int, as_of: date) -> tuple[InstructionRow, ...]:
    """The instructions that a unit, or one that it succeeded, has still to answer on a day; the first due first."""
    who = answering(connection, as_of=as_of)
    units = [unit_id, *(one for one in who.successors if who.successor(one) == unit_id)]
    asked = {"as_of": as_of.isoformat(), "units": listed(units)}
    found = f'{_COLUMNS} WHERE n."on" <= :as_of AND {LAST_STEP} IS NULL AND n.unit_id {among(":units")}'
    return tuple(_read(connection.execute(f"{found} ORDER BY n.due, n.id", asked), connection, as_of))


def state_of(connection: Reader, instruction_id: int, as_of: date) -> InstructionState:
    """How an instruction stands on a day."""
    asked = {"id": instruction_id, "as_of": as_of.isoformat()}
    ((state,),) = connection.execute(f"SELECT {STATE} FROM instruction n WHERE n.id = :id", asked)
    return cast("InstructionState", state)


def _read(rows: Rows, connection: Reader, as_of: date) -> list[InstructionRow]:
    """The instructions with their steps, each with who answers it: what was answered was the unit's of that day."""

    @cache
    def who(day: str) -> Answering:
        return answering(connection, as_of=date.fromisoformat(day))

    def name(asked: str | None) -> str | None:
        unit, day = asked.split() if asked else (None, "")
        return None if unit is None else who(day).names[who(day).successor(int(unit))]

    def steps(one: int) -> tuple[StepRow, ...]:
        return tuple(records(connection.execute(_STEPS, {"id": one, "as_of": as_of.isoformat()}), StepRow))

    return records(rows, InstructionRow, steps=steps, unit=name)
