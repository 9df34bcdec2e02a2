"""What every test stands on: no settings of the developer's machine, a fixed today, the real plans where at hand."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from inspect import Parameter, signature
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import settings
from sqlmodel import Session

from dutytrack import i18n
from dutytrack.services.desk import Desk

settings.register_profile("dutytrack", deadline=None)  # a busy machine is slow, not wrong
settings.load_profile("dutytrack")
TODAY = dt.date(2026, 7, 15)
_TOO_SHORT = 0.02
"""Seconds below which a clock tells little."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what measures growth as timed: no run that only asks whether results are right needs it."""
    for item in items:
        if "growth" in getattr(item, "fixturenames", ()):
            item.add_marker("timed")


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
def growth() -> Callable[[Callable[[int], Callable[[], object]], int], float]:
    """How many times as long work of twice the size takes: a ratio within one run, of the processor's own time."""

    def seconds(work: Callable[[], object]) -> float:
        started = time.process_time()
        work()
        return time.process_time() - started

    def measured(make: Callable[[int], Callable[[], object]], size: int) -> float:
        small, large = make(size), make(2 * size)
        least = min(seconds(small) for _ in range(3))
        return min(seconds(large) for _ in range(3)) / max(least, _TOO_SHORT)

    return measured


def _handed(service: Callable[..., Any], session: Session, facts: Mapping[str, Any]) -> Any:
    """Call ``service`` by ``facts``: at a desk of their day and person, with records of what belongs into such."""
    if "desk" not in signature(service).parameters:
        return service(session, **facts)
    given = dict(facts)
    of_desk = {name: given.pop(name) for name in ("today", "by", "place") if name in given}
    for name, one in signature(service, eval_str=True).parameters.items():
        kind: Any = one.annotation
        if one.default is Parameter.empty and is_dataclass(one.annotation) and name not in {"desk", *given}:
            record = {field.name for field in fields(kind)} & given.keys()
            given[name] = kind(**{field: given.pop(field) for field in record})
    return service(desk=Desk(session, **{"today": TODAY, **of_desk}), **given)


@pytest.fixture(scope="session")
def handed() -> Callable[[Callable[..., Any], Session, Mapping[str, Any]], Any]:
    """What calls a service by facts: it is handed a desk of their day and person, and records of the others."""
    return _handed


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], object]], Path]:
    """What gives the ledger that is made in a folder of a name: one for all processes of a run, to be copied."""

    def made_once(name: str, make: Callable[[Path], object]) -> Path:
        base = tmp_path_factory.getbasetemp()
        folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
        folder.mkdir(exist_ok=True)
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "made").exists():
                make(folder / "ledger.db")
                (folder / "made").touch()
        return folder / "ledger.db"

    return made_once


@pytest.fixture(scope="session")
def demo_ledger(made_once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The demo's ledger: nobody writes to it."""

    def make(path: Path) -> None:
        from dutytrack.services.demo.building import build_demo
        from dutytrack.store.ledger import Ledger

        with Ledger.open(path, create=True, durable=False) as ledger:
            build_demo(ledger)

    return made_once("demo", make)


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


@pytest.fixture(scope="session")
def torture() -> Callable[[str], ModuleType]:
    """The script of ``tools/torture`` that is called by a name; what they share lies beside them."""
    folder = Path(__file__).parents[1] / "tools" / "torture"

    def loaded(name: str) -> ModuleType:
        spec = spec_from_file_location(f"torture_{name}", folder / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = sys.modules[spec.name] = module_from_spec(spec)
        with pytest.MonkeyPatch.context() as patch:
            patch.syspath_prepend(str(folder))
            spec.loader.exec_module(module)
        return module

    return cache(loaded)
