"""What a command that was stopped has left: the state of the ledger, and what is half, not proven or not verified."""

from __future__ import annotations

import hashlib
import io
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path

from _harness import LEDGER, Kind

_JOURNAL = "SELECT seq, name, entity, CASE WHEN entity <> 'command' THEN entity_id END FROM journal ORDER BY seq"
"""A command's own id is drawn anew each time."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:[\d:.+Z]*")


def state(path: Path, *, journal: bool = True) -> str | None:
    """What is in the ledger at ``path``, but for the moments at which things were done; ``None`` where it is not there.

    Raises sqlite3.Error where it can't be read.
    """
    if not path.exists():
        return None
    digest = hashlib.sha256()
    with closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True)) as connection:
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
        for (name,) in connection.execute(names).fetchall():
            if name.startswith("task_text") or (name == "journal" and not journal):
                continue
            if name == "journal":
                rows = connection.execute(_JOURNAL).fetchall()
            else:
                rows = connection.execute(f'SELECT * FROM "{name}"').fetchall()
            text = repr((name, sorted(map(repr, rows))))
            digest.update(_MOMENT.sub("T", text).encode())
    return digest.hexdigest()


@cache
def _empty_state() -> str | None:
    """What is in a ledger that was laid out, and no more."""
    from dutytrack.store.file.creation import create_ledger

    with tempfile.TemporaryDirectory() as folder:
        create_ledger(Path(folder, LEDGER))
        return state(Path(folder, LEDGER))


def faults(folder: Path, kind: Kind, before: Path, after: Path) -> Iterator[str]:
    """What is not as it should be in ``folder``, where a command of ``kind`` was stopped somehow."""
    try:
        found = state(folder / kind.ledger)
    except sqlite3.Error as error:
        yield f"the ledger can't be read: {error}"
        return
    is_empty = kind.fresh and not (kind.slow or kind.before) and found == _empty_state()
    if found not in {state(before / kind.ledger), state(after / kind.ledger)} and not is_empty:
        yield "the command is neither whole nor absent"
    yield from _half_files(folder, kind, before, after)
    yield from _unproven(folder / kind.ledger)


def is_done(folder: Path, kind: Kind, after: Path) -> bool:
    """Whether the command's change is there."""
    return state(folder / kind.ledger) == state(after / kind.ledger)


def unverified(path: Path) -> Iterator[str]:
    """What ``log verify`` and SQLite say of the ledger at ``path``, if it is there."""
    from dutytrack.errors import DutyTrackError
    from dutytrack.store.file.connection import open_reader
    from dutytrack.store.journal.verify import verify

    if not path.exists():
        return
    try:
        with closing(open_reader(path)) as reader:
            [said] = reader.execute("PRAGMA integrity_check(1)").fetchone()
            if said != "ok":
                yield f"integrity: {said}"
            yield from (f"log verify: {fault.message}" for fault in verify(reader).faults)
    except (DutyTrackError, sqlite3.Error) as error:
        yield f"the ledger can't be opened: {error}"


_HEAD_KEPT = re.compile(r"\d+:[0-9a-f]{64} \S+ .+|\d*(:[0-9a-f]*( .*)?)?")
"""A line of a file of heads: whole, or as much as a killed command has written of it."""


def spoilt_heads(folder: Path) -> Iterator[str]:
    """The lines of files of heads in ``folder`` that are neither whole nor the beginning of one."""
    for path in folder.rglob("*.heads"):
        lines = path.read_text(encoding="utf-8").splitlines()
        yield from (f"{path.name}: {line}" for line in lines if not _HEAD_KEPT.fullmatch(line))


def drafts(folder: Path) -> list[Path]:
    """What lies aside in ``folder``, or in one below it."""
    return list(folder.rglob(".dutytrack-*"))


_BESIDE = re.compile(r".*(-wal|-shm|\.queue)")


def _half_files(folder: Path, kind: Kind, before: Path, after: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        is_aside = any(part.startswith(".dutytrack-") for part in name.parts)
        if path.is_file() and not is_aside and name != Path(kind.ledger) and not _BESIDE.fullmatch(path.name):
            whole = [(one / name).stat().st_size for one in (before, after) if (one / name).is_file()]
            if not _is_whole(folder, path, state(before / kind.ledger), whole):
                yield f"{name} is half a file, of {path.stat().st_size} bytes"


def _is_whole(folder: Path, path: Path, ledger: str | None, sizes: Sequence[int]) -> bool:
    """Whether the file at ``path`` is what its name says: a backup of the state ``ledger``, evidence, an output."""
    data = path.read_bytes()
    if ".bak-" in path.name:
        copy = Path(tempfile.mkdtemp(), "copy.db")
        copy.write_bytes(data)
        return state(copy) == ledger
    if any(part.endswith(".evidence") for part in path.parts):
        return hashlib.sha256(data).hexdigest() == path.name
    if path.suffix == ".heads":
        return True  # the last line of a killed command may be cut: spoilt_heads
    if path.suffix == ".xlsx":
        return zipfile.is_zipfile(io.BytesIO(data)) and not zipfile.ZipFile(io.BytesIO(data)).testzip()
    return len(data) in sizes or bool({"home", "tmp", "ledger.db.outputs"} & set(path.relative_to(folder).parts))


def _unproven(ledger: Path) -> Iterator[str]:
    if not ledger.exists():
        return
    with closing(sqlite3.connect(ledger)) as connection:
        for path, digest in connection.execute("SELECT path, sha256 FROM evidence WHERE NOT linked"):
            kept = ledger.with_name(f"{ledger.name}.evidence") / path
            if not kept.is_file() or hashlib.sha256(kept.read_bytes()).hexdigest() != digest:
                yield f"evidence {path} is named by a row and not there"
