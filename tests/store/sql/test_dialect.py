import sqlite3

import pytest

from dutytrack.store.journal.rows import image, row_hash, text_hash
from dutytrack.store.sql.dialect import SEARCH_DDL, columns_of, list_of, object_of, phrase, refresh_search

TASKS = [
    (1, "BH25-1", "二.(一).1", "引进高层次人才", "完善人才公寓,推进成果转化"),
    (2, "BH25-12", None, "Smart City 建设", "ＡＩ应用;PM2.5 下降"),
]


@pytest.fixture
def index():
    connection = sqlite3.connect(":memory:")
    for statement in SEARCH_DDL:
        connection.execute(statement)
    connection.execute("CREATE TABLE task (id INTEGER PRIMARY KEY, key, ref, title, text)")
    connection.executemany("INSERT INTO task VALUES (?, ?, ?, ?, ?)", TASKS)
    refresh_search(connection, [1, 2])
    yield connection
    connection.close()


def found(index, text):
    sql = "SELECT rowid FROM task_text WHERE task_text MATCH ? ORDER BY rowid"
    return [row[0] for row in index.execute(sql, (phrase(text),))]


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        ("人才", [1]),
        ("人", [1]),
        ("才人", []),
        ("高层次人才", [1]),
        ("smart", [2]),
        ("SMA", [2]),
        ("smart city", [2]),
        ("AI", [2]),
        ("ai应用", [2]),
        ("PM2.5", [2]),
        ("BH25-1", [1]),
        ("二.(一).1", [1]),
        ('a"b', []),
        ("NOT", []),
        ("人才 OR 建设", []),
    ],
)
def test_words_are_found_as_phrases(index, text, tasks):
    assert found(index, text) == tasks


def test_what_is_changed_or_gone_is_found_no_more(index):
    index.execute("UPDATE task SET title = '招商引资', text = '' WHERE id = 1")
    index.execute("DELETE FROM task WHERE id = 2")
    refresh_search(index, [1, 2])
    assert (found(index, "人才"), found(index, "招商"), found(index, "smart")) == ([], [1], [])


TEXTS = (None, "", "1", "a\0b", "\x1f\x7f\t\n\r\b\f", '"\\/', "\u2028\ufeff", "人才\U00020bb7", "é\u0301", "x" * 5000)
NUMBERS = (0, -1, 2**63 - 1, 1.0, 40.0, -2.0)
NOT_MADE = (33.3, 0.1 + 0.2, -0.5, 1e16, -1e300, 1e-7, float("inf"), b"", b"{}")
"""What SQLite would write otherwise, or like another value."""


@pytest.fixture
def values():
    connection = sqlite3.connect(":memory:")
    connection.execute('CREATE TABLE t (z INTEGER, "on" FLOAT, a)')
    yield connection
    connection.close()


@pytest.mark.parametrize("value", [*TEXTS, *NUMBERS], ids=ascii)
def test_row_as_a_json_object_is_what_the_journal_writes(values, value):
    values.execute("INSERT INTO t VALUES (1, ?, ?)", (value if isinstance(value, float) else None, value))

    (made,) = values.execute(f"SELECT {object_of(columns_of(values, 't'))} FROM t").fetchone()

    z, on, a = values.execute("SELECT * FROM t").fetchone()
    assert made == image({"z": z, "on": on, "a": a})


@pytest.mark.parametrize("value", NOT_MADE, ids=ascii)
def test_row_that_sqlite_would_write_otherwise_is_left_to_us(values, value):
    values.execute("INSERT INTO t VALUES (1, ?, NULL)", (value,))

    assert values.execute(f"SELECT {object_of(columns_of(values, 't'))} FROM t").fetchone() == (None,)


@pytest.mark.parametrize("value", [*TEXTS, *NUMBERS], ids=ascii)
def test_row_as_a_json_list_is_what_is_hashed(values, value):
    values.execute("INSERT INTO t VALUES (1, NULL, ?)", (value,))

    (made,) = values.execute(f"SELECT {list_of(['z', 'on', 'a'])} FROM t").fetchone()

    assert text_hash(made) == row_hash(values.execute("SELECT * FROM t").fetchone())
    values.execute("UPDATE t SET a = x'00'")
    assert values.execute(f"SELECT {list_of(['z', 'on', 'a'])} FROM t").fetchone() == (None,)
