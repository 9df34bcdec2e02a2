"""What happened in the demo city: every report, order and extension fits its task, its unit and the clock."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dutytrack.domain.acts import is_allowed, status_after
from dutytrack.domain.plan.model import ROLES, ParsedTask
from dutytrack.plantext.plan.reader import read_plans

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "seed" / "demo"
KINDS = {"receive": "received", "submit": "submitted", "suspend": "suspended", "resume": "resumed", "drop": "dropped"}
KINDS |= {"close": "closed", "reopen": "reopened", "return": "returned", "verify": "verified", "meet": "met"}
RUNGS = ["blue", "yellow", "red"]

Entry = dict[str, Any]


def load(name: str) -> Entry:
    return tomllib.loads((DEMO / name).read_text(encoding="utf-8"))


SETTING, PROGRESS = load("demo.toml"), load("progress.toml")
TODAY: date = SETTING["today"]
ACTS: list[Entry] = PROGRESS["act"]
DONE: list[Entry] = load("acts.toml")["act"]
ADDED = {act["title"]: act for act in DONE if act["do"] == "add"}


@cache
def tasks() -> dict[tuple[str | None, str], ParsedTask]:
    found: dict[tuple[str | None, str], ParsedTask] = {}
    for entry in SETTING["plan"]:
        path = DEMO / entry["file"]
        for plan in read_plans(path.read_text(encoding="utf-8"), path.name):
            found |= {(entry["name"], task.title): task for task in plan.tasks}
    return found


def acts(*kinds: str) -> list[Entry]:
    return [act for act in ACTS if act["do"] in kinds]


def named(entry: Entry) -> tuple[str | None, str]:
    return entry.get("plan"), entry["title"]


def units_of(entry: Entry) -> set[str]:
    if "plan" not in entry:
        return {unit for role in ROLES for unit in ADDED[entry["title"]].get(role, [])}
    task = tasks()[entry["plan"], entry["title"]]
    return {unit.name for role in ROLES for unit in task.units(role)}


def status_acts() -> Iterator[tuple[tuple[str | None, str], str]]:
    """The acts that make a status, of both files, in the order they are played."""
    for act in sorted([*ACTS, *DONE], key=lambda act: act["on"]):
        if act["do"] in KINDS:
            yield named(act), "returned" if act.get("result") == "returned" else KINDS[act["do"]]


def test_file_is_what_the_tool_makes() -> None:
    subprocess.run([sys.executable, ROOT / "tools" / "make_demo_progress.py", "--check"], check=True)


def test_city_is_a_living_one() -> None:
    counts = {kind: len(acts(kind)) for kind in ("report", "receive", "verify", "remind", "order", "ask", "grant")}
    assert counts["report"] >= 200
    assert counts["receive"] >= 80
    assert min(counts.values()) >= 2


def test_acts_come_in_the_order_of_their_days_up_to_the_clock() -> None:
    days = [act["on"] for act in ACTS]
    assert days == sorted(days)
    assert days[-1] <= TODAY


def test_acts_name_tasks_and_units_with_a_part_in_them() -> None:
    for act in ACTS:
        if "title" in act and "unit" in act:
            assert act["unit"] in units_of(act), act
    for reminder in acts("remind"):
        for task in reminder["tasks"]:
            assert reminder["unit"] in units_of(task), task


def test_every_status_act_of_both_files_is_allowed_where_it_stands() -> None:
    done: dict[tuple[str | None, str], list[str]] = defaultdict(list)
    for task, kind in status_acts():
        assert is_allowed(kind, status_after(done[task])), (task, kind, done[task])
        done[task].append(kind)


def test_every_closing_follows_an_accepted_check() -> None:
    accepted = {named(act) for act in acts("verify") if act["result"] == "accepted"}
    accepted |= {named(act) for act in DONE if act["do"] == "verify"}
    assert {named(act) for act in DONE if act["do"] == "close"} <= accepted


def test_reports_say_how_far_a_task_is_and_never_fall_back() -> None:
    reached: dict[tuple[str | None, str], int] = defaultdict(int)
    for report in acts("report"):
        assert report["text"].endswith("。")
        assert ("percent" in report) is ("values" not in report), "figures say how far it is where there are any"
        assert reached[named(report)] <= report.get("percent", 100) <= 100, report
        reached[named(report)] = report.get("percent", reached[named(report)])


def test_the_text_of_a_report_says_what_it_reports() -> None:
    for report in acts("report"):
        said = re.search(r"总体进度(\d+)%", report["text"])
        share = report.get("percent") or min(100 * one["value"] / one["target"] for one in report["values"])
        assert said is None or int(said[1]) == round(share), report
        counted = re.search(r"(\d+)(?:项|个)(?:举措|清单|配套措施|节点)[^，]*?(\d+)(?:项|个)", report["text"])
        assert counted is None or abs(100 * int(counted[2]) / int(counted[1]) - share) <= 10, report


def test_reported_values_name_one_figure_of_their_task_each() -> None:
    for report in acts("report"):
        for value in report.get("values", []):
            figures = [
                figure
                for figure in tasks()[report["plan"], report["title"]].indicators
                if figure.value == value["target"]
                and figure.unit == value.get("unit", figure.unit)
                and figure.due == value.get("due", figure.due)
            ]
            assert len(figures) == 1, (report["title"], value)


def test_orders_run_by_year_and_climb_the_ladder_rung_by_rung() -> None:
    orders = {act["mark"]: act for act in acts("order")}
    runs: dict[str, list[int]] = defaultdict(list)
    for mark, order in orders.items():
        year, number = re.fullmatch(r"临督〔(\d{4})〕(\d+)号", mark).groups()
        runs[year].append(int(number))
        assert year == str(order["on"].year)
        assert order["on"] < order["reply_by"]
        if "follows" in order:
            below = orders[order["follows"]]
            assert (named(below), below["unit"]) == (named(order), order["unit"])
            assert RUNGS.index(order["rung"]) == RUNGS.index(below["rung"]) + 1
    assert all(run == list(range(run[0], run[0] + len(run))) for run in runs.values())
    for reply in acts("reply"):
        assert orders[reply["mark"]]["on"] <= reply["on"]


def test_a_unit_is_reminded_once_a_period() -> None:
    periods = [(act["unit"], act["period"]) for act in acts("remind")]
    assert len(periods) == len(set(periods))


def test_extensions_are_asked_in_time_and_move_a_date_of_the_task_onwards() -> None:
    asked = {(*named(act), act["due"]): act for act in acts("ask")}
    for (plan, title, due), act in asked.items():
        assert due in [when.date for when in tasks()[plan, title].deadlines]
        assert act["wished"] > due
        assert (act["on"] > due) == act.get("late", False)
    for act in acts("grant", "refuse"):
        assert act["on"] >= asked[(*named(act), act["due"])]["on"]
        assert act.get("to", date.max) > act["due"]


@pytest.mark.parametrize("duty", PROGRESS["duty"], ids=lambda duty: f"{duty['title']}-{duty['interval']}")
def test_met_occurrences_belong_to_a_duty_of_the_task(duty: Entry) -> None:
    task = tasks()[duty["plan"], duty["title"]]
    assert (duty["freq"], duty["interval"]) in [(own.freq, own.interval) for own in task.recurring]
    assert all(met["on"] <= TODAY for met in duty["met"])


def test_only_those_who_say_nothing_say_the_same_twice() -> None:
    said: dict[tuple[str | None, str], str] = {}
    for report in acts("report"):
        assert said.get(named(report)) != report["text"] or "有序推进" in report["text"], report
        said[named(report)] = report["text"]
