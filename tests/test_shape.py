"""No file of the source imports another that imports it, at once or through others."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

TOOL = Path(__file__).parents[1] / "tools" / "shape.py"


def test_no_files_import_each_other_in_a_circle():
    spec = importlib.util.spec_from_file_location("shape", TOOL)
    assert spec is not None
    assert spec.loader is not None
    shape = sys.modules["shape"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(shape)
    files = shape.read(shape.SOURCE)
    links = {module: shape.imports(file, files) for module, file in files.items()}

    circles = [[".".join(module) for module in circle] for circle in shape.circles(links)]

    assert circles == []
