"""The scripts that torture a ledger: a small sample of each, by a fixed seed."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

TORTURE = Path(__file__).parents[1] / "tools" / "torture"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch):
    """The script called by a name."""

    def loaded(name: str) -> ModuleType:
        monkeypatch.syspath_prepend(str(TORTURE))
        spec = importlib.util.spec_from_file_location(f"torture_{name}", TORTURE / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, spec.name, module)
        spec.loader.exec_module(module)
        return module

    return loaded


def test_steady_writers_all_get_through_though_some_are_killed(script, tmp_path: Path) -> None:
    tally = script("writers").torture(tmp_path / "ledger.db", 4, 2, seed=3, kill=True)

    assert (tally.failed, tally.faults) == (0, [])
    assert tally.done > 4


def test_every_script_of_the_folder_is_run_but_what_they_share(script) -> None:
    run = script("run")

    assert {one.stem for one in run.scripts([])} >= {"writers"}
    assert [one.stem for one in run.scripts(["writers"])] == ["writers"]
