"""Signs that no text needs and that do harm on a terminal: controls, and those that turn the direction of reading."""

from __future__ import annotations

import re
import unicodedata

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _

_HARMFUL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
"""Controls but tab and line breaks, and the marks of direction. Compiled when needed: most text is printable."""


class HarmfulSignError(DutyTrackError):
    """What was typed holds a sign that is not taken."""

    def __init__(self, field: str, sign: str, place: int) -> None:
        sentence = _("{field}: character {place} is the sign U+{code:04X}{name}, which is not taken; leave it out")
        name = unicodedata.name(sign, "")
        super().__init__(sentence, field=field, place=place + 1, code=ord(sign), name=f" {name}" if name else "")


def harmful_sign(text: str) -> tuple[str, int] | None:
    """The first harmful sign of ``text`` and its place, from 0; ``None`` where there is none."""
    if text.isprintable():
        return None
    found = re.search(_HARMFUL, text)
    return None if found is None else (found[0], found.start())


def check_signs(field: str, text: str) -> str:
    """``text`` as it is; raises HarmfulSignError, which says in which ``field``, where it holds a harmful sign."""
    found = harmful_sign(text)
    if found is not None:
        raise HarmfulSignError(field, *found)
    return text
