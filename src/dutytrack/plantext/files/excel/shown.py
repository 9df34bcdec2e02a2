"""What a worksheet's number format makes of a value: the words around it, its decimals, its percent sign, its date.

A date in digits (2026/6/30, 30-Jun-26) is written in Chinese; one whose format has words of its own keeps them. The
year that a format leaves out is written all the same: the cell holds it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

_EXACT = 15
"""Digits of a number that a worksheet keeps."""
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a worksheet's dates have no zone
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - a worksheet's dates have no zone
_LAST_SERIAL = 2_958_465
"""31 December 9999."""

_BUILTIN: Mapping[int, str] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((17, 27, 36, 50, 52, 57), "yyyy-m"),
    **dict.fromkeys((28, 29, 51, 54, 58), "m-d"),
    **dict.fromkeys((14, 15, 16, 22, 30, 31, 53), "yyyy-m-d"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "h:mm"),
    **dict.fromkeys((37, 38), "#,##0;-#,##0"),
    **dict.fromkeys((39, 40), "#,##0.00;-#,##0.00"),
    **dict.fromkeys((41, 42), "#,##0"),
    **dict.fromkeys((43, 44), "#,##0.00"),
}
"""What built-in formats show, where it matters (ECMA-376, 18.8.30; 27-36 and 50-58 as in Chinese Excel)."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[\$(?P<sign>[^\]\-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>general)|am/pm|a/p|上午/下午|(?P<exponent>[0#?][Ee][+-])|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)"
    r"|(?P<percent>%)|(?P<text>@)|(?P<date>y+|e+|m+|d+|h+|s+|aaaa?)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = re.compile(r'(?:"[^"]*"?|\\.|[_*].|\[[^\]]*\]|[^;])*', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_WEEKDAYS = "一二三四五六日"


class _Token(NamedTuple):
    kind: str
    text: str


class _Section(NamedTuple):
    """One of a format's parts: for positive numbers, negative ones, zero and text."""

    tokens: tuple[_Token, ...]
    condition: tuple[str, float] | None = None

    def has(self, kind: str) -> bool:
        return any(token.kind == kind for token in self.tokens)

    @property
    def words(self) -> str:
        return "".join(token.text for token in self.tokens if token.kind == "literal")


def format_code(identity: int, own: str | None) -> str:
    """The code of a format: the workbook's ``own``, or what a built-in one shows."""
    return _BUILTIN.get(identity) or own or ""


def number_text(value: float, code: str = "", *, from_1904: bool = False) -> str:
    """A number as its format shows it."""
    return plain(value) if code in ("", "General") else _formatted(value, code, from_1904)


@lru_cache(maxsize=4096)
def _formatted(value: float, code: str, from_1904: bool) -> str:
    sections = _sections(code)
    section, value = _chosen(sections, value)
    if section.has("date"):
        return _date(value, section, from_1904=from_1904)
    if section.has("digit"):
        return _digits(value, section)
    if not (section.has("general") or section.has("text")):
        return section.words
    shown = plain(value)
    return "".join(shown if token.kind in ("general", "text") else token.text for token in section.tokens)


def string_text(text: str, code: str = "") -> str:
    """A text as its format shows it: only a fourth part, or one with @, says anything of texts."""
    if "@" not in code and code.count(";") < 3:
        return text
    sections = _sections(code)
    section = sections[3] if len(sections) > 3 else sections[-1]
    if len(sections) < 4 and not section.has("text"):
        return text
    return "".join(text if token.kind == "text" else token.text for token in section.tokens)


def date_text(value: dt.date, *, month: bool = True, day: bool = True) -> str:
    """A date in Chinese, with as much of it as is asked for: 2026年6月30日, 2026年6月, 2026年."""
    text = f"{value.year}年"
    if month or day:
        text += f"{value.month}月"
    return text + f"{value.day}日" if day else text


def plain(value: float) -> str:
    """A number without a format."""
    text = f"{value:.{_EXACT}g}"
    if "e" not in text:
        return text
    return f"{value:.0f}" if abs(value) >= 1 and abs(value) < 10**18 else text


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[_Section, ...]:
    pieces: list[str] = []
    at = 0
    while at <= len(code) and len(pieces) < 4:
        found = _SECTION.match(code, at)
        pieces.append(found[0] if found else "")
        at += len(pieces[-1]) + 1
    return tuple(map(_section, pieces))


def _section(code: str) -> _Section:
    condition = None
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(code):
        if (bracket := match["bracket"]) is not None:
            if found := _CONDITION.fullmatch(bracket):
                condition = (found[1], float(found[2]))
            elif bracket.lower().strip("hms") == "" and bracket:
                tokens.append(_Token("date", bracket.lower()))
        elif match["exponent"]:
            tokens.append(_Token("exponent", ""))
        elif kind := match.lastgroup:
            text = match[kind]
            literal = kind in ("quoted", "escaped", "sign", "other")
            tokens.append(_Token("literal", text) if literal else _Token(kind, "" if kind == "general" else text))
    if any(token.kind in ("digit", "general", "text") for token in tokens):
        tokens = [token._replace(kind="literal") if token.kind == "date" else token for token in tokens]
    return _Section(tuple(tokens), condition)


def _chosen(sections: Sequence[_Section], value: float) -> tuple[_Section, float]:
    """The part that shows the value, and the value without the sign that the part shows itself."""
    if any(section.condition for section in sections):
        return next((one for one in sections if _meets(one.condition, value)), sections[-1]), value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    return sections[2] if value == 0 and len(sections) > 2 else sections[0], value


def _meets(condition: tuple[str, float] | None, value: float) -> bool:
    if condition is None:
        return True
    sign, bound = condition
    smaller, equal = value < bound, value == bound
    return {
        "<": smaller, "<=": smaller or equal, ">": not (smaller or equal), ">=": not smaller, "=": equal,
        "<>": not equal,
    }[sign]  # fmt: skip


def _digits(value: float, section: _Section) -> str:
    """A number laid into the places of its format, the words between and around them kept."""
    if section.has("exponent") or "/" in section.words:  # a fraction
        return plain(value)
    kinds = [token.kind for token in section.tokens]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    whole = [index for index, kind in enumerate(kinds[:point]) if kind == "digit"]
    after = [index for index, kind in enumerate(kinds) if kind == "digit" and index > point]
    last = max([*whole, *after])
    scale = sum(kind == "comma" for index, kind in enumerate(kinds) if index > last)
    grouped = any(kind == "comma" for index, kind in enumerate(kinds[:last]))
    exact = Decimal(f"{abs(value):.{_EXACT}g}").scaleb(2 * kinds.count("percent") - 3 * scale)
    with suppress(ArithmeticError):
        exact = exact.quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP)
    integer, _point, fraction = f"{exact:f}".partition(".")
    laid = _laid(integer.lstrip("0"), whole, section.tokens, grouped=grouped)
    needed = max((number for number, index in enumerate(after, 1) if section.tokens[index].text == "0"), default=0)
    fraction = fraction.rstrip("0").ljust(needed, "0")
    laid |= dict(zip(after, fraction, strict=False))
    if not whole and integer.strip("0"):
        laid[point] = integer + "."
    elif fraction and point < len(kinds):
        laid[point] = "."
    kept = ("literal", "percent")
    text = "".join(token.text if token.kind in kept else laid.get(at, "") for at, token in enumerate(section.tokens))
    return "-" * (value < 0 and exact != 0) + text.strip()


def _laid(integer: str, places: Sequence[int], tokens: Sequence[_Token], *, grouped: bool) -> dict[int, str]:
    """Which digits stand at each of the places: one each from the right, what is over at the first."""
    if not places:
        return {}
    least = len(places) - next((n for n, at in enumerate(places) if tokens[at].text == "0"), len(places))
    digits = integer.rjust(least, "0")
    if grouped:
        return {places[0]: f"{int(digits):,}" if digits else ""}
    over = max(len(digits) - len(places), 0)
    laid = dict(zip(reversed(places), reversed(digits[over:]), strict=False))
    laid[places[0]] = digits[:over] + laid.get(places[0], "")
    return laid


def _date(value: float, section: _Section, *, from_1904: bool) -> str:
    parts = {token.text[0].lower() for token in section.tokens if token.kind == "date"}
    if not parts - {"h", "s"} or (parts <= {"h", "s", "m"} and parts & {"h", "s"}):
        return "{:02d}:{:02d}".format(*divmod(round(value % 1 * 24 * 60), 60))
    if not 1 <= value <= _LAST_SERIAL:
        return plain(value)
    day = ((_EPOCH_1904 if from_1904 else _EPOCH) + dt.timedelta(days=int(value))).date()
    if not any("\u4e00" <= sign <= "\u9fff" for sign in section.words):
        return date_text(day, month=bool(parts & {"m", "d"}), day=bool(parts & {"d", "a"}))
    worded = "".join(_worded(day, section)).strip()
    return worded if parts & {"y", "e"} or not worded[:1].isdecimal() else f"{day.year}年{worded}"


def _worded(day: dt.date, section: _Section) -> Iterator[str]:
    """A date as the format words it; hours are left out."""
    timed = False
    for token in section.tokens:
        if token.kind == "literal":
            if not timed:
                yield token.text
            continue
        kind, length = token.text[:1].lower(), len(token.text)
        timed = token.kind == "date" and (kind in "hs" or (timed and kind == "m"))
        if token.kind != "date" or timed:
            continue
        if kind in "ye":
            yield str(day.year)
        elif kind == "a" or length > 2:
            yield f"{day.month}月" if kind == "m" else "星期" * (kind != "a" or length > 3) + _WEEKDAYS[day.weekday()]
        else:
            yield f"{day.month if kind == 'm' else day.day:0{length}d}"
