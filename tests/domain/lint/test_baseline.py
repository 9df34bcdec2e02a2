"""Findings that were accepted are not told again."""

from __future__ import annotations

import json

import pytest

from dutytrack.domain.lint.baseline import BaselineError, baseline_text, read_baseline
from dutytrack.domain.lint.plans import lint
from dutytrack.domain.lint.subject import plans_to_lint
from dutytrack.plantext.plan.reader import read_plans

HEAD = "滨海市科技创新行动计划(2025-2026年)\n\n一、重点任务\n"
ITEM = "(一)建设实验室。到2026年6月底,新建实验室3家。\n牵头单位:市科技局、市工信局\n"
NEXT = "(二)引进人才。到2026年9月底,引进人才30名。\n牵头单位:市人社局、市财政局\n"


def results(text: str):
    return lint(plans_to_lint(read_plans(HEAD + text, "plan.txt")))


def test_what_was_accepted_is_not_new_and_what_came_after_is():
    baseline = read_baseline(baseline_text(results(ITEM)), "known.json")

    new = [finding.key for result in results(ITEM + NEXT) for finding in baseline.new(result)]

    assert new == ["一.(二)"]
    assert baseline.gone == 0


def test_accepted_findings_stay_known_when_lines_move():
    baseline = read_baseline(baseline_text(results(ITEM)), "known.json")
    [moved] = results("\n\n" + ITEM)

    assert baseline.new(moved) == []


def test_other_units_at_the_same_task_are_a_new_finding_and_the_old_one_is_gone():
    baseline = read_baseline(baseline_text(results(ITEM)), "known.json")
    [changed] = results(ITEM.replace("市工信局", "市教育局"))

    assert [finding.code for finding in baseline.new(changed)] == ["joint-lead"]
    assert baseline.gone == 1


def test_a_baseline_is_one_finding_a_line_so_that_changes_can_be_read():
    text = baseline_text(results(ITEM + NEXT))

    assert [json.loads(line.strip().rstrip(","))["task"] for line in text.splitlines()[1:-1]] == ["一.(一)", "一.(二)"]


def test_a_baseline_is_written_as_people_read_it():
    assert '"task": "一.(一)", "subject": "市科技局、市工信局"' in baseline_text(results(ITEM))


@pytest.mark.parametrize(
    ("text", "what"), [("{}", "KeyError: 'version'"), ('{"version": 2, "accepted": []}', "version 2")]
)
def test_a_refusal_says_what_is_wrong_with_the_file(text, what):
    with pytest.raises(BaselineError) as refused:
        read_baseline(text, "known.json")

    assert str(refused.value).endswith(f"writes it ({what})")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 2, "accepted": []}', '{"version": 1, "accepted": [3]}'])
def test_another_file_is_no_baseline(text):
    with pytest.raises(BaselineError, match=r"known\.json"):
        read_baseline(text, "known.json")
