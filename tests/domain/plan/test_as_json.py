"""A plan's reading as JSON and back."""

import json
import math
from datetime import date

import pytest

from dutytrack.domain.plan.as_json import from_json, to_json
from dutytrack.domain.plan.model import (
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
