"""Journals forged so that they agree with themselves: any head that was kept later than the change must tell.

python tools/torture/chains.py [--seed N] [--minutes M]

A ledger is made of real commands, each of which leaves its head beside the ledger. Then somebody who has the file, and
all of this program's code, cuts the journal, edits it, leaves commands out, slips others in, stamps it anew, and chains
it again with its tables told anew. Each head that was kept is held against that, by itself, whole and in its shortest
form. Printed are the ways, how often each was tried, how often the forgery agreed with itself, and what was unseen: a
later head that tells nothing, or an earlier one that tells of a change where there is none. The same seed makes the
same forgeries (not the same commands: those have ids of their own). Exit code 1 where anything was unseen.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from _options import parser
from sqlmodel import select

from dutytrack.store.file.connection import open_reader
from dutytrack.store.file.creation import create_ledger
from dutytrack.store.file.schema import TRIGGERS, lay_triggers
from dutytrack.store.journal.heads import KnownHead, kept_heads, missing
from dutytrack.store.journal.replay import fill, replay
from dutytrack.store.journal.rows import GENESIS, INSERT, JournalRow, read_rows, row_hash
from dutytrack.store.journal.verify import verify
from dutytrack.store.ledger import Ledger
from dutytrack.store.sql import dialect
from dutytrack.store.tables.plans import Action, Setting, Task

START = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)
COMMANDS, SHORTEST = 14, 8
Rows = list[JournalRow]
Way = Callable[[random.Random, Rows], Rows]


def make_ledger(path: Path, rng: random.Random) -> None:
    """A ledger of some commands: tasks, acts on them, other titles, settings."""
    with Ledger.open(path, create=True) as ledger:
        for number in range(1, COMMANDS + 1):
            now = START + dt.timedelta(days=number, minutes=rng.randrange(600))
            with ledger.command(
                "work", actor=rng.choice("李王"), reason=rng.choice([None, "来文"]), now=now
            ) as session:
                tasks = session.exec(select(Task)).all()
                kind = rng.randrange(4) if tasks else 0
                if kind == 0:
                    session.add(Task(key=f"A-{number}", number=number, title=f"任务{number}"))
                elif kind == 1:
                    session.add(Action(task_id=rng.choice(tasks).id, kind="reminded", on=now.date()))
                elif kind == 2:
                    rng.choice(tasks).title = f"改{number}"
                else:
                    session.add(Setting(key=f"note{number}", value=str(number)))


def commands_of(rows: Sequence[JournalRow]) -> list[Rows]:
    """The rows command by command."""
    return [list(own) for _id, own in groupby(rows, key=lambda row: row.command)]


def cut(rng: random.Random, rows: Rows) -> Rows:
    """The last rows are gone, wherever that parts a command."""
    return rows[: rng.randrange(len(rows))]


def cut_and_go_on(rng: random.Random, rows: Rows) -> Rows:
    """The last commands are gone, and as many rows of another story stand in their place."""
    kept = cut(rng, rows)
    return kept + [slipped_in(rng, row) for row in rows[len(kept) :]]


def leave_out(rng: random.Random, rows: Rows) -> Rows:
    """A command is left out, those after it close up."""
    commands = commands_of(rows)
    del commands[rng.randrange(len(commands))]
    return [row for own in commands for row in own]


def slip_in(rng: random.Random, rows: Rows) -> Rows:
    """A command that nobody gave."""
    place = rng.randrange(len(rows))
    return [*rows[:place], slipped_in(rng, rows[place]), *rows[place:]]


def slipped_in(rng: random.Random, like: JournalRow) -> JournalRow:
    """A row that sets something, stamped like its neighbour."""
    key = f"forged{rng.randrange(10**9)}"
    after = json.dumps({"key": key, "value": "1"}, separators=(",", ":"))
    new = like._replace(command=f"{rng.getrandbits(84):021x}", entity="setting", entity_id=key)
    return new._replace(before=None, after=after, undoes=None)


def swap(rng: random.Random, rows: Rows) -> Rows:
    """Two commands that follow on each other, the other way round."""
    commands = commands_of(rows)
    place = rng.randrange(len(commands) - 1)
    commands[place : place + 2] = reversed(commands[place : place + 2])
    return [row for own in commands for row in own]


def edit(rng: random.Random, rows: Rows) -> Rows:
    """Another title of a task, in all that the journal says of it from there on."""
    titled = [place for place, row in enumerate(rows) if row.entity == "task"]
    start = rng.choice(titled)
    entity_id, old = rows[start].entity_id, json.loads(rows[start].after or "{}").get("title", "")

    def told(image: str | None) -> str | None:
        return image and image.replace(json.dumps(old, ensure_ascii=False), '"另一个"')

    return [
        row._replace(before=row.before if place == start else told(row.before), after=told(row.after))
        if place >= start and (row.entity, row.entity_id) == ("task", entity_id)
        else row
        for place, row in enumerate(rows)
    ]


def change(rng: random.Random, rows: Rows, make: Callable[[JournalRow], JournalRow]) -> Rows:
    """All rows of a command say something else."""
    chosen = rng.choice(rows).command
    return [make(row) if row.command == chosen else row for row in rows]


def give_to_another(rng: random.Random, rows: Rows) -> Rows:
    """A command is said to be somebody else's."""
    return change(rng, rows, lambda row: row._replace(actor=f"{row.actor}某"))


def give_to_another_login(rng: random.Random, rows: Rows) -> Rows:
    """The row that says who gave a command says another login."""
    chosen = rng.choice([row for row in rows if row.entity == "command"])
    image = json.dumps({**json.loads(chosen.after or "{}"), "login": "nobody"}, sort_keys=True, separators=(",", ":"))
    return [row._replace(after=image) if row is chosen else row for row in rows]


def say_nothing_of_logins(_rng: random.Random, rows: Rows) -> Rows:
    """No row says who gave a command, as if an earlier version had written them."""
    return [row for row in rows if row.entity != "command"]


def say_why(rng: random.Random, rows: Rows) -> Rows:
    """A reason that nobody gave."""
    return change(rng, rows, lambda row: row._replace(reason=f"{row.reason or ''}奉批示"))


def stamp_anew(rng: random.Random, rows: Rows) -> Rows:
    """A command was given at another time."""
    days = dt.timedelta(days=rng.choice([-400, -3, 3, 1700]))
    return change(rng, rows, lambda row: row._replace(at=_shifted(row.at, days)))


def stamp_all_anew(rng: random.Random, rows: Rows) -> Rows:
    """All commands from one on were given earlier than they were."""
    start = rng.randrange(len(rows))
    days = dt.timedelta(days=-rng.randrange(1, 300))
    return [*rows[:start], *(row._replace(at=_shifted(row.at, days)) for row in rows[start:])]


def correct_a_clock(rng: random.Random, rows: Rows) -> Rows:
    """A row that says that a command was told at another time."""
    place = rng.randrange(1, len(rows))
    told = rows[0]
    after = json.dumps({"at": _shifted(told.at, dt.timedelta(days=-9)), "command": told.command, "seq": 1})
    row = slipped_in(rng, rows[place])._replace(entity="clock", entity_id="1", after=after)
    return [*rows[:place], row, *rows[place:]]


WAYS: tuple[Way, ...] = (
    cut, cut_and_go_on, leave_out, slip_in, swap, edit, give_to_another, give_to_another_login, say_nothing_of_logins,
    say_why, stamp_anew, stamp_all_anew, correct_a_clock,
)  # fmt: skip


def _shifted(at: str, by: dt.timedelta) -> str:
    return (dt.datetime.fromisoformat(at) + by).isoformat(timespec="microseconds")


def chained_again(rows: Sequence[JournalRow]) -> Rows:
    """The rows numbered and chained from the first to the last."""
    before, chain = GENESIS, []
    for seq, row in enumerate(rows, start=1):
        linked = row._replace(seq=seq, prev_hash=before)
        before = row_hash(linked[:-1])
        chain.append(linked._replace(hash=before))
    return chain


def write_forged(path: Path, rows: Rows) -> None:
    """A ledger whose journal is ``rows`` and whose tables are as they tell."""
    create_ledger(path)
    with closing(dialect.connect(path, "mode=rw")) as forged, closing(dialect.in_memory()) as entries:
        for (statement,) in forged.execute(dialect.LAYOUT, ("journal",)).fetchall():
            entries.execute(statement)
        entries.executemany(INSERT, rows)
        for name in TRIGGERS:
            forged.execute(f"DROP TRIGGER {name}")
        forged.execute("PRAGMA foreign_keys = OFF")
        forged.execute("BEGIN")
        fill(forged, replay(rows), entries)
        forged.executemany(INSERT, rows)
        lay_triggers(forged.execute)
        forged.execute("COMMIT")


@dataclass
class Tally:
    """What came of the trials."""

    tried: dict[str, int] = field(default_factory=dict)
    agreed: dict[str, int] = field(default_factory=dict)
    unseen: list[str] = field(default_factory=list)

    def count(self, way: str, *, agrees: bool) -> None:
        """Count a forgery in."""
        self.tried[way] = self.tried.get(way, 0) + 1
        self.agreed[way] = self.agreed.get(way, 0) + agrees


def first_change(rows: Rows, forged: Rows) -> int:
    """The seq of the first row that is not as it was; one after all of them where none is."""
    pairs = zip(rows, forged, strict=False)
    return next((one.seq for one, other in pairs if one.hash != other.hash), min(len(rows), len(forged)) + 1)


def trial(way: Way, rng: random.Random, rows: Rows, heads: Sequence[KnownHead], folder: Path, tally: Tally) -> None:
    """Forge once, and hold each head against it."""
    forged, path = chained_again(way(rng, list(rows))), folder / "forged.db"
    try:
        write_forged(path, forged)
        with closing(open_reader(path)) as reader:
            tally.count(way.__name__, agrees=verify(reader).ok)
            since = first_change(rows, forged)
            for head in heads:
                assert head.seq is not None
                for known in (head, head._replace(hash=head.hash[:SHORTEST]), head._replace(seq=None)):
                    if bool(missing(reader, [known])) != (head.seq >= since):
                        tally.unseen.append(f"{way.__name__}: changed from row {since}, head {known}")
    except sqlite3.IntegrityError:  # what is told can't be so: nobody would take it for a ledger
        tally.count(way.__name__, agrees=False)
    finally:
        for ending in ("", *dialect.SIDE_ENDINGS):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def campaign(seed: int, *, until: Callable[[int], bool], folder: Path) -> Tally:
    """Forge ledgers of ``seed`` until told to stop; a ledger is made anew for each round over all ways."""
    tally, round_ = Tally(), 0
    while not until(round_):
        rng, path = random.Random(f"{seed}-{round_}"), folder / f"true-{round_}" / "ledger.db"
        make_ledger(path, rng)
        with closing(open_reader(path)) as reader:
            rows = list(read_rows(reader))
        heads = list(kept_heads(path, ""))
        assert [head.seq for head in heads] == [own[-1].seq for own in commands_of(rows)]
        for way in WAYS:
            trial(way, rng, rows, heads, folder, tally)
        round_ += 1
    return tally


def main() -> int:
    """Run the campaign for some minutes, and print what came of it."""
    given = parser(__doc__).parse_args()
    end = time.monotonic() + given.minutes * 60
    with tempfile.TemporaryDirectory(prefix="chains-") as folder:
        tally = campaign(given.seed, until=lambda _round: time.monotonic() > end, folder=Path(folder))
    for way, tried in tally.tried.items():
        print(f"{way:24} tried {tried:5}  agreed with itself {tally.agreed[way]:5}")
    print(f"unseen: {len(tally.unseen)}")
    print(*tally.unseen[:20], sep="\n")
    return 1 if tally.unseen else 0


if __name__ == "__main__":
    raise SystemExit(main())
