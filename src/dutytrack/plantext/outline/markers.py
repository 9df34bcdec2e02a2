"""The numbers that open an outline's items: 一、 (一) 1. 1、 (1) ① 第一条 任务一, and where they stand.

Inside a paragraph one opens an item only where it goes on with an open numbering, or levels share a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from dutytrack.domain.words.numerals import printed_number
from dutytrack.plantext.text.paragraphs import Paragraph
from dutytrack.plantext.words.patterns import regex

_STOPS = "、.．:：,，。"


class Rank(IntEnum):
    """The customary order of markers, outermost first."""

    PART = 0
    CHAPTER = 1
    DIVISION = 2
    HEADING = 3
    """An unnumbered heading."""
    CHINESE = 10
    ARTICLE = 12
    CHINESE_BRACKETED = 20
    WORD = 25
    DIGIT = 30
    DECIMAL = 35
    DIGIT_BRACKETED = 50
    DIGIT_HALF_BRACKETED = 55
    CIRCLED = 60


class Marker(NamedTuple):
    """A number that opens an item."""

    rank: int
    number: int
    start: int
    """Offset in its paragraph."""
    end: int
    """Offset of what follows it."""
    label: str
    """As printed."""
    glued: bool = False
    """A figure stands right behind it."""

    @property
    def ref(self) -> str:
        """The label without its punctuation; brackets stay."""
        plain = re.sub(r"\s", "", self.label).rstrip(_STOPS)
        return plain if plain[0] in "(（〔【" and plain[-1] in ")）〕】" else plain.rstrip(_STOPS + "﹒)）")


_CN = "[一二三四五六七八九十百〇零]"
_WORD = regex(
    rf"(?P<word>(?:(?:重点|主要|工作|专项|具体)?(?:任务|行动|工程|举措|措施|问题|事项|项目|榜题)|专项)"
    rf"(?:{_CN}{{1,3}}|\d{{1,2}})\s?[:、.](?!\d))"
)
"""任务一: opens an item at the start of a paragraph only."""
_BULLETS = regex(r"[\s●◆■★▲•※◎○►▶☆◇□]*")
_BULLETS_MOST = 12
_SIGN = regex(rf"[\d①-⓿㈠-㈩⑴-⒛㉑-㉟第{_CN[1:-1]}](?:(?<=[\d{_CN[1:-1]}])\s?[.、)]|(?<=[①-⓿㈠-㈩⑴-⒛㉑-㉟第]))")
"""What every marker holds: where there is none of it, no marker needs be looked for."""
_PATTERN = regex(
    rf"(?P<part>第\s?(?:{_CN}{{1,4}}|\d{{1,3}})\s?(?P<level>部分|篇|编|章|节|条)(?!例|款)[、.:]?)"
    rf"|(?P<chinese>{_CN}{{1,4}}\s?[、.](?!\s?{_CN}\s?[、.产次]))"
    rf"|(?P<bracketed>\(\s?{_CN}{{1,4}}\s?\)[、.]?|{_CN}{{1,3}}\)[、.]?|[㈠-㈩])"
    r"|(?P<decimal>(?<![\d.])\d{1,2}(?:\.\d{1,2}){1,3}(?:[、.](?!\d)|(?=\s+[^\d\s])))"
    r"|(?P<digit>(?<![\d.])\d{1,3}\s?(?:\.(?!\d)|\.(?=\d{1,4}[一-鿿])|、(?!\d)|、(?=\d{1,4}[一-鿿]))|[⒈-⒛])"
    r"|(?P<digit_bracketed>\(\s?\d{1,3}\s?\)[、.]?|[⑴-⒇])"
    r"|(?P<half>(?<![\d.(])\d{1,2}\s?\)[、.]?)"
    r"|(?P<circled>[①-⑳㉑-㉟][、.]?)"
)
_NOTE_SIGN = regex(r"\[\d{1,2}\]")
"""What stands for a note below: 智联网[1]."""
_YEAR = regex(r"(?:19|20)\d\d年")
_GLUED = regex(r"(?P<digit>\d{1,3}[.、])(?=\d)")
"""A number right before a figure, which opens an item only in its place in a numbering: 11.121人才项目."""
_GLUED_DECIMAL = regex(r"(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3})(?=[一-鿿“《])")
"""A decimal number right before words, which opens an item only beside others of its kind: 1.1建设平台."""
_LEAD_IN = regex(
    r"(?:^|[。;!?)”|\s、.])\s*[一-鿿]{0,8}?(?:措施|任务|举措|内容|做法|要求|事项|工作|项目|安排|目标|重点|如下|包括)\s*:\s*$"
)
"""What stands before the first number of a list that goes on item by item: 具体措施:"""
_LEVELS = {
    "部分": Rank.PART, "篇": Rank.PART, "编": Rank.PART, "章": Rank.CHAPTER, "节": Rank.DIVISION, "条": Rank.ARTICLE,
}  # fmt: skip
_RANKS = {
    "chinese": Rank.CHINESE, "bracketed": Rank.CHINESE_BRACKETED, "word": Rank.WORD, "digit": Rank.DIGIT,
    "decimal": Rank.DECIMAL - 1, "digit_bracketed": Rank.DIGIT_BRACKETED, "half": Rank.DIGIT_HALF_BRACKETED,
    "circled": Rank.CIRCLED,
}  # fmt: skip
_HEADING_GAP = 40
"""Characters: the longest heading after which a further level may open on the same line."""
_LOOSE_BARRED = "、,“\"'《(-—~至到和与及:/\\·.%+第年月日"
"""Before these a number belongs to the sentence, even in text printed without line breaks."""
_ITEM_ENDS = "。!?)”|"
"""Before a number that goes on, what ends an item that is more than a word of a list."""
_RUN_ON = 150
"""Characters: paragraphs shorter than this are never a whole document run together."""


def find_markers(
    paragraph: Paragraph,
    opening: Marker | None,
    open_items: Sequence[tuple[int, int]],
    last_numbers: Mapping[int, int],
) -> list[Marker]:
    """The markers of ``paragraph`` that open items, ``opening`` first where it begins with one.

    What is a marker is told by ranks and numbers open before it and each rank's last number.
    """
    candidates = list(_candidates(paragraph, opening))
    run_on = len(paragraph.text) >= _RUN_ON and _is_run_on(candidates)
    numbering = _Numbering(paragraph.text, run_on, list(open_items), dict(last_numbers))
    for candidate, following in zip(candidates, _following(candidates), strict=True):
        if candidate is opening or numbering.goes_into(candidate, following):
            numbering.enter(candidate)
    return numbering.found


def opening_markers(paragraphs: Sequence[Paragraph]) -> list[Marker | None]:
    """The marker that each of ``paragraphs`` begins with, if any; one glued to what follows only in its numbering."""
    marks: list[Marker | None] = []
    starts: dict[int, int] = {}
    for n, paragraph in enumerate(paragraphs):
        bullets = _BULLETS.match(paragraph.text)
        start = bullets.end() if bullets else 0
        found = _PATTERN.match(paragraph.text, start) or _WORD.match(paragraph.text, start)
        if found and _is_note(paragraph, start):
            found = None
        marks.append(_marker(paragraph, found) if found and not _is_glued(paragraph.text, found.end()) else None)
        if marks[n] is None and paragraph.text[start : start + 1].isdigit():
            starts[n] = start
    if starts:
        _take_decimals(marks, _glued(paragraphs, starts, _GLUED_DECIMAL))
        _take_numbers(marks, _glued(paragraphs, starts, _GLUED))
    return marks


def _glued(paragraphs: Sequence[Paragraph], starts: Mapping[int, int], pattern: re.Pattern[str]) -> dict[int, Marker]:
    found = {n: pattern.match(paragraphs[n].text, start) for n, start in starts.items()}
    return {n: _marker(paragraphs[n], match) for n, match in found.items() if match}


def _take_decimals(marks: list[Marker | None], glued: Mapping[int, Marker]) -> None:
    """Put decimal numbers right before words among ``marks`` where there are a first and a second of their kind."""
    refs = {mark.ref for mark in (*marks, *glued.values()) if mark is not None} if glued else set()
    for n, mark in glued.items():
        above = mark.ref.rpartition(".")[0]
        if {f"{above}.1", f"{above}.2"} <= refs:
            marks[n] = mark


def _take_numbers(marks: list[Marker | None], glued: Mapping[int, Marker]) -> None:
    """Put numbers right before figures among ``marks`` where the one before and the one after them are there."""
    both = [(n, mark or glued.get(n)) for n, mark in enumerate(marks)]
    digits = [(n, mark) for n, mark in both if mark is not None and mark.rank == Rank.DIGIT]
    before = 0
    numbers = [*(mark.number for _, mark in digits), None]
    for (n, mark), following in zip(digits, numbers[1:], strict=True):
        in_order = before == 0 or mark.number == before + 1 or (mark.number == 1 and before > 1)
        goes_on = following == mark.number + 1 or (following in {None, 1} and mark.number > 1)
        if marks[n] is None and not (in_order and goes_on):
            continue
        marks[n] = mark
        before = mark.number


def _is_glued(text: str, end: int) -> bool:
    """Whether a figure that is no year stands right behind a number."""
    return text[end : end + 1].isdigit() and not _YEAR.match(text, end)


@dataclass(slots=True)
class _Numbering:
    """A paragraph's numbering as far as it is read."""

    text: str
    run_on: bool
    """Whether it is a whole document without line breaks."""
    open: list[tuple[int, int]]
    """Ranks and numbers, outermost first."""
    last: dict[int, int]
    """The last number of each rank."""
    found: list[Marker] = field(default_factory=list)

    def enter(self, marker: Marker) -> None:
        while self.open and self.open[-1][0] >= marker.rank:
            self.open.pop()
        self.open.append((marker.rank, marker.number))
        self.last[marker.rank] = marker.number
        self.found.append(marker)

    def goes_into(self, candidate: Marker, following: Marker | None) -> bool:
        """Whether ``candidate`` opens an item; at the head of a line a year or a number alone opens nothing."""
        before = self.text[max(candidate.start - 64, 0) : candidate.start]
        stripped = before.rstrip()
        if not stripped or (candidate.start < _BULLETS_MOST and _BULLETS.fullmatch(before)):
            return candidate.rank <= Rank.CHINESE or bool(self.text[candidate.end :].strip())
        sign, blank = stripped[-1], len(stripped) < len(before)
        in_number = sign.isdigit() and candidate.rank == Rank.DIGIT
        loosely = self.run_on and sign not in _LOOSE_BARRED and not in_number
        number = dict(self.open).get(candidate.rank)
        goes_on = candidate.number == (self.last.get(candidate.rank, -1) if number is None else number) + 1
        if candidate.glued:
            return goes_on and following is not None and sign in _ITEM_ENDS
        if goes_on and (loosely or sign in "。!?)|…”" or blank or (sign == ";" and self.run_on)):
            return True
        begins = candidate.number == 1 and number is None
        if begins and sign == ":" and _LEAD_IN.search(before):
            return following is None or self.text[: following.start].rstrip()[-1] in _ITEM_ENDS
        if (begins or goes_on) and self._after_heading(candidate):
            return True
        inside = begins and candidate.rank > (self.open[-1][0] if self.open else -1) and sign in "。!?)"
        return following is not None and (inside or (candidate.number == 1 and loosely))

    def _after_heading(self, candidate: Marker) -> bool:
        """Whether nothing but a heading stands between the marker before and this one of a lower level."""
        if not self.found:
            return False
        last = self.found[-1]
        between = self.text[last.end : candidate.start]
        short = len(between) <= _HEADING_GAP and between.strip() != ""
        return short and candidate.rank > last.rank and not re.search(r"[。;:,(]", between)


def _is_run_on(candidates: Sequence[Marker]) -> bool:
    """Whether a paragraph holds a numbering of headings from its start: then it is a document without line breaks."""
    for rank in (Rank.CHINESE, Rank.CHINESE_BRACKETED, Rank.ARTICLE):
        numbers = [c.number for c in candidates if c.rank == rank]
        if 1 in numbers and 2 in numbers[numbers.index(1) :]:
            return True
    digits = [c.number for c in candidates if c.rank == Rank.DIGIT and not c.glued]
    return digits[:3] == [1, 2, 3] and candidates[0].start > 0


def _following(candidates: Sequence[Marker]) -> list[Marker | None]:
    """For each candidate, the first of its kind with the next number that follows it, before another like itself."""
    seen: dict[tuple[int, int], Marker] = {}
    found: list[Marker | None] = []
    for one in reversed(candidates):
        following, like = seen.get((one.rank, one.number + 1)), seen.get((one.rank, one.number))
        doubled = one.glued and following is not None and like is not None and like.start < following.start
        found.append(None if doubled else following)
        seen[one.rank, one.number] = one
    return found[::-1]


def _candidates(paragraph: Paragraph, opening: Marker | None) -> Iterator[Marker]:
    at = 0
    if opening is not None:
        at = opening.end
        yield opening
    if sign := _SIGN.search(paragraph.text, at):
        for match in _PATTERN.finditer(paragraph.text, max(at, sign.start() - 6)):
            marker = _marker(paragraph, match)
            if not _is_note(paragraph, match.start()) and not (
                marker.glued and marker.start < _BULLETS_MOST and _BULLETS.fullmatch(paragraph.text, 0, marker.start)
            ):
                yield marker


def _is_note(paragraph: Paragraph, start: int) -> bool:
    return paragraph.text[start] == "(" and _NOTE_SIGN.match(paragraph.raw, start) is not None


def _marker(paragraph: Paragraph, match: re.Match[str]) -> Marker:
    kind = match.lastgroup or ""
    rank: int = _LEVELS[match["level"]] if kind == "part" else _RANKS[kind]
    if kind == "decimal":
        rank += match[0].rstrip(".、").count(".")
    start, end = match.span()
    label = paragraph.raw[start:end]
    while end < len(paragraph.text) and paragraph.text[end].isspace():
        end += 1
    glued = kind == "digit" and _is_glued(paragraph.text, match.end())
    return Marker(rank, printed_number(match[0]) or 0, start, end, label, glued)
