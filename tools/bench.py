"""Speed and memory as ratios within one run: `make bench`.

Each pair of commands runs in turn, A B A B …, as whole processes with their output to a pipe; a row shows the ratio of
the medians beside its target, and whether that is kept. Figures of one machine on one day say little; ratios hold where
the machine drifts. Nothing outside the repository is needed: where the real plans are not at hand, those of the
demonstration are imported, and what is not installed is left out and said.

    python tools/bench.py [SECTION …]

The section ``growth`` says of each command whether ten times the tasks make it slower; with ``BENCH_LARGE=1`` up to a
million, which takes an hour and ten gigabytes.
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
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable
DUTYTRACK = str(Path(PYTHON).with_name("dutytrack"))
SMALL, LINTED, MIDDLE, LARGE, LARGEST = 200, 250, 10_000, 100_000, 1_000_000
REPORTS = {MIDDLE: 50_000, LARGE: 500_000}
"""Progress reports in the ledgers that supervision is measured on."""
RUNS, FEW_RUNS = 9, 5
AS_OF = "2026-07-15"
"""A day after all that those ledgers hold."""
EARLIER = "2025-07-15"
ASKED = (
    "status", "list --limit 50", "overdue --limit 50", "today --limit 50", "orders suggest --limit 50", "show BG5-5",
    "why BG5-5", "plan list", "units list", "progress list --limit 50", "diff --since 2026-06-15",
    "appraise --period 2025",
)  # fmt: skip
"""What is asked of ledgers of several sizes."""
FLAT, LINEAR = 2, 12
"""How many times as long ten times the tasks take at most, where that is called flat, or linear."""


@dataclass(frozen=True)
class Run:
    """One finished process: wall seconds, those of the processor among them, and peak memory in MiB."""

    seconds: float
    worked: float
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
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


class Bench:
    """Runs pairs of commands and prints a row for each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        aside = ("DUTYTRACK_", "PYTHONDONTWRITEBYTECODE")  # modules are compiled once, as where a program is installed
        self.env = {name: value for name, value in os.environ.items() if not name.startswith(aside)}
        self.env |= {"TASKRC": str(folder / "taskrc"), "LC_ALL": "C.UTF-8", "HOME": str(folder)}
        self.missed = 0

    def ratio(
        self, what: str, first: Sequence[str], second: Sequence[str], at_most: float, *, runs: int = RUNS
    ) -> None:
        """Print how the median time of ``first`` stands to that of ``second``."""
        run(first, self.env)
        run(second, self.env)
        pairs = [(run(first, self.env).seconds, run(second, self.env).seconds) for _ in range(runs)]
        one, two = (statistics.median(pair[n] for pair in pairs) for n in (0, 1))
        self.row(what, one / two, at_most, f"{one * 1000:.0f} ms : {two * 1000:.0f} ms")

    def alone(self, what: str, command: Sequence[str], at_most: float, *, runs: int = 3) -> None:
        """Print the median seconds of ``command``."""
        found = [run(command, self.env) for _ in range(runs)]
        worked = statistics.median(one.worked for one in found)
        self.row(what, statistics.median(one.seconds for one in found), at_most, f"s, {worked:.1f} of the processor")

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


def tool(name: str, *words: object) -> str:
    """Run one of our tools; what it prints."""
    command = [str(PYTHON), str(ROOT / "tools" / name), *map(str, words)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def make_ledgers(
    folder: Path, sizes: Sequence[int], reports: Mapping[int, int], name: str = "reports"
) -> dict[int, Path]:
    """Ledgers of several sizes, made alike and with a journal, with so many reports where any are asked for."""
    ledgers = {}
    for size in sizes:
        ledgers[size] = folder / (f"{size}-{name}.db" if size in reports else f"{size}.db")
        if not ledgers[size].exists():
            tool("make_big_ledger.py", ledgers[size], "--tasks", size, "--reports", reports.get(size, 0), "--journal")
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
    bench.ratio(
        "overdue, 10,000 tasks : task overdue", dutytrack(ledgers[MIDDLE], "overdue"), ["task", "overdue"], 0.35
    )
    bench.ratio("status, 10,000 tasks : task count", dutytrack(ledgers[MIDDLE], "status"), ["task", "count"], 1.1)


def sizes(bench: Bench, ledgers: Mapping[int, Path]) -> None:
    """How our own commands grow with the ledger."""
    selective = ["list", "no:1..5", "plan:" + ",".join(f"BG{number}" for number in range(1, 11))]
    small, large = dutytrack(ledgers[MIDDLE], *selective), dutytrack(ledgers[LARGE], *selective)
    bench.ratio("a query that prints 50 rows, 100,000 : 10,000 tasks", large, small, 2)
    bench.ratio("status, small ledger : python -c pass", dutytrack(ledgers[SMALL], "status"), [PYTHON, "-c", "pass"], 4)
    agenda, status = (
        dutytrack(ledgers[LARGE], "--as-of", AS_OF, *words.split()) for words in ("today --limit 50", "status")
    )
    bench.ratio("today --limit 50 : status, 100,000 tasks", agenda, status, 4, runs=FEW_RUNS)


def importing(bench: Bench) -> None:
    """From the first byte to the committed ledger."""
    shared = os.environ.get("DUTYTRACK_SHARED") or (ROOT.parent / "shared")
    plans = Path(shared) / "plans"
    if not plans.is_dir():
        plans = ROOT / "seed" / "demo" / "plans"

    def once() -> float:
        ledger = bench.folder / f"import-{time.monotonic_ns()}.db"
        return run([*dutytrack(ledger, "import"), str(plans), "--yes", "--no-conclude"], bench.env).seconds

    once()
    bench.row(
        f"importing the plans of {plans.parent.name}/{plans.name}, seconds",
        statistics.median(once() for _ in range(5)),
        1,
        "s",
    )
    megabytes = float(tool("bench_reading.py", plans))
    bench.row("reading plan text, seconds a MB", 1 / megabytes, 0.5, f"{megabytes:.1f} MB a second")
    pages = bench.folder / "300-pages.docx"
    tool("make_big_docx.py", pages, 300)
    reading_pages(bench, pages, 1.3)
    if shutil.which("soffice") is None:
        print("LibreOffice is not installed: the rows of a PDF are left out")
        return
    convert = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(bench.folder), str(pages)]
    subprocess.run(convert, check=True, capture_output=True, env=bench.env)
    reading_pages(bench, pages.with_suffix(".pdf"), 15)


def reading_pages(bench: Bench, pages: Path, at_most: float) -> None:
    """A document of 300 pages, from its bytes to what was read."""
    reading = [*dutytrack(bench.folder / "none.db", "import"), str(pages), "--dry-run", "--format", "json"]
    kind = pages.suffix.removeprefix(".")
    bench.alone(f"reading a {kind} of 300 pages, seconds", reading, at_most)
    bench.peak(f"reading a {kind} of 300 pages, peak MiB", reading, 300)


def supervision(bench: Bench) -> None:
    """Ten times the tasks and reports: what is asked every day, and what comes in."""
    ledgers = make_ledgers(bench.folder, (MIDDLE, LARGE), REPORTS)
    for words in (("status",), ("overdue", "--limit", "50"), ("orders", "suggest", "--limit", "50")):
        large, small = (dutytrack(ledgers[size], "--as-of", AS_OF, *words) for size in (LARGE, MIDDLE))
        name = " ".join(word for word in words if word.isalpha())
        bench.ratio(f"{name}, 500,000 : 50,000 reports", large, small, 3, runs=FEW_RUNS)
    linted = make_ledgers(bench.folder, (LINTED,), {})[LINTED]
    bench.alone(f"lint of {LINTED} tasks, seconds", dutytrack(linted, "lint"), 2)
    taking = bench.folder / "taking.db"
    shutil.copy(ledgers[LARGE], taking)
    bench.row("recording a report among 500,000, ms", float(tool("bench_progress.py", "record", taking)), 30, "ms")
    sheet = bench.folder / "10000-rows.csv"
    tool("bench_progress.py", "sheet", taking, sheet, 10_000)
    bench.alone(
        "importing 10,000 rows of progress, seconds",
        dutytrack(taking, "progress", "import", str(sheet), "--yes"),
        20,
        runs=1,
    )


def earlier_days(bench: Bench) -> None:
    """What is asked about a day of the year before, and about a day after all that the ledger holds."""
    ledger = make_ledgers(bench.folder, (LARGE,), REPORTS)[LARGE]
    for words in (("status",), ("overdue",), ("list", "--limit", "50")):
        then, now = (dutytrack(ledger, "--as-of", day, *words) for day in (EARLIER, AS_OF))
        bench.ratio(f"{words[0]}, 100,000 tasks, a day of the year before : today", then, now, 3, runs=FEW_RUNS)
    then = dutytrack(ledger, "--as-of", EARLIER, "diff", "--since", "2025-06-15")
    now = dutytrack(ledger, "--as-of", AS_OF, "diff", "--since", "2026-06-15")
    bench.ratio("diff, 100,000 tasks, a month of the year before : this month", then, now, 3, runs=1)
    year = dutytrack(ledger, "--as-of", AS_OF, "diff", "--since", EARLIER)
    bench.ratio("diff, 100,000 tasks, over a year : over this month", year, now, 3, runs=1)


def keeping(bench: Bench) -> None:
    """A ledger of 100,000 tasks with all that its journal told, looked through and told again."""
    ledger = bench.folder / "journal.db"
    if not ledger.exists():
        tool("make_big_ledger.py", ledger, "--tasks", LARGE, "--reports", 3 * LARGE, "--journal")
    found = run(dutytrack(ledger, "log", "verify"), bench.env)
    worked = f"s, {found.worked:.1f} of the processor"
    bench.row("log verify, 100,000 tasks and 800,000 rows of the journal, seconds", found.seconds, 30, worked)
    bench.row("log verify, 100,000 tasks and 800,000 rows, peak MiB", found.peak, 400, "MiB")
    with closing(sqlite3.connect(ledger)) as connection:
        (rows,) = connection.execute("SELECT max(seq) FROM journal").fetchone()
    then, now = dutytrack(ledger, "--known-at", str(rows), "status"), dutytrack(ledger, "status")
    for kept in ledger.parent.glob(f"{ledger.name}.known-*"):
        kept.unlink()
    first, millions = run(then, bench.env), rows / 1e6
    worked = f"s, {first.worked / millions:.1f} of the processor"
    bench.row(
        "--known-at for the first time, seconds a million rows of the journal", first.seconds / millions, 12, worked
    )
    bench.row("--known-at for the first time, peak MiB a million rows", first.peak / millions, 400, "MiB")
    bench.ratio("status, 100,000 tasks, --known-at again : today", then, now, 3, runs=FEW_RUNS)


def growth(bench: Bench) -> None:
    """How each command grows with the ledger: flat, linear, or worse."""
    counts = [MIDDLE, LARGE, *([LARGEST] if os.environ.get("BENCH_LARGE") else [])]
    ledgers = make_ledgers(bench.folder, counts, {size: size for size in counts}, "growth")
    print(f"{'seconds by tasks':32s}" + "".join(f"{size:>12,}" for size in counts) + "  ten times as many")
    for words in ASKED:
        commands = [dutytrack(ledgers[size], "--as-of", AS_OF, *words.split()) for size in counts]
        for command in commands:
            run(command, bench.env)
        found = [min(run(command, bench.env).seconds for _ in range(3)) for command in commands]
        told = (growing(later / earlier) for earlier, later in pairwise(found))
        print(f"{words:32s}" + "".join(f"{one:12.2f}" for one in found) + f"  {', '.join(told)}", flush=True)


def growing(times: float) -> str:
    """What it is called where ten times as much takes so many times as long."""
    return "flat" if times <= FLAT else "linear" if times <= LINEAR else f"WORSE ({times:.0f} times as long)"


def screens(bench: Bench, ledgers: Mapping[int, Path]) -> None:
    """The first screen of the terminal application."""
    first: Callable[[int], list[str]] = lambda size: [PYTHON, str(ROOT / "tools" / "bench_tui.py"), str(ledgers[size])]  # noqa: E731
    bench.ratio("first screen, 100,000 : 1,000 tasks", first(LARGE), first(1_000), 1.5)
    bench.peak("first screen of 100,000 tasks, peak MiB", [*first(LARGE), "--settle"], 150)


SECTIONS: dict[str, Callable[[Bench, Mapping[int, Path]], None]] = {
    "taskwarrior": against_taskwarrior,
    "sizes": sizes,
    "importing": lambda bench, _ledgers: importing(bench),
    "screens": screens,
    "supervision": lambda bench, _ledgers: supervision(bench),
    "earlier": lambda bench, _ledgers: earlier_days(bench),
    "keeping": lambda bench, _ledgers: keeping(bench),
    "growth": lambda bench, _ledgers: growth(bench),
}
_WITH_LEDGERS = {"taskwarrior", "sizes", "screens"}


def main() -> int:
    """Print every row; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"{', '.join(SECTIONS)}; else all of them")
    parser.add_argument("--keep", type=Path, help="make the ledgers in this folder and leave them there")
    arguments = parser.parse_args()
    if unknown := set(arguments.sections) - SECTIONS.keys():
        parser.error(f"no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    chosen = arguments.sections or list(SECTIONS)
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        bench = Bench(folder)
        counts = (SMALL, 1_000, MIDDLE, LARGE) if _WITH_LEDGERS.intersection(chosen) else ()
        ledgers = make_ledgers(folder, counts, {})
        for section in chosen:
            SECTIONS[section](bench, ledgers)
    print(f"{bench.missed} targets missed" if bench.missed else "every target kept")
    return 1 if bench.missed else 0


if __name__ == "__main__":
    sys.exit(main())
