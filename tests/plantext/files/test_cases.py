"""The small documents that were once read wrongly, each with what a right reading holds, where they lie at hand."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path

import pytest

from dutytrack.domain.plan.as_json import to_json
from dutytrack.errors import DutyTrackError
from dutytrack.services.plans.files import read_plan_files

SHARED = os.environ.get("DUTYTRACK_SHARED")
FOLDER = Path(SHARED or ".", "cases", "files")
WANTED = sorted(FOLDER.glob("*.json")) if SHARED else []
DOUBTED = {
    "yyyymm_num-xlsx": "day 46204 of a spreadsheet is 1 July 2026, not the day before",
}


@pytest.mark.skipif(not WANTED, reason="DUTYTRACK_SHARED names no folder with small documents")
@pytest.mark.parametrize("wanted", WANTED, ids=lambda path: path.stem)
def test_a_document_reads_as_its_case_says(wanted, request):
    if wanted.stem in DOUBTED:
        request.applymarker(pytest.mark.xfail(reason=DOUBTED[wanted.stem], strict=True))
    spec = importlib.util.spec_from_file_location("check_cases", Path(SHARED, "tools", "check_cases.py"))
    checker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(checker)
    want = json.loads(wanted.read_text("utf-8"))
    said: list[DutyTrackError] = []
    plans: list[object] = []
    try:
        files = read_plan_files(FOLDER / want["source"], said.append)
        plans = [to_json(plan) for file in files for plan in file.plans]
    except DutyTrackError as error:
        said.append(error)

    assert checker.faults(want, plans, "; ".join(map(str, said))) == []
