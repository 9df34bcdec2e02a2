"""Several plans in one file: 篇一 篇二 …, repeated titles, or numbering that begins anew under a further title."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise, zip_longest
from typing import NamedTuple

from dutytrack.plantext.outline.notices import Named, is_called, titles_named
from dutytrack.plantext.outline.titles import is_title, title_lines
from dutytrack.plantext.text.paragraphs import Paragraph
from dutytrack.plantext.words.patterns import regex

_CN = r"[一二三四五六七八九十\d]{1,3}"
_PART = regex(rf"\s*(?:第?\s?篇\s?{_CN}|第{_CN}篇|范文\s?{_CN}|\(?篇目\s?\d+\)?)\s*[:、.\s]\s*")
_PART_LONGEST = 60
_TITLE_LONGEST = 50
_FIRST = regex(r"\s*(?:一\s?[、.]|\(一\)|第一[章条部]|第一部分)")
_ITEM = regex(r"\s*(?:[一二三四五六七八九十]{1,3}\s?[、.]|\([一二三四五六七八九十]{1,3}\)|\d{1,2}\s?[、.](?!\d))")
_CLOSED = regex(
    r"\s*(?:\(?(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\)?|二[〇零○oO0一二三四五六七八九]{3}年\S{1,3}月\S{1,3}日|附件\s?\d?\s?:?)\s*$"
)
"""The date that a notice ends with, or the word 附件 above what it sends out."""
_HEAD_MOST = 15
"""Paragraphs in which a notice names what it sends out."""
_NOTICE_MOST = 80
"""Paragraphs of a notice with items of its own."""
_TITLE_MOST = 3
"""Lines of a title."""
_NUMBERED = regex(r"\s*(?:[一二三四五六七八九十]{1,3}\s?[、.]|第[一二三四五六七八九十]{1,3}[章条部])")


class PlanText(NamedTuple):
    """One plan's paragraphs, and its title where the compilation gives one."""

    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    notice: tuple[Paragraph, ...] = ()
    """The notice that a plan was sent out with, where it has numbered items of its own."""


def split_plans(paragraphs: Sequence[Paragraph]) -> list[PlanText]:
    """The plans of a document, at least one."""
    annex = _sent_out(paragraphs)
    restarts = [start for start in _restarts(paragraphs) if annex is None or start > annex + _TITLE_MOST]
    bounds = sorted({0, *restarts, len(paragraphs) if annex is None else annex, len(paragraphs)})
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
            title = index if is_title(text) and "。" not in text else None
    return starts


def _sent_out(paragraphs: Sequence[Paragraph]) -> int | None:
    """Where a plan begins that a notice with numbered items of its own sends out: its title below the notice's date."""
    named = titles_named(title_lines(paragraphs[:_HEAD_MOST]))
    numbered = closed = False
    for index, paragraph in enumerate(paragraphs[:_NOTICE_MOST] if named else ()):
        numbered = numbered or _ITEM.match(paragraph.text) is not None
        if numbered and closed and _is_called(paragraphs[index : index + _TITLE_MOST], named):
            return index
        closed = closed or _CLOSED.match(paragraph.text) is not None
    return None


def _is_called(opening: Sequence[Paragraph], named: Sequence[Named]) -> bool:
    """Whether a text opens with one of the titles named, on one line or more."""
    lines = accumulate(one.text.strip() for one in opening if not one.text.lstrip().startswith("附件"))
    return any(len(title) <= _TITLE_LONGEST and "。" not in title and is_called(title, named) for title in lines)


def _with_notices(pieces: Sequence[tuple[Paragraph, ...]]) -> list[PlanText]:
    """A notice and the plan it sends out are one plan: the plan."""
    plans: list[PlanText] = []
    notice: tuple[Paragraph, ...] = ()
    for piece, following in zip_longest(pieces, pieces[1:], fillvalue=()):
        if (
            not notice
            and following
            and _is_called(following[:_TITLE_MOST], titles_named(title_lines(piece[:_HEAD_MOST])))
        ):
            notice = piece
        else:
            plans.append(PlanText(piece, notice=notice))
            notice = ()
    return plans
