"""Text for a grid of cells: how wide it is, where it is cut, and what may reach a terminal at all.

A Chinese character takes two cells. Control and escape characters of a document never reach a terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate

from dutytrack.i18n import language
from dutytrack.signs import printable, printable_lines

__all__ = [
    "character_width", "cut", "fill", "in_print", "printable", "printable_lines", "well_bracketed", "width", "wrap",
    "wrap_items",
]  # fmt: skip

ELLIPSIS = "…"
_LEVELS = re.compile("(?<=[县市区旗])\\(([市区县旗、及和]+)\\)")
"""The levels of a collective's name, which is kept with brackets of one width: 各县(市、区)政府."""


def in_print(text: str) -> str:
    """``text`` for people to read, without harmful signs."""
    return well_bracketed(printable(text))


def well_bracketed(text: str) -> str:
    """``text``, in Chinese with the names of collectives bracketed as Chinese is."""
    return _LEVELS.sub(r"（\1）", text) if "(" in text and language() == "zh" else text


def character_width(character: str) -> int:
    """The cells that ``character`` takes: 0, 1 or 2 (ambiguous ones are taken as 1)."""
    if character < "\u0300":
        return 1
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def width(text: str) -> int:
    """The cells that ``text`` takes."""
    return len(text) if text.isascii() else sum(map(character_width, text))


def cut(text: str, cells: int) -> str:
    """``text`` in at most ``cells`` cells; what is cut ends in an ellipsis."""
    if width(text) <= cells:
        return text
    return _head(text, cells - 1) + ELLIPSIS if cells > 1 else ELLIPSIS[:cells]


def fill(text: str, cells: int, *, right: bool = False) -> str:
    """``text`` cut and padded with spaces to exactly ``cells`` cells."""
    shown = cut(text, cells)
    padding = " " * (cells - width(shown))
    return padding + shown if right else shown + padding


_OPENING = "(《〈“‘「『【〔〖[{（"
_CLOSING = ",。、;:!?)》〉”’」』】〕〗]},.，；：！？）…"
_WIDE = r"\u2e80-\uffff"
_HAN = r"[\u2e80-\u2fff\u3100-\u9fff\uf900-\ufaff]"
_AT_NUMBERS = "加减第约共近逾超晚早"
"""Signs that belong to the number behind them."""
_COUNTED = rf"个百分点|个工作日|平方公里|平方米|公里|[万亿]?{_HAN}"
"""What a number counts."""
_AT_DAYS = "以?[前内后]|起|止|至"
"""Signs that belong to the day before them."""
_WORDS = (
    "牵头单位|责任单位|配合单位|成员单位|[蓝黄橙红]单|督办单|申请办结|办结|签收|核查|反馈|回复|批复|延期|催办|约谈"
    "|时限|逾期|(?:滞后|超前)?序时进度|百分点|周期性任务|党政部门|开发区|管委会|单位|部门|文件"
)
"""Chinese words that a column may be too narrow for to stand in one line with others, and are read as one."""


def _piece(counted: str, *inner: str) -> str:
    """A pattern of one of ``inner``, of a number with what is ``counted``, or of the shortest there is; with marks."""
    number = rf"(?:[{_AT_NUMBERS}] ?)?(?:[0-9][0-9.]* ?(?:{counted})|[0-9][^\s{_WIDE}]*(?: ?(?:{_AT_DAYS}))?)"
    one = "|".join([*inner, number, rf"[^\s{_WIDE}]+", "."])
    after = f"[{re.escape(_CLOSING)}]*"
    return rf"\s+|[{re.escape(_OPENING)}]*(?:{one}){after}"


_NUMBERED = "〔[0-9]{4}〕[0-9]+号"
_PIECES = (
    _piece(_COUNTED, f"{_HAN}{{1,4}}{_NUMBERED}", _WORDS), _piece(_COUNTED, f"{_HAN}{{1,2}}{_NUMBERED}", _WORDS),
    _piece(_HAN, "百分点"),
)  # fmt: skip
"""What is not broken: a word, a Chinese character, a number with its sign and what it counts, a document's number; and
what such a piece is broken into where it is longer than a line."""


def wrap(text: str, cells: int) -> list[str]:
    """``text`` in lines of at most ``cells`` cells, its own line breaks kept.

    Chinese breaks at its marks where that leaves most of a line, else between characters, other scripts between
    words; no line begins with a closing mark.
    """
    return [line for paragraph in text.split("\n") for line in _wrapped(paragraph, max(cells, 2))]


def wrap_items(text: str, cells: int, between: str) -> list[str]:
    """A list of items, ``between`` which it breaks, in lines of at most ``cells`` cells; longer items go on as text."""
    lines, line = [], ""
    for item in re.split(f"(?<={re.escape(between)})(?![^(（]*[)）])", text):
        if line and width(line + item.rstrip()) > cells:
            lines += wrap(line.rstrip(), cells)
            line = ""
        line += item
    return [*lines, *wrap(line, cells)]


def _wrapped(paragraph: str, cells: int) -> list[str]:
    if width(paragraph) <= cells:
        return [paragraph.rstrip()]
    lines: list[str] = []
    line: list[str] = []
    used = 0
    for word in _pieces(paragraph, cells):
        size = width(word)
        if used + size > cells and line:
            lines.append("".join(line[: (end := _end_of_clause(line, word, cells))]).rstrip())
            line = line[end:]
            used = sum(map(width, line))
            if word.isspace() and not line:
                continue
        while size > cells:
            head = _head(word, cells)
            lines.append(head.rstrip())
            word = word[len(head) :].lstrip()  # noqa: PLW2901 - the rest of a word longer than a line
            size = width(word)
        line.append(word)
        used += size
    return [*lines, "".join(line).rstrip()]


def _pieces(text: str, cells: int, kinds: Sequence[str] = _PIECES) -> Iterator[str]:
    """What is not broken, as far as it goes into a line."""
    kind, *finer = kinds
    for piece in re.findall(kind, text):
        if finer and width(piece) > cells:
            yield from _pieces(piece, cells, finer)
        else:
            yield piece


def _end_of_clause(line: Sequence[str], word: str, cells: int) -> int:
    """How many pieces stay in a full ``line`` before ``word``: all, unless Chinese would be broken within a clause.

    That goes on in the next line from its last mark, space or number on, else from its last word or number on, if two
    thirds of the line are left.
    """
    taken = list(accumulate(map(width, line)))
    for goes_on in (_goes_on, _may_be_a_word):
        for place in range(len(line), 0, -1):
            if 3 * taken[place - 1] <= 2 * cells:
                break
            if not goes_on(line[place - 1], line[place] if place < len(line) else word):
                return place
    return len(line)


def _goes_on(piece: str, word: str) -> bool:
    """Whether Chinese goes on from a piece to the next without a mark, a space or a number between them."""
    return re.match(_HAN, word) is not None and re.fullmatch(_HAN, piece[-1]) is not None


def _may_be_a_word(piece: str, word: str) -> bool:
    """Whether both are single signs of Chinese, which may be of a word that nobody told."""
    return re.fullmatch(_HAN, piece) is not None and re.fullmatch(f"{_HAN}[{re.escape(_CLOSING)}]*", word) is not None


def _head(text: str, cells: int) -> str:
    """As much of ``text`` as goes into so many cells."""
    reaches = accumulate(map(character_width, text))
    return "".join(character for character, reach in zip(text, reaches, strict=True) if reach <= cells)
