"""Which figures of a task belong together: the stages of one series, and how one of them is pointed at.

Figures of one name, unit and kind with a date each are the stages of one series (2015: 100, 2016: 300, 2017: 500).
What comes every year is another figure than what is to be reached in all, and two of one date are two figures.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol

from dutytrack.domain.progress.share import Kind
from dutytrack.i18n import language

_FAR = date.max
_EVERY = {
    "yearly": ("每年", "yearly", "年度", "逐年"),
    "monthly": ("每月", "monthly", "月度", "按月"),
    "weekly": ("每周", "weekly", "按周"),
    "daily": ("每日", "daily", "每天"),
}
"""How what comes again is pointed at, the Chinese word and the English one first."""
_POINTS = re.compile(r"(?P<number>#(?P<place>\d{1,3}))|(?P<when>@(?P<what>[^@#]+))")


class Identified(Protocol):
    """What tells figures of one task apart."""

    @property
    def name(self) -> str:
        """What is counted."""

    @property
    def unit(self) -> str:
        """What it is counted in."""

    @property
    def kind(self) -> Kind:
        """How it counts."""

    @property
    def due(self) -> date | None:
        """By when."""

    @property
    def freq(self) -> str | None:
        """How often it comes again."""


class Identity(NamedTuple):
    """A figure by what tells it apart from the others of its task."""

    name: str
    unit: str
    kind: Kind
    due: date | None
    freq: str | None


class Pointer(NamedTuple):
    """A figure as somebody names it: ``增粮``, ``增粮@2016``, ``项目@每年``, ``销售收入#2``, ``#5``."""

    name: str = ""
    """A name or a part of one; empty: any."""
    number: int | None = None
    """Its place among those that the rest leaves, from 1."""
    freq: str | None = None
    when: str | None = None
    """The year it is due in, or the year of what comes every year; a month or day where that is needed, as ISO."""

    @property
    def year(self) -> int | None:
        """The year pointed at."""
        return int(self.when[:4]) if self.when else None


def series_of(figures: Sequence[Identified], end: date | None = None) -> list[list[int]]:
    """The places of ``figures``, series by series, the stages of each by date; what has none is due at the ``end``."""
    named: dict[tuple[str, str, str, Kind], list[int]] = defaultdict(list)
    for place, one in enumerate(figures):
        named[one.name, one.unit, one.freq or "", one.kind].append(place)
    found: list[list[int]] = []
    for places in named.values():
        dues = {place: figures[place].due or end or _FAR for place in places}
        if len(set(dues.values())) < len(places):
            found += ([place] for place in places)
        else:
            found.append(sorted(places, key=dues.__getitem__))
    return found


def read_pointer(text: str) -> Pointer:
    """What ``text`` points at: a name, and behind ``@`` or ``#`` which of those that bear it."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    number, freq, when = None, None, None
    for match in _POINTS.finditer(plain):
        if match["number"]:
            number = int(match["place"])
            continue
        word = match["what"]
        freq = next((name for name, words in _EVERY.items() if word in words), freq)
        day = re.fullmatch(r"((?:19|20)\d\d)年?(?:-?(\d{1,2})月?)?(?:-?(\d{1,2})日?)?", word)
        if day is not None:
            when = "-".join([day[1], *(f"{int(part):02}" for part in (day[2], day[3]) if part)])
    return Pointer(_POINTS.sub("", "".join(text.replace("＃", "#").replace("＠", "@").split())), number, freq, when)


def pointed_at(figures: Sequence[Identified], pointer: Pointer) -> list[int]:
    """The places of those of ``figures`` that ``pointer`` can mean, in their order."""
    found = list(range(len(figures)))
    if pointer.name:
        exact = [place for place in found if figures[place].name == pointer.name]
        found = exact or [place for place in found if pointer.name in figures[place].name]
    if pointer.freq is not None:
        found = [place for place in found if figures[place].freq == pointer.freq]
    if pointer.when is not None:
        dated = [place for place in found if (due := figures[place].due) and due.isoformat().startswith(pointer.when)]
        found = dated or [place for place in found if figures[place].freq is not None]
    if pointer.number is not None:
        found = found[pointer.number - 1 : pointer.number] if pointer.number else []
    return found


def pointers(figures: Sequence[Identified]) -> list[str]:
    """How each of ``figures`` is pointed at, as shortly as it can be: by its name where only its series bears it."""
    series = {place: number for number, places in enumerate(series_of(figures)) for place in places}
    found = []
    for place, one in enumerate(figures):
        alike = [other for other, figure in enumerate(figures) if figure.name == one.name]
        found.append(one.name + _suffix(figures, place, alike, series))
    return found


def _suffix(figures: Sequence[Identified], place: int, alike: Sequence[int], series: dict[int, int]) -> str:
    """What is to stand behind the name of one of several figures that bear it."""
    if len({series[other] for other in alike}) == 1:
        return ""
    one = figures[place]
    every = [other for other in alike if figures[other].freq == one.freq]
    if one.freq in _EVERY and len(every) == 1:
        return f"@{every_word(one.freq)}"
    if one.freq is None and one.due is not None:
        year = one.due.year
        if [other for other in alike if (due := figures[other].due) and due.year == year] == [place]:
            return f"@{year}"
    return f"#{alike.index(place) + 1}"


def every_word(freq: str) -> str:
    """How what comes again with ``freq`` is called behind ``@``, in the language in use."""
    chinese, english, *_more = _EVERY[freq]
    return chinese if language() == "zh" else english
