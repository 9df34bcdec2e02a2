"""What is SQLite's own, said once: a ledger on another engine needs another module like this one.

Dates are ISO text. Loaded by every question, so nothing heavy is imported.
"""
# ruff: noqa: S608 - the texts are put together from this program's own names

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import quote

from dutytrack.domain.words.folding import fold

Reader = sqlite3.Connection
"""A connection on which a ledger is read."""
Rows = sqlite3.Cursor
"""What a statement finds."""

SIDE_ENDINGS = ("-wal", "-shm", "-journal")
"""What is added to a ledger's name for the files that are kept beside it."""
LOG_ENDING = SIDE_ENDINGS[0]
FILE_HEAD = b"SQLite format 3\0"
"""What a file begins with; the mark stands from ``MARK_AT`` on."""
MARK_AT = 68
LOG_HEADS = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")
"""What logs begin with: the write-ahead log in both byte orders, the journal of what was."""

SEPARATOR = "\x1f"
"""Between names that are ``joined``: no name holds it."""

BEGIN_WRITING = "BEGIN IMMEDIATE"
ALLOW_WRITES, REFUSE_WRITES = "PRAGMA query_only = OFF", "PRAGMA query_only = ON"
CHECK_KEYS_AT_END = "PRAGMA defer_foreign_keys = ON"
BROKEN_KEYS = "PRAGMA foreign_key_check"
FIRST_FAULT, NO_FAULT = "PRAGMA integrity_check(1)", "ok"
VERSION = "PRAGMA data_version"
"""A number that changes with each change another connection makes."""
KEEP_NO_LOG, KEEP_LOG = "PRAGMA journal_mode = DELETE", "PRAGMA journal_mode = WAL"
EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"
LAST_IDS = "SELECT name, seq FROM sqlite_sequence"
"""The last id that each table has given, by the table's name."""
ROW_ID = "rowid"
"""The column by which rows without a key of their own are told apart."""
STATE = """
    SELECT (SELECT application_id FROM pragma_application_id),
           (SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version')
"""
"""The file's mark, and whether it has a revision."""
TABLE_NAMES = "SELECT name FROM sqlite_master WHERE type = 'table'"
TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
LAID_OUT = """
    SELECT quote(type) || ' ' || quote(name) || ' ' || quote(tbl_name) || ' ' || quote(sql) FROM sqlite_master
    WHERE NOT (type = 'table' AND (name = 'sqlite_sequence' OR name LIKE 'sqlite\\_stat%' ESCAPE '\\'))
    ORDER BY type, name
"""
"""All that is laid out, a row each, quoted so that none can be taken for two; SQLite's own counts are left out."""
LAYOUT = "SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL AND tbl_name = ?"
"""The statements that lay out a table."""


_MAKING = 64
"""MiB of a file that is being made."""
BUSY_TIMEOUT = 5.0
"""Seconds to wait for another program's lock."""


def connect(path: Path, options: str, *, timeout: float = BUSY_TIMEOUT) -> sqlite3.Connection:
    """A connection to the file at ``path`` by the URI's ``options``; it starts no transaction by itself.

    What the file itself lays out may call no function of ours, and damaged cells are noticed as they are read.
    """
    connection = sqlite3.connect(
        _uri(path, options), uri=True, timeout=timeout, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def _uri(path: Path, options: str) -> str:
    return f"file:{quote(str(path.resolve()))}?{options}"


def refuse_views(connection: Reader, tables: Collection[str]) -> None:
    """Let no view be asked that stands in the place of one of ``tables``: it may never come to an end."""
    views = {name for (name,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'view'")}
    refused = views.intersection(tables)
    if refused:
        connection.set_authorizer(
            lambda _action, _what, _of, _place, view: sqlite3.SQLITE_DENY if view in refused else sqlite3.SQLITE_OK
        )


def in_memory() -> sqlite3.Connection:
    """An empty database in memory; it starts no transaction by itself, and others can be attached by a URI."""
    return sqlite3.connect("file::memory:", uri=True, isolation_level=None, check_same_thread=False)


def attach(connection: sqlite3.Connection, path: Path, name: str) -> None:
    """Let ``connection`` read the file at ``path`` too, by ``name``: on a closed medium as it lies there."""
    statement = f"ATTACH ? AS {name}"
    try:
        connection.execute(statement, (_uri(path, "mode=ro"),))
    except sqlite3.OperationalError:
        connection.execute(statement, (_uri(path, "mode=ro&immutable=1"),))


def wait_for_disk(connection: sqlite3.Connection, *, durable: bool) -> None:
    """Say whether a commit on ``connection`` waits for the disk."""
    connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'OFF'}")


def make_in_one_go(connection: sqlite3.Connection) -> None:
    """Write the new file of ``connection`` as quickly as can be: it is thrown away where anything comes between."""
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    keep_at_hand(connection, _MAKING)


def keep_at_hand(connection: Reader, mebibytes: int) -> None:
    """Let ``connection`` keep so much of the file in memory."""
    connection.execute(f"PRAGMA cache_size = -{mebibytes << 10}")


def check_keys(connection: sqlite3.Connection, *, checked: bool) -> None:
    """Say whether what rows of ``connection`` refer to has to be there."""
    connection.execute(f"PRAGMA foreign_keys = {'ON' if checked else 'OFF'}")


def mark(connection: sqlite3.Connection, number: int) -> None:
    """Mark the file as one of the program that ``number`` stands for."""
    connection.execute(f"PRAGMA application_id = {number}")


def copy(source: Reader, target: sqlite3.Connection) -> None:
    """Copy all of ``source``, whole even while others write."""
    source.backup(target)


def file_of(connection: Reader) -> Path:
    """The file that ``connection`` is to."""
    _number, _name, file = tuple(connection.execute("PRAGMA database_list").fetchone())
    return Path(file)


def columns_of(connection: Reader, table: str) -> dict[str, str]:
    """The columns of ``table``, in their order, with the type that is declared for each."""
    return {row[1]: row[2] for row in connection.execute(f'PRAGMA table_info("{table}")')}


def defaults_of(connection: Reader, table: str) -> dict[str, str]:
    """What columns of ``table`` hold where nothing is said, as SQL, as far as they have such."""
    return {row[1]: row[4] for row in connection.execute(f'PRAGMA table_info("{table}")') if row[4] is not None}


def has_table(connection: Reader, name: str) -> bool:
    """Whether the ledger that ``connection`` has open has a table of this ``name``."""
    query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return connection.execute(query, (name,)).fetchone() is not None


def lend(connection: Reader, name: str, function: Callable[..., str | float | None], *, parameters: int) -> None:
    """Let SQL on ``connection`` call ``function``, which gives the same for the same, by ``name``.

    Once: with a statement under way SQLite takes no function anew, else it prepares every statement anew.
    """
    known = "SELECT 1 FROM pragma_function_list WHERE name = ?"
    if not connection.execute(known, (name,)).fetchall():
        connection.create_function(name, parameters, function, deterministic=True)


def lend_folding(connection: Reader) -> None:
    """Make ``folded`` known to ``connection``."""
    as_it_is = re.compile("[0-9a-z一-龥 、。《》,.;:%()+/-]*").fullmatch

    def folded(text: str | None) -> str | None:
        # most texts are of such characters, and a look at them is far quicker than folding
        return text if text is None or as_it_is(text) else fold(text)

    lend(connection, "folded", folded, parameters=1)


def folded(column: str) -> str:
    """``column`` as ``domain.words.folding.fold`` has it; needs ``lend_folding``."""
    return f"folded({column})"


def contains(column: str, parameter: str) -> str:
    """Whether ``column`` holds the text of ``parameter``, which is folded; it is compared folded."""
    return f"instr({folded(column)}, {parameter}) > 0"


def joined(column: str) -> str:
    """The names of ``column`` in all rows, with ``SEPARATOR`` between them."""
    return f"group_concat({column}, char({ord(SEPARATOR)}))"


def elements(column: str) -> str:
    """A JSON list as a table with the column ``value``."""
    return f"json_each({column})"


def element(column: str, name: str | int) -> str:
    """What stands in the JSON object or list ``column`` by ``name``."""
    path = f"[{name}]" if isinstance(name, int) else f".{name}"
    return f"json_extract({column}, '${path}')"


def as_written(column: str, name: str) -> str:
    """What stands in the JSON object ``column`` by ``name``, letter by letter, within a JSON list of it."""
    return f"json_extract({column}, '$.{name}', '$.{name}')"


def has_element(column: str, name: str) -> str:
    """Whether anything stands in the JSON object ``column`` by ``name``, be it null."""
    return f"json_type({column}, '$.{name}') NOT NULL"


def gathered(columns: str) -> str:
    """All rows as one JSON list, each a list of its ``columns``."""
    return all_of_them(row(columns))


def row(columns: str) -> str:
    """A row as a JSON list of its ``columns``."""
    return f"json_array({columns})"


def list_of(columns: Iterable[str]) -> str:
    """A row as a JSON list of its ``columns``, as Python's encoder writes it; ``NULL`` where it holds a blob."""
    names = _names(columns)
    return f"CASE WHEN NOT {_has_blob(names)} THEN json_array({', '.join(names)}) END"


def object_of(columns: Mapping[str, str]) -> str:
    """A row as a JSON object of its ``columns`` (name, declared type), as Python's encoder writes it with sorted keys.

    It is ``NULL`` where the two may differ, or two rows have one text: a blob, a fraction, a number of many digits.
    """
    fractions = _names(name for name, kind in columns.items() if kind == "FLOAT")
    is_odd = "".join(f" OR abs({name}) > 1e15 OR {name} <> CAST({name} AS INTEGER)" for name in fractions)
    fields = ", ".join(f"'{name}', \"{name}\"" for name in sorted(columns))
    return f"CASE WHEN {_has_blob(_names(columns))}{is_odd} THEN NULL ELSE json_object({fields}) END"


def _names(columns: Iterable[str]) -> list[str]:
    return [f'"{name}"' for name in columns]


def _has_blob(columns: Iterable[str]) -> str:
    return f"'blob' IN ({', '.join(map('typeof({})'.format, columns))})"


def is_plain_object(text: str) -> str:
    """Whether a short ``text`` is a JSON object that Python's decoder reads too; what is not may be one still."""
    return f"(length({text}) < 1000 AND {text} LIKE '{{%' AND json_valid({text}))"


def all_of_them(json: str) -> str:
    """The ``json`` of all rows as one JSON list."""
    return f"json_group_array({json})"


def from_json(text: str) -> str:
    """The JSON ``text`` as such, where it stands in a JSON list."""
    return f"json({text})"


def as_json(text: str) -> str:
    """A ``text`` as JSON."""
    return f"json_quote({text})"


def among(parameter: str) -> str:
    """The condition to be one of ``parameter``, which is ``listed``."""
    return f"IN (SELECT value FROM {elements(parameter)})"


def listed(ids: Iterable[int | str]) -> str:
    """``ids``, or what is JSON already, as the value of a parameter."""
    return f"[{','.join(map(str, ids))}]"


def quoted(words: Iterable[str]) -> str:
    """``words`` of this program's own as a list of SQL, in a fixed order."""
    return ", ".join(f"'{word}'" for word in sorted(words))


def day_number(day: str) -> str:
    """A date as a number of days."""
    return f"julianday({day})"


def in_order(day: str, place: str) -> str:
    """A text whose order is that of ``day`` and, on one day, of the number ``place``."""
    return f"({day} || printf('%016d', {place}))"


_DAY_BEFORE_THE_FIRST = 1721424.5


def number_of(day: date) -> float:
    """The number that ``day_number`` gives for ``day``."""
    return day.toordinal() + _DAY_BEFORE_THE_FIRST


def day_of_number(number: float) -> date:
    """The day that ``day_number`` gives ``number`` for."""
    return date.fromordinal(int(number - _DAY_BEFORE_THE_FIRST))


def days_between(earlier: str, later: str) -> str:
    """Whole days from one date to another."""
    return f"CAST({day_number(later)} - {day_number(earlier)} AS INTEGER)"


@contextmanager
def statement_told(fault: Callable[[str], Exception]) -> Iterator[None]:
    """Within it, a statement that SQLite does not take as it is raises ``fault``; a ledger's own damage does not."""
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) not in _OF_STATEMENTS:
            raise
        raise fault(str(error)) from error


_OF_STATEMENTS = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_RANGE})

SEARCH_DDL = (
    "CREATE VIRTUAL TABLE task_text USING fts5(key, ref, title, text, tokenize = 'unicode61', columnsize = 0)",
)
"""What lays the search index of each task's key, ref, title and text; it is derived, and its rowid is the task's id.

FTS5's own tokenizers see a run of Chinese as one word, and trigrams miss words of two characters. So each Chinese
character is a word here (a blank on either side), and what is asked for is a phrase: 人才 finds it within 引进人才.
"""

_CHINESE = "[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
_DELETE = f"DELETE FROM task_text WHERE rowid {among(':task_ids')}"
_SELECT = f'SELECT id, "key", ref, title, "text" FROM task WHERE id {among(":task_ids")}'
_INSERT = "INSERT INTO task_text (rowid, key, ref, title, text) VALUES (?, ?, ?, ?, ?)"


def search(parameter: str) -> str:
    """The ids of tasks whose words match ``parameter``, as made by ``any_phrase``."""
    return f"SELECT rowid FROM task_text WHERE task_text MATCH {parameter}"


def any_phrase(phrases: Sequence[str]) -> str:
    """The value for ``search`` that asks for any of ``phrases``."""
    return " OR ".join(map(phrase, phrases))


def phrase(text: str) -> str:
    """``text`` as a value for ``search``: its words in this order, the last one open at its end if in Latin letters."""
    words = spaced(text).replace('"', " ").split()
    last = words[-1] if words else ""
    whole = '"' + " ".join(words) + '"'
    return f"{whole} *" if last.isascii() and last.isalpha() else whole


def spaced(text: str) -> str:
    """``text`` in one form of letters, each Chinese character a word by itself."""
    return re.sub(_CHINESE, lambda run: f" {' '.join(run[0])} ", unicodedata.normalize("NFKC", text))


def refresh_search(connection: sqlite3.Connection, task_ids: Iterable[int]) -> None:
    """Make the index's rows of ``task_ids`` anew; those of tasks that are gone go too."""
    tasks = {"task_ids": listed(task_ids)}
    connection.execute(_DELETE, tasks)
    rows = connection.execute(_SELECT, tasks)
    connection.executemany(_INSERT, ((row[0], *(spaced(part or "") for part in row[1:])) for row in rows))
