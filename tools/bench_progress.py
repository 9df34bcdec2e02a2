"""Progress at scale, for ``make bench``.

python tools/bench_progress.py sheet LEDGER OUT.csv ROWS   a progress sheet about so many tasks at work
python tools/bench_progress.py record LEDGER               milliseconds to record one report, the median of many
"""

from __future__ import annotations

import csv
import datetime as dt
import statistics
import sys
import time
from contextlib import closing
from pathlib import Path

from dutytrack.services.desk import Desk
from dutytrack.services.progress.reporting import NewReport, report_progress
from dutytrack.store.file.connection import open_reader
from dutytrack.store.ledger import Ledger

ON = dt.date(2026, 7, 10)
"""After all reports that ``make_big_ledger.py`` writes."""
TIMES = 25
AT_WORK = (
    "SELECT t.key, u.name FROM task_fact f JOIN task t ON t.id = f.task_id JOIN unit u ON u.id = f.first_unit_id "
    "WHERE f.status NOT IN ('closed', 'dropped', 'suspended') ORDER BY f.task_id LIMIT ?"
)


def tasks_at_work(ledger: Path, count: int) -> list[tuple[str, str]]:
    """The keys of open tasks, each with the unit that answers first."""
    with closing(open_reader(ledger)) as reader:
        return reader.execute(AT_WORK, (count,)).fetchall()


def write_sheet(ledger: Path, path: Path, rows: int) -> None:
    """Write what units might have filled in."""
    found = tasks_at_work(ledger, rows)
    if len(found) < rows:
        sys.exit(f"only {len(found)} tasks are at work")
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("key", "unit", "percent", "on", "text"))
        for number, (key, unit) in enumerate(found):
            writer.writerow((key, unit, number % 101, ON.isoformat(), f"第{number}项:按计划推进,完成阶段任务。"))


def record(ledger_path: Path) -> float:
    """Median milliseconds of one command that records one report, first byte to commit; the first is not counted.

    A reader is open meanwhile, as where the screens are: SQLite empties its log when the last connection is closed.
    """
    spent = []
    with closing(open_reader(ledger_path)), Ledger.open(ledger_path) as ledger:
        for key, unit in tasks_at_work(ledger_path, TIMES + 1):
            report = NewReport(key=key, on=ON, unit=unit, percent=50.0, text="已完成阶段任务")
            started = time.perf_counter()
            with ledger.command("progress", actor="bench") as session:
                report_progress(Desk(session, ON), report)
            spent.append(time.perf_counter() - started)
    return statistics.median(spent[1:]) * 1000


def main() -> None:
    """Do what the command line asks for."""
    match sys.argv[1:]:
        case ["sheet", ledger, path, rows]:
            write_sheet(Path(ledger), Path(path), int(rows))
        case ["record", ledger]:
            print(record(Path(ledger)))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
