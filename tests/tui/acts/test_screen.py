"""Acting on the chosen task: forms, refusals, undo, and what others do meanwhile."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Select, Static

from dutytrack.services.acts.declared.acts import FORMS
from dutytrack.store.file.connection import open_reader
from dutytrack.store.query.look import Look
from dutytrack.store.reading.detail import task_detail
from dutytrack.store.reading.settings import rule_pack
from dutytrack.tui.ledger.screen import LedgerScreen
from dutytrack.tui.shared import keys
from dutytrack.tui.shared.dialogs import ActsDialog, ConfirmDialog, FormDialog

TODAY = dt.date(2026, 7, 15)


def run(*arguments: str) -> None:
    environment = {**os.environ, "DUTYTRACK_TODAY": TODAY.isoformat()}
    subprocess.run([sys.executable, "-m", "dutytrack", *arguments], check=True, env=environment)


def status(path: Path, key: str) -> str:
    connection = open_reader(path)
    try:
        detail = task_detail(Look(connection, TODAY, rule_pack(connection)), key)
        assert detail is not None
        return detail.row.status
    finally:
        connection.close()


async def show_all(tui) -> None:
    assert isinstance(tui.screen, LedgerScreen)
    tui.screen.show_query("")
    await tui.settle()


async def test_closing_a_task_takes_it_out_of_the_open_ones(opened, ledger_path) -> None:
    async with opened() as tui:
        await tui.press("c")
        await tui.fill(note="验收报告")

        assert isinstance(tui.screen, LedgerScreen)
        assert status(ledger_path, "LL25-1") == "closed"
        assert tui.table.chosen == "LL25-3"
        assert "LL25-1 closed on 2026-07-15" in tui.toasts


@pytest.mark.parametrize("key", ["c", "p", "a", "u", "I"])
async def test_on_an_earlier_day_nothing_is_entered(opened, ledger_path, key) -> None:
    async with opened(as_of=dt.date(2026, 6, 30)) as tui:
        assert key in {one for command in keys.commands_of(tui.screen) for one in command.keys.split(",")}
        await tui.press(key)

        assert isinstance(tui.screen, LedgerScreen)
        assert "the screens show 2026-06-30; open them without --as-of to change anything" in tui.toasts


async def test_a_day_to_come_is_refused_while_the_form_stays_open(opened, ledger_path) -> None:
    async with opened() as tui:
        await tui.press("c")
        await tui.fill(on="2027-01-01", note="too early")

        assert isinstance(tui.screen, FormDialog)
        assert "2027-01-01 has not come yet" in tui.text("#fault")
        assert tui.screen.query_one("#note", Input).value == "too early"

        await tui.fill(on="gestern")
        assert "Date: 'gestern' is no date; write 2026-06-30" in tui.text("#fault")

        await tui.fill(on="2019-01-01")
        assert isinstance(tui.screen, FormDialog)
        assert status(ledger_path, "LL25-1") == "pending"


async def test_what_was_wrong_is_said_until_it_is_mended_and_in_the_form_s_own_words(opened) -> None:
    async with opened() as tui:
        await tui.press("c")
        await tui.fill(on="gestern")
        assert "is no date" in tui.text("#fault")

        tui.screen.query_one("#on", Input).value = "2026-07-15"
        await tui.settle()
        assert tui.text("#fault") == ""

        assert isinstance(tui.screen, FormDialog)
        assert tui.screen.act.worded("say why with --waive, or --else") == "say why with “Waived”, or --else"


async def test_an_act_s_key_says_where_no_task_is_chosen(opened) -> None:
    async with opened() as tui:
        await tui.filter("xyz")
        await tui.press("escape", "p")
        assert "No task is chosen." in tui.toasts


async def test_undo_says_what_it_takes_back(opened) -> None:
    async with opened() as tui:
        await tui.press("c")
        await tui.fill(note="验收报告")
        await tui.press("u")
        about = str(tui.screen.query_one(".dialog-about", Static).content)
        assert about.startswith("close of ")
        assert about.endswith(": LL25-1 (验收报告)")

        await tui.press("y")
        assert "undone: close of " in tui.toasts


async def test_a_day_is_typed_as_people_write_it_and_shown_as_it_is_understood(opened, ledger_path) -> None:
    async with opened() as tui:
        await tui.press("c")
        assert tui.text("#on-understood") == ""

        for typed, said in (
            ("6/30", "2026-06-30 Tue"),
            ("30", "2026-06-30 Tue"),
            ("２０２６－６－３０", ""),
            ("13月", "no date yet"),
            ("", ""),
        ):
            tui.screen.query_one("#on", Input).value = typed
            await tui.settle()
            assert tui.text("#on-understood") == said
        await tui.fill(on="6月30日", note="验收报告")

        assert "LL25-1 closed on 2026-06-30" in tui.toasts


async def test_the_day_that_more_time_is_asked_for_is_the_last_of_its_month(opened) -> None:
    async with opened() as tui:
        await tui.press("x")
        tui.screen.query_one("#wished", Input).value = "2027-03"
        await tui.settle()
        assert tui.text("#wished-understood") == "2027-03-31 Wed"


async def test_escape_leaves_everything_as_it_was(opened, ledger_path) -> None:
    async with opened() as tui:
        await tui.press("c")
        await tui.press("escape")

        assert isinstance(tui.screen, LedgerScreen)
        assert status(ledger_path, "LL25-1") == "pending"


async def test_reopening_needs_a_reason(opened, ledger_path) -> None:
    async with opened() as tui:
        await show_all(tui)
        await tui.choose("LL25-2")
        await tui.press("r")
        await tui.fill()
        assert "Reason is needed" in tui.text("#fault")

        await tui.fill(note="复查不合格")

        assert status(ledger_path, "LL25-2") == "active"


async def test_an_act_that_the_status_forbids_says_so_at_once(opened) -> None:
    async with opened() as tui:
        await tui.press("r")

        assert isinstance(tui.screen, LedgerScreen)
        assert "LL25-1 is not taken up: it can't be reopened now." in tui.toasts


async def test_one_of_a_tasks_dates_is_met(opened, ledger_path) -> None:
    async with opened() as tui:
        await tui.press("d")
        assert tui.screen.query_one("#deadline", Select).value == "2026-12-31"
        await tui.fill(note="建成")

        assert "2026-12-31 met on 2026-07-15" in tui.toasts


async def test_the_list_of_acts_leaves_out_what_the_status_forbids(opened, ledger_path) -> None:
    async with opened() as tui:
        await tui.press("a")
        assert isinstance(tui.screen, ActsDialog)
        options = tui.screen.query_one(OptionList)
        assert options.get_option("reopen").disabled
        assert not options.get_option("close").disabled

        await tui.press("z")
        await tui.fill(note="等待批复")

        assert status(ledger_path, "LL25-1") == "suspended"


async def test_every_act_has_its_form(opened) -> None:
    assert {command.id for command in keys.FORM_COMMANDS} == set(FORMS)


async def test_no_two_commands_of_a_screen_share_a_key() -> None:
    for table in (keys.LEDGER, keys.DETAIL):
        pressed = [key for command in table for key in command.keys.split(",")]

        assert sorted(pressed) == sorted(set(pressed))


async def test_undo_says_what_and_takes_it_back(opened, ledger_path) -> None:
    async with opened() as tui:
        await tui.press("u")
        assert isinstance(tui.screen, ConfirmDialog)
        assert "close" in tui.screen.question[1]

        await tui.press("n")
        assert status(ledger_path, "LL25-2") == "closed"

        await tui.press("u")
        await tui.press("y")

        assert status(ledger_path, "LL25-2") == "pending"


async def test_acts_work_on_the_whole_screen_too(opened, ledger_path) -> None:
    async with opened() as tui:
        await tui.press("enter")
        await tui.press("c")
        await tui.fill(note="验收报告")

        assert status(ledger_path, "LL25-1") == "closed"
        assert "closed" in tui.text("#detail-text")


@pytest.mark.parametrize("on_whole_screen", [False, True])
async def test_what_another_program_changes_appears_with_the_cursor_in_place(
    opened, ledger_path, on_whole_screen: bool
) -> None:
    async with opened() as tui:
        await tui.press("j")
        if on_whole_screen:
            await tui.press("enter")
        run("--ledger", str(ledger_path), "close", "LL25-3", "--on", "2026-07-01", "--note", "done")
        await tui.until_noticed()

        if on_whole_screen:
            assert "2026-07-01" in tui.text("#detail-text")
        else:
            table = tui.table
            assert [row.key for row in table.rows_shown] == ["LL25-1", "LL25-4"]


async def test_an_external_change_elsewhere_leaves_the_cursor_on_its_task(opened, ledger_path) -> None:
    async with opened() as tui:
        await tui.choose("LL25-4")
        run("--ledger", str(ledger_path), "close", "LL25-1", "--on", "2026-07-01", "--note", "done")
        await tui.until_noticed()

        assert tui.table.chosen == "LL25-4"


async def test_a_new_day_is_shown_while_the_screen_stays_open(opened) -> None:
    async with opened() as tui:
        tui.app.access.today = lambda: dt.date(2027, 1, 2)
        await tui.until_noticed()

        assert "2027-01-02" in tui.text("#lamps")
        assert "2 days late" in tui.text("#detail-text")
