"""The demo city: its register, acts and plans fit together, so that the demo ledger can be built from them."""

from __future__ import annotations

import json
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from dutytrack.domain.acts import is_allowed, status_after
from dutytrack.domain.units.names import tidy_name

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "seed" / "demo"
KINDS = {
    "receive": "received",
    "submit": "submitted",
    "return": "returned",
    "verify": "verified",
    "close": "closed",
    "reopen": "reopened",
    "suspend": "suspended",
    "resume": "resumed",
    "drop": "dropped",
    "meet": "met",
}
"""The words of ``acts.toml`` and the kinds of act they stand for; the others leave rows of their own."""


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((DEMO / name).read_text(encoding="utf-8"))


SETTING = load("demo.toml")
REGISTER = load("units.toml")
ACTS_DONE: list[dict[str, Any]] = load("acts.toml")["act"]
GOLD = {
    entry["name"]: json.loads((HERE / "gold" / f"{entry['name']}.json").read_text(encoding="utf-8"))
    for entry in SETTING["plan"]
}
TASKS = {(plan, task["title"]): task for plan, read in GOLD.items() for task in read["tasks"]}
ADDED = {act["title"]: act for act in ACTS_DONE if act["do"] == "add"}
NAMES = Counter(
    tidy_name(name)
    for entry in (*REGISTER["unit"], *REGISTER["collective"])
    for name in (entry["name"], *entry.get("short", []), *entry.get("aliases", []))
)


def units_of(task: dict[str, Any]) -> list[str]:
    return [unit for role in ("lead", "responsible", "participating") for unit in task.get(role, [])]


def test_there_are_four_plans_and_more_than_eighty_tasks_with_titles_of_their_own() -> None:
    assert len(GOLD) == 4
    assert sum(len(read["tasks"]) for read in GOLD.values()) == len(TASKS) == 95


def test_every_name_of_the_register_means_one_unit() -> None:
    assert [name for name, count in NAMES.items() if count > 1] == []


@pytest.mark.parametrize("plan", GOLD)
def test_every_unit_of_the_plans_is_in_the_register(plan: str) -> None:
    unknown = {unit for task in GOLD[plan]["tasks"] for unit in units_of(task) if tidy_name(unit) not in NAMES}
    assert unknown == set()


def test_members_and_portfolios_are_units_of_the_register() -> None:
    groups = [*(entry.get("members", []) for entry in REGISTER["collective"])]
    groups += [leader["portfolio"] for leader in REGISTER["leader"]]
    assert {unit for group in groups for unit in group} <= {entry["name"] for entry in REGISTER["unit"]}
    looked_after = Counter(unit for leader in REGISTER["leader"] for unit in leader["portfolio"])
    assert max(looked_after.values()) == 1


def test_acts_are_in_the_order_of_their_days_and_none_lies_ahead_of_the_clock() -> None:
    days = [act["on"] for act in ACTS_DONE]
    assert days == sorted(days)
    assert days[-1] <= SETTING["today"]


def test_acts_are_about_tasks_there_are() -> None:
    for act in ACTS_DONE:
        if "plan" in act:
            assert (act["plan"], act["title"]) in TASKS
        elif "title" in act:
            assert act["title"] in ADDED
        else:
            assert "mark" in act


def test_every_act_is_allowed_where_it_stands() -> None:
    done: dict[tuple[str | None, str], list[str]] = defaultdict(list)
    for act in ACTS_DONE:
        if act["do"] not in KINDS:
            continue
        kind, before = KINDS[act["do"]], done[act.get("plan"), act["title"]]
        assert is_allowed(kind, status_after(before)), act
        before.append(kind)
    assert {kind for kinds in done.values() for kind in kinds} == set(KINDS.values())


def test_met_dates_are_dates_of_the_task_and_met_once() -> None:
    met = [(act["plan"], act["title"], act["due"].isoformat()) for act in ACTS_DONE if act["do"] == "meet"]
    assert len(met) == len(set(met))
    nodes = [(act["plan"], act["title"], act["due"].isoformat()) for act in ACTS_DONE if act["do"] == "node"]
    for plan, title, due in met:
        printed = [deadline["date"] for deadline in TASKS[plan, title]["deadlines"]]
        assert due in printed or (plan, title, due) in nodes


def test_units_of_acts_have_a_part_in_the_task() -> None:
    for act in ACTS_DONE:
        if "unit" in act:
            task = TASKS[act["plan"], act["title"]] if "plan" in act else ADDED[act["title"]]
            assert act["unit"] in units_of(task), act


def test_tasks_without_a_plan_name_units_of_the_register() -> None:
    assert len(ADDED) >= 10
    for act in ADDED.values():
        assert set(map(tidy_name, units_of(act))) <= set(NAMES)
        assert act["kind"] in {"instruction", "meeting", "other"}
        assert act["source"]


def test_demo_shows_closings_in_time_and_late_on_its_clock() -> None:
    closed = [act for act in ACTS_DONE if act["do"] == "close"]
    assert len(closed) >= 20
    last_dates = {
        (plan, title): max(deadline["date"] for deadline in task["deadlines"])
        for (plan, title), task in TASKS.items()
        if task["deadlines"]
    }
    late = [act for act in closed if "plan" in act and act["on"].isoformat() > last_dates[act["plan"], act["title"]]]
    assert 3 <= len(late) < len(closed) / 2
