"""Reads a document's text as plans: the one entrance to this package."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from dutytrack.domain.plan.model import ParsedPlan, ParsedTask, PlanPhase
from dutytrack.domain.plan.numbering import kind_of_number, reconcile
from dutytrack.domain.plan.problems import Problem
from dutytrack.i18n import _
from dutytrack.plantext.figures.indicators import Figures, read_figures, read_goals
from dutytrack.plantext.outline.compilation import PlanText, split_plans
from dutytrack.plantext.outline.contents import without_contents, without_pages
from dutytrack.plantext.outline.head import read_head
from dutytrack.plantext.outline.headings import GOALS_INSIDE, SectionKind
from dutytrack.plantext.outline.periods import read_period
from dutytrack.plantext.outline.titles import PREAMBLE_LONGEST, Printed
from dutytrack.plantext.outline.tree import Item, build_outline, signed_off
from dutytrack.plantext.outline.web_furniture import without_web_rest
from dutytrack.plantext.plan.account import with_account
from dutytrack.plantext.plan.table_rows import YEAR, table_drafts, unread_rows, unread_tables
from dutytrack.plantext.plan.tasks import TaskDraft, TaskFinder
from dutytrack.plantext.roles.clauses import behind_the_first, says_who_is_in_brackets, unknown_rule
from dutytrack.plantext.roles.units import Assignment, Register
from dutytrack.plantext.tables.columns import meanings
from dutytrack.plantext.tables.reading import Table, take_tables
from dutytrack.plantext.text.decode import NotAPlanError
from dutytrack.plantext.text.lines import SourceLine, folded, source_lines
from dutytrack.plantext.text.paragraphs import Paragraph, Slice, covering, paragraphs
from dutytrack.plantext.text.passage import Passage, Piece
from dutytrack.plantext.times.parts import YEAR_TAKEN, TimeContext, read_deadlines, time_mentions
from dutytrack.plantext.times.phases import is_timetable, names_stage, read_phase
from dutytrack.plantext.times.recurrence import read_recurrences, season_doubts, told_cadence
from dutytrack.plantext.words.patterns import regex

_YEARS_GOALS = regex(r"^[^,。;:]{0,10}?(?P<year>20\d\d)年(?!以来|前|来)[^,。;:]{0,10}$")
_HOLDER_MOST = 2
"""Paragraphs: what an item says besides the table under it."""
_DUTY_WORDS = regex("推进|加强|完善|落实|建设|实施|建立|健全|工作|责任|保障|部门|单位|开展|强化|推动|加快|提升")
_DUTY_WORD_EVERY = 60
"""Characters: plans speak of duties at least this often."""
_OF_OWN_YEAR = regex(r"[本当今]年|年度")
"""How a figure's word says that it is the plan's year's: 年度计划投资."""
_NO_LIMIT = regex(
    r"长期|持续|常态|贯穿|全年|全程|始终|立[即行]|即[时行]|随时|适时|按(?:时|序|计划|要求|规定|进度|期)|^\W*(?:无|已[一-鿿]+)?\W*$"
)
"""How a time limit says that it has no day."""
_LIST = r"(?:任务|工作|事项|责任|分工)[^,。;:()]{0,6}(?:清单|分工表|分解表|台账|一览表)"
_LIST_SENT = regex(rf"{_LIST}\(?(?:见附件|附后)|^\s*附件\s*\d?\s*:.*{_LIST}")
_ANNEX = regex(r"\s*附件\s*\d{0,2}\s*:?\s*$")
_YEAR_PRINTED = regex(r"20\d\d")
_REQUESTS_MOST = 5
_WITHOUT_NUMBER = "units-without-number"
_WITHOUT_ROLE = "clause-without-role"
_FEW = 2
"""Tasks without a number, or whose units have no role: more of them, and the most of a plan, are its form."""
_WHOLE_YEAR = "全年"
_TIME_WORD = "\n完成时限:"
"""What a table's column says of a time printed in it."""


def read_plans(text: str, source: str) -> tuple[ParsedPlan, ...]:
    """The plans of a document, in its order.

    Never fails on what stands inside a plan: doubts are problems of the plan and its tasks. Raises NotAPlanError where
    nothing plan-like is found, saying why.
    """
    if not text.strip():
        raise NotAPlanError(source, _("the file is empty"))
    everything = without_contents(without_pages(without_web_rest(source_lines(text))))
    tables, lines = take_tables(everything)
    parts = split_plans(paragraphs(lines)) or [PlanText(())]
    readings = [_Reading(part, own, source) for part, own in zip(parts, _by_plan(tables, parts), strict=True)]
    with_tasks = [(reading, plan) for reading in readings if reading.is_plan() and (plan := reading.plan()).tasks]
    if not with_tasks:
        raise NotAPlanError(source, _("no numbered task and no unit in charge was found in it"))
    if len(with_tasks) > 1 and _sends_a_list(*with_tasks[0], with_tasks[1][1]):
        letter, (reading, listed) = with_tasks[0][1], with_tasks[1]
        with_tasks[:2] = [(reading, _sent_by(letter, listed))]
    in_tables = {line.number for line in everything} - {line.number for line in lines}
    heads = {line.number for table in tables for line in table.head}
    return tuple(_with_accounts(with_tasks, everything, in_tables, heads))


class _Reading:
    def __init__(self, part: PlanText, tables: Sequence[Table], source: str) -> None:
        self._part = part
        self._source = source
        self._root = build_outline(part.paragraphs)
        self._finder = TaskFinder(self._root)
        self._front = _front(part.paragraphs, self._root)
        front = [*part.notice, *self._front]
        everything = [*part.notice, *_set_apart(part.paragraphs)]
        self._head = read_head(front, everything, part.title)
        self._opened = [item for item in self._root.walk() if item.parent is not None and item.paragraphs]
        self._goals = list(self._goal_passages())
        goals = list(chain.from_iterable(parts for parts, _ in self._goals))
        stated = read_period(self._head.title, front, goals, ())
        issue = self._head.issued, self._head.numbered
        self._phases = tuple(self._read_phases(TimeContext(stated.period, *issue)))
        self._told = read_period(self._head.title, front, goals, self._phases)
        self._context = TimeContext(self._told.period, *issue)
        held = [(table, self._holder_of(table)) for table in tables]
        drafts = list(self._finder.tasks({holder for _, holder in held if holder is not None}))
        self._unread = [*unread_tables(part.paragraphs), *(problem for one in tables for problem in unread_rows(one))]
        for table, holder in held:
            section = tuple(item.section_name for item in holder.path) if holder is not None else ()
            drafts += table_drafts(table, section, self._context.first_year)
        drafts.sort(key=lambda draft: draft.lines[0])
        self._letter_end = self._end_of_letter(drafts)
        self._drafts = [draft for draft in drafts if draft.lines[0] > self._letter_end]
        clauses = [draft.clause for draft in self._drafts if draft.clause is not None]
        said = [*(paragraph.text for paragraph in everything), *(line.text for table in tables for line in table.head)]
        self._register = Register(clauses, self._head.places, next(filter(None, map(behind_the_first, said)), None))
        self._in_brackets = any(map(says_who_is_in_brackets, said))
        self._rule = next(filter(None, map(_unknown_rule, front)), None)
        self._has_units = any(draft.clause is not None for draft in self._drafts)

    def is_plan(self) -> bool:
        """Whether anything but its numbers makes the text a plan: units in charge, a title, headings, or its words."""
        if self._has_units or self._finder.tells_of_a_plan() or self._head.is_titled:
            return True
        text = "".join(paragraph.text for paragraph in self._part.paragraphs)
        return len(_DUTY_WORDS.findall(text)) * _DUTY_WORD_EVERY >= len(text)

    def sends(self) -> bool:
        """Whether the text names an attachment in which the tasks stand."""
        return any(_LIST_SENT.search(paragraph.text) for paragraph in self._part.paragraphs)

    def plan(self) -> ParsedPlan:
        head = self._head
        goals = [read_goals(_passage(parts), self._context, due) for parts, due in self._goals]
        read = _with_doubted_years([self._task(draft) for draft in self._drafts], self._context.own_year)
        tasks, taken = _told_once(read, YEAR_TAKEN, 0)
        tasks, without = _told_once(tasks, _WITHOUT_NUMBER, max(_FEW, len(tasks) // 2))
        tasks, bare = _told_once(tasks, _WITHOUT_ROLE, 0 if self._in_brackets else max(_FEW, len(tasks) // 2))
        lines = [*(paragraph.lines for paragraph in self._part.paragraphs), *(task.lines for task in tasks)]
        plan = ParsedPlan(
            self._source,
            head.title,
            head.issuer,
            head.doc_no,
            head.issued,
            head.jurisdiction,
            self._context.period,
            tuple(one for figures in goals for one in figures.indicators),
            self._phases,
            tasks,
            (),
            covering(lines) if lines else (1, 1),
        )
        numbers = {(kind_of_number(mark.ref), mark.number) for item in self._opened if (mark := item.marker)}
        doubts = [doubt for figures in goals for doubt in figures.doubts]
        found = (
            *head.problems,
            *self._told.problems,
            *doubts,
            *self._told_cadence(tasks),
            *_numbering_problems(plan, numbers),
            *self._unread,
            *taken,
            *without,
            *([] if self._in_brackets else bare),
        )
        return replace(plan, problems=found)

    def _told_cadence(self, tasks: Sequence[ParsedTask]) -> Iterator[Problem]:
        """That a paragraph outside the tasks asks all for reports: no task takes that up."""
        of_tasks = {line for task in tasks for line in range(task.lines[0], task.lines[1] + 1)}
        for one in (one for one in self._part.paragraphs if one.lines[0] not in of_tasks):
            if rule := told_cadence(one.text):
                yield Problem("cadence-told", one.lines[0], "recurring", {"text": rule})
                return

    @property
    def first_year(self) -> int | None:
        """The first year of the plan, as far as the text tells."""
        return self._context.first_year

    def told(self) -> set[int]:
        """The lines of what is nobody's task."""
        return {number for part in self._told_parts() for number in range(part.lines[0], part.lines[1] + 1)}

    def described(self) -> set[int]:
        """The lines that hold nothing but what describes a project."""
        sizes = (size for draft in self._drafts for size in draft.sizes)
        return {size.lines[0] for size in sizes if size.text == size.paragraph.text.strip()}

    def opened(self, of_tasks: Collection[int]) -> set[int]:
        """The lines in which items begin that hold one of the tasks' lines or stand in it."""
        return {item.paragraphs[0].lines[0] for item in self._opened if _meets(item, of_tasks)}

    def _told_parts(self) -> Iterator[Printed]:
        yield from self._front
        yield from self._part.notice
        yield from (one for one in self._part.paragraphs if one.lines[0] <= self._letter_end)
        for item in self._opened:
            if self._finder.is_told(item):
                yield from item.paragraphs

    def _end_of_letter(self, drafts: Sequence[TaskDraft]) -> int:
        """The last line of a letter with a few requests that names no units, and sends a list that does; else 0."""
        annex = next((one.lines[0] for one in self._part.paragraphs if _ANNEX.match(one.text)), 0)
        asked = [draft for draft in drafts if draft.lines[0] < annex]
        listed = drafts[len(asked) :]
        asks = 0 < len(asked) <= _REQUESTS_MOST and all(draft.clause is None for draft in asked)
        is_list = 2 * sum(draft.clause is not None for draft in listed) > len(listed)
        return annex if asks and is_list and self.sends() else 0

    def _holder_of(self, table: Table) -> Item | None:
        """The item whose heading a table stands under: one that says little but its heading."""
        before = bisect_left(self._opened, table.first_line, key=lambda item: item.paragraphs[0].lines[0])
        item = self._opened[before - 1] if before else None
        return item if item is not None and len(item.paragraphs) <= _HOLDER_MOST else None

    def _task(self, draft: TaskDraft) -> ParsedTask:
        assignment = self._register.read(draft.clause) if draft.clause is not None else Assignment()
        begins = [begin for begin in draft.begins if not self._is_over(begin)]
        times = (*begins, *assignment.times, *draft.times)
        passage = _passage(draft.text, times, {period.text for _, period in draft.staged})
        deadlines, doubts = read_deadlines(_dated_passage(draft, times) or passage, self._context)
        duties = read_recurrences(passage)
        doubts = (*doubts, *_unread_times(times, self._context))
        figures = self._figures(draft, passage, times)
        doubts = (*draft.doubts, *doubts, *season_doubts(duties), *figures.doubts)
        if self._rule is not None and assignment.of("responsible"):
            doubts = (*doubts, self._rule)
        if draft.clause is not None and not draft.numbered:
            doubts = (*doubts, Problem(_WITHOUT_NUMBER, draft.lines[0], "label"))
        problems = (*assignment.problems, *doubts)
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
            duties,
            figures.indicators,
            problems,
            draft.title_slice.span if draft.title_slice is not None else None,
        )

    def _is_over(self, begin: Slice) -> bool:
        """Whether a day from which a task is done lies before the plan's issue: nothing is due on it."""
        issued = self._head.issued
        days = [one.last for one in time_mentions(_passage([], [begin]).text, self._context)]
        return issued is not None and any(day is not None and day < issued for day in days)

    def _figures(self, draft: TaskDraft, passage: Passage, times: Sequence[Slice]) -> Figures:
        """The task's targets: those of its text but what describes a project, those beside it, those of its stages."""
        title = folded(draft.title)
        if not (draft.sizes or draft.amounts or draft.staged):
            return read_figures(passage, self._context, title)
        apart = [*draft.sizes, *(part for part, _ in draft.staged)]
        of_year = [one for one in draft.amounts if _OF_OWN_YEAR.match(one.text)]
        others = [one for one in draft.amounts if one not in of_year]
        aimed = [*(part for part in draft.text if part not in apart), *others]
        stages = {time.text for _, time in draft.staged}
        own = [time for time in times if time.text not in stages]
        passages = [_passage(aimed, own), *(_passage([part], [time], stages) for part, time in draft.staged)]
        read = [read_figures(one, self._context, title) for one in passages]
        if of_year:
            read.append(
                _within_year(read_figures(_passage(of_year, own), self._context, title), self._context.own_year)
            )
        return Figures(
            tuple(one for figures in read for one in figures.indicators),
            tuple(one for figures in read for one in figures.doubts),
        )

    def _goal_passages(self) -> Iterator[tuple[Sequence[Slice], date | None]]:
        """The paragraphs of each item that states goals, else of 总体要求 and the preamble; and the year meant."""
        untasked = [item for item in self._opened if not self._finder.has_units(item)]
        goals = [item for item in untasked if self._finder.kind(item) is SectionKind.GOALS]
        if not goals:
            yield [part for part in self._root.paragraphs if part.text.endswith(("。", ":", ";"))], None
            goals = [item for item in untasked if GOALS_INSIDE.search(folded(item.heading))]
        yield from ((item.paragraphs, _goals_year(item)) for item in goals)

    def _read_phases(self, context: TimeContext) -> Iterator[PlanPhase]:
        for item in self._opened:
            if item.children or self._finder.kind(item) is not SectionKind.TIMETABLE:
                continue
            if is_timetable(folded(item.heading)):
                stages = (_passage([part]) for part in item.paragraphs[1:] if names_stage(part.text))
                found = [read_phase(stage, None, context) for stage in stages]
            else:
                found = [read_phase(_passage(item.paragraphs[:1]), _passage(item.paragraphs[1:]), context)]
            yield from filter(None, found)


def _with_doubted_years(tasks: Sequence[ParsedTask], own: int | None) -> list[ParsedTask]:
    """The tasks; days of the plan's ``own`` year without one are doubted where most print one, and a later one."""
    days = [day for task in tasks for day in task.deadlines if day.date is not None]
    printed = [day.date.year for day in days if day.date is not None and _YEAR_PRINTED.search(day.text)]
    if own is None or 2 * len(printed) <= len(days) or min(printed, default=own) <= own:
        return list(tasks)

    def doubted(task: ParsedTask) -> ParsedTask:
        bare = [one.text for one in task.deadlines if one.date is not None and one.date.year == own]
        doubts = [Problem("date-without-year", task.lines[0], "deadline", {"text": text}) for text in bare]
        return replace(task, problems=(*task.problems, *doubts))

    return [doubted(task) for task in tasks]


def _told_once(tasks: Sequence[ParsedTask], code: str, most: int) -> tuple[tuple[ParsedTask, ...], list[Problem]]:
    """The tasks without their doubts of ``code``, and the first of these, where more than ``most`` tasks have one."""
    told = [doubt for task in tasks for doubt in task.problems if doubt.code == code]
    if len(told) <= most:
        return tuple(tasks), []
    rest = (replace(task, problems=tuple(one for one in task.problems if one.code != code)) for task in tasks)
    return tuple(rest), told[:1]


def _sends_a_list(reading: _Reading, letter: ParsedPlan, following: ParsedPlan) -> bool:
    """Whether the first text is a letter with a few requests that names no units, and sends a list that does."""
    asks = len(letter.tasks) <= _REQUESTS_MOST and not any(task.all_units for task in letter.tasks)
    return asks and reading.sends() and 2 * sum(bool(task.all_units) for task in following.tasks) > len(following.tasks)


def _unknown_rule(paragraph: Printed) -> Problem | None:
    """A doubt where the paragraph lays down by a rule that is not known who has which role."""
    rule = unknown_rule(paragraph.text)
    if rule is None or meanings(paragraph.text):
        return None
    return Problem("rule-of-roles", paragraph.lines[0], "responsible", {"text": rule})


def _sent_by(letter: ParsedPlan, listed: ParsedPlan) -> ParsedPlan:
    """The plan with what its letter tells of whose it is and when it was issued, where it does not say so itself."""
    return replace(
        listed,
        issuer=listed.issuer or letter.issuer,
        doc_no=listed.doc_no or letter.doc_no,
        issued=listed.issued or letter.issued,
        jurisdiction=listed.jurisdiction or letter.jurisdiction,
    )


def _meets(item: Item, lines: Collection[int]) -> bool:
    """Whether one of ``lines`` is the item's."""
    first = item.paragraphs[0].lines[0]
    last = max(inner.paragraphs[-1].lines[1] for inner in item.walk() if inner.paragraphs)
    return any(line in lines for line in range(first, last + 1))


def _with_accounts(
    plans: Sequence[tuple[_Reading, ParsedPlan]], lines: Sequence[SourceLine], in_tables: set[int], heads: set[int]
) -> Iterator[ParsedPlan]:
    """The plans, each with the account of its lines: from where the one before ends to where it ends itself."""
    begin = 0
    texts = {line.number: line.text for line in lines}
    headers = heads | {number for number in in_tables if not texts[number].strip()[:1].isdigit()}
    for reading, plan in plans:
        end = plan.lines[1] if plan is not plans[-1][1] else lines[-1].number
        of_tasks = {number for task in plan.tasks for number in range(task.lines[0], task.lines[1] + 1)}
        own = [line for line in lines if begin < line.number <= end]
        told = ((reading.told() | headers) - of_tasks) | reading.described()
        further = [later for _, later in plans if later.lines[0] > plan.lines[0] and len(later.tasks) > len(plan.tasks)]
        beside = any(task.all_units for later in further for task in later.tasks)
        yield with_account(plan, own, told, reading.opened(of_tasks), beside=beside, since=reading.first_year)
        begin = end


def _goals_year(item: Item) -> date | None:
    """The last day of the year whose goals a heading above the item says that it states."""
    years = (_YEARS_GOALS.search(folded(above.heading)) for above in reversed(item.path[:-1]))
    found = next(filter(None, years), None)
    return date(int(found["year"]), 12, 31) if found else None


def _dated_passage(draft: TaskDraft, times: Sequence[Slice]) -> Passage | None:
    """What says by when a task with stages and a time of its own is due: the stages are only its figures'."""
    stages = {period.text for _, period in draft.staged}
    told = [part for part, period in draft.staged if YEAR.match(period.text)]
    if not told or all(time.text in stages for time in times):
        return None
    return _passage([part for part in draft.text if part not in told], times, stages)


def _passage(parts: Sequence[Slice], times: Sequence[Slice] = (), stages: Collection[str] = ()) -> Passage:
    """The parts as one passage, a line break between them; times without a word say what they are.

    ``stages`` are those of the times that head columns, where 全年 is the year's end.
    """
    pieces: list[Piece] = []
    for part in parts:
        if pieces:
            pieces.append(Piece(pieces[-1].line, pieces[-1].column + len(pieces[-1].text), "\n"))
        pieces += part.pieces
    for time in times:
        word = "\n" if ":" in time.text else _TIME_WORD
        pieces += [Piece(time.lines[0], time.start, word), *time.pieces]
        if time.text in stages and time.text == _WHOLE_YEAR:
            pieces.append(Piece(time.lines[-1], time.end, "目标"))
    return Passage(pieces)


def _within_year(figures: Figures, year: int | None) -> Figures:
    """Sums of a year, due by its end at the latest, whenever the project is finished."""
    if year is None:
        return figures
    end = date(year, 12, 31)
    dated = (replace(one, due=min(one.due or end, end)) for one in figures.indicators)
    return Figures(tuple(dated), figures.doubts)


def _unread_times(times: Sequence[Slice], context: TimeContext) -> Iterator[Problem]:
    """A doubt for each time limit from which nothing was read: no day, no duty that comes again, no 长期."""
    for time in times:
        passage = _passage([], [time])
        if not (_NO_LIMIT.search(time.text) or time_mentions(passage.text, context) or read_recurrences(passage)):
            yield Problem("time-unread", time.lines[0], "deadline", {"text": time.shown[:40]})


def _front(everything: Sequence[Paragraph], root: Item) -> list[Printed]:
    """What stands before the first item; on its own line too, where a document has no line breaks."""
    if not root.children or not root.children[0].paragraphs:
        return [_cut(paragraph) for paragraph in everything[:12]]
    first = root.children[0].paragraphs[0].lines[0]
    before = [_cut(paragraph) for paragraph in everything if paragraph.lines[0] < first]
    run_on = [part for part in root.paragraphs if part.lines[0] == first]
    return [*before, *(part.part(*word.span()) for part in run_on for word in re.finditer(r"\S+", part.text))]


def _cut(paragraph: Paragraph) -> Printed:
    """The paragraph, or what of it is not too long for a preamble's."""
    return paragraph if len(paragraph.text) <= PREAMBLE_LONGEST else Slice(paragraph, 0, PREAMBLE_LONGEST)


def _set_apart(paragraphs: Sequence[Paragraph]) -> list[Printed]:
    """The paragraphs, a signature behind the last item of a line as lines of its own."""
    apart: list[Printed] = []
    for paragraph in paragraphs:
        apart.append(paragraph)
        names, signed = signed_off(paragraph.text)
        if names < len(paragraph.text):
            apart += [Slice(paragraph, names, signed), Slice(paragraph, signed, len(paragraph.text))]
    return apart


def _by_plan(tables: Sequence[Table], parts: Sequence[PlanText]) -> list[list[Table]]:
    """Each table to the plan it stands in: the last that begins before it."""
    own: list[list[Table]] = [[] for _ in parts]
    begin = [(part.paragraphs[0].lines[0], n) for n, part in enumerate(parts) if part.paragraphs]
    for table in tables:
        own[max((n for line, n in begin if line < table.first_line), default=0)].append(table)
    return own


def _numbering_problems(plan: ParsedPlan, numbers: Collection[tuple[str, int]]) -> Iterator[Problem]:
    """The gaps and doubles of the tasks' numbers; ``numbers`` are those of all items, by their form."""
    last = {task.number: task.lines[0] for task in plan.tasks}
    first = {task.number: task.lines[0] for task in reversed(plan.tasks)}
    for run in reconcile(plan):
        missing = set(run.missing)
        before = max((number for kind, number in numbers if kind == run.kind and number < run.first), default=0)
        if before < run.first - 1:
            yield Problem(
                "number-gap", first.get(run.first, 0), "label", {"before": str(before), "after": str(run.first)}
            )
        for number in run.doubled:
            yield Problem("number-double", last.get(number, 0), "label", {"label": str(number)})
        for number in (number for number in run.missing if number - 1 not in missing):
            after = next(n for n in range(number, run.last + 1) if n not in missing)
            yield Problem("number-gap", first.get(after, 0), "label", {"before": str(number - 1), "after": str(after)})
