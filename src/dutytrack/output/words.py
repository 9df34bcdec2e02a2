"""The word for a stable value, by its column: what people read in place of ``red``, ``lead`` or ``unowned``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from dutytrack.domain.lamps import LAMPS, lamp_letter, lamp_word
from dutytrack.domain.words.changes import CHANGE_WORDS, FIELD_WORDS
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.domain.words.roles import ROLE_WORDS
from dutytrack.domain.words.supervision import LEVEL_WORDS, RETURNED_TO
from dutytrack.i18n import N_, _, bracketed, clauses, listed
from dutytrack.output.cells import printable

if TYPE_CHECKING:
    from dutytrack.domain.acts import Status
    from dutytrack.reports.model import Cell, Column, Kind

FLAG_WORDS: Mapping[str, str] = {
    "overdue": N_("overdue"),
    "duty-missed": N_("duty missed"),
    "unanswered": N_("unanswered"),
    "sent-back": N_("to be reported anew"),
    "silent": N_("silent"),
    "unreceived": N_("not signed for"),
    "unowned": N_("unowned"),
    "joint": N_("joint"),
    "vague": N_("vague"),
    "collective": N_("collective"),
    "waiting": N_("waiting"),
    "accepted": N_("accepted, to be closed"),
    "late": N_("late"),
    "met-late": N_("a date met late"),
    "to-mark": N_("a date reached, to be marked"),
    "undated": N_("undated"),
    "unknown": N_("nobody knows"),
    "instructed": N_("a leader's instruction to answer"),
    "instruction-late": N_("the answer to a leader overdue"),
    "unmeasured": N_("figures not all reported"),
}
_HANDED_IN_LATE = N_("handed in late")
ORIGIN_WORDS: Mapping[str, str] = {
    "document": N_("document"),
    "inherited": N_("the plan's end"),
    "duty": N_("recurring duty"),
    "set": N_("set by the office"),
    "extended": N_("extended"),
    "reopened": N_("set anew when it was opened again"),
    "resumed": N_("set anew when it was resumed"),
    "amended": N_("the plan's amendment"),
}
"""Why a date is in force: where it comes from, or what moved it."""
LATE_WORDS: Mapping[str, str] = {
    "handed-in-late": N_("handed in late, to be checked"),
    "accepted": N_("handed in late, accepted, to be closed"),
    "reopened": N_("closed before, opened again"),
    "resumed": N_("suspended before, resumed"),
    "returned": N_("sent back by a check"),
    "extension-asked": N_("more time asked for, not decided"),
    "unanswered": N_("order unanswered"),
    "to-answer": N_("order to be answered"),
    "answered": N_("order answered"),
    "to-check": N_("reply to check"),
}
KIND_WORDS: Mapping[str, str] = {
    "unit": N_("unit"),
    "collective": N_("collective"),
    **LEVEL_WORDS,
    "full": N_("full name"),
    "short": N_("short name"),
    "alias": N_("other name"),
    "former": N_("former name"),
    "misprint": N_("misprint"),
}
BODY_WORDS: Mapping[str, str] = {
    "party": N_("party"),
    "congress": N_("people's congress"),
    "government": N_("government"),
    "vertical": N_("run from above"),
    "conference": N_("consultative conference"),
    "judiciary": N_("court or prosecutor"),
    "mass": N_("mass organisation"),
    "county": N_("county or district"),
    "zone": N_("development zone"),
    "enterprise": N_("company"),
    "institution": N_("school or institute"),
}
ACT_WORDS: Mapping[str, str] = {
    "verify": N_("verify"),
    "close": N_("close"),
    "extend": N_("decide on more time"),
    "order": N_("issue an order"),
    "review": N_("check the reply"),
    "done": N_("mark the date as met"),
    "set-lead": N_("name a lead unit"),
    "set-due": N_("set a date"),
    "progress": N_("ask for a report"),
    "remind": N_("remind"),
    "receive": N_("have it signed for"),
    "summon": N_("call in"),
    "answer": N_("have the leader answered"),
    "settle": N_("bring it to the leader"),
}
"""What there is to do, by the command that does it, or by what of a command does it."""
HOW_WORDS: Mapping[str, str] = {
    "exact": N_("by its own name"),
    "short": N_("by the register"),
    "misprint": N_("corrected before"),
    "former": N_("by succession"),
    "variant": N_("its name elsewhere"),
    "near": N_("by likeness"),
}


_FREQUENCIES: Mapping[str, tuple[str, str]] = {
    "yearly": (N_("every year"), N_("every {count} years")),
    "monthly": (N_("every month"), N_("every {count} months")),
    "weekly": (N_("every week"), N_("every {count} weeks")),
    "daily": (N_("every day"), N_("every {count} days")),
}


def frequency_word(freq: str, interval: int) -> str:
    """How often a recurring duty comes: ``every 6 months``."""
    once, often = _FREQUENCIES.get(freq, (freq, freq))
    return _(once if interval == 1 else often).format(count=interval)


def worded(template: str, **facts: object) -> str:
    """``template`` with ``facts``; empty where the first of them says nothing."""
    return template.format(**facts) if next(iter(facts.values())) else ""


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
    return word if letter in word else f"{letter} {word}"


def status_text(cell: Cell) -> str:
    """A status's word."""
    from dutytrack.domain.acts import STATUS_WORDS

    return _(STATUS_WORDS[cast("Status", cell)]) if cell in STATUS_WORDS else plain(cell)


def flags_text(cell: Cell) -> str:
    """The words of flags."""
    return BETWEEN_NAMES.join(flag_words(cell if isinstance(cell, tuple) else ()))


def flag_words(flags: Sequence[str]) -> list[str]:
    """The word of each of a task's flags; what is late and not closed yet was only handed in late."""
    is_handed_in = not {"waiting", "accepted"}.isdisjoint(flags)
    words = {**FLAG_WORDS, "late": _HANDED_IN_LATE} if is_handed_in else FLAG_WORDS
    return [_(words.get(flag, flag)) for flag in flags]


def origin_text(cell: Cell) -> str:
    """Where a date comes from, or what moved it."""
    return _listed(ORIGIN_WORDS, cell)


def origin_beside(origin: str | None) -> str:
    """The same beside a date; nothing where that is the one that the plan prints."""
    return "" if origin in {None, "document"} else origin_text(origin)


def _listed(words: Mapping[str, str], cell: Cell) -> str:
    return _(words[cell]) if isinstance(cell, str) and cell in words else plain(cell)


def _each(words: Mapping[str, str], cell: Cell) -> str:
    names = cell if isinstance(cell, tuple) else ()
    return listed(_(words.get(name, name)) for name in names)


def _late_text(cell: Cell) -> str:
    names = cell if isinstance(cell, tuple) else ()
    return clauses(map(_late_word, names))


def _late_word(name: str) -> str:
    if name.startswith(RETURNED_TO):
        return bracketed(_(LATE_WORDS["returned"]), name.removeprefix(RETURNED_TO))
    return _(LATE_WORDS[name]) if name in LATE_WORDS else status_text(name)


def _of_journal(cell: Cell, kind: Kind) -> str:
    from dutytrack.domain.words import journal

    words = journal.COMMAND_WORDS if kind == "command" else journal.ENTITY_WORDS
    return _listed(words, cell)


def _check_text(cell: Cell) -> str:
    from dutytrack.domain.lint.checks import CHECKS

    return _(cell) if isinstance(cell, str) and cell in CHECKS else plain(cell)


_BY_KIND: Mapping[Kind, Callable[[Cell], str]] = {
    "lamp": lamp_text,
    "status": status_text,
    "role": partial(_listed, ROLE_WORDS),
    "flags": flags_text,
    "command": lambda cell: _of_journal(cell, "command"),
    "entity": lambda cell: _of_journal(cell, "entity"),
}
_BY_KEY: Mapping[str, Callable[[Cell], str]] = {
    "due_origin": origin_text,
    "late_state": _late_text,
    "kind": partial(_listed, KIND_WORDS),
    "body": partial(_listed, BODY_WORDS),
    "how": partial(_listed, HOW_WORDS),
    "act": partial(_each, ACT_WORDS),
    "check": _check_text,
    "changes": partial(_each, CHANGE_WORDS),
    "field": partial(_listed, FIELD_WORDS),
}
_OF_SUPERVISION = frozenset(
    {
        "decision",
        "reply_state",
        "rung",
        "fact",
        "proves",
        "fault",
        "hints",
        "urgency",
        "instruction_state",
        "person_role",
    }
)


def word_of(column: Column) -> Callable[[Cell], str]:
    """How the cells of ``column`` are read out: a function from cell to one line of text."""
    if column.key in _OF_SUPERVISION:
        return _word_of_supervision(column.key)
    return _BY_KEY.get(column.key) or _BY_KIND.get(column.kind, plain)


def _word_of_supervision(key: str) -> Callable[[Cell], str]:
    """The same for what only supervision has, whose words are loaded where a report has such a column."""
    from dutytrack.domain.words import supervision as of

    if key == "hints":
        return partial(_each, of.HINT_WORDS)
    words = {
        "decision": of.DECISION_WORDS,
        "reply_state": of.REPLY_WORDS,
        "rung": of.RUNG_WORDS,
        "person_role": of.PERSON_WORDS,
        "urgency": of.URGENCY_WORDS,
        "instruction_state": of.INSTRUCTION_WORDS,
        "fact": of.FACT_WORDS,
        "proves": of.PROVES_WORDS,
        "fault": of.FAULT_WORDS,
    }
    return partial(_listed, words[key])
