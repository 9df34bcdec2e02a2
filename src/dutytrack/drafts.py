"""Where a file is made before it gets its name, and what makes it last: nothing half made is ever under a final name.

A draft lies in a folder of its own beside its target, locked for as long as its maker lives. What a run that was killed
has left is taken away by the next one that makes something there.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_NAME = re.compile(r"\.dutytrack-[0-9a-f]{16}")
_CANT_SAY = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EBADF, errno.ENOSYS})
"""What file systems answer that can't wait for a folder, or folders that may be written and not be read."""


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """A new folder in ``folder``, its owner's alone, that is there for the time of the block. Raises OSError."""
    from shutil import rmtree

    sweep(folder)
    place, handle = _made(folder)
    try:
        yield place
    finally:
        rmtree(place, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def sweep(folder: Path) -> None:
    """Take away the workplaces in ``folder`` whose makers are gone; others stay, and so does what can't be taken."""
    try:
        with os.scandir(folder) as entries:
            left = [each.name for each in entries if each.name.startswith(".dutytrack-")]
    except OSError:
        return
    for name in left:
        if _NAME.fullmatch(name) and (folder / name).is_dir():
            _take_away(folder / name)


def settle(file: Path) -> None:
    """Wait until the disk has what is in ``file``. Raises OSError."""
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def settle_folder(folder: Path) -> None:
    """Wait until the disk has the names in ``folder``, as far as its file system can say. Raises OSError."""
    try:
        settle(folder)
    except OSError as error:
        if error.errno not in _CANT_SAY:
            raise


def put(draft: Path, target: Path) -> None:
    """Give the finished ``draft`` the name ``target`` once the disk has all of it. Raises OSError."""
    settle(draft)
    give_name(draft, target)


def give_name(draft: Path, target: Path) -> None:
    """Give ``draft``, which the disk has, the name ``target`` for good. Raises OSError."""
    draft.replace(target)
    settle_folder(target.parent)


def make_folders(folder: Path) -> list[Path]:
    """Make ``folder`` and those above it that are missing, their owner's alone: those made. Raises OSError."""
    made = []
    for missing in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
        with suppress(FileExistsError):
            missing.mkdir(mode=0o700)
            made.append(missing)
            settle_folder(missing.parent)
    return made


def _made(folder: Path) -> tuple[Path, int | None]:
    """A new workplace and what holds its lock, if the file system knows locks."""
    while True:
        place = folder / f".dutytrack-{os.urandom(8).hex()}"
        place.mkdir(mode=0o700)
        try:
            handle = _locked(place)
        except (BlockingIOError, FileNotFoundError):  # taken for left in the moment before it was locked
            continue
        except OSError:
            return place, None
        if place.exists():
            return place, handle
        os.close(handle)


def _take_away(place: Path) -> None:
    from shutil import rmtree

    with suppress(OSError):  # its maker is at work where the lock can't be had
        handle = _locked(place)
        try:
            rmtree(place, ignore_errors=True)
        finally:
            os.close(handle)


def _locked(place: Path) -> int:
    handle = os.open(place, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BaseException:
        os.close(handle)
        raise
    return handle
