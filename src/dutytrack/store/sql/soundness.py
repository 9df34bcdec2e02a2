"""Is the file itself sound? What SQLite can say of its pages, keys, ids and its search index."""
# ruff: noqa: S608 - the texts are put together from this program's own names

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from dutytrack.store.sql.dialect import BROKEN_KEYS, LAST_IDS, LAYOUT, SEARCH_DDL, Reader, Rows

_WHOLE = "PRAGMA integrity_check(1000)"
_WELL = "ok"
_SETTINGS = "SELECT 1 FROM main.task_text_config WHERE k <> 'version' LIMIT 1"
_INSTANCE = "CREATE VIRTUAL TABLE temp.{name} USING fts5vocab({schema}, task_text, instance)"
_COPIED = ("data", "idx", "content")
"""The tables that a search index consists of."""
_LARGEST_PAGE = 1 << 16
"""Bytes: SQLite begins a new page long before."""
_PLACES = "group_concat((doc * 16 + instr('key ref title text', col)) * 4294967296 + offset)"
"""Where a word stands: one number for each place, which is made much quicker than a text of its parts."""
_ELSEWHERE = f"""
    SELECT w.term FROM (SELECT term, {_PLACES} AS places FROM wanted_word GROUP BY term) w
    WHERE w.places IS NOT (SELECT {_PLACES} FROM found_word f WHERE f.term = w.term)
"""
"""Words that the index does not find where the texts have them, looked up as a search does."""
_SIZES = "SELECT (SELECT count(*) FROM found_word), (SELECT count(*) FROM wanted_word)"
_OF_NO_TEXT = """
    SELECT DISTINCT f.term FROM found_word f WHERE NOT EXISTS (SELECT 1 FROM wanted_word w WHERE w.term = f.term)
"""
"""Words that no text has: there are none where all others are found and there are as many."""
_AVERAGES = "SELECT block FROM {}.task_text_data WHERE id = 1"


def plain(connection: Reader, statement: str, values: Any = ()) -> Rows:
    """What ``statement`` finds, as tuples, whatever rows ``connection`` is set to make."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(statement, values)


def damages(connection: Reader) -> Iterator[str]:
    """What SQLite finds wrong with the file's pages and indexes, a line each."""
    return (str(line) for (line,) in plain(connection, _WHOLE) if line != _WELL)


def broken_keys(connection: Reader) -> Iterator[tuple[str, str, str]]:
    """Rows that refer to one that is not there: table, row, and the table referred to."""
    return ((str(table), str(row), str(parent)) for table, row, parent, _ in plain(connection, BROKEN_KEYS))


def last_ids(connection: Reader) -> list[tuple[object, object]]:
    """The last id that each table has given, by the table's name."""
    return plain(connection, LAST_IDS).fetchall()


def last_indexed(connection: Reader) -> int:
    """The number of the journal's last row, as an index of it knows."""
    query = "SELECT max(seq) FROM journal INDEXED BY ix_journal_entity_entity_id"
    return int(plain(connection, query).fetchone()[0] or 0)


def lay_aside(connection: Reader, tables: Iterable[str]) -> None:
    """Lay empty tables like ``tables`` that come before those of the same names for a while."""
    laid = [sql for table in tables for (sql,) in plain(connection, LAYOUT, (table,))]
    for statement in laid:
        connection.execute(re.sub("(TABLE|INDEX) ", r"\1 temp.", statement, count=1))


def lay_search_aside(connection: Reader, name: str = "task_text") -> None:
    """Lay an empty search index that comes before the one of the same ``name``, if there is one, for a while."""
    for statement in SEARCH_DDL:
        connection.execute(statement.replace("TABLE task_text ", f"TABLE temp.{name} "))


def unlike(connection: Reader, table: str, key: str) -> Iterator[str]:
    """The keys of rows of ``table`` that are not in both: the file, and what was laid aside."""
    rows = (f'SELECT {key} AS of_row, * FROM {place}."{table}"' for place in ("main", "temp"))
    one, other = rows
    query = f"SELECT of_row FROM ({one} EXCEPT {other}) UNION SELECT of_row FROM ({other} EXCEPT {one})"
    return (str(found) for (found,) in plain(connection, query))


def has_foreign_search_settings(connection: Reader) -> bool:
    """Whether the search index was given settings, which this program never does."""
    return plain(connection, _SETTINGS).fetchone() is not None


def mislaid_words(connection: Reader) -> Iterator[str]:
    """Words that the search index finds elsewhere than the one that was laid aside, which holds the tasks' texts."""
    for name, place in (("found_word", "main"), ("wanted_word", "temp")):
        connection.execute(_INSTANCE.format(name=name, schema=place))
    yield from (str(word) for (word,) in plain(connection, _ELSEWHERE))
    found, wanted = plain(connection, _SIZES).fetchone()
    if found != wanted:
        yield from (str(word) for (word,) in plain(connection, _OF_NO_TEXT))


def has_broken_search(connection: Reader) -> bool:
    """Whether the search index leads elsewhere than its pages are, or holds others: a search might miss what is there.

    SQLite's own check wants to write, so it looks at a copy, which is of the transaction under way. What leads nowhere
    it does not see.
    """
    too_large = f"SELECT 1 FROM main.task_text_data WHERE length(block) > {_LARGEST_PAGE} LIMIT 1"
    if plain(connection, too_large).fetchone() is not None:
        return True
    lay_search_aside(connection, "copied_text")
    for part in _COPIED:
        connection.execute(f"DELETE FROM temp.copied_text_{part}")
        connection.execute(f"INSERT INTO temp.copied_text_{part} SELECT * FROM main.task_text_{part}")
    try:
        connection.execute("INSERT INTO temp.copied_text (copied_text) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        if not is_of_the_file(error):
            raise
        return True
    return False


def has_doctored_averages(connection: Reader) -> bool:
    """Whether the index's record of how much there is differs from that of the one that was laid aside."""
    connection.execute("SAVEPOINT averages")  # both are written down by that
    connection.execute("RELEASE averages")
    rows = (plain(connection, _AVERAGES.format(place)).fetchone() for place in ("main", "temp"))
    kept, wanted = (b"" if row is None else row[0] for row in rows)
    return not isinstance(kept, bytes) or kept.rstrip(b"\0") != wanted.rstrip(b"\0")  # nothing may be many zeros


def is_of_the_file(error: sqlite3.Error) -> bool:
    """Whether what SQLite says is about what the file holds, and not about the disk, a lock or memory."""
    code = int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
    return code in {0, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, *_RULES}


_RULES = (
    sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_SCHEMA,
    sqlite3.SQLITE_RANGE, sqlite3.SQLITE_AUTH,
)  # fmt: skip
"""What goes wrong where rows break the rules of their tables."""
