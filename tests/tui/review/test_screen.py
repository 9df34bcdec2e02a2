"""The review screen: mending a reading, accepting it, and leaving it."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from dutytrack.domain.plan.problems import Problem
from dutytrack.domain.review.model import begin
from dutytrack.plantext.plan.reader import read_plans
from dutytrack.services.desk import Desk
from dutytrack.services.plans.accepting import begin_review
from dutytrack.services.plans.decisions import Decisions
from dutytrack.services.plans.documents import DocumentText, ReadPlan
from dutytrack.services.tasks.entering import NewTask, Sharing, add_task
from dutytrack.store.file.connection import open_reader
from dutytrack.store.ledger import Ledger
from dutytrack.tui.review.acceptance import Acceptance
from dutytrack.tui.review.dialogs import FieldsDialog, LineDialog, PickDialog, SplitDialog
from dutytrack.tui.review.drafts import ReviewTable
from dutytrack.tui.review.importing import ImportDialog, completed
from dutytrack.tui.review.screen import ReviewApp, ReviewScreen
from dutytrack.tui.review.text import source_text
from dutytrack.tui.shared.access import LedgerAccess
from dutytrack.tui.shared.dialogs import ConfirmDialog

TODAY = dt.date(2026, 7, 15)
PLAN = """临澜市渔业提升行动方案(2025-2027年)

一、主要任务

(一)扩建渔港。到2026年,建成泊位12个。
整修航标。
(牵头单位:市交通局,责任单位:市财政局)

(二)养殖海参。2026年6月底前完成养殖规划。(牵头单位:市港行局,责任单位:市财政局)

(三)整治岸线“[乱搭]”。加强岸线管理。(责任单位:市城管局、李副市长)
"""
Settle = Callable[[Pilot[Any]], Awaitable[None]]


class Hands:
    """The review screen under a test's hands."""

    def __init__(self, pilot: Pilot[Any], settle: Settle) -> None:
        self.pilot, self.settle = pilot, settle

    @property
    def app(self) -> ReviewApp:
        assert isinstance(self.pilot.app, ReviewApp)
        return self.pilot.app

    @property
    def screen(self) -> ReviewScreen:
        (found,) = [screen for screen in self.app.screen_stack if isinstance(screen, ReviewScreen)]
        return found

    @property
    def titles(self) -> list[str]:
        return [draft.task.title for draft in self.screen.query_one(ReviewTable).rows_shown]

    @property
    def chosen(self) -> str:
        assert self.screen.chosen is not None
        return self.screen.chosen.task.title

    def says(self, selector: str) -> str:
        return str(self.screen.query_one(selector, Static).content)

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.settle(self.pilot)

    async def enter(self, **values: str) -> None:
        """Fill the dialog of fields in and confirm it."""
        for name, value in values.items():
            entry = self.app.screen.query_one(f"#field-{name}")
            if isinstance(entry, TextArea):
                entry.text = value
            else:
                assert isinstance(entry, Input)
                entry.value = value
        await self.press("ctrl+s")


Reviewed = Callable[..., AbstractAsyncContextManager[Hands]]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "books" / "ledger.db"


@pytest.fixture
def reviewed(ledger: Path, settle: Settle) -> Reviewed:
    @asynccontextmanager
    async def start(size: tuple[int, int] = (120, 40), text: str = PLAN) -> AsyncIterator[Hands]:
        plan = read_plans(text, "fish.txt")[0]
        document = DocumentText("fish.txt", "text/plain", sha256(text.encode()).hexdigest(), text)
        accept = Acceptance(LedgerAccess(ledger, today=lambda: TODAY, actor="office"), document, Decisions(code="YY25"))
        review = begin(plan, text.split("\n"))
        if not is_absent(ledger):
            with accept.access.desk("import") as desk:
                review = begin_review(desk, ReadPlan(plan, document))
        app = ReviewApp(review, accept)
        async with app.run_test(size=size, notifications=True) as pilot:
            hands = Hands(pilot, settle)
            await settle(pilot)
            yield hands

    return start


def is_absent(path: Path) -> bool:
    return not path.exists()


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(open_reader(path)) as reader:
        return [tuple(row) for row in reader.execute(sql)]


async def test_doubtful_tasks_come_first_with_a_sign_and_their_sentences(reviewed: Reviewed) -> None:
    async with reviewed() as hands:
        assert hands.titles[0].startswith("整治岸线")
        assert "U" in str(hands.screen.query_one(ReviewTable).get_cell_at((0, 0)))
        assert "李副市长 is a person, not a unit" in hands.says("#reading Static")
        assert "3 tasks, 1 doubtful" in hands.says("#review-head")
        await hands.press("o", "g")
        assert hands.titles[0] == "扩建渔港"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_the_source_stands_beside_with_the_task_marked(reviewed: Reviewed, size: tuple[int, int]) -> None:
    async with reviewed(size) as hands:
        await hands.press("o", "g")
        assert "| (一)扩建渔港" in hands.says("#source Static")
        assert hands.screen.query_one(ReviewTable).max_scroll_x == 0


async def test_a_field_is_mended_and_the_ledger_holds_it_after_acceptance(reviewed: Reviewed, ledger: Path) -> None:
    async with reviewed() as hands:
        await hands.press("o", "g", "j", "enter")
        await hands.enter(lead="市港航局", deadlines="2026-09 2026年9月底前", text="养殖海参。")
        assert "read: 市港行局" in hands.says("#reading Static")
        await hands.press("A")
        assert is_absent(ledger)
        await hands.press("y")
    assert "YY25 written: 3 tasks" in (hands.app.return_value or "")
    assert rows(ledger, "SELECT u.name FROM assignment a JOIN unit u ON u.id = a.unit_id WHERE a.raw = '市港行局'") == [
        ("市港航局",)
    ]
    assert rows(ledger, "SELECT field, accepted FROM correction ORDER BY id")[0] == ("lead", "市港航局")
    assert ("2026-09-30",) in rows(ledger, "SELECT date FROM deadline")


async def test_a_name_typed_in_review_that_is_near_to_a_units_is_told_before_it_is_written(
    reviewed: Reviewed, ledger: Path
) -> None:
    with Ledger.open(ledger, create=True) as books, books.command("add", actor="office") as session:
        add_task(Desk(session, TODAY, place="临澜市"), NewTask("巡查", sharing=Sharing(["市体育局"])))
    async with reviewed() as hands:
        await hands.press("o", "g", "j", "enter")
        await hands.enter(lead="市体育句")
        await hands.press("A")
        assert isinstance(hands.app.screen, ConfirmDialog)
        said = " ".join(str(static.content) for static in hands.app.screen.query(Static))
        assert "No unit is called 市体育句; is 市体育局 meant?" in said
        await hands.press("y")
    assert rows(ledger, "SELECT COUNT(*) FROM unit WHERE name = '市体育句'") == [(1,)]


async def test_the_unit_that_came_after_is_taken_with_one_key_here_or_everywhere_and_taken_back(
    reviewed: Reviewed, ledger: Path
) -> None:
    with Ledger.open(ledger, create=True) as books, books.command("add", actor="office") as session:
        add_task(Desk(session, TODAY, place="临澜市"), NewTask("巡查"))
    text = PLAN.replace("市交通局", "市旅游局").replace("市港行局", "市旅游局")
    async with reviewed(text=text) as hands:
        await hands.press("o", "g")
        before = hands.screen.review
        assert [one.code for draft in before.drafts for one in draft.doubts].count("former-unit") == 2
        await hands.press("y")
        assert isinstance(hands.app.screen, PickDialog)
        await hands.press("enter")
        leads = [draft.task.lead[0].name for draft in hands.screen.review.drafts[:2]]
        assert leads == ["市文旅局"] * 2
        assert not any(one.code == "former-unit" for draft in hands.screen.review.drafts for one in draft.doubts)
        await hands.press("u")
        assert hands.screen.review == before
        await hands.press("y", "j", "enter", "j", "y")
        assert [draft.task.lead[0].name for draft in hands.screen.review.drafts[:2]] == leads
        await hands.press("A", "y")
    assert rows(ledger, "SELECT COUNT(*) FROM unit WHERE name = '市旅游局'") == [(0,)]


async def test_a_field_that_can_not_be_understood_keeps_the_dialog_open(reviewed: Reviewed) -> None:
    async with reviewed() as hands:
        await hands.press("enter")
        await hands.enter(deadlines="某年某月")
        dialog = hands.app.screen
        assert isinstance(dialog, FieldsDialog)
        assert "某年某月' is no date" in str(dialog.query_one("#fault", Static).content)
        await hands.press("escape")
        assert hands.app.screen is hands.screen
        assert hands.screen.review.accept().plan == hands.screen.review.read


async def test_the_dialog_begins_in_the_field_in_doubt(reviewed: Reviewed) -> None:
    async with reviewed((80, 24)) as hands:
        await hands.press("enter")
        assert hands.app.focused is not None
        assert hands.screen.chosen is not None
        assert (hands.app.focused.id or "").removeprefix("field-") in {one.field for one in hands.screen.chosen.doubts}


async def test_the_dialog_begins_in_the_first_field_in_doubt_whatever_its_doubt_calls_it(reviewed: Reviewed) -> None:
    number = Problem("units-without-number", 5, "label")
    day = Problem("date-without-year", 5, "deadline", {"text": "6月底前"})
    async with reviewed((80, 24)) as hands:
        read, source = hands.screen.review.read, hands.screen.review.source
        first, *others = read.tasks
        hands.screen.review = begin(replace(read, tasks=(replace(first, problems=(day, number)), *others)), source)
        await hands.press("o", "g", "enter")
        assert hands.app.focused is not None
        assert hands.app.focused.id == "field-ref"


async def test_only_marked_tasks_are_written(reviewed: Reviewed, ledger: Path) -> None:
    async with reviewed() as hands:
        await hands.press("a")
        assert hands.app.screen is hands.screen
        await hands.press("o", "g", "space", "a", "y")
    assert rows(ledger, "SELECT title FROM task") == [("扩建渔港",)]


async def test_tasks_are_joined_cut_left_out_and_added(reviewed: Reviewed) -> None:
    async with reviewed() as hands:
        await hands.press("o", "g", "s")
        assert isinstance(hands.app.screen, SplitDialog)
        await hands.press("enter")
        assert hands.titles[:2] == ["扩建渔港", "整修航标"]
        await hands.press("J")
        assert hands.titles == ["扩建渔港", "养殖海参", hands.titles[2]]
        await hands.press("j", "d")
        assert hands.chosen == "养殖海参"
        assert hands.screen.review.drafts[1].dropped
        await hands.press("d", "n")
        assert isinstance(hands.app.screen, LineDialog)
        await hands.press(*"new", "enter")
        assert hands.chosen == "new"
        await hands.press("u", "u", "u", "u", "u")
        assert hands.screen.review.accept().plan == hands.screen.review.read


async def test_a_task_of_one_paragraph_is_cut_by_the_title_of_the_second(reviewed: Reviewed) -> None:
    async with reviewed() as hands:
        await hands.press("o", "g", "j", "s")
        assert isinstance(hands.app.screen, LineDialog)
        await hands.press(*"pen", "enter")
        assert hands.titles[1:3] == ["养殖海参", "pen"]
        first, second = (draft.task for draft in hands.screen.review.drafts[1:3])
        assert (first.lead, first.deadlines) == (second.lead, second.deadlines)
        assert (first.ref, second.ref) == ("一.(二)/1", "一.(二)/2")
        await hands.press("u")
        assert hands.screen.review.accept().plan == hands.screen.review.read


async def test_the_head_of_the_plan_can_be_mended(reviewed: Reviewed, ledger: Path) -> None:
    async with reviewed() as hands:
        await hands.press("p")
        await hands.enter(title="渔业方案", jurisdiction="临澜市", end="2028")
        await hands.press("A", "y")
    assert rows(ledger, 'SELECT title, jurisdiction, "end" FROM plan') == [("渔业方案", "临澜市", "2028-12-31")]


async def test_leaving_asks_before_changes_are_lost(reviewed: Reviewed, ledger: Path) -> None:
    async with reviewed() as hands:
        await hands.press("space", "escape")
        assert isinstance(hands.app.screen, ConfirmDialog)
        await hands.press("n")
        assert hands.app.screen_stack[-1] is hands.screen
        await hands.press("escape", "y")
    assert hands.app.return_value is None
    assert is_absent(ledger)


async def test_leaving_an_untouched_review_asks_nothing(reviewed: Reviewed) -> None:
    async with reviewed() as hands:
        await hands.press("escape")
    assert not hands.app.is_running


async def test_next_doubt_goes_over_what_is_in_no_doubt(reviewed: Reviewed) -> None:
    async with reviewed() as hands:
        await hands.press("o", "g", "f")
        assert hands.chosen.startswith("整治岸线")


async def test_what_nothing_was_read_from_comes_first_and_is_made_a_task_or_waved_through(
    reviewed: Reviewed,
) -> None:
    rows_apart = "7 建设应急物资仓库并配备 市应急局\n8 开展巡航检查并登记造册 市海事局\n"
    async with reviewed(text=f"{PLAN}\n抄送：市纪委监委。\n\n{rows_apart}") as hands:
        assert hands.titles[0].startswith("7 建设")
        assert "1 left over" in hands.says("#review-head")
        await hands.press("d")
        assert "4 tasks" in hands.says("#review-head")
        await hands.press("u", "g", "J")
        assert isinstance(hands.app.screen, PickDialog)
        await hands.press("enter")
        assert "8 开展巡航检查" in hands.screen.review.drafts[-1].task.text
        assert hands.chosen.startswith("整治岸线")
        await hands.press("u", "g", "space")
        assert "left over" not in hands.says("#review-head")


async def test_help_and_light_and_dark_work_here_too(reviewed: Reviewed) -> None:
    async with reviewed((80, 24)) as hands:
        await hands.press("t")
        assert not hands.app.current_theme.dark
        await hands.press("question_mark", "escape")
        assert hands.app.screen is hands.screen


async def test_a_plan_is_imported_from_the_ledger_screen(opened: Any, tmp_path: Path) -> None:
    document = tmp_path / "fish.txt"
    document.write_text(PLAN, encoding="utf-8")
    async with opened() as driver:
        before = len(driver.keys)
        await driver.press("I")
        dialog = driver.screen
        assert isinstance(dialog, ImportDialog)
        dialog.query_one(Input).value = str(tmp_path / "none.txt")
        await driver.press("enter")
        assert "none.txt" in str(dialog.query_one("#fault", Static).content)
        dialog.query_one(Input).value = str(document)
        await driver.press("enter")
        assert isinstance(driver.screen, ReviewScreen)
        await driver.press("A", "y")
        assert len(driver.keys) == before + 3


async def test_the_plans_of_an_archive_are_reviewed_in_turn_and_a_later_text_task_by_task(
    opened: Any, ledger_path: Path, tmp_path: Path
) -> None:
    later = PLAN.replace("泊位12个", "泊位20个").replace("(二)养殖海参", "(二)养殖鲍鱼")
    (tmp_path / "first.txt").write_text(PLAN, encoding="utf-8")
    with ZipFile(tmp_path / "both.zip", "w") as archive:
        for name, text in (("1.txt", later), ("2.txt", PLAN.replace("渔业", "林业")), ("3.txt", "今天天气很好。")):
            archive.writestr(name, text)

    async with opened() as driver:
        await driver.press("I")
        driver.screen.query_one(Input).value = str(tmp_path / "first.txt")
        await driver.press("enter", "A", "y")
        before = len(driver.keys)
        await driver.press("I")
        driver.screen.query_one(Input).value = str(tmp_path / "both.zip")
        await driver.press("enter")
        review = driver.screen
        assert isinstance(review, ReviewScreen)
        assert "plan 1 of 2" in str(review.query_one("#review-head", Static).content)
        assert "kept 1, diff 2" in str(review.query_one("#review-head", Static).content)
        await driver.press("g", "c", "enter")
        assert review.review.drafts[0].refused_fields == {"text"}
        await driver.press("u", "j", "d")
        assert [draft.refused for draft in review.review.drafts] == [False, True, False]
        await driver.press("A")
        said = " ".join(str(static.content) for static in driver.screen.query(Static))
        assert "1 of its tasks change" in said
        await driver.press("y")
        assert isinstance(driver.screen, ReviewScreen)
        assert "plan 2 of 2" in str(driver.screen.query_one("#review-head", Static).content)
        await driver.press("A", "y")
        assert len(driver.keys) == before + 3
    titles = [title for (title,) in rows(ledger_path, "SELECT title FROM task")]
    assert titles.count("养殖海参") == 2
    assert "养殖鲍鱼" not in titles


@pytest.mark.parametrize(("keys", "concluded"), [(("A", "up", "enter"), 1), (("A", "enter"), 0)])
async def test_it_is_asked_whether_a_plan_that_is_over_is_concluded(
    reviewed: Reviewed, ledger: Path, keys: tuple[str, ...], concluded: int
) -> None:
    async with reviewed(text=PLAN.replace("2025-2027", "2022-2023").replace("2026", "2022")) as hands:
        await hands.press(*keys)
    assert rows(ledger, "SELECT COUNT(*) FROM action WHERE kind = 'concluded'") == [(concluded,)]
    assert rows(ledger, "SELECT COUNT(*) FROM task") == [(3,)]


def test_a_path_is_completed(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "port.docx").touch()
    (tmp_path / "plans" / ".hidden").touch()
    assert completed(f"{tmp_path}/pl") == f"{tmp_path}/plans/"
    assert completed(f"{tmp_path}/plans/") == f"{tmp_path}/plans/port.docx"
    assert completed(f"{tmp_path}/none/x") is None


def test_spans_are_coloured_where_they_stand_in_a_very_long_line() -> None:
    text = "临澜市方案 一、任务 " + "".join(
        f"({number})建设平台。到2026年建成平台{number}个。(牵头单位:市科技局)" for number in "一二三四五六七八九"
    )
    (plan,) = read_plans(text * 1, "line.txt")
    task = plan.tasks[0]
    laid = source_text([text + "啊" * 9000], task, cells=60, dark=True)
    assert laid.row == 0
    assert len(laid.text.plain) < 6000
    assert any("on #" in str(span.style) for span in laid.text.spans)
