"""Seasons and holidays by which plans set dates, and the day that each is taken to mean: 汛期前 is by the end of May.

Their days differ from place to place and from year to year, so whoever reads one says so as a doubt. What falls on
another day each year is taken by its earliest one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dutytrack.i18n import N_

Day = tuple[int, int]
"""A month and a day of it."""


class Season(NamedTuple):
    """A time of the year: the last day before it, and one by which what comes after it is done."""

    before: Day
    after: Day
    is_sure: bool = False
    """Whether everybody means that day."""


SEASONS: dict[str, Season] = {
    r"主汛期": Season((6, 30), (8, 31)),
    r"(?:入汛|汛期?)": Season((5, 31), (9, 30)),
    r"春耕(?:备耕|生产)?": Season((2, 28), (5, 31)),
    r"秋收": Season((8, 31), (11, 30)),
    r"(?:入冬|冬季)": Season((10, 31), (3, 31)),
    r"(?:冬季)?(?:供暖|采暖|供热)(?:季|期)?": Season((10, 31), (3, 31)),
    r"春季(?:学期)?开学": Season((2, 15), (3, 31)),
    r"(?:秋季)?(?:学期)?开学": Season((8, 31), (9, 30)),
    r"年中": Season((6, 30), (7, 31), is_sure=True),
    r"元旦": Season((12, 31), (1, 31)),
    r"春节": Season((1, 20), (2, 28)),
    r"清明节?": Season((4, 3), (4, 30)),
    r"“?五一”?(?:国际劳动节)?": Season((4, 30), (5, 31)),
    r"“?六一”?(?:国际)?(?:儿童节)?": Season((5, 31), (6, 30)),
    r"“?七一”?": Season((6, 30), (7, 31)),
    r"端午节?": Season((5, 27), (6, 30)),
    r"中秋节?": Season((9, 6), (10, 31)),
    r"国庆节?": Season((9, 30), (10, 31)),
}
"""By what is printed, the longer words before those that they hold. In the North it is heated from mid-November to
mid-March, and the flood season begins in June: the South, where that is April, has to say so."""

SEASON = "(?:" + "|".join(SEASONS) + ")(?:来临|到来|开始|结束|假期)?"
"""A pattern of a season or holiday by its name."""
BEFORE, AFTER = "(?:之前|以前|前(?!后))", "(?:之后|以后|后)"
DOUBT = "season-as-date"
"""The code of the doubt about a date that was told by a season."""
SENTENCE = N_("“{text}” names no day: taken as {month}-{day}, to be checked")
_WORDS = re.compile(f"({SEASON})({BEFORE}|{AFTER})")


def season_day(text: str, *, doubtful: bool = False) -> Day | None:
    """The month and day that the first season of ``text``, such as ``汛期前``, is taken to mean.

    With ``doubtful`` only where another day may be meant.
    """
    match = _WORDS.search(text)
    if match is None:
        return None
    season = next(season for words, season in SEASONS.items() if re.match(words, match[1]))
    if doubtful and season.is_sure:
        return None
    return season.after if re.fullmatch(AFTER, match[2]) else season.before
