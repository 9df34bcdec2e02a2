"""Rows of SQL as records: a column goes into the field of its name, converted as the field's annotation says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from itertools import starmap
from typing import Any, TypeVar, get_type_hints

from dutytrack.errors import LedgerError
from dutytrack.i18n import _
from dutytrack.signs import cut, printable
from dutytrack.store.sql.dialect import SEPARATOR, Rows

Record = TypeVar("Record")
Conversion = Callable[[Any], object]


def records(cursor: Rows, kind: type[Record], **conversions: Conversion) -> list[Record]:
    """All rows of ``cursor`` as ``kind``, a named tuple or a data class.

    A date is stored as ISO text, a truth as 0 or 1, a tuple of names as a text that joins them; ``conversions`` say of
    other fields how their columns are converted. Fields without a column must be the last ones and have defaults.
    """
    rows = cursor.fetchall()
    if not rows:
        return []
    return _made(kind, [column[0] for column in cursor.description], zip(*rows, strict=True), conversions)


def grouped(cursor: Rows, kind: type[Record], **conversions: Conversion) -> defaultdict[Any, tuple[Record, ...]]:
    """The rows of ``cursor`` as ``records``, by the value of the first column, which is no field."""
    rows, groups = cursor.fetchall(), defaultdict[Any, tuple[Record, ...]](tuple)
    if not rows:
        return groups
    owners, *columns = zip(*rows, strict=True)
    made = _made(kind, [column[0] for column in cursor.description[1:]], columns, conversions)
    for owner, one in zip(owners, made, strict=True):
        groups[owner] += (one,)
    return groups


class NoDayError(LedgerError):
    """A stored date is none: another program has written to the ledger."""

    def __init__(self, found: object) -> None:
        found = cut(printable(str(found)), 40)
        super().__init__(_("the ledger is damaged: {found} stands for a day; see dutytrack log verify"), found=found)


def iso(day: date | None) -> str | None:
    """A day as it is stored."""
    return None if day is None else day.isoformat()


def day_of(text: str | None) -> date | None:
    """A stored date; raises NoDayError where the ledger holds something else in its place."""
    try:
        return None if text is None else date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise NoDayError(text) from error


def names_of(text: str | None) -> tuple[str, ...]:
    """Names joined by SQL."""
    return tuple(text.split(SEPARATOR)) if text else ()


_BY_ANNOTATION: Mapping[object, Conversion] = {
    # the same days and lists of units come again and again
    date: cache(day_of),
    date | None: cache(day_of),
    tuple[str, ...]: lru_cache(4096)(names_of),
    bool: bool,
}
_KNOWN: dict[type[Any], Mapping[str, Conversion | None]] = {}


def _made(
    kind: type[Record], names: Iterable[str], columns: Iterable[Iterable[Any]], conversions: Mapping[str, Conversion]
) -> list[Record]:
    """The records, column by column, so that no line of Python is run for each row."""
    by_name = dict(zip(names, columns, strict=True))
    for name, convert in {**_fields(kind), **conversions}.items():
        if convert is not None and name in by_name:
            by_name[name] = map(convert, by_name[name])
    fields = tuple(_fields(kind))[: len(by_name)]
    return list(starmap(kind, zip(*(by_name[name] for name in fields), strict=True)))


def _fields(kind: type[Any]) -> Mapping[str, Conversion | None]:
    """The fields of ``kind`` in their order, each with its conversion, if it has one; worked out once."""
    if kind not in _KNOWN:
        _KNOWN[kind] = {name: _BY_ANNOTATION.get(hint) for name, hint in get_type_hints(kind).items()}
    return _KNOWN[kind]
