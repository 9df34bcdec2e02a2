"""What acts on more than the one thing that its call names asks first, and reports what it wrote."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dutytrack.cli.shell.ask import ASKED_FIRST

MERGE = ["units", "merge", "市工信局", "市科技局", "--reason", "同一单位"]
SUCCEED = ["units", "succeed", "市科技局", "市科学创新局", "--on", "2026-07-01"]
LIKELY = ["units", "members", "各县(市、区)政府", "add", "--likely"]
BULK = {
    "remind": ["remind"],
    "conclude": ["plan", "conclude", "BH25"],
    "units merge": MERGE,
    "units succeed": SUCCEED,
    "progress import": ["progress", "import", "filled.csv"],
    "units members": LIKELY,
    "import": ["seed", "load", "shenyang-2012"],
}


@pytest.fixture(autouse=True)
def _filled(ledger, run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet that a unit filled in, and a unit that is a likely member of the counties."""
    monkeypatch.chdir(tmp_path)
    run("add", "巡河", "--lead", "青礁县政府")
    Path("filled.csv").write_text("任务编号,完成进度,进展情况\nBH25-2,70,引进人才70名\n", encoding="utf-8")


def written(run) -> int:
    """How many rows the journal has."""
    return len(json.loads(run("log", "show", "-f", "json").out))


@pytest.mark.parametrize("args", BULK.values(), ids=BULK)
def test_without_a_terminal_it_wants_yes_and_writes_nothing(run, process, args):
    before = written(run)

    code, _out, err = process(*args)

    assert code == 2
    assert err == (
        "dutytrack: error: nothing was written: nobody is here to answer (no terminal); --yes goes on without asking\n"
    )
    assert written(run) == before


@pytest.mark.parametrize("args", BULK.values(), ids=BULK)
def test_a_dry_run_shows_and_writes_nothing(run, args):
    before = written(run)

    code, out, err = run(*args, "-n")

    assert (code, err) == (0, "")
    assert out
    assert written(run) == before


@pytest.mark.parametrize("args", BULK.values(), ids=BULK)
def test_on_a_terminal_it_shows_what_would_be_written_and_asks(run, terminal, args):
    before = written(run)

    refused = terminal(*args, answers=["n"])
    assert refused.code == 0
    assert "Write this to the ledger? [y/N]" in refused.out
    assert "nothing written" in refused.out
    assert written(run) == before

    agreed = terminal(*args, answers=["y", "n"] if args[0] == "seed" else ["y"])
    assert agreed.code == 0
    assert agreed.out.rpartition("[y/N]")[2].strip(" \nyn")
    assert written(run) > before


@pytest.mark.parametrize(("name", "args"), BULK.items(), ids=BULK)
def test_yes_writes_and_reports_it_and_taking_it_back_asks_too(run, process, name, args):
    before = written(run)
    done = run(*args, "--yes")

    assert done.code == 0
    assert done.out or done.err
    assert written(run) > before
    assert name in ASKED_FIRST
    assert process("undo").code == 2
    assert run("undo", "--yes").out.startswith(f"undone: {name}")


def test_remind_reports_what_it_wrote_beside_its_rows(run):
    code, out, err = run("remind", "--yes", "-f", "json")

    assert code == 0
    assert len(json.loads(out)) == 2
    assert err == "reminders written for 2026-07; units: 2, tasks asked for: 2\n"
    assert len(json.loads(run("remind", "--sent", "-f", "json").out)) == 2


def test_a_plan_with_nothing_open_is_concluded_unasked(run, process):
    for number in (1, 2, 3):
        run("close", f"BH25-{number}", "--on", "2026-07-01")

    assert process("plan", "conclude", "BH25").out.startswith("BH25 concluded on 2026-07-15: 0 of 3 tasks are open")


def test_a_wrong_call_is_refused_before_anything_is_asked(process):
    assert "no plan BH99" in process("plan", "conclude", "BH99").err
    assert "no unit" in process("units", "merge", "市无此局", "市科技局", "--reason", "x").err


def test_one_task_that_is_named_is_acted_on_unasked(process):
    assert process("close", "BH25-3").out.startswith("BH25-3 closed")
    assert process("undo").out.startswith("undone: close")


def test_taking_back_what_somebody_else_did_asks(run, process):
    run("--actor", "other", "close", "BH25-3")
    command = json.loads(run("log", "show", "BH25-3", "-f", "json").out)[-1]["command"]

    assert process("undo", command).code == 2
    assert "of" in run("undo", command, "-n").out
    assert run("undo", command, "--yes").out.startswith("undone: close")


def test_what_takes_back_the_taking_back_of_many_asks_as_well(run, process):
    before = json.loads(run("log", "show", "-f", "json").out)[0]["command"]
    assert run("undo", "--yes").code == 0
    assert run("undo", before, "--yes", "--reason", "取错文件").code == 0
    last = json.loads(run("log", "show", "-f", "json").out)[-1]["command"]

    assert process("undo", last).code == 2
    assert run("undo", last, "--yes", "--reason", "取对了").out.startswith("undone: undo")


def test_what_asks_says_when_yes_is_needed(run):
    for command in ("undo", "remind", "plan conclude"):
        assert "needed where it would ask and there is no terminal" in " ".join(
            run(*command.split(), "--help").out.split()
        )


def test_every_command_that_asks_is_named_where_undo_looks():
    folder = Path(__file__).parents[3] / "src" / "dutytrack" / "cli"
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.py")]
    names = {name for text in texts for name in re.findall(r"call\.desk\(\"([^\"]+)\"[^)]*rehearsal=", text)}

    assert names
    assert names <= ASKED_FIRST
