"""``log verify`` names whatever is wrong with a ledger, and nothing in the file can make it fail."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

import pytest
from tests.cli.conftest import tamper

from dutytrack.store.file.schema import TRIGGERS
from dutytrack.store.journal.rows import row_hash

FORGING = (
    "CREATE TRIGGER forge AFTER INSERT ON task BEGIN "
    "INSERT INTO \"action\" (task_id, kind, \"on\") VALUES (1, 'closed', '2026-01-01'); END"
)


def rehash(path, change):
    """Compute the whole chain anew over rows that ``change`` has had its way with: nobody kept an earlier head."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        rows = [list(row) for row in connection.execute("SELECT * FROM journal ORDER BY seq")]
    change(rows)
    previous = "0" * 64
    for row in rows:
        row[-2] = previous
        previous = row[-1] = row_hash(tuple(row[:-1]))
    marks = ", ".join("?" * len(rows[0]))
    tamper(path, "DELETE FROM journal")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(f"INSERT INTO journal VALUES ({marks})", rows)


def test_a_ledger_as_it_should_be(run, ledger):
    code, out, err = run("log", "verify")

    assert (code, err) == (0, "")
    assert "agree" in out


def test_planted_trigger_stops_reading_and_writing_and_is_named(process, ledger):
    tamper(ledger, FORGING)

    for command in (
        ["status"],
        ["list", "lead:科技局"],
        ["receive", "BH25-1", "--on", "2026-07-01"],
        ["setting", "list"],
    ):
        code, out, err = process(*command)
        assert (code, out, err.count("\n")) == (3, "", 1)
        assert "trigger forge" in err
        assert "dutytrack log verify" in err
    code, out, err = process("log", "verify")
    assert (code, err) == (1, "")
    assert "trigger forge" in out
    assert "多出触发器 forge" in process("--lang", "zh", "log", "verify").out


def test_foreign_table_is_told_once_a_run_and_not_written_beside(process, ledger):
    tamper(ledger, "CREATE TABLE notes (text)")

    for command in (["status"], ["list", "--format", "json"], ["show", "BH25-1"]):
        code, out, err = process(*command)
        assert (code, err.count("\n")) == (0, 1)
        assert out
        assert "warning" in err
        assert "table notes" in err
    code, _, err = process("receive", "BH25-1", "--on", "2026-07-01")
    assert (code, err.count("notes")) == (3, err.count("\n"))
    assert process("log", "verify").code == 1


UNREADABLE = {
    "bytes for a text": "UPDATE task SET title = x'ff00fe' WHERE id = 1",
    "a text that is no UTF-8": "UPDATE task SET title = CAST(x'e4b8ff41' AS TEXT) WHERE id = 1",
    "bytes for an image": "UPDATE journal SET after = x'00' WHERE entity = 'task'",
    "an image that is no JSON": "UPDATE journal SET after = '{rubbish' WHERE entity = 'task'",
    "an image that is a list": "UPDATE journal SET after = '[1]' WHERE entity = 'task'",
    "an image without end": "UPDATE journal SET after = printf('%.*c', 100000, '[') WHERE entity = 'task'",
    "a journal that is no UTF-8": "UPDATE journal SET actor = CAST(x'ff' AS TEXT) WHERE seq = 2",
    "bytes for a time": "UPDATE journal SET at = x'01' WHERE seq = 2",
    "a table of nobody's": "UPDATE journal SET entity = 'nowhere' WHERE seq = 2",
    "a key that is no number": "UPDATE sqlite_sequence SET seq = 'many' WHERE name = 'task'",
    "a sequence of nobody's": "INSERT INTO sqlite_sequence VALUES (x'00', x'00')",
    "a date that is none": "UPDATE deadline SET date = 'soon'",
    "a list that is no JSON": "UPDATE task SET section = 'rubbish'",
    "a search index without its text": "DELETE FROM task_text_content",
    "a search index without its words": "DELETE FROM task_text_data WHERE id > 10",
    "a search index that ranks by itself": "INSERT INTO task_text_config VALUES ('rank', 'bm25(10.0)')",
    "settings that are bytes": "INSERT INTO setting VALUES (x'ff', x'ff')",
    "a search of another size": "UPDATE task_text_data SET block = x'06B815681608768A' WHERE id = 1",
    "a search whose size is no number": "UPDATE task_text_data SET block = x'ffffffffffffff' WHERE id = 1",
    "a second place that is no path": "INSERT INTO setting VALUES ('heads', '/a' || char(0) || 'b')",
    "a second place that is bytes": "INSERT INTO setting VALUES ('heads', x'ff00')",
    "a second place that is too long": "INSERT INTO setting VALUES ('heads', printf('/%.*c', 5000, 'a'))",
    "a search of another format": "UPDATE task_text_config SET v = 9",
    "a search with a page of many zeros": "UPDATE task_text_data SET block = block || x'ff' WHERE id = 1",
    "a layout of other digits": "UPDATE alembic_version SET version_num = '²'",
    "a layout of many digits": "UPDATE alembic_version SET version_num = printf('%.*c', 5000, '1')",
    "an id of many digits": "UPDATE journal SET entity_id = printf('%.*c', 5000, '1') WHERE entity = 'task'",
    "an id given twice": "INSERT INTO sqlite_sequence SELECT * FROM sqlite_sequence WHERE name = 'task'",
    "a backup put back after all time": "UPDATE journal SET entity = 'restored', after = '{\"heads\":[]}', "
    "at = '9999-12-31T23:59:59+00:00' WHERE seq = 2",
    "a row that refers to nothing": "UPDATE assignment SET unit_id = 999 WHERE id = 1",
}


@pytest.mark.parametrize("statement", UNREADABLE.values(), ids=UNREADABLE)
def test_nothing_in_the_file_makes_it_fail(run, ledger, statement):
    tamper(ledger, "PRAGMA writable_schema = OFF", statement)

    code, out, err = run("log", "verify")

    assert (code, err) == (1, "")
    assert out.strip()
    assert "{" not in out.replace("{rubbish", "")


@pytest.mark.parametrize("statement", [UNREADABLE["a text that is no UTF-8"], UNREADABLE["bytes for a text"]])
def test_other_commands_say_that_the_file_is_damaged_or_go_on(run, ledger, statement):
    tamper(ledger, statement)

    assert run("list").code in {0, 3}


def test_image_that_is_no_row_is_named_though_the_chain_was_made_anew(run, ledger):
    def rubbish(rows):
        rows[1][8] = "rubbish"

    rehash(ledger, rubbish)

    code, out, _ = run("log", "verify")
    assert code == 1
    assert "journal row 2: what it says of" in out


@pytest.mark.parametrize("image", ["{}", '{"zz":1}', '{"id":1}'])
def test_image_that_says_nothing_of_its_row_does_not_agree_with_any(run, ledger, image):
    def emptied(rows):
        last = {row[6]: row for row in rows if row[5] == "task"}
        last["1"][8] = image

    rehash(ledger, emptied)

    code, out, _ = run("log", "verify")
    assert (code, "task 1: altered behind the journal's back" in out) == (1, True)


@pytest.mark.parametrize("table", ["journal", "setting", "confidence", "task", "task_fact"])
def test_a_view_that_never_ends_in_the_place_of_a_table_is_named(run, ledger, table):
    columns = ", ".join(
        f'n AS "{name}"' for name in ("id", "seq", "key", "value", "task_id", "after", "entity", "hash")
    )
    endless = f"WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x) SELECT {columns} FROM x WHERE n < 0"
    with closing(sqlite3.connect(ledger)) as connection:
        for name in TRIGGERS:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(f"ALTER TABLE {table} RENAME TO aside")
        connection.execute(f"CREATE VIEW {table} AS {endless}")

    code, out, err = run("log", "verify")

    assert (code, err) == (1, "")
    assert f"view {table} added" in out
    assert run("status").code == 3


@pytest.mark.parametrize("what", ["head", "seal", "signers"])
def test_a_pipe_in_the_place_of_a_paper_is_not_waited_for(run, ledger, tmp_path, what):
    pipe = tmp_path / "pipe"
    if what == "seal":
        folder = ledger.with_name(ledger.name + ".seals")
        folder.mkdir()
        pipe = folder / "1-x.txt"
    os.mkfifo(pipe)

    code, out, err = run("log", "verify", *([] if what == "seal" else [f"--{what}", str(pipe)]))

    assert (code, (out + err).count("\n")) == (1 if what == "seal" else 2, 1)


def test_time_that_runs_back_is_named(run, ledger):
    def late(rows):
        rows[0][1] = "2031-01-01T00:00:00.000000+00:00"

    rehash(ledger, late)

    code, out, _ = run("log", "verify")
    assert code == 1
    assert "journal row 2: time runs back, from 2031-01-01" in out


def test_undo_of_no_command_and_command_in_pieces_are_named(run, ledger):
    run("set", "BH25-1", "--title", "别的")

    def mix(rows):
        rows[-1][3], rows[-1][10] = rows[0][3], "nobody's"
        rows.append([rows[-1][0] + 1, *rows[-1][1:]])
        rows[1][3] = "between"

    rehash(ledger, mix)

    out = run("log", "verify").out
    assert "takes back a command that is not before it (nobody's)" in out
    assert "goes on with a command after another one" in out


def test_long_names_of_strangers_are_cut_wherever_they_are_told(process, ledger):
    tamper(ledger, f'CREATE TABLE "{"长 名" * 70_000}" (a)', f"INSERT INTO setting VALUES ('{'长' * 200_000}', 'x')")

    told, refused, found = process("status"), process("add", "任务"), process("log", "verify")

    assert (told.code, refused.code, found.code) == (0, 3, 1)
    lines = [*told.err.splitlines(), *refused.err.splitlines(), *found.out.splitlines()]
    assert max(map(len, lines)) < 600


@pytest.mark.parametrize("seq", [2**63, 10**40])
def test_rows_that_no_journal_can_have_are_not_there(run, ledger, seq):
    said = run("log", "clock", seq, "--was", "2026-01-01")

    assert (said.code, said.err.startswith(f"dutytrack: error: the journal has no row {seq};")) == (2, True)


@pytest.mark.parametrize("last", [2**63 - 1, 2**63 - 2])
def test_numbers_that_were_set_to_the_last_there_is_are_no_full_disk(run, ledger, last):
    tamper(ledger, f"UPDATE sqlite_sequence SET seq = {last} WHERE name = 'task'")

    refused = [one for one in (run("add", f"任务{number}") for number in range(2)) if one.code]

    assert {(one.code, one.out) for one in refused} == {(3, "")}
    assert "the ledger's numbering of task is at its end, so nothing was written" in refused[-1].err
    assert "台账“任务”的编号已到尽头" in run("--lang", "zh", "add", "任务").err
    if last == 2**63 - 1:
        assert f"task: the last id given is {last}" in run("log", "verify").out


def test_row_that_came_and_went_behind_the_journals_back_is_named(run, ledger):
    tamper(
        ledger,
        "INSERT INTO leader (jurisdiction, name, post) VALUES ('滨海市', '甲', '市长')",
        "DELETE FROM leader",
    )

    code, out, _ = run("log", "verify")
    assert code == 1
    assert "leader: the last id given is 1, the journal knows 0" in out


@pytest.mark.parametrize(
    ("key", "value"), [("language", "tlh"), ("format", "x"), ("today", "soon"), ("time_zone", "Mars")]
)
def test_rubbish_setting_is_said_and_the_default_read_by(process, ledger, monkeypatch, key, value):
    tamper(ledger, f"INSERT INTO setting VALUES ('{key}', '{value}')")
    monkeypatch.setenv("DUTYTRACK_CONFIG", "")

    for command in (["status"], ["list"]):
        code, out, err = process(*command, env={"DUTYTRACK_TODAY": ""})
        assert (code, err.count("\n")) == (0, 1), err
        assert out
        assert f"setting {key} can't be {value}" in err
        assert f"dutytrack setting set {key}" in err
    code, out, _ = process("log", "verify")
    assert code == 1
    assert f"setting {key}: can't be {value}" in out


@pytest.mark.parametrize(("key", "value"), [("today", "soon"), ("time_zone", "Mars")])
def test_nothing_is_written_on_a_day_that_nobody_knows(process, ledger, key, value):
    tamper(ledger, f"INSERT INTO setting VALUES ('{key}', '{value}')")
    env = {"DUTYTRACK_TODAY": ""}

    code, _, err = process("receive", "BH25-1", "--on", "2026-07-01", env=env)
    assert code == 3
    assert f"dutytrack setting set {key}" in err
    code, _, err = process("setting", "set", key, "2026-07-15" if key == "today" else "Asia/Shanghai", env=env)
    assert code == 0, err


@pytest.mark.parametrize(
    ("key", "command"),
    [
        ("rule_pack", ["status"]),
        ("members_share", ["close", "BH25-3", "--on", "2026-07-01"]),
        ("ladder", ["orders"]),
        ("appraisal", ["appraise"]),
        ("reminder_period", ["remind", "--yes"]),
        ("order_mark", ["order", "BH25-1"]),
        ("receive_days", ["close", "BH25-1"]),
    ],
)
def test_rubbish_setting_that_matters_is_named_with_the_way_out(run, ledger, key, command):
    tamper(ledger, f"INSERT INTO setting VALUES ('{key}', ?)", values=(b"\xff\x00 = rubbish",))

    code, _, err = run(*command)

    assert code in {0, 1, 2, 3}
    assert code != 3 or f"dutytrack setting set {key}" in err
    assert run("log", "verify").code == 1


def test_evidence_is_read_again_where_all_is_asked_for(run, ledger, tmp_path):
    for name in ("kept.txt", "gone.txt", "other.txt"):
        (tmp_path / name).write_text(name)
        assert run("evidence", "add", "BH25-1", tmp_path / name, *(["--link"] if name != "kept.txt" else [])).code == 0
    assert run("log", "verify", "--all").code == 0
    (tmp_path / "gone.txt").unlink()
    (tmp_path / "other.txt").write_text("other-txt")

    assert run("log", "verify").code == 0
    code, out, _ = run("log", "verify", "--all")

    assert code == 1
    assert out.splitlines() == [
        f"evidence 2: {tmp_path / 'gone.txt'} is not there",
        f"evidence 3: {tmp_path / 'other.txt'} is not what was handed in",
    ]


def test_how_far_it_is_shows_on_a_terminal_alone(terminal, process, ledger):
    shown = terminal("log", "verify").out

    assert "looking through the journal" in shown
    assert shown.rstrip().endswith(process("log", "verify").out.rstrip()[-20:])
    assert process("log", "verify").err == ""


def test_a_second_place_that_never_ends_is_not_read(run, ledger):
    tamper(ledger, "INSERT INTO setting VALUES ('heads', '/dev/zero')")

    code, out, _err = run("log", "verify")

    assert (code, "setting heads" in out) == (1, True)


@pytest.mark.parametrize("statement", ["UPDATE task_text_config SET v = 9", "DELETE FROM task_text_config"])
def test_a_search_that_can_not_be_used_is_damage(run, ledger, statement):
    tamper(ledger, statement)

    for command in (["list", "人才"], ["receive", "BH25-1", "--on", "2026-07-01"]):
        code, out, err = run(*command)
        assert (code, out, err.count("\n")) == (3, "", 1), command


def test_a_ledger_of_two_names_is_read_and_not_written(run, ledger, tmp_path):
    (tmp_path / "other.db").hardlink_to(ledger)

    assert run("list").code == 0
    code, _out, err = run("receive", "BH25-1", "--on", "2026-07-01")
    assert (code, "hard links" in err) == (3, True)
    (tmp_path / "other.db").unlink()
    assert run("receive", "BH25-1", "--on", "2026-07-01").code == 0


def test_a_name_that_a_killed_run_has_left_keeps_nobody_from_writing(run, ledger):
    left = ledger.parent / ".dutytrack-0123456789abcdef"
    left.mkdir()
    (left / "ledger.db").hardlink_to(ledger)

    assert run("receive", "BH25-1", "--on", "2026-07-01").code == 0
    assert not left.exists()


def test_a_layout_that_no_program_has_is_named_and_the_rest_is_looked_through(run, ledger):
    tamper(ledger, "UPDATE alembic_version SET version_num = version_num || 'x'", "UPDATE task SET title = 'forged'")

    code, out, _err = run("log", "verify")

    assert code == 1
    assert "is none that this program knows" in out
    assert "task 1: altered behind the journal's back" in out
    assert run("status").code == 3


@pytest.mark.parametrize("value", ["'no day'", "x'ff00fe'"])
def test_a_day_that_is_none_is_damage_and_no_fault_of_the_program(run, ledger, value):
    tamper(ledger, f"UPDATE task_fact SET due = {value}, last_due = {value}")

    for command in (["list", "--all"], ["show", "BH25-1"], ["status"]):
        assert run(*command).code in {0, 3}
    assert run("log", "verify").code == 1
