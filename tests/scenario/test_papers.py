"""What people print carries no commands: a paper has no prompt to type them at."""

from __future__ import annotations

import re

import pytest

_COMMAND = re.compile(r"`|dutytrack | --[a-z]")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "call",
    [
        *(("today",), ("overdue",), ("overdue", "--sort", "office"), ("list",), ("status",), ("lint",)),
        *(("appraise", "--period", "2026Q2"), ("appraise", "--period", "2026Q2", "--unit", "市科技局")),
        *(("orders", "suggest"), ("orders", "list"), ("extend", "list"), ("diff", "--since", "2026-06-30")),
    ],
)
def test_a_paper_carries_no_commands(demo, call, lang):
    assert not _COMMAND.search(demo.do(*call, "--lang", lang, "--format", "md"))


def test_a_paper_of_an_empty_list_carries_none(office):
    office.do("add", "整改渡船", "--lead", "市交通局")
    for call in (("plan", "list"), ("leader", "list"), ("cadence", "list"), ("overdue",), ("today",)):
        assert not _COMMAND.search(office.do(*call, "--format", "md")), call
