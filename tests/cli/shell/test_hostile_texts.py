"""Nothing that a ledger holds, a document says or a person types does anything on a terminal but stand there."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

import dutytrack
from dutytrack.cli.app import COMMANDS
from dutytrack.signs import check_signs, escaped, harmful_sign, shown

HOSTILE = "\x1b]52;c;cm0=\x07\x1b[2J\x9b31m\u202egnp\u2066\u200f\u061c\x00\x7f\x08"
RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
FREE = {
    "actor", "by", "decision", "ground", "how", "issuer", "jurisdiction", "label", "leader", "leads", "mark", "name",
    "next_step", "note", "phone", "post", "problem", "progress", "raw", "reason", "source", "text", "title", "unit",
    "units_raw", "why", "ref", "doc_no", "media_type", "path",
}  # fmt: skip
"""Columns that hold what people and documents say."""
CALLS = [
    "list", "list -f json", "list -f csv", "list -f md", "status", "overdue", "today", "diff --since 2026-01-01",
    "appraise", "appraise --detail", "plan list", "plan show LL24", "units", "units show 市科技局", "units members",
    "units register", "rules", "lint", "lint -f json", "remind --dry-run", "order --help", "orders", "progress list",
    "evidence list", "evidence check", "log show", "log show -f json", "log verify", "setting list", "seed list",
    "confidence", "leader", "contact", "instruction", "cadence",
    "extend list", "exempt", "undo", "units list -f json", "version",
    "show {key}", "show {key} -f json", "why {key}", "show {key} --source", "log show {key}", "close {key}",
    "progress add {key} --progress 5", "order {key}", "remind --yes", "suspend {key} --note x", "drop {key} --note x",
    "plan conclude LL24 --yes", "receive {key}", "submit {key}", "verify {key}", "units merge 市科技局 市财政局 --yes",
    "units rename 市科技局 市科学局", "set {key} --title t --reason r", "done {key}", "reopen {key} --note x", "help",
    "extend {key} 2027-01-01", "evidence add {key} plan.txt", "import plan.txt --yes", "import plan.txt --dry-run",
    "progress sheet -o s.xlsx", "progress sheet -o s.csv", "lint plan.txt", "list -o l.md", "list -o l.csv",
]  # fmt: skip


@pytest.fixture(scope="module")
def planted(tmp_path_factory, demo_ledger):
    """A demonstration in which every free text holds a hostile one."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copy(demo_ledger, folder)
    with sqlite3.connect(folder / "ledger.db") as ledger:
        tables = [name for (name,) in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if table.startswith(("task_text", "sqlite", "alembic")):
                continue
            for _number, column, kind, *_rest in ledger.execute(f'PRAGMA table_info("{table}")').fetchall():
                if column in FREE and kind.startswith(("VARCHAR", "TEXT")):
                    plant(ledger, table, column)
    (folder / "plan.txt").write_text(
        "滨海市方案\n\n一、任务\n(一)建设平台"
        + HOSTILE.replace("\x00", "")
        + "。到2025年底前,新建3家。\n牵头单位:市科技局\n",
        encoding="utf-8",
    )
    return folder


def plant(ledger, table, column):
    changed = f'UPDATE OR IGNORE "{table}" SET "{column}" = "{column}" || ? WHERE "{column}" IS NOT NULL'
    try:
        ledger.execute(changed, (HOSTILE,))
    except sqlite3.DatabaseError:  # a column that takes only its own words, or is never rewritten
        return


@pytest.fixture
def folder(planted, tmp_path):
    for file in planted.iterdir():
        if file.is_file():
            shutil.copy(file, tmp_path)
    return tmp_path


@pytest.fixture
def call(folder, run, monkeypatch):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DUTYTRACK_LEDGER", str(folder / "ledger.db"))

    def called(text):
        key = json.loads(run("list", "is:open", "-f", "json").out)[0]["key"]
        return run(*(word.format(key=key) for word in text.split()))

    return called


@pytest.mark.parametrize("text", CALLS)
def test_no_command_prints_what_a_terminal_obeys(call, folder, text):
    outcome = call(text)

    assert not RAW.search(outcome.out + outcome.err), repr(outcome.out + outcome.err)
    assert outcome.code != 70, outcome.err
    assert "Traceback" not in outcome.err
    for name in ("l.md", "l.csv", "s.csv"):
        if (folder / name).exists():
            assert not RAW.search((folder / name).read_text(encoding="utf-8-sig"))


@pytest.mark.parametrize("text", ["list", "overdue", "status", "show {key}", "why {key}", "plan show LL24", "log show"])
def test_on_a_terminal_colours_are_all_that_it_obeys(folder, terminal, monkeypatch, text):
    monkeypatch.setenv("DUTYTRACK_LEDGER", str(folder / "ledger.db"))
    out = terminal(*text.format(key="LL24-5").split()).out

    assert not RAW.search(COLOUR.sub("", out)), repr(out)


def test_json_holds_all_of_a_text_with_its_unseen_signs_as_codes(call):
    out = call("list -f json").out

    assert "\\u202e" in out
    assert any(HOSTILE in row["title"] for row in json.loads(out))


@pytest.mark.parametrize(
    ("words", "field", "sign"),
    [
        (["add", "造林\u202egnp", "--lead", "市科技局"], "TITLE", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        (["close", "BH25-1", "--note", "a\x1b]52;c;x\x07"], "--note", "U+001B"),
        (["set", "BH25-1", "--title", "a\x9b31m", "--reason", "r"], "--title", "U+009B"),
        (["set", "BH25-1", "--title", "b", "--reason", "r\u2066"], "--reason", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        (["units", "rename", "市科技局", "市科技\u200f局"], "NAME", "U+200F RIGHT-TO-LEFT MARK"),
        (["--actor", "a\x07", "close", "BH25-1"], "--actor", "U+0007"),
        (["list", "a\x1b"], "query", "U+001B"),
    ],
)
def test_a_harmful_sign_is_refused_where_it_is_typed_and_named(run, ledger, words, field, sign):
    code, out, err = run(*words)

    assert code == 2, out
    assert field in err
    assert sign in err
    assert err.count("\n") == 1
    assert not RAW.search(err)


def test_line_breaks_and_tabs_of_a_note_are_taken(run, ledger):
    assert run("close", "BH25-1", "--note", "一\n二\t三").code == 0


def test_only_one_module_speaks_to_the_terminal():
    others = re.compile(r"(?<![\w.])print\(|typer\.echo|std(?:out|err)\.write|secho")
    root = Path(dutytrack.__file__).parent
    found = [path for path in (root / "cli").rglob("*.py") if others.search(path.read_text(encoding="utf-8"))]

    assert found == [root / "cli/shell/terminal.py"]


def test_every_command_is_called_here_or_writes_what_the_others_do():
    called = {text.split()[0] for text in CALLS}

    assert set(COMMANDS) - called <= {"add", "demo", "summon", "measure", "indicator", "duty", "return", "resume"}


def test_what_is_shown_keeps_line_breaks_and_with_colours_the_programs():
    assert shown("a\n\tb\u3000c") == "a\n\tb\u3000c"
    assert shown("\x1b[31ma\x1b[0m\x1b]0;x\x07", colours=True) == "\x1b[31ma\x1b[0m ]0;x "
    assert shown("\x1b[31ma") == " [31ma"
    assert json.loads(escaped(json.dumps("\U000e0041\u00ad\u202e科", ensure_ascii=False))) == "\U000e0041\u00ad\u202e科"
    assert harmful_sign("一\u3000\n二") is None
    assert check_signs("x", "一") == "一"
