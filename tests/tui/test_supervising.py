"""The forms of supervision: each writes what its command line twin writes, and says no in the form."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from textual.widgets import Input, Select

from dutytrack.store.file.connection import open_reader
from dutytrack.store.query.look import Look
from dutytrack.store.reading.detail import TaskDetail, task_detail
from dutytrack.store.reading.settings import rule_pack
from dutytrack.tui.ledger.screen import LedgerScreen
from dutytrack.tui.shared.dialogs import FormDialog

TODAY = dt.date(2026, 7, 15)
FIRST = "市交通局"


@pytest.fixture
def task(ledger_path: Path):
    def read(key: str = "LL25-1") -> TaskDetail:
        connection = open_reader(ledger_path)
        try:
            detail = task_detail(Look(connection, TODAY, rule_pack(connection)), key)
        finally:
            connection.close()
        assert detail is not None
        return detail

    return read


async def test_a_unit_signs_for_a_task(opened, task) -> None:
    async with opened() as tui:
        await tui.press("i")
        assert tui.screen.query_one("#unit", Select).value == FIRST
        await tui.fill(by="祁慕白")

        assert task().row.status == "active"
        assert f"LL25-1: {FIRST} signed for it on" in tui.toasts


async def test_a_report_shows_as_a_bar_against_the_schedule(opened, task) -> None:
    async with opened() as tui:
        await tui.press("p")
        await tui.fill(percent="40%", text="完成沉箱12个", problem="石料短缺", next_step="8月安装")

        report = task().reports[0]
        assert (report.unit, report.percent, report.problem) == (FIRST, 40, "石料短缺")
        text = tui.text("#detail-text")
        assert "=|" in text.replace("-", "=") or "|" in text.splitlines()[2]
        assert "40%" in text
        assert "claimed" in text
        assert "problem: 石料短缺" in text
        assert "40%?" in str(tui.table.get_cell("LL25-1", "progress"))


async def test_a_report_with_proof_keeps_the_file(opened, task, tmp_path: Path) -> None:
    proof = tmp_path / "验收单.txt"
    proof.write_text("合格")
    async with opened() as tui:
        await tui.press("p")
        await tui.fill(percent="50", file=str(tmp_path / "missing.txt"))
        assert isinstance(tui.screen, FormDialog)
        assert "missing.txt" in tui.text("#fault")

        await tui.fill(file=str(proof))

        assert [file.name for file in task().reports[0].evidence] == ["验收单.txt"]


@pytest.mark.parametrize(
    ("entered", "said"),
    [("140", "140"), ("many", "enter a number"), ("nan", "enter a number"), ("1e999", "enter a number")],
)
async def test_a_percentage_that_is_none_is_refused_in_the_form(opened, task, entered: str, said: str) -> None:
    async with opened() as tui:
        await tui.press("p")
        await tui.fill(percent=entered)

        assert isinstance(tui.screen, FormDialog)
        assert said in tui.text("#fault")
        assert task().reports == ()


async def test_a_figure_is_measured(opened, task) -> None:
    async with opened() as tui:
        await tui.press("n")
        await tui.fill(value="9", source="统计月报")

        assert [(row.value, row.source) for row in task().measurements] == [(9, "统计月报")]
        assert "9个 on" in tui.text("#detail-text")


async def test_handing_in_checking_and_sending_back(opened, task) -> None:
    async with opened() as tui:
        await tui.press("h")
        await tui.fill(note="完工报告")
        assert task().row.status == "submitted"

        await tui.press("y")
        await tui.fill(by="叶向晨")
        assert "Result is needed" in tui.text("#fault")
        await tui.fill(result="accepted", how="site")
        assert [row.result for row in task().verifications] == ["accepted"]

        await tui.press("R")
        await tui.fill(note="资料不全")
        assert task().row.status == "active"


async def test_an_order_rung_by_rung(opened, task) -> None:
    async with opened(today=dt.date(2027, 2, 1)) as tui:
        await tui.press("o")
        assert tui.screen.query_one("#rung", Select).value == "blue"
        await tui.fill(rung="red", ground="拖延")
        assert isinstance(tui.screen, FormDialog)
        assert tui.text("#fault")

        await tui.fill(rung="blue")
        assert isinstance(tui.screen, LedgerScreen)
        assert "reply by" in tui.text("#detail-text")
        assert "no answer yet" in tui.text("#detail-text")

        await tui.press("O")
        await tui.fill(text="已加派力量")

        assert "已加派力量" in tui.text("#detail-text")


async def test_there_is_nothing_to_answer_without_an_order(opened) -> None:
    async with opened() as tui:
        await tui.press("O")

        assert isinstance(tui.screen, LedgerScreen)
        assert "No order was issued about LL25-1." in tui.toasts


async def test_more_time_is_asked_for_and_refused(opened, task) -> None:
    async with opened() as tui:
        await tui.press("x")
        await tui.fill(wished="2026-01-01", reason="台风", progress="九成")
        assert "2026-01-01 is not later" in tui.text("#fault")

        await tui.fill(wished="2027-03-31")
        assert "not decided yet" in tui.text("#detail-text")

        await tui.press("X")
        await tui.fill(decision="refused", by="叶向晨")

        assert "refused by 叶向晨" in " ".join(tui.text("#detail-text").split())
        assert task().deadlines[0].current == dt.date(2026, 12, 31)


async def test_a_grant_needs_a_date(opened, task) -> None:
    async with opened() as tui:
        await tui.press("x")
        await tui.fill(wished="2027-03-31", reason="台风", progress="九成")
        await tui.press("X")
        await tui.fill(to="", by="叶向晨")
        assert "until when" in tui.text("#fault")

        await tui.fill(to="2027-02-28")

        assert task().deadlines[0].current == dt.date(2027, 2, 28)


async def test_a_unit_is_reminded_once_a_period(opened, task) -> None:
    async with opened() as tui:
        await tui.press("m")
        await tui.fill(why="请报进展")
        assert [row.why for row in task().reminders] == ["请报进展"]

        await tui.press("m")
        await tui.fill(why="再催")

        assert "already" in tui.text("#fault")


async def test_confidence_of_both_sides(opened, task) -> None:
    async with opened() as tui:
        await tui.press("C")
        await tui.fill(value="11")
        assert isinstance(tui.screen, FormDialog)
        await tui.fill(value="4")
        await tui.press("C")
        await tui.fill(side="lead", value="9")

        assert "lead unit 9 of 10, office 4 of 10" in tui.text("#detail-text")


async def test_a_month_is_exempt(opened, task) -> None:
    async with opened() as tui:
        await tui.press("E")
        await tui.fill(note="汛期停工")

        assert [(row.month, row.reason) for row in task().exempt_months] == [(dt.date(2026, 7, 1), "汛期停工")]


async def test_suspending_resuming_and_dropping(opened, task) -> None:
    async with opened() as tui:
        for key, entered, status in (("z", "等批复", "suspended"), ("Z", "", "active"), ("D", "并入他项", "dropped")):
            tui.screen.show_query("")
            await tui.settle()
            await tui.choose("LL25-1")
            await tui.press(key)
            await tui.fill(note=entered)

            assert task().row.status == status


async def test_mending_changes_only_what_was_entered(opened, task) -> None:
    async with opened() as tui:
        await tui.press("e")
        assert tui.screen.query_one("#lead", Input).value == FIRST
        await tui.fill(note="核对原文")
        assert tui.text("#fault")

        await tui.fill(title="扩建深水码头", due="2026-11-30", lead="市交通局、市港航局")

        row = task().row
        assert (row.title, row.due, row.lead) == ("扩建深水码头", dt.date(2026, 11, 30), ("市交通局", "市港航局"))
        assert row.responsible == ("市财政局", "市自然资源局")


async def test_a_near_unit_is_asked_about_in_the_form_that_names_it(opened, task) -> None:
    async with opened() as tui:
        await tui.press("e")
        await tui.fill(lead="市交通居", note="核对原文")
        assert f"No unit is called 市交通居; is {FIRST} meant?" in tui.text("#fault")
        assert task().row.lead == (FIRST,)

        tui.screen.query_one("#new", Select).value = "yes"
        await tui.fill(lead="市交通居")

        assert task().row.lead == ("市交通居",)
        assert "市交通居 entered as a new unit" in tui.toasts


async def test_enter_pressed_twice_does_it_once(opened, task) -> None:
    async with opened() as tui:
        await tui.press("p")
        tui.screen.query_one("#percent", Input).value = "40"
        await tui.pilot.press("enter", "enter", "enter")
        await tui.settle()

        assert len(task().reports) == 1


async def test_brackets_in_a_units_name_are_only_text(opened, task) -> None:
    async with opened() as tui:
        await tui.press("e")
        await tui.fill(lead="市[bold]港航[/]局", note="核对原文")
        assert task().row.lead == ("市[bold]港航[/]局",)

        await tui.press("i")

        assert tui.screen.query_one("#unit", Select).value == "市[bold]港航[/]局"
        tui.screen.query_one("#unit", Select).expanded = True
        await tui.settle()
        assert "市[bold]港航[/]局" in tui.app.export_screenshot(simplify=True).replace("&#x27;", "")


async def test_every_form_opens_or_says_why_not(opened) -> None:
    from dutytrack.services.acts.declared.acts import FORMS

    async with opened((80, 24)) as tui:
        for name in FORMS:
            tui.screen.action_form(name)
            await tui.settle()
            if isinstance(tui.screen, FormDialog):
                assert tui.screen.query_one("#confirm").region.bottom <= 24
                await tui.press("escape")
            else:
                assert tui.toasts

    assert len(FORMS) >= 15


async def test_a_unit_is_called_in_and_the_form_says_what_the_command_says(opened, task) -> None:
    async with opened() as tui:
        await tui.press("Y")
        await tui.fill(by="周副市长", text="八月底前补齐")

        assert task().row.status == "pending"
        assert f"LL25-1: {FIRST} called in on 2026-07-15 by 周副市长" in tui.toasts
        assert "八月底前补齐" in tui.text("#detail-text")
