"""The word for a stable value, by the kind of its column: what people read in place of ``red``, ``lead`` or ``unowned``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from dutytrack.domain.acts import STATUS_WORDS, Status, status_word
from dutytrack.domain.lamps import LAMPS, Lamp, lamp_letter, lamp_word
from dutytrack.i18n import N_, _
from dutytrack.output.cells import printable
from dutytrack.reports.model import Cell, Kind

ROLE_WORDS: Mapping[str, str] = {
    "lead": N_("lead"),
    "responsible": N_("responsible"),
    "participating": N_("participating"),
}
FLAG_WORDS: Mapping[str, str] = {
    "overdue": N_("overdue"),
    "duty-missed": N_("duty missed"),
    "unanswered": N_("unanswered"),
    "silent": N_("silent"),
    "unowned": N_("unowned"),
    "joint": N_("joint"),
    "vague": N_("vague"),
    "collective": N_("collective"),
    "waiting": N_("waiting"),
    "late": N_("late"),
    "undated": N_("undated"),
}
BETWEEN_NAMES = "、"


def plain(cell: Cell) -> str:
    """``cell`` as one line of text, whatever its kind."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return printable(cell)
    if isinstance(cell, bool):
        return _("yes") if cell else ""
    if isinstance(cell, tuple):
        return BETWEEN_NAMES.join(map(printable, cell))
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def _lamp(cell: Cell) -> str:
    if cell not in LAMPS:
        return plain(cell)
    lamp = cast("Lamp", cell)
    letter, word = lamp_letter(lamp), lamp_word(lamp)
    return letter if letter == word else f"{letter} {word}"


def _status(cell: Cell) -> str:
    return status_word(cast("Status", cell)) if cell in STATUS_WORDS else plain(cell)


def _role(cell: Cell) -> str:
    return _(ROLE_WORDS[cell]) if isinstance(cell, str) and cell in ROLE_WORDS else plain(cell)


def _flags(cell: Cell) -> str:
    flags = cell if isinstance(cell, tuple) else ()
    return BETWEEN_NAMES.join(_(FLAG_WORDS.get(flag, flag)) for flag in flags)


_BY_KIND: Mapping[Kind, Callable[[Cell], str]] = {"lamp": _lamp, "status": _status, "role": _role, "flags": _flags}


def word_of(kind: Kind) -> Callable[[Cell], str]:
    """How a cell of ``kind`` is read out: a function from cell to one line of text."""
    return _BY_KIND.get(kind, plain)
