"""The real plans that come as facts: whole, in one shape, and without the documents' text."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dutytrack.domain.plan.as_json import from_json
from dutytrack.domain.plan.model import ROLES

ROOT = Path(__file__).parents[2]
PLANS = sorted((ROOT / "seed" / "plans").glob("*.json"))


@pytest.fixture(params=PLANS, ids=lambda path: path.stem)
def plan(request: pytest.FixtureRequest) -> dict[str, Any]:
    return json.loads(request.param.read_text(encoding="utf-8"))


def test_all_eight_plans_are_there() -> None:
    counts = {path.stem: len(json.loads(path.read_text(encoding="utf-8"))["tasks"]) for path in PLANS}
    assert counts == {
        "cangzhou-2015-innovation-city": 30,
        "cangzhou-2015-sci-tech": 18,
        "hunan": 13,
        "huzhou-2013": 41,
        "jinan": 27,
        "shenyang-2012": 13,
        "tangshan": 7,
        "xining": 33,
    }


def test_plan_holds_facts_and_no_text_of_the_document(plan: dict[str, Any]) -> None:
    indicators = [*plan["plan_indicators"], *(figure for task in plan["tasks"] for figure in task["indicators"])]
    assert {figure["text"] for figure in indicators} <= {""}
    for task in plan["tasks"]:
        assert "text" not in task
        assert task["units_raw"] is None


def test_plan_is_read_back_with_its_units_and_dates(plan: dict[str, Any]) -> None:
    read = from_json(plan)
    assert [task.title for task in read.tasks] == [task["title"] for task in plan["tasks"]]
    for task, facts in zip(read.tasks, plan["tasks"], strict=True):
        for role in ROLES:
            assert [unit.name for unit in task.units(role)] == [unit["name"] for unit in facts[role]]
        assert [str(when.date) for when in task.deadlines] == [str(when["date"]) for when in facts["deadlines"]]


def test_tasks_keep_their_order(plan: dict[str, Any]) -> None:
    assert [task["lines"] for task in plan["tasks"]] == [[n, n] for n in range(1, len(plan["tasks"]) + 1)]


def test_tool_makes_the_same_files_again(shared: Path, tmp_path: Path) -> None:
    tool = ROOT / "tools" / "make_seed_plans.py"
    subprocess.run([sys.executable, tool, shared / "gold", "--output", tmp_path], check=True, stdout=subprocess.DEVNULL)
    made = {path.name: path.read_bytes() for path in tmp_path.glob("*.json")}
    assert made == {path.name: path.read_bytes() for path in PLANS}
