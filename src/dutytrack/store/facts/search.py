"""Search in the words of tasks: an FTS5 table of each task's key, ref, title and text, derived like ``task_fact``.

FTS5's own tokenizers see a run of Chinese as one word, and trigrams miss words of two characters. So each Chinese
character is a word here (a blank on either side), and what is asked for is a phrase: 人才 finds it within 引进人才.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable

SEARCH_DDL = (
    "CREATE VIRTUAL TABLE task_text USING fts5(key, ref, title, text, tokenize = 'unicode61', columnsize = 0)",
)
"""What a migration executes to lay the index; its rowid is the task's id."""

_CHINESE = re.compile("[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_DELETE = "DELETE FROM task_text WHERE rowid IN (SELECT value FROM json_each(:task_ids))"
_SELECT = 'SELECT id, "key", ref, title, "text" FROM task WHERE id IN (SELECT value FROM json_each(:task_ids))'
_INSERT = "INSERT INTO task_text (rowid, key, ref, title, text) VALUES (?, ?, ?, ?, ?)"


def spaced(text: str) -> str:
    """``text`` in one form of letters, each Chinese character a word by itself."""
    return _CHINESE.sub(lambda run: f" {' '.join(run[0])} ", unicodedata.normalize("NFKC", text))


def phrase(text: str) -> str:
    """``text`` as an FTS5 expression: its words in this order, the last one open at its end if in Latin letters."""
    words = spaced(text).replace('"', " ").split()
    last = words[-1] if words else ""
    quoted = '"' + " ".join(words) + '"'
    return f"{quoted} *" if last.isascii() and last.isalpha() else quoted


def refresh_search(connection: sqlite3.Connection, task_ids: Iterable[int]) -> None:
    """Make the index's rows of ``task_ids`` anew; those of tasks that are gone go too."""
    listed = {"task_ids": "[" + ",".join(str(task_id) for task_id in task_ids) + "]"}
    connection.execute(_DELETE, listed)
    rows = connection.execute(_SELECT, listed)
    connection.executemany(_INSERT, ((row[0], *(spaced(part or "") for part in row[1:])) for row in rows))
