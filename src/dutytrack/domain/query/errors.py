"""What can be wrong with a query: each error says what, where in the text, and the nearest thing that would do."""

from __future__ import annotations

from collections.abc import Iterable

from dutytrack.domain.words.nearest import hint
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _

Place = tuple[int, int]
"""Where something stands in the query's text: 0-based first character, and the one after the last."""


class QueryError(DutyTrackError):
    """A query that can't be understood; ``place`` is where, ``facts`` fill the ``sentence`` that says why."""

    def __init__(self, place: Place, sentence: str, **facts: object) -> None:
        message = _(sentence).format_map(facts)
        super().__init__(_("query, character {column}: {message}").format(column=place[0] + 1, message=message))
        self.place = place


class UnknownValueError(QueryError):
    """A value the field does not have, or a unit or plan that the ledger does not know."""

    def __init__(self, field: str, value: str, known: Iterable[str], place: Place) -> None:
        message = _("{field} has no value {value}").format(field=field, value=value) + hint(value, list(known))
        super().__init__(place, "{message}", message=message)


class NotInLedgerError(UnknownValueError):
    """A name that no unit and no plan of the ledger goes by."""


class MissingValueError(QueryError):
    """A field, a bracket, ``or`` or ``not`` with nothing behind it."""

    def __init__(self, place: Place, field: str) -> None:
        super().__init__(place, N_("a value is missing after {field}"), field=field)
