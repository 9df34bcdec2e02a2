"""What the query language is, in examples and in a row a field: for the help at the shell and for the documents."""

from __future__ import annotations

from collections.abc import Mapping

from dutytrack.domain.query.fields import Field, Kind
from dutytrack.i18n import N_, _, language, listed

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("科技 人才", N_("tasks with these words in their title, text, number or key")),
    ('"成果 转化"', N_("words as they stand, blanks and commas among them")),
    ("lead:科技局", N_("a field has the value")),
    ("lamp:red,yellow", N_("one of several values")),
    ("due<2026-07", N_("a date or number compared by <, <=, > or >=")),
    ("due:2026-01..2026-06", N_("from one to the other; either may be left out")),
    ("due:none", N_("without a value")),
    ("lead:科技局 lamp:red", N_("both: terms side by side")),
    ("lamp:red or flag:silent", N_("one or the other")),
    ("not is:closed", N_("all but these, tasks without a value among them; also -is:closed")),
    ("lead:科技局 (lamp:red or flag:silent)", N_("what stands in brackets is one term")),
)
RULES = (
    N_("not binds before terms side by side, and these before or; both in any case of letters."),
    N_("A bracket groups only where a term may begin; behind a sign or within a word it is text: ref:二.(一).1."),
    N_("Full-width and half-width signs, capital and small letters, and brackets of any kind are alike."),
    N_("Every heading of a list is a field, and --sort takes it too, the other way round with a leading -."),
    N_("A role beside a unit is that unit's: unit:科技局 role:participating."),
)
_KINDS: Mapping[Kind, str] = {
    "name": N_("text"),
    "unit": N_("a unit's name, a part of it, or the first letters of its pinyin"),
    "number": N_("a number"),
    "date": N_("a day or period: 2026-06-30, 2026-06, 2026, today, +30d, 月底"),
}


def values_of(entry: Field) -> str:
    """What may stand behind the sign, in the language in use; a field's own values with a Chinese word for each."""
    if not entry.choices:
        return _(_KINDS[entry.kind]) + (_(", or none") if entry.optional else "")
    own = " ".join(f"{value}({spellings[0]})" for value, spellings in entry.choices.items())
    return f"{own} none(无)" if entry.optional else own


def also_called(entry: Field, most: int | None = None) -> str:
    """Further spellings of a field, those of the language in use first: ``most`` of them, or all."""
    spellings = entry.chinese + entry.english if language() == "zh" else entry.english + entry.chinese
    return listed(spellings[:most]) + (" …" if most and len(spellings) > most else "")
