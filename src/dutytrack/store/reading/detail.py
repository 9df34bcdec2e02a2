"""Everything about one task: its units, dates, duties, figures, history, doubts, and its place in the source."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import json
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from dutytrack.domain.acts import OPEN
from dutytrack.domain.plan.model import Span
from dutytrack.domain.progress.measured import Measured
from dutytrack.domain.progress.past import Period, State, Told, told
from dutytrack.domain.progress.series import pointers
from dutytrack.domain.progress.share import PACED, Kind, catch_up
from dutytrack.domain.query.parsing import Query
from dutytrack.domain.rules.wants import waiver_told
from dutytrack.store.facts.deadlines import (
    AMENDED,
    MET_ON,
    days_after,
    days_reached,
    held_on,
    is_laid_down,
    judged_on,
    moved_by,
    plan_end,
    reached_before,
)
from dutytrack.store.facts.duties import IS_OWED, WAITS_UNTIL
from dutytrack.store.facts.figures import PRINTED
from dutytrack.store.facts.members import TABLES
from dutytrack.store.facts.pace import ACTUAL, BEHIND, CONTRADICTED_ON, DAYS_RESTED, SHOULD
from dutytrack.store.facts.parties import FIRST_UNIT
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import ROLE_RANK, Selection
from dutytrack.store.reading.clauses import RESTED_AS
from dutytrack.store.reading.figures import assessing, checked_figures, figures_of, waived_dates
from dutytrack.store.reading.instructions import InstructionRow
from dutytrack.store.reading.keys import task_id_of
from dutytrack.store.reading.obligations import Obligation, obligations
from dutytrack.store.reading.people import ContactRow
from dutytrack.store.reading.standing import duty_words
from dutytrack.store.reading.supervision import (
    OCCURRENCE_MET_ON,
    ConfidenceRow,
    ExemptRow,
    MeasurementRow,
    OccurrenceRow,
    ReportRow,
    TaskExtension,
    TaskOrder,
    TaskReminder,
    VerificationRow,
    read_supervision,
)
from dutytrack.store.reading.tasks import TaskRow, rows_of
from dutytrack.store.sql.dialect import Reader, Rows
from dutytrack.store.sql.records import day_of, records

_TASK = """
    SELECT p.title AS plan_title, p.jurisdiction, t.section, t.label, t.text, t.units_raw, t.leader, t.kind, t.source,
           t.problems
    FROM task t LEFT JOIN plan p ON p.id = t.plan_id WHERE t.id = :task_id
"""
_UNITS = f"""
    SELECT u.name, s.role, s.raw, u.kind = 'collective' AS collective, u.vague
    FROM assignment s JOIN unit u ON u.id = s.unit_id WHERE s.task_id = :task_id
    ORDER BY {ROLE_RANK}, s.position, s.id
"""
_MET_ON = MET_ON.format(task=":task_id", row="d")
_HELD = held_on(":judged_on")
_DEADLINES = f"""
    SELECT d.id, d.position, d.date AS original, COALESCE({_HELD}, d.date) AS current, {_MET_ON} AS met_on,
           d.precision, d.text, CASE WHEN {_HELD} IS NULL THEN d.origin
           ELSE {moved_by("d.task_id", _HELD)} END AS origin
    FROM deadline d WHERE d.task_id = :task_id AND {is_laid_down("d", ":judged_on")} ORDER BY d.position, d.id
"""
_DUTIES = f"""
    WITH RECURSIVE {TABLES}
    SELECT y.freq, y.interval, y.text,
           MIN(CASE WHEN o.met_on IS NULL AND o.owed AND (o.until < :as_of OR o.due >= :as_of) THEN o.due END)
           AS next_due,
           COUNT(o.due) AS occurrences, COUNT(o.met_on) AS met, COALESCE(SUM(o.met_on > o.due), 0) AS made_up,
           MIN(CASE WHEN o.met_on IS NULL AND o.owed AND o.due >= :as_of THEN o.due END) AS upcoming,
           MIN(CASE WHEN o.met_on IS NULL AND o.owed AND o.due < :as_of AND o.until >= :as_of THEN o.due END)
           AS awaited,
           COUNT(CASE WHEN o.met_on IS NULL AND o.owed AND o.until < :as_of THEN 1 END) AS missed
    FROM duty y LEFT JOIN
         (SELECT o.duty_id, o.due, {WAITS_UNTIL} AS until, {OCCURRENCE_MET_ON} AS met_on, {IS_OWED} AS owed
          FROM occurrence o WHERE o.task_id = :task_id) o ON o.duty_id = y.id
    WHERE y.task_id = :task_id GROUP BY y.id ORDER BY y.id
"""
_KNOWN = ("status", "status_on", "done_on", "concluded_on", "last_due", "reached")
_SCHEDULE = (
    f"CASE WHEN {BEHIND} NOT NULL THEN {SHOULD} END, CASE WHEN {BEHIND} NOT NULL THEN {ACTUAL} END, "
    f"{DAYS_RESTED}, {RESTED_AS}, {CONTRADICTED_ON}, {', '.join(f'f.{name}' for name in _KNOWN)}, {judged_on('f')}"
)
_PRINTED = (
    f"SELECT {PRINTED} FROM indicator i WHERE i.task_id = :task_id AND {is_laid_down('i')} ORDER BY i.position, i.id"
)
_CADENCE = (
    "SELECT c.text, c.rule, f.report_by {source} AND (c.plan_id = f.plan_id OR c.unit_id = f.first_unit_id) "
    "AND c.start <= :as_of ORDER BY c.plan_id IS NULL, c.start DESC, c.id DESC LIMIT 1"
)
_RETURNED = (
    "EXISTS (SELECT 1 FROM journal k JOIN journal j ON j.command = k.command AND j.entity = 'verification' "
    "JOIN verification v ON CAST(v.id AS TEXT) = j.entity_id AND v.result = 'returned' AND v.task_id = a.task_id "
    "WHERE k.entity = 'action' AND k.entity_id = CAST(a.id AS TEXT) AND k.before IS NULL)"
)
"""Whether an act ``a`` was written by the command that wrote a check which returned the task."""
_REPORTED_DONE = (
    "(SELECT r.unit_id FROM progress_report r WHERE r.task_id = a.task_id AND r.occurrence_id = a.occurrence_id "
    'AND r."on" = a."on" ORDER BY r.id LIMIT 1)'
)
"""The unit whose report said that the occurrence of an act ``a`` was done."""
_MOVES_END = "a.kind = 'amended' AND a.task_id IS NULL"
_END = plan_end('a."on"')
_NEW_END = f"(SELECT {_END} FROM plan p WHERE p.id = a.plan_id)"
"""The last day of a plan since the text that an act ``a`` is of."""
_HISTORY = f"""
    SELECT CASE WHEN a.kind = 'verified' AND {_RETURNED} THEN 'returned'
           WHEN a.kind = 'extended' AND (({AMENDED})
                OR {moved_by("a.task_id", "a.to_date")} IN ('reopened', 'resumed')) THEN 'set-anew'
           WHEN {_MOVES_END} THEN 'end-set-anew' ELSE a.kind END AS kind,
           a."on", a.by, a.note, a.waived, CASE WHEN {_MOVES_END} THEN {_NEW_END} ELSE a.to_date END AS to_date,
           COALESCE(d.date, o.due) AS deadline, a.task_id IS NULL AS plan,
           (SELECT u.name FROM unit u WHERE u.id = COALESCE(a.unit_id, CASE WHEN a.kind IN ('received', 'started')
            THEN {FIRST_UNIT.format(task=":task_id")} WHEN a.occurrence_id NOT NULL THEN {_REPORTED_DONE} END)) AS unit,
           CASE WHEN a.kind = 'met' THEN o.duty_id END AS duty
    FROM action a LEFT JOIN deadline d ON d.id = a.deadline_id LEFT JOIN occurrence o ON o.id = a.occurrence_id
    WHERE (a.task_id = :task_id
           OR (a.task_id IS NULL AND a.plan_id = (SELECT t.plan_id FROM task t WHERE t.id = :task_id)))
          AND a."on" <= :as_of
    ORDER BY a."on", a.id
"""
_SOURCE = """
    SELECT s.name, s.text, t.first_line, t.last_line, s.sha256, t.spans
    FROM task t JOIN plan p ON p.id = t.plan_id JOIN source_document s ON s.id = COALESCE(t.source_id, p.source_id)
    WHERE t.id = :task_id AND t.first_line IS NOT NULL AND t.last_line IS NOT NULL
"""


class UnitInTask(NamedTuple):
    """A unit's part in a task."""

    name: str
    role: str
    raw: str
    """As printed."""
    collective: bool
    vague: bool


class DeadlineRow(NamedTuple):
    """One deadline of a task."""

    id: int
    position: int
    original: date | None
    """As first laid down; ``None`` where the document does not give the year."""
    current: date | None
    """After extensions."""
    met_on: date | None
    precision: str
    text: str
    origin: str
    """``document`` or ``set``; where it was moved by what: ``extended``, ``reopened``, ``resumed``, ``amended``."""
    days_late: int | None = None
    """How many days after it was marked as met; ``None`` where it was in time, or its figures were reached then."""
    waived: bool = False
    """Whether it was marked as met though something was wanting."""
    reached_on: date | None = None
    """The day on which its figures had reached it in time, where it was marked after that."""


class DutyRow(NamedTuple):
    """A duty that comes again."""

    freq: str
    interval: int
    text: str
    next_due: date | None
    """Its earliest unmet occurrence, but for one that waits for figures."""
    occurrences: int
    met: int
    made_up: int = 0
    """How many of ``met`` were met after their day."""
    upcoming: date | None = None
    """Its earliest unmet occurrence that has not passed."""
    awaited: date | None = None
    """Its occurrence that passed unmet and waits for the figures of its year, which come out in January."""
    missed: int = 0
    """How many of its occurrences passed unmet."""
    words: str = ""
    """Its own, with what has to be done then."""

    @property
    def outstanding(self) -> date | None:
        """Its earliest occurrence that passed unmet."""
        return None if self.next_due == self.upcoming else self.next_due


class IndicatorRow(NamedTuple):
    """A quantified target."""

    name: str
    op: str
    value: float
    max: float | None
    unit: str
    due: date | None
    freq: str | None
    text: str
    kind: Kind = "level"
    """As the office said, else as its name, operator and unit tell."""
    baseline: float | None = None
    """Where it stood at the start."""
    actual: float | None = None
    """The latest measurement; of a stage that is over the one of its time."""
    measured_on: date | None = None
    share: float | None = None
    """How much of it is reached, 0 to 100; of the stage under way where it is one of a series."""
    pointer: str = ""
    """How it is named where others bear its name."""
    anew: bool = False
    """Whether it begins anew each year."""
    state: State | None = None
    """Whether it was reached in its time, after it, or missed; of what comes again in the time measured last."""
    years: tuple[Period, ...] = ()
    """Of what comes again each time that was measured."""
    until: date | None = None
    """The date in force, where an extension has moved ``due``."""
    counted_from: float | None = None
    """What the share is counted from: the target of the stage before, else the baseline; of nothing ``None``."""
    in_time: float | None = None
    """The last value of its time, where it was reached after it."""
    in_time_on: date | None = None
    latest: float | None = None
    """The last measurement, where another settled what became of it."""
    latest_on: date | None = None
    marked_on: date | None = None
    """The day on which its date was marked as met, where no value of its time reached it."""
    waived: bool = False
    """Whether that was done though something was wanting."""
    a_month: float | None = None
    """What it takes a month from the day asked about to get there in time; not of a ratio, nor once it is late."""
    sent_back: bool = False
    """Whether all that was measured of it was sent back, and it waits to be reported anew."""


Figures = tuple[IndicatorRow, ...]


class ActionRow(NamedTuple):
    """One dated act, up to the day asked about."""

    kind: str
    """``returned`` for a check, too, that sent a unit back and left the task where it was; ``set-anew`` for a date that
    was set when the task was taken up again."""
    on: date
    by: str | None
    note: str | None
    to_date: date | None
    deadline: date | None
    """The deadline it is about, by its original date, or the time of a recurring duty."""
    plan: bool
    """About the whole plan (concluded), not this task alone."""
    unit: str | None = None
    """Whose act it was, or who was checked."""
    waived: str | None = None
    """What a closing did without, and why."""
    duty: str | None = None
    """The recurring duty that was done, in its own words."""

    @property
    def whose(self) -> str | None:
        """The unit, where ``by`` does not begin with it already."""
        return None if self.unit and self.by and self.by.startswith(self.unit) else self.unit


class SourceLines(NamedTuple):
    """Where a task stands in its document."""

    document: str
    first_line: int
    """1-based."""
    lines: tuple[str, ...]
    sha256: str
    """Of the document's file, in hexadecimal."""
    spans: Mapping[str, Sequence[Span]] | None = None
    """Where what was read stands; ``None`` where an earlier version of the program has read it."""


class TaskDetail(NamedTuple):
    """Everything about one task on a day."""

    row: TaskRow
    plan_title: str | None
    jurisdiction: str | None
    section: tuple[str, ...]
    label: str | None
    text: str
    units: tuple[UnitInTask, ...]
    """By role and order printed."""
    units_raw: str | None
    leader: str | None
    kind: str
    """``plan``, ``instruction``, ``meeting`` or ``other``."""
    source: str | None
    deadlines: tuple[DeadlineRow, ...]
    duties: tuple[DutyRow, ...]
    indicators: tuple[IndicatorRow, ...]
    history: tuple[ActionRow, ...]
    problems: tuple[Mapping[str, Any], ...]
    """Doubts of its reading, as the plan's reader wrote them: code, line, field, facts."""
    source_lines: SourceLines | None
    cadence: str | None = None
    """How often it has to be reported on, as the plan's or the unit's cadence says."""
    report_by: date | None = None
    """The next day by which it has to be."""
    obligations: tuple[Obligation, ...] = ()
    """By role and order printed."""
    reports: tuple[ReportRow, ...] = ()
    measurements: tuple[MeasurementRow, ...] = ()
    verifications: tuple[VerificationRow, ...] = ()
    orders: tuple[TaskOrder, ...] = ()
    reminders: tuple[TaskReminder, ...] = ()
    extensions: tuple[TaskExtension, ...] = ()
    confidence: tuple[ConfidenceRow, ...] = ()
    occurrences: tuple[OccurrenceRow, ...] = ()
    exempt_months: tuple[ExemptRow, ...] = ()
    instructions: tuple[InstructionRow, ...] = ()
    """What leaders wrote on it."""
    persons: tuple[ContactRow, ...] = ()
    """Who stands for it, and for the units that have a part in it."""
    should: str | None = None
    """What it should have reached by now: its figure that is furthest behind, or a share."""
    actual: str | None = None
    """What it has reached of that."""
    days_rested: int | None = None
    """The days after its date on which nobody had to work on it, though they are among its days late."""
    rested_as: str | None = None
    """Why not, as ``rest_told`` reads it."""
    contradicted_on: date | None = None
    """The day of what was reported after it was handed in and says that not all of it is done."""

    @property
    def is_open(self) -> bool:
        """Whether anything is still asked of it: neither it nor its plan is over."""
        of_plan = [act.kind for act in self.history if act.plan and act.kind in {"concluded", "reopened"}]
        return self.row.status in OPEN and of_plan[-1:] != ["concluded"]

    @property
    def undecided(self) -> tuple[TaskExtension, ...]:
        """The extensions asked for that nobody has decided."""
        return tuple(extension for extension in self.extensions if extension.decision is None)


def task_detail(look: Look, key: str) -> TaskDetail | None:
    """Everything about the task of ``key`` on a day; ``None`` where there is no such task, or was none on that day."""
    task_id = task_id_of(look.connection, key)
    if task_id is None:
        return None
    selection = Selection(look, Query(), task_id=task_id)
    found = rows_of(selection)
    if not found:
        return None
    cadence, report_by = _cadence(selection)
    ((should, actual, days_rested, rested_as, contradicted_on, *values, judged),) = selection.run(
        f"SELECT {_SCHEDULE} {selection.from_where()}"
    )
    figures = figures_of(look.connection, task_id, look.as_of)
    known = dict(zip(_KNOWN, values, strict=True))
    assessed = assessing(look.connection, task_id, known)
    became = told(figures, found[0].start, day_of(known["last_due"]), look.as_of, assessed)
    supervised: dict[str, Any] = read_supervision(look.connection, task_id, look.as_of)

    def ask(sql: str) -> Rows:
        return look.connection.execute(sql, {"task_id": task_id, "as_of": look.as_of.isoformat(), "judged_on": judged})

    words = duty_words(look.connection, task_id)
    waived = waived_dates(look.connection, task_id, look.as_of)
    indicators = indicator_rows(figures, ask(_PRINTED), became, waived, look.as_of)
    if "sent-back" in found[0].flags:
        indicators = _with_returns(indicators, look.connection, task_id, look.as_of)
    task = ask(_TASK)
    own: dict[str, Any] = dict(zip((column[0] for column in task.description), task.fetchone(), strict=True))
    own |= {name: tuple(json.loads(own[name])) for name in ("section", "problems")}
    return TaskDetail(
        row=found[0],
        units=tuple(records(ask(_UNITS), UnitInTask)),
        deadlines=_deadlines(records(ask(_DEADLINES), DeadlineRow), days_reached(known["reached"]), waived),
        duties=_duties(records(ask(_DUTIES), DutyRow), words),
        indicators=indicators,
        history=tuple(records(ask(_HISTORY), ActionRow, waived=waiver_told, duty=words.get)),
        source_lines=_source_lines(ask(_SOURCE).fetchone()),
        cadence=cadence,
        report_by=report_by,
        obligations=obligations(selection, task_id, look.as_of),
        should=should,
        actual=actual,
        days_rested=days_rested,
        rested_as=rested_as,
        contradicted_on=day_of(contradicted_on),
        **own,
        **supervised,
    )


def _deadlines(
    rows: Iterable[DeadlineRow], in_time: Mapping[date, date], waived: Container[date | None]
) -> tuple[DeadlineRow, ...]:
    """``rows``, each with how late it was met, unless its figures were reached ``in_time``, and what was waived."""
    return tuple(
        row._replace(
            days_late=days_after(row.current, row.met_on, in_time),
            waived=row.original in waived,
            reached_on=reached_before(row.current, row.met_on, in_time),
        )
        for row in rows
    )


def indicator_rows(
    figures: Sequence[Measured],
    printed: Iterable[tuple[Any, ...]],
    became: Sequence[Told],
    waived: Collection[date | None],
    as_of: date,
) -> Figures:
    """The ``figures``, each with its kind and what became of it; ``printed`` are their operators and upper ends."""
    made = []
    for one, (op, top), pointer, what in zip(figures, printed, pointers(figures), became, strict=True):
        now = what.now
        told = (one.kind, one.baseline, now.value, now.on, now.share, pointer, what.anew, now.state, what.years)
        mark = (now.marked_on, now.marked_on is not None and one.due in waived)
        beside = (
            one.moved,
            now.base,
            now.in_time,
            now.in_time_on,
            now.latest,
            now.latest_on,
            *mark,
            _a_month(one, now, as_of),
        )
        made.append(IndicatorRow(one.name, op, one.target, top, one.unit, one.due, one.freq, one.text, *told, *beside))
    return tuple(made)


def _with_returns(rows: Figures, connection: Reader, task_id: int, as_of: date) -> Figures:
    """``rows``, each with whether all that was measured of it was sent back."""
    checked = checked_figures(connection, task_id, as_of)
    told = zip(rows, checked, strict=True)
    return tuple(row._replace(sent_back=one.sent_back) for row, one in told)


def _a_month(one: Measured, now: Period, as_of: date) -> float | None:
    """What a figure that grows with time takes a month from ``as_of`` on; a ratio does not add up by months."""
    if now.value is None or one.until is None or one.kind not in PACED or one.kind == "ratio":
        return None
    return catch_up(now.value, one.target, one.until, as_of).rate


def _cadence(selection: Selection) -> tuple[str | None, date | None]:
    """The words, else the rule, of the cadence that holds, and the next day by which it asks for a report."""
    rows = selection.run(_CADENCE.format(source=selection.from_where().replace(" f ", " f JOIN cadence c ", 1)))
    if not rows:
        return None, None
    text, rule, report_by = rows[0]
    return text or rule, day_of(report_by)


def _duties(rows: Iterable[DutyRow], words: Mapping[int, str]) -> tuple[DutyRow, ...]:
    """Recurring duties, each in its own words; both are in one order."""
    return tuple(row._replace(words=own) for row, own in zip(rows, words.values(), strict=True))


def _source_lines(row: tuple[Any, ...] | None) -> SourceLines | None:
    """The lines as they stand in the document, which is split at line feeds alone, as it was when it was read."""
    if row is None:
        return None
    document, text, first, last, sha256, stored = row
    spans = None
    if stored is not None:
        spans = {kind: tuple(Span(*span) for span in found) for kind, found in json.loads(stored).items()}
    return SourceLines(document, first, tuple(text.split("\n")[first - 1 : last]), sha256, spans)
