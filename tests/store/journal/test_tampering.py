"""A small sample of ``tools/torture/tamper.py``: no flipped bit and no lost page goes unseen."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest

from dutytrack.store.file.connection import open_suspect, tidy
from dutytrack.store.journal.verify import verify
from dutytrack.store.ledger import Ledger
from dutytrack.store.tables.plans import Action, Assignment, Task, Unit


@pytest.fixture
def small(path: Path) -> Path:
    """A ledger with rows in some tables, and a search index of several pages."""
    with Ledger.open(path, create=True) as ledger:
        with ledger.command("add", actor="李") as session:
            texts = ("".join(chr(0x4E00 + number * 7 + place) for place in range(60)) for number in range(80))
            session.add_all(
                [Task(key=f"A-{n}", number=n, title=f"事{n}", text=text) for n, text in enumerate(texts, 1)]
            )
            session.add_all([Unit(name=f"局{number}", jurisdiction="沧州市") for number in range(9)])
            session.flush()
            session.add_all([Assignment(task_id=n, unit_id=n % 9 + 1, role="lead", position=0) for n in range(1, 81)])
        with ledger.command("close", actor="王") as session:
            session.add_all([Action(task_id=n, kind="closed", on=dt.date(2026, 7, 1)) for n in range(1, 40)])
    tidy(path)
    return path


def test_no_flipped_bit_and_no_lost_page_goes_unseen(small: Path, torture: Callable[[str], ModuleType]) -> None:
    tamper = torture("tamper")

    trials = list(tamper.campaign(small, seed=20261127, count=40, pages=30))

    assert [trial for trial in trials if trial.verdict == tamper.UNSEEN] == []
    verdicts = Counter(trial.verdict for trial in trials)
    assert verdicts[tamper.NAMED] >= 20
    assert verdicts.keys() <= {tamper.NAMED, tamper.REFUSED, tamper.NOTHING}
    assert tamper.digest(small) == tamper.digest(small)


COMPARED = {"row-extra", "row-missing", "row-altered", "sequence", "derived"}
"""What is said of a table's row, held against the journal."""


def journal_pages(ledger: Path, kind: str) -> list[int]:
    """The numbers of the pages of a ``kind`` (``leaf``, ``internal``) that the journal is on."""
    query = "SELECT pageno FROM dbstat WHERE name = 'journal' AND pagetype = ? ORDER BY pageno"
    with closing(sqlite3.connect(ledger)) as connection:
        return [page for (page,) in connection.execute(query, (kind,))]


@pytest.mark.parametrize("damage", ["a leaf zeroed", "the last leaf zeroed", "a branch cut off"])
def test_no_row_is_called_added_where_pages_of_the_journal_are_damaged(small: Path, damage: str) -> None:
    data = bytearray(small.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    leaves = journal_pages(small, "leaf")
    if "zeroed" in damage:
        page = leaves[-1 if "last" in damage else len(leaves) // 2]
        data[(page - 1) * size : page * size] = bytes(size)
    else:  # the root has one branch less, so that its rows are passed over
        (root,) = journal_pages(small, "internal")
        count = (root - 1) * size + 3
        data[count : count + 2] = (int.from_bytes(data[count : count + 2], "big") - 1).to_bytes(2, "big")
    small.write_bytes(data)

    with closing(open_suspect(small)) as reader:
        faults = verify(reader).faults

    assert [fault.code for fault in faults if fault.code in COMPARED] == []
    (found,) = [fault for fault in faults if fault.code == "in-pieces"]
    assert f"the last row read is {found.seq}" in found.message


def test_damage_to_an_index_hides_no_forged_row(small: Path) -> None:
    with closing(sqlite3.connect(small, isolation_level=None)) as connection:
        connection.execute("UPDATE task SET title = '别的' WHERE id = 3")
        connection.execute("PRAGMA writable_schema = ON")
        query = "SELECT sql FROM sqlite_master WHERE name = 'ix_assignment_task_id'"
        (laid,) = connection.execute(query).fetchone() or ("",)
        assert laid
        statement = "UPDATE sqlite_master SET sql = ? WHERE name = 'ix_assignment_task_id'"
        connection.execute(statement, (laid.replace("task_id)", "position)"),))
    with closing(sqlite3.connect(small, isolation_level=None)) as connection:
        connection.execute("REINDEX ix_assignment_task_id")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(statement, (laid,))

    with closing(open_suspect(small)) as reader:
        codes = {(fault.code, fault.entity_id) for fault in verify(reader).faults}

    assert ("row-altered", "3") in codes
    assert {code for code, _ in codes} & {"page", "in-pieces"} == {"page"}
