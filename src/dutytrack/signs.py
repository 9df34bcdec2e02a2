"""Signs that no text needs and that do harm on a terminal: controls, and those that turn the direction of reading.

What is typed with one is refused; what comes from elsewhere is put out without them.
"""

from __future__ import annotations

import re
import unicodedata

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _

_HARMFUL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
"""Controls but tab and line breaks, and the marks of direction. Compiled when needed: most text is printable."""
_UNPRINTABLE = (
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_HARMLESS = "\n\t\u3000\u00a0"
"""What is not printable to Python and does no harm."""
_COLOUR = "\x1b\\[[0-9;]{1,12}m"


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


def printable(text: str) -> str:
    """``text`` on one line: runs of control, escape and direction characters become one space."""
    if text.isprintable():
        return text
    return re.sub(f"{_UNPRINTABLE}+", " ", text).strip(" ")


def cut(text: str, most: int = 200) -> str:
    """``text``, or as much of it as shows what it is: what comes from a file may be of any length."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def printable_lines(text: str) -> str:
    """``text`` with its line breaks kept and every other control character replaced."""
    return "\n".join(re.sub(f"{_UNPRINTABLE}+", " ", line).rstrip(" ") for line in text.split("\n"))


def _is_seen(text: str) -> bool:
    """Whether all signs of ``text`` are seen, or do no harm; asked sign by sign, a long text takes long."""
    for sign in _HARMLESS:
        text = text.replace(sign, "")
    return text.isprintable()


def shown(text: str, *, colours: bool = False) -> str:
    """``text`` as it may reach a terminal, its line breaks and tabs kept, and with ``colours`` the program's own."""
    if _is_seen(text):
        return text
    if colours:
        pieces = re.split(f"({_COLOUR})", text)
        return "".join(piece if place % 2 else shown(piece) for place, piece in enumerate(pieces))
    return re.sub(_UNPRINTABLE, lambda sign: sign[0] if sign[0] in "\n\t" else " ", text)


def escaped(json: str) -> str:
    r"""The ``json`` text with all of its signs that are not seen written as ``\\uXXXX``."""
    if _is_seen(json):
        return json
    unseen = {sign for sign in set(json) if sign != "\n" and unicodedata.category(sign) in _UNSEEN}
    return json.translate({ord(sign): _code(sign) for sign in unseen})


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def _code(sign: str) -> str:
    units = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))
