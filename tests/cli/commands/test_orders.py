"""order, orders, remind, extend: said on stdout, refused in one line, printed in every form."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("ledger")


def lamp(run, key, as_of):
    [row] = json.loads(run("list", key, "--as-of", as_of, "--format", "json").out)
    return row["lamp"]


def test_an_order_is_numbered_suggested_no_more_and_listed(run):
    before = json.loads(run("orders", "suggest", "--format", "json").out)
    code, out, err = run("order", "BH25-2", "--rung", "blue", "--ground", "进度迟缓", "--reply-by", "+5d")
    after = json.loads(run("orders", "suggest", "--format", "json").out)
    [listed] = json.loads(run("orders", "list", "--format", "json").out)

    assert (code, err) == (0, "")
    assert out == "督〔2026〕1号, blue order (reminder), to 市人社局 about BH25-2, reply by 2026-07-20 Mon: 进度迟缓\n"
    assert [(row["key"], row["rung"]) for row in before] == [("BH25-1", "blue"), ("BH25-2", "blue")]
    assert [row["key"] for row in after] == ["BH25-1"]
    assert (listed["mark"], listed["reply_state"], listed["by"]) == ("督〔2026〕1号", "waiting", "tester")


def test_a_skipped_rung_is_refused_in_one_line_and_changes_nothing(run):
    code, out, err = run("order", "BH25-2", "--rung", "red")

    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "--direct: special" in err
    assert json.loads(run("orders", "list", "--format", "json").out) == []


def test_a_reply_is_noted_and_its_lateness_told(run):
    run("order", "BH25-2", "--rung", "blue", "--on", "2026-07-02")
    code, out, _err = run("orders", "reply", "2026-1", "--text", "八月底完成", "--by", "李明", "--on", "2026-07-10")

    assert code == 0
    assert out == "督〔2026〕1号: 市人社局 replied on 2026-07-10 about BH25-2, late: it was due by 2026-07-09\n"
    assert run("orders", "list", "--open", "--exit-code").code == 0
    [row] = json.loads(run("orders", "list", "--format", "json").out)
    assert (row["reply_state"], row["reply"]) == ("answered-late", "八月底完成")
    [earlier] = json.loads(run("orders", "list", "--as-of", "2026-07-09", "--format", "json").out)
    assert earlier["reply_state"] == "waiting"


def test_a_reply_comes_with_evidence(run, tmp_path, ledger):
    (tmp_path / "批复.txt").write_text("同意", encoding="utf-8")
    run("order", "BH25-2", "--rung", "blue")

    assert run("orders", "reply", "1", "--text", "已批复", "--evidence", tmp_path / "批复.txt").code == 0
    [kept] = json.loads(run("evidence", "list", "BH25-2", "--format", "json").out)
    assert kept["name"] == "批复.txt"
    assert "no such file" in run("orders", "reply", "1", "--text", "再报", "--evidence", tmp_path / "无.txt").err


def test_suggestions_go_by_the_day_and_the_limit_and_say_when_there_are_some(run):
    assert run("orders", "suggest", "--as-of", "2025-02-01", "--exit-code").code == 0
    assert run("orders", "suggest", "--exit-code").code == 1
    assert run("orders", "suggest", "--limit", "1").out.count("\n") == 1
    assert run("orders", "suggest", "lead:市人社局").out.startswith("BH25-2\tblue\t市人社局\t")


@pytest.mark.parametrize("form", ["csv", "markdown", "json", "table"])
@pytest.mark.parametrize(
    "command", [("orders", "list"), ("orders", "suggest"), ("extend", "list"), ("remind", "--sent")]
)
def test_every_list_comes_in_every_form(run, command, form):
    run("order", "BH25-2", "--rung", "blue")
    run("extend", "ask", "BH25-3", "--to", "2027-03", "--reason", "选址", "--progress", "七成")
    run("remind", "--yes")

    code, out, err = run(*command, "--format", form)

    assert (code, err) == (0, "")
    assert "BH25-" in out


def test_reminders_are_sent_once_a_month_and_say_who_was_asked_before(run):
    code, out, _err = run("remind", "--text", "请月底前反馈", "--format", "json", "--yes")
    again = run("remind", "--format", "markdown")

    assert code == 0
    assert [(row["unit"], row["key"], row["times"]) for row in json.loads(out)] == [
        ("市科技局", "BH25-1", 1),
        ("市人社局", "BH25-2", 1),
    ]
    assert "市人社局 was reminded on 2026-07-15 already, in 2026-07" in again.out
    assert again.err == "2 units were reminded in 2026-07 already and are not asked again.\n"
    assert run("remind", "--on", "2026-07-20").code == 2, "that day has not come"


def test_a_dry_run_reminds_nobody(run):
    assert "BH25-1" in run("remind", "--dry-run").out
    assert run("remind", "--sent").out == ""


def test_an_extension_is_asked_granted_and_shown_with_all_its_dates(run):
    asked = run("extend", "ask", "BH25-3", "--to", "2027-03", "--reason", "选址调整", "--progress", "七成")
    granted = run("extend", "grant", "BH25-3", "--to", "2027-02", "--by", "许明", "--note", "从快办理")
    [row] = json.loads(run("extend", "list", "--format", "json").out)

    assert asked.out == (
        "BH25-3: 市科技局 asks for 2027-03-31 Wed in place of 2026-12-31 "
        "(first 2026-12-31, extended 0 times, 0 days added); "
        "granted, it moves the date for all who answer for the task: 市科技局、市工信局、各县(市、区)政府\n"
    )
    assert granted.out.startswith(
        "BH25-3: extended to 2027-02-28 Sun, 2027-03-31 was wished (first 2026-12-31, extended 1 times, 59 days added)"
    )
    assert (row["decision"], row["original"], row["current"], row["wished"], row["times"], row["days_added"]) == (
        "granted", "2026-12-31", "2027-02-28", "2027-03-31", 1, 59,
    )  # fmt: skip
    assert json.loads(run("show", "BH25-3", "--format", "json").out)["due"] == "2027-02-28"


def test_a_refused_extension_goes_by_the_old_date(run):
    run("extend", "ask", "BH25-3", "--to", "2027-03", "--reason", "选址调整", "--progress", "七成")
    assert run("extend", "list", "--pending", "--exit-code").code == 1

    refused = run("extend", "refuse", "BH25-3", "--by", "许明", "--note", "按原时限")

    assert refused.out.startswith("BH25-3: refused; 2026-12-31 goes on holding")
    assert run("extend", "list", "--pending", "--exit-code").code == 0


def test_an_extension_after_the_date_needs_late(run):
    late = ("extend", "ask", "BH25-2", "--to", "2026-09", "--reason", "台风", "--progress", "七成")

    assert "--late" in run(*late).err
    assert run(*late, "--late").code == 0


def test_the_ladder_from_blue_to_extension_lights_the_lamps(run):
    """An order unanswered turns the lamp red before its date, and stays to be answered after an extension."""
    run("order", "BH25-3", "--rung", "blue", "--ground", "进度迟缓", "--on", "2026-06-01")
    assert lamp(run, "BH25-3", "2026-06-08") == "green"
    assert lamp(run, "BH25-3", "2026-06-09") == "red"

    run("extend", "ask", "BH25-3", "--to", "2027-03", "--reason", "选址", "--progress", "七成", "--on", "2026-06-20")
    run("extend", "grant", "BH25-3", "--to", "2027-03", "--by", "许明", "--on", "2026-06-22")

    assert lamp(run, "BH25-3", "2026-06-22") == "red"

    run("orders", "reply", "1", "--text", "已补正", "--on", "2026-06-24")

    assert lamp(run, "BH25-3", "2026-06-23") == "red"
    assert lamp(run, "BH25-3", "2026-06-24") == "green"


def test_all_of_it_is_journalled_and_undone(run):
    run("order", "BH25-2", "--rung", "blue", "--on", "2026-07-02")
    run("orders", "reply", "1", "--text", "即办", "--on", "2026-07-03")
    run("remind", "lead:市科技局", "--yes")
    run("extend", "ask", "BH25-3", "--to", "2027-03", "--reason", "选址", "--progress", "七成")
    run("extend", "grant", "BH25-3", "--to", "2027-03", "--by", "许明")

    assert run("log", "verify").code == 0
    assert [run("undo", "--yes").code for _ in range(5)] == [0] * 5
    assert run("log", "verify").code == 0
    assert run("orders", "list").out == run("extend", "list").out == run("remind", "--sent").out == ""


def test_the_chinese_interface_speaks_of_orders_in_chinese(run):
    assert "蓝单" in run("order", "BH25-2", "--rung", "蓝单", "--lang", "zh").out
    assert "未回复" in run("orders", "list", "--lang", "zh").out
    assert "不能越级" in run("order", "BH25-1", "--rung", "red", "--lang", "zh").err


FORMATS = (Path(__file__).parents[3] / "docs" / "formats.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command",
    [
        "orders suggest",
        "orders list",
        "remind --dry-run",
        "remind --sent",
        "extend list",
        "rules list",
        "rules try three-colour",
        "appraise --period 2026Q2 --unit 市科技局",
    ],
)
def test_json_keys_are_those_documented(run, command):
    if command != "remind --dry-run":
        run("remind", "--yes")
    run("order", "BH25-2", "--rung", "blue")
    run("extend", "ask", "BH25-3", "--to", "2027-03", "--reason", "选址", "--progress", "七成")
    named = (
        command.removesuffix(" --dry-run")
        .replace("three-colour", "PACK")
        .replace("2026Q2", "PERIOD")
        .replace("市科技局", "UNIT")
    )
    line = next(line for line in FORMATS.splitlines() if line.startswith(f"- `{named}`:"))

    [first, *_others] = json.loads(run(*command.split(), "--format", "json").out)

    assert list(first) == re.findall(r"`(\w+)`", line.partition(":")[2])


def test_what_is_said_in_chinese_is_a_choice_too(run, ledger):
    assert run("add", "查处夜间施工噪声", "--kind", "领导批示", "--lead", "市科技局", "--due", "2026-07-20").code == 0
    assert run("order", "BH25-2", "--ground", "时限已过").code == 0
    (listed,) = json.loads(run("orders", "list", "--format", "json").out)
    assert (listed["rung"], listed["key"]) == ("blue", "BH25-2")
    assert [
        row["key"] for row in json.loads(run("list", "批示", "--format", "json").out) if row["key"][:2] == "LD"
    ] == []
    assert "LD26-1" in run("list", "夜间施工").out


def test_orders_and_extensions_say_who_issued_and_who_decided(run, ledger):
    run("order", "BH25-2", "--ground", "时限已过")
    run("extend", "ask", "BH25-3", "--to", "2027-03", "--reason", "台风", "--progress", "过半")
    run("extend", "grant", "BH25-3", "--to", "2027-02", "--by", "许明")

    orders = run("orders", "list", "--format", "markdown", "--lang", "zh").out
    assert "签发人" in orders
    assert "批复人" in run("extend", "list", "--format", "markdown", "--lang", "zh").out
