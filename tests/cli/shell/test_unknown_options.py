"""A mistyped option is refused, with the nearest; it never becomes a word of a query that finds nothing."""

from __future__ import annotations

import json

import pytest

from dutytrack import __version__
from dutytrack.cli.shell.quick import understood

pytestmark = pytest.mark.usefixtures("ledger")
QUERY_COMMANDS = [
    ["list"], ["status"], ["overdue"], ["remind"], ["diff", "--since", "-1m"], ["orders", "list"],
    ["orders", "suggest"], ["extend", "list"], ["progress", "list"], ["progress", "sheet", "-o", "x.xlsx"],
    ["confidence", "list"], ["rules", "try", "three-colour"],
]  # fmt: skip


@pytest.mark.parametrize("command", QUERY_COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("--lange", "no option is called --lange; did you mean --lang?"),
        ("-format", "no option is called -format; did you mean --format?"),
        ("-fromat", "no option is called -fromat; did you mean --format?"),
        ("-x", "no option is called -x; --help lists its options"),
        ("-科技", "no option is called -科技; --help lists its options (`not 科技` leaves a word out)"),
    ],
)
def test_an_unknown_option_is_refused_by_every_command_that_takes_a_query(run, command, word, told):
    code, out, err = run(*command, word, "json")

    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["close", "BH25-1", "-note", "x"], "no option is called -note; did you mean --note?"),
        (["plan", "-x", "list"], "no option is called -x"),
        (["list", "-l", "3"], "no option is called -l; did you mean --limit?"),
        (["list", "-n"], "no option is called -n"),
        (["close", "BH25-1", "-n"], "no option is called -n; did you mean --note?"),
        (["overdue", "-output", "due.txt"], "no option is called -output; did you mean --output?"),
        (["overdue", "-o", "--limit", "3"], "-o needs a value"),
        (["overdue", "--output", "-f", "json"], "--output needs a value"),
        (["list", "-f", "xml"], "--format xml: it is one of table, json, csv, markdown"),
        (["list", "-fxml"], "--format xml: it is one of table, json, csv, markdown"),
        (["list", "--lang", "fr"], "--lang fr: it is one of en, zh"),
    ],
)
def test_what_looks_like_an_option_is_never_taken_for_something_else(run, args, told):
    code, out, err = run(*args)

    assert (code, out) == (2, "")
    assert told in err


@pytest.mark.parametrize("dash", ["—", "–", "－－", "﹣", "−", "——", "-–"])
@pytest.mark.parametrize(("name", "meant"), [("help", "--help"), ("lang", "--lang"), ("ｙｅｓ", "")])
@pytest.mark.parametrize("command", [["list"], ["close", "BH25-1"], ["plan"], []], ids=" ".join)
def test_dashes_of_an_input_method_are_no_words(run, command, dash, name, meant):
    code, out, err = run(*command, dash + name)

    assert (code, out) == (2, "")
    assert f"no option is called {dash}{name}" in err
    assert not meant or meant in err


def test_a_dash_before_other_words_is_part_of_them(run):
    assert run("add", "—关于防汛的任务", "--lead", "市科技局").code == 0
    assert len(json.loads(run("list", "-f", "json", "——关于").out)) == 1


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (["-is:closed"], "123"),
        (["-due<2026"], "23"),
        (["-时限<2026"], "23"),
        (["-牵头：科技局"], "2"),
        (["not", "科技局"], "123"),
        (["not", "平台"], "23"),
        (["NOT", "平台", "Not", "lead:人社局"], "3"),
        (["not", "not", "平台"], "1"),
        (["not", "-is:closed"], ""),
        (["not 平台"], "23"),
        (["--", "-平台"], "23"),
    ],
)
def test_a_field_is_left_out_by_minus_and_a_word_by_not(run, words, keys):
    found = [task["key"] for task in json.loads(run("list", "-f", "json", *words).out)]

    assert found == [f"BH25-{number}" for number in keys]


def test_short_forms_say_what_the_long_ones_say(run, tmp_path):
    assert run("list", "-h").out == run("list", "--help").out == run("help", "list").out
    assert run("-h").out == run("--help").out == run("help").out
    assert run("plan", "-h").out == run("help", "plan").out
    assert run("help", "plan", "conclude").out == run("plan", "conclude", "--help").out
    assert run("list", "-f", "json").out == run("list", "-fjson").out == run("list", "--format", "json").out
    assert run("-V").out == run("version").out == run("list", "-V").out == f"dutytrack {__version__}\n"
    for attached in (["-o", tmp_path / "a.csv"], [f"-o{tmp_path / 'b.csv'}"]):
        assert run("list", "-fcsv", *attached).out == ""
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes() != b""


def test_help_about_no_command_names_the_nearest(run):
    assert "no command is called conclud; did you mean conclude?" in run("help", "plan", "conclud").err
    assert "more words than the command takes: x" in run("help", "list", "x").err


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["verify", "BH25-1", "--how", "site"], "--result is missing"),
        (["extend", "ask", "BH25-1", "--to", "2026-12-31", "--reason", "疫情"], "--progress is missing"),
        (["extend", "ask"], "KEY is missing"),
        (["progress", "sheet"], "--output is missing"),
        (["progress", "add", "BH25-1", "--percent", "some"], "--percent takes a number, not some"),
        (["list", "--sort", "foo"], "can't sort by foo; sort by one of key, "),
    ],
    ids=" ".join,
)
def test_what_is_missing_or_wrong_is_called_as_it_is_typed(run, args, told):
    code, _out, err = run(*args)

    assert (code, told in err) == (2, True), err


def test_a_percentage_may_have_its_sign_and_a_format_capitals(run):
    assert "60%" in run("progress", "add", "BH25-1", "--percent", "60%", "--unit", "市科技局").out
    assert run("list", "-f", "JSON").out == run("list", "-f", "json").out


def test_quiet_leaves_data_and_errors(run):
    assert run("close", "BH25-3", "-q") == (0, "", "")
    assert run("-q", "remind", "--yes").err == ""
    assert run("list", "-q").out == run("list").out != ""
    assert run("close", "BH25-99", "-q").err.startswith("dutytrack: error: no task BH25-99")
    assert run("reopen", "BH25-3", "--reason", "数据不实").out.startswith("BH25-3 open again")


def test_the_last_language_that_is_one_answers_a_wrong_call(run):
    assert "没有命令" in run("--lang", "en", "lst", "--lang", "zh").err
    assert "没有命令" in run("lst", "--lang=zh").err
    assert "no command" in run("lst", "--lang", "fr").err


@pytest.mark.parametrize(
    "args",
    [
        ["list", "-f", "json"],
        ["overdue", "-q", "-is:closed"],
        ["list", "not", "平台", "-时限<2026"],
        ["list", "-f", "json", "--sort", "-due"],
        ["list", "not"],
    ],
    ids=" ".join,
)
def test_the_quick_way_reads_short_forms_as_typer_does(run, capfd, args):
    from dutytrack.cli.shell.quick import quick_answer

    by_typer = run(*args)
    code = quick_answer(args)
    quick = capfd.readouterr()

    assert (code, quick.out, quick.err) == by_typer


@pytest.mark.parametrize(
    "args",
    [
        ["list", "-x"], ["overdue", "-output", "x"], ["list", "-科技"], ["list", "-fjson"], ["list", "-h"],
        ["overdue", "-o", "--limit", "3"], ["overdue", "--output", "-f", "json"], ["status", "-n"],
        ["-due<2026", "list"], ["list", "-o", "-f=json"], ["list", "—help"], ["list", "–limit", "3"],
        ["list", "--limit", "1000000001"], ["overdue", "--limit", "9" * 5000],
    ],
    ids=" ".join,
)  # fmt: skip
def test_the_quick_way_leaves_every_doubtful_option_to_typer(args):
    assert understood(args) is None


@pytest.mark.parametrize("args", [["overdue", "-output", "due.txt"], ["list", "-科技"], ["remind", "-text", "x"]])
def test_a_real_process_refuses_a_mistyped_option_and_writes_no_file(process, tmp_path, monkeypatch, args):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())

    assert process(*args).code == 2
    assert sorted(tmp_path.iterdir()) == before
