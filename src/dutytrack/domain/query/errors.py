"""What can be wrong with a query: each error says what, where in the text, and the nearest thing that would do."""

from __future__ import annotations

from collections.abc import Iterable

from dutytrack.domain.words.nearest import hint
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _

Place = tuple[int, int]
"""Where something stands in the query's text: 0-based first character, and the one after the last."""


class QueryError(DutyTrackError):
    """A query that can't be understood; ``place`` is where, ``facts`` fill the class's ``sentence``."""

    sentence = "{message}"

    def __init__(self, place: Place, **facts: object) -> None:
        message = _(self.sentence).format_map(facts)
        super().__init__(_("query, character {column}: {message}").format(column=place[0] + 1, message=message))
        self.place = place


class UnknownFieldError(QueryError):
    """No field of that name."""

    def __init__(self, name: str, known: Iterable[str], place: Place) -> None:
        self.name = name
        message = _("no field is called {name}").format(name=name) + hint(name, list(known))
        super().__init__(place, message=message + _(" (quote it to search for it as text)"))


class UnknownValueError(QueryError):
    """A value the field does not have, or a unit or plan that the ledger does not know."""

    def __init__(self, field: str, value: str, known: Iterable[str], place: Place) -> None:
        self.field, self.value = field, value
        message = _("{field} has no value {value}").format(field=field, value=value) + hint(value, list(known))
        super().__init__(place, message=message)


class NotADateError(QueryError):
    """Something else where a date or period is due."""

    sentence = "{field}: {error}"


class NotANumberError(QueryError):
    """Something else where a number is due."""

    sentence = N_("{field} takes a number, not {value}")


class MissingValueError(QueryError):
    """A field with nothing after its sign."""

    sentence = N_("a value is missing after {field}")


class TermMissingError(QueryError):
    """An ``or`` with nothing before it."""

    sentence = N_("a term is missing before {word}")


class UnpairedBracketError(QueryError):
    """A bracket without its partner."""

    sentence = N_("the bracket {bracket} has no partner; quote it to search for it as text")


class TooDeepError(QueryError):
    """Brackets in brackets without end."""

    sentence = N_("brackets stand at most {limit} deep in each other")


class NotComparableError(QueryError):
    """A sign such as ``<`` with a field that has no order."""

    sentence = N_("{field} can't be compared by {sign}; write {field}:value")


class TooManyValuesError(QueryError):
    """A query with more values and words than is asked of the ledger at once."""

    sentence = N_("a query has at most {limit} words and values")


class UnclosedQuoteError(QueryError):
    """A quotation mark without its partner."""

    sentence = N_("the quotation mark is not closed")


class NothingToSearchError(QueryError):
    """A word of signs only: the text index keeps letters, digits and characters."""

    sentence = N_("nothing to search for in {word}")


class FieldNotAllowedError(QueryError):
    """A field that may not be used here: ``lamp`` in a rule pack, whose rules decide the lamp."""

    sentence = N_("{field} can't be used in a rule")
