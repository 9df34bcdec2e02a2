"""``dutytrack today``: what the second screen shows, at the shell."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.usefixtures("ledger")


def test_today_lists_what_there_is_to_do_by_kind(run):
    rows = json.loads(run("today", "--format", "json").out)

    assert {"section", "key", "unit", "what", "due", "act", "title"} <= set(rows[0])
    assert ("orders", "BH25-2") in {(row["section"], row["key"]) for row in rows}


def test_today_can_be_cut(run):
    rows = json.loads(run("today", "--limit", "1", "--format", "json").out)

    sections = [row["section"] for row in rows]
    assert len(sections) == len(set(sections))


def test_today_tells_a_script_that_there_is_something_to_do(run):
    assert run("today", "--exit-code").code == 1
