"""Make a big ledger for measuring: many tasks with units, deadlines, acts; the same for the same number.

    python tools/make_big_ledger.py PATH --tasks 100000 --reports 500000

Without ``--journal`` the rows are written past the journal: such a ledger is for reading only.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from dutytrack.store.facts.kept import derive_anew
from dutytrack.store.file.schema import JOURNALLED_TABLES, primary_key
from dutytrack.store.journal.rows import (
    INSERT,
    Change,
    CommandHeader,
    Head,
    JournalRow,
    chained,
    command_header,
    read_head,
)
from dutytrack.store.ledger import Ledger

TASKS_IN_A_PLAN = 100
UNITS = 300
FIRST_DAY = dt.date(2024, 1, 1)
VERBS = ("推进", "完成", "建设", "落实", "开展", "加强")
THINGS = ("科技创新", "人才引进", "成果转化", "智慧城市", "污染防治", "民生工程", "数据共享", "园区升级", "河道整治")
AFFAIRS = ("科技", "财政", "发展改革", "教育", "工信", "住建", "交通", "水利", "农业", "商务", "文旅", "卫健")
INITIALS = ("kj", "cz", "fzgg", "jy", "gx", "zj", "jt", "sl", "ny", "sw", "wl", "wj")

Row = tuple[object, ...]


def plan_year(number: int) -> int:
    """The year of the plan with this number: one of three."""
    return 2024 + number % 3


def plans(count: int) -> Iterator[Row]:
    """Plans of one year each."""
    for number in range(1, count + 1):
        year = plan_year(number)
        yield number, f"BG{number}", f"{year}年第{number}号工作方案", f"{year}-01-01", f"{year}-12-31", "滨海市"


def units() -> Iterator[Row]:
    """Bureaus of many districts."""
    for number in range(1, UNITS + 1):
        yield number, "滨海市", f"{number // len(AFFAIRS) + 1}区{AFFAIRS[number % len(AFFAIRS)]}局", "unit", 0


def unit_names() -> Iterator[Row]:
    """Their names with initials."""
    for unit_id, _, name, _, _ in units():
        assert isinstance(unit_id, int)
        yield unit_id, unit_id, name, "full", f"q{INITIALS[unit_id % len(INITIALS)]}j"


def tasks(count: int) -> Iterator[Row]:
    """Tasks, so many to a plan."""
    for number in range(1, count + 1):
        plan, place = divmod(number - 1, TASKS_IN_A_PLAN)
        title = f"{VERBS[number % len(VERBS)]}{THINGS[number % len(THINGS)]}第{number}项"
        text = f"{title}。按照方案要求,明确责任,细化措施,确保按期完成{THINGS[(number * 7) % len(THINGS)]}任务。"
        yield number, f"BG{plan + 1}-{place + 1}", plan + 1, place + 1, f"一.{place + 1}", title, text, number


def assignments(count: int, chance: random.Random) -> Iterator[Row]:
    """A lead and up to three others for most tasks."""
    for task in range(1, count + 1):
        chosen = chance.sample(range(1, UNITS + 1), chance.randint(1, 4))
        roles = ["lead" if chance.random() < 0.9 else "responsible", *["responsible"] * 1, *["participating"] * 2]
        for position, (unit, role) in enumerate(zip(chosen, roles, strict=False)):
            yield task, unit, role, position, ""


def deadlines(count: int, chance: random.Random) -> Iterator[Row]:
    """A date within the plan's year for four tasks of five; the others keep the plan's end."""
    for task in range(1, count + 1):
        if chance.random() < 0.8:
            first = dt.date(plan_year((task - 1) // TASKS_IN_A_PLAN + 1), 1, 1)
            yield task, 0, (first + dt.timedelta(days=chance.randrange(365))).isoformat(), "day", "", "document"


def actions(count: int, chance: random.Random) -> Iterator[Row]:
    """Half of the tasks taken up, a third closed."""
    for task in range(1, count + 1):
        began = FIRST_DAY + dt.timedelta(days=chance.randrange(700))
        if chance.random() < 0.5:
            yield task, "received", began.isoformat()
        if chance.random() < 0.33:
            yield task, "closed", (began + dt.timedelta(days=chance.randrange(200))).isoformat()


def reports(connection: sqlite3.Connection, count: int, tasks: int, chance: random.Random) -> Iterator[Row]:
    """So many reports of the units assigned, in the first half of each plan's year, most with a percentage."""
    units = dict(connection.execute("SELECT task_id, MIN(unit_id) FROM assignment WHERE position = 0 GROUP BY task_id"))
    for number in range(count):
        task, turn = number % tasks + 1, number // tasks + 1
        first = dt.date(plan_year((task - 1) // TASKS_IN_A_PLAN + 1), 1, 1)
        day = first + dt.timedelta(days=min(turn * 30 + chance.randrange(25), 178))
        percent = min(turn * 15 + chance.randrange(20), 100) if chance.random() < 0.9 else None
        yield (
            task,
            units[task],
            day.isoformat(),
            percent,
            f"第{turn}次反馈:已完成阶段任务{turn}项,总体进度{percent or 0}%。",
        )


def orders(tasks: int, chance: random.Random) -> Iterator[Row]:
    """An order about one task of twenty."""
    for number, task in enumerate(range(1, tasks + 1, 20), start=1):
        day = dt.date(plan_year((task - 1) // TASKS_IN_A_PLAN + 1), 4, 1) + dt.timedelta(days=chance.randrange(80))
        mark, reply_by = f"滨督〔{day.year}〕{number}号", (day + dt.timedelta(days=7)).isoformat()
        yield (
            task,
            task % UNITS + 1,
            day.year,
            number,
            mark,
            "blue-yellow-red",
            "blue",
            1,
            "",
            day.isoformat(),
            reply_by,
        )


def fill(connection: sqlite3.Connection, count: int, report_count: int = 0) -> None:
    """Write the rows and what is derived from them."""
    chance = random.Random(count)
    write = connection.executemany
    write(
        'INSERT INTO plan (id, code, title, start, "end", jurisdiction) VALUES (?, ?, ?, ?, ?, ?)',
        plans(-(-count // TASKS_IN_A_PLAN)),
    )
    write("INSERT INTO unit (id, jurisdiction, name, kind, vague) VALUES (?, ?, ?, ?, ?)", units())
    write("INSERT INTO unit_name (id, unit_id, name, kind, initials) VALUES (?, ?, ?, ?, ?)", unit_names())
    write(
        'INSERT INTO task (id, "key", plan_id, number, ref, title, "text", first_line, section, kind, problems) '
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, '[]', 'plan', '[]')",
        tasks(count),
    )
    write(
        "INSERT INTO assignment (task_id, unit_id, role, position, raw) VALUES (?, ?, ?, ?, ?)",
        assignments(count, chance),
    )
    write(
        'INSERT INTO deadline (task_id, position, "date", precision, "text", origin) VALUES (?, ?, ?, ?, ?, ?)',
        deadlines(count, chance),
    )
    write('INSERT INTO action (task_id, kind, "on") VALUES (?, ?, ?)', actions(count, chance))
    if report_count:
        write(
            'INSERT INTO progress_report (task_id, unit_id, "on", percent, "text") VALUES (?, ?, ?, ?, ?)',
            reports(connection, report_count, count, chance),
        )
        write(
            "INSERT INTO supervision_order (task_id, unit_id, year, number, mark, ladder, rung, position, ground, "
            '"on", reply_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
            orders(count, chance),
        )
    derive_anew(connection)


def write_journal(connection: sqlite3.Connection) -> None:
    """Tell each row in the journal, as commands would have: one a table."""
    for entity in JOURNALLED_TABLES:
        cursor = connection.execute(f'SELECT * FROM "{entity}" ORDER BY 1')
        names = [column[0] for column in cursor.description]
        header, head = command_header("import", actor="bench"), read_head(connection)
        connection.executemany(
            INSERT, _told(header, head, entity, (dict(zip(names, row, strict=True)) for row in cursor))
        )


def _told(header: CommandHeader, head: Head, entity: str, rows: Iterable[dict[str, object]]) -> Iterator[JournalRow]:
    for row in rows:
        told = chained(header, head, Change(entity, row[primary_key(entity)], None, row))
        head = Head(told.seq, told.hash)
        yield told


def main() -> None:
    """Make the ledger that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, help="the new ledger; a file that is there is refused")
    parser.add_argument("--tasks", type=int, default=10_000)
    parser.add_argument("--reports", type=int, default=0, help="progress reports, with an order for every 20th task")
    parser.add_argument("--journal", action="store_true", help="with a journal, so that `log verify` agrees")
    arguments = parser.parse_args()
    if arguments.path.exists():
        parser.error(f"{arguments.path} is there already")
    Ledger.open(arguments.path, create=True).close()
    connection = sqlite3.connect(arguments.path)
    with connection:
        fill(connection, arguments.tasks, arguments.reports)
        if arguments.journal:
            write_journal(connection)
    connection.close()


if __name__ == "__main__":
    main()
