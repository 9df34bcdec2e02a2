"""Quantified targets: name, bound, figure, unit and the date by which each is due.

A figure is due by the last time named before it in its sentence. A sentence that heads a list (``到2017年,目标是:``)
lends its time to the sentences of the list, a time limit with a label (``完成时限:2026年6月底前``) to the passage, and
where goals are stated, the time that a paragraph opens with to the rest of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple, TypeVar

from dutytrack.domain.plan.model import Frequency, PlanIndicator, Span
from dutytrack.domain.plan.problems import Problem
from dutytrack.plantext.figures import names
from dutytrack.plantext.figures.measures import Kind, Quantity, quantities
from dutytrack.plantext.figures.place import Place
from dutytrack.plantext.figures.targets import is_target, may_be_target
from dutytrack.plantext.text.clauses import ASIDE, BLANK, Clause, Sentence, blank_brackets, blank_names, sentences
from dutytrack.plantext.text.passage import Passage
from dutytrack.plantext.times.parts import Part, TimeContext, TimeMention, time_mentions
from dutytrack.plantext.words.patterns import regex

_EVERYWHERE = regex(r"(?<!%)(?:全覆盖|全面覆盖|全部覆盖)(?!率)")
_EVERY = regex(r"每(?P<unit>半年|年(?!级|龄)|季度?|月|周)")
_SEPARATOR = regex(r"、|以及|和|及|与|并(?!网|轨|联)|或")
_FINISHED = "完成|完工|建成|竣工|投用|投入使用|投入运营|投产|交付(?:使用)?|到位|达标|通车|开通|开放|运营|启用|招生|见效"
_ISSUED = "发布|印发|出台|挂牌|到岗"
_DONE = regex(
    rf"(?:全部|全面|基本|□)(?:完成|完工|建成|竣工|投用|投入使用|交付(?:使用)?|到位|达标)$"
    rf"|□\)?(?:全部|全面|全线|基本|整体|陆续|正式)?(?:{_FINISHED}|{_ISSUED}|[并和、]){{1,4}}$"
    r"|□(?:完成|提交|报送)[一-鿿]{0,4}(?:手续|材料|验收|登记|备案|认定)$"
)
"""``建设农田6万亩,2025年底前全部完工``: the clause says when what stands before it is finished."""
_AHEAD = regex(r"(?:全年|力争|确保|争取|计划|预计|下一步|下半年|今后)")
"""A clause that turns from what was reached to what shall be."""
_STARTS_FROM = "基础上"
"""在2025年完成51亿元的基础上: from where the rest of the sentence goes on, so that its time is not the rest's."""
_STANDS_AT = regex(r"总数|总量|总规模|累计|总额达")
"""What stands at a figure does not come again each year."""
_YEARS_GOALS = regex(
    r"[\W一二三四五六七八九十]{0,6}(?:(?P<of>20\d\d)年[^,。;:\n]{0,8}(?:目标|指标)|[^,。;:\n]{0,8}(?:目标|指标)\(到?(?P<at>20\d\d)年?\))"
)
"""``2025年目标。``, ``近期目标(2025年):``."""
_BEFORE_TIME = regex(r"(?:\W|\d|[一二三四五六七八九十])*(?:力争|争取|确保|计划|通过努力)?[,\s]*")
_FUNDS = regex(
    r"(?:^|(?<=[。;\n]))\W{0,4}(?:项目|工程|计划)?(?:总?投资(?:估算|规模|概算|额)?|资金(?:来源|筹措|安排|预算)|经费(?:来源|预算)?|建设规模)\s?:[^\n。;]*"
)
"""总投资:9600万元: a line about what a project costs and how large it is, nothing to be reached."""
_LINE_END = regex(r"[。;\n]")
_EACH_TIME = regex(r"(?:前|底前)?(?:分别|每年)?(?:各|均)")
_YEARS = regex(r"(?:到|至)?\s?(?P<first>20\d\d)年?\s?(?:-{1,2}|~|至|到)\s?(?P<last>20\d\d)年")
_PARTS_OF_MONTHS = "月日号旬底末"
_DONE_REACH = 14
_NEAR = 160
"""How many characters on either side of a figure are looked at."""
_LOOK_BACK = 12
"""How many indicators back a restatement is looked for."""
_TRIM = " \t\n,、;:。"
_T = TypeVar("_T")


class _Governing(NamedTuple):
    """What the words before a figure say about when it is due."""

    due: date | None = None
    timed: bool = False
    by_deed: bool = False
    """The date is that of a deed (``9月底前完成测评``), whose clause it ends with; a year goes on."""
    past: bool = False
    freq: Frequency | None = None

    def after(self, mark: TimeMention | str) -> _Governing:
        """What governs past ``mark``, a time or the unit of a 每年 or 每月."""
        if isinstance(mark, str):
            return self._replace(freq="yearly" if mark == "年" else None)
        if mark.part is Part.TARGET:
            return _Governing(due=mark.last, timed=True, by_deed=mark.precision != "year")
        return self._replace(past=True) if mark.part is Part.PAST else self


class _Item(NamedTuple):
    """A figure and the stretch of its clause that is about it."""

    figure: Quantity
    start: int
    end: int


class Figures(NamedTuple):
    """The quantified targets of a passage in order, and the doubts about them."""

    indicators: tuple[PlanIndicator, ...]
    doubts: tuple[Problem, ...]


def read_goals(passage: Passage, context: TimeContext, due: date | None = None) -> Figures:
    """The targets of a passage that states goals, under a heading that is about those of ``due`` where it names one."""
    return _figures(_Reading(passage, context, _Governing(due, timed=due is not None)))


def read_figures(passage: Passage, context: TimeContext, title: str = "") -> Figures:
    """The passage's targets, one printed twice once; ``title`` is that of the task whose text it is."""
    return _figures(_Reading(passage, context, title=title))


def _figures(reading: _Reading) -> Figures:
    found: dict[tuple[object, ...], PlanIndicator] = {}
    for sentence in sentences(reading.named) if reading.figures else ():
        for one in reading.sentence(sentence):
            found.setdefault((one.name, one.text, one.value, one.unit, one.due), one)
    unsure = (reading.unsure_day(one) for one in reading.unsure)
    unnamed = (reading.unsure_name(one) for one in reading.unnamed)
    return Figures(tuple(found.values()), (*map(reading.doubt, reading.passed), *unsure, *unnamed))


class _Reading:
    def __init__(self, passage: Passage, context: TimeContext, lent: _Governing | None = None, title: str = "") -> None:
        self.passage = passage
        self.title = title
        self.lent = lent
        """What the heading says of times, where goals are stated."""
        self.opening = lent or _Governing()
        """What the first sentence of the paragraph says, where goals are stated."""
        mentions = time_mentions(passage.text, context)
        self.wording = _without_times(passage.text, mentions)
        self.worded = _without_times(passage.text, [one for one in mentions if one.part is Part.TARGET])
        """As ``wording``, with the times that say which things are meant."""
        self.named = _without_times(blank_names(passage.text), mentions)
        self.flat = blank_brackets(self.named)
        covered = [Quantity(*match.span(), 100.0, "%", Kind.COVER) for match in _EVERYWHERE.finditer(self.named)]
        found = sorted([*quantities(self.named), *covered], key=attrgetter("start"))
        funds = [match.span() for match in _FUNDS.finditer(passage.text)] if ":" in passage.text else []
        self.figures = [one for one in found if not any(start <= one.start < end for start, end in funds)]
        self.figure_starts = [figure.start for figure in self.figures]
        marks: list[tuple[int, TimeMention | str]] = [(mention.start, mention) for mention in mentions]
        marks += [(match.start(), match["unit"]) for match in _EVERY.finditer(self.named)]
        self.marks = sorted(marks, key=itemgetter(0))
        """Times, and the units of 每年 and its like, by place."""
        self.mark_starts = [start for start, _ in self.marks]
        self.limit = _limit(passage.text, mentions)
        self.heading = _Governing()
        self.times_before: list[TimeMention] = []
        """The times of the clause before, where it holds no figure."""
        self.topics: list[tuple[int, str]] = []
        self.named_before: list[tuple[str, str]] = []
        """The units and names of the sentence's figures so far."""
        self.unnamed: list[PlanIndicator] = []
        """Of what nothing is left that says what they count."""
        self.unsure: list[PlanIndicator] = []
        """What may be due when a later clause of its sentence says, and may not."""
        self.passed: list[Quantity] = []
        """What may be a target though it was passed over."""

    def sentence(self, sentence: Sentence) -> list[PlanIndicator]:
        governing = self.heading if self.heading.timed else self._opening(sentence)
        found: list[PlanIndicator] = []
        self.named_before = []
        opened = part = 0
        figureless: Clause | None = None
        for clause in sentence.clauses:
            if governing.past and _AHEAD.match(self.named, clause.start):
                governing = governing._replace(past=False)
            read, following = self._clause(clause, governing)
            if clause.bracketed:
                if not read and following.timed and not governing.timed:
                    since = part if figureless is not None and self._tells_done(figureless) else opened
                    found[since:] = _dated(found[since:], following.due)
                found.extend(read)
                continue
            opened = len(found)
            found.extend(self._cover_before(figureless, clause, read))
            found.extend(one for one in read if not any(_restates(one, other) for other in found[-_LOOK_BACK:]))
            figureless = None if read else clause
            dates = not read and following.timed and not governing.timed
            if dates and self._tells_done(clause):
                found[part:] = _dated(found[part:], following.due)
            elif dates and self.lent is None:
                self.unsure += [one for one in found[part:] if one.due is None and one.freq is None]
            if clause.stop == ";":
                following = _Governing() if following.by_deed else following._replace(freq=None)
            governing = following
            part = len(found) if clause.stop == ";" else part
        if sentence.heads_list and governing.timed:
            self.heading = governing._replace(freq=None)
        if self.lent is not None and self._opens_paragraph(sentence) and self._opens_with_time(sentence):
            self.opening = governing._replace(freq=None)
        return found

    def _tells_done(self, clause: Clause) -> bool:
        """Whether a clause says when what stands before it is finished."""
        return _DONE.search(self.named, max(clause.start, clause.end - _DONE_REACH), clause.end) is not None

    def _opening(self, sentence: Sentence) -> _Governing:
        """What governs a sentence from the paragraph's first one on, or from the heading."""
        if self.lent is not None and self._opens_paragraph(sentence):
            aims = _YEARS_GOALS.match(self.passage.text, sentence.start, sentence.end)
            year = aims and (aims["of"] or aims["at"])
            self.opening = _Governing(date(int(year), 12, 31), timed=True) if year else self.lent
        return self.opening

    def _opens_paragraph(self, sentence: Sentence) -> bool:
        return sentence.start == 0 or self.named[sentence.start - 1] == "\n"

    def _opens_with_time(self, sentence: Sentence) -> bool:
        mark = next((mark for at, mark in self.marks if sentence.start <= at < sentence.end), None)
        if not isinstance(mark, TimeMention) or mark.part is not Part.TARGET:
            return False
        return _BEFORE_TIME.fullmatch(self.named[sentence.start : mark.start]) is not None

    def _clause(self, clause: Clause, governing: _Governing) -> tuple[list[PlanIndicator], _Governing]:
        """The clause's indicators, and what governs after it."""
        before = governing
        text = self.named if clause.bracketed else self.flat
        marks = [mark for mark in _inside(self.marks, self.mark_starts, clause) if text[mark[0]] != ASIDE]
        found: list[PlanIndicator] = []
        passed = 0
        items = self._aimed(clause, text)
        times = [mark for _, mark in marks if not isinstance(mark, str) and mark.part is Part.TARGET]
        series = times or self.times_before
        shared_out = len(items) > 1 and "分别" in text[clause.start : clause.start + _NEAR]
        dues = self._dues(series, len(items)) if shared_out else []
        self.times_before = series if dues or not items else []
        for number, item in enumerate(items):
            while passed < len(marks) and marks[passed][0] < item.figure.start:
                governing = governing.after(marks[passed][1])
                passed += 1
            if not governing.past:
                if governing.freq and _STANDS_AT.search(text[item.start : item.figure.start]):
                    governing = governing._replace(freq=None)
                for dated in _on_each(governing, dues[number : number + 1] or _each(times, item, text)):
                    found.extend(self._named(item, text, dated, alone=len(items) == 1))
        for _, mark in marks[passed:]:
            governing = governing.after(mark)
        return found, before if text.endswith(_STARTS_FROM, clause.start, clause.end) else governing

    def _dues(self, series: Sequence[TimeMention], count: int) -> list[date | None]:
        """A day for each of so many figures: 2023年、2024年分别新增20家、30家; none where they are not as many."""
        dues = [mention.last for mention in series]
        if len(series) == 1 and (years := _YEARS.fullmatch(self.passage.text, series[0].start, series[0].end)):
            dues = [date(year, 12, 31) for year in range(int(years["first"]), int(years["last"]) + 1)]
        return dues if len(dues) == count else []

    def _aimed(self, clause: Clause, text: str) -> list[_Item]:
        """The clause's figures that are targets, each with the stretch that is about it."""
        figures = _inside(self.figures, self.figure_starts, clause)
        if not figures:
            return []
        items = _items(text, clause, [figure for figure in figures if text[figure.start] != ASIDE])
        aimed: list[Quantity] = []
        for place in (_place(text, clause, items, n) for n in range(len(items))):
            if is_target(place):
                aimed.append(place.quantity)
            elif may_be_target(place):
                self.passed.append(place.quantity)
        return _items(text, clause, aimed) if len(aimed) < len(items) else items

    def doubt(self, figure: Quantity) -> Problem:
        """That a figure that was passed over may be one to be reached."""
        printed = self.passage.raw[figure.start : figure.tail_end]
        return Problem("figure-passed", self.passage.line(figure.start), "indicator", {"text": printed})

    def unsure_day(self, figure: PlanIndicator) -> Problem:
        """That a figure may be due when a later clause says."""
        line = figure.span.line if figure.span is not None else self.passage.line(0)
        return Problem("figure-day", line, "indicator", {"text": figure.text})

    def unsure_name(self, figure: PlanIndicator) -> Problem:
        """That nothing says what a figure counts."""
        line = figure.span.line if figure.span is not None else self.passage.line(0)
        return Problem("figure-unnamed", line, "indicator", {"text": figure.text})

    def _whole(self, called: str, figure: Quantity) -> str:
        """The name; where its object is left out, with that of the figure before it in the sentence, or the title's."""
        unit = names.unit(figure, called)
        earlier = next((name for of, name in reversed(self.named_before) if of == unit), None)
        if earlier is not None and figure.kind is not Kind.RATE:
            called = names.goes_on(called, earlier) or called
        if names.lacks_object(called):
            called = names.done_to(called, self.title) or called
        self.named_before.append((unit, called))
        return called

    def _named(self, item: _Item, text: str, governing: _Governing, *, alone: bool) -> Iterator[PlanIndicator]:
        """The item's indicator, or one for each subject that shares its figure."""
        figure = item.figure
        lead = self.wording[max(item.start, figure.start - _NEAR) : figure.start]
        after = self.wording[figure.tail_end : min(item.end, figure.tail_end + _NEAR)]
        if figure.kind is Kind.COVER:
            called = [f"{names.subject(lead) or self._topic(figure.start) or ''}覆盖率"]
        else:
            called = names.subjects(lead, alone=alone) or [names.name(figure, lead, after, self._topic(figure.start))]
        printed, span = self._printed(item.start, item.end)
        undated = governing.due is None and not governing.timed and governing.freq is None
        own = self.worded[figure.start - len(lead) : figure.start]
        for name in (self._whole(_filled(one.strip(_TRIM + BLANK), lead, own), figure) for one in called):
            self.topics.append((figure.start, names.topic(name)))
            read = PlanIndicator(
                name,
                names.operator(figure, text[max(0, figure.start - 10) : figure.start]),
                figure.value,
                names.unit(figure, name),
                self.limit if undated else governing.due,
                governing.freq,
                printed,
                figure.maximum,
                span,
            )
            if names.lacks_object(name):
                self.unnamed.append(read)
            yield read

    def _topic(self, start: int) -> str | None:
        """What the last indicator before ``start`` is about (one in brackets is read after its clause)."""
        return next((topic for at, topic in reversed(self.topics[-_LOOK_BACK:]) if at < start), None)

    def _printed(self, start: int, end: int) -> tuple[str, Span | None]:
        """What is printed at ``start:end``, without separators, dashes and spaces at either end, and where."""
        text = self.passage.text
        start = end - len(text[start:end].lstrip(" \t\n,、;:-—"))
        opened = _SEPARATOR.match(text, start, end)
        start = opened.end() if opened else start
        end = start + len(text[start:end].rstrip(_TRIM))
        return self.passage.raw[start:end].replace("\n", ""), self.passage.span(start, end)

    def _cover_before(
        self, figureless: Clause | None, clause: Clause, read: Sequence[PlanIndicator]
    ) -> Iterator[PlanIndicator]:
        """``实现X,Y全覆盖``: the clause before shares the verb and the state."""
        covering = self.flat[clause.start : clause.end]
        if figureless is None or figureless.stop != "," or len(read) != 1 or not covering.endswith("全覆盖"):
            return
        opening = self.wording[figureless.start : figureless.end].strip(_TRIM + BLANK)
        if opening.startswith("实现") and not re.search(r"实现|达到|推[进动]|确保", covering):
            printed, span = self._printed(figureless.start, clause.end)
            yield replace(read[0], name=f"{names.subject(opening)}覆盖率", text=printed, span=span)


def _each(times: Sequence[TimeMention], item: _Item, text: str) -> list[date | None]:
    """The times of 2026年、2027年各建设20万平方米: the figure is to be reached by each."""
    before = [one for one in times if one.end <= item.figure.start]
    is_each = len(before) > 1 and _EACH_TIME.match(text, before[-1].end) is not None
    return [one.last for one in before] if is_each else []


def _on_each(governing: _Governing, dues: Sequence[date | None]) -> list[_Governing]:
    """What governs a figure, once for each of its days where it has its own."""
    return [governing._replace(due=due) for due in dues] or [governing]


def _inside(found: Sequence[_T], starts: Sequence[int], clause: Clause) -> Sequence[_T]:
    """What of ``found`` begins in the clause."""
    return found[bisect_left(starts, clause.start) : bisect_left(starts, clause.end)]


def _restates(one: PlanIndicator, other: PlanIndicator) -> bool:
    """The same figure for what is the same thing in other words: its name holds the other's, in order."""
    if (one.value, one.max, one.unit, one.due) != (other.value, other.max, other.unit, other.due) or one.unit == "%":
        return False
    shorter, longer = sorted((one.name, other.name), key=len)
    characters = iter(longer)
    return len(shorter) > 3 and all(character in characters for character in shorter)


def _limit(text: str, mentions: Sequence[TimeMention]) -> date | None:
    """The last day of the passage's time limits: those behind a label, and behind such a one in its sentence."""
    last: date | None = None
    end = 0
    for one in mentions:
        if one.labelled:
            stop = _LINE_END.search(text, one.end)
            end = stop.start() if stop else len(text)
        if one.part is Part.TARGET and one.last is not None and one.start < end:
            last = max(last or one.last, one.last)
    return last


def _without_times(text: str, mentions: Sequence[TimeMention]) -> str:
    characters = list(text)
    for mention in mentions:
        end = mention.end
        if text[end : end + 1] == "前" and text[end - 1] in _PARTS_OF_MONTHS:
            end += 1  # 10月底前86个: not the first 86
        characters[mention.start : end] = BLANK * (end - mention.start)
    return "".join(characters)


def _filled(name: str, lead: str, worded: str) -> str:
    """A name out of ``lead`` with the words of ``worded`` where a time was cut out of it, closed up elsewhere."""
    if BLANK not in name:
        return name
    at = lead.find(name)
    return (worded[at : at + len(name)] if at >= 0 else name).replace(BLANK, "").replace("()", "")


def _items(text: str, clause: Clause, figures: Sequence[Quantity]) -> list[_Item]:
    cuts = [clause.start, *(_cut(text, one, other) for one, other in pairwise(figures)), clause.end]
    return [_Item(figure, start, end) for figure, (start, end) in zip(figures, pairwise(cuts), strict=False)]


def _cut(text: str, one: Quantity, other: Quantity) -> int:
    """Where, between two figures of a clause, the second one's item begins."""
    gap = text[one.tail_end : other.start]
    separators = list(_SEPARATOR.finditer(gap))
    if not separators:
        return one.tail_end
    return one.tail_end + (0 if separators[0].start() == 0 else separators[-1].start())


def _place(text: str, clause: Clause, items: Sequence[_Item], number: int) -> Place:
    item = items[number]
    figure = item.figure
    following = items[number + 1].figure if number + 1 < len(items) else None
    back, ahead = figure.start - _NEAR, figure.tail_end + _NEAR
    return Place(
        quantity=figure,
        before=text[max(clause.start, back) : figure.start].replace(BLANK, ""),
        lead=text[max(item.start, back) : figure.start].replace(BLANK, ""),
        after=text[figure.tail_end : min(item.end, ahead)],
        rest=text[figure.tail_end : min(clause.end, ahead)],
        gap=text[figure.tail_end : min(following.start if following else clause.end, ahead)],
        previous=items[number - 1].figure if number else None,
        following=following,
    )


def _dated(read: Sequence[PlanIndicator], due: date | None) -> list[PlanIndicator]:
    """A time in brackets dates what stands before it: ``新建学校10所(2025年底前)``."""
    return [replace(one, due=due) if one.due is None else one for one in read]
