"""Pinyin initials, by which a unit or a place is found or named: 科技局 is ``kjj``.

The dictionary takes a fifth of a second to load, so only writers load it, and only when they write a name.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def initials(text: str) -> str:
    """The first letter of each character's reading, lower case; letters and digits stay, all else is left out."""
    with _garbage_left_alone():
        from pypinyin import Style, lazy_pinyin

    letters = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())


@contextmanager
def _garbage_left_alone() -> Iterator[None]:
    """Collecting garbage while 90,000 entries are loaded that all stay would more than double the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
