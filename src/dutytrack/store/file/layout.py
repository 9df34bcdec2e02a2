"""Is a ledger laid out as its revision says? Every table, index, view and trigger of the file is compared, as text.

What each revision lays out stands in ``migrations/layouts``, written by ``tools/write_layout.py``. Read on every
opening: nothing heavy may be imported here.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dutytrack.i18n import N_, _, listed
from dutytrack.store.file import schema
from dutytrack.store.file.errors import LedgerAlteredError, LedgerForeignError, naming_ledger
from dutytrack.store.sql import dialect

_QUOTED = r"NULL|'(?:[^']|'')*'"
_WORD = r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^]]*\]|\w+|[^\s\w]"""
_HARMLESS = frozenset({("added", "table"), ("added", "index"), ("missing", "index")})
"""What makes no answer wrong: a stranger's table or index, an index that is gone."""
_SHOWN = 3
KINDS = {"table": N_("table"), "index": N_("index"), "view": N_("view"), "trigger": N_("trigger")}
"""What can be laid out, in people's words."""
WHAT = {"added": N_("{thing} added"), "missing": N_("{thing} missing"), "altered": N_("{thing} altered")}
"""What can have happened to it."""


class Entry(NamedTuple):
    """One thing that is laid out, as SQLite keeps it."""

    kind: str
    """``table``, ``index``, ``view`` or ``trigger``."""
    name: str
    table: str
    sql: str

    @property
    def words(self) -> list[str]:
        """Its statement without what means nothing: blanks, and quotation marks round its own name."""
        words = re.findall(_WORD, self.sql)
        return [self.name if place == 2 and word == f'"{self.name}"' else word for place, word in enumerate(words)]


class Difference(NamedTuple):
    """One thing that is laid out otherwise than it should be."""

    what: str
    """``added``, ``missing`` or ``altered``."""
    kind: str
    name: str

    @property
    def is_harmless(self) -> bool:
        """Whether answers are right all the same."""
        return (self.what, self.kind) in _HARMLESS

    @property
    def words(self) -> str:
        """What it is called, and what happened to it."""
        thing = f"{_(KINDS.get(self.kind, self.kind))} {self.name}"
        return _(WHAT[self.what]).format(thing=thing)


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


def differences(connection: dialect.Reader, revision: str) -> tuple[Difference, ...]:
    """What the file lays out otherwise than ``revision`` does."""
    expected, found = expected_text(revision), layout_text(connection)
    if expected is None or found == expected:
        return ()
    return tuple(_compared(_entries(expected), _entries(found)))


def check_layout(connection: dialect.Reader, path: Path, revision: str) -> str | None:
    """What in the ledger at ``path`` is laid out otherwise but makes no answer wrong; ``None`` where there is nothing.

    Raises LedgerAlteredError where nothing in it can be relied on.
    """
    with naming_ledger(path):
        found = differences(connection, revision)
    grave = [one for one in found if not one.is_harmless]
    if grave:
        raise LedgerAlteredError(path, what=_named(grave))
    return _named(found) if found else None


def check_writable(connection: dialect.Reader, path: Path, revision: str) -> None:
    """Like ``check_layout``; LedgerForeignError, too, where anything at all is laid out otherwise."""
    foreign = check_layout(connection, path, revision)
    if foreign is not None:
        raise LedgerForeignError(path, what=foreign)


def _file(revision: str) -> Path:
    return schema.migrations_folder() / "layouts" / f"{revision}.txt"


def _named(found: list[Difference] | tuple[Difference, ...]) -> str:
    named = listed(one.words for one in found[:_SHOWN])
    more = len(found) - _SHOWN
    return _("{names} and {count} more").format(names=named, count=more) if more > 0 else named


def _entries(text: str) -> dict[tuple[str, str], Entry]:
    words = ["" if word == "NULL" else word[1:-1].replace("''", "'") for word in re.findall(_QUOTED, text)]
    entries = (Entry(*words[place : place + 4]) for place in range(0, len(words), 4))
    return {(entry.kind, entry.name): entry for entry in entries}


def _compared(expected: dict[tuple[str, str], Entry], found: dict[tuple[str, str], Entry]) -> list[Difference]:
    compared = []
    for key in {**expected, **found}:
        one, other = expected.get(key), found.get(key)
        if one is None:
            compared.append(Difference("added", *key))
        elif other is None:
            compared.append(Difference("missing", *key))
        elif one != other and (one.table != other.table or one.words != other.words):
            compared.append(Difference("altered", *key))
    # what is gravest is named first
    return sorted(compared, key=lambda difference: difference.is_harmless)
