"""A review goes into a real workbook, is filled in as a person would, and comes back."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from dutytrack import i18n
from dutytrack.domain.plan.problems import Problem
from dutytrack.domain.review.model import Review, begin
from dutytrack.domain.review.offers import with_offers
from dutytrack.output.reviewanswers import BadCellsError, NotAReviewSheetError, OtherTextError, read_review_sheet
from dutytrack.output.reviewlayout import DEED, DEED_WORDS, DEEDS, DOUBTS, KEY, SHEET_FIELDS, SOURCE, reading_column
from dutytrack.output.reviewsheet import review_sheet
from dutytrack.plantext.files.errors import DamagedFileError
from dutytrack.plantext.plan.reader import read_plans
from dutytrack.workbooks import cell_name

PLAN = """临澜市港口提升行动方案(2025-2027年)

一、主要任务

(一)扩建码头。到2026年,建成泊位12个。(牵头单位:市交通局,责任单位:市财政局、市自然资源局)

(二)疏浚航道。2026年6月底前完成航道疏浚。(牵头单位:市港行局,责任单位:市财政局)

(三)培训船员。每季度组织一次船员培训,到2027年培训船员2000名。(牵头单位:市人社局,责任单位:各县(市、区)政府)

(四)整治岸线。加强岸线管理。(责任单位:市城管局、李副市长)
"""
DIGEST = "0" * 64
CORRECTION = {field.name: reading_column(place) + 1 for place, field in enumerate(SHEET_FIELDS)}
Fill = Callable[[Worksheet], None]


@pytest.fixture
def review() -> Review:
    (plan,) = read_plans(PLAN, "port.txt")
    return begin(plan, PLAN.split("\n"))


@pytest.fixture
def sheet(review: Review, tmp_path: Path) -> Path:
    path = tmp_path / "port.xlsx"
    path.write_bytes(review_sheet([review], digest=DIGEST))
    return path


def fill(path: Path, cells: Mapping[tuple[int, int], str | int | dt.datetime | None], sheet: int = 0) -> None:
    book = load_workbook(path)
    for (row, column), value in cells.items():
        book.worksheets[sheet].cell(row, column).value = value
    book.save(path)


def answer(path: Path, review: Review) -> Review:
    (mended,) = read_review_sheet(path, [review], digest=DIGEST)
    return mended


def test_an_untouched_sheet_changes_nothing(sheet: Path, review: Review) -> None:
    assert answer(sheet, review) == review


def test_each_task_stands_with_its_doubts_and_source(sheet: Path) -> None:
    tasks = load_workbook(sheet).worksheets[0]
    assert [tasks.cell(row, KEY).value for row in range(2, 6)] == ["1-1", "1-2", "1-3", "1-4"]
    assert tasks.cell(3, SOURCE).value.startswith("(二)疏浚航道")
    assert "李副市长" in str(tasks.cell(5, DOUBTS).value)


def test_corrections_of_every_kind_come_back(sheet: Path, review: Review) -> None:
    fill(
        sheet,
        {
            (2, CORRECTION["title"]): "扩建深水码头",
            (2, CORRECTION["deadlines"]): dt.datetime(2026, 11, 30),  # noqa: DTZ001 - as Excel has it
            (2, CORRECTION["indicators"]): "泊位 | >=14 个 | 2026",
            (3, CORRECTION["lead"]): "市港航局",
            (4, CORRECTION["recurring"]): "每月",
            (4, CORRECTION["participating"]): "市总工会",
            (5, CORRECTION["responsible"]): "-",
            (5, CORRECTION["leader"]): "许明",
            (5, CORRECTION["ref"]): 4,
        },
    )
    first, second, third, fourth = (draft.task for draft in answer(sheet, review).drafts)
    assert first.title == "扩建深水码头"
    assert [(one.date, one.precision) for one in first.deadlines] == [(dt.date(2026, 11, 30), "day")]
    assert [one.value for one in first.indicators] == [14]
    assert [(one.name, one.raw) for one in second.lead] == [("市港航局", "市港行局")]
    assert [(one.freq, one.interval) for one in third.recurring] == [("monthly", 1)]
    assert [one.name for one in third.participating] == ["市总工会"]
    assert (fourth.responsible, fourth.leader, fourth.ref) == ((), ("许明",), "4")


def test_tasks_are_dropped_joined_and_added(sheet: Path, review: Review) -> None:
    fill(
        sheet,
        {
            (2, DEED): "join",
            (4, DEED): "删除",
            (6, CORRECTION["title"]): "新建灯塔",
            (6, CORRECTION["lead"]): "市航标处",
        },
    )
    tasks = answer(sheet, review).accept().plan.tasks
    assert [task.title for task in tasks] == ["扩建码头", "整治岸线", "新建灯塔"]
    assert [one.name for one in tasks[0].lead] == ["市交通局", "市港行局"]
    assert [one.name for one in tasks[2].lead] == ["市航标处"]


def test_three_rows_in_a_chain_become_one_task(sheet: Path, review: Review) -> None:
    fill(sheet, {(2, DEED): "join", (3, DEED): "join"})
    assert [task.title for task in answer(sheet, review).accept().plan.tasks] == ["扩建码头", "整治岸线"]


def test_the_head_of_the_plan_is_corrected(sheet: Path, review: Review) -> None:
    fill(sheet, {(3, 4): "港口方案", (9, 4): 2028}, sheet=1)
    plan = answer(sheet, review).plan
    assert (plan.title, plan.period.end) == ("港口方案", dt.date(2028, 12, 31))


def test_every_bad_cell_is_named(sheet: Path, review: Review) -> None:
    fill(
        sheet,
        {
            (2, CORRECTION["deadlines"]): "明年底",
            (3, CORRECTION["indicators"]): "很多",
            (4, DEED): "forget",
            (5, KEY): "9-9",
            (6, CORRECTION["lead"]): "市航标处",
            (3, CORRECTION["lead"] - 1): "市港航局",
        },
    )
    with pytest.raises(BadCellsError) as bad:
        answer(sheet, review)
    bad_cells = (
        (2, CORRECTION["deadlines"]),
        (3, CORRECTION["indicators"]),
        (4, DEED),
        (5, KEY),
        (6, CORRECTION["title"]),
        (3, CORRECTION["lead"] - 1),
    )
    for place in bad_cells:
        assert f"!{cell_name(*place)}: " in str(bad.value)


def test_a_row_taken_out_is_named(sheet: Path, review: Review) -> None:
    book = load_workbook(sheet)
    book.worksheets[0].delete_rows(3)
    book.save(sheet)
    with pytest.raises(BadCellsError, match="1-2"):
        answer(sheet, review)


def test_a_correction_that_is_a_formula_never_worked_out_is_named(sheet: Path, review: Review) -> None:
    fill(sheet, {(2, CORRECTION["title"]): '="扩建"&"码头"', (3, CORRECTION["lead"]): "#N/A"})
    with pytest.raises(BadCellsError) as bad:
        answer(sheet, review)
    for place in ((2, CORRECTION["title"]), (3, CORRECTION["lead"])):
        assert f"!{cell_name(*place)}: " in str(bad.value)


def test_october_typed_with_two_decimals_comes_back_as_october(sheet: Path, review: Review) -> None:
    book = load_workbook(sheet)
    cell = book.worksheets[0].cell(2, CORRECTION["deadlines"])
    cell.value, cell.number_format = 2026.1, "0.00"
    book.save(sheet)
    assert [one.date for one in answer(sheet, review).drafts[0].task.deadlines] == [dt.date(2026, 10, 31)]


def test_a_sorted_sheet_is_read_by_its_keys(sheet: Path, review: Review) -> None:
    book = load_workbook(sheet)
    tasks = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in tasks.iter_rows(min_row=2, max_row=5)]
    for number, row in enumerate(reversed(rows), start=2):
        for column, value in enumerate(row, start=1):
            tasks.cell(number, column).value = value
    tasks.cell(2, CORRECTION["title"]).value = "岸线"
    book.save(sheet)
    assert answer(sheet, review).drafts[3].task.title == "岸线"


def test_a_sheet_of_another_text_or_no_sheet_is_refused(sheet: Path, review: Review, tmp_path: Path) -> None:
    with pytest.raises(OtherTextError):
        read_review_sheet(sheet, [review], digest="1" * 64)
    book = load_workbook(sheet)
    book.remove(book.worksheets[1])
    other = tmp_path / "other.xlsx"
    book.save(other)
    with pytest.raises(NotAReviewSheetError):
        answer(other, review)
    torn = tmp_path / "torn.xlsx"
    torn.write_bytes(sheet.read_bytes()[:2000])
    with pytest.raises(DamagedFileError):
        answer(torn, review)


def test_a_reading_that_begins_like_a_formula_stays_text(tmp_path: Path, review: Review) -> None:
    plan = read_plans(PLAN.replace("整治岸线", '=HYPERLINK("x")'), "port.txt")[0]
    data = review_sheet([begin(plan, PLAN.split("\n"))], digest=DIGEST)
    tasks = load_workbook(io.BytesIO(data)).worksheets[0]
    assert all(cell.data_type != "f" for row in tasks.iter_rows() for cell in row)


def test_what_was_corrected_before_stands_filled_in(tmp_path: Path, review: Review) -> None:
    offered = begin(with_offers(review.read, {"市港行局": "市港航局"}), review.source)
    path = tmp_path / "port.xlsx"
    path.write_bytes(review_sheet([review], digest=DIGEST, offered=[offered]))
    assert load_workbook(path).worksheets[0].cell(3, CORRECTION["lead"]).value == "市港航局"
    assert [one.name for one in answer(path, review).drafts[1].task.lead] == ["市港航局"]


def test_a_sheet_written_in_one_language_is_read_in_another(tmp_path: Path, review: Review) -> None:
    path = tmp_path / "port.xlsx"
    i18n.use_language("zh")
    try:
        path.write_bytes(review_sheet([review], digest=DIGEST))
    finally:
        i18n.use_language("en")
    fill(path, {(4, DEED): "删除"})
    assert [task.title for task in answer(path, review).accept().plan.tasks] == ["扩建码头", "疏浚航道", "整治岸线"]


def test_lines_that_nothing_was_read_from_are_rows_and_become_a_task_where_that_is_written(tmp_path: Path) -> None:
    (plan,) = read_plans(PLAN, "port.txt")
    facts = {"name": "lines 3 to 4", "why": "nothing was read from them", "last": "4"}
    plan = replace(plan, problems=(Problem("left-out", 3, "text", facts),))
    source = ["", "", "7 建设应急物资仓库", "8 开展巡航检查", *PLAN.split("\n")]
    review, path = begin(plan, source), tmp_path / "port.xlsx"
    path.write_bytes(review_sheet([review], digest=DIGEST))

    assert len(answer(path, review).accept().plan.tasks) == len(plan.tasks)
    (left,) = [draft for draft in review.drafts if draft.left_over]
    rows = {load_workbook(path).worksheets[0].cell(row, KEY).value: row for row in range(2, 8)}
    fill(path, {(rows[f"1-{left.id}"], DEED): "收为任务"})
    titles = [task.title for task in answer(path, review).accept().plan.tasks]
    assert len(titles) == len(plan.tasks) + 1
    assert "7 建设应急物资仓库" in titles


NEAR = Problem("near-unit", 5, "responsible", {"name": "市财政局", "suggestion": "市财政金融局", "how": "near"})


def test_the_answer_that_a_doubt_names_is_taken_in_its_row_or_everywhere(tmp_path: Path, review: Review) -> None:
    tasks = tuple(replace(task, problems=(*task.problems, NEAR)) for task in review.read.tasks[:2])
    doubted = begin(replace(review.read, tasks=(*tasks, *review.read.tasks[2:])), review.source)
    path = tmp_path / "port.xlsx"
    path.write_bytes(review_sheet([doubted], digest=DIGEST))

    fill(path, {(2, DEED): "采纳"})
    assert [one.task.responsible[0].name for one in answer(path, doubted).drafts[:2]] == ["市财政金融局", "市财政局"]
    fill(path, {(2, DEED): "adopt everywhere"})
    mended = answer(path, doubted)
    assert [one.task.responsible[0].name for one in mended.drafts[:2]] == ["市财政金融局"] * 2
    assert not any(one.code == "near-unit" for draft in mended.drafts for one in draft.doubts)
    fill(path, {(4, DEED): "adopt"})
    with pytest.raises(BadCellsError, match=f"{cell_name(4, DEED)}: .*names its answer"):
        answer(path, doubted)


def test_lines_that_nothing_was_read_from_are_joined_to_the_task_before_or_after_or_passed(
    tmp_path: Path, review: Review
) -> None:
    left = Problem("left-over", 6, "units", {"text": "须持证上岗"})
    source = (*review.source[:5], "须持证上岗", *review.source[6:])
    asked, path = begin(replace(review.read, problems=(left,)), source), tmp_path / "port.xlsx"
    path.write_bytes(review_sheet([asked], digest=DIGEST))
    for deed, texts in {"join up": ("扩建码头", True, False), "join": ("疏浚航道", False, True)}.items():
        fill(path, {(3, DEED): deed})
        first, second, *_rest = answer(path, asked).accept().plan.tasks
        assert (first.title, second.title) == ("扩建码头", "疏浚航道")
        assert ("须持证上岗" in first.text, "须持证上岗" in second.text) == texts[1:]
    fill(path, {(3, DEED): "放过"})
    assert not answer(path, asked).drafts[1].is_waiting
    fill(path, {(2, DEED): "pass"})
    with pytest.raises(BadCellsError, match=f"{cell_name(2, DEED)}: "):
        answer(path, asked)


def test_every_word_that_the_sheet_offers_is_understood_in_both_languages() -> None:
    for language in ("en", "zh"):
        i18n.use_language(language)
        try:
            assert {i18n._(word) for word in DEED_WORDS} <= DEEDS.keys()
        finally:
            i18n.use_language("en")


def insert(path: Path, below: int, cells: Mapping[int, str], *, copied: bool = False) -> None:
    """A row below another, with that one's key and ``cells``, as a copy of it or empty besides."""
    book = load_workbook(path)
    tasks = book.worksheets[0]
    values = [cell.value for cell in tasks[below]]
    tasks.insert_rows(below + 1)
    for column, value in enumerate(values, start=1):
        if copied or column == KEY:
            tasks.cell(below + 1, column).value = value
    for column, value in cells.items():
        tasks.cell(below + 1, column).value = value
    book.save(path)


def test_a_further_row_of_a_key_cuts_the_task(sheet: Path, review: Review) -> None:
    insert(sheet, 2, {CORRECTION["title"]: "配套道路", CORRECTION["lead"]: "市住建局", CORRECTION["indicators"]: "-"})
    insert(sheet, 2, {CORRECTION["title"]: "配套堆场"}, copied=True)
    fill(sheet, {(2, CORRECTION["title"]): "扩建深水码头"})
    accepted = answer(sheet, review).accept()
    first, yard, road, dredging, *_rest = accepted.plan.tasks
    assert [task.title for task in (first, yard, road)] == ["扩建深水码头", "配套堆场", "配套道路"]
    assert dredging.title == "疏浚航道"
    assert [task.ref for task in (first, yard, road)] == ["一.(一)/1", "一.(一)/2", "一.(一)/3"]
    assert [task.lead[0].name for task in (first, yard, road)] == ["市交通局", "市交通局", "市住建局"]
    assert (len(first.indicators), len(yard.indicators), road.indicators) == (1, 1, ())
    assert [one.name for one in road.responsible] == ["市财政局", "市自然资源局"]
    cuts = [one.accepted for one in accepted.corrections if one.field == "task"]
    assert cuts == ["一.(一)/1 扩建深水码头 + 一.(一)/2 配套堆场", "一.(一)/1 扩建深水码头 + 一.(一)/3 配套道路"]


@pytest.mark.parametrize(
    ("cells", "below", "bad"),
    [
        ({}, {}, (3, CORRECTION["title"])),
        ({}, {"title": "扩建码头"}, (3, CORRECTION["title"])),
        ({(2, DEED): "drop"}, {"title": "配套道路"}, (2, DEED)),
        ({(3, DEED): "join"}, {"title": "配套道路"}, (3, DEED)),
        ({(4, DEED): "join up"}, {"title": "配套道路"}, (4, DEED)),
        ({(3, CORRECTION["title"] - 1): "道路"}, {"title": "配套道路"}, (3, CORRECTION["title"] - 1)),
    ],
)
def test_what_contradicts_a_cut_is_named(
    sheet: Path,
    review: Review,
    cells: Mapping[tuple[int, int], str],
    below: Mapping[str, str],
    bad: list[tuple[int, int | str]],
) -> None:
    insert(sheet, 2, {CORRECTION[name]: value for name, value in below.items()})
    fill(sheet, cells)
    with pytest.raises(BadCellsError) as refused:
        answer(sheet, review)
    assert f"!{cell_name(*bad)}: " in str(refused.value)


def test_a_title_of_a_task_that_is_joined_to_another_is_named(sheet: Path, review: Review) -> None:
    for deed in ((2, "join"), (3, "join up")):
        fill(sheet, {(2, DEED): "", (3, DEED): "", (deed[0], DEED): deed[1], (3, CORRECTION["title"]): "清淤"})
        with pytest.raises(BadCellsError, match=f"!{cell_name(3, CORRECTION['title'])}: "):
            answer(sheet, review)


def test_what_two_rows_say_of_one_join_is_done_once(sheet: Path, review: Review) -> None:
    fill(sheet, {(2, DEED): "join", (3, DEED): "join up"})
    assert [task.title for task in answer(sheet, review).accept().plan.tasks] == ["扩建码头", "培训船员", "整治岸线"]
    fill(sheet, {(3, DEED): "join up", (4, DEED): "并入上一项"})
    (joined, last) = answer(sheet, review).accept().plan.tasks
    assert (joined.title, last.title) == ("扩建码头", "整治岸线")
    assert joined.text.index("疏浚航道") < joined.text.index("培训船员")
