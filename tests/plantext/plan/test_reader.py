"""The reader on real plans, on hostile text, and on its pace."""

import contextlib
import importlib.util
import json
import os
import time
from pathlib import Path

import pytest

from dutytrack.domain.plan.as_json import to_json
from dutytrack.errors import DutyTrackError
from dutytrack.plantext.plan.reader import read_plans
from dutytrack.plantext.text.decode import decode

SHARED = os.environ.get("DUTYTRACK_SHARED")


@pytest.mark.skipif(SHARED is None, reason="DUTYTRACK_SHARED names no folder of plans")
def test_real_plans_read_as_their_gold_says():
    root = Path(SHARED)
    spec = importlib.util.spec_from_file_location("score_import", root / "tools" / "score_import.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    total = scorer.Tally()
    for path in sorted((root / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        source = root / "plans" / scorer.as_plans(gold)[0]["source"]
        plans = read_plans(decode(source.read_bytes()).text, source.name)
        total.merge(scorer.score(gold, [to_json(plan) for plan in plans], path.stem))
        for want, got in zip(scorer.as_plans(gold), plans, strict=True):
            head = to_json(got)["plan"]
            assert head == want["plan"]
    for field in ("task", "title", "lead", "responsible", "participating"):
        assert total.f1(field) >= 0.99, total.misses[:20]


HOSTILE = {
    "open brackets": "(" * 350_000,
    "closed brackets": "()" * 170_000,
    "nested brackets": "(" * 170_000 + ")" * 170_000,
    "separators": "、" * 350_000,
    "digits": "1" * 1_000_000,
    "numbers": "1." * 500_000,
    "numerals": "一、二、" * 90_000,
    "colons": ":" * 1_000_000,
    "labels": "牵头单位:" * 70_000,
    "labels in open brackets": "(牵头单位:市科技局" * 40_000,
    "one endless list": "1.任务(牵头单位:" + "市科技局、" * 70_000 + ")",
    "one endless list of 和": "1.任务(牵头单位:" + "市科技局和" * 70_000 + ")",
    "由": "一、任务\n1.加强。由" + "由市科技局" * 70_000 + "负责",
    "blanks": "1.任务" + " " * 1_000_000 + "a",
    "pipes": "|" * 350_000,
    "bold": "**" * 170_000 + "一、加强",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.timed
def test_hostile_line_ends_soon(text):
    started = time.process_time()
    with contextlib.suppress(DutyTrackError):
        read_plans(text, "hostile.txt")
    assert time.process_time() - started < 2


@pytest.mark.parametrize("heading", ["保障措施", "工作要求", "组织保障", "推进机制", "组织领导和保障", "考核奖惩"])
def test_a_chapter_that_speaks_to_all_is_no_task_where_nothing_numbered_stands_in_it(heading):
    text = (
        "临澜市2026年海港整治工作方案\n一、重点任务\n1.清理航道。(牵头单位:市港航局)\n2.整修码头。(牵头单位:市交通局)\n"
        f"二、{heading}\n各单位要高度重视,压实责任,按时报送进展。\n"
    )
    (plan,) = read_plans(text, "port.txt")
    assert [task.title for task in plan.tasks] == ["清理航道", "整修码头"]
    assert plan.account.left_over == ()


def test_a_chapter_that_speaks_to_all_in_numbered_items_is_tasks():
    text = "临澜市2026年海港整治工作方案\n一、重点任务\n1.清理航道。\n二、保障措施\n1.加强领导。\n2.落实资金。\n"
    (plan,) = read_plans(text, "port.txt")
    assert [task.title for task in plan.tasks] == ["清理航道", "加强领导", "落实资金"]
