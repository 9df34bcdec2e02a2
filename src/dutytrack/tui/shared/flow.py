"""Text in lines of so many cells: Chinese breaks between characters, but no line starts with a closing mark."""

from __future__ import annotations

import re

from dutytrack.output.cells import wrap

_OPENING = "(《〈“‘「『【〔〖[{（"
_CLOSING = ",。、;:!?)》〉”’」』】〕〗]},.，；：！？）…"
_WIDE = r"\u2e80-\uffff"
_PIECE = re.compile(rf"\s+|[{re.escape(_OPENING)}]*(?:[^\s{_WIDE}]+|.)[{re.escape(_CLOSING)}]*")
"""What may not be broken: a word or a Chinese character, with the marks that belong to it."""


def flow(text: str, cells: int) -> list[str]:
    """``text`` in lines of at most ``cells`` cells, its own line breaks kept."""
    return wrap(text, max(cells, 4), _PIECE)
