"""Rules that an office writes itself, as TOML: read within bounds, since they are asked anew for every task."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from dutytrack.domain.dates import FIRST_YEAR, LAST_YEAR
from dutytrack.domain.toml import read_toml
from dutytrack.domain.words.supervision import rest_told
from dutytrack.i18n import _, language
from dutytrack.signs import HarmfulSignError, check_signs

_LONGEST = 100_000
"""Characters; the longest of those that come with the program has 4,000."""
LONGEST_FILE = 4 * _LONGEST
"""Bytes of a file with rules: Chinese takes three a character."""
MOST_RULES = 100
"""Tables of one kind: each rule of a pack is a condition that every task is held against, in one statement."""


_FIGURE = re.compile(r"\{(\w+)\}")


def read_table(toml_text: str, fault: Callable[[str], Exception]) -> dict[str, Any]:
    """The table that ``toml_text`` lays down; raises ``fault`` where it is none, or longer than rules are."""
    if len(toml_text) > _LONGEST:
        raise fault(_("more than {limit} characters").format(limit=_LONGEST))
    try:
        table = read_toml(toml_text)
    except ValueError as error:
        raise fault(str(error)) from error
    for name, entries in table.items():
        if isinstance(entries, list) and len(entries) > MOST_RULES:
            raise fault(_("more than {limit} [[{name}]]").format(limit=MOST_RULES, name=name))
    return table


def texts(table: Mapping[str, Any], key: str, fault: Callable[[str], Exception]) -> dict[str, str]:
    """The text under ``key`` by language; a plain string counts for all. Raises ``fault`` where it is none."""
    given = table.get(key, "")
    if not isinstance(given, dict):
        word = text(table, key, fault)
        return {"en": word} if word else {}
    return {str(language): text(given, language, fault) for language in given}


def text(table: Mapping[str, Any], key: str, fault: Callable[[str], Exception], otherwise: str = "") -> str:
    """The plain text under ``key``, else ``otherwise``; raises ``fault`` where it is none, or holds a harmful sign."""
    given = table.get(key, otherwise)
    if not isinstance(given, str):
        raise fault(_("{key} is a text").format(key=key))
    try:
        return check_signs(key, given)
    except HarmfulSignError as error:
        raise fault(str(error)) from error


def ways(table: Mapping[str, Any], key: str, fault: Callable[[str], Exception]) -> dict[str, tuple[str, ...]]:
    """The ways to say what stands under ``key`` by language: one text, or a list, the fullest first.

    Raises ``fault`` where that is neither.
    """
    given = table.get(key, "")
    by_language = given if isinstance(given, dict) else {"en": given} if given else {}
    return {str(name): _each(said, key, fault) for name, said in by_language.items()}


def _each(said: Any, key: str, fault: Callable[[str], Exception]) -> tuple[str, ...]:
    return tuple(text({key: one}, key, fault) for one in (said if isinstance(said, list) else [said]))


def in_language(words: Mapping[str, str], otherwise: str) -> str:
    """The word in the language in use, else in English, else any, else ``otherwise``."""
    return words.get(language()) or words.get("en") or next(iter(words.values()), otherwise)


def names(said: str, name: str, words: Mapping[str, str]) -> bool:
    """Whether ``said`` means what is called ``name``, or by one of ``words``, in any case of letters."""
    return said.strip().lower() in {name.lower(), *(word.lower() for word in words.values())}


def begins(said: str, name: str, words: Mapping[str, str]) -> bool:
    """Whether what is called ``name``, or one of ``words``, begins with ``said``, in any case of letters."""
    wanted = said.strip().lower().removesuffix("督办单").removesuffix("色").removesuffix("单")
    return wanted != "" and any(word.lower().startswith(wanted) for word in (name, *words.values()))


_YEAR = timedelta(days=366)


def seen_from(as_of: date) -> date:
    """The day from which rules see ``today`` and ``+30d``: a year within the days there are, which may not be left."""
    return min(max(as_of, date(FIRST_YEAR, 1, 1) + _YEAR), date(LAST_YEAR, 12, 31) - _YEAR)


class Reason(NamedTuple):
    """Why something holds: kept as it is, so that it is said in the language of whoever reads it."""

    rule: str
    because: Mapping[str, str]
    figures: Mapping[str, object]

    def __str__(self) -> str:
        return filled_in(in_language(self.because, self.rule), self.figures)


def told(
    rule: str, because: Mapping[str, Sequence[str]], titles: Mapping[str, str], figures: Mapping[str, object]
) -> Reason:
    """The reason of a ``rule``: of the ways to say it the first whose figures are known, with those that it names.

    Where there is none it is called by its title: what is not known is not told, and nobody is no points behind.
    """
    known = {name: value for name, value in figures.items() if value is not None and not _is_ahead(name, value)}
    clauses = {
        language: _first_known(ways, known) or titles.get(language, rule) for language, ways in because.items()
    } or titles
    named = {name for clause in clauses.values() for name in _figures_in(clause)}
    return Reason(rule, clauses, {name: known[name] for name in known if name in named})


def _is_ahead(name: str, value: object) -> bool:
    return name == "behind" and isinstance(value, int | float) and value <= 0


def _first_known(clauses: Iterable[str], known: Mapping[str, object]) -> str | None:
    return next((clause for clause in clauses if known.keys() >= _figures_in(clause)), None)


@cache
def _figures_in(clause: str) -> frozenset[str]:
    """The figures that a clause names; asked for each task of which one is told."""
    return frozenset(_FIGURE.findall(clause))


_WORDED: Mapping[str, Callable[[str], str]] = {"rested_as": rest_told}
"""The figures that are kept as stable values, and said in the language in use."""


def filled_in(clause: str, figures: Mapping[str, object]) -> str:
    """``clause`` with ``figures`` in the place of their names in braces; one that is not known is a question mark."""

    def figure(match: re.Match[str]) -> str:
        value = figures.get(match[1])
        if match[1] in _WORDED and isinstance(value, str):
            return _WORDED[match[1]](value)
        return "?" if value is None else f"{value:g}" if isinstance(value, float) else str(value)

    return _FIGURE.sub(figure, clause)
