"""Speed and memory as ratios within one run: `make bench`.

Each pair of commands runs in turn, A B A B …, as whole processes with their output to a pipe; a row shows the ratio of
the medians beside its target. Figures of one machine on one day say little; ratios hold where the machine drifts.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable
DUTYTRACK = str(Path(PYTHON).with_name("dutytrack"))
SMALL, MIDDLE, LARGE = 200, 10_000, 100_000
RUNS = 9


@dataclass(frozen=True)
class Run:
    """One finished process: wall seconds and peak memory in MiB."""

    seconds: float
    peak: float


def run(command: Sequence[str], env: Mapping[str, str]) -> Run:
    """Run ``command`` with its output to a pipe that is read to the end."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(env))
    assert process.stdout is not None
    while process.stdout.read(1 << 16):
        pass
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: exit {process.returncode}")
    return Run(seconds, usage.ru_maxrss / 1024)


class Bench:
    """Runs pairs of commands and prints a row for each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {name: value for name, value in os.environ.items() if not name.startswith("DUTYTRACK_")}
        self.env |= {"TASKRC": str(folder / "taskrc"), "LC_ALL": "C.UTF-8", "HOME": str(folder)}
        self.missed = 0

    def ratio(self, what: str, first: Sequence[str], second: Sequence[str], at_most: float) -> None:
        """Print how the median time of ``first`` stands to that of ``second``."""
        run(first, self.env)
        run(second, self.env)
        pairs = [(run(first, self.env).seconds, run(second, self.env).seconds) for _ in range(RUNS)]
        one, two = (statistics.median(pair[n] for pair in pairs) for n in (0, 1))
        self.row(what, one / two, at_most, f"{one * 1000:.0f} ms : {two * 1000:.0f} ms")

    def peak(self, what: str, command: Sequence[str], at_most: float) -> None:
        """Print the peak memory of ``command`` in MiB."""
        self.row(what, run(command, self.env).peak, at_most, "MiB")

    def row(self, what: str, value: float, at_most: float, note: str) -> None:
        """Print one figure beside its target."""
        kept = value <= at_most
        self.missed += not kept
        print(f"{what:66s} {value:7.2f}  target <= {at_most:<6g} {'ok    ' if kept else 'MISSED'} {note}", flush=True)


def dutytrack(ledger: Path, *words: str) -> list[str]:
    """The command line of ``words`` on ``ledger``."""
    return [DUTYTRACK, "--ledger", str(ledger), *words]


def make_ledgers(folder: Path) -> dict[int, Path]:
    """Ledgers of three sizes, made alike."""
    ledgers = {}
    for size in (SMALL, 1_000, MIDDLE, LARGE):
        ledgers[size] = folder / f"{size}.db"
        subprocess.run(
            [PYTHON, ROOT / "tools" / "make_big_ledger.py", ledgers[size], "--tasks", str(size)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return ledgers


def make_taskwarrior(folder: Path, ledger: Path) -> None:
    """The ledger's tasks with their due dates as taskwarrior's."""
    (folder / "taskrc").write_text(f"data.location={folder / 'task'}\nconfirmation=off\nverbose=nothing\nhooks=off\n")
    (folder / "task").mkdir()
    with sqlite3.connect(ledger) as connection:
        rows = connection.execute(
            "SELECT t.title, f.due, p.code, f.status FROM task t JOIN task_fact f ON f.task_id = t.id "
            "LEFT JOIN plan p ON p.id = t.plan_id"
        ).fetchall()
    tasks = [
        {"description": title, "project": code or "none", "status": "pending"}
        | ({"due": due.replace("-", "") + "T000000Z"} if due else {})
        for title, due, code, status in rows
        if status not in {"closed", "dropped"}
    ]
    (folder / "tasks.json").write_text(json.dumps(tasks, ensure_ascii=False))
    env = os.environ | {"TASKRC": str(folder / "taskrc")}
    subprocess.run(["task", "import", folder / "tasks.json"], check=True, env=env, capture_output=True)


def against_taskwarrior(bench: Bench, ledgers: Mapping[int, Path]) -> None:
    """The same 10,000 tasks in taskwarrior, where it is installed."""
    if shutil.which("task") is None:
        print("taskwarrior is not installed: its rows are left out")
        return
    make_taskwarrior(bench.folder, ledgers[MIDDLE])
    bench.ratio("overdue, 10,000 tasks : task overdue", dutytrack(ledgers[MIDDLE], "overdue"), ["task", "overdue"], 0.5)
    bench.ratio("status, 10,000 tasks : task count", dutytrack(ledgers[MIDDLE], "status"), ["task", "count"], 1.5)


def sizes(bench: Bench, ledgers: Mapping[int, Path]) -> None:
    """How our own commands grow with the ledger."""
    selective = ["list", "no:1..5", "plan:" + ",".join(f"BG{number}" for number in range(1, 11))]
    small, large = dutytrack(ledgers[MIDDLE], *selective), dutytrack(ledgers[LARGE], *selective)
    bench.ratio("a query that prints 50 rows, 100,000 : 10,000 tasks", large, small, 2)
    bench.ratio("status, small ledger : python -c pass", dutytrack(ledgers[SMALL], "status"), [PYTHON, "-c", "pass"], 9)


def importing(bench: Bench) -> None:
    """From the first byte to the committed ledger."""
    shared = os.environ.get("DUTYTRACK_SHARED") or (ROOT.parent / "shared")
    plans = Path(shared) / "plans"
    if not plans.is_dir():
        plans = ROOT / "seed" / "demo"

    def once() -> float:
        ledger = bench.folder / f"import-{time.monotonic_ns()}.db"
        return run([*dutytrack(ledger, "import"), str(plans), "--yes", "--no-conclude"], bench.env).seconds

    once()
    bench.row(
        f"importing the plans of {plans.parent.name}/{plans.name}, seconds",
        statistics.median(once() for _ in range(5)),
        1.5,
        "s",
    )
    done = subprocess.run(
        [PYTHON, ROOT / "tools" / "bench_reading.py", plans], capture_output=True, text=True, check=True
    )
    megabytes = float(done.stdout)
    bench.row("reading plan text, seconds a MB", 1 / megabytes, 1, f"{megabytes:.1f} MB a second")


def screens(bench: Bench, ledgers: Mapping[int, Path]) -> None:
    """The first screen of the terminal application."""
    first: Callable[[int], list[str]] = lambda size: [PYTHON, str(ROOT / "tools" / "bench_tui.py"), str(ledgers[size])]  # noqa: E731
    bench.ratio("first screen, 100,000 : 1,000 tasks", first(LARGE), first(1_000), 1.5)
    bench.peak("first screen of 100,000 tasks, peak MiB", first(LARGE), 150)


def main() -> int:
    """Print every row; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, help="make the ledgers in this folder and leave them there")
    folder = parser.parse_args().keep
    with tempfile.TemporaryDirectory() as temporary:
        folder = folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        bench = Bench(folder)
        ledgers = make_ledgers(folder)
        against_taskwarrior(bench, ledgers)
        sizes(bench, ledgers)
        importing(bench)
        screens(bench, ledgers)
    print(f"{bench.missed} targets missed" if bench.missed else "every target kept")
    return 0


if __name__ == "__main__":
    sys.exit(main())
