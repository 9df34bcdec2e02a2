"""What ``make shape`` and ``make mutants`` count, on a small tree of their own."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[1] / "tools"


def tool(name: str):
    spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tree(tmp_path):
    """A package of which each file holds what is given."""

    def make(**files):
        for name, text in {"dutytrack/__init__": "", "dutytrack/store/__init__": "", **files}.items():
            path = tmp_path / f"{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return make


def test_rooms_arrows_and_circles(tree):
    shape = tool("shape")
    files = shape.read(
        tree(
            **{
                "dutytrack/store/one": "from dutytrack.store import two\nfrom dutytrack.store.topic.a import x\n",
                "dutytrack/store/two": "def late():\n    from dutytrack.store.one import y\n",
                "dutytrack/store/topic/__init__": "",
                "dutytrack/store/topic/a": "from .b import z\n",
                "dutytrack/store/topic/b": "import os\n",
            }
        )
    )
    links = {module: shape.imports(file, files) for module, file in files.items()}

    assert shape.rooms("store", files) == {"one", "two", "topic"}
    assert shape.arrows("store", links) == {("one", "two"), ("two", "one"), ("one", "topic")}
    assert shape.circles(links) == [[("dutytrack", "store", "one"), ("dutytrack", "store", "two")]]


def test_a_clump_is_told_once_at_its_largest(tree):
    shape = tool("shape")
    same = "".join(f"def f{n}(self, session, today, by, on):\n    pass\n" for n in range(5))
    found = shape.functions(shape.read(tree(**{"dutytrack/store/one": same})).values())

    assert shape.clumps(found) == [(("by", "on", "session", "today"), 5)]


def test_mutations_change_sql_text_and_nothing_else(tree):
    mutate = tool("mutate_sql")
    root = tree(
        **{
            "src/dutytrack/store/one": '"""Docs, AND no SQL."""\n# a < b AND c\nif 1 < 2:\n    pass\n'
            'A = f"SELECT MAX(x) FROM t WHERE x <= :day AND {IS < 3} AND y BETWEEN 1 AND 2 ORDER BY x DESC"\n'
        }
    )
    made = [(one.line, one.new) for one in mutate.mutations(root)]

    assert sorted(made) == [(5, "")] * 2 + [(5, "<")] + [(5, "ASC"), (5, "MIN"), (5, "OR"), (5, "OR")]
