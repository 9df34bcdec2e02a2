"""OFD files: lines, tables and pages as they are seen, and plain words where there is nothing to read."""

from __future__ import annotations

import re

import pytest
from tests.plantext.files.conftest import OFD, ofd_rules, ofd_text

from dutytrack.plantext.files import Limits, read_document
from dutytrack.plantext.files.errors import (
    DamagedFileError,
    EncryptedFileError,
    EntityError,
    FileReadError,
    ScannedPdfError,
    SlantedPdfError,
    TooMuchInsideError,
)
from dutytrack.plantext.plan.reader import read_plans

HEADER = ("序号", "工作任务", "牵头单位")
ROWS = (("1", "建设科技创新平台", "市科技局"), ("2", "引进高层次人才", "市人社局"), ("3", "办好大赛", "市教育局"))
XS = (20.0, 35.0, 120.0, 180.0)


def flow(*lines: str, top: float = 40.0) -> str:
    return "".join(ofd_text(25, top + 9 * number, line) for number, line in enumerate(lines))


def table(rows, top: float = 60.0, *, ruled: bool) -> str:
    ys = [top + 10 * number for number in range(len(rows) + 1)]
    cells = "".join(
        ofd_text(x + 2, y + 7, text) for y, row in zip(ys, rows, strict=False) for x, text in zip(XS, row, strict=False)
    )
    return cells + (ofd_rules(XS, ys) if ruled else "")


def test_the_lines_of_two_pages_are_read_in_order_and_page_numbers_are_dropped(lines_of, make_ofd):
    first = flow("云州市渔业方案", "一、重点任务", "(一)扩建渔港。") + ofd_text(100, 285, "— 1 —")
    second = flow("牵头单位:市交通局") + ofd_text(100, 285, "— 2 —")
    assert lines_of("方案.ofd", make_ofd([first, second])) == [
        "云州市渔业方案", "一、重点任务", "(一)扩建渔港。", "牵头单位:市交通局",
    ]  # fmt: skip


@pytest.mark.parametrize("ruled", [True, False])
def test_the_cells_of_a_table_are_told_by_their_places(lines_of, make_ofd, ruled):
    lines = lines_of("表.ofd", make_ofd([flow("云州市工作清单") + table((HEADER, *ROWS), ruled=ruled)]))
    assert lines == ["云州市工作清单", *("\t".join(row) for row in (HEADER, *ROWS))]


def test_a_plan_in_ofd_gives_its_tasks(save, make_ofd):
    rows = (("序号", "工作任务", "牵头单位"), *ROWS)
    head = flow("云州市2026年科技创新工作方案", "一、重点任务")
    (document,) = read_document(save("方案.ofd", make_ofd([head + table(rows, ruled=True)])))
    (plan,) = read_plans(document.text, document.name)
    assert document.media_type == "application/ofd"
    assert [(task.title, task.lead[0].name) for task in plan.tasks] == [(title, lead) for _no, title, lead in ROWS]


def test_steps_told_in_short_and_text_in_several_pieces_stay_one_line(lines_of, make_ofd):
    codes = '<ofd:TextCode X="0" Y="5" DeltaX="g 4 5.0">加快建设2</ofd:TextCode><ofd:TextCode X="22.5">6</ofd:TextCode>'
    text = f'<ofd:TextObject ID="1" Font="1" Size="5" Boundary="25 40 150 9">{codes}</ofd:TextObject>'
    assert lines_of("a.ofd", make_ofd([text])) == ["加快建设26"]
    assert lines_of("a.ofd", make_ofd([ofd_text(25, 40, "没有步长的正文", deltas="")])) == ["没有步长的正文"]


def test_text_that_is_stretched_turned_upright_or_drawn_by_a_template_is_read(lines_of, make_ofd):
    stretched = ofd_text(25, 40, "放大的标题", size=2.5, ctm="2 0 0 2 0 0")
    assert lines_of("a.ofd", make_ofd([stretched])) == ["放大的标题"]
    upright = enumerate(("第二行很长的内容", "第一行。"))
    turned = "".join(ofd_text(25 + 9 * number, 60, line, ctm="0 1 -1 0 0 0") for number, line in upright)
    assert lines_of("a.ofd", make_ofd([turned])) == ["第一行。", "第二行很长的内容"]
    layer = f"<ofd:Content><ofd:Layer>{flow('红头文件')}</ofd:Layer></ofd:Content>"
    extra = {"Doc_0/Tpls/T.xml": f"<ofd:Page {OFD}>{layer}</ofd:Page>"}
    head = '<ofd:TemplatePage ID="9" BaseLoc="Tpls/T.xml"/>'
    page = flow("正文", top=80) + '</ofd:Layer></ofd:Content><ofd:Template TemplateID="9"/><ofd:Content><ofd:Layer>'
    assert lines_of("a.ofd", make_ofd([page], extra, head)) == ["红头文件", "正文"]


def test_text_at_an_angle_is_left_out_and_said_and_refused_where_there_is_no_other(save, make_ofd):
    leaning = ofd_text(60, 90, "内部资料", ctm="0.707 -0.707 0.707 0.707 0 0")
    (document,) = read_document(save("a.ofd", make_ofd([flow("正文一行。") + leaning])))
    assert document.text == "正文一行。\n"
    assert [(one.code, "内部资料" in one.facts["why"]) for one in document.problems] == [("left-out", True)]
    with pytest.raises(SlantedPdfError, match="at an angle"):
        read_document(save("a.ofd", make_ofd([leaning])))


def test_notes_on_the_pages_are_named_as_not_read(save, make_ofd):
    notes = "</ofd:CommonData><ofd:Annotations>Annots.xml</ofd:Annotations><ofd:CommonData>"
    data = make_ofd([flow("正文一行。")], head=notes)
    (document,) = read_document(save("a.ofd", data))
    assert [one.facts["name"] for one in document.problems] == ["annotations"]


@pytest.mark.parametrize(
    ("pages", "extra", "head", "error", "why"),
    [
        (['<ofd:ImageObject ID="1" Boundary="0 0 210 297"/>'], {}, "", ScannedPdfError, "it is a scan"),
        (["x"], {"Doc_0/Document.xml": "<a/>"}, "", FileReadError, "nothing on its 0 pages"),
        (["x"], {"Doc_0/Document.xml": "<a"}, "", DamagedFileError, "not a whole ofd file"),
        (["x"], {"OFD.xml": "<!DOCTYPE a><a/>"}, "", EntityError, "entities"),
        (["x"], {"Encryptions.xml": "<a/>"}, "", EncryptedFileError, "without a password"),
        ([ofd_text(1, 9, "字字字", deltas="g x 5")], {}, "", DamagedFileError, "not a whole ofd file"),
        ([ofd_text(1, 9, "字字字", deltas="1e999 nan")], {}, "", DamagedFileError, "not a whole ofd file"),
    ],
)
def test_a_file_that_can_not_be_read_gives_one_line(save, make_ofd, pages, extra, head, error, why):
    path = save("a.ofd", make_ofd(pages, extra, head))
    with pytest.raises(error, match=re.escape(why)) as refused:
        read_document(path)
    assert "\n" not in str(refused.value)


def test_a_part_that_is_missing_is_named(save, make_ofd):
    listed = f"<ofd:Document {OFD}><ofd:Pages><ofd:Page BaseLoc='no.xml'/></ofd:Pages></ofd:Document>"
    data = make_ofd(["x"], {"Doc_0/Document.xml": listed})
    with pytest.raises(DamagedFileError, match=r"Doc_0/no\.xml is missing"):
        read_document(save("a.ofd", data))


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (Limits(pages=1), "1 pages"),
        (Limits(page_characters=5), "5 characters on a page"),
        (Limits(members=2), "2 files"),
    ],
)
def test_the_caps_of_pdf_and_zip_files_hold(save, make_ofd, limits, what):
    with pytest.raises(TooMuchInsideError, match=what):
        read_document(save("a.ofd", make_ofd([flow("正文一行很长"), flow("又一页")])), limits=limits)
