"""A list number's signs in the formats that Word offers for Chinese documents (ECMA-376, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_HIGHEST = 9999


def number_text(value: int, number_format: str) -> str:
    """``value`` in the named format of Word; in decimal digits where the format has no sign for it or is unknown."""
    if number_format in ("none", "bullet"):
        return ""
    return _FORMATS.get(number_format, str)(value) if 0 < value <= _HIGHEST else str(value)


def chinese_number(value: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """``value`` below 10,000 in words: 十一, 一百零三, 二百一十."""
    text = ""
    for place in (3, 2, 1, 0):
        if digit := value // 10**place % 10:
            skipped = text and value // 10 ** (place + 1) % 10 == 0
            text += ("零" if skipped else "") + digits[digit] + (units[place - 1] if place else "")
    return text[1:] if digits is _DIGITS and 10 <= value < 20 else text


def _digit_by_digit(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _japanese(value: int) -> str:
    return chinese_number(value).replace("零", "").replace("一百", "百").replace("一千", "千").replace("一十", "十")


def _roman(value: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        text += sign * (value // worth)
        value %= worth
    return text


def _letters(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _of(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if value <= len(signs) else str(value)


def _run(first: str, last: str) -> str:
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


_CIRCLED = _run("①", "⑳") + _run("㉑", "㉟") + _run("㊱", "㊿")
_FULL_WIDTH = {ord(str(digit)): 0xFF10 + digit for digit in range(10)}

_WRITERS: tuple[tuple[Callable[[int], str], str], ...] = (
    (str, "decimal decimalHalfWidth"),
    (lambda value: f"{value:02d}", "decimalZero"),
    (lambda value: str(value).translate(_FULL_WIDTH), "decimalFullWidth decimalFullWidth2"),
    (_of(_CIRCLED), "decimalEnclosedCircle decimalEnclosedCircleChinese"),
    (_of(_run("⑴", "⒇")), "decimalEnclosedParen"),
    (_of(_run("⒈", "⒛")), "decimalEnclosedFullstop"),
    (_of(_run("㊀", "㊉")), "ideographEnclosedCircle"),
    (lambda value: (chinese_number if value < 100 else _digit_by_digit)(value), "chineseCounting taiwaneseCounting"),
    (chinese_number, "chineseCountingThousand taiwaneseCountingThousand"),
    (_digit_by_digit, "ideographDigital taiwaneseDigital japaneseDigitalTenThousand"),
    (_japanese, "japaneseCounting"),
    (lambda value: chinese_number(value, _FORMAL, "拾佰仟"), "chineseLegalSimplified"),
    (lambda value: chinese_number(value, _FORMAL_TRADITIONAL, "拾佰仟"), "ideographLegalTraditional japaneseLegal"),
    (lambda value: _STEMS[(value - 1) % 10], "ideographTraditional"),
    (lambda value: _BRANCHES[(value - 1) % 12], "ideographZodiac"),
    (_roman, "lowerRoman"),
    (lambda value: _roman(value).upper(), "upperRoman"),
    (_letters, "lowerLetter"),
    (lambda value: _letters(value).upper(), "upperLetter"),
    (lambda value: f"{value}.", "ordinal"),
)
_FORMATS = {name: write for write, names in _WRITERS for name in names.split()}
