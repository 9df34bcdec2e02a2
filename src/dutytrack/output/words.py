"""The word for a stable value, by its column: what people read in place of ``red``, ``lead`` or ``unowned``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from dutytrack.domain.lamps import LAMPS, lamp_letter, lamp_word
from dutytrack.domain.words.changes import CHANGE_WORDS, FIELD_WORDS
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.domain.words.roles import ROLE_WORDS
from dutytrack.i18n import N_, _
from dutytrack.output.cells import printable

if TYPE_CHECKING:
    from dutytrack.domain.acts import Status
    from dutytrack.reports.model import Cell, Column, Kind

FLAG_WORDS: Mapping[str, str] = {
    "overdue": N_("overdue"),
    "duty-missed": N_("duty missed"),
    "unanswered": N_("unanswered"),
    "silent": N_("silent"),
    "unreceived": N_("not signed for"),
    "unowned": N_("unowned"),
    "joint": N_("joint"),
    "vague": N_("vague"),
    "collective": N_("collective"),
    "waiting": N_("waiting"),
    "late": N_("late"),
    "undated": N_("undated"),
}
ORIGIN_WORDS: Mapping[str, str] = {
    "document": N_("document"),
    "inherited": N_("the plan's end"),
    "set": N_("set by the office"),
    "extended": N_("extended"),
}
KIND_WORDS: Mapping[str, str] = {
    "unit": N_("unit"),
    "collective": N_("collective"),
    "plan": N_("plan"),
    "instruction": N_("instruction"),
    "meeting": N_("meeting"),
    "other": N_("other"),
    "full": N_("full name"),
    "short": N_("short name"),
    "alias": N_("other name"),
    "former": N_("former name"),
    "misprint": N_("misprint"),
}
HOW_WORDS: Mapping[str, str] = {
    "exact": N_("by its own name"),
    "short": N_("by the register"),
    "misprint": N_("corrected before"),
    "former": N_("by succession"),
    "variant": N_("its name elsewhere"),
    "near": N_("by likeness"),
}


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


def lamp_text(cell: Cell) -> str:
    """A lamp's letter and word: colour alone is never enough."""
    if not isinstance(cell, str) or cell not in LAMPS:
        return plain(cell)
    letter, word = lamp_letter(cell), lamp_word(cell)
    return letter if letter == word else f"{letter} {word}"


def status_text(cell: Cell) -> str:
    """A status's word."""
    from dutytrack.domain.acts import STATUS_WORDS

    return _(STATUS_WORDS[cast("Status", cell)]) if cell in STATUS_WORDS else plain(cell)


def flags_text(cell: Cell) -> str:
    """The words of flags."""
    flags = cell if isinstance(cell, tuple) else ()
    return BETWEEN_NAMES.join(_(FLAG_WORDS.get(flag, flag)) for flag in flags)


def origin_text(cell: Cell) -> str:
    """Where a date comes from."""
    return _listed(ORIGIN_WORDS, cell)


def changes_text(cell: Cell) -> str:
    """The words of what an amendment changes."""
    changes = cell if isinstance(cell, tuple) else ()
    return BETWEEN_NAMES.join(_(CHANGE_WORDS.get(change, change)) for change in changes)


def _listed(words: Mapping[str, str], cell: Cell) -> str:
    return _(words[cell]) if isinstance(cell, str) and cell in words else plain(cell)


_BY_KIND: Mapping[Kind, Callable[[Cell], str]] = {
    "lamp": lamp_text,
    "status": status_text,
    "role": lambda cell: _listed(ROLE_WORDS, cell),
    "flags": flags_text,
}


def _supervision(cell: Cell, words: str) -> str:
    """The word for ``cell`` from a mapping of ``domain.words.supervision``, loaded where a report has such a column."""
    from dutytrack.domain.words import supervision as supervisionwords

    return _listed(getattr(supervisionwords, words), cell)


_BY_KEY: Mapping[str, Callable[[Cell], str]] = {
    "decision": lambda cell: _supervision(cell, "DECISION_WORDS"),
    "reply_state": lambda cell: _supervision(cell, "REPLY_WORDS"),
    "rung": lambda cell: _supervision(cell, "RUNG_WORDS"),
    "fact": lambda cell: _supervision(cell, "FACT_WORDS"),
    "proves": lambda cell: _supervision(cell, "PROVES_WORDS"),
    "fault": lambda cell: _supervision(cell, "FAULT_WORDS"),
    "hints": lambda cell: (
        BETWEEN_NAMES.join(_supervision(sign, "HINT_WORDS") for sign in cell or ())
        if isinstance(cell, tuple)
        else plain(cell)
    ),
    "due_origin": origin_text,
    "kind": lambda cell: _listed(KIND_WORDS, cell),
    "how": lambda cell: _listed(HOW_WORDS, cell),
    "changes": changes_text,
    "field": lambda cell: _listed(FIELD_WORDS, cell),
}


def word_of(column: Column) -> Callable[[Cell], str]:
    """How the cells of ``column`` are read out: a function from cell to one line of text."""
    return _BY_KEY.get(column.key) or _BY_KIND.get(column.kind, plain)
