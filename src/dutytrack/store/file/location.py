"""Where a ledger may lie: on a local disk, in a file of its owner's (or a group's)."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from dutytrack.store.file.errors import (
    LedgerNotFoundError,
    LedgerNotReadableError,
    LedgerNotWritableError,
    NetworkFileSystemError,
    NotALedgerError,
    writing_error,
)
from dutytrack.store.file.schema import APPLICATION_ID
from dutytrack.store.sql.dialect import FILE_HEAD, LOG_HEADS, MARK_AT, SIDE_ENDINGS

_BELONGS = re.compile(
    r"(?P<name>.+?)(?:-wal|-shm|-journal|\.(?:heads|queue|evidence|outputs|seals)|\.(?:bak|new|known)-.*|\.backup.*)"
)
HEADS_ENDING = ".heads"
KNOWN_ENDING = ".known-"
"""Of ledgers that were told again of a ledger, and behind it which moment they are of."""
MOUNTS = Path("/proc/mounts")
"""Linux's table of mounts; where there is none, nothing is known and nothing refused."""

_NETWORK_KINDS = frozenset({
    "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2",
    "orangefs", "smb2", "smb3", "smbfs", "vboxsf",
})  # fmt: skip
_NETWORK_FUSE = frozenset({
    "ceph-fuse", "curlftpfs", "davfs", "davfs2", "gcsfuse", "glusterfs", "goofys", "gvfsd-fuse", "juicefs", "lustre",
    "rclone", "s3fs", "seaweedfs", "smbnetfs", "sshfs", "vmhgfs-fuse",
})  # fmt: skip


def network_kind(path: Path, mounts: str) -> str | None:
    """The kind of network file system that ``path`` (absolute) lies on by a table of mounts, or ``None``."""
    best, kind = "", None
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 4:
            continue
        point = _unescaped(fields[1])
        if len(point) >= len(best) and _holds(point, path):
            best, kind = point, _network(fields[2], fields[3])
    return kind


def check_location(path: Path) -> None:
    """Return where ``path`` is a file on a local disk; else raise the LedgerError that says why not."""
    if not is_there(path):
        raise LedgerNotFoundError(path)
    if not path.is_file():
        raise NotALedgerError(path)
    check_local(path)


def is_there(path: Path) -> bool:
    """Whether there is anything at ``path``; LedgerNotReadableError where its folder may not be entered."""
    try:
        return path.exists()
    except OSError as error:
        raise LedgerNotReadableError(path, detail=error.strerror or str(error)) from error


def check_local(path: Path) -> None:
    """Raise NetworkFileSystemError where ``path`` is not on a local disk."""
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return
    kind = network_kind(path.resolve(), mounts)
    if kind is not None:
        raise NetworkFileSystemError(path, kind=kind)


def evidence_folder(ledger: Path) -> Path:
    """Where the evidence of the ledger at ``ledger`` is kept."""
    return ledger.with_name(ledger.name + ".evidence")


def outputs_folder(ledger: Path) -> Path:
    """Where earlier outputs are registered by those who have no folder of their own."""
    return ledger.with_name(ledger.name + ".outputs")


def queue_file(ledger: Path) -> Path:
    """Where those who want to write to the ledger at ``ledger`` queue."""
    file = Path(os.path.realpath(ledger))
    return file.with_name(file.name + ".queue")


def heads_file(ledger: Path) -> Path:
    """Where the heads of the ledger's journal are kept, one a command."""
    file = Path(os.path.realpath(ledger))
    return file.with_name(file.name + HEADS_ENDING)


def seals_folder(ledger: Path) -> Path:
    """Where signed heads are kept."""
    file = Path(os.path.realpath(ledger))
    return file.with_name(file.name + ".seals")


def known_files(ledger: Path) -> list[Path]:
    """The ledgers that were told again of the one at ``ledger`` and are kept, the last one used first."""
    file = Path(os.path.realpath(ledger))
    found: list[tuple[float, Path]] = []
    with suppress(OSError), os.scandir(file.parent) as entries:
        for each in entries:
            if each.name.startswith(file.name + KNOWN_ENDING):
                with suppress(FileNotFoundError):
                    found.append((each.stat(follow_symlinks=False).st_mtime, file.with_name(each.name)))
    return [path for _time, path in sorted(found, reverse=True)]


def forget_known(ledger: Path) -> None:
    """Take away what ``known_files`` names, as far as it may be taken away."""
    for each in known_files(ledger):
        with suppress(OSError):
            each.unlink()


def own_files(ledger: Path) -> tuple[Path, ...]:
    """What belongs to the ledger at ``ledger``, whether it is there or not: no output may be written over it."""
    file = Path(os.path.realpath(ledger))
    beside = [file.with_name(file.name + ending) for ending in (*SIDE_ENDINGS, HEADS_ENDING, ".queue")]
    folders = [evidence_folder(ledger), evidence_folder(file), outputs_folder(ledger), seals_folder(ledger)]
    copied = tuple(f"{file.name}{ending}" for ending in (".bak-", ".new-", KNOWN_ENDING))
    copies = [each for each in file.parent.glob("*") if each.name.startswith(copied)]
    return (file, *beside, file.with_name("heads"), *folders, *copies)


def belongs_to_a_ledger(path: Path) -> bool:
    """Whether ``path`` is a ledger, a side file or copy of a database, or lies in a folder of one's evidence."""
    named = (path, Path(os.path.realpath(path)))
    return (
        has_ledgers_mark(path)
        or _head(path, 8).startswith(LOG_HEADS)
        or any(_is_beside_a_database(each) for one in named for each in (one, *one.parents))
    )


def has_ledgers_mark(path: Path) -> bool:
    """Whether the file at ``path`` says that it is a ledger, be it whole or not."""
    head = _head(path, MARK_AT + 4)
    return head.startswith(FILE_HEAD) and head[MARK_AT:] == APPLICATION_ID.to_bytes(4, "big")


def _is_beside_a_database(path: Path) -> bool:
    """Whether ``path`` has the name of a database that is there, with what is added for what belongs to it."""
    base = _BELONGS.fullmatch(path.name)
    return base is not None and _head(path.with_name(base["name"]), len(FILE_HEAD)) == FILE_HEAD


def _head(path: Path, size: int) -> bytes:
    """The first bytes of the file at ``path``; none where there is no file that can be read."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as stream:
            return stream.read(size)
    except OSError:
        return b""


def make_folder(path: Path, group: str | None = None) -> None:
    """Make the folder a ledger at ``path`` will lie in: its owner's alone, or the ``group``'s too.

    A folder that is there is left as it is.
    """
    from dutytrack.drafts import make_folders

    if path.parent.is_dir():
        return
    try:
        make_folders(path.parent)
        if group is not None:
            _give_to(path.parent, group)
            path.parent.chmod(0o2770)
    except (OSError, LookupError) as error:
        raise LedgerNotWritableError(path, detail=str(error)) from error


def give_file(path: Path, group: str | None = None) -> None:
    """Give the file at ``path`` to its owner alone, or to the ``group`` too."""
    path.chmod(0o600)
    if group is None:
        return
    try:
        _give_to(path, group)
    except (OSError, LookupError) as error:
        raise LedgerNotWritableError(path, detail=str(error)) from error
    path.chmod(0o660)


def make_file(path: Path) -> None:
    """Make an empty file at ``path``, its owner's alone; LedgerNotWritableError where that fails."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise writing_error(path, error) from error


def _unescaped(field: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(code, character)
    return field


def _holds(point: str, path: Path) -> bool:
    return point == "/" or str(path) == point or str(path).startswith(point.rstrip("/") + "/")


def _network(kind: str, options: str) -> str | None:
    """``kind`` where it is reached over a network or by a protocol without SQLite's locks; WSL's disks are 9p."""
    is_fuse = kind.startswith("fuse.") and kind.removeprefix("fuse.") in _NETWORK_FUSE
    is_network = kind in _NETWORK_KINDS or is_fuse or (kind == "9p" and "aname=drvfs" in options)
    return kind if is_network else None


def _give_to(path: Path, group: str) -> None:
    from shutil import chown

    chown(path, group=group)
