"""Which items of an outline are tasks, and what each of them says.

The smallest item that is given its own units is a task; one whose paragraphs (or sentences) each have their own makes a
task of each; where a part of the plan names no units, its smallest numbered items are tasks. Preamble, principles,
present state, goals and timetable are none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from dutytrack.plantext.outline.headings import (
    SectionKind,
    heading_text,
    names_goals_or_tasks,
    section_kind,
    split_heading,
)
from dutytrack.plantext.outline.tree import Item
from dutytrack.plantext.plan.blocks import Block, blocks_of, has_words, merged_back, with_units_only
from dutytrack.plantext.roles.clauses import Clause, inherited_clause, is_unit_heading
from dutytrack.plantext.text.lines import folded, shown
from dutytrack.plantext.text.paragraphs import Slice
from dutytrack.plantext.words.patterns import regex

_RUNNING_LONGEST = 30
"""Characters: a longer running sentence at the head of a paragraph with its own units is cut at its first comma."""
_TASK_NAME = regex(r"(?:任务|项目|事项|工作)(?:名称|事项)?\s*:\s*")
"""任务名称: before a title."""
_BARE_LEAST = 3
_UNIT_HEADINGS_LEAST = 2
"""Fewer headings that look like units are mere words."""
_IN_FORCE = regex(
    r"自(?:印发|发布|公布|下发|\S{4,12}日)之?日?起(?:施行|实施|执行|生效)|负责解释|有效期(?:至|为|\d)|^本(?:方案|办法|意见|计划|措施)\S{0,10}自"
)
"""How a plan says from when it holds: nobody's task."""
_IN_FORCE_LONGEST = 120
_CLOSING = "。.;;::,,、 \u3000\xa0\t\x1f"


@dataclass(slots=True)
class ReadItem:
    """An item with its own text cut at its clauses."""

    item: Item
    blocks: list[Block]

    @property
    def clauses(self) -> list[Clause]:
        """Its own clauses."""
        return [block.clause for block in self.blocks if block.clause is not None]


@dataclass(slots=True)
class TaskDraft:
    """A task as found in the outline, before names and times are read."""

    ref: str
    label: str
    section: tuple[str, ...]
    title: str
    text: list[Slice]
    lines: tuple[int, int]
    clause: Clause | None
    title_slice: Slice | None
    numbered: bool = True


class TaskFinder:
    """Finds the tasks of one plan's outline."""

    def __init__(self, root: Item) -> None:
        self._root = root
        self._read = {id(item): ReadItem(item, blocks_of(item.paragraphs)) for item in root.walk()}
        self._drop_lone_bare_clauses()
        for item in root.walk():
            item.first = _first_without_clause(item, self._read[id(item)].blocks)
        self._lift_closing_clauses()
        self._lend_headings()
        self._resolved: dict[int, SectionKind] = {}
        self._kinds = {id(item): section_kind(folded(item.heading)) for item in root.walk()}
        self._tell_goals_from_tasks()

    def clauses(self) -> list[Clause]:
        """All clauses of the plan, in the order of the text."""
        return [clause for item in self._root.walk() for clause in self._read[id(item)].clauses]

    def kind(self, item: Item) -> SectionKind:
        """What the item is for: what the innermost of its headings that tells says; duties where none does.

        Under a heading of tasks or measures, words such as 优势 or 基本情况 make no item a mere description.
        """
        known = self._resolved.get(id(item))
        if known is None:
            known = self._resolved[id(item)] = self._resolve(item)
        return known

    def _resolve(self, item: Item) -> SectionKind:
        kinds = [self._kinds[id(step)] for step in item.path]
        for position in range(len(kinds) - 1, -1, -1):
            kind = kinds[position]
            described = kind is SectionKind.OTHER and SectionKind.DUTIES in kinds[:position]
            if kind not in {None, SectionKind.DUTIES} and not described:
                return kind or SectionKind.DUTIES
        return SectionKind.DUTIES

    def has_units(self, item: Item) -> bool:
        """Whether the item is given units: then what it says is a task, under whatever heading."""
        return bool(self._read[id(item)].clauses)

    def _tell_goals_from_tasks(self) -> None:
        """目标任务 states goals beside a section of tasks: one with items where it has none, or with units."""
        for item in self._root.children:
            if self._names_units(item) or not names_goals_or_tasks(folded(item.heading)):
                continue
            beside = [other for other in self._root.children if other is not item and other.children]
            duties = [other for other in beside if self._kinds[id(other)] in {None, SectionKind.DUTIES}]
            if any(self._names_units(other) if item.children else True for other in duties):
                self._kinds[id(item)] = SectionKind.GOALS

    def _names_units(self, item: Item) -> bool:
        """Whether the item or one under it is given units."""
        return any(self.has_units(below) for below in item.walk())

    def tasks(self, holders: Collection[int] = ()) -> list[TaskDraft]:
        """The plan's tasks, in the order of the text; items in ``holders`` (by id) hold a table and are none."""
        drafts: list[TaskDraft] = []
        self._collect(self._root, drafts, holders)
        return drafts

    def tells_of_a_plan(self) -> bool:
        """Whether it names units in charge, or its headings are those of a plan."""
        return bool(self.clauses()) or any(kind is not None for kind in self._kinds.values())

    def _collect(self, item: Item, drafts: list[TaskDraft], holders: Collection[int]) -> None:
        stack = [(item, False)]
        while stack:
            current, under_units = stack.pop()
            read = self._read[id(current)]
            own = bool(read.clauses) and not self._is_preamble(current)
            if own:
                drafts.extend(self._with_units(current, read))
            elif not under_units and id(current) not in holders and self._is_unitless_task(current):
                drafts.append(self._whole(current, None, read))
            stack.extend(
                (child, under_units or (own and current.parent is not None)) for child in reversed(current.children)
            )

    def _is_preamble(self, item: Item) -> bool:
        """The text before the first item: units named in it are nobody's task unless paragraphs without numbers are."""
        return item.parent is None and bool(item.children) and len(self._read[id(item)].clauses) < _BARE_LEAST

    def _is_unitless_task(self, item: Item) -> bool:
        if item.parent is None or item.marker is None or item.children or self.kind(item) is not SectionKind.DUTIES:
            return False
        return bool(item.heading) and not _IN_FORCE.search(item.paragraphs[0].text[:_IN_FORCE_LONGEST])

    def _with_units(self, item: Item, read: ReadItem) -> list[TaskDraft]:
        clauses = read.clauses
        if len(clauses) == 1 and item.parent is not None:
            return [self._whole(item, clauses[0], read)]
        return list(self._paragraph_tasks(item, read))

    def _whole(self, item: Item, clause: Clause | None, read: ReadItem) -> TaskDraft:
        text = [part for block in read.blocks for part in block.text]
        lines = _lines_of(read.blocks, item)
        for below in item.walk():
            if below is not item and not self._is_task_inside(below, item):
                inner = self._read[id(below)]
                text += [_with_marker(below, part, n) for n, part in enumerate(p for b in inner.blocks for p in b.text)]
                lines = (lines[0], max(lines[1], _lines_of(inner.blocks, below)[1]))
        return TaskDraft(
            item.ref,
            shown(item.marker.label) if item.marker else "",
            tuple(above.section_name for above in item.path[:-1]),
            item.heading,
            text,
            lines,
            clause,
            _title_slice(item),
        )

    def _is_task_inside(self, below: Item, item: Item) -> bool:
        """Whether ``below`` is a task of its own, lies in one, or holds one: then ``item`` does not take it in."""
        while below is not item and below.parent is not None:
            if any(self._read[id(inner)].clauses for inner in below.walk()):
                return True
            below = below.parent
        return False

    def _paragraph_tasks(self, item: Item, read: ReadItem) -> Iterator[TaskDraft]:
        heading = item.heading
        section = tuple(above.section_name for above in item.path)
        blocks = with_units_only(read.blocks)
        for number, block in enumerate(blocks, 1):
            body = _without_heading(block.text, item) if number == 1 else block.text
            topic = _topic(body)
            title = _topic_title(topic) if topic is not None else heading
            yield TaskDraft(
                f"{item.ref}/{number}" if item.ref else str(number),
                shown(item.marker.label) if item.marker else "",
                section,
                title or heading,
                body or block.text,
                Block(body, block.clause).lines or block.lines or (1, 1),
                block.clause,
                topic,
                numbered=item.marker is not None,
            )

    def _lend_headings(self) -> None:
        """Units as headings (一、市发展改革委) lead the tasks under them that name none."""
        for parent in [item for item in self._root.walk() if len(item.children) >= _UNIT_HEADINGS_LEAST]:
            named = [child for child in parent.children if child.children and is_unit_heading(folded(child.heading))]
            if len(named) >= _UNIT_HEADINGS_LEAST and 2 * len(named) > len(parent.children):
                for heading in named:
                    self._lend(heading)

    def _lend(self, heading: Item) -> None:
        below = [item for item in heading.walk() if item is not heading]
        if any(self._read[id(item)].clauses for item in (heading, *below)):
            return
        for item in below:
            blocks = self._read[id(item)].blocks
            if not item.children and blocks:
                blocks[-1].clause = inherited_clause(heading.paragraphs[0])

    def _drop_lone_bare_clauses(self) -> None:
        """Names in a bracket without a word for their role count only beside other clauses or several."""
        reads = list(self._read.values())
        clauses = [clause for read in reads for clause in read.clauses]
        bare = sum(clause.bare for clause in clauses)
        if bare and len(clauses) == bare and bare < _BARE_LEAST:
            for read in reads:
                read.blocks = merged_back(read.blocks)

    def _lift_closing_clauses(self) -> None:
        """Where only the last of an item's children carries units, throughout the plan, they are the item's own."""
        by_rank: dict[int, list[Item]] = {}
        for item in self._root.walk():
            if item.parent is not None and len(item.children) >= 2:
                by_rank.setdefault(item.children[0].rank, []).append(item)
        for parents in by_rank.values():
            if not any(self._read[id(child)].clauses for parent in parents for child in parent.children[:-1]):
                self._lift([parent for parent in parents if self._closes_with_units(parent)])

    def _closes_with_units(self, parent: Item) -> bool:
        last = parent.children[-1]
        clauses = self._read[id(last)].clauses
        return len(clauses) == 1 and not last.children and not self._read[id(parent)].clauses

    def _lift(self, parents: Sequence[Item]) -> None:
        """Give the clause of the last child to its parent; one case alone must have its clause on its own line."""
        lasts = [self._read[id(parent.children[-1])] for parent in parents]
        if len(parents) == 1 and not lasts[0].clauses[0].own_line:
            return
        for parent, last in zip(parents, lasts, strict=True):
            block = next(block for block in last.blocks if block.clause is not None)
            self._read[id(parent)].blocks.append(Block([], block.clause))
            block.clause = None


def _lines_of(blocks: Sequence[Block], item: Item) -> tuple[int, int]:
    spans = [lines for block in blocks if (lines := block.lines) is not None]
    if not spans:
        return (1, 1) if not item.paragraphs else item.paragraphs[0].lines
    return min(first for first, _ in spans), max(last for _, last in spans)


def _with_marker(item: Item, part: Slice, index: int) -> Slice:
    if index or item.marker is None or part.start != item.paragraphs[0].start:
        return part
    return Slice(part.paragraph, item.marker.start, part.end)


def _first_without_clause(item: Item, blocks: Sequence[Block]) -> Slice | None:
    """The start of the item's first paragraph, up to its first clause."""
    first = next((part for block in blocks for part in block.text), None)
    if first is None or not item.paragraphs or first.paragraph is not item.paragraphs[0].paragraph:
        return None
    return first


def _title_slice(item: Item) -> Slice | None:
    if not item.paragraphs:
        return None
    first = item.first or item.paragraphs[0]
    return first.part(0, split_heading(first))


def _without_heading(text: Sequence[Slice], item: Item) -> list[Slice]:
    """The first paragraph without the heading that all its fellows share."""
    if not text or not item.paragraphs or text[0].start != item.paragraphs[0].start:
        return list(text)
    first = text[0]
    if item.parent is None:
        return list(text) if "。" in first.text or len(text) == 1 else list(text[1:])
    end = split_heading(first)
    rest = first.part(end, len(first))
    stripped = rest.part(len(rest.text) - len(rest.text.lstrip(_CLOSING)), len(rest))
    return [stripped, *text[1:]] if has_words(stripped) else list(text[1:])


def _topic(text: Sequence[Slice]) -> Slice | None:
    return text[0] if text else None


def _topic_title(topic: Slice) -> str:
    named = _TASK_NAME.match(topic.text)
    title = heading_text(topic.part(named.end(), len(topic)) if named else topic)
    comma = re.search(r"[,，]", title)
    if len(title) > _RUNNING_LONGEST and comma:
        title = title[: comma.start()]
    return title.strip(_CLOSING)
