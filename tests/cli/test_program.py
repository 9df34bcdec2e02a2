"""The program as a whole: options on either side, help, errors, languages, what it loads."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dutytrack import __version__
from dutytrack.cli.app import COMMANDS
from dutytrack.store.settings.keys import DEFAULTS

HEAVY = ("sqlalchemy", "sqlmodel", "pydantic", "textual", "alembic", "rich", "openpyxl", "lxml")
GROUPS = {
    "plan": ("list", "show", "conclude"),
    "log": ("show", "verify"),
    "seed": ("list", "load"),
    "setting": ("list", "set"),
}
ALL = [(name,) for name in COMMANDS] + [(group, name) for group, names in GROUPS.items() for name in names]


@pytest.mark.parametrize("command", ALL, ids=" ".join)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_command_has_help_in_both_languages(run, command, language):
    code, out, err = run("--lang", language, *command, "--help")

    assert (code, err) == (0, "")
    words = out.splitlines()[2].strip()
    assert words
    assert words.isascii() == (language == "en")


def test_the_list_of_commands_says_what_each_is_for(run):
    out = run("--help").out

    assert [name for name in COMMANDS if f"\n  {name} " not in out] == []


def test_help_measures_chinese_by_cells(run, monkeypatch):
    from dutytrack.output.cells import width

    monkeypatch.setenv("COLUMNS", "60")

    assert max(width(line) for line in run("--lang", "zh", "import", "--help").out.splitlines()) <= 60


def test_version(run):
    assert run("--version").out == f"dutytrack {__version__}\n"
    assert run("list", "--version").out == f"dutytrack {__version__}\n"


def test_global_options_stand_on_either_side_of_the_command(run, ledger, monkeypatch):
    monkeypatch.delenv("DUTYTRACK_LEDGER")

    before = run("--ledger", ledger, "--format", "json", "plan", "list")
    between = run("plan", "--ledger", ledger, "list", "--format", "json")
    after = run("plan", "list", "--format", "json", "--ledger", ledger)

    assert before.code == 0
    assert before == between == after


@pytest.mark.usefixtures("ledger")
def test_the_last_of_two_options_counts(run):
    assert json.loads(run("--format", "csv", "list", "--format", "json").out)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["lst"], "no command is called lst; did you mean list?"),
        (["plan", "lits"], "no command is called lits; did you mean list?"),
        (["list", "--lim", "3"], "no option is called --lim; did you mean --limit?"),
        (["close", "--nott", "x"], "no option is called --nott"),
        (["show"], "KEY is missing"),
        (["list", "--format", "xml"], "--format xml: it is one of table, json, csv, markdown"),
        (["list", "--lang", "fr"], "--lang fr: it is one of en, zh"),
        (["list", "--offset", "3"], "no option is called --offset; --help lists its options"),
        (["list", "--limit", "many"], "--limit takes a number from 0 on, not 'many'"),
        (["list", "--limit", "-3"], "--limit takes a number from 0 on, not -3"),
        (["import", "--code"], "--code needs a value"),
        (["plan", "--format", "json"], "a command is missing; --help lists them"),
        (["show", "A-1", "B-2"], "more words than the command takes: B-2"),
        (["close", "BH25-1", "--note", "\udcbd\udca8"], "not all UTF-8 text; set a UTF-8 locale"),
        (["log", "show", "BH25-99"], "no task BH25-99"),
    ],
)
@pytest.mark.usefixtures("ledger")
def test_wrong_use_is_one_line_on_stderr_and_exit_code_2(run, args, told):
    code, out, err = run(*args)

    assert (code, out) == (2, "")
    assert err.startswith("dutytrack: error: ")
    assert told in err
    assert err.count("\n") == 1


def test_wrong_use_is_told_in_chinese_to_those_who_speak_it(run):
    assert "没有命令 lst；是否指 list？" in run("lst", "--lang", "zh").err


@pytest.mark.parametrize("args", [["list", "--limit", "-3"], ["import", "--code"], ["show", "A-1", "B-2"]])
@pytest.mark.usefixtures("ledger")
def test_no_complaint_stays_english_where_chinese_is_spoken(run, args):
    assert not {"Invalid", "requires", "unexpected"} & set(run(*args, "--lang", "zh").err.replace("'", " ").split())


@pytest.mark.parametrize("group", ["plan", "progress", "log"])
def test_a_group_of_commands_by_itself_shows_its_help(run, group):
    code, out, err = run(group)

    assert (code, err) == (0, "")
    assert out.startswith(f"Usage: dutytrack {group} ")
    assert out.count("\n") > 5


@pytest.mark.usefixtures("ledger")
def test_every_setting_says_what_it_is_in_one_line(run):
    lines = run("setting", "list", "--lang", "zh").out.splitlines()

    assert len(lines) == len(DEFAULTS)
    assert all(line.rpartition("\t")[2] and "Project-Id" not in line for line in lines)


def test_a_missing_ledger_is_exit_code_3(run, tmp_path):
    code, _out, err = run("--ledger", tmp_path / "none.db", "status")

    assert code == 3
    assert "none.db: no ledger there" in err


def test_a_file_that_is_no_ledger_is_exit_code_3_and_left_alone(run, tmp_path):
    path = tmp_path / "notes.db"
    path.write_bytes(b"just some notes\n" * 100)

    for args in (["status"], ["close", "A-1"], ["import", __file__, "--yes"]):
        code, _out, err = run("--ledger", path, *args)
        assert code in {2, 3}
        assert err.startswith("dutytrack: error: ")
    assert path.read_bytes() == b"just some notes\n" * 100
    assert run("--ledger", path, "status").code == 3


def test_debug_shows_where_an_error_arose(run, tmp_path):
    assert "Traceback" in run("--ledger", tmp_path / "none.db", "status", "--debug").err
    assert "Traceback" not in run("--ledger", tmp_path / "none.db", "status").err


@pytest.mark.usefixtures("ledger")
def test_without_a_command_and_a_terminal_it_prints_status_and_overdue(run):
    assert run().out == run("status").out + run("overdue").out


@pytest.mark.parametrize("command", ["status", "overdue", "list", "show", "why", "plan", "units"])
@pytest.mark.usefixtures("ledger")
def test_reading_loads_nothing_heavy(command):
    """The reading path starts in the time of a shell command: no ORM, no pydantic, no screens."""
    args = {"show": ["show", "BH25-1"], "why": ["why", "BH25-1"], "plan": ["plan", "list"]}.get(command, [command])
    code = (
        "import sys, io, os\n"
        "from dutytrack.cli.app import app\n"
        f"sys.argv = ['dutytrack', *{args!r}]\n"
        "try:\n    app()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        f"loaded = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "print('loaded:', *loaded, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")

    assert done.stderr == "loaded:\n"
    assert "BH25" in done.stdout or command == "units"


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("command", ["status", "overdue", "list"])
def test_a_plain_question_loads_neither_typer_nor_what_only_refusals_need(command, run):
    assert run("measure", "BH25-3", "--value", "0.1").code == 0, "behind its time: overdue tells that, too"
    code = (
        f"import sys\nfrom dutytrack.cli.shell.quick import quick_answer\nassert quick_answer([{command!r}]) == 0\n"
        "spared = {'typer', 'dataclasses', 'inspect', 'difflib', 'rapidfuzz', 'dutytrack.cli.shell.errors'}\n"
        "print(sorted(spared & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")

    assert done.stdout.splitlines()[-1] == "[]"


PLAIN_CALLS = [
    ["status"],
    ["status", "lead:科技局"],
    ["overdue", "--exit-code"],
    ["overdue", "-lead:科技局", "--format=json"],
    ["--format", "csv", "list", "-due<2026", "科技", "--sort", "-due", "--limit", "2"],
    ["list", "--as-of", "2026-06-30", "--lang", "zh"],
    ["list", "lamp:rde"],
    ["list", "--format", "md", "--exit-code", "--actor", "x"],
    ["--ledger", "/nowhere/ledger.db", "status"],
    ["status", "--as-of", "never"],
    ["list", "--output", "-", "--force"],
    ["list", "--output", "no/list.csv", "--format", "json"],
    ["overdue", "--output", "/"],
    ["list", "--as-of", "6/30", "--format", "md"],
]


@pytest.mark.parametrize("args", PLAIN_CALLS, ids=" ".join)
@pytest.mark.usefixtures("ledger")
def test_the_quick_way_answers_as_typer_does(run, capfd, args):
    from dutytrack.cli.shell.quick import quick_answer

    by_typer = run(*args)
    code = quick_answer(args)
    quick = capfd.readouterr()

    assert (code, quick.out, quick.err) == by_typer


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["--help"],
        ["list", "--help"],
        ["list", "--limit", "many"],
        ["list", "--limit"],
        ["list", "--nosuch"],
        ["list", "--"],
        ["list", "--format", "xml"],
        ["status", "--exit-code"],
        ["status", "--sort", "due"],
        ["--output", "x", "list"],
        ["--force", "list"],
        ["list", "--force=yes"],
        ["show", "BH25-1"],
        ["--version", "status"],
        ["list", "--debug=1"],
    ],
    ids=" ".join,
)
def test_what_is_not_plain_is_left_to_typer(args):
    from dutytrack.cli.shell.quick import understood

    assert understood(args) is None


@pytest.mark.usefixtures("ledger")
def test_the_console_script_and_the_module_are_the_same_program(process):
    script = Path(sys.executable).with_name("dutytrack")
    env = {**os.environ, "DUTYTRACK_TODAY": "2026-07-15"}
    done = subprocess.run([script, "overdue"], capture_output=True, text=True, encoding="utf-8", env=env)

    assert done.stdout == process("overdue").out
    assert done.stdout.startswith("市科技局\t")


@pytest.mark.usefixtures("ledger")
def test_cron_with_no_locale_still_prints_chinese(process):
    code, out, _err = process("overdue", env={"LC_ALL": "C", "LANG": "C"})

    assert code == 0
    assert "引进高层次人才" in out


@pytest.mark.usefixtures("ledger")
def test_a_chinese_locale_speaks_chinese(process):
    assert "待签收" in process("list", env={"LC_ALL": "zh_CN.UTF-8"}).out
    assert "not taken up" in process("list", env={"LC_ALL": "zh_CN.UTF-8", "DUTYTRACK_LANG": "en"}).out


@pytest.mark.usefixtures("ledger")
def test_a_reader_that_goes_away_is_no_error(process):
    command = f"{sys.executable} -m dutytrack list | head -n 0; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)

    assert done.stderr == ""
    assert done.returncode == 0


def test_interrupted_is_exit_code_130(monkeypatch):
    from dutytrack.cli.shell.boundary import guarded

    def interrupted() -> None:
        signal.raise_signal(signal.SIGINT)

    # A job in the background is started with the signal ignored.
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert guarded(interrupted, [], "--debug") == 130
    finally:
        signal.signal(signal.SIGINT, handler)


def test_a_fault_of_the_programs_own_is_one_line_and_exit_code_70(capsys):
    from dutytrack.cli.shell.boundary import guarded

    def broken() -> None:
        raise ZeroDivisionError("oh")

    assert guarded(broken, [], "--debug") == 70
    assert capsys.readouterr().err == (
        "dutytrack: error: a fault of the program: ZeroDivisionError: oh (--debug shows where)\n"
    )


@pytest.mark.parametrize("args", [["list"], ["units"], ["show", "BH25-1"], ["log", "show"]])
def test_a_ledger_damaged_inside_is_exit_code_3(process, ledger, args):
    data = bytearray(ledger.read_bytes())
    data[8192:] = b"\xaa" * (len(data) - 8192)
    ledger.write_bytes(bytes(data))

    code, _out, err = process(*args)

    assert code == 3
    assert "ledger.db" in err
    assert err.count("\n") == 1


def test_a_folder_is_no_ledger(run, tmp_path):
    code, _out, err = run("--ledger", tmp_path, "status")

    assert code == 3
    assert err.startswith(f"dutytrack: error: {tmp_path}: ")
