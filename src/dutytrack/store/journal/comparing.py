"""A table's rows held against what the journal told of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from dutytrack.store.file.schema import primary_key
from dutytrack.store.journal.chain import LastTold, columns_added, same
from dutytrack.store.journal.faults import Fault
from dutytrack.store.journal.rows import image
from dutytrack.store.sql import dialect
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.sql.soundness import plain


def unlike_told(
    connection: Reader, entity: str, told: Mapping[str, LastTold], image_of: Callable[[int], str | None]
) -> Iterator[Fault]:
    """The rows of a table that are not as they were ``told``: by each one's id, what told it last.

    ``image_of`` is what that row of the journal says.
    """
    left = dict(told)
    lacking: list[str] = []
    """Columns without a value here that what was told does not know of: it comes of an earlier layout."""
    for row_id, entity_id, text in _images(connection, entity):
        last = left.pop(entity_id, None)
        if last is None:
            yield Fault("row-extra", None, entity, entity_id)
        elif not last.is_of(text) and not (lacking and last.is_of(_without(text, lacking))):
            before, now = image_of(last.seq), _image(connection, entity, row_id)
            if same(before, now):
                lacking = columns_added(before, now)
            else:
                yield Fault("row-altered", last.seq, entity, entity_id)
    for entity_id, last in left.items():
        yield Fault("row-missing", last.seq, entity, entity_id)


def _without(text: str | None, columns: Sequence[str]) -> str | None:
    """An image without ``columns`` that have no value; a quote within a text is escaped, so it is none of these."""
    for column in columns:
        text = text and text.replace(f',"{column}":null', "")
    return text


def read_through(connection: Reader, entity: str) -> None:
    """Read a table whole. Raises sqlite3.Error where that can't be done."""
    for _row in _images(connection, entity):
        pass


def _images(connection: Reader, entity: str) -> Iterator[tuple[int, str, str | None]]:
    """Each row of a table: its number, its key as text, and the image that SQLite makes of it, where it makes one."""
    key, made = primary_key(entity), dialect.object_of(dialect.columns_of(connection, entity))
    cursor = plain(connection, f'SELECT {dialect.ROW_ID}, "{key}", {made} FROM "{entity}" ORDER BY 2')  # noqa: S608
    return ((number, str(entity_id), text) for number, entity_id, text in cursor)


def _image(connection: Reader, entity: str, number: int) -> str | None:
    """A row as the journal keeps it; ``None`` where it holds what no row of ours does."""
    cursor = plain(connection, f'SELECT * FROM "{entity}" WHERE {dialect.ROW_ID} = ?', (number,))  # noqa: S608 - ours
    row = dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))
    return None if bytes in map(type, row.values()) else image(row)
