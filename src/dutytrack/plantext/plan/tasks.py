"""Which items of an outline are tasks, and what each of them says.

The smallest item that is given its own units is a task; one whose paragraphs (or sentences) each have their own makes a
task of each; where a part of the plan names no units, its smallest numbered items are tasks. Preamble, principles,
present state, goals and timetable are none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from dutytrack.domain.plan.problems import Problem
from dutytrack.domain.words.roles import Role
from dutytrack.domain.words.seasons import BEFORE, SEASON
from dutytrack.plantext.outline.headings import (
    CLOSING,
    SectionKind,
    exhorts,
    heading_text,
    names_goals_or_tasks,
    section_kind,
    split_heading,
)
from dutytrack.plantext.outline.tree import Item
from dutytrack.plantext.plan.blocks import Block, blocks_of, has_words, merged_back, takes_part, with_units_only
from dutytrack.plantext.roles.clauses import Clause, is_unit_heading, lends_below
from dutytrack.plantext.roles.fields import RoleField, all_units, names_field
from dutytrack.plantext.text.lines import folded, shown
from dutytrack.plantext.text.paragraphs import Slice, covering
from dutytrack.plantext.words.patterns import regex

_RUNNING_LONGEST = 30
"""Characters: a longer running sentence at the head of a paragraph with its own units is cut at its first comma."""
_TASK_NAME = regex(
    r"(?:具体|主要|重点|工作|保障|政策|目标)*(?:任务|项目|事项|工作|措施|举措|内容|要求)(?:名称|事项)?\s*:\s*"
    r"|附[件表]\s*\d*\s*:?\s*$"
)
"""What stands before a task's own words and is none of them."""
_OPENS_WITH_TIME = regex(r"(?:力争|确保|争取)?[到至在于]?(?:(?:19|20)\d\d年|\d{1,2}月|年[底内]|今年)")
_THEN_BY_WHEN = regex(
    r"(?<=[^,，。]{4})[,，](?:力争|确保)?[^,，。;；()（）\d]{0,2}(?:\d[^,，。;；()（）\d]{1,6})?(?:20\d\d年)?"
    r"(?:\d{1,2}月(?:\d{1,2}日|[上中下]旬|[底末])?(?:之?前|[^,，]*?前)|年[底内]|上半年|第?[一二三四]季度"
    rf"|[^,，。;；()（）]{{0,4}}(?:{SEASON}|期[中末]考试|学期结束){BEFORE})"
)
_COUNTED = regex(r"[一二三四五六七八九十]{1,2}是(?=[^,。;]{3})")
"""How a paragraph counts what it says: 一是."""
_BULLET = regex(r"[●◆■★▲•※◎○►▶☆◇□]\s*(?=\S)")
_WITH = regex("会同|牵头,?")
_HOLDS = regex(r"(?:组织|活动|举办|主办)(?:机构|单位)$")
_TO_ALL = regex(r"^(?:本[章节部]分?|以[上下]|下列)[^,。;由]{0,16}[均都]?由")
_TEAM = regex("(?:专班|(?<![小党班])组)$")
_BARE_LEAST = 3
_NOTE = regex(r"\([^():]*:[^()]*\)$")
_HEADS_ANSWER = regex(r"标题[^。;]{0,16}(?:责任|承办)(?:处室|科室|单位|部门)")
"""How a plan says what the units that head its chapters do."""
_UNIT_HEADINGS_LEAST = 2
"""Fewer headings that look like units are mere words."""
_IN_FORCE = regex(
    r"自(?:印发|发布|公布|下发|\S{4,12}日)之?日?起(?:施行|实施|执行|生效)|负责解释|有效期(?:至|为|\d)|^\W*为[^。;]{2,80}制[定订]本|^本(?:方案|办法|意见|计划|措施)\S{0,10}自"
)
"""How a plan says what for it was made and from when it holds: nobody's task."""
_IN_FORCE_LONGEST = 120


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
    times: tuple[Slice, ...] = ()
    """When it is due, where no clause says it."""
    begins: tuple[Slice, ...] = ()
    """From when it is done, where that is told beside by when."""
    sizes: tuple[Slice, ...] = ()
    """What of the text describes a project, so that its figures are none to be reached."""
    amounts: tuple[Slice, ...] = ()
    """Figures to be reached that stand beside the text."""
    staged: tuple[tuple[Slice, Slice], ...] = ()
    """What of the text is to be reached by the end of a time, with that time."""
    doubts: tuple[Problem, ...] = ()


class TaskFinder:
    """Finds the tasks of one plan's outline."""

    def __init__(self, root: Item) -> None:
        self._root = root
        self._blocks = {item: blocks_of(item.paragraphs) for item in root.walk()}
        self._drop_lone_bare_clauses()
        for item, blocks in self._blocks.items():
            text = _text_of(blocks)
            item.first = text[0] if text and text[0].paragraph is item.paragraphs[0].paragraph else None
        self._lift_closing_clauses()
        self._lend_headings()
        self._lend_to_all()
        self._lead_by_name()
        self._kinds = {item: section_kind(folded(item.heading)) for item in root.walk()}
        self._tell_goals_from_tasks()
        self._drop_who_is_over_all()

    def _clauses(self, item: Item) -> list[Clause]:
        """The clauses of the item itself."""
        return [block.clause for block in self._blocks[item] if block.clause is not None]

    def kind(self, item: Item) -> SectionKind:
        """What the innermost heading that tells says, else duties; under tasks a word such as 优势 says nothing."""
        told = SectionKind.DUTIES
        measured = False
        for kind in filter(None, map(self._kinds.__getitem__, item.path)):
            measured = measured or kind is SectionKind.DUTIES
            if kind is not SectionKind.DUTIES and not (kind is SectionKind.OTHER and measured):
                told = kind
        return told

    def has_units(self, item: Item) -> bool:
        """Whether the item is given units: then what it says is a task, under whatever heading."""
        return bool(self._clauses(item))

    def _tell_goals_from_tasks(self) -> None:
        """目标任务 states goals beside a section of tasks: one with items where it has none, or with units."""
        for item in self._root.children:
            if self._names_units(item) or not names_goals_or_tasks(folded(item.heading)):
                continue
            beside = [other for other in self._root.children if other is not item and other.children]
            duties = [other for other in beside if self._kinds[other] in {None, SectionKind.DUTIES}]
            if any(not item.children or self._names_units(other) for other in duties):
                self._kinds[item] = SectionKind.GOALS

    def _names_units(self, item: Item) -> bool:
        """Whether the item or one under it is given units."""
        return any(self.has_units(below) for below in item.walk())

    def tells_of_a_plan(self) -> bool:
        """Whether it names units in charge, or its headings are those of a plan."""
        return self._names_units(self._root) or any(kind is not None for kind in self._kinds.values())

    def tasks(self, holders: Collection[Item] = ()) -> Iterator[TaskDraft]:
        """The plan's tasks, in the order of the text; items in ``holders`` hold a table and are none."""
        stack = [(self._root, False)]
        while stack:
            item, under_units = stack.pop()
            clauses = self._clauses(item)
            # units named before the first item are nobody's task unless paragraphs without numbers are tasks
            preamble = item.parent is None and item.children and len(clauses) < _BARE_LEAST
            named = any(field.names_units for clause in clauses for field in clause.fields)
            own = bool(clauses) and not preamble and (named or not (item.children or item.parent is None))
            if own and len(clauses) == 1 and item.parent is not None:
                yield self._whole(item, clauses[0])
            elif own:
                yield from self._paragraph_tasks(item)
            elif not under_units and item not in holders and self._is_unitless_task(item):
                yield self._whole(item, None)
            under_units = under_units or (own and item.parent is not None)
            stack += [(child, under_units) for child in reversed(item.children)]

    def _is_unitless_task(self, item: Item) -> bool:
        if item.marker is None or item.children or self.kind(item) is not SectionKind.DUTIES:
            return False
        return bool(item.heading) and not _says_from_when(item) and not self._exhorts(item)

    def _exhorts(self, item: Item) -> bool:
        """Whether the item is a chapter that speaks to all, beside chapters that hold items."""
        beside = self._root.children
        return item in beside and exhorts(folded(item.heading)) and any(other.children for other in beside)

    def is_told(self, item: Item) -> bool:
        """Whether the item tells of what is nobody's task: goals, stages, present state, from when the plan holds."""
        return not self.has_units(item) and (
            self.kind(item) is not SectionKind.DUTIES or _says_from_when(item) or self._exhorts(item)
        )

    def _whole(self, item: Item, clause: Clause | None) -> TaskDraft:
        """The item as a task, with all that stands under it but what is given units or holds something that is."""
        text = _text_of(self._blocks[item])
        lines = [_lines_of(self._blocks[item], item)]
        for below in [inner for child in item.children if not self._names_units(child) for inner in child.walk()]:
            text += _with_marker(below, _text_of(self._blocks[below]))
            lines.append(_lines_of(self._blocks[below], below))
        title = (item.first or item.paragraphs[0]) if item.paragraphs else None
        return TaskDraft(
            item.ref,
            shown(item.marker.label) if item.marker else "",
            tuple(above.section_name for above in item.path[:-1]),
            whats_to_be_done(item.heading),
            text,
            (lines[0][0], covering(lines)[1]),
            clause,
            title.part(0, split_heading(title)) if title else None,
        )

    def _paragraph_tasks(self, item: Item) -> Iterator[TaskDraft]:
        heading = item.heading
        section = tuple(above.section_name for above in item.path)
        blocks = with_units_only(self._blocks[item])
        bulleted = sum(any(_BULLET.match(one.text) for one in block.text) for block in blocks) >= _BARE_LEAST
        for number, block in enumerate(blocks, 1):
            body = _without_heading(block.text, item) if number == 1 else block.text
            body = _from_bullet(body) if bulleted else body
            topic = next((one for one in body if not _TASK_NAME.fullmatch(one.text)), body[0] if body else None)
            yield TaskDraft(
                f"{item.ref}/{number}" if item.ref else str(number),
                shown(item.marker.label) if item.marker else "",
                section,
                (topic and _topic_title(topic)) or heading,
                body or block.text,
                Block(body, block.clause).lines or block.lines or (1, 1),
                block.clause,
                topic,
                numbered=item.marker is not None,
            )

    def _lend_headings(self) -> None:
        """Units as headings (一、市发展改革委) lead the tasks under them that name none, or only who takes part."""
        role: Role = "lead"
        if any(_HEADS_ANSWER.search(part.text) for part in self._root.paragraphs):
            role = "responsible"
        for parent in [item for item in self._root.walk() if len(item.children) >= _UNIT_HEADINGS_LEAST]:
            named = [child for child in parent.children if child.children and _is_unit(child)]
            if len(named) >= _UNIT_HEADINGS_LEAST and 2 * len(named) > len(parent.children):
                for heading in named:
                    below = [item for item in heading.walk() if not item.children]
                    if all(map(takes_part, chain.from_iterable(map(self._clauses, heading.walk())))):
                        self._lend(heading.paragraphs[0], role, below)

    def _lend(self, heading: Slice, role: Role, items: Sequence[Item]) -> None:
        note = _NOTE.search(heading.text)
        name = heading.part(0, note.start()) if note else heading
        for item in items:
            own = next((block.clause for block in self._blocks[item] if block.clause is not None), None)
            if own is not None:
                own.fields.insert(0, RoleField(role, name))
            else:
                self._blocks[item][-1].clause = Clause([RoleField(role, name)], [name], 0, 0, inherited=True)

    def _lend_to_all(self) -> None:
        """Units that a heading gives to all items under it (本章各项任务均由市卫健委牵头) are theirs that name none.

        So are those of a team (综合协调组), and all where the plan says so.
        """
        lends = any(lends_below(part.text) for part in self._root.paragraphs)
        for heading in [item for item in self._root.walk() if item.children]:
            clauses = self._clauses(heading)
            below = [item for child in heading.children for item in child.walk() if not item.children]
            if len(clauses) != 1 or any(map(self._clauses, below)):
                continue
            if not (lends or _TEAM.search(folded(heading.heading)) or _TO_ALL.search(clauses[0].raw[0].text)):
                continue
            for item in below:
                self._blocks[item][-1].clause = replace(clauses[0], inherited=True)
            self._blocks[heading] = [Block(_text_of(self._blocks[heading]))]

    def _lead_by_name(self) -> None:
        """Items that open with units and a colon (市水利局:完成鉴定) are theirs, where several do."""
        named = [found for item in self._root.walk() if (found := self._named_first(item)) is not None]
        if len(named) >= _BARE_LEAST:
            for item, names, rest in named:
                block = self._blocks[item][0]
                block.text[0] = item.first = rest
                block.clause = Clause(names_field("lead", names), [names], 0, 0)

    def _named_first(self, item: Item) -> tuple[Item, Slice, Slice] | None:
        """The item, the units that it opens with, and what follows their colon."""
        text = self._blocks[item][0].text if not item.children and len(self._blocks[item]) == 1 else []
        end = split_heading(text[0]) if text and item.first is not None else 0
        if not end or text[0].text[end : end + 1] != ":" or self._clauses(item):
            return None
        names, rest = text[0].part(0, end), text[0].part(end + 1, len(text[0]))
        opens = _WITH.split(names.text)
        return (item, names, rest) if has_words(rest) and all(map(all_units, opens)) else None

    def _drop_lone_bare_clauses(self) -> None:
        """Names in a bracket without a word for their role count only beside other clauses or several."""
        clauses = [clause for item in self._blocks for clause in self._clauses(item)]
        if 0 < len(clauses) < _BARE_LEAST and all(clause.bare for clause in clauses):
            self._blocks = {item: [merged_back(blocks)] for item, blocks in self._blocks.items()}

    def _drop_who_is_over_all(self) -> None:
        """Who holds an event, or sees to the whole plan, is given no task of it: 组织机构, 保障措施."""
        for item in self._root.children:
            clauses = self._clauses(item)
            bare = not any(has_words(part) for part in _text_of(self._blocks[item])[1:])
            holds = bare and _HOLDS.match(folded(item.heading)) is not None
            in_words = all(field.in_words for clause in clauses for field in clause.fields)
            if clauses and not item.children and (holds or (in_words and self._exhorts(item))):
                self._blocks[item] = [merged_back(self._blocks[item])]

    def _lift_closing_clauses(self) -> None:
        """Where only the last of an item's children carries units, throughout the plan, they are the item's own."""
        by_rank: dict[int, list[Item]] = {}
        for item in self._root.walk():
            if item.parent is not None and len(item.children) >= 2:
                by_rank.setdefault(item.children[0].rank, []).append(item)
        for parents in by_rank.values():
            if any(self._clauses(child) for parent in parents for child in parent.children[:-1]):
                continue
            closing = [parent for parent in parents if self._closes_with_units(parent)]
            # one case alone must have its units on their own line
            if len(closing) == 1 and not self._clauses(closing[0].children[-1])[0].own_line:
                continue
            for parent in closing:
                for block in self._blocks[parent.children[-1]]:
                    self._blocks[parent] += [Block([], block.clause)] if block.clause is not None else []
                    block.clause = None

    def _closes_with_units(self, parent: Item) -> bool:
        last = parent.children[-1]
        return len(self._clauses(last)) == 1 and not last.children and not self._clauses(parent)


def _is_unit(item: Item) -> bool:
    """Whether an item's heading is a unit's name, what stands in brackets behind it left out."""
    return is_unit_heading(_NOTE.sub("", folded(item.heading)))


def _says_from_when(item: Item) -> bool:
    return _IN_FORCE.search(item.paragraphs[0].text[:_IN_FORCE_LONGEST]) is not None


def _text_of(blocks: Sequence[Block]) -> list[Slice]:
    return [part for block in blocks for part in block.text]


def _lines_of(blocks: Sequence[Block], item: Item) -> tuple[int, int]:
    spans = [lines for block in blocks if (lines := block.lines) is not None]
    return covering(spans or [part.lines for part in item.paragraphs[:1]] or [(1, 1)])


def _with_marker(item: Item, text: list[Slice]) -> list[Slice]:
    if item.marker is None or not text or text[0].start != item.paragraphs[0].start:
        return text
    return [Slice(text[0].paragraph, item.marker.start, text[0].end), *text[1:]]


def _without_heading(text: Sequence[Slice], item: Item) -> list[Slice]:
    """The first paragraph without the heading that all its fellows share."""
    if not text or not item.paragraphs or text[0].start != item.paragraphs[0].start:
        return list(text)
    first = text[0]
    if item.parent is None:
        return list(text) if "。" in first.text or len(text) == 1 else list(text[1:])
    end = split_heading(first)
    rest = first.part(end, len(first))
    stripped = rest.part(len(rest.text) - len(rest.text.lstrip(CLOSING)), len(rest))
    if _OPENS_WITH_TIME.match(stripped.text):
        return list(text)  # no title follows, so the heading is the first paragraph's own
    return [stripped, *text[1:]] if has_words(stripped) else list(text[1:])


def _topic_title(topic: Slice) -> str:
    named = _TASK_NAME.match(topic.text) or _COUNTED.match(topic.text)
    title = heading_text(topic.part(named.end(), len(topic)) if named else topic).lstrip("—-–")
    bullet = _BULLET.match(title)
    title = title[bullet.end() :] if bullet else title
    title = whats_to_be_done(title)
    return (re.split("[,，]", title)[0] if len(title) > _RUNNING_LONGEST else title).strip(CLOSING)


def whats_to_be_done(heading: str) -> str:
    """A task's title of its first sentence: its commas kept, without the clause that says by when it is done."""
    first = re.split("[;；]", heading, maxsplit=1)[0]
    timed = _THEN_BY_WHEN.search(first)
    return first[: timed.start()] if timed else first.strip(CLOSING)


def _from_bullet(body: Sequence[Slice]) -> list[Slice]:
    """``body`` from its last paragraph behind a bullet on: what stands before is a heading, or the plan's preamble."""
    last = max((n for n, one in enumerate(body) if _BULLET.match(one.text)), default=0)
    return list(body[last:])
