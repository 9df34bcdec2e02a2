"""The page of forms names tests that there are."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PAGE = (HERE.parents[1] / "docs" / "forms.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(test_\w+)(?:\[(\w+)\])?` \|", PAGE)


@pytest.fixture(scope="module")
def forms() -> dict[str, Any]:
    return runpy.run_path(str(HERE / "test_forms.py"))


@pytest.mark.parametrize(("name", "case"), NAMED)
def test_the_page_names_a_test_there_is(name: str, case: str, forms: dict[str, Any]) -> None:
    test = forms[name]
    if case:
        cases = {one for mark in test.pytestmark for one in mark.args[1]}
        assert case in cases


def test_every_row_names_a_test() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| form")]
    assert len(rows) == len(NAMED) >= 60
