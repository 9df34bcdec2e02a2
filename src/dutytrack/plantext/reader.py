"""Reads a document's text as plans: the one entrance to this package."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dutytrack.domain.plan import ParsedPlan, ParsedTask, PlanIndicator, PlanPhase
from dutytrack.domain.problems import Problem
from dutytrack.i18n import _
from dutytrack.plantext.compilation import PlanText, split_plans
from dutytrack.plantext.dates import read_deadlines
from dutytrack.plantext.decode import NotAPlanError
from dutytrack.plantext.head import read_head, read_period
from dutytrack.plantext.headings import SectionKind
from dutytrack.plantext.indicators import read_indicators
from dutytrack.plantext.lines import source_lines
from dutytrack.plantext.outline import Item, build_outline
from dutytrack.plantext.paragraphs import Paragraph, Slice, paragraphs
from dutytrack.plantext.passage import Passage, Piece
from dutytrack.plantext.phases import read_phase
from dutytrack.plantext.recurrence import read_recurrences
from dutytrack.plantext.roles import first_unit_leads
from dutytrack.plantext.tasks import TaskDraft, TaskFinder
from dutytrack.plantext.timecontext import TimeContext
from dutytrack.plantext.units import Assignment, Register
from dutytrack.plantext.webrest import without_web_rest


def read_plans(text: str, source: str) -> tuple[ParsedPlan, ...]:
    """The plans of a document, in its order.

    Never fails on what stands inside a plan: doubts are problems of the plan and its tasks. Raises NotAPlanError where
    nothing plan-like is found, saying why.
    """
    if not text.strip():
        raise NotAPlanError(source, _("the file is empty"))
    lines = without_web_rest(source_lines(text))
    plans = [_Reading(part, source).plan() for part in split_plans(paragraphs(lines))]
    with_tasks = tuple(plan for plan in plans if plan.tasks)
    if not with_tasks:
        raise NotAPlanError(source, _("no numbered task and no unit in charge was found in it"))
    return with_tasks


class _Reading:
    """One plan on its way from paragraphs to values."""

    def __init__(self, part: PlanText, source: str) -> None:
        self._part = part
        self._source = source
        self._root = build_outline(part.paragraphs)
        self._finder = TaskFinder(self._root)
        front = [*part.notice, *_front(part.paragraphs, self._root)]
        everything = [*part.notice, *part.paragraphs]
        self._head = read_head(front, everything, part.title)
        self._phases = tuple(self._read_phases())
        period = read_period(self._head.title, front, self._goal_texts(), self._phases)
        self._period = period
        self._context = TimeContext(period, self._head.issued)
        clauses = self._finder.clauses()
        leads = any(
            first_unit_leads(paragraph.text)
            for paragraph in everything
            if "第一" in paragraph.text or "首" in paragraph.text
        )
        self._register = Register(clauses, self._head.places, first_leads=leads)
        self._any_clause = bool(clauses)

    def plan(self) -> ParsedPlan:
        """The plan as a value."""
        first, last = self._part.paragraphs[0].lines[0], self._part.paragraphs[-1].lines[1]
        head = self._head
        return ParsedPlan(
            self._source,
            head.title,
            head.issuer,
            head.doc_no,
            head.issued,
            head.jurisdiction,
            self._period,
            tuple(self._goal_indicators()),
            self._phases,
            tuple(self._task(draft) for draft in self._finder.tasks()),
            (),
            (first, last),
        )

    def _task(self, draft: TaskDraft) -> ParsedTask:
        assignment = self._register.read(draft.clause) if draft.clause is not None else Assignment()
        passage = _passage([*draft.text, *assignment.times])
        deadlines, doubts = read_deadlines(passage, self._context)
        problems = (*assignment.problems, *doubts, *self._unit_problems(draft, assignment))
        return ParsedTask(
            draft.ref,
            draft.label,
            draft.section,
            draft.title,
            "\n".join(part.shown for part in draft.text),
            draft.lines,
            assignment.raw or None,
            assignment.of("lead"),
            assignment.of("responsible"),
            assignment.of("participating"),
            assignment.leader,
            deadlines,
            read_recurrences(passage),
            read_indicators(passage, self._context),
            problems,
            draft.title_slice.span if draft.title_slice is not None else None,
        )

    def _unit_problems(self, draft: TaskDraft, assignment: Assignment) -> list[Problem]:
        line = draft.lines[0]
        if draft.clause is None:
            return [Problem("no-units", line, "lead")] if self._any_clause else []
        problems = []
        if not assignment.of("lead"):
            problems.append(Problem("no-lead", draft.clause.raw[0].lines[0], "lead"))
        if not draft.numbered:
            problems.append(Problem("units-without-number", line, "label"))
        return problems

    def _goal_texts(self) -> list[Slice]:
        return [
            part
            for item in self._root.walk()
            if item.parent is not None and self._finder.kind(item) is SectionKind.GOALS
            for part in item.paragraphs
        ]

    def _goal_indicators(self) -> Iterable[PlanIndicator]:
        for item in self._root.walk():
            if item.parent is not None and item.paragraphs and self._finder.kind(item) is SectionKind.GOALS:
                yield from read_indicators(_passage(item.paragraphs), self._context)

    def _read_phases(self) -> Iterable[PlanPhase]:
        for item in self._root.walk():
            if item.parent is None or not item.paragraphs or self._finder.kind(item) is not SectionKind.TIMETABLE:
                continue
            first = item.paragraphs[0]
            phase = read_phase(_passage([first]), _passage(item.paragraphs[1:]) if item.paragraphs[1:] else None)
            if phase is not None:
                yield phase


def _passage(parts: Sequence[Slice]) -> Passage:
    """The parts as one passage, a line break between them."""
    pieces: list[Piece] = []
    for part in parts:
        if pieces:
            pieces.append(Piece(pieces[-1].line, pieces[-1].column + len(pieces[-1].text), "\n"))
        pieces += part.pieces
    return Passage(pieces)


def _front(everything: Sequence[Paragraph], root: Item) -> list[Paragraph]:
    """The paragraphs before the first item."""
    first = root.children[0].paragraphs[0].lines[0] if root.children and root.children[0].paragraphs else None
    if first is None:
        return list(everything[:12])
    return [paragraph for paragraph in everything if paragraph.lines[0] < first]
