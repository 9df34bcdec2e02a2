"""Numbers as Chinese official texts print them: ``1,200``, ``2.65``, ``二〇二五``, ``一万五千``, ``两``."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from functools import lru_cache

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
_RUN = re.compile(r"\d+|[〇零一二三四五六七八九十百两]+")
_LONGEST = 24
"""Signs of a number; what is longer counts nothing that a plan could ask for."""


@lru_cache(4096)
def read_number(text: str) -> float | None:
    """The value of a number in figures, by place (二十三) or by digits (二〇二五); ``None`` for none or too long."""
    plain = text.replace(",", "")
    if not 0 < len(plain) <= _LONGEST:
        return None
    if plain[0].isdecimal():
        with suppress(ValueError):
            return float(plain)
    if all(sign in _DIGITS for sign in plain):
        return float("".join(str(_DIGITS[sign]) for sign in plain))
    return _by_place(plain) if all(sign in _DIGITS or sign in _TENS or sign in _MYRIADS for sign in plain) else None


def printed_number(label: str) -> int | None:
    """The number that an item's marker prints: ``(十三)``, ``第二章``, ``3.1`` (its last), ``①``; else ``None``."""
    if label[:1] and unicodedata.category(label[0]) == "No":
        return int(unicodedata.numeric(label[0]))
    runs = _RUN.findall(label)
    number = read_number(runs[-1]) if runs else None
    return None if number is None else int(number)


def _by_place(text: str) -> float:
    total = section = digit = 0
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            section += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            counted, total = (section, total) if sign == "万" else (total + section, 0)
            total += (counted + digit or 1) * _MYRIADS[sign]
            section = digit = 0
    return float(total + section + digit)
