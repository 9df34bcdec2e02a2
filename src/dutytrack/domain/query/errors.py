"""What can be wrong with a query: each error says what, where in the text, and the nearest thing that would do."""

from __future__ import annotations

from collections.abc import Iterable

from dutytrack.domain.dates import DateError
from dutytrack.domain.words.nearest import hint
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _

Place = tuple[int, int]
"""Where something stands in the query's text: 0-based first character, and the one after the last."""


class QueryError(DutyTrackError):
    """A query that can't be understood; ``place`` is where."""

    def __init__(self, message: str, place: Place) -> None:
        super().__init__(_("query, character {column}: {message}").format(column=place[0] + 1, message=message))
        self.place = place


class UnknownFieldError(QueryError):
    """No field of that name."""

    def __init__(self, name: str, known: Iterable[str], place: Place) -> None:
        self.name = name
        message = _("no field is called {name}").format(name=name) + hint(name, list(known))
        super().__init__(message + _(" (quote it to search for it as text)"), place)


class UnknownValueError(QueryError):
    """A value the field does not have, or a unit or plan that the ledger does not know."""

    def __init__(self, field: str, value: str, known: Iterable[str], place: Place) -> None:
        self.field, self.value = field, value
        message = _("{field} has no value {value}").format(field=field, value=value) + hint(value, list(known))
        super().__init__(message, place)


class NotADateError(QueryError):
    """Something else where a date or period is due."""

    def __init__(self, field: str, error: DateError, place: Place) -> None:
        super().__init__(f"{field}: {error}", place)


class NotANumberError(QueryError):
    """Something else where a number is due."""

    def __init__(self, field: str, value: str, place: Place) -> None:
        super().__init__(_("{field} takes a number, not {value}").format(field=field, value=value), place)


class MissingValueError(QueryError):
    """A field with nothing after its sign."""

    def __init__(self, field: str, place: Place) -> None:
        super().__init__(_("a value is missing after {field}").format(field=field), place)


class TermMissingError(QueryError):
    """An ``or`` with nothing before it."""

    def __init__(self, word: str, place: Place) -> None:
        super().__init__(_("a term is missing before {word}").format(word=word), place)


class UnpairedBracketError(QueryError):
    """A bracket without its partner."""

    def __init__(self, bracket: str, place: Place) -> None:
        template = _("the bracket {bracket} has no partner; quote it to search for it as text")
        super().__init__(template.format(bracket=bracket), place)


class TooDeepError(QueryError):
    """Brackets in brackets without end."""

    def __init__(self, limit: int, place: Place) -> None:
        super().__init__(_("brackets stand at most {limit} deep in each other").format(limit=limit), place)


class NotComparableError(QueryError):
    """A sign such as ``<`` with a field that has no order."""

    def __init__(self, field: str, sign: str, place: Place) -> None:
        template = _("{field} can't be compared by {sign}; write {field}:value")
        super().__init__(template.format(field=field, sign=sign), place)


class TooManyValuesError(QueryError):
    """A query with more values and words than is asked of the ledger at once."""

    def __init__(self, limit: int, place: Place) -> None:
        super().__init__(_("a query has at most {limit} words and values").format(limit=limit), place)


class UnclosedQuoteError(QueryError):
    """A quotation mark without its partner."""

    def __init__(self, place: Place) -> None:
        super().__init__(_("the quotation mark is not closed"), place)


class NothingToSearchError(QueryError):
    """A word of signs only: the text index keeps letters, digits and characters."""

    def __init__(self, word: str, place: Place) -> None:
        super().__init__(_("nothing to search for in {word}").format(word=word), place)


class FieldNotAllowedError(QueryError):
    """A field that may not be used here: ``lamp`` in a rule pack, whose rules decide the lamp."""

    def __init__(self, field: str, place: Place) -> None:
        super().__init__(_("{field} can't be used in a rule").format(field=field), place)
