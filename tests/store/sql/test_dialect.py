import sqlite3

import pytest

from dutytrack.store.sql.dialect import SEARCH_DDL, phrase, refresh_search

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
