"""From an accepted review to the ledger: the plan is imported as it was accepted, and what was corrected is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from dutytrack.domain.plan.model import ROLES, ParsedPlan, ParsedTask
from dutytrack.domain.plan.problems import Problem
from dutytrack.domain.review.corrections import Correction
from dutytrack.domain.review.later import with_changes
from dutytrack.domain.review.model import Review, begin
from dutytrack.domain.review.offers import is_likely_misprint, likely_offers, with_offers
from dutytrack.domain.units.naming import Naming
from dutytrack.services.desk import Desk
from dutytrack.services.plans.decisions import UNDECIDED, Decisions
from dutytrack.services.plans.differences import amended_by, naming_day
from dutytrack.services.plans.documents import JSON_MEDIA_TYPE, DocumentText, ReadPlan, Reviewed
from dutytrack.services.plans.importing import PlanAlreadyThere, TasksAdded
from dutytrack.services.plans.rows import lines_in, source_row, task_row, write_tasks
from dutytrack.services.plans.units import LEDGER_DOUBTS, units_of_plan, with_unit_problems
from dutytrack.services.tasks.finding import find_plan
from dutytrack.services.units.errors import NearUnitError
from dutytrack.services.units.naming import near_names
from dutytrack.services.units.register import UnitRegister
from dutytrack.store.reading.corrections import renamed_units
from dutytrack.store.tables.plans import Plan, SourceDocument, Task
from dutytrack.store.tables.supervision import Correction as CorrectionRow


def begin_review(desk: Desk, read: ReadPlan, decisions: Decisions = UNDECIDED) -> Review:
    """The review of ``read``, held against the ledger; nothing is written.

    The units that importing would doubt are doubts of the review, and a later text says of each task what it changes.
    """
    document = read.document
    source = () if document.media_type == JSON_MEDIA_TYPE else document.text.split("\n")
    review = begin(with_unit_problems(desk, read.parsed, each=True), source)
    amended = amended_by(desk, read, decisions)
    return review if amended is None else with_changes(review, amended.code, amended.difference)


def corrected_again(desk: Desk, read: ReadPlan) -> ReadPlan:
    """``read`` with the names that were corrected in the ledger's reviews; itself where it has none."""
    parsed = with_offers(read.parsed, likely_offers(renamed_units(desk.rows, read.parsed.jurisdiction)))
    return read if parsed is read.parsed else replace(read, parsed=parsed)


def _own_problems(task: ParsedTask) -> tuple[Problem, ...]:
    names = {mention.name for mention in task.all_units}
    return tuple(
        one
        for one in task.problems
        if one.code not in LEDGER_DOUBTS and not (one.code == "mended-misprint" and one.facts.get("raw") in names)
    )


def reviewed_plan(review: Review, document: DocumentText, chosen: Collection[int] | None = None) -> ReadPlan:
    """The plan as ``review`` makes it, with those of its drafts that are ``chosen`` (all where not given).

    What only the ledger doubts is left out of it: importing tells that anew.
    """
    accepted = review.accept(chosen)
    whole = accepted if chosen is None else review.accept()
    tasks = tuple(replace(task, problems=_own_problems(task)) for task in accepted.plan.tasks)
    reviewed = Reviewed(
        review.read,
        whole.plan,
        accepted.corrections,
        frozenset(review.names()),
        chosen is not None,
        accepted.left,
    )
    return ReadPlan(replace(accepted.plan, tasks=tasks), document, reviewed)


def add_missing(desk: Desk, read: ReadPlan, there: PlanAlreadyThere) -> tuple[ReadPlan, TasksAdded | PlanAlreadyThere]:
    """Add the tasks that the plan in the ledger lacks under the next numbers; which, and what was done."""
    session, plan = desk.session, find_plan(desk, there.code)
    source = source_row(session, read.document)
    standing = _rows(session, plan)
    places = _missing(standing, read.parsed, source)
    if not places:
        return read, there
    more = replace(read.parsed, tasks=tuple(read.parsed.tasks[place] for place in places))
    named = units_of_plan(UnitRegister(session, plan.jurisdiction or ""), more, today=desk.today)
    first = max((row.number for row in standing), default=0) + 1
    rows = [task_row(plan, number, task, source) for number, task in enumerate(named.tasks, start=first)]
    write_tasks(session, rows, named, more, today=desk.today)
    return _part(read, more, places), TasksAdded(plan.code, plan.title, there.source, len(rows))


def _part(read: ReadPlan, more: ParsedPlan, places: list[int]) -> ReadPlan:
    """``read`` with the tasks at ``places`` alone, and the corrections of those."""
    assert read.reviewed is not None
    moved = (replace(one, place=places.index(one.place)) for one in read.reviewed.corrections if one.place in places)
    return replace(read, parsed=more, reviewed=replace(read.reviewed, corrections=tuple(moved)))


def keep_corrections(desk: Desk, code: str, read: ReadPlan) -> int:
    """Keep what was corrected of ``read`` beside the tasks of the plan of ``code``; how many corrections there are.

    Misprinted names become names of the right units.
    """
    assert read.reviewed is not None
    plan, corrections = find_plan(desk, code), read.reviewed.corrections
    ids = _ids(_rows(desk.session, plan), read.parsed)
    for one in corrections:
        row = CorrectionRow(plan_id=plan.id, field=one.field, raw=one.raw, accepted=one.accepted, line=one.line)
        row.task_id = None if one.place is None else ids[one.place]
        desk.session.add(row)
    _keep_misprints(desk, plan, read.parsed, corrections)
    desk.session.flush()
    return len(corrections)


def _ids(rows: Sequence[Task], parsed: ParsedPlan) -> list[int | None]:
    """The id of each task of ``parsed`` among ``rows``, by number and title; of doubles each its own, in order."""
    left: dict[tuple[str | None, str], list[int | None]] = defaultdict(list)
    for row in rows:
        left[row.ref, row.title].append(row.id)
    return [found.pop(0) if (found := left[task.ref, task.title]) else None for task in parsed.tasks]


def _keep_misprints(desk: Desk, plan: Plan, parsed: ParsedPlan, corrections: Sequence[Correction]) -> None:
    """A name that is no unit's, by plan and register, and looks like the one it became, means that unit."""
    renamed = [one for one in corrections if one.field in ROLES and one.raw and one.accepted]
    used = {mention.name for task in parsed.tasks for mention in task.all_units}
    wrong = [one for one in renamed if one.raw not in used and is_likely_misprint(one.raw, one.accepted)]
    if not wrong:
        return
    register = UnitRegister(desk.session, plan.jurisdiction or "")
    on = naming_day(parsed, desk.today)
    for one in wrong:
        unit = register.find(one.accepted, on=on)
        if unit is not None and register.matcher.identity(one.raw, on=on) is None:
            register.add_names(unit, (one.raw,), kind="misprint")


def near_typed(desk: Desk, read: ReadPlan) -> Iterator[NearUnitError]:
    """What is to be said of each name typed in the review of ``read`` that is near to a unit's or to one that was read.

    Nothing is entered.
    """
    assert read.reviewed is not None
    parsed, seen = read.parsed, read.reviewed.names
    names = dict.fromkeys(mention.name for task in parsed.tasks for mention in task.all_units)
    register = UnitRegister(desk.session, parsed.jurisdiction or "", trying=True)
    typed, others = [name for name in names if name not in seen], [name for name in names if name in seen]
    return near_names(register, typed, on=naming_day(parsed, desk.today), others=others)


def as_meant(read: ReadPlan, naming: Naming) -> ReadPlan:
    """``read`` with the names that were typed in its review as they are meant."""
    if read.reviewed is None or not naming.meant:
        return read
    corrections = tuple(
        replace(one, accepted=naming.meant.get(one.accepted, one.accepted)) if one.field in ROLES else one
        for one in read.reviewed.corrections
    )
    reviewed = replace(read.reviewed, whole=_plan_as_meant(read.whole, naming), corrections=corrections)
    return replace(read, parsed=_plan_as_meant(read.parsed, naming), reviewed=reviewed)


def _plan_as_meant(plan: ParsedPlan, naming: Naming) -> ParsedPlan:
    tasks = (task.renamed(lambda one: naming.meant.get(one.name, one.name)) for task in plan.tasks)
    return replace(plan, tasks=tuple(tasks))


def _rows(session: Session, plan: Plan) -> Sequence[Task]:
    return session.exec(select(Task).where(Task.plan_id == plan.id).order_by(col(Task.number))).all()


def _missing(rows: Sequence[Task], parsed: ParsedPlan, source: SourceDocument) -> list[int]:
    """The places of the tasks that ``rows`` have neither by number and title nor by number and lines."""
    titled = {(row.ref, row.title) for row in rows}
    placed = {(row.ref, row.first_line, row.last_line) for row in rows if row.first_line is not None}

    def is_there(task: ParsedTask) -> bool:
        return (task.ref, task.title) in titled or (task.ref, *lines_in(task.lines, source)) in placed

    return [place for place, task in enumerate(parsed.tasks) if not is_there(task)]
