"""Megabytes of plan text read a second: the plans of a folder, over and over."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from dutytrack.plantext.plan.reader import read_plans
from dutytrack.plantext.text.decode import decode

LEAST_SECONDS = 3.0


def main() -> None:
    """Print the speed."""
    texts = [decode(path.read_bytes()).text for path in sorted(Path(sys.argv[1]).glob("*.txt"))]
    if not texts:
        sys.exit(f"no plan texts in {sys.argv[1]}")
    read, started = 0, time.perf_counter()
    while time.perf_counter() - started < LEAST_SECONDS:
        for text in texts:
            read_plans(text, "plan.txt")
            read += len(text.encode())
    print(read / 1e6 / (time.perf_counter() - started))


if __name__ == "__main__":
    main()
