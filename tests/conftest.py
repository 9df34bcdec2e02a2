"""What every test stands on: no settings of the developer's machine, a fixed today, the real plans where at hand."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from dutytrack import i18n

TODAY = dt.date(2026, 7, 15)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for each test, and English as its language."""
    home = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith(("DUTYTRACK_", "XDG_")) and name != "DUTYTRACK_SHARED"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("NO_COLOR", raising=False)
    i18n.use_language("en")
    return home


@pytest.fixture
def today() -> dt.date:
    """The tests' today."""
    return TODAY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder that holds the real plans and their gold readings; the test is skipped without it."""
    folder = os.environ.get("DUTYTRACK_SHARED")
    if not folder or not Path(folder, "plans").is_dir():
        pytest.skip("DUTYTRACK_SHARED names no folder with the real plans")
    return Path(folder)
