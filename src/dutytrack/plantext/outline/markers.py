"""The numbers that open an outline's items: 一、 (一) 1. 1、 (1) ① 第一条 任务一, and where they stand.

A number opens an item at the start of a paragraph. Inside one it does so only where it goes on with a numbering that
is open, or where several levels are printed on one line; digits such as 1.5, 3.6件 or 2025. are no numbers of items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from dutytrack.plantext.text.paragraphs import Paragraph
from dutytrack.plantext.words.numerals import read_number
from dutytrack.plantext.words.patterns import regex


class Rank(IntEnum):
    """The customary order of markers, outermost first."""

    PART = 0
    CHAPTER = 1
    DIVISION = 2
    HEADING = 3
    """An unnumbered heading."""
    CHINESE = 10
    ARTICLE = 11
    CHINESE_BRACKETED = 20
    WORD = 25
    DIGIT = 30
    DECIMAL = 35
    DIGIT_BRACKETED = 50
    DIGIT_HALF_BRACKETED = 55
    CIRCLED = 60


@dataclass(frozen=True, slots=True)
class Marker:
    """A number that opens an item."""

    rank: int
    number: int
    start: int
    """Offset in its paragraph."""
    end: int
    """Offset of what follows it."""
    label: str
    """As printed."""

    @property
    def ref(self) -> str:
        """The label without its punctuation; brackets stay."""
        plain = re.sub(r"\s", "", self.label).rstrip("、.．:：,，。﹒)）" if not self.bracketed else "、.．:：,，。")
        return _UNCIRCLED.get(plain, plain)

    @property
    def bracketed(self) -> bool:
        """Whether brackets belong to it."""
        return self.label.lstrip()[:1] in "(（〔【" and self.label.rstrip("、.．:：,，。 \u3000")[-1:] in ")）〕】"


_CN = "[一二三四五六七八九十百〇零]"
_WORD = regex(
    rf"(?P<word>(?:(?:重点|主要|工作|专项|具体)?(?:任务|行动|工程|举措|措施)|专项)"
    rf"(?P<word_number>{_CN}{{1,3}}|\d{{1,2}})\s?[:、.](?!\d))"
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
    r"|(?P<digit>(?<![\d.])\d{1,3}\s?(?:\.(?!\d)|\.(?=(?:19|20)\d\d年)|、(?!\d)|、(?=(?:19|20)\d\d年))|[⒈-⒛])"
    r"|(?P<digit_bracketed>\(\s?\d{1,3}\s?\)[、.]?|[⑴-⒇])"
    r"|(?P<half>(?<![\d.(])\d{1,2}\s?\)[、.]?)"
    r"|(?P<circled>[①-⑳⓪㉑-㉟][、.]?)"
)
_LEVELS = {
    "部分": Rank.PART, "篇": Rank.PART, "编": Rank.PART, "章": Rank.CHAPTER, "节": Rank.DIVISION, "条": Rank.ARTICLE,
}  # fmt: skip
_RANKS = {
    "chinese": Rank.CHINESE,
    "bracketed": Rank.CHINESE_BRACKETED,
    "word": Rank.WORD,
    "digit": Rank.DIGIT,
    "digit_bracketed": Rank.DIGIT_BRACKETED,
    "half": Rank.DIGIT_HALF_BRACKETED,
    "circled": Rank.CIRCLED,
}
_DIGIT_RUN = regex(rf"\d+|{_CN}+")
_SIGNS = (("㈠", 1), ("⒈", 1), ("⑴", 1), ("①", 1), ("㉑", 21))
_UNCIRCLED: dict[str, str] = {}
_HEADING_GAP = 40
"""Characters: the longest heading after which a further level may open on the same line."""
_LOOSE_BARRED = "、,“\"'《(-—~至到和与及:/\\·.%+第年月日"
"""Before these a number belongs to the sentence, even in text printed without line breaks."""
_RUN_ON = 150
"""Characters: paragraphs shorter than this are never a whole document run together."""


def find_markers(
    paragraph: Paragraph, open_items: Sequence[tuple[int, int]], last_numbers: Mapping[int, int]
) -> list[Marker]:
    """The markers of ``paragraph`` that open items.

    ``open_items`` are the ranks and numbers open before it, outermost first; ``last_numbers`` the last number of each
    rank, for numberings that run on over sections.
    """
    candidates = list(_candidates(paragraph))
    if not candidates:
        return []
    run_on = len(paragraph.text) >= _RUN_ON and _is_run_on(candidates)
    starts = _first_of_runs(candidates)
    stack = list(open_items)
    lasts = dict(last_numbers)
    found: list[Marker] = []
    for index, candidate in enumerate(candidates):
        last = found[-1] if found else None
        if _opens(paragraph.text, candidate, last, stack, lasts, run_on=run_on, has_next=starts[index]):
            while stack and stack[-1][0] >= candidate.rank:
                stack.pop()
            stack.append((candidate.rank, candidate.number))
            lasts[candidate.rank] = candidate.number
            found.append(candidate)
    return found


def opening_marker(paragraph: Paragraph) -> Marker | None:
    """The marker that ``paragraph`` begins with, if any."""
    bullets = _BULLETS.match(paragraph.text)
    start = bullets.end() if bullets else 0
    match = _PATTERN.match(paragraph.text, start) or _WORD.match(paragraph.text, start)
    return _marker(paragraph, match) if match is not None else None


def _opens(
    text: str,
    candidate: Marker,
    last: Marker | None,
    stack: Sequence[tuple[int, int]],
    lasts: Mapping[int, int],
    *,
    run_on: bool,
    has_next: bool,
) -> bool:
    before = text[max(candidate.start - 64, 0) : candidate.start]
    stripped = before.rstrip()
    if not stripped or (candidate.start < _BULLETS_MOST and _BULLETS.fullmatch(before)):
        return _opens_paragraph(text, candidate)
    sign, blank = stripped[-1], len(stripped) < len(before)
    loosely = run_on and _loosely(sign, candidate)
    number = dict(stack).get(candidate.rank)
    goes_on = candidate.number == (lasts.get(candidate.rank, -1) if number is None else number) + 1
    if goes_on and (loosely or sign in "。!?)|…”" or blank or (sign == ";" and run_on)):
        return True
    begins = candidate.number == 1 and number is None
    if (begins or goes_on) and last is not None and _after_heading(text, last, candidate):
        return True
    if begins and has_next and candidate.rank > _rank_of(stack) and (sign in "。!?)" or loosely):
        return True
    return candidate.number == 1 and loosely and has_next


def _rank_of(stack: Sequence[tuple[int, int]]) -> int:
    """The rank of the innermost item open."""
    return stack[-1][0] if stack else -1


def _after_heading(text: str, last: Marker, candidate: Marker) -> bool:
    """Whether nothing but a heading stands between two markers on one line, the second of a lower level."""
    if candidate.start - last.end > _HEADING_GAP or candidate.rank <= last.rank:
        return False
    between = text[last.end : candidate.start]
    return bool(between.strip()) and not re.search(r"[。;:,(]", between)


def _opens_paragraph(text: str, candidate: Marker) -> bool:
    """A year at the head of a line, or a number alone on it, opens nothing."""
    rest = text[candidate.end :].strip()
    return bool(rest) or candidate.rank <= Rank.CHINESE


def _loosely(sign: str, candidate: Marker) -> bool:
    return sign not in _LOOSE_BARRED and not (sign.isdigit() and candidate.rank == Rank.DIGIT)


def _is_run_on(candidates: Sequence[Marker]) -> bool:
    """Whether a paragraph holds a numbering of headings from its start: then it is a document without line breaks."""
    for rank in (Rank.CHINESE, Rank.CHINESE_BRACKETED, Rank.ARTICLE):
        numbers = [c.number for c in candidates if c.rank == rank and not _listed(c)]
        if 1 in numbers and 2 in numbers[numbers.index(1) :]:
            return True
    digits = [c.number for c in candidates if c.rank == Rank.DIGIT]
    return candidates[0].start > 0 and digits[:3] == [1, 2, 3]


def _listed(candidate: Marker) -> bool:
    return candidate.label.endswith(",")


def _first_of_runs(candidates: Sequence[Marker]) -> list[bool]:
    """For each candidate, whether one of its kind with the next number follows."""
    coming: set[tuple[int, int]] = set()
    has_next = [False] * len(candidates)
    for index in range(len(candidates) - 1, -1, -1):
        candidate = candidates[index]
        has_next[index] = (candidate.rank, candidate.number + 1) in coming
        coming.add((candidate.rank, candidate.number))
    return has_next


def _candidates(paragraph: Paragraph) -> Iterator[Marker]:
    opening = opening_marker(paragraph)
    if opening is not None:
        yield opening
    at = opening.end if opening is not None else 0
    sign = _SIGN.search(paragraph.text, at)
    if sign is None:
        return
    for match in _PATTERN.finditer(paragraph.text, max(at, sign.start() - 6)):
        marker = _marker(paragraph, match)
        if marker is not None:
            yield marker


def _marker(paragraph: Paragraph, match: re.Match[str]) -> Marker | None:
    kind = _kind(match)
    number = _number(match.group())
    if number is None:
        return None
    start, end = match.span()
    while end < len(paragraph.text) and paragraph.text[end].isspace():
        end += 1
    return Marker(_rank(kind, match), number, start, end, paragraph.raw[start : match.end()])


def _kind(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return "part" if groups.get("part") else "word" if groups.get("word") else match.lastgroup or ""


def _rank(kind: str, match: re.Match[str]) -> int:
    if kind == "part":
        return _LEVELS[match["level"]]
    if kind == "decimal":
        return Rank.DECIMAL - 1 + match.group().rstrip(".、").count(".")
    return _RANKS[kind]


def _number(label: str) -> int | None:
    for first, value in _SIGNS:
        if first <= label[0] < chr(ord(first) + 20):
            return ord(label[0]) - ord(first) + value
    numerals = _DIGIT_RUN.findall(label)
    value_read = read_number(numerals[-1]) if numerals else None
    return int(value_read) if value_read is not None and value_read < 10_000 else None
