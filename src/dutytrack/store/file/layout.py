"""Is a ledger laid out as its revision says? Every table, index, view and trigger of the file is compared, as text.

What each revision lays out stands in ``migrations/layouts``, written by ``tools/write_layout.py``. Read on every
opening: nothing heavy may be imported here, and what differs is told apart elsewhere.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dutytrack.store.file import schema
from dutytrack.store.file.errors import LedgerAlteredError, LedgerForeignError, naming_ledger
from dutytrack.store.sql import dialect


def layout_text(connection: dialect.Reader) -> str:
    """Everything that the file lays out, as it is compared."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return "\n".join(text for (text,) in cursor.execute(dialect.LAID_OUT))


@cache
def expected_text(revision: str) -> str | None:
    """What a ledger of ``revision`` lays out; ``None`` where this program knows no such revision."""
    try:
        return _file(revision).read_bytes().decode()
    except FileNotFoundError:
        return None


def write_expected(revision: str, text: str) -> None:
    """Keep ``text`` as what a ledger of ``revision`` lays out."""
    _file(revision).write_bytes(text.encode())


def check_layout(connection: dialect.Reader, path: Path, revision: str) -> str | None:
    """What in the ledger at ``path`` is laid out otherwise but makes no answer wrong; ``None`` where there is nothing.

    Raises LedgerAlteredError where nothing in it can be relied on.
    """
    with naming_ledger(path):
        text = layout_text(connection)
    expected = expected_text(revision)
    if expected is None or text == expected:
        return None
    from dutytrack.store.file.differences import differences, named

    found = differences(text, expected)
    grave = [one for one in found if not one.is_harmless]
    if grave:
        raise LedgerAlteredError(path, what=named(grave))
    return named(found) if found else None


def check_writable(connection: dialect.Reader, path: Path, revision: str) -> None:
    """Like ``check_layout``; LedgerForeignError, too, where anything at all is laid out otherwise."""
    foreign = check_layout(connection, path, revision)
    if foreign is not None:
        raise LedgerForeignError(path, what=foreign)


def _file(revision: str) -> Path:
    return schema.migrations_folder() / "layouts" / f"{revision}.txt"
