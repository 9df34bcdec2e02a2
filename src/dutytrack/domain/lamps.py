"""The lamps (亮灯): one record each of all that is known of it; what shows, sorts, asks or reminds goes by these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dutytrack.i18n import N_, _, language


class Lamp(NamedTuple):
    """A lamp: words, a letter and a character of its own, because colour alone is never enough."""

    word: str
    letter: str
    chinese: str
    """The character on the office's own tables."""
    ansi: str
    """Its colour in a plain terminal."""
    on_dark: str
    on_light: str
    """Its Rich style on a screen's dark and light background."""
    alarm: int = 0
    """How much it asks for action; what asks at all is reminded of and has a view of its own."""
    view: str = ""
    faint: bool = False
    """Whether the rest of a task's row stands back."""
    also: tuple[str, ...] = ()
    """Other spellings in a query."""


LAMPS: Mapping[str, Lamp] = {
    "red": Lamp(
        N_("red"), "R", "红", "31", "bold white on #b3261e", "bold white on #b3261e", alarm=2, view=N_("Red")
    ),
    "yellow": Lamp(
        N_("yellow"), "Y", "黄", "33", "bold black on #e0b000", "bold black on #f2c21b",
        alarm=1, view=N_("Yellow"), also=("amber",),
    ),
    "green": Lamp(N_("green"), "G", "绿", "32", "bold white on #1e7b3a", "bold white on #22863a"),
    "grey": Lamp(
        N_("grey"), "N", "灰", "90", "black on #9a9a9a", "white on #7a7a7a", faint=True, also=("gray",)
    ),
    "closed": Lamp(
        N_("closed"), "C", "结", "36", "white on #2f5f9e", "white on #3b73b9", faint=True, also=("已办结", "办结")
    ),
}  # fmt: skip
"""Every lamp by its name in rule packs and queries, the one that asks for action first; grey is not counted."""
ALARMING = tuple(name for name, lamp in LAMPS.items() if lamp.alarm)
"""The lamps that units are reminded of."""


def lamp_word(lamp: str) -> str:
    """The lamp's name in the language in use."""
    return _(LAMPS[lamp].word)


def lamp_letter(lamp: str) -> str:
    """One letter or character for the lamp: ``R`` or 红 by the language in use."""
    return LAMPS[lamp].chinese if language() == "zh" else LAMPS[lamp].letter


def lamp_style(lamp: str, *, dark: bool) -> str:
    """The Rich style of ``lamp`` on a dark or light background."""
    return LAMPS[lamp].on_dark if dark else LAMPS[lamp].on_light


def lamps_to_ask_for() -> str:
    """What may be typed behind ``lamp:``, in Chinese with the characters that mean the same."""
    characters = f"({''.join(lamp.chinese for lamp in LAMPS.values())})" if language() == "zh" else ""
    return " ".join(LAMPS) + characters
