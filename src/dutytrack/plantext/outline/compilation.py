"""Several plans in one file: 篇一 篇二 …, repeated titles, or numbering that begins anew under a further title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from dutytrack.plantext.text.paragraphs import Paragraph
from dutytrack.plantext.words.patterns import any_of, regex

PLAN_WORDS = any_of(
    """
    方案 计划 要点 意见 规划 纲要 措施 办法 行动 清单 分工 安排 细则 部署 任务 目标 责任书 台账 分解表 一览表
    责任分解 举措 条例 规定 决定 通知 报告 若干政策 任务书 实事 项目 事项 路线图 时间表 试点 通告 工作
    """
)
"""How titles of plans end."""
_CN = r"[一二三四五六七八九十\d]{1,3}"
_PART = regex(rf"\s*(?:第?\s?篇\s?{_CN}|第{_CN}篇|范文\s?{_CN}|\(?篇目\s?\d+\)?)\s*[:、.\s]\s*")
_PART_LONGEST = 60
_TITLE = regex(rf"(?:{PLAN_WORDS})(?:\([^()]{{1,20}}\))?\s*$")
_TITLE_LONGEST = 50
_FIRST = regex(r"\s*(?:一\s?[、.]|\(一\)|第一[章条部]|第一部分)")
_NUMBERED = regex(r"\s*(?:[一二三四五六七八九十]{1,3}\s?[、.]|第[一二三四五六七八九十]{1,3}[章条部])")
_NOTICE = regex(r"(?:印发|转发|下发|公布|发布)(?:了)?《?(?P<title>[^》]{4,80}?)》?(?:的通知|给你们|,请)")


class PlanText(NamedTuple):
    """One plan's paragraphs, and its title where the compilation gives one."""

    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    notice: tuple[Paragraph, ...] = ()
    """The notice that a plan was sent out with, where it has numbered items of its own."""


def split_plans(paragraphs: Sequence[Paragraph]) -> list[PlanText]:
    """The plans of a document, at least one."""
    bounds = [0, *_restarts(paragraphs), len(paragraphs)]
    pieces = [tuple(paragraphs[start:end]) for start, end in pairwise(bounds) if start < end]
    return _by_parts(paragraphs) or _with_notices(pieces)


def _by_parts(paragraphs: Sequence[Paragraph]) -> list[PlanText]:
    heads = ((index, _PART.match(one.text)) for index, one in enumerate(paragraphs) if len(one.text) <= _PART_LONGEST)
    starts = [(index, head.end()) for index, head in heads if head is not None]
    plans = [
        PlanText(tuple(paragraphs[index + 1 : following]), paragraphs[index].raw[end:].strip() or None)
        for (index, end), (following, _) in pairwise([*starts, (len(paragraphs), 0)])
    ]
    return plans if len(plans) > 1 else []


def _restarts(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Indexes of title lines under which the numbering begins anew."""
    starts: list[int] = []
    title: int | None = None
    numbered = 0
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if _FIRST.match(text) and numbered >= 2 and title is not None:
            starts.append(title)
            numbered = 0
        if _NUMBERED.match(text):
            numbered += 1
            title = None
        elif numbered >= 2 and title is None and len(text.strip()) <= _TITLE_LONGEST:
            title = index if _TITLE.search(text) and "。" not in text else None
    return starts


def _with_notices(pieces: Sequence[tuple[Paragraph, ...]]) -> list[PlanText]:
    """A notice and the plan it sends out are one plan: the plan."""
    plans: list[PlanText] = []
    notice: tuple[Paragraph, ...] = ()
    for piece, following in zip_longest(pieces, pieces[1:], fillvalue=()):
        sent_out = [match["title"] for paragraph in piece[:8] if (match := _NOTICE.search(paragraph.text))]
        if not notice and following and plain_title(following[0].text) in map(plain_title, sent_out):
            notice = piece
        else:
            plans.append(PlanText(piece, notice=notice))
            notice = ()
    return plans


def plain_title(text: str) -> str:
    """``text`` as titles are compared: without blanks, brackets and quotation marks."""
    return re.sub(r"[\s《》“”\"]", "", text)
