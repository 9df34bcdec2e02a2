"""Import a plan: from what a document says to rows of the ledger, in one command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, and_, col, or_, select

from dutytrack.domain.plan.model import ParsedPlan
from dutytrack.domain.plan.problems import Problem
from dutytrack.services.desk import Desk, row_id
from dutytrack.services.plans.codes import choose_code
from dutytrack.services.plans.documents import DocumentText, text_digest
from dutytrack.services.plans.rows import lines_in, plan_parts, source_row, task_row, write_tasks
from dutytrack.services.plans.units import units_of_plan
from dutytrack.services.units.register import UnitRegister
from dutytrack.store.tables.plans import Plan, SourceDocument, Task

_OWN = ("title", "issuer", "doc_no", "issued", "jurisdiction")
"""What a plan's row has in common with what was read."""


@dataclass(frozen=True, slots=True)
class ImportedPlan:
    """What an import wrote."""

    code: str
    title: str | None
    source: str
    tasks: int
    units: int
    """Units named by the plan."""
    new_units: int
    deadlines: int
    unit_problems: tuple[Problem, ...]
    """What only the ledger could tell: units that are near to others, gone, or not in the register."""
    period_over: bool
    """The plan's period was over on the day of the import: it may be concluded."""
    end: date | None


@dataclass(frozen=True, slots=True)
class TasksAdded:
    """Tasks of a plan that is in the ledger already, accepted later."""

    code: str
    title: str | None
    source: str
    tasks: int


@dataclass(frozen=True, slots=True)
class PlanAlreadyThere:
    """The ledger holds this plan already; nothing was written."""

    code: str
    title: str | None
    source: str
    same_text: bool
    """The document's text is the same; else title, place and period are."""


def import_plan(desk: Desk, parsed: ParsedPlan, document: DocumentText, *, code: str | None) -> ImportedPlan:
    """Write ``parsed`` and the document it was read from.

    ``code`` names the plan, ``None`` makes a code from its place and year. The caller asks ``find_same_plan``
    first. Today counts where the plan gives no date of its own. Raises BadPlanCodeError, PlanCodeTakenError (``code``
    can't be used).
    """
    session = desk.session
    source = source_row(session, document)
    plan = _write_plan(session, parsed, source, choose_code(session, parsed, code))
    register = UnitRegister(session, parsed.jurisdiction or "")
    named = units_of_plan(register, parsed, today=desk.today)
    tasks = [task_row(plan, number, task, source) for number, task in enumerate(named.tasks, start=1)]
    write_tasks(session, tasks, named, parsed, plan_parts(plan, parsed), today=desk.today)
    return ImportedPlan(
        code=plan.code,
        title=plan.title,
        source=document.name,
        tasks=len(tasks),
        units=len({row_id(unit) for unit in named.by_name.values()}),
        new_units=len(register.created),
        deadlines=sum(len(task.deadlines) for task in parsed.tasks),
        unit_problems=named.problems,
        period_over=parsed.period.is_over(desk.today),
        end=parsed.period.end,
    )


def find_same_plan(session: Session, *, parsed: ParsedPlan, document: DocumentText) -> PlanAlreadyThere | None:
    """The ledger's plan that ``parsed`` is: at the same place of the same text, or of the same title, place and period.

    ``None`` where it is new. Where neither place nor period is known a title proves little, so the tasks' titles
    have to be the same for the most part too.
    """
    digest = text_digest(document.text)
    for plan, source in _plans_alike(session, parsed, digest):
        same_text = source is not None and source.text_sha256 == digest
        if _is_same(session, plan, parsed, same_text=same_text):
            return PlanAlreadyThere(plan.code, plan.title, source.name if source else "", same_text=same_text)
    return None


def _is_same(session: Session, plan: Plan, parsed: ParsedPlan, *, same_text: bool) -> bool:
    """Whether ``plan``, of the same text or the same title, place and period, is ``parsed`` and not its neighbour."""
    if same_text and plan.first_line is not None:
        return plan.first_line == parsed.lines[0]
    known = not same_text and (plan.start or plan.end or plan.jurisdiction)
    return bool(known) or _shares_tasks(session, plan, parsed)


def _plans_alike(session: Session, parsed: ParsedPlan, digest: str) -> Sequence[tuple[Plan, SourceDocument | None]]:
    """Plans of the same title, place and period, and those of the text of ``digest``."""
    titled = and_(
        col(Plan.title).is_not(None),
        col(Plan.title).is_not_distinct_from(parsed.title),
        col(Plan.jurisdiction).is_not_distinct_from(parsed.jurisdiction),
        col(Plan.start).is_not_distinct_from(parsed.period.start),
        col(Plan.end).is_not_distinct_from(parsed.period.end),
    )
    same_text = col(SourceDocument.text_sha256) == digest
    joined = select(Plan, SourceDocument).join(
        SourceDocument, col(Plan.source_id) == col(SourceDocument.id), isouter=True
    )
    return session.exec(joined.where(or_(titled, same_text)).order_by(col(Plan.id))).all()


def _shares_tasks(session: Session, plan: Plan, parsed: ParsedPlan) -> bool:
    stored = set(session.exec(select(Task.title).where(col(Task.plan_id) == plan.id)).all())
    shared = sum(task.title in stored for task in parsed.tasks)
    return shared * 2 > len(parsed.tasks)


def _write_plan(session: Session, parsed: ParsedPlan, source: SourceDocument, code: str) -> Plan:
    plan = Plan(
        code=code, start=parsed.period.start, end=parsed.period.end, **{name: getattr(parsed, name) for name in _OWN}
    )
    plan.source_id, (plan.first_line, plan.last_line) = source.id, lines_in(parsed.lines, source)
    session.add(plan)
    session.flush()
    return plan
