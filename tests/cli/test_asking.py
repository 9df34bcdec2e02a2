"""list, show, status, overdue, why, units: what comes out, in every form."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from dutytrack.domain.query.fields import FIELD_NAMES, FIELDS, spelled
from dutytrack.output.cells import width

pytestmark = pytest.mark.usefixtures("ledger")

LIST_KEYS = [
    "key", "lamp", "due", "days_late", "title", "lead", "responsible", "participating", "status", "flags", "plan",
    "ref", "start", "due_origin",
]  # fmt: skip


def test_list_prints_tab_separated_rows_without_a_heading_to_a_pipe(run):
    code, out, err = run("list")

    rows = [line.split("\t") for line in out.splitlines()]
    assert code == 0
    assert err == ""
    assert [row[0] for row in rows] == ["BH25-1", "BH25-2", "BH25-3"]
    assert rows[1][1:6] == ["R red", "2026-06-30", "15", "引进高层次人才", "市人社局"]


def test_list_takes_a_query_of_several_words_with_a_leading_minus(run):
    assert [row.split("\t")[0] for row in run("list", "lead:科技局", "-due<2026", "-is:closed").out.splitlines()] == [
        "BH25-3"
    ]


def test_list_as_json_is_an_array_of_flat_objects_with_stable_keys(run):
    tasks = json.loads(run("list", "--format", "json").out)

    assert [list(task) for task in tasks] == [LIST_KEYS] * 3
    assert tasks[2]["lead"] == ["市科技局", "市工信局"]
    assert tasks[2]["flags"] == ["joint", "collective"]
    assert tasks[0]["lamp"] == "red"
    assert tasks[0]["days_late"] == 196


def test_values_in_json_do_not_change_with_the_language(run):
    assert run("list", "--format", "json", "--lang", "zh").out == run("list", "--format", "json").out


def test_list_as_csv_has_stable_keys_as_its_heading(run):
    rows = list(csv.reader(io.StringIO(run("list", "--format", "csv", "--lang", "zh").out)))

    assert rows[0] == LIST_KEYS
    assert rows[3][5] == "市科技局、市工信局"
    assert rows[1][1] == "red"


def test_list_as_markdown_is_a_table(run):
    lines = run("list", "--format", "md").out.splitlines()

    assert lines[2].startswith("| key | lamp | due |")
    assert lines[4].startswith("| BH25-1 | R red | 2025-12-31 |")


def test_list_sorts_and_limits(run):
    assert run("list", "--sort", "-due", "--limit", "1").out.startswith("BH25-3\t")


def test_exit_code_is_1_only_where_it_is_asked_for_and_rows_were_found(run):
    assert run("list").code == 0
    assert run("list", "--exit-code").code == 1
    assert run("list", "--exit-code", "no:99").code == 0
    assert run("overdue", "--exit-code").code == 1
    assert run("overdue", "--exit-code", "--as-of", "2025-12-31").code == 0


def test_overdue_gives_each_row_the_unit_that_answers_first(run):
    rows = [line.split("\t") for line in run("overdue").out.splitlines()]

    assert [row[:5] for row in rows] == [
        ["市科技局", "BH25-1", "196", "196", "2025-12-31"],
        ["市人社局", "BH25-2", "15", "15", "2026-06-30"],
    ]


def test_as_of_moves_the_day_and_takes_the_query_languages_days(run):
    assert run("overdue", "--as-of", "2026年6月30日").out == run("overdue", "--as-of", "2026-06-30").out
    assert run("overdue", "--as-of", "-15d").out == run("overdue", "--as-of", "2026-06-30").out
    assert len(run("overdue", "--as-of", "today").out.splitlines()) == 2


def test_status_counts_by_lamp_in_all_by_plan_and_by_lead(run):
    rows = json.loads(run("status", "--format", "json").out)

    assert [(row["by"], row["name"], row["total"], row["red"]) for row in rows] == [
        ("all", None, 3, 2),
        ("plan", "BH25", 3, 2),
        ("lead", "市科技局", 2, 1),
        ("lead", "市人社局", 1, 1),
    ]


def test_show_has_the_fields_and_the_lines_of_the_document(run):
    code, out, _err = run("show", "bh25-1")

    assert code == 0
    assert "建设创新平台" in out
    assert "plan.txt, lines 4 to 5" in out
    assert "5: 牵头单位:市科技局;责任单位:市财政局、市教育局" in out


def test_show_source_marks_what_was_read(run):
    lines = run("show", "BH25-1", "--source").out.splitlines()

    assert lines[0] == "plan.txt"
    assert lines[-1].startswith("journal head ")
    assert lines[-2] == "5  牵头单位:«市科技局»;责任单位:«市财政局»、«市教育局»"
    assert "«到2025年底前»" in lines[-3]


def test_show_as_json_has_stable_keys(run):
    task = json.loads(run("show", "BH25-2", "--format", "json").out)

    assert list(task) == [
        "key", "title", "plan", "number", "ref", "lead", "responsible", "participating", "lamp", "status", "status_on",
        "start", "due", "due_origin", "days_late", "flags", "progress", "claimed", "behind", "members_done",
        "members_total", "figures_measured", "figures_total", "next_occurrence", "plan_title",
        "jurisdiction", "section", "label", "text",
        "units_raw", "leader", "kind", "source", "units", "deadlines", "duties", "indicators", "history", "problems",
        "source_lines", "cadence", "report_by", "obligations", "reports", "measurements", "verifications", "orders",
        "reminders", "extensions", "confidence", "occurrences", "exempt_months", "instructions",
        "persons", "should", "actual", "days_rested",
        "rested_as", "contradicted_on",
    ]  # fmt: skip
    assert task["due"] == "2026-06-30"
    assert task["deadlines"][0]["original"] == "2026-06-30"


def test_show_as_csv_gives_a_row_a_field(run):
    rows = dict(list(csv.reader(io.StringIO(run("show", "BH25-2", "--format", "csv").out)))[1:])

    assert rows["lead"] == "市人社局"


def test_a_missing_key_names_the_nearest(run):
    code, out, err = run("show", "BH25-11")

    assert (code, out) == (2, "")
    assert err == "dutytrack: error: no task BH25-11; did you mean BH25-1?\n"


def test_a_task_that_was_not_there_yet_is_said_to_be(run):
    assert "BH25-1 was not there yet on 2024-01-01" in run("show", "BH25-1", "--as-of", "2024-01-01").err


def test_why_says_the_rule_its_clause_and_its_figures(run):
    out = run("why", "BH25-2").out

    assert "R red on 2026-07-15" in out
    assert "2026-06-30" in out
    assert json.loads(run("why", "BH25-2", "--format", "json").out)["lamp"] == "red"
    assert run("why", "BH25-2", "--format", "csv").out.startswith("part,name,lamp,value,when\n")
    assert run("why", "nokey").code == 2


def test_units_are_listed_with_their_parts(run):
    rows = {row["name"]: row for row in json.loads(run("units", "--format", "json").out)}

    assert rows["市科技局"]["lead"] == 2
    assert rows["市科技局"]["participating"] == 1
    assert rows["各县(市、区)政府"]["kind"] == "collective"


def test_plans_are_listed_and_shown(run):
    plans = json.loads(run("plan", "list", "--format", "json").out)

    assert [(plan["code"], plan["tasks"], plan["overdue"]) for plan in plans] == [("BH25", 3, 2)]
    assert "滨海市科技创新行动计划" in run("plan", "show", "bh25").out
    assert json.loads(run("plan", "show", "BH25", "--format", "json").out)["end"] == "2026-12-31"
    assert run("plan", "show", "BH25", "--format", "csv").out.startswith("field,value\n")
    assert "did you mean BH25" in run("plan", "show", "BH24").err


def test_chinese_words_where_chinese_is_spoken(run):
    out = run("--lang", "zh", "list").out

    assert "红" in out
    assert "待签收" in out
    assert "多家牵头" in out


def test_output_goes_to_a_file_and_excel_gets_its_mark(run, tmp_path):
    code, out, _err = run("list", "--format", "csv", "--output", tmp_path / "list.csv")

    assert (code, out) == (0, "")
    assert (tmp_path / "list.csv").read_bytes().startswith(b"\xef\xbb\xbfkey,")
    run("list", "--format", "json", "--output", tmp_path / "list.json")
    assert json.loads((tmp_path / "list.json").read_text(encoding="utf-8"))


def test_an_output_file_that_cannot_be_written_is_an_error(run, tmp_path):
    (tmp_path / "no").write_text("a file, no folder")

    code, _out, err = run("list", "--output", tmp_path / "no" / "list.txt")

    assert code == 2
    assert "can't be written" in err


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("leed:科技局", "no field is called leed; did you mean lead?"),
        ("lamp:rde", "lamp has no value rde; did you mean red?"),
        ("due<juni", "due: 'juni' is no date; write 2026-06-30"),
        ('"科技', "quotation mark"),
        ("plan:XX99", "XX99"),
    ],
)
def test_a_query_error_names_the_field_and_the_nearest(run, query, told):
    code, out, err = run("list", query)

    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1


FORMATS = Path(__file__).parents[2] / "docs" / "formats.md"
KEYS = {
    row[1].strip(" `"): re.findall(r"`(\w+)`", row[2])
    for row in (line.split("|") for line in FORMATS.read_text(encoding="utf-8").splitlines() if line.startswith("| `"))
}
CALLS = {
    "show": ["show", "BH25-1"],
    "why": ["why", "BH25-1"],
    "plan show": ["plan", "show", "BH25"],
    "lint": ["lint", "BH25"],
    "units show": ["units", "show", "市科技局"],
    "units members": ["units", "members", "各县(市、区)政府"],
    "units register NAME": ["units", "register", "市科技局"],
}
"""How a command is called that needs more than its name."""


@pytest.mark.parametrize("command", [command for command in KEYS if not command.startswith("import")])
def test_json_keys_are_those_documented(run, command):
    run("units", "members", "各县(市、区)政府", "add", "东区政府")
    answer = json.loads(run(*CALLS.get(command, command.split()), "--format", "json").out)

    assert list(answer if isinstance(answer, dict) else answer[0]) == KEYS[command]


def test_rules_are_listed_in_the_order_in_which_they_are_tried(run, ledger):
    rules = json.loads(run("rules", "--format", "json").out)

    assert [rule["lamp"] for rule in rules][-1] == "green"
    assert rules[-1]["when"] == ""
    ledger.unlink()
    assert json.loads(run("rules", "--format", "json").out) == rules


@pytest.mark.parametrize(
    "text", ["科 " * 200, "due:" + ",".join(["2026"] * 200), "-is:closed " * 200, "not 科,技 " * 100]
)
def test_as_many_words_as_a_query_may_have_are_answered(run, text):
    assert run("list", "--", text.strip()).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--limit", "9" * 20),
        ("today", "--limit", "9" * 400),
        ("list", "--known-at", "9" * 5000),
        ("list", "--as-of", "+99999999d"),
        ("list", "科 " * 3000),
        ("indicator", "BH25-3", "技术合同成交额", "--baseline", "inf"),
        ("measure", "BH25-3", "--value", "9" * 400),
        ("setting", "set", "extension_days", "9" * 5000),
    ],
)
def test_what_is_beyond_all_bounds_is_refused_in_a_line(run, words):
    code, out, err = run(*words)

    assert (code, out) == (2, "")
    assert "fault of the program" not in err


def test_every_key_of_the_json_is_a_field(run):
    (first, *_others) = json.loads(run("list", "-f", "json").out)

    assert {spelled(key) for key in first} <= set(FIELD_NAMES)


@pytest.mark.parametrize(
    ("chinese", "english"), [("时限", "due"), ("-时限", "-due"), ("编号", "key"), ("牵头单位", "lead")]
)
def test_a_list_is_sorted_by_a_heading_in_either_language(run, chinese, english):
    by_heading = run("list", "--sort", chinese)

    assert (by_heading.code, by_heading.out) == (0, run("list", f"--sort={english}").out)


def test_a_heading_that_is_none_is_told_with_the_nearest(run):
    code, _out, err = run("list", "--sort", "时艰")

    assert code == 2
    assert "did you mean 时限?" in err


@pytest.mark.parametrize("words", [["科技 or 平台"], ["科技", "OR", "平台"], ["(科技 or 平台) key:BH25"]])
def test_or_and_brackets_are_asked_at_the_shell(run, words):
    either = {task["key"] for word in ("科技", "平台") for task in json.loads(run("list", "-f", "json", word).out)}

    assert either
    assert {task["key"] for task in json.loads(run("list", "-f", "json", *words).out)} == either


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_query_language_has_a_page_of_help(run, language):
    code, out, _err = run("--lang", language, "help", "query")

    assert code == 0
    assert all(f"  {name}" in out for name in FIELDS)
    assert max(width(line) for line in out.splitlines()) <= 100
