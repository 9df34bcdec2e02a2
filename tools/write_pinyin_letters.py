"""Write ``src/dutytrack/services/units/pinyin_letters.txt``: the first letters by which common characters are read.

    python tools/write_pinyin_letters.py

Common are the characters of GB 2312; a test holds the letters equal to pypinyin's.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from pathlib import Path

from pypinyin import Style, lazy_pinyin

PATH = Path(__file__).parents[1] / "src" / "dutytrack" / "services" / "units" / "pinyin_letters.txt"
WIDTH = 54
"""Characters on a line."""
FIRST, LAST = (0xB0, 0xA1), (0xF7, 0xFE)
"""The rows and cells of GB 2312 that hold characters."""


def common_characters() -> list[str]:
    """The 6,763 characters of GB 2312."""
    codes = (bytes((row, cell)) for row in range(FIRST[0], LAST[0] + 1) for cell in range(FIRST[1], LAST[1] + 1))
    return [character for code in codes if (character := code.decode("gb2312", errors="ignore"))]


def main() -> None:
    """Write the table anew: on each line a letter and characters that are read with it when they stand alone."""
    found: dict[str, str] = defaultdict(str)
    for character in common_characters():
        found["".join(lazy_pinyin(character, style=Style.FIRST_LETTER))] += character
    lines = [
        f"{letter} {piece}\n"
        for letter, characters in sorted(found.items())
        for piece in textwrap.wrap(characters, WIDTH)
    ]
    PATH.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
