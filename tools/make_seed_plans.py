"""Make ``seed/plans/``: the facts of real plans, without their text, from a folder of read plans.

usage: python tools/make_seed_plans.py FOLDER [--output seed/plans]

FOLDER holds JSON files in the shape that ``dutytrack import --dry-run --format json`` prints, one plan or a list of
plans a file. What is kept: place, dates, numbers, headings, units by role, deadlines, recurring duties, figures. What
is left out: sentences, printed unit lines, the files' names, and line numbers, which mean nothing without the text.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

NAMES = {
    ("沧州市", "“创新之城”建设三年行动计划"): "cangzhou-2015-innovation-city",
    ("沧州市", "沧州市人民政府关于“科技创新三年行动”的实施方案"): "cangzhou-2015-sci-tech",
    ("湖州市", "湖州市建设国家创新型城市试点工作实施方案"): "huzhou-2013",
    ("沈阳市", "2012年工作要点"): "shenyang-2012",
    ("唐山市", "创新型城市实施方案"): "tangshan",
    ("西宁市", "创新型城市实施方案"): "xining",
    ("济南市", "创新型城市实施方案"): "jinan",
    (None, "创新型城市实施方案"): "hunan",
}
"""The file's name by the plan's place and title; the last plan names no city, only its province."""

TASK_FIELDS = ("ref", "label", "section", "title", "lead", "responsible", "participating", "deadlines", "recurring")
INDICATOR_FIELDS = ("name", "op", "value", "max", "unit", "due", "freq")


def main() -> None:
    """Read the arguments and write one file a plan."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--output", type=Path, default=Path("seed/plans"))
    arguments = parser.parse_args()
    for path in sorted(arguments.folder.glob("*.json")):
        for read in as_list(json.loads(path.read_text(encoding="utf-8"))):
            name = NAMES[read["plan"]["jurisdiction"], read["plan"]["title"]]
            text = json.dumps(plan_facts(read, name), ensure_ascii=False, indent=2, sort_keys=True)
            (arguments.output / f"{name}.json").write_text(text + "\n", encoding="utf-8")
            print(f"{name}: {len(read['tasks'])} tasks")


def as_list(read: Any) -> list[dict[str, Any]]:
    """The plans of a file, which holds one or a list."""
    return read if isinstance(read, list) else [read]


def plan_facts(read: dict[str, Any], name: str) -> dict[str, Any]:
    """A plan's facts under its name as a seed."""
    return {
        "source": f"{name}.json",
        "plan": read["plan"],
        "plan_indicators": [figure(indicator) for indicator in read["plan_indicators"]],
        "phases": read["phases"],
        "tasks": [task_facts(task, number) for number, task in enumerate(read["tasks"], start=1)],
    }


def task_facts(task: dict[str, Any], number: int) -> dict[str, Any]:
    """A task's facts; ``lines`` is its place among the tasks, so that their order is kept."""
    facts = {field: task[field] for field in TASK_FIELDS}
    return {
        **facts,
        "indicators": [figure(indicator) for indicator in task["indicators"]],
        "lines": [number, number],
        "units_raw": None,
    }


def figure(indicator: dict[str, Any]) -> dict[str, Any]:
    """An indicator without the words it was printed in."""
    return {**{field: indicator[field] for field in INDICATOR_FIELDS if field in indicator}, "text": ""}


if __name__ == "__main__":
    main()
