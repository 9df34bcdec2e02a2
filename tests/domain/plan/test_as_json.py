"""A plan's reading as JSON and back."""

import json
import math
from dataclasses import replace
from datetime import date

import pytest

from dutytrack.domain.plan.as_json import from_json, to_json
from dutytrack.domain.plan.model import (
    LONGEST_INTERVAL,
    ParsedPlan,
    ParsedTask,
    Period,
    PlanDeadline,
    PlanIndicator,
    PlanPhase,
    PlanRecurrence,
    UnitMention,
)
from dutytrack.domain.plan.problems import Problem

PLAN = ParsedPlan(
    source="plan.txt",
    title="行动计划",
    doc_no="临政〔2025〕1号",
    issued=date(2025, 3, 1),
    jurisdiction="临澜市",
    period=Period(date(2025, 1, 1), None),
    indicators=(PlanIndicator("研发投入", ">=", 2.5, "%", None, "yearly", "每年2.5%以上"),),
    phases=(PlanPhase("启动", None, date(2025, 6, 30)),),
    tasks=(
        ParsedTask(
            ref="一.1",
            label="1.",
            section=("一、任务",),
            title="培育企业",
            text="培育企业",
            lines=(3, 4),
            lead=(UnitMention("市科技局", "科技局"),),
            leader=("许明",),
            deadlines=(PlanDeadline(None, "year", "201*年"),),
            recurring=(PlanRecurrence("monthly", 3, "每季度"),),
            indicators=(PlanIndicator("企业", ">=", 2, "家", date(2025, 12, 31), None, "2-3家", 3),),
            problems=(Problem("redacted-year", 4, "deadline", {"text": "201*年"}),),
        ),
    ),
    problems=(Problem("redacted-year", 2, "deadline", {"text": "202*年"}),),
)


def test_a_reading_comes_back_as_it_went():
    assert from_json(json.loads(json.dumps(to_json(PLAN)))) == PLAN


def test_whole_numbers_are_written_without_a_point():
    [indicator] = to_json(PLAN)["tasks"][0]["indicators"]
    assert (indicator["value"], indicator["max"]) == (2, 3)
    assert json.dumps(indicator["value"]) == "2"
    assert "max" not in to_json(PLAN)["plan_indicators"][0]


def test_a_doubt_says_what_it_is_about():
    [problem] = to_json(PLAN)["tasks"][0]["problems"]
    assert problem["message"] == "the year is redacted: 201*年"
    assert problem["facts"] == {"text": "201*年"}


def test_what_a_person_leaves_out_is_empty():
    told = {
        "plan": {"title": "行动计划"},
        "problems": [{"code": "redacted-year"}],
        "tasks": [
            {"ref": "1", "title": "培育企业"},
            {
                "ref": "2",
                "title": "引进人才",
                "text": "引进人才。",
                "lines": [0, 10_000_000],
                "lead": [{"name": "市科技局"}],
                "deadlines": [{"date": "2025-12-31"}, {"date": "2025-06-30", "precision": "month"}],
                "recurring": [{"freq": "weekly"}, {"freq": "daily", "interval": LONGEST_INTERVAL}],
                "indicators": [{"name": "人才", "op": "<=", "value": 3}],
            },
        ],
    }
    bare = ParsedTask("1", "", (), "培育企业", "培育企业", (0, 0))
    more = replace(
        bare,
        ref="2",
        title="引进人才",
        text="引进人才。",
        lines=(0, 10_000_000),
        lead=(UnitMention("市科技局", "市科技局"),),
        deadlines=(PlanDeadline(date(2025, 12, 31), "day", ""), PlanDeadline(date(2025, 6, 30), "month", "")),
        recurring=(PlanRecurrence("weekly", 1, ""), PlanRecurrence("daily", LONGEST_INTERVAL, "")),
        indicators=(PlanIndicator("人才", "<=", 3, "", None, None, ""),),
    )

    assert from_json(told) == ParsedPlan(
        "", "行动计划", tasks=(bare, more), problems=(Problem("redacted-year", 0, "", {}),)
    )


def test_what_is_not_known_is_passed_over():
    told = to_json(PLAN) | {"remark": "ours"}
    told["tasks"][0]["problems"].append({"code": "of-a-later-version", "line": 1})
    assert from_json(told) == PLAN


@pytest.mark.parametrize(
    "change",
    [
        {"tasks": [{"ref": "1"}]},
        {"tasks": [{"ref": "1", "title": 7}]},
        {"tasks": [{"ref": "1", "title": "a", "deadlines": [{"date": "next year"}]}]},
        {"tasks": [{"ref": "1", "title": "a", "recurring": [{"freq": "often"}]}]},
        {"tasks": [{"ref": "1", "title": "a", "lead": [{"name": " "}]}]},
        {"tasks": [{"ref": "1", "title": "a", "recurring": [{"freq": "daily", "interval": 0}]}]},
        {"tasks": [{"ref": "1", "title": "a", "recurring": [{"freq": "daily", "interval": 10**30}]}]},
        {"tasks": [{"ref": "1", "title": "a", "lines": [1, 10**12]}]},
        {"tasks": [{"ref": "1", "title": "a", "indicators": [{"name": "b", "op": ">=", "value": math.inf}]}]},
        {"tasks": [{"ref": "1", "title": "a", "indicators": [{"name": "b", "op": ">=", "value": 1, "max": math.nan}]}]},
        {"tasks": [{"ref": "1", "title": "a", "recurring": [{"freq": "daily", "interval": LONGEST_INTERVAL + 1}]}]},
        {"tasks": [{"ref": "1", "title": "a", "lines": [1, 10_000_001]}]},
        {"tasks": [{"ref": "1", "title": "a", "lines": [-1, 1]}]},
        {"plan": {}},
    ],
)
def test_another_shape_is_refused(change):
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_json(to_json(PLAN) | change)


def test_the_plans_that_people_read_come_back_too(shared):
    for path in sorted((shared / "gold").glob("*.json")):
        read = json.loads(path.read_text(encoding="utf-8"))
        for plan in read if isinstance(read, list) else [read]:
            told = to_json(from_json(plan))
            for key in ("plan", "plan_indicators", "phases"):
                assert told[key] == plan[key]
            assert [{key: task[key] for key in plan["tasks"][0]} for task in told["tasks"]] == plan["tasks"]


@pytest.mark.parametrize(
    ("task", "why"),
    [
        ({"recurring": [{"freq": "often"}]}, "'often': yearly, monthly, weekly, daily"),
        ({"recurring": [{"freq": "daily", "interval": 0}]}, "^0$"),
        ({"lines": [1, -2]}, "^-2$"),
        ({"lead": [{"name": " "}]}, "^' '$"),
        ({"section": [7]}, "^7$"),
        ({"indicators": [{"name": "b", "op": ">=", "value": math.inf}]}, "^inf$"),
    ],
)
def test_a_refusal_says_what_it_met(task, why):
    with pytest.raises((TypeError, ValueError), match=why):
        from_json({"plan": {"title": "a"}, "tasks": [{"ref": "1", "title": "a", **task}]})
