"""Many steady writers: how many of their commands are told to try again, and how long the longest one waited.

python tools/torture/writers.py [--writers 8] [--seconds 20] [--kill] [--seed N] [--minutes M]

Each writer opens the ledger, gives a command that holds it for some milliseconds, and closes it, as fast as it can;
some are killed and replaced with ``--kill``. A reader asks all the while. At most 1 % of commands may fail.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path

from _options import parser

from dutytrack.store.file.connection import open_reader
from dutytrack.store.file.errors import LedgerBusyError
from dutytrack.store.journal.verify import verify
from dutytrack.store.ledger import Ledger
from dutytrack.store.tables.plans import Task

HELD = 0.02
"""Seconds for which a command holds the ledger at most, beside its own work."""
MOST_FAILED = 0.01


@dataclass
class Tally:
    """What came of the commands."""

    done: int = 0
    failed: int = 0
    killed: int = 0
    asked: int = 0
    longest: float = 0.0
    longest_read: float = 0.0
    faults: list[str] = field(default_factory=list)

    @property
    def tried(self) -> int:
        """How many commands came to an end."""
        return self.done + self.failed


def write(path: Path, seed: int, until: float, said: Connection) -> None:
    """Give commands until then, and say of each how long it took and whether it was done."""
    chance, number = random.Random(seed), 0
    while time.monotonic() < until:
        number += 1
        started = time.monotonic()
        try:
            with Ledger.open(path) as ledger, ledger.command("add", actor=f"writer {seed}") as session:
                session.add(Task(key=f"W{seed}-{number}", number=number, title="任务"))
                session.flush()
                time.sleep(chance.random() * HELD)
            said.send((time.monotonic() - started, True))
        except LedgerBusyError:
            said.send((time.monotonic() - started, False))


def read(path: Path, until: float, said: Connection) -> None:
    """Ask until then, and say how long each question took."""
    while time.monotonic() < until:
        started = time.monotonic()
        with closing(open_reader(path)) as reader:
            reader.execute("SELECT count(*) FROM task").fetchone()
        said.send((time.monotonic() - started, None))
        time.sleep(0.05)


def torture(path: Path, writers: int, seconds: float, seed: int, *, kill: bool = False) -> Tally:
    """Let ``writers`` write for ``seconds``; what came of it, the faults of the ledger at the end included."""
    tally, chance = Tally(), random.Random(seed)
    Ledger.open(path, create=True).close()
    context = multiprocessing.get_context("fork")
    until = time.monotonic() + seconds
    ends: dict[Connection, multiprocessing.process.BaseProcess] = {}

    def start(number: int | None) -> None:
        here, there = context.Pipe(duplex=False)
        args = (path, until, there) if number is None else (path, number, until, there)
        worker = context.Process(target=read if number is None else write, args=args)
        worker.start()
        there.close()
        ends[here] = worker

    start(None)
    for number in range(writers):
        start(seed * 1000 + number)
    following = seed * 1000 + writers
    while ends:
        for end in wait(list(ends), timeout=1):
            assert isinstance(end, Connection)
            try:
                _count(tally, *end.recv())
            except EOFError:
                ends.pop(end).join()
        alive = [worker for worker in list(ends.values())[1:] if worker.is_alive()]
        if kill and alive and chance.random() < 0.02 and time.monotonic() < until:
            os.kill(chance.choice(alive).pid or 0, signal.SIGKILL)
            tally.killed += 1
            start(following)
            following += 1
    with closing(open_reader(path)) as reader:
        kept = reader.execute("SELECT count(*) FROM task").fetchone()[0]
        if not tally.done <= kept <= tally.done + tally.killed:
            tally.faults.append(f"{tally.done} commands were done, {kept} are in the ledger")
        if not verify(reader).ok:
            tally.faults.append("log verify finds faults")
    return tally


def _count(tally: Tally, took: float, done: bool | None) -> None:
    if done is None:
        tally.asked += 1
        tally.longest_read = max(tally.longest_read, took)
        return
    tally.done += done
    tally.failed += not done
    tally.longest = max(tally.longest, took)


def main() -> int:
    """Torture, and print what came of it."""
    own = parser(__doc__)
    own.add_argument("--writers", type=int, nargs="*", default=[8, 16])
    own.add_argument("--seconds", type=float)
    own.add_argument("--kill", action="store_true")
    given = own.parse_args()
    seconds = given.seconds or given.minutes * 60 / len(given.writers) / (1 if given.kill else 2)
    lost = False
    for writers in given.writers:
        for kill in (True,) if given.kill else (False, True) if given.seconds is None else (False,):
            with tempfile.TemporaryDirectory() as folder:
                tally = torture(Path(folder, "ledger.db"), writers, seconds, given.seed, kill=kill)
            share = tally.failed / max(tally.tried, 1)
            print(
                f"{writers} writers, {seconds:.0f} s: tried {tally.tried}, failed {tally.failed} ({share:.1%}), "
                f"longest wait {tally.longest:.2f} s, killed {tally.killed}; "
                f"{tally.asked} questions, longest {tally.longest_read:.2f} s"
            )
            for fault in tally.faults:
                print(f"  LOST: {fault}")
            lost = lost or bool(tally.faults) or share > MOST_FAILED
    print("something lost" if lost else "nothing lost")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
