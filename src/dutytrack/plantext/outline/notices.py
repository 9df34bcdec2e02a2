"""A notice and the plan it sends out: which titles a notice names, and which printed line is called by one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from dutytrack.plantext.words.patterns import any_of, regex

PLAN_WORDS = any_of(
    """
    方案 计划 要点 意见 规划 纲要 措施 办法 行动 清单 分工 安排 细则 部署 任务 目标 责任书 台账 分解表 一览表
    分解 举措 条例 规定 决定 通知 报告 若干政策 任务书 实事 项目 事项 路线图 时间表 试点 通告 工作 会议纪要
    """
)
"""How titles of plans end."""

_QUOTED = r"《(?:[^《》]|《[^《》]{1,60}》){4,100}》"
_NOTE = r"(?:\([^()]{1,20}\))?"
_SENT_OUT = regex(
    rf"(?P<title>{_QUOTED}){_NOTE}(?:已经?|业经|经)[^,。;《》]{{0,40}}(?:同意|通过|批准|审定|审议)(?=[^。《》]{{0,30}}(?:印发|转发|下发|发布|公布|发给))"
    rf"|现(?:将|把)(?P<sent>{_QUOTED}){_NOTE}[^,。;《》]{{0,8}}(?:印发|转发|下发|发给|下达)"
    rf"|现(?:予)?(?:印发|转发|下发)(?P<issued>{_QUOTED})"
)
"""``《X》已经市政府同意,现印发给你们``."""
_NOTICE = regex(
    rf"(?:印发|转发|下发|公布|发布)(?:了|实施)?(?:(?P<quoted>{_QUOTED})|(?P<plain>(?:[^《》,。]|《[^《》]{{1,40}}》){{4,70}}?{_NOTE}))"
    r"(?:\([^()]{1,12}\))?的(?:通知|公告|函)"
    rf"|(?:印发|发布)(?P<named>{_QUOTED})\s*$"
)
"""``关于印发X的通知``."""
_ANNEX = regex(r"\s*附件?\s*:\s*(?:1\s*[.、]\s*)?(?P<annex>[^。;:]{6,60}?)\s*$")
_CITES = regex(r"\s*(?:为|根据|按照?|依据|依照|贯彻|落实|结合|遵照|参照)")
_ALIKE = 0.85


class Text(Protocol):
    """A line, folded and as printed."""

    @property
    def text(self) -> str:
        """Folded."""
        ...

    @property
    def raw(self) -> str:
        """As printed."""
        ...


class Named(NamedTuple):
    """A title that a notice names."""

    text: str
    raw: str


def titles_named(lines: Iterable[Text]) -> list[Named]:
    """The titles of what the lines of a notice send out, the surest first; none that is merely cited."""
    kept = list(lines)
    sent = [_named(line, match) for line in kept for match in _SENT_OUT.finditer(line.text)]
    notices = [
        _named(line, match) for line in kept for match in _NOTICE.finditer(line.text) if _is_own(line.text, match)
    ]
    annexes = [_named(line, match) for line in kept if (match := _ANNEX.match(line.text)) and (sent or notices)]
    return [*sent, *notices, *annexes]


def plain_title(text: str) -> str:
    """``text`` as titles are compared: without blanks, brackets of names and quotation marks."""
    return re.sub(r"[\s《》〈〉<>“”\"\x1f]", "", text)


def is_called(title: str, named: Iterable[Named]) -> bool:
    """Whether the (folded) ``title`` is one of those named, be it with a word more or less."""
    plain = plain_title(title)
    return any(plain == other or _is_like(plain, other) for other in (plain_title(one.text) for one in named))


def _named(line: Text, match: re.Match[str]) -> Named:
    start, end = match.span(match.lastgroup or 0)
    while line.text[start] in "《〈<" and line.text[end - 1] in "》〉>":
        start, end = start + 1, end - 1
    return Named(line.text[start:end].strip(), line.raw[start:end].strip())


def _is_own(text: str, match: re.Match[str]) -> bool:
    """Whether the notice is this document, not one that a sentence cites."""
    before = text[: match.start()]
    return before.count("《") <= before.count("》") and not _CITES.match(text)


def _is_like(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < len(longer) * 0.75:
        return False
    if shorter in longer:
        return True
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
