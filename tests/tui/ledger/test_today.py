"""The second screen: what the office has to do, opened and done from there."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from textual.widgets import Input, Select

from dutytrack.output.words import ACT_WORDS
from dutytrack.services.acts.declared.acts import FORMS
from dutytrack.services.acts.submitting import submit
from dutytrack.services.desk import Desk
from dutytrack.services.orders.extending import Request, ask_extension
from dutytrack.services.orders.issuing import NewOrder, answer_order, issue_order
from dutytrack.services.tasks.recording import Happening, act_on_task
from dutytrack.store.ledger import Ledger
from dutytrack.tui.ledger.agenda_list import AgendaList
from dutytrack.tui.ledger.detail import DetailScreen
from dutytrack.tui.ledger.screen import LedgerScreen
from dutytrack.tui.ledger.today import TodayScreen, form_of
from dutytrack.tui.shared.dialogs import FormDialog

TODAY = dt.date(2027, 2, 1)


@pytest.fixture
def busy_ledger(ledger_path: Path) -> Path:
    """Half a year later: one task is late, one handed in, one asks for time, one answered an order."""
    day = dt.date(2026, 12, 1)
    with Ledger.open(ledger_path) as ledger:
        with ledger.command("submit", actor="office") as session:
            submit(Desk(session, TODAY), "LL25-3", day, unit="市人社局")
        with ledger.command("extend ask", actor="office") as session:
            request = Request(dt.date(2027, 3, 31), "台风", "九成", day, "市交通局")
            ask_extension(Desk(session, TODAY), "LL25-1", request)
        with ledger.command("order", actor="office") as session:
            late = dt.date(2027, 1, 5)
            order = issue_order(Desk(session, TODAY), "LL25-1", NewOrder("blue", late, unit="市交通局"))
        with ledger.command("reply", actor="office") as session:
            answer_order(Desk(session, TODAY), order.mark, "春节前完工", dt.date(2027, 1, 8))
    return ledger_path


@pytest.fixture
def at_work(opened, busy_ledger):
    return lambda size=(120, 40): opened(size, path=busy_ledger, today=TODAY)


def lines(tui) -> list[str]:
    agenda = tui.screen.query_one(AgendaList)
    return [str(agenda.get_option_at_index(place).prompt) for place in range(agenda.option_count)]


def headings(tui) -> list[str]:
    return [" ".join(line.split()) for line in lines(tui) if not line.startswith("  ")]


async def test_things_stand_under_their_headings_with_what_only_the_office_can_do_first(at_work) -> None:
    async with at_work() as tui:
        await tui.press("2")

        assert isinstance(tui.screen, TodayScreen)
        found = headings(tui)
        assert found == ["To verify 1", "Extensions asked for 1"], "a task stands in the first list that it belongs to"
        told = "\n".join(lines(tui))
        assert "asks for 2027-03-31 in place of 2026-12-31" in told
        assert "\n" in next(line for line in lines(tui) if "asks for" in line), "what else there is stands below"
        assert "besides:" in told
        assert "answered on 2027-01-08, to be looked at" in told
        assert "To do on 2027-02-01" in tui.text("#day")


async def test_the_cursor_shows_its_task_and_enter_opens_it(at_work) -> None:
    async with at_work() as tui:
        await tui.press("2")
        assert tui.screen.query_one(AgendaList).item.key == "LL25-3"
        assert "培训船员" in tui.text("#detail-text")

        await tui.press("j")
        assert "扩建码头" in tui.text("#detail-text")

        await tui.press("enter")
        assert isinstance(tui.screen, DetailScreen)

        await tui.press("escape")
        assert isinstance(tui.screen, TodayScreen)


async def test_space_does_what_is_mostly_done_about_a_thing(at_work) -> None:
    async with at_work() as tui:
        await tui.press("2", "j", "space")

        assert isinstance(tui.screen, FormDialog)
        assert tui.screen.act.id == "decide"
        assert tui.screen.query_one("#to", Input).value == "2027-03-31"

        await tui.fill(to="2027-02-28", by="叶向晨")

        assert isinstance(tui.screen, TodayScreen)
        assert "extended to 2027-02-28" in tui.toasts
        assert "Extensions asked for 1" not in headings(tui)


async def test_a_check_is_noted_from_the_list_and_the_thing_leaves_it(at_work) -> None:
    async with at_work() as tui:
        await tui.press("2", "y")
        assert tui.screen.query_one("#how", Select).value == "documents"
        await tui.fill(result="returned", by="叶向晨", text="名单不全")

        assert isinstance(tui.screen, TodayScreen)
        assert "To verify 1" not in headings(tui)


async def test_one_goes_back_to_the_ledger(at_work) -> None:
    async with at_work() as tui:
        await tui.press("2", "1")

        assert isinstance(tui.screen, LedgerScreen)


async def test_narrow_screens_leave_the_title_to_the_detail(at_work) -> None:
    async with at_work((80, 24)) as tui:
        await tui.press("2")

        assert "培训船员" not in "\n".join(lines(tui))
        assert tui.text("#day") == "To do on 2027-02-01   To verify 1   Extensions asked for 1"


async def test_changes_of_others_appear_with_the_cursor_in_place(at_work, busy_ledger: Path) -> None:
    async with at_work() as tui:
        await tui.press("2", "j")
        with Ledger.open(busy_ledger) as ledger, ledger.command("return", actor="other") as session:
            act_on_task(Desk(session, TODAY), "LL25-3", Happening("returned", TODAY, "补正"))
        await tui.until_noticed()

        assert "To verify 1" not in headings(tui)
        assert tui.screen.query_one(AgendaList).item.key == "LL25-1"


async def test_nothing_to_do_says_so(opened, tmp_path) -> None:
    path = tmp_path / "empty.db"
    Ledger.open(path, create=True).close()
    async with opened((80, 24), path=path) as tui:
        await tui.press("2")

        assert "Nothing to do." in tui.text("#day")
        assert "1 goes to the ledger" in tui.text("#detail-text")


def test_all_that_is_to_be_done_has_a_form() -> None:
    assert {form_of(act) for act in ACT_WORDS} <= FORMS.keys()
