"""The main screens as they look, in both languages and two sizes.

``UPDATE_GOLDEN=1 pytest tests/tui/test_looks.py`` writes the pictures anew: look at the difference before
keeping it.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from dutytrack.services.acts.declared.acts import FORMS
from dutytrack.tui.shared.access import LedgerAccess

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
UPDATING = bool(os.environ.get("UPDATE_GOLDEN"))
DAY = dt.date(2026, 7, 15)
SCREENS = ("ledger", "views", "task", "today", "why", "help", "acts", "report")
SIZES = ("80x24", "120x40")
LANGUAGES = ("en", "zh")
DONE = (
    ("report", "LL25-1", {"percent": "35", "text": "完成沉箱8个", "on": "2026-05-05"}),
    ("report", "LL25-1", {"percent": "48", "text": "完成沉箱10个", "problem": "石料短缺", "next_step": "8月安装"}),
    ("remind", "LL25-1", {"why": "落后序时", "on": "2026-06-01"}),
    ("order", "LL25-1", {"on": "2026-06-10", "ground": "落后序时进度"}),
    ("reply", "LL25-1", {"text": "已加派船机", "by": "市交通局", "on": "2026-06-12"}),
    ("extend", "LL25-1", {"wished": "2027-03-31", "reason": "台风影响", "progress": "近半", "on": "2026-07-10"}),
    ("confidence", "LL25-1", {"value": "5"}),
    ("submit", "LL25-3", {"note": "培训台账", "on": "2026-07-13"}),
)
"""What was done in the ledger that is drawn: form, task, what was entered."""


@pytest.fixture(scope="module")
def drawn(made_ledger: Path, tmp_path_factory: pytest.TempPathFactory):
    """The pictures of a language, drawn once."""
    path = tmp_path_factory.mktemp("looks") / "ledger.db"
    path.write_bytes(made_ledger.read_bytes())
    access = LedgerAccess(path, today=lambda: DAY, actor="office")
    for name, key, texts in DONE:
        act, subject = FORMS[name], access.subject(key)
        assert subject is not None
        defaults = {field.name: field.default(subject) for field in act.lines}
        access.do(act, key, act.read({**defaults, **texts}, subject))
    pictures: dict[str, dict[str, str]] = {}

    def draw(language: str) -> dict[str, str]:
        if language not in pictures:
            command = [sys.executable, str(HERE / "pictures.py"), language, str(path), DAY.isoformat()]
            printed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
            pictures[language] = json.loads(printed.stdout)
        return pictures[language]

    return draw


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_looks(drawn, language: str, screen: str, size: str) -> None:
    picture, golden = drawn(language)[f"{screen}-{size}"], GOLDEN / f"{screen}-{language}-{size}.txt"
    if UPDATING:
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(picture, encoding="utf-8")

    assert picture == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_wider_than_the_terminal(drawn, language: str) -> None:
    for name, picture in drawn(language).items():
        cells = int(name.rpartition("-")[2].partition("x")[0])

        assert [line for line in picture.splitlines() if cell_len(line) > cells] == []


def test_chinese_screens_hold_no_english_words(drawn) -> None:
    """The words of the screens are translated; what is typed and what comes from documents is left out."""
    for name in ("ledger-80x24", "today-120x40", "acts-80x24"):
        for word in ("Lamp", "Due", "Lead", "Filter", "Close", "Sort", "behind", "reply"):
            assert word not in drawn("zh")[name]


def test_the_goldens_are_those_of_the_screens() -> None:
    wanted = {f"{screen}-{language}-{size}.txt" for screen in SCREENS for language in LANGUAGES for size in SIZES}

    assert {path.name for path in GOLDEN.glob("*.txt")} == wanted
