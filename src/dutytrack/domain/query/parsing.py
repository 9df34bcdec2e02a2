"""The one query language: ``lead:科技局 lamp:red due<2026-07 plan:BH25 -is:closed "成果转化"``.

``parse`` turns text into a ``Query``, a frozen tree. Values joined by commas are alternatives; ``not`` before a term,
in any case of letters, is its complement, and so is ``-``; terms side by side must all hold; ``or`` between such runs
makes alternatives of them; brackets group where a term may begin, and are text within one. Full-width signs and
Chinese field names and values are taken as well.

The tree is of named tuples: they are made at every start of the program, in a tenth of a dataclass's time.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from dutytrack.domain.dates import DateError, Period, read_period
from dutytrack.domain.query import fields as queryfields
from dutytrack.domain.query.errors import MissingValueError, Place, QueryError, UnknownValueError
from dutytrack.domain.query.fields import FIELD_NAMES, FIELDS, NONE_WORDS, Field, spelled
from dutytrack.domain.words.folding import half_width
from dutytrack.domain.words.nearest import hint
from dutytrack.i18n import N_, _
from dutytrack.signs import harmful_sign

__all__ = [
    "AllOf", "AnyOf", "Choice", "Complement", "Condition", "Days", "Missing", "Named", "Numbers", "Query", "QueryError",
    "Words", "parse",
]  # fmt: skip


_SIGN = r"(?P<sign><=|>=|[:<>=≤≥])"
_HEAD = re.compile(rf"(?P<name>[^\W\d_][\w-]*){_SIGN}")
_ITEM = re.compile(r'"(?P<quoted>[^"]*)"|(?P<bare>[^\s,"]+)')
MOST_VALUES = 200
"""How many values and words a query may have: SQLite takes no expression that nests a thousand deep."""
MOST_CHARACTERS = 20_000
"""How long a query may be."""
MOST_OF_A_WORD = 500
"""How long a word or value of a query may be: the search, to which a Chinese sign is a word, takes the square of it."""
MOST_BRACKETS = 20
"""How deep brackets may stand in each other."""
_NOT, _OR = (re.compile(rf"{word}(?=[\s()]|$)", re.IGNORECASE) for word in ("not", "or"))
_SIGNS = {"≤": "<=", "≥": ">=", "=": ":"}
_UNPAIRED = N_("the bracket {bracket} has no partner; quote it to search for it as text")


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

    term: Condition | Words | AllOf | AnyOf


class AllOf(NamedTuple):
    """All of ``terms`` hold: a bracket, or one side of an ``or``."""

    terms: tuple[Term, ...]


class AnyOf(NamedTuple):
    """One of ``terms`` holds."""

    terms: tuple[Term, ...]


Term = Condition | Words | Complement | AllOf | AnyOf


class Query(NamedTuple):
    """Terms that must all hold; none at all is every task."""

    terms: tuple[Term, ...] = ()
    text: str = ""

    def uses(self, name: str) -> bool:
        """Whether the field ``name`` is asked about."""
        return any(condition.field == name for condition in _conditions(self.terms))

    def asks_for(self, name: str, choice: str) -> bool:
        """Whether all that it finds have ``choice`` among the values of the field ``name``."""
        return any(isinstance(term, Condition) and term == Condition(name, (Choice(choice),)) for term in self.terms)

    def is_about(self, other: Query) -> bool:
        """Whether ``other`` asks for a flag, or a number or day of a field, that this asks for as well."""
        return not self._subjects.isdisjoint(other._subjects)

    @property
    def _subjects(self) -> frozenset[str]:
        """The flags, and the fields of numbers and days, that all that it finds are asked for by."""
        asked = ((term.field, value) for term in self.terms if isinstance(term, Condition) for value in term.values)
        return frozenset(
            value.name if isinstance(value, Choice) else field
            for field, value in asked
            if isinstance(value, (Numbers, Days)) or (field == "flag" and isinstance(value, Choice))
        )

    @property
    def size(self) -> int:
        """How many words and values it has."""
        return _size(self.terms)


def _size(terms: Sequence[Term]) -> int:
    """How many words and values ``terms`` have, at any depth."""
    size = 0
    for term in terms:
        if isinstance(term, Condition):
            size += len(term.values)
        elif isinstance(term, Words):
            size += len(term.phrases)
        else:
            size += _size((term.term,) if isinstance(term, Complement) else term.terms)
    return size


def _conditions(terms: Sequence[Term]) -> Iterator[Condition]:
    """The conditions among ``terms``, at any depth."""
    for term in terms:
        if isinstance(term, Condition):
            yield term
        elif isinstance(term, Complement):
            yield from _conditions((term.term,))
        elif isinstance(term, (AllOf, AnyOf)):
            yield from _conditions(term.terms)


class _Item(NamedTuple):
    """One value as typed."""

    text: str
    quoted: bool
    place: Place


def parse(text: str, today: date) -> Query:
    """The query that ``text`` means, seen from ``today``; raises QueryError with what is wrong and where."""
    if len(text) > MOST_CHARACTERS:
        raise QueryError((0, len(text)), N_("a query has at most {limit} characters"), limit=MOST_CHARACTERS)
    found = harmful_sign(text)
    if found is not None:
        place = found[1]
        raise QueryError((place, place + 1), N_("the sign U+{code} is not taken"), code=f"{ord(found[0]):04X}")
    whole = _Reader(text, today).query()
    terms = whole.terms if isinstance(whole, AllOf) else (whole,)
    return Query(terms, text)


def is_left_out_field(word: str) -> bool:
    """Whether ``word`` is the complement of a field's term (``-is:closed``) or of a bracket: no option looks so."""
    plain = half_width(word)
    return word.startswith("-") and (plain.startswith("-(") or _head(plain, 1) is not None)


def _head(text: str, at: int) -> re.Match[str] | None:
    """The name and sign that a field's term begins with, ``at`` a place: a word, or a field's spelling of several."""
    return _HEAD.match(text, at) or (_long_head().match(text, at) if re.search(_SIGN, text[at:]) else None)


@cache
def _long_head() -> re.Pattern[str]:
    """A field's spelling of several words and its sign: seldom asked for, and long to make."""
    spellings = (name for field in FIELDS.values() for name in field.spellings if re.search(r"[^\w-]", name))
    several = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in spellings)
    return re.compile(rf"(?P<name>{several}){_SIGN}", re.IGNORECASE)


class _Reader:
    """Goes through a query's text once, from left to right; what it reads begins ``at``."""

    def __init__(self, text: str, today: date) -> None:
        self._text, self._today = half_width(text), today
        self._at = self._values = 0
        self._open: list[int] = []
        """Where the brackets stand that are not closed yet."""

    def query(self) -> Term:
        found = self._alternatives()
        if self._at < len(self._text):
            raise QueryError((self._at, self._at + 1), _UNPAIRED, bracket=")")
        return found

    def _alternatives(self) -> Term:
        """Runs of terms with ``or`` between them; nothing at all is a run of none."""
        runs = [self._run()]
        while (word := self._word(_OR)) is not None:
            if runs == [AllOf(())]:
                raise QueryError(word.span(), N_("a term is missing before {word}"), word=word[0])
            runs.append(self._run())
            if runs[-1] == AllOf(()):
                raise MissingValueError(word.span(), field=word[0])
        return runs[0] if len(runs) == 1 else AnyOf(tuple(runs))

    def _run(self) -> Term:
        """Terms side by side, up to an ``or``, the end of their bracket or of the text."""
        terms: list[Term] = []
        while not self._at_end() and self._peek(_OR) is None:
            negative = self._is_complement()
            term = self._term()
            if negative:
                term = term.term if isinstance(term, Complement) else Complement(term)
            terms.append(term)
        return terms[0] if len(terms) == 1 else AllOf(tuple(terms))

    def _at_end(self) -> bool:
        self._at = _skip_blanks(self._text, self._at)
        return self._at == len(self._text) or self._text[self._at] == ")"

    def _peek(self, word: re.Pattern[str]) -> re.Match[str] | None:
        """``word``, if it is what stands here."""
        self._at = _skip_blanks(self._text, self._at)
        return word.match(self._text, self._at)

    def _word(self, word: re.Pattern[str]) -> re.Match[str] | None:
        """``word``, if it is what stands here; it is passed."""
        if found := self._peek(word):
            self._at = found.end()
        return found

    def _is_complement(self) -> bool:
        """Whether what stands before the term makes it a complement: twice takes it back."""
        negative = False
        while (word := self._word(_NOT)) is not None:
            negative = not negative
            if self._at_end():
                raise MissingValueError(word.span(), field=word[0])
        minus = self._text[self._at] == "-" and self._text[self._at + 1 : self._at + 2].strip() != ""
        self._at += minus
        return negative != minus

    def _term(self) -> Term:
        """What stands here, without the sign of its complement."""
        if self._text[self._at] == "(":
            return self._bracket()
        head = _head(self._text, self._at)
        if head is None:
            return Words(tuple(_phrase(item) for item in self._items(self._text[self._at])))
        known = FIELD_NAMES.get(spelled(head["name"]))
        if known is None:
            message = _("no field is called {name}").format(name=head["name"]) + hint(head["name"], FIELD_NAMES)
            message += _(" (quote it to search for it as text)")
            raise QueryError(head.span("name"), "{message}", message=message)
        entry = FIELDS[known]
        sign = _SIGNS.get(head["sign"], head["sign"])
        if sign != ":" and entry.kind not in {"number", "date"}:
            raise QueryError(
                head.span(), N_("{field} can't be compared by {sign}; write {field}:value"), field=entry.name, sign=sign
            )
        self._at = head.end()
        items = self._items(head[0])
        return Condition(entry.name, tuple(_value(entry, sign, item, self._today) for item in items))

    def _bracket(self) -> Term:
        start = self._at
        self._open.append(start)
        if len(self._open) > MOST_BRACKETS:
            raise QueryError(
                (start, start + 1), N_("brackets stand at most {limit} deep in each other"), limit=MOST_BRACKETS
            )
        self._at += 1
        found = self._alternatives()
        if self._at == len(self._text):
            raise QueryError((start, start + 1), _UNPAIRED, bracket="(")
        if found == AllOf(()):
            raise MissingValueError((start, self._at), field="(")
        self._open.pop()
        self._at += 1
        return found

    def _items(self, head: str) -> list[_Item]:
        items: list[_Item] = []
        while True:
            items.append(self._item(head))
            self._values += 1
            if self._values > MOST_VALUES:
                raise QueryError(
                    (0, len(self._text)), N_("a query has at most {limit} words and values"), limit=MOST_VALUES
                )
            if self._text[self._at : self._at + 1] != ",":
                return items
            self._at = _skip_blanks(self._text, self._at + 1)

    def _item(self, head: str) -> _Item:
        match, start = _ITEM.match(self._text, self._at), self._at
        if match is None and self._text[start : start + 1] == '"':
            raise QueryError((start, len(self._text)), N_("the quotation mark is not closed"))
        quoted = match is not None and match["quoted"] is not None
        bare = self._within_bracket(match["bare"]) if match and not quoted else ""
        if match is None or not (quoted or bare):
            raise MissingValueError((start, start + 1), field=head)
        self._at = match.end() if quoted else start + len(bare)
        if self._at - start > MOST_OF_A_WORD:
            sentence = N_("a word or value of a query has at most {limit} characters")
            raise QueryError((start, self._at), sentence, limit=MOST_OF_A_WORD)
        return _Item(match["quoted"] if quoted else bare, quoted, (start, self._at))

    def _within_bracket(self, bare: str) -> str:
        """``bare`` up to the sign that closes the bracket it stands in; what it opens itself is its own to close."""
        depth = 0
        for place, character in enumerate(bare if self._open else ""):
            depth += (character == "(") - (character == ")")
            if depth < 0:
                return bare[:place]
        return bare


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _phrase(item: _Item) -> str:
    if not any(character.isalnum() for character in item.text):
        raise QueryError(item.place, N_("nothing to search for in {word}"), word=item.text or '""')
    return item.text


def _value(entry: Field, sign: str, item: _Item, today: date) -> Value:
    """What ``item`` means as a value of ``entry`` compared by ``sign``."""
    if not item.text.strip():
        raise MissingValueError(item.place, field=entry.name)
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


def _ends(text: str) -> tuple[str, str]:
    """Both ends of a range such as ``2026-01..2026-06``, of which one may be left out; of anything else it is both."""
    low, dots, high = text.replace("~", "..").partition("..")
    return (low, high) if dots and (low or high) else (text, text)


def _days(entry: Field, sign: str, item: _Item, today: date) -> Days:
    def period(text: str) -> Period:
        try:
            return read_period(text, today)
        except DateError as error:
            raise QueryError(item.place, "{field}: {error}", field=entry.name, error=error) from error

    if sign == ":":
        low, high = _ends(item.text)
        return Days(period(low).first if low else None, period(high).last if high else None)
    whole = period(item.text)
    if sign[0] == "<":
        return Days(None, whole.last if sign == "<=" else whole.first - timedelta(days=1))
    return Days(whole.first if sign == ">=" else whole.last + timedelta(days=1), None)


def _numbers(entry: Field, sign: str, item: _Item) -> Numbers:
    def number(text: str) -> float:
        try:
            value = float(text.removesuffix("%"))
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise QueryError(item.place, N_("{field} takes a number, not {value}"), field=entry.name, value=text)
        return value

    if sign == ":":
        low, high = _ends(item.text)
        return Numbers(number(low) if low else None, number(high) if high else None)
    value = number(item.text)
    if sign[0] == "<":
        return Numbers(None, value, below=sign == "<")
    return Numbers(value, None, above=sign == ">")
