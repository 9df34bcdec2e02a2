"""Which plan of the ledger a document is a later text of, and what it changes; nothing is written here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz
from sqlmodel import Session, col, select

from dutytrack.domain.lint.words import numbers_in
from dutytrack.domain.plan.model import ParsedPlan, ParsedTask, UnitMention
from dutytrack.domain.review.amendment import Mended, PlanDifference, StandingTask, compare, folded, plan_changes
from dutytrack.domain.review.fields import TASK_FIELDS
from dutytrack.domain.units.names import tidy_name
from dutytrack.services.desk import Desk
from dutytrack.services.plans.decisions import Decisions
from dutytrack.services.plans.documents import DocumentText, ReadPlan, text_digest
from dutytrack.services.tasks.finding import find_plan
from dutytrack.services.units.register import UnitRegister
from dutytrack.store.reading.storedplans import StoredPlan, stored_plans
from dutytrack.store.tables.plans import Action, Deadline, Journal, Plan, SourceDocument, Task

LIKE_TITLE = 80.0
"""Percent of likeness, of what titles are about, from which one may be that of a later text."""
KEPT_SHARE = 0.5
"""Where title, place and period do not settle it, this share of the tasks on either side has to be on both."""
_REVISED = re.compile(
    r"[(\uff08〔][^()\uff08\uff09〔〕]{0,12}(?:修订|修改|调整|变更)[^()\uff08\uff09〔〕]{0,4}[)\uff09〕]"
)
"""What a title says of being a later one: (2026年修订), (调整稿)."""
_NOT_ABOUT = re.compile(
    r"\d+|年|修订|修改|调整|[版稿]|关于|印发|的?通知|三年|实施|工作|行动|方案|计划|规划|要点|意见|措施|办法|的"
)
"""What titles of plans share whatever they are about."""


@dataclass(frozen=True, slots=True)
class AmendedBy:
    """What a document changes of a plan."""

    code: str
    title: str | None
    source: str
    """The document that the plan was last read from."""
    difference: PlanDifference


def amended_by(desk: Desk, read: ReadPlan, decisions: Decisions) -> AmendedBy | None:
    """What ``read`` changes of the plan that it is a later text of, by name or by its looks; ``None`` for a new one."""
    if decisions.as_new:
        return None
    if decisions.amends is not None:
        return plan_difference(desk, decisions.amends, read.whole, decisions.on)
    return find_amended(desk, read.whole, read.document, decisions.on)


def find_amended(desk: Desk, parsed: ParsedPlan, document: DocumentText, on: date | None = None) -> AmendedBy | None:
    """The plan that ``parsed`` is a later text of, with what it changes.

    The same place, a title that is alike with the same numbers in it and the same period make it one; where title or
    period differ, half of the tasks have to stand already. ``None`` for a new plan, for the text that is there and
    for those that it took the place of.
    """
    digest = text_digest(document.text)
    joined = select(Plan, SourceDocument).join(
        SourceDocument, col(Plan.source_id) == col(SourceDocument.id), isouter=True
    )
    here = col(Plan.jurisdiction).is_not_distinct_from(parsed.jurisdiction)
    for plan, source in desk.session.exec(joined.where(here).order_by(col(Plan.id).desc())).all():
        if _alike(plan, parsed) and digest not in _texts(desk.session, plan, source):
            found = difference_of(desk, plan, parsed, on)
            if _is_settled(plan, parsed) or _overlap(found.difference) >= KEPT_SHARE:
                return found
    return None


def plan_difference(desk: Desk, code: str, parsed: ParsedPlan, on: date | None = None) -> AmendedBy:
    """What ``parsed`` changes of the plan of ``code`` from a day on, today where none is named."""
    return difference_of(desk, find_plan(desk, code), parsed, on)


def difference_of(desk: Desk, plan: Plan, parsed: ParsedPlan, on: date | None = None) -> AmendedBy:
    """What ``parsed`` changes of ``plan``, unit names of both being those of the ledger."""
    session = desk.session
    [stored] = stored_plans(desk.rows, as_of=desk.today, code=plan.code)
    register = UnitRegister(session, plan.jurisdiction or "")
    later = [_with_known_units(task, register, naming_day(parsed, desk.today)) for task in parsed.tasks]
    standing = _standing(stored, _settled_dates(session, plan), _mended(session, plan), _set_aside(session, plan))
    own = tuple(plan_changes(stored.plan, parsed, on or desk.today))
    difference = replace(compare(standing, later), own=own)
    return AmendedBy(plan.code, plan.title, stored.plan.source, difference)


def naming_day(parsed: ParsedPlan, today: date) -> date:
    """The day as of which the units of ``parsed`` are named."""
    return parsed.issued or parsed.period.start or today


def _texts(session: Session, plan: Plan, source: SourceDocument | None) -> set[str]:
    """The digests of the plan's text and of those before it: an old text again changes nothing by itself."""
    from dutytrack.store.tables.supervision import Amendment

    before = (
        select(SourceDocument.text_sha256)
        .join(Amendment, col(Amendment.previous_source_id) == col(SourceDocument.id))
        .where(col(Amendment.plan_id) == plan.id)
    )
    return {*session.exec(before).all(), *([] if source is None else [source.text_sha256])}


def _alike(plan: Plan, parsed: ParsedPlan) -> bool:
    one, other = (_REVISED.sub("", title or "") for title in (plan.title, parsed.title))
    if not one or not other:
        return one == other
    starts = plan.start, parsed.period.start
    if starts[0] and starts[1] and starts[0].year != starts[1].year:
        return False
    about = _about(one, plan.jurisdiction), _about(other, parsed.jurisdiction)
    return numbers_in(one) == numbers_in(other) and fuzz.ratio(*about) >= LIKE_TITLE


def _about(title: str, place: str | None) -> str:
    """What a title is about: 科技创新 in 滨海市科技创新行动计划(2025-2026年)(修订稿)."""
    return _NOT_ABOUT.sub("", folded(title).removeprefix(folded(place or "")))


def _overlap(difference: PlanDifference) -> float:
    """The lesser share of tasks, of the plan's and of the later text's, that are on both sides, 0 to 1."""
    both = sum(change.before is not None and change.after is not None for change in difference.changes)
    standing = both + difference.count("dropped")
    return min(difference.kept_share, both / standing if standing else 0.0)


def _is_settled(plan: Plan, parsed: ParsedPlan) -> bool:
    """Whether title, place and period are the same and known."""
    known = plan.jurisdiction and (plan.start or plan.end)
    same_time = (plan.start, plan.end) == (parsed.period.start, parsed.period.end)
    return bool(known) and same_time and plan.title == parsed.title


def _with_known_units(task: ParsedTask, register: UnitRegister, on: date) -> ParsedTask:
    def known(mention: UnitMention) -> str:
        match = register.match(mention.name, on=on)
        return match.unit.name if match else tidy_name(mention.name)

    return task.renamed(known)


def _standing(
    stored: StoredPlan, settled: Mapping[str, set[str]], mended: Mapping[str, list[Mended]], set_aside: set[str]
) -> list[StandingTask]:
    return [
        StandingTask(
            task.key,
            task.task,
            dropped=task.status == "dropped",
            set_aside=task.status == "dropped" and task.key in set_aside,
            successors=tuple(stored.successors.items()),
            settled=frozenset(settled.get(task.key, ())),
            mended=tuple(mended.get(task.key, ())),
        )
        for task in stored.tasks
    ]


def _set_aside(session: Session, plan: Plan) -> set[str]:
    """The keys of tasks that were dropped last by the office, and not by a text."""
    acts = select(Task.key, Action.kind).join(Task, col(Action.task_id) == col(Task.id))
    dropped = acts.where(col(Task.plan_id) == plan.id, col(Action.kind).in_(("dropped", "omitted")))
    last = dict(session.exec(dropped.order_by(col(Action.on), col(Action.id))).all())
    return {key for key, kind in last.items() if kind == "dropped"}


def _mended(session: Session, plan: Plan) -> dict[str, list[Mended]]:
    """By task key, what review corrected and titles that the office set."""
    from dutytrack.store.tables.supervision import Correction

    found: dict[str, list[Mended]] = {}
    corrected = select(Task.key, Correction.field, Correction.raw, Correction.accepted).join(
        Correction, col(Correction.task_id) == col(Task.id)
    )
    fields = {field.name for field in TASK_FIELDS}
    for key, field, raw, accepted in session.exec(corrected.where(col(Task.plan_id) == plan.id)).all():
        if field in fields:
            found.setdefault(key, []).append(Mended(field, raw, accepted))
    for task, title in _titles_before(session, plan):
        found.setdefault(task.key, []).append(Mended("title", title, task.title))
    return found


def _titles_before(session: Session, plan: Plan) -> Iterator[tuple[Task, str]]:
    tasks = {task.id: task for task in session.exec(select(Task).where(col(Task.plan_id) == plan.id)).all()}
    told = select(Journal.entity_id, Journal.before).where(
        col(Journal.entity) == "task", col(Journal.name) == "set", col(Journal.before).contains(f'"{plan.code}-')
    )
    for entity_id, before in session.exec(told).all():
        task = tasks.get(int(entity_id))
        if task is not None and before is not None:
            yield task, json.loads(before)["title"]


def _settled_dates(session: Session, plan: Plan) -> dict[str, set[str]]:
    """By task key, the printed words of deadlines whose date the office set."""
    query = (
        select(Task.key, Deadline.text)
        .join(Deadline, col(Deadline.task_id) == col(Task.id))
        .where(col(Task.plan_id) == plan.id, col(Deadline.origin) == "set", col(Deadline.text) != "")
    )
    found: dict[str, set[str]] = {}
    for key, text in session.exec(query).all():
        found.setdefault(key, set()).add(text)
    return found
