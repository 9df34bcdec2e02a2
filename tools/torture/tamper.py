"""Flip bits of a ledger and lose pages of it: is each refused by SQLite, or named by ``log verify``?

    python tools/torture/tamper.py [--ledger FILE] [--seed N] [--count N] [--pages]

Without ``--ledger`` the demonstration is taken. What is neither refused nor named has to have changed nothing: all
rows, read through the tables and through every index, what each word finds and the layout are compared with those of
the original. Leaves with 1 where something was unseen.
"""

from __future__ import annotations

import hashlib
import math
import random
import re
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from _options import parser

from dutytrack.errors import LedgerError
from dutytrack.services.demo.building import build_demo
from dutytrack.store.file.connection import open_suspect, tidy
from dutytrack.store.journal.verify import verify
from dutytrack.store.ledger import Ledger
from dutytrack.store.sql import dialect

REFUSED, NAMED, NOTHING, UNSEEN = "refused", "named", "nothing differs", "UNSEEN"
_PARTIAL = re.compile(r"\bWHERE\b(.*)", re.IGNORECASE | re.DOTALL)
_INDEXES = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index'"
_TABLES = """
    SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'
    AND name NOT IN ('task_text_data', 'task_text_idx')
"""
"""All but those in which the search index keeps what no search has a use for, such as words taken out again."""
_HITS = "SELECT ?, rowid FROM task_text WHERE task_text MATCH ? ORDER BY rowid"


class Trial(NamedTuple):
    """One thing that was done to the file, and what came of it."""

    done: str
    verdict: str
    said: str


def campaign(ledger: Path, *, seed: int, count: int, pages: int) -> Iterator[Trial]:
    """Flip ``count`` bits of ``ledger``, one at a time, and zero ``pages`` of its pages, chosen by ``seed``."""
    chance = random.Random(seed)
    whole = ledger.read_bytes()
    size = int.from_bytes(whole[16:18], "big")
    original = digest(ledger)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "ledger.db")
        for _ in range(count):
            place, bit = chance.randrange(len(whole)), chance.randrange(8)
            changed = bytearray(whole)
            changed[place] ^= 1 << bit
            copy.write_bytes(changed)
            yield Trial(f"bit {bit} of byte {place} (page {place // size + 1})", *judged(copy, original))
        every = range(len(whole) // size)
        for page in sorted(chance.sample(every, min(pages, len(every)))):
            copy.write_bytes(whole[: page * size] + bytes(size) + whole[(page + 1) * size :])
            yield Trial(f"page {page + 1} zeroed", *judged(copy, original))


def judged(copy: Path, original: str) -> tuple[str, str]:
    """What comes of looking through ``copy``, and the first thing that is said."""
    try:
        with closing(open_suspect(copy)) as reader:
            faults = verify(reader).faults
    except LedgerError as error:
        return REFUSED, str(error)
    except Exception as error:  # noqa: BLE001 - the very thing that is looked for
        return UNSEEN, f"failed: {error!r}"
    finally:
        for ending in dialect.SIDE_ENDINGS:
            copy.with_name(copy.name + ending).unlink(missing_ok=True)
    if faults:
        return NAMED, faults[0].message
    try:
        return (NOTHING, "") if digest(copy) == original else (UNSEEN, "rows differ")
    except sqlite3.Error as error:
        return UNSEEN, str(error)


def digest(ledger: Path) -> str:
    """A digest of all that can be read of the ledger, by whatever way."""
    total = hashlib.sha256()
    with closing(dialect.connect(ledger, "mode=ro&immutable=1")) as connection:
        for row in everything(connection):
            total.update(repr(row).encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def everything(connection: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """The layout, the rows of each table, the rows of each index, and each word of the search."""
    yield from connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    for (table,) in connection.execute(_TABLES).fetchall():
        # in the order they lie: a key that is not where it should be makes a difference
        yield from connection.execute(f'SELECT * FROM "{table}" NOT INDEXED')
    for name, table, sql in connection.execute(_INDEXES).fetchall():
        columns = [f'"{row[2]}"' for row in connection.execute(f'PRAGMA index_info("{name}")')]
        part = _PARTIAL.search(sql or "")
        where = f"WHERE {part[1]}" if part else ""
        listed = ", ".join(columns)
        yield from connection.execute(f'SELECT {listed} FROM "{table}" INDEXED BY "{name}" {where} ORDER BY {listed}')
    connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, task_text, instance)")
    yield from connection.execute("SELECT * FROM words")
    for (word,) in connection.execute("SELECT DISTINCT term FROM words").fetchall():
        yield from connection.execute(_HITS, (word, f'"{word}"'))
    yield from connection.execute("SELECT rowid, * FROM task_text")


def demonstration(path: Path) -> None:
    """Build the demonstration at ``path``, all of it in the one file."""
    with Ledger.open(path, create=True, durable=False) as ledger:
        build_demo(ledger)
    tidy(path)


def main() -> int:
    """Run the campaign that the command line asks for; 1 where something was unseen."""
    own = parser(__doc__, minutes=None)
    own.add_argument("--ledger", type=Path, help="the ledger to tamper with copies of; the demonstration without")
    own.add_argument("--count", type=int, default=300, help="bits to flip")
    own.add_argument("--pages", type=int, default=10**6, help="pages to lose: all, where there are no more")
    own.add_argument("--all", action="store_true", help="print every trial, not those alone that were unseen")
    arguments = own.parse_args()
    verdicts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        ledger = arguments.ledger or Path(folder, "demo.db")
        if arguments.ledger is None:
            demonstration(ledger)
        end = math.inf if arguments.minutes is None else time.monotonic() + 60 * arguments.minutes
        for trial in campaign(ledger, seed=arguments.seed, count=arguments.count, pages=arguments.pages):
            if time.monotonic() > end:
                break
            verdicts[trial.verdict] += 1
            if arguments.all or trial.verdict == UNSEEN:
                print(f"{trial.done}: {trial.verdict}: {trial.said}", flush=True)
    print(f"seed {arguments.seed}: " + ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common()))
    return 1 if verdicts[UNSEEN] else 0


if __name__ == "__main__":
    sys.exit(main())
