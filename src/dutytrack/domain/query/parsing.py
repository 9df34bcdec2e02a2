"""The one query language: ``lead:科技局 lamp:red due<2026-07 plan:BH25 -is:closed "成果转化"``.

``parse`` turns text into a ``Query``, a frozen tree. Terms side by side must all hold; values joined by commas are
alternatives; ``not`` before a term, in any case of letters, is its complement, and so is ``-``. Full-width signs and
Chinese field names and values are taken as well.

The tree is of named tuples: they are made at every start of the program, in a tenth of a dataclass's time.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dutytrack.domain.dates import DateError, Period, read_period
from dutytrack.domain.query import fields as queryfields
from dutytrack.domain.query.errors import (
    MissingValueError,
    NotADateError,
    NotANumberError,
    NotComparableError,
    NothingToSearchError,
    Place,
    QueryError,
    TooManyValuesError,
    UnclosedQuoteError,
    UnknownFieldError,
    UnknownValueError,
)
from dutytrack.domain.query.fields import FIELD_NAMES, FIELDS, NONE_WORDS, Field

__all__ = [
    "Choice", "Complement", "Condition", "Days", "Missing", "Named", "Numbers", "Query", "QueryError", "Words", "parse",
]  # fmt: skip

_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_FOLDED |= dict.fromkeys(map(ord, "“”„"), 0x22)
_HEAD = re.compile(r"(?P<name>[^\W\d_][\w-]*)(?P<sign><=|>=|[:<>=≤≥])")
_ITEM = re.compile(r'"(?P<quoted>[^"]*)"|(?P<bare>[^\s,"]+)')
MOST_VALUES = 200
"""How many values and words a query may have: SQLite takes no expression that nests a thousand deep."""
_NOT = re.compile(r"not(?!\S)", re.IGNORECASE)
_SIGNS = {"≤": "<=", "≥": ">=", "=": ":"}


class Named(NamedTuple):
    """A name to be found in the ledger: a unit, a plan, a ref, a leader, a section, an indicator."""

    text: str
    place: Place = (0, 0)
    """Where it stands in the text."""


class Choice(NamedTuple):
    """One of a field's own values."""

    name: str


class Numbers(NamedTuple):
    """A range of numbers; an end that is ``None`` is open."""

    low: float | None
    high: float | None
    above: bool = False
    """``low`` itself does not count."""
    below: bool = False
    """``high`` itself does not count."""


class Missing(NamedTuple):
    """No value at all: ``due:none``."""


class Days(NamedTuple):
    """A run of days, both ends included; an end that is ``None`` is open."""

    first: date | None
    last: date | None


Value = Named | Choice | Numbers | Days | Missing


class Condition(NamedTuple):
    """``field`` has one of ``values``."""

    field: str
    values: tuple[Value, ...]


class Words(NamedTuple):
    """One of the phrases stands in the task's title or text, or is its key."""

    phrases: tuple[str, ...]


class Complement(NamedTuple):
    """Every task that ``term`` does not hold for, those without a value included."""

    term: Condition | Words


Term = Condition | Words | Complement


class Query(NamedTuple):
    """Terms that must all hold; none at all is every task."""

    terms: tuple[Term, ...] = ()
    text: str = ""
    """As typed."""

    def uses(self, name: str) -> bool:
        """Whether the field ``name`` is asked about."""
        inner = (term.term if isinstance(term, Complement) else term for term in self.terms)
        return any(isinstance(term, Condition) and term.field == name for term in inner)


class _Item(NamedTuple):
    """One value as typed."""

    text: str
    quoted: bool
    place: Place


def parse(text: str, today: date) -> Query:
    """The query that ``text`` means, with words like ``today`` seen from ``today``.

    Raises:
        QueryError: naming the field or value, the nearest one, and the place in the text.
    """
    terms, values = [], 0
    for term in _terms(text.translate(_FOLDED), today):
        values += _size(term)
        if values > MOST_VALUES:
            raise TooManyValuesError(MOST_VALUES, (0, len(text)))
        terms.append(term)
    return Query(tuple(terms), text)


def _size(term: Term) -> int:
    inner = term.term if isinstance(term, Complement) else term
    return len(inner.phrases) if isinstance(inner, Words) else len(inner.values)


def is_left_out_field(word: str) -> bool:
    """Whether ``word`` is the complement of a field's term (``-is:closed``), which no option looks like."""
    return word.startswith("-") and _HEAD.match(word.translate(_FOLDED), 1) is not None


def _terms(text: str, today: date) -> Iterator[Term]:
    at = 0
    while (at := _skip_blanks(text, at)) < len(text):
        negative, at = _complements(text, at)
        term, at = _term(text, at, today)
        yield Complement(term) if negative else term


def _complements(text: str, at: int) -> tuple[bool, int]:
    """Whether what stands before the term makes it a complement (twice takes it back), and where the term begins."""
    negative = False
    while (word := _NOT.match(text, at)) is not None:
        negative = not negative
        at = _skip_blanks(text, word.end())
        if at == len(text):
            raise MissingValueError(word[0], word.span())
    minus = text[at] == "-" and at + 1 < len(text) and not text[at + 1].isspace()
    return negative != minus, at + minus


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _term(text: str, at: int, today: date) -> tuple[Condition | Words, int]:
    """The term at ``at``, without its complement sign, and where it ends."""
    head = _HEAD.match(text, at)
    if head is None:
        items, end = _items(text, at, text[at : at + 1])
        return Words(tuple(_phrase(item) for item in items)), end
    entry = _field(head["name"], (at, head.end("name")))
    sign = _SIGNS.get(head["sign"], head["sign"])
    if sign != ":" and entry.kind not in {"number", "date"}:
        raise NotComparableError(entry.name, sign, (at, head.end()))
    items, end = _items(text, head.end(), head[0])
    return Condition(entry.name, tuple(_value(entry, sign, item, today) for item in items)), end


def _items(text: str, at: int, head: str) -> tuple[list[_Item], int]:
    """The values joined by commas from ``at`` on, and where they end."""
    items: list[_Item] = []
    while True:
        match = _ITEM.match(text, at)
        if match is None:
            if text[at : at + 1] == '"':
                raise UnclosedQuoteError((at, len(text)))
            raise MissingValueError(head, (at, at + 1))
        quoted = match["quoted"] is not None
        items.append(_Item(match["quoted"] if quoted else match["bare"], quoted, match.span()))
        at = match.end()
        if text[at : at + 1] != ",":
            return items, at
        at = _skip_blanks(text, at + 1)


def _field(name: str, place: Place) -> Field:
    known = FIELD_NAMES.get(name.lower())
    if known is None:
        raise UnknownFieldError(name, FIELD_NAMES, place)
    return FIELDS[known]


def _phrase(item: _Item) -> str:
    if not any(character.isalnum() for character in item.text):
        raise NothingToSearchError(item.text or '""', item.place)
    return item.text


def _value(entry: Field, sign: str, item: _Item, today: date) -> Value:
    """What ``item`` means as a value of ``entry`` compared by ``sign``."""
    if not item.text.strip():
        raise MissingValueError(entry.name, item.place)
    if entry.optional and sign == ":" and not item.quoted and item.text.lower() in NONE_WORDS:
        return Missing()
    if entry.kind == "date":
        return _days(entry, sign, item, today)
    if entry.kind == "number":
        return _numbers(entry, sign, item)
    if entry.kind == "choice":
        return _choice(entry, item)
    return Named(item.text.strip(), item.place)


def _choice(entry: Field, item: _Item) -> Choice:
    name = queryfields.choice(entry, item.text)
    if name is None:
        spellings = [*entry.choices, *(other for others in entry.choices.values() for other in others)]
        known = entry.choices if item.text.isascii() else spellings
        raise UnknownValueError(entry.name, item.text, known, item.place)
    return Choice(name)


def _ends(item: _Item) -> tuple[str, str] | None:
    """Both ends of a range such as ``2026-01..2026-06``; either may be left out, not both."""
    low, dots, high = item.text.replace("~", "..").partition("..")
    return (low, high) if dots and (low or high) else None


def _days(entry: Field, sign: str, item: _Item, today: date) -> Days:
    def period(text: str) -> Period:
        try:
            return read_period(text, today)
        except DateError as error:
            raise NotADateError(entry.name, error, item.place) from error

    ends = _ends(item) if sign == ":" else None
    if ends is not None:
        low, high = ends
        return Days(period(low).first if low else None, period(high).last if high else None)
    return _compared(sign, period(item.text))


def _compared(sign: str, period: Period) -> Days:
    """The days that are ``sign`` the period: ``<`` before its first, ``<=`` through its last."""
    if sign == "<":
        return Days(None, period.first - timedelta(days=1))
    if sign == "<=":
        return Days(None, period.last)
    if sign == ">":
        return Days(period.last + timedelta(days=1), None)
    return Days(period.first, None if sign == ">=" else period.last)


def _numbers(entry: Field, sign: str, item: _Item) -> Numbers:
    def number(text: str) -> float:
        try:
            value = float(text.removesuffix("%"))
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise NotANumberError(entry.name, text, item.place)
        return value

    ends = _ends(item) if sign == ":" else None
    if ends is not None:
        low, high = ends
        return Numbers(number(low) if low else None, number(high) if high else None)
    value = number(item.text)
    if sign == ":":
        return Numbers(value, value)
    if sign[0] == "<":
        return Numbers(None, value, below=sign == "<")
    return Numbers(value, None, above=sign == ">")
