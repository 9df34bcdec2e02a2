"""How much of each floor the tests reach, lines and branches together, and whether that is enough.

python tools/floor_coverage.py            after a run under coverage: prints it, leaves with 1 under the bar
python tools/floor_coverage.py --missing  names the lines and branches of each file that are not reached, too
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from coverage import Coverage

PACKAGE = Path("src", "dutytrack")
BARS = {"domain": 98.0, "plantext": 98.0}
BAR = 90.0
"""Percent of every other floor."""


def main() -> int:
    """Print the floors; 1 where one is under its bar."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--missing", action="store_true", help="name what is not reached")
    args = parser.parse_args()
    files = measured()
    reached, there = Counter[str](), Counter[str]()
    for name, found in files.items():
        reached[_floor(name)] += found["summary"]["covered_lines"] + found["summary"]["covered_branches"]
        there[_floor(name)] += found["summary"]["num_statements"] + found["summary"]["num_branches"]
    shares = {floor: 100 * reached[floor] / there[floor] for floor in sorted(there)}
    for floor, share in shares.items():
        bar = BARS.get(floor, BAR)
        print(f"{floor:<10}{share:>7.2f} %   bar {bar:.0f} %{'' if share >= bar else '   UNDER THE BAR'}")
    if args.missing:
        for name, found in files.items():
            _print_missing(name, found)
    return int(any(share < BARS.get(floor, BAR) for floor, share in shares.items()))


def measured() -> dict[str, dict[str, Any]]:
    """What the last run under coverage reached, by file."""
    coverage = Coverage()
    coverage.load()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "coverage.json")
        coverage.json_report(outfile=str(path))
        found: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["files"]
    return {name: one for name, one in found.items() if one["summary"]["num_statements"]}


def _floor(name: str) -> str:
    """The folder of the package that a file lies in; those directly inside it are the ground."""
    parts = Path(name).parts
    inside = parts[parts.index(PACKAGE.name) + 1 :]
    return inside[0] if len(inside) > 1 else "(ground)"


def _print_missing(name: str, found: dict[str, Any]) -> None:
    lines = " ".join(map(str, found["missing_lines"]))
    branches = " ".join(f"{start}->{end}" for start, end in found["missing_branches"])
    if lines or branches:
        print(f"{name}: {lines}{'; ' if lines and branches else ''}{branches}")


if __name__ == "__main__":
    sys.exit(main())
