"""The documents say what the program does."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))
import command_pages  # noqa: E402

from dutytrack.cli.app import COMMANDS  # noqa: E402
from dutytrack.domain.acts import STATUS_WORDS as STATUSES  # noqa: E402
from dutytrack.domain.lamps import LAMPS  # noqa: E402
from dutytrack.domain.lint.checks import CHECKS  # noqa: E402
from dutytrack.domain.query.fields import FLAGS  # noqa: E402
from dutytrack.domain.words.changes import CHANGE_WORDS  # noqa: E402
from dutytrack.output.words import FLAG_WORDS, ORIGIN_WORDS  # noqa: E402

FORMATS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


def test_every_command_stands_in_the_documents_as_its_help_says(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")

    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == command_pages.page()


def test_the_query_language_stands_in_the_documents_as_its_lists_say():
    assert (ROOT / "docs" / "query.md").read_text(encoding="utf-8") == command_pages.query_page()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_page(command):
    assert f"## dutytrack {command}" in command_pages.page()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("lamp", LAMPS),
        ("status", STATUSES),
        ("due_origin", ORIGIN_WORDS),
        ("flags", FLAGS),
        ("changes", CHANGE_WORDS),
    ],
)
def test_stable_values_are_documented(name, values):
    line = next(line for line in FORMATS.splitlines() if line.startswith(f"- `{name}`"))

    assert set(re.findall(r"`([\w-]+)`", line)[1:]) == set(values)


def test_every_flag_has_a_word():
    assert set(FLAG_WORDS) == set(FLAGS)


def test_every_check_of_lint_is_documented_with_its_points():
    page = (ROOT / "docs" / "lint.md").read_text(encoding="utf-8")
    told = {check: int(points) for check, points in re.findall(r"^\| `([\w-]+)` \| (\d+) \|", page, re.MULTILINE)}

    assert told == {name: check.points for name, check in CHECKS.items()}


def test_chinese_is_punctuated_as_chinese_is():
    text = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
    lines = (line.partition("# ")[2] if line.startswith("    ") else line for line in text.splitlines())
    prose = re.sub(r"`[^`]*`|(?<=\])\([^)]*\)", "", "\n".join(lines))
    assert re.findall(r".*[一-龥”》][*]*[,;:()?!].*|.*[,;:()?!][*]*[一-龥“《].*|.*[,;:]$", prose, re.MULTILINE) == []
