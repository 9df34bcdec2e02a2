"""Pinyin initials, by which a unit or a place is found or named: 科技局 is ``kjj``.

Only writers load the dictionary, and only when they write a name with an uncommon character; its 47,000 phrases would
take longer to load than a plan takes to import, so the few words of this field that are read otherwise than their
characters are listed here.
"""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

_WITHOUT_PHRASES = "PYPINYIN_NO_PHRASES"
"""By this variable pypinyin is told, when it is imported, to leave its phrases out."""

_BY_LETTERS = """
yh 银行、央行; sh 商行; rh 人行; fh 分行; zh 支行、总行、中行; gh 工行; nh 农行; jh 建行; hy 行业;
kj 会计、会稽; tj 调解、调节; tz 调整; tk 调控; xt 协调; kt 空调; gj 供给; js 给水; xm 畜牧、厦门;
jz 校准; rs 人参; cq 重庆、长期、长清; cj 重建、长江; cx 重新、长效、长兴; cy 长远、长垣、长阳;
ct 长途、长汀、长泰; cs 长沙、长寿、长顺; cc 长春、长城; cz 长治、长征、长洲; cn 长宁; cl 长乐、长岭;
cf 长丰; cg 长葛; ch 长海; cd 长岛; cw 长武; cb 长白; ca 长安; csj 长三角; xz 西藏、莘庄; zz 藏族;
yq 乐清; sx 单县; yx 蔚县; xx 浚县; py 番禺; db 大埔; de 东阿; zy 枞阳; by 泌阳; yl 尉犁; ys 铅山;
qw 犍为; ht 洪洞; fs 繁峙
"""
_READ_OTHERWISE: Mapping[str, str] = {
    word: letters
    for entry in _BY_LETTERS.split(";")
    for letters, words in [entry.split()]
    for word in words.split("、")
}
"""Words with their initials, where a character is not read as it is when it stands alone."""
_WORD = re.compile("|".join(sorted(_READ_OTHERWISE, key=len, reverse=True)))


def initials(text: str) -> str:
    """The first letter of each character's reading, lower case; letters and digits stay, all else is left out."""
    told = _WORD.sub(lambda found: _READ_OTHERWISE[found[0]], text)
    letters = "".join(letter for letter in told.translate(common_letters()) if letter.isalnum())
    if not letters.isascii():
        letters = "".join(_dictionary()(letters))
    return "".join(letter for letter in letters.lower() if letter.isascii() and letter.isalnum())


@cache
def common_letters() -> Mapping[int, str]:
    """The letters of common characters, for which no dictionary is asked; see ``tools/write_pinyin_letters.py``."""
    table = Path(__file__).with_name("pinyin_letters.txt").read_text(encoding="utf-8")
    lines = (line.split() for line in table.splitlines())
    return {ord(character): letter for letter, characters in lines for character in characters}


@cache
def _dictionary() -> Callable[[str], list[str]]:
    """What gives the initials of characters by themselves, loaded at its first use."""
    with _quickly_loaded():
        from pypinyin import Style, lazy_pinyin

    return partial(lazy_pinyin, style=Style.FIRST_LETTER)


@contextmanager
def _quickly_loaded() -> Iterator[None]:
    """Import within without pypinyin's phrases, and without looking for garbage then or later among what stays."""
    collecting, before = gc.isenabled(), os.environ.get(_WITHOUT_PHRASES)
    gc.disable()
    os.environ[_WITHOUT_PHRASES] = "true"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_WITHOUT_PHRASES]
        else:
            os.environ[_WITHOUT_PHRASES] = before
        gc.freeze()
        if collecting:
            gc.enable()
