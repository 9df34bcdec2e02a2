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
