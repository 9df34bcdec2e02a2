"""Run every script of this folder for a while, one after the other, and say which of them lost something.

    python tools/torture/run.py [--seed N] [--minutes M] [NAME...]

A script here is run as ``NAME.py --seed N --minutes M``, prints what it tried, and leaves with 0 where nothing was lost
and with 1 where something was; the same seed tries the same again. ``--minutes`` of this one is for all of them
together. What begins with ``_`` is shared by the scripts. ``TORTURE=long`` makes hours of the minutes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
MINUTES, LONG = 6.0, 360.0


def scripts(names: list[str]) -> list[Path]:
    """The scripts of this folder, or those of ``names``."""
    found = sorted(one for one in HERE.glob("*.py") if not one.name.startswith("_") and one != Path(__file__))
    return [one for one in found if not names or one.stem in names]


def main() -> int:
    """Run them; 1 where one of them has lost something."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3), "big"))
    parser.add_argument("--minutes", type=float, default=LONG if os.environ.get("TORTURE") == "long" else MINUTES)
    given = parser.parse_args()
    chosen = scripts(given.names)
    failed = []
    for script in chosen:
        minutes = given.minutes / len(chosen)
        print(f"== {script.name} --seed {given.seed} --minutes {minutes:.2f}", flush=True)
        command = [sys.executable, str(script), "--seed", str(given.seed), "--minutes", f"{minutes:.3f}"]
        if subprocess.run(command, check=False).returncode:
            failed.append(script.stem)
    print("== " + (f"LOST SOMETHING: {', '.join(failed)}" if failed else f"{len(chosen)} scripts, nothing lost"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
