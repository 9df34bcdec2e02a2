"""Stages of a plan's own timetable: ``启动实施阶段(2013年4月—2015年12月)``."""

from __future__ import annotations

import re
from datetime import date

from dutytrack.domain.plan.model import PlanPhase
from dutytrack.plantext.text.passage import Passage
from dutytrack.plantext.times.grammar import PrintedTime, printed_times
from dutytrack.plantext.times.parts import TimeContext
from dutytrack.plantext.words.patterns import regex

_BRACKETED = regex(r"\(([^()]{0,60})\)")
_MARKER = regex(r"^\s*(?:\(?[一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十\d]{1,3}[、.])\s*")
_PHASE = regex(r"阶段|步骤|时期$|环节")
_STAGE_FIRST = regex(r"^\s*[^,。;]{0,24}(?:阶段|步骤|时期|环节)")
_TIMETABLE = regex(r"^(?:[^(:,]{0,8}(?:安排|步骤|进度|计划|节点|阶段)(?:[及和与](?:时间)?(?:安排|步骤|要求))?)$")
_OWN_STAGE = regex(
    r"第[一二三四五六\d]|(?:部署|实施|推进|总结|验收|启动|准备|整治|提升|巩固|攻坚|申报|动员|创建|宣传|检查|评估)阶段$"
)
_TRIM = " \t:,;。.、"


def read_phase(heading: Passage, body: Passage | None, context: TimeContext | None = None) -> PlanPhase | None:
    """The stage that a timetable's ``heading`` and its ``body``'s first clause name, with dates as far as printed."""
    context = context or TimeContext()
    title, dates = _split(heading)
    times = list(printed_times(dates))
    if not times and body is not None:
        times = list(printed_times(re.split(r"[,;。:\n]", body.text.lstrip(), maxsplit=1)[0][:60]))
    if not times and not _PHASE.search(title):
        return None
    start, end = _ends(times, context) if times else (None, None)
    return PlanPhase(title, start, end) if title else None


def is_timetable(heading: str) -> bool:
    """Whether a heading opens a timetable (实施步骤) rather than being a stage of one (总结验收阶段)."""
    return _TIMETABLE.match(heading.strip()) is not None and _OWN_STAGE.search(heading) is None


def names_stage(text: str) -> bool:
    """Whether a paragraph begins with a stage's name."""
    return _STAGE_FIRST.match(text) is not None


def _split(heading: Passage) -> tuple[str, str]:
    """(title without marker and dates, the part of the heading that holds its dates)."""
    for bracket in _BRACKETED.finditer(heading.text):
        if any(printed_times(bracket[1])):
            before = _untitled(heading.raw[: bracket.start()])
            return before or _untitled(heading.raw[bracket.end() :]), bracket[1]
    marker = _MARKER.match(heading.text)
    raw = heading.raw[marker.end() if marker else 0 :]
    parts = [part for part in re.split(r"[:：,，]", raw) if part.strip()]
    dated = [part for part in parts if any(printed_times(part))]
    return _untitled(":".join(part for part in parts if part not in dated) or raw), " ".join(dated)


def _untitled(text: str) -> str:
    return _MARKER.sub("", text).strip(_TRIM + "::,。;")


def _ends(times: list[PrintedTime], context: TimeContext) -> tuple[date | None, date | None]:
    """First and last day of the stage; a single 底 or 前 gives its end only."""
    opening, closing = times[0], times[-1]
    last_year = closing.year if closing.year is not None or closing.redacted else opening.year or context.own_year
    end = closing.last(last_year) if last_year is not None and not closing.redacted else None
    first_year = opening.first_year or opening.year or (None if opening.redacted else last_year)
    ends_only = len(times) == 1 and not opening.ranged and (opening.before or bool(opening.by))
    return opening.first(first_year) if first_year is not None and not ends_only else None, end
