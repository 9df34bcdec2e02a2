"""A document's lines in two forms of equal length: as printed, and folded for matching.

Folding makes one form of full-width and half-width, of brackets and blanks, of traditional and simplified characters,
and blanks out Markdown's signs; every character keeps its place, so offsets found in one form hold in the other.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dutytrack.domain.units.script import simplified
from dutytrack.plantext.text.passage import FOLDED, folding
from dutytrack.plantext.words.patterns import regex

MARKUP = "\x1f"
"""Stands where a sign of Markdown stood: blank to every pattern, left out of what is shown."""

_SIGNS = FOLDED | {
    "∶": ":", "︰": ":", "﹕": ":", "﹔": ";", "﹐": ",", "﹑": "、", "､": "、", "｡": "。", "﹒": ".", "·": "·",
    "【": "(", "】": ")", "[": "(", "]": ")", "﹙": "(", "﹚": ")", "［": "(", "］": ")", "〖": "(", "〗": ")",
    "\t": " ", "\u200b": " ", "\u200c": " ", "\u200d": " ", "\ufeff": " ", "\u2002": " ", "\u2003": " ",
    "\u2009": " ", "\u2028": " ", "\x0b": " ", "\x0c": " ", "\xad": " ",
}  # fmt: skip
"""What ``passage.fold`` folds, and more of its kind."""
_fold = folding(_SIGNS)
_MARKDOWN = regex(r"(?m)^[ \t]{0,3}(?:#{1,6}[ \t]|>[ \t]|[-*+][ \t])")
_BOLD = regex(r"\*\*|__")
_HASHES = regex(r"[ \t]{0,3}(#{1,6})(?=[ \t\u3000]|[一二三四五六七八九十(（第\d])")
_QUOTE = regex(r"[ \t]{0,3}(?:>[ \t]?)+")
_BREAK = regex(r"<br\s?/?>", re.IGNORECASE)
"""A line break inside a cell of a Markdown table: it parts names and clauses as ; does."""
_BULLET = regex(r"[ \t]{0,12}([-*+])(?=[ \t]+\S)")

_BRACKET_LABEL = regex(
    r"(?m)^[ \t\u3000]*(?P<open>【)[^【】\s]{1,6}(?:单位|部门|科室|处室|时限|期限|时间|领导|责任人)】"
    r"(?=[ \t\u3000]*[^\s【])"
)


class SourceLine(NamedTuple):
    """One line of the document."""

    number: int
    """1-based."""
    raw: str
    """As printed, Markdown's signs replaced by ``MARKUP``."""
    text: str
    """Folded for matching, of the same length."""
    heading: bool = False
    """Whether Markdown marks it as a heading or prints it all in bold."""

    @property
    def blank(self) -> bool:
        """Whether nothing but blanks stands on it."""
        return not self.text or self.text.isspace()


def source_lines(text: str) -> tuple[SourceLine, ...]:
    """The lines of ``text``, folded."""
    flat = folded(text)
    if "【" in text:
        flat = _with_labels(text, flat)
    if "<br" in text.lower():
        flat = _BREAK.sub(lambda match: ";" + " " * (len(match[0]) - 1), flat)
        text = _BREAK.sub(lambda match: MARKUP * len(match[0]), text)
    pairs = enumerate(zip(text.split("\n"), flat.split("\n"), strict=True), 1)
    if "**" not in text and not _MARKDOWN.search(text):
        return tuple(SourceLine(number, raw, flat) for number, (raw, flat) in pairs)
    lines = []
    for number, (raw, flat) in pairs:
        unmarked, heading = _unmarked(raw)
        text_form = "".join(MARKUP if a == MARKUP else b for a, b in zip(unmarked, flat, strict=True))
        lines.append(SourceLine(number, unmarked, text_form, heading))
    return tuple(lines)


def _with_labels(text: str, flat: str) -> str:
    """``flat`` with the labels that ``text`` prints in brackets at the head of a line as others are: 【责任科室】."""
    for match in _BRACKET_LABEL.finditer(text):
        flat = f"{flat[: match.start('open')]} {flat[match.end('open') : match.end() - 1]}:{flat[match.end() :]}"
    return flat


def shown(text: str) -> str:
    """``text`` as it is shown: without the places where Markdown's signs stood."""
    return text.replace(MARKUP, "")


def folded(text: str) -> str:
    """``text`` folded for matching, of the same length; what GB 2312 lacks in simplified characters."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        for character in set(text):
            if "\u4e00" <= character <= "\u9fff" and (simple := _simple(character)) != character:
                text = text.replace(character, simple)
    return _fold(text)


def _unmarked(raw: str) -> tuple[str, bool]:
    """``raw`` with Markdown's signs blanked out, and whether they make it a heading."""
    heading = False
    for pattern in (_QUOTE, _HASHES, _BULLET):
        if found := pattern.match(raw):
            heading = heading or pattern is _HASHES
            raw = MARKUP * found.end() + raw[found.end() :]
    stripped = raw.strip(MARKUP + " \t\u3000")
    bold = stripped.startswith("**") and stripped.endswith("**") and stripped.count("**") == 2
    return _BOLD.sub(MARKUP * 2, raw), heading or bold


@lru_cache(maxsize=8192)
def _simple(character: str) -> str:
    """``character`` in its simplified form, where that is one character too."""
    simple = simplified(character)
    return simple if len(simple) == 1 else character
