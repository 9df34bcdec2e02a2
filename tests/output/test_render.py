"""A report in each form: what stands here is the output's contract."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest

from dutytrack import i18n
from dutytrack.output.cells import width
from dutytrack.output.delimited import safe_text
from dutytrack.output.render import render
from dutytrack.output.table import Screen
from dutytrack.reports.model import Column, Group, Report, columns_of

COLUMNS = (
    Column("key", "key", "key"),
    Column("lamp", "lamp", "lamp"),
    Column("days_late", "days late", "number"),
    Column("title", "task"),
    Column("lead", "lead units", "names"),
    Column("flags", "flags", "flags"),
    Column("status", "status", "status"),
)


def report(*rows, group_key=None, **more):
    """A report of one group."""
    groups = (Group(rows, "市科技局 (1)", "市科技局"),)
    return Report("tasks", "Tasks on 2026-07-15", COLUMNS, groups, dt.date(2026, 7, 15), group_key, **more)


ROW = ("BH25-1", "red", 15, "建设创新平台", ("市科技局", "市工信局"), ("joint", "overdue"), "pending")
EMPTY = ("BH25-2", "closed", None, "=1+1", (), (), "closed")


def test_piped_rows_are_plain():
    assert render(report(ROW, EMPTY), "table") == (
        "BH25-1\tR red\t15\t建设创新平台\t市科技局、市工信局\tjoint、overdue\tnot taken up\n"
        "BH25-2\tC closed\t\t=1+1\t\t\tclosed\n"
    )


def test_piped_rows_of_a_grouped_report_begin_with_their_group():
    assert render(report(ROW, group_key="unit"), "table").startswith("市科技局\tBH25-1\t")


def test_a_piped_report_without_rows_is_empty():
    assert render(report(), "table") == ""


def test_what_a_document_says_cannot_break_out_of_its_cell():
    evil = ("K\t1", "red", 1, "a\x1b[2J\nb\tc", ("x\ty",), (), "pending")

    assert render(report(evil), "table") == "K 1\tR red\t1\ta [2J b c\tx y\t\tnot taken up\n"


def test_json_keeps_stable_values_and_lists():
    assert json.loads(render(report(ROW, group_key="unit"), "json")) == [
        {
            "unit": "市科技局",
            "key": "BH25-1",
            "lamp": "red",
            "days_late": 15,
            "title": "建设创新平台",
            "lead": ["市科技局", "市工信局"],
            "flags": ["joint", "overdue"],
            "status": "pending",
        }
    ]
    assert json.loads(render(report(), "json")) == []


def test_csv_has_its_keys_first_and_no_formulas():
    rows = list(csv.reader(io.StringIO(render(report(ROW, EMPTY, group_key="unit"), "csv"))))

    assert rows[0] == ["unit", "key", "lamp", "days_late", "title", "lead", "flags", "status"]
    assert rows[1][4:7] == ["建设创新平台", "市科技局、市工信局", "joint、overdue"]
    assert rows[2][4] == "'=1+1"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1", "\x1b=1"])
def test_texts_that_a_spreadsheet_would_run_are_written_as_text(text):
    assert safe_text(text).startswith("'")


def test_numbers_stay_numbers_in_csv():
    assert ",-3," in render(report(("K", "red", -3, "t", (), (), "pending")), "csv")


def test_markdown_escapes_its_signs():
    text = render(report(("K", "red", 3, "a|b <i> *c* `d` [e](f)", (), (), "pending")), "markdown")

    assert "| a\\|b \\<i\\> \\*c\\* \\`d\\` \\[e\\](f) |" in text
    assert text.splitlines()[3:5] == [
        "",
        "| key | lamp | days late | task | status |",
    ]
    assert "| --- | --- | ---: |" in text


@pytest.mark.parametrize("cells", [40, 60, 80, 120])
def test_a_table_fits_the_terminal(cells):
    rows = [
        (f"BH25-{n}", "red", n, "推进科技创新与成果转化" * 4, ("市科技局",) * 4, ("joint",), "pending")
        for n in range(9)
    ]
    lines = render(report(*rows), "table", Screen(cells, colour=False)).splitlines()

    assert all(width(line) <= cells for line in lines)
    assert any("BH25-8" in line for line in lines)


def test_a_narrow_table_leaves_out_columns_from_the_right_and_cuts_free_text():
    lines = render(report((*ROW[:3], "建设创新平台" * 5, *ROW[4:])), "table", Screen(48, colour=False)).splitlines()

    assert lines[2:4] == ["key     lamp     days  task", "                 late"]
    assert lines[4] == "BH25-1  R red      15  建设创新平台建设创新平台…"


def test_what_matters_less_is_left_out_first():
    made = report((*ROW[:3], "建设创新平台" * 5, *ROW[4:]), spare=("days_late", "lamp"), kept=frozenset({"status"}))
    head = render(made, "table", Screen(48, colour=False)).splitlines()[2]
    assert "status" in head
    assert "lamp" not in head


def test_columns_that_say_nothing_are_left_out_on_a_terminal():
    lines = render(report(EMPTY), "table", Screen(80, colour=False)).splitlines()

    assert lines[1:3] == ["市科技局 (1)", "key     lamp      task  status"]


def test_colour_only_where_the_screen_shows_any():
    assert "\x1b[31mR red" in render(report(ROW), "table", Screen(100, colour=True))
    assert "\x1b" not in render(report(ROW), "table", Screen(100, colour=False))


def test_figures_and_notes_stand_below():
    text = render(report(ROW, totals=(("tasks", 1), ("units", 2)), notes=("Done.",)), "table", Screen(80, colour=False))

    assert text.endswith("\n\ntasks 1 · units 2\nDone.\n")


def test_words_are_of_the_language_in_use():
    i18n.use_language("zh")

    assert render(report(ROW), "table") == (
        "BH25-1\t红\t15\t建设创新平台\t市科技局、市工信局\t多家牵头、逾期\t待签收\n"
    )
    assert json.loads(render(report(ROW), "json"))[0]["lamp"] == "red"


def test_prose_goes_on_in_further_lines_with_what_stands_beside_it():
    columns = (Column("key", "key", "key"), Column("title", "task"), Column("what", "matter", "prose"))
    row = ("BH25-1", "建设创新平台并向社会开放共享设备", "红单：临督〔2026〕9号（黄）未于 2026-07-13 前回复")
    one = Report("agenda", "", columns, (Group((row,)),), dt.date(2026, 7, 15))

    lines = render(one, "table", Screen(56, colour=False)).splitlines()

    assert all(width(line) <= 56 for line in lines)
    assert "…" not in "".join(lines)
    assert [line[:8].strip() for line in lines[1:]] == ["BH25-1", *[""] * (len(lines) - 2)]


def test_further_tables_and_what_to_type_are_for_people():
    further = Report("red", "Other red tasks (1)", COLUMNS[:2], (Group((("BH25-3", "red"),)),), dt.date(2026, 7, 15))
    one = report(ROW, totals=(("overdue", 1),), hints=("more: `dutytrack list`",), further=(further,))

    drawn = render(one, "table", Screen(120, colour=False))
    assert "Other red tasks (1)\nkey     lamp\nBH25-3  R red\n" in drawn
    assert drawn.endswith("more: `dutytrack list`\n")

    paper = render(one, "markdown")
    assert "### Other red tasks (1)\n\n| key | lamp |\n| --- | --- |\n| BH25-3 | R red |" in paper
    assert "dutytrack list" not in paper, "a paper carries no commands"
    assert [row["key"] for row in json.loads(render(one, "json"))] == ["BH25-1"]


HEADS = ("逾期完成", "督办未复", "反馈空洞")


def test_figures_that_there_is_no_room_for_are_named():
    columns = (Column("unit", "unit", "key"), *(Column(f"n{n}", f"figure {n}", "number") for n in range(4)))
    one = Report("appraisal", "", columns, (Group((("市科技局", 1, 2, 3, 0),)),), dt.date(2026, 7, 15))

    assert render(one, "table", Screen(24, colour=False)).splitlines()[-1] == "no room for: figure 2"
    assert "no room" not in render(one, "table", Screen(80, colour=False))


def test_texts_that_there_is_no_room_for_are_named():
    columns = (Column("key", "key", "key"), Column("title", "title", "text"), Column("lead", "lead", "names"))
    one = Report("tasks", "", columns, (Group((("LL25-1", "扩建码头" * 8, ("市交通运输局",)),)),), dt.date(2026, 7, 15))

    assert render(one, "table", Screen(30, colour=False)).splitlines()[-1] == "no room for: lead"
    assert "no room" not in render(one, "table", Screen(100, colour=False))


def test_beside_sentences_every_column_that_there_is_no_room_for_is_named():
    columns = (Column("key", "key", "key"), Column("what", "matter", "prose"), Column("act", "command", "text"))
    one = Report(
        "agenda",
        "",
        columns,
        (Group((("LL25-1", "a date passed, and nothing was handed in", ("order",)),)),),
        dt.date(2026, 7, 15),
    )

    assert render(one, "table", Screen(40, colour=False)).splitlines()[-1] == "no room for: command"
    assert "no room" not in render(one, "table", Screen(80, colour=False))


def test_what_to_do_has_room_beside_sentences_on_eighty_columns():
    columns = columns_of("key unit title what:prose act due lamp")
    row = (
        "LL25B-14",
        "市交通运输综合行政执法支队",
        "完善人才安居保障和配套服务体系",
        "逾" * 40,
        ("order", "remind"),
        None,
        "red",
    )
    lines = render(
        Report("agenda", "", columns, (Group((row,)),), dt.date(2026, 7, 15)), "table", Screen(80, colour=False)
    )
    assert "command" in lines
    assert lines.splitlines()[-1] == "no room for: lamp"
    assert all(width(line) <= 80 for line in lines.splitlines())


def test_heads_of_numbers_go_on_in_a_further_line_before_a_column_is_left_out():
    columns = (Column("unit", "单位", "key"), *(Column(f"n{n}", label, "number") for n, label in enumerate(HEADS)))
    one = Report("appraisal", "", columns, (Group((("市科技局", 1, 0, 3),)),), dt.date(2026, 7, 15))

    def lines(cells):
        return render(one, "table", Screen(cells, colour=False)).splitlines()

    assert lines(80)[0] == "单位      逾期完成  督办未复  反馈空洞"
    assert lines(28)[:3] == ["单位      逾期  督办  反馈", "          完成  未复  空洞", "市科技局     1     0     3"]
    assert lines(20) == ["单位      逾期  反馈", "          完成  空洞", "市科技局     1     3"]


def test_columns_that_say_nothing_are_left_out_on_paper():
    paper = render(report(EMPTY), "markdown")

    assert "| key | lamp | task | status |\n| --- | --- | --- | --- |\n| BH25-2 |" in paper
    assert "days late" not in paper


def test_headings_are_whole_in_however_many_lines():
    one = Report(
        "appraisal-unit",
        "市科技局得分明细",
        COLUMNS[:1],
        (Group((("K",),), "市科技局：" + "九十分" * 12),),
        dt.date(2026, 7, 15),
    )
    text = render(one, "table", Screen(40, colour=False))

    assert "".join(text.split("\n")[1:4]).startswith("市科技局：" + "九十分" * 12)
    assert "…" not in text


def test_counts_without_room_are_summed_up_and_those_of_nought_go_first():
    kinds = ("late", "zero", "order", "returned")
    columns = (Column("unit", "unit", "prose"), *(Column(kind, kind * 2, "number") for kind in kinds))
    rows = (("市科技局", 1, 0, 2, 3), ("市财政局", 0, 0, 1, 0))
    counts = {"gains": ("zero",), "other": ("late", "order", "returned")}
    told = Report("appraisal", "考核", columns, (Group(rows),), dt.date(2026, 7, 15), counts=counts)
    lines = render(told, "table", Screen(30, colour=False)).splitlines()
    assert [line.split() for line in lines[1:4]] == [
        ["unit", "latelate", "other"],
        ["市科技局", "1", "5"],
        ["市财政局", "0", "1"],
    ]
    assert all(width(line) <= 30 for line in lines)
    assert " ".join(lines[4:]) == "“other” is the sum of what there is no room for: orderorder, returnedreturned"
    assert "other" not in render(told, "table", Screen(80, colour=False))


def test_columns_that_are_kept_go_on_in_further_lines():
    columns = (
        *(Column("key", "key", "key"), Column("because", "because", "prose"), Column("unearned", "no points because")),
        Column("kind", "kind"),
    )
    row = ("BH25-7", "二〇二六年六月三十日完成，在时限以内", "由责任单位自行报告完成，核查尚未通过", "plan")
    told = Report("appraisal-unit", "得分明细", columns, (Group((row,)),), dt.date(2026, 7, 15))

    def shown(cells, *kept):
        lines = render(told._replace(kept=frozenset(kept)), "table", Screen(cells, colour=False)).splitlines()
        assert all(width(line) <= cells for line in lines)
        return "".join("".join(lines[1:]).split())

    assert "no points because" in render(told, "table", Screen(40, colour=False)).splitlines()[-1]
    said = shown(40, "key", "because", "unearned")
    assert said.endswith("noroomfor:kind")
    assert not set("".join(row[:3])) - set(said)
