"""The lamps (亮灯): five names, each with a word and a letter, because colour alone is never enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from dutytrack.i18n import N_, _, language

Lamp = Literal["red", "yellow", "green", "grey", "closed"]
LAMPS: tuple[Lamp, ...] = ("red", "yellow", "green", "grey", "closed")
"""The lamps, the one that asks for action first."""

_WORDS: Mapping[str, str] = {
    "red": N_("red"),
    "yellow": N_("yellow"),
    "green": N_("green"),
    "grey": N_("grey"),
    "closed": N_("closed"),
}
CHINESE: Mapping[str, str] = {"red": "红", "yellow": "黄", "green": "绿", "grey": "灰", "closed": "结"}
"""The character on the office's own tables."""
_LATIN: Mapping[str, str] = {"red": "R", "yellow": "Y", "green": "G", "grey": "N", "closed": "C"}


def lamp_word(lamp: str) -> str:
    """The lamp's name in the language in use."""
    return _(_WORDS[lamp])


def lamp_letter(lamp: str) -> str:
    """One letter or character for the lamp: ``R`` or 红 by the language in use (grey is ``N``, not counted)."""
    return (CHINESE if language() == "zh" else _LATIN)[lamp]
