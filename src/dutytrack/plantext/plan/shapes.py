"""What is odd in the shape of a reading: tasks unlike their siblings.

Like the marks, it knows none of the reader's words; it only holds what was read against itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from dutytrack.domain.plan.model import ROLES, ParsedPlan, ParsedTask
from dutytrack.domain.plan.problems import Problem
from dutytrack.i18n import _
from dutytrack.plantext.plan.taken import Taken, row_of
from dutytrack.plantext.plan.unread import BARS_LEAST, bars_of
from dutytrack.plantext.text.lines import SourceLine, folded
from dutytrack.plantext.words.patterns import regex

_NO_TITLE = regex(
    r"[。;:](?!$)|[一-鿿]\.\s?[一-鿿\d]|^\W*\d*\W*$|^[^\w\s“\"《(‘『「〔]|^\(?[一二三四五六七八九十\d]{1,3}[)、.]|^[一二三四五六七八九十]是|^[^,]{0,12}[年月底前],|^(?:由|会同)"
)
"""Two sentences, a bare number, a number or a sign before it, a time set off, who is to do it."""
_UNIT = regex("^[市省区县州][一-鿿]{1,14}(?:局|委|办|厅|部|院|会|中心|政府|公司|集团|队|街道|镇|乡)$")
_OPENS_AS_NONE = regex(
    r"\(?\d{1,3}\)?\s*(?:[.、)](?!\d)|$)|\d{1,3}[.、]\d+[一-鿿]|[一二三四五六七八九十]{1,3}、|(?:附[件表录]|目录|序号)"
    r"|(?:具体|主要|重点|工作|保障)?(?:措施|任务|举措|内容)$|(?:牵头|责任|配合|参与|主办|协办)(?:单位|部门|领导)|\W*$"
)
"""A number left over, a word that opens a list, a label."""
_LABEL_WITHIN = regex(
    r"(?!事业|企业|有关|相关|成员|.直|各)[一-鿿]{2,4}(?:单位|部门|[科处股]室)(?![和及与、(]|负责)[一-鿿]{2}"
)
"""The word of a label at the head of a name: 配合单位锦鹭日报社."""
_COUNTED = regex(
    r"(?P<word>[^\w\s]?[一-鿿]{0,3}?)(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[壹贰叁肆伍陆柒捌玖拾]{1,2})(?P<sign>[^\w“《(])"
)
"""A word and a number before what is to be done: 任务1, 壹、."""
_COUNTED_LEAST = 3
_BARE_LEAST = 3
_SIGN = regex(r"(?<=[\t|\s])[^\w\s|,.、()—/-](?=[\t|\s]|$)")
"""A sign alone in its cell."""
_NEARLY_ALL = 0.8
_ROWS_LEAST = 2
"""Rows of a table below a task's title: they are no task's text."""


def odd_tasks(
    plan: ParsedPlan,
    lines: Sequence[SourceLine],
    numbered: Collection[int],
    passed: Collection[int],
    taken: Taken,
    *,
    beside: bool,
) -> Iterator[tuple[int | None, Problem]]:
    """The doubts about tasks that are unlike their siblings, each with the place of its task; ``None`` for the plan.

    ``numbered`` are the lines that open with a number, ``passed`` rows of which words were passed over; ``beside`` is
    whether a larger plan that names units follows in the document.
    """
    texts = {line.number: line for line in lines}
    titles = {*_odd_titles(plan.tasks, texts, numbered, taken)}
    odd = [place for place, task in enumerate(plan.tasks) if place in titles or row_of(task) in passed]
    for place in odd:
        task = plan.tasks[place]
        yield place, Problem("title-doubtful", task.lines[0], "title", {"text": task.title})
    for place, task in enumerate(plan.tasks):
        if named := _misread_units(task, texts):
            yield place, Problem("clause-without-role", task.lines[0], "lead", {"text": named})
    yield from _without_units(plan.tasks, beside=beside)
    yield from _without_day(plan.tasks)
    if beside and not any(task.all_units for task in plan.tasks):
        yield None, Problem("no-units", plan.lines[0], "lead")
    if odd:
        first, last = min(plan.tasks[n].lines[0] for n in odd), max(plan.tasks[n].lines[1] for n in odd)
        name = _("what lines {first} to {last} say is to be done").format(first=first, last=last)
        yield None, Problem("left-out", first, "text", {"name": name, "why": _("the titles read there look like none")})


def _without_units(tasks: Sequence[ParsedTask], *, beside: bool) -> Iterator[tuple[int, Problem]]:
    """The tasks without units among those that have some, and those that say nothing or stand less deep than most."""
    named = Counter(task.section[:1] for task in tasks if task.all_units)
    of_chapter = Counter(task.section[:1] for task in tasks)
    usual = _usual_depth(tasks)
    for place, task in enumerate(tasks):
        if task.all_units:
            continue
        chapter = task.section[:1]
        amid = chapter in named or (2 * named.total() >= len(tasks) and (not chapter or of_chapter[chapter] == 1))
        if beside or amid:
            yield place, Problem("no-units", task.lines[0], "lead")
        shallow = not (beside or amid or task.deadlines) and bool(task.ref) and task.ref.count(".") < usual
        if shallow or folded(task.text).strip() == folded(task.title):
            yield place, Problem("empty-task", task.lines[0], "text")


def _without_day(tasks: Sequence[ParsedTask]) -> Iterator[tuple[int, Problem]]:
    """The tasks that are due on one day and whose figures are due on none, where that is so of most."""
    due = [place for place, task in enumerate(tasks) if task.indicators and len(task.deadlines) == 1]
    bare = [n for n in due if all(one.due is None and one.freq is None for one in tasks[n].indicators)]
    if len(bare) >= _BARE_LEAST and 2 * len(bare) > len(due):
        for place in bare:
            first = tasks[place].indicators[0]
            yield place, Problem("figure-day", tasks[place].lines[0], "indicator", {"text": first.text})


def _odd_titles(
    tasks: Sequence[ParsedTask], texts: Mapping[int, SourceLine], numbered: Collection[int], taken: Taken
) -> Iterator[int]:
    """The places of tasks whose titles look like none, or that hold what should be several tasks."""
    titles = [folded(task.title) for task in tasks]
    count = Counter(titles)
    opened = [match.group("word", "sign") if match else None for match in map(_COUNTED.match, titles)]
    openings = Counter(opened)
    columns = [_column(task, texts) for task in tasks]
    several = len({*columns} - {None}) > 1
    built = not several and 2 * sum(map(bool, map(_UNIT.search, titles))) <= len(titles)
    for place, (task, title) in enumerate(zip(tasks, titles, strict=True)):
        alone = count[title] > 1 or _NO_TITLE.search(title) or _OPENS_AS_NONE.match(title) or _holds_its_units(task)
        in_column = columns[place] is not None
        named = _UNIT.search(title) and not (in_column and built)  # a project may be to build 市福利中心
        beside = several and in_column
        counted = opened[place] is not None and openings[opened[place]] >= _COUNTED_LEAST
        if alone or named or beside or counted or _holds_several(task, texts, numbered, taken):
            yield place


def _holds_its_units(task: ParsedTask) -> bool:
    """Whether the units were read from within the title."""
    spans = [unit.span for unit in task.all_units if unit.span is not None]
    own = task.span
    return own is not None and any(one.line == own.line and own.start <= one.start < own.end for one in spans)


def _column(task: ParsedTask, texts: Mapping[int, SourceLine]) -> int | None:
    """The column of a table that the title stands in."""
    bars = bars_of(texts[task.span.line]) if task.span and task.span.line in texts else []
    return bisect_right(bars, task.span.start) if task.span and len(bars) >= BARS_LEAST else None


def _holds_several(task: ParsedTask, texts: Mapping[int, SourceLine], numbered: Collection[int], taken: Taken) -> bool:
    """Whether rows of a table, or numbered items that have each their own day, stand below the title."""
    below = [line for line in range(row_of(task) + 1, task.lines[1] + 1) if line in texts]
    items = [line for line in below if line in numbered]
    rows = sum(len(bars_of(texts[line])) >= BARS_LEAST for line in below)
    return rows >= _ROWS_LEAST or (len(items) > 1 and all(line in taken.dates for line in items))


def _misread_units(task: ParsedTask, texts: Mapping[int, SourceLine]) -> str | None:
    """A name that a colon follows, or that opens with a label's word; or units of one role under several signs."""
    for unit in task.all_units:
        span, title = unit.span, task.span
        if span is None or span.line not in texts:
            continue
        if _LABEL_WITHIN.match(folded(unit.raw)):
            return unit.raw
        opens = title is not None and (span.line, span.start) < (title.line, title.start)
        if not opens and texts[span.line].text[span.end :].lstrip(")").startswith(":"):
            return unit.name
    row = texts.get(row_of(task))
    one_role = sum(bool(task.units(role)) for role in ROLES) == 1
    several_signs = row is not None and one_role and len({*_SIGN.findall(row.text)}) > 1
    return task.title if several_signs and task.lines[1] == row_of(task) else None


def _usual_depth(tasks: Sequence[ParsedTask]) -> int:
    """How deep nearly all tasks stand in the outline; 0 where they do not stand alike."""
    depths = [task.ref.count(".") for task in tasks if task.ref]
    depth, count = Counter(depths).most_common(1)[0] if depths else (0, 0)
    return depth if count >= _NEARLY_ALL * len(depths) else 0
