"""Whose turn it is to write: who asks first goes first, so that no writer starves where many write all the time.

SQLite's own wait for its lock is a lottery: each writer looks again after a while, and steady ones lose for seconds on
end. So writers draw a number from a small file beside the ledger, ``NAME.queue``, and lock the byte of that number;
whose turn has come finds no lower byte locked. The locks of a process that dies are gone with it. Where that file can't
be used, or somebody before has stopped and does not go on, SQLite's wait has to do: its lock is what keeps the ledger
whole, the queue is only about manners. Readers never wait here.
"""

from __future__ import annotations

import fcntl
import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dutytrack.store.file.location import queue_file

PATIENCE = 30.0
"""Seconds after which one that waits goes to SQLite's lock without having had its turn."""
_FIRST_LOOK, _LONGEST = 0.0005, 0.01
"""Seconds between two looks, at first and at most."""
_COUNTER = 8
"""Bytes at the head of the file that hold the last number drawn; the bytes locked lie behind them."""

_in_process: dict[str, threading.Lock] = {}
"""One at a time within a process, since its threads share its locks."""
_holders: dict[str, int] = {}


@contextmanager
def turn(path: Path, patience: float | None = None) -> Iterator[bool]:
    """Wait until it is our turn to write to the ledger at ``path``, and have it for the block: whether it is.

    It is not where that could not be found out, or did not come about in ``patience`` seconds.
    """
    file = queue_file(path)
    deadline = time.monotonic() + (PATIENCE if patience is None else patience)
    lock = _in_process.setdefault(str(file), threading.Lock())
    me = threading.get_ident()
    if _holders.get(str(file)) == me or not lock.acquire(timeout=max(deadline - time.monotonic(), 0)):
        yield False
        return
    _holders[str(file)] = me
    handle = None
    try:
        with suppress(OSError):
            handle = _open(file, path)
        yield handle is not None and _has_come(handle, deadline)
    finally:
        if handle is not None:
            os.close(handle)
        del _holders[str(file)]
        lock.release()


def _open(file: Path, ledger: Path) -> int:
    """A handle to the queue's file, made where it is missing; whoever may write the ledger may queue."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
    found = os.fstat(handle)
    if not found.st_size and stat.S_ISREG(found.st_mode):
        like = ledger.stat()
        for owner in (like.st_uid, -1):
            with suppress(OSError):
                os.fchown(handle, owner, like.st_gid)
                break
        with suppress(OSError):
            os.fchmod(handle, like.st_mode & 0o660)
    return handle


def _has_come(handle: int, deadline: float) -> bool:
    """Draw a number and wait for its turn: whether that came until ``deadline``."""
    try:
        if not _until(deadline, lambda: fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, 0)):
            return False
        number = int.from_bytes(os.pread(handle, _COUNTER, 0), "little") + 1
        os.pwrite(handle, number.to_bytes(_COUNTER, "little"), 0)
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _COUNTER + number)
        fcntl.lockf(handle, fcntl.LOCK_UN, 1, 0)
        return _until(deadline, lambda: fcntl.lockf(handle, fcntl.LOCK_SH | fcntl.LOCK_NB, number, _COUNTER))
    except (OSError, OverflowError):
        return False


def _until(deadline: float, lock: Callable[[], None]) -> bool:
    """Whether ``lock`` could be had until ``deadline``. Raises OSError where the file system knows no locks."""
    pause = _FIRST_LOOK
    while True:
        try:
            lock()
        except (BlockingIOError, PermissionError):
            if time.monotonic() + pause > deadline:
                return False
            time.sleep(pause)
            pause = min(pause * 1.5, _LONGEST)
        else:
            return True
