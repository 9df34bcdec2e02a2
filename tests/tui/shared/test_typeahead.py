"""Keys that come in one burst act where they would have acted one by one: on a real terminal, by the real program."""

from __future__ import annotations

from threading import Event

import pytest
from textual.events import Key

from dutytrack.tui.shared.gateway import ask
from dutytrack.tui.shared.typeahead import Holds

LEAVE = "\x11"


@pytest.fixture
def office(program):
    """The program on a ledger, once its tasks are there."""
    opened = program()
    opened.until("LL25-1")
    return opened


def test_what_follows_the_slash_is_the_filter(office):
    office.type("/c")
    assert "Close LL25" not in office.until(lambda screen: "\n c   0 tasks" in screen)
    office.type("\x15市交通局")
    office.until("市交通局   0 tasks")


def test_what_follows_enter_acts_on_the_tasks_that_were_asked_for(office):
    office.type("/LL25-3\rc")
    office.until("Close LL25-3")


def test_a_filter_that_can_not_be_understood_keeps_the_keyboard(office):
    office.type("/lamp:\rc")
    assert "Close LL25" not in office.until("lamp:c")


def test_what_follows_a_form_s_key_is_entered_into_the_form(office):
    office.type("p72")
    assert "To do on" not in office.until(lambda screen: "Percent        72" in screen)
    office.type("\x1b")
    office.until(lambda screen: "Percent" not in screen)
    office.type("ap35")
    office.until("Percent        35")


def test_a_form_done_in_one_burst_is_written_and_undone(office):
    office.type("p72\ru")
    office.until("Undo your last change?")
    office.type("y")
    office.until("undone")
    office.type("u")  # what the same login did to make the ledger, under another name
    assert "Verify" not in office.until("Undo your last change?")


def test_what_follows_a_refused_form_s_key_is_dropped(office):
    office.type("/is:closed\r")
    office.until("is:closed   1 tasks")
    office.type("c2")
    office.until("LL25-2 is closed")
    office.type("w")
    assert "To do on" not in office.until("Why this lamp?")


def test_what_follows_a_form_s_key_is_dropped_where_no_task_is_chosen(office):
    office.type("/xyz\r")
    office.until("xyz   0 tasks")
    office.type("p72")
    assert "To do on" not in office.until("No task is chosen.")


def test_what_follows_the_key_of_another_screen_acts_there(office):
    office.type("2p64")
    office.until("Percent        64")
    office.type("\x1b")
    office.until(lambda screen: "Percent" not in screen and "To do on" in screen)


def test_what_follows_the_palette_s_key_is_searched_for(office):
    office.type("\x10Rever")
    office.until("Look: Reverse")
    office.type("\r")
    office.until("by Due, backwards")


def test_several_lines_pasted_arrive_whole_and_press_no_enter(office):
    office.type("p\t\x1b[200~疏浚完成\r验收\t合格\nthird line\x1b[201~")
    screen = office.until("疏浚完成 验收 合格 third line")
    assert "A progress report on" in screen
    office.type("\x1b")
    office.until(lambda screen: "Percent" not in screen)
    office.paste("p72\rq")
    office.type("w")
    office.until("Why this lamp?")


def test_what_an_input_method_commits_arrives_whole(program):
    office = program("--lang", "zh")
    office.until("LL25-1")
    office.type("/疏浚")
    office.until("疏浚   共 1 项")
    office.type("\x15航道\rw")
    office.until("为何亮这种灯")


def test_keys_before_the_program_is_there_wait_for_it(program):
    office = program()
    office.type("/LL25-4")
    office.until("LL25-4   1 tasks")
    office.type("\rc")
    office.until("Close LL25-4")


def test_leaving_waits_for_what_was_typed_before(office, program):
    office.type(f"/LL25-1\rp72\r{LEAVE}")
    assert office.ended() == 0
    shown = program("--as-of", "today", "show", "LL25-1")
    assert shown.ended() == 0
    assert "72%" in shown.screen


def shown(_answer: object) -> None:
    """Nothing is to be seen of the answer."""


async def test_a_second_ctrl_q_leaves_though_an_answer_never_comes(opened):
    async with opened() as office:
        answer = Event()
        ask(office.screen, "stuck", answer.wait, shown, holds=Holds.ALL)
        for key in ("j", "ctrl+q"):
            office.app.post_message(Key(key, None))
            await office.pilot.pause()
            assert office.app.return_code is None
        office.app.post_message(Key("ctrl+q", None))
        await office.pilot.pause()
        assert office.app.return_code == 0
        answer.set()


async def test_an_answer_that_is_no_longer_wanted_holds_nothing_up(opened):
    async with opened() as office:
        answer = Event()
        ask(office.screen, "stuck", answer.wait, shown, holds=Holds.ALL)
        ask(office.screen, "stuck", lambda: None, shown, holds=Holds.ALL)
        before = office.table.cursor_row
        await office.pilot.pause()
        await office.pilot.press("j")
        assert office.app.typeahead.quiet
        assert office.table.cursor_row == before + 1
        answer.set()


def test_half_of_a_wide_character_drawn_over_is_a_blank(on_terminal):
    terminal = on_terminal(["printf", r"督查\033[1;1Hab\033[1;3Hc\033[1;6Hd"])
    assert terminal.ended() == 0
    assert terminal.screen.startswith("abc  d ")
