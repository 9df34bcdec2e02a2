"""Numbers as Chinese official texts print them: ``1,200``, ``2.65``, ``二〇二五``, ``一万五千``, ``两``."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {
    **dict.fromkeys("〇零○", 0),
    **{character: value for value, character in enumerate("一二三四五六七八九", start=1)},
    "两": 2,
    "俩": 2,
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}

CHINESE_NUMERAL = r"[〇零○一二三四五六七八九十百千两]"
"""One character of a Chinese numeral below 10,000, for patterns."""
FIVE_YEAR_PLANS = {"十五": 2005, "十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030}
"""Name of a national five-year plan -> its last year."""
_RUN = re.compile(r"\d+|[一二三四五六七八九十百〇零]+")
_LONGEST = 24
"""Signs of a number; what is longer counts nothing that a plan could ask for."""


def read_number(text: str) -> float | None:
    """The value of an Arabic or Chinese number; ``None`` where ``text`` is neither, or longer than any figure is."""
    plain = text.replace(",", "")
    if len(plain) > _LONGEST:
        return None
    if plain[:1].isascii() and plain[:1].isdigit():
        try:
            return float(plain)
        except ValueError:
            return None
    return read_chinese(plain)


def read_label(label: str) -> int:
    """The number that an item's marker prints: ``(十三)``, ``第二章``, ``3.1`` (its last), ``①``."""
    if unicodedata.category(label[0]) == "No":
        return int(unicodedata.numeric(label[0]))
    return int(read_number(_RUN.findall(label)[-1]) or 0)


def read_chinese(text: str) -> float | None:
    """The value of a Chinese numeral, by place (``二十三``) or digit by digit (``二〇二五``)."""
    if not 0 < len(text) <= _LONGEST or any(c not in _DIGITS and c not in _TENS and c not in _MYRIADS for c in text):
        return None
    if all(c in _DIGITS for c in text):
        return float("".join(str(_DIGITS[c]) for c in text))
    return _by_place(text)


def _by_place(text: str) -> float:
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        elif character == "万":
            total += (section + digit or 1) * _MYRIADS[character]
            section = digit = 0
        else:
            total = (total + section + digit or 1) * _MYRIADS[character]
            section = digit = 0
    return float(total + section + digit)
