"""A fault ends the screens as it ends a command: the terminal whole, one line, an exit code that says it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dutytrack.tui.ledger.task_table import TaskTable

FAULTS = {
    "in a handler": "from dutytrack.tui.ledger.screen import LedgerScreen as Part; Part.action_sort = fail",
    "in a worker": (
        "from dutytrack.tui.ledger.screen import LedgerScreen as Part;"
        "Part.action_sort = lambda self: self.run_worker(fail, thread=True) and None"
    ),
    "in a timer": (
        "from dutytrack.tui.ledger.screen import LedgerScreen as Part;"
        "Part.action_sort = lambda self: self.set_timer(0.01, fail) and None"
    ),
    "while drawing": (
        "from dutytrack.tui.shared.help import HelpScreen as Part;"
        "Part.render = fail;"
        "from dutytrack.tui.ledger.screen import LedgerScreen;"
        "LedgerScreen.action_sort = LedgerScreen.action_help"
    ),
}
LEAVES_THE_SCREEN = b"\x1b[?1049l"


def broken(ledger: Path, fault: str, *options: str) -> list[str]:
    """The program with a fault in it, run by a shell that then says its exit code and how the terminal is set."""
    script = f"""
import sys
def fail(*_args): raise RuntimeError("a screw is loose")
{fault}
sys.argv = ["dutytrack", "--ledger", {str(ledger)!r}, *{list(options)!r}]
from dutytrack.__main__ import main
main()
"""
    shell = '"$0" -c "$1"; echo "exit code $?"; stty -a'
    return ["/bin/sh", "-c", shell, sys.executable, script]


def after(terminal) -> str:
    """What the terminal says once the screens are gone."""
    assert terminal.ended() == 0
    return terminal.said.rpartition(LEAVES_THE_SCREEN)[2].decode()


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_one_line_on_a_whole_terminal_and_exit_70(ledger_path, on_terminal, fault):
    office = on_terminal(broken(ledger_path, fault))
    office.until("LL25-1")
    office.type("s")
    said = after(office)
    assert "a fault of the program: RuntimeError: a screw is loose (--debug shows where)" in said
    assert "exit code 70" in said
    assert "Traceback" not in said
    assert said.index("dutytrack: error") < said.index("exit code")
    assert said[said.index("dutytrack: error") : said.index("exit code")].count("\n") == 1
    assert " icanon" in said
    assert " echo " in said


def test_debug_shows_where(ledger_path, on_terminal):
    office = on_terminal(broken(ledger_path, FAULTS["in a handler"], "--debug"))
    office.until("LL25-1")
    office.type("s")
    said = after(office)
    assert "Traceback" in said
    assert "in fail" in said
    assert "exit code 70" in said


def test_a_ledger_that_can_not_be_watched_is_said_by_exit_3(ledger_path, on_terminal):
    fault = (
        "from dutytrack.store.file.errors import LedgerNotFoundError; from dutytrack.tui import app\n"
        "def gone(_connection, path): raise LedgerNotFoundError(path)\n"
        "app.data_version = gone"
    )
    said = after(on_terminal(broken(ledger_path, fault)))
    assert "no ledger there" in said
    assert "exit code 3" in said


async def test_a_ledger_that_is_damaged_meanwhile_is_said_and_the_screens_stay(opened, ledger_path):
    async with opened() as office:
        ledger_path.write_bytes(b"no ledger at all" * 4096)
        await office.press("f5")
        assert "not a DutyTrack ledger" in office.toasts or "is damaged" in office.toasts
        await office.until_noticed()
        await office.press("c", "escape", "p", "escape", "u", "2")
        assert office.app.is_running


async def test_a_ledger_that_is_taken_away_is_said_and_the_screens_stay(opened, ledger_path):
    async with opened() as office:
        ledger_path.unlink()
        await office.press("f5")
        assert "no ledger there" in office.toasts
        assert office.screen.query_one(TaskTable).row_count


def test_leaving_after_the_ledger_could_not_be_used_any_more_is_exit_3(ledger_path, on_terminal):
    office = on_terminal(broken(ledger_path, ""))
    office.until("LL25-1")
    ledger_path.unlink()
    office.type("q")
    said = after(office)
    assert "no ledger there" in said
    assert "exit code 3" in said


async def test_what_is_wrong_with_the_ledger_is_forgotten_once_it_can_be_used_again(opened, ledger_path):
    async with opened() as office:
        aside = ledger_path.rename(ledger_path.with_suffix(".aside"))
        await office.press("f5")
        assert [type(fault).__name__ for fault in office.app.faults.values()] == ["LedgerNotFoundError"]
        aside.rename(ledger_path)
        await office.press("f5")
        assert not office.app.faults


async def test_a_row_is_never_taken_for_granted(opened):
    async with opened() as office:
        await office.filter("title:xyz")
        await office.press("enter", "up", "k", "G", "g", "pagedown", "ctrl+end", "home", "enter", "w", "a", "c", "p")
        assert office.table.row is None
        assert office.screen.chosen is None
