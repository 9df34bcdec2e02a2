"""A later text's changes, to be read on a terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dutytrack.domain.plan.model import ParsedTask, UnitMention
from dutytrack.domain.review.amendment import StandingTask, compare
from dutytrack.output.amendment import amendment_page
from dutytrack.output.cells import width
from dutytrack.output.render import render
from dutytrack.output.table import Screen
from dutytrack.reports.amendment import amendment_report

TASK = ParsedTask(
    ref="一.(一)",
    label="(一)",
    section=(),
    title="建设实验室",
    text="建设实验室。" + "依托高校和院所,面向企业开放。" * 6,
    lines=(1, 2),
    lead=(UnitMention("市科技局", "市科技局"),),
)
NEW = replace(
    TASK, ref="一.(三)", title="清理岸线", text="清退网箱,恢复岸线。", lead=(UnitMention("市海洋局", "市海洋局"),)
)
GONE = replace(TASK, ref="一.(二)", title="办好展会", text="每年办一次展会。")


def report():
    changed = replace(TASK, lead=(UnitMention("市工信局", "市工信局"),))
    difference = compare([StandingTask("BH25-1", TASK), StandingTask("BH25-2", GONE)], [changed, NEW])
    return amendment_report(difference, code="BH25", title="行动计划", as_of=date(2026, 7, 15))


def test_each_task_is_a_paragraph_with_what_was_and_what_is():
    assert amendment_page(report(), Screen(80, colour=False)) == (
        "BH25-1 建设实验室  units changed\n"
        "  lead - 市科技局\n"
        "       + 市工信局\n"
        "BH25-2 办好展会  dropped\n"
        "一.(三) 清理岸线  added\n"
        "   + 市海洋局\n"
    )


def test_long_words_are_wrapped_to_the_screen():
    longer = replace(TASK, text=TASK.text[:6] + "另行选址。" * 12 + TASK.text[6:])
    difference = compare([StandingTask("BH25-1", TASK)], [longer])
    page = amendment_page(
        amendment_report(difference, code="BH25", title=None, as_of=date(2026, 7, 15)), Screen(40, colour=False)
    )

    assert max(map(width, page.splitlines())) <= 40
    assert page.count("\n") > 4


def test_a_pipe_gets_one_line_a_field():
    assert render(report(), "table").splitlines()[0] == (
        "BH25-1\tunits changed\t建设实验室\tlead\t市科技局\t市工信局\t一.(一)"
    )
