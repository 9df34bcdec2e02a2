"""A worksheet's values as a person reads them: whole numbers, dates in Chinese, percentages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_EXACT = 15
"""Digits of a number that a worksheet keeps."""
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a worksheet's dates have no zone
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - a worksheet's dates have no zone
_LAST_SERIAL = 2_958_465
"""31 December 9999."""

BUILTIN_FORMATS: Mapping[str, str] = {
    "9": "0%",
    "10": "0.00%",
    **dict.fromkeys(["17", "27", "36", "50", "52", "57"], "yyyy-m"),
    **dict.fromkeys(["28", "29", "51", "54", "58"], "m-d"),
    **dict.fromkeys(["14", "15", "16", "22", "30", "31", "53"], "yyyy-m-d"),
    **dict.fromkeys(["18", "19", "20", "21", "32", "33", "34", "35", "45", "46", "47", "55", "56"], "h:m"),
}
"""What built-in formats show, where it matters (ECMA-376, 18.8.30; 27-36 and 50-58 as in Chinese Excel)."""


def number_text(value: float, number_format: str = "", *, from_1904: bool = False) -> str:
    """A number as its format shows it, as far as it is a date, a time or a percentage."""
    bare = _QUOTED.sub("", number_format).split(";")[0].lower()
    if "%" in bare:
        return _plain(value * 100) + "%"
    if "y" in bare or "d" in bare or ("m" in bare and "h" not in bare and "s" not in bare):
        epoch = _EPOCH_1904 if from_1904 else _EPOCH
        is_day = 1 <= value <= _LAST_SERIAL
        return date_text((epoch + dt.timedelta(days=int(value))).date(), bare) if is_day else _plain(value)
    if "h" in bare or "s" in bare:
        return "{:02d}:{:02d}".format(*divmod(round(value % 1 * 24 * 60), 60))
    return _plain(value)


def date_text(value: dt.date, shown: str = "y-m-d") -> str:
    """A date in Chinese, with as much of it as the format code ``shown`` has: 2026年6月30日, 2026年6月, 2026年."""
    text = f"{value.year}年"
    if "m" not in shown and "d" not in shown:
        return text
    text += f"{value.month}月"
    return text + f"{value.day}日" if "d" in shown else text


def _plain(value: float) -> str:
    text = f"{value:.{_EXACT}g}"
    if "e" not in text:
        return text
    return f"{value:.0f}" if abs(value) >= 1 and abs(value) < 10**18 else text
