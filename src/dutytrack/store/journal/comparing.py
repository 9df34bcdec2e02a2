"""A table's rows held against what the journal told of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dutytrack.store.file.schema import primary_key
from dutytrack.store.journal.chain import same
from dutytrack.store.journal.faults import Fault
from dutytrack.store.journal.rows import image
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.sql.soundness import plain


def unlike_told(
    connection: Reader, entity: str, told: Mapping[str, int], image_of: Callable[[int], str | None]
) -> Iterator[Fault]:
    """The rows of a table that are not as they were ``told``: by each one's id, which row of the journal told it last.

    ``image_of`` is what that row of the journal says.
    """
    left = dict(told)
    for entity_id, row in rows_of(connection, entity):
        seq = left.pop(entity_id, None)
        if seq is None:
            yield Fault("row-extra", None, entity, entity_id)
        elif not same(image_of(seq), _image(row)):
            yield Fault("row-altered", seq, entity, entity_id)
    for entity_id, seq in left.items():
        yield Fault("row-missing", seq, entity, entity_id)


def rows_of(connection: Reader, entity: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each row of a table with its key as text."""
    cursor = plain(connection, f'SELECT "{primary_key(entity)}", * FROM "{entity}" ORDER BY 1')  # noqa: S608
    names = [column[0] for column in cursor.description[1:]]
    return ((str(row[0]), dict(zip(names, row[1:], strict=True))) for row in cursor)


def _image(row: dict[str, Any]) -> str | None:
    """A row as the journal would keep it; ``None`` where it holds what no row of ours does."""
    return None if bytes in map(type, row.values()) else image(row)
