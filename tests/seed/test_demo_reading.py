"""The demo's plans are read as they are meant: the public stand-in for the real plans.

``gold/`` holds, checked by hand, each task's number, heading, units by role, dates and recurring duties.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dutytrack.domain.plan.model import ParsedPlan, ParsedTask
from dutytrack.plantext.plan.reader import read_plans

HERE = Path(__file__).parent
PLANS = HERE.parents[1] / "seed" / "demo" / "plans"
GOLD: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((HERE / "gold").glob("*.json"))
}
TASKS = [(name, task) for name, gold in GOLD.items() for task in gold["tasks"]]


@cache
def read(name: str) -> ParsedPlan:
    (plan,) = read_plans((PLANS / f"{name}.txt").read_text(encoding="utf-8"), f"{name}.txt")
    return plan


def plain(text: str | None) -> str | None:
    """Full-width and half-width forms as one."""
    if text is None:
        return None
    return unicodedata.normalize("NFKC", text).translate(str.maketrans("〔〕—", "()-"))


def found(name: str, ref: str) -> ParsedTask:
    (task,) = (task for task in read(name).tasks if plain(task.ref) == plain(ref))
    return task


@pytest.mark.parametrize("name", GOLD)
def test_each_task_is_found_once_and_in_order(name: str) -> None:
    assert [plain(task.ref) for task in read(name).tasks] == [plain(task["ref"]) for task in GOLD[name]["tasks"]]


@pytest.mark.parametrize("name", GOLD)
def test_head_and_signature_are_read(name: str) -> None:
    plan, gold = read(name), GOLD[name]["plan"]
    assert plain(plan.title) == plain(gold["title"])
    assert plain(plan.doc_no) == plain(gold["doc_no"])
    assert (plan.issuer, plan.jurisdiction) == (gold["issuer"], gold["jurisdiction"])
    assert plan.issued is not None
    assert plan.issued.isoformat() == gold["issued"]
    assert {"start": str(plan.period.start), "end": str(plan.period.end)} == gold["period"]


@pytest.mark.parametrize("name", GOLD)
def test_timetable_stages_are_phases(name: str) -> None:
    phases = [{"title": phase.title, "start": str(phase.start), "end": str(phase.end)} for phase in read(name).phases]
    assert phases == GOLD[name]["phases"]


@pytest.mark.parametrize(("name", "task"), TASKS, ids=lambda value: value if isinstance(value, str) else value["ref"])
def test_task_is_read_as_meant(name: str, task: dict[str, Any]) -> None:
    got = found(name, task["ref"])
    assert plain(got.title) == plain(task["title"])
    for role in ("lead", "responsible", "participating"):
        assert [plain(unit.name) for unit in got.units(role)] == task[role], role
    assert [(str(when.date), when.precision) for when in got.deadlines] == [
        (when["date"], when["precision"]) for when in task["deadlines"]
    ]
    assert [(duty.freq, duty.interval) for duty in got.recurring] == [
        (duty["freq"], duty["interval"]) for duty in task["recurring"]
    ]
