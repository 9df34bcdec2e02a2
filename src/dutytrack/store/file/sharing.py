"""Who may use what belongs to a ledger: its owner alone, or a group as well; whoever made it, root among them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.store.file.errors import LedgerNotWritableError
from dutytrack.store.file.location import forget_known, own_files
from dutytrack.store.sql.dialect import SIDE_ENDINGS

_MODES = {(True, False): 0o660, (False, False): 0o600, (True, True): 0o2770, (False, True): 0o700}
"""The mode of what is shared or not, a folder or not."""


class GroupUnknownError(DutyTrackError):
    """The system has no such group."""

    def __init__(self, name: str) -> None:
        super().__init__(_("{name}: the system has no such group; make it first").format(name=name))


def take_after(ledger: Path, *paths: Path) -> None:
    """Give each of ``paths`` that is there to those that have ``ledger``, as far as we may.

    Root gives them to the ledger's owner and group; others what they made to its group, where that may write to the
    ledger. Only then modes are changed: what is nobody else's stays as it was made.
    """
    kept = ledger.stat()
    is_shared, is_root = bool(kept.st_mode & stat.S_IWGRP), os.geteuid() == 0
    for path in paths:
        group = kept.st_gid if is_shared or is_root else -1
        _give(path, kept.st_uid if is_root else -1, group, shared=True if is_shared else None)


def _give(path: Path, owner: int, group: int, *, shared: bool | None) -> None:
    """Give the file or folder at ``path`` an owner and a group (-1: as it is), and the mode of what is ``shared``.

    No link is followed, however quickly it is put there. What is of several names may be another's, and is left.
    """
    with suppress(OSError), _place(path) as place:
        found = place.lstat() if place == path else place.stat()
        is_folder = stat.S_ISDIR(found.st_mode)
        if not is_folder and (not stat.S_ISREG(found.st_mode) or found.st_nlink > 1):
            return
        follows = place != path
        if owner not in {-1, found.st_uid} or group not in {-1, found.st_gid}:
            os.chown(place, owner, group, follow_symlinks=follows)
        if shared is not None and (stat.S_IMODE(found.st_mode) != _MODES[shared, is_folder] or owner != -1):
            os.chmod(place, _MODES[shared, is_folder], follow_symlinks=follows)  # noqa: PTH101 - as above


@contextmanager
def _place(path: Path) -> Iterator[Path]:
    """Where what is at ``path`` can be reached from now on, whatever gets its name; ``path`` itself on other systems.

    The handle can't read: closing it lets go of no lock of SQLite's, as closing any other would.
    """
    if not hasattr(os, "O_PATH"):
        yield path
        return
    handle = os.open(path, os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        yield Path(f"/proc/self/fd/{handle}")
    finally:
        os.close(handle)


def settle(ledger: Path) -> None:
    """Give what SQLite keeps beside ``ledger`` to those that have the ledger, whoever has opened it first."""
    file = Path(os.path.realpath(ledger))
    with suppress(OSError):
        take_after(file, *(file.with_name(file.name + ending) for ending in SIDE_ENDINGS))


def share_evidence(folder: Path, kept: Iterable[str]) -> None:
    """Give files ``kept`` in a ledger's ``folder`` of evidence to those that have the ledger."""
    ledger = folder.with_name(folder.name.removesuffix(".evidence"))
    files = [folder / path for path in kept]
    if files and ledger.is_file() and not folder.is_symlink():
        take_after(ledger, folder, *(file.parent for file in files), *files)


def share(ledger: Path, group: str | None) -> str | None:
    """Give ``ledger`` and all that belongs to it to ``group`` too, or to its owner alone.

    Its folder is given as well where it holds nothing else; where it holds more and the group can't use it, what is
    to be done is returned as a sentence. Raises GroupUnknownError, LedgerNotWritableError.
    """
    file = Path(os.path.realpath(ledger))
    number = -1 if group is None else _number_of(group)
    try:
        os.chown(file, -1, number)
        file.chmod(_MODES[group is not None, False])
    except OSError as error:
        raise LedgerNotWritableError(ledger, detail=error.strerror or str(error)) from error
    forget_known(ledger)
    for path in _all_of(ledger):
        _give(path, -1, number, shared=group is not None)
    return _give_folder(file, ledger, group, number)


def _give_folder(file: Path, ledger: Path, group: str | None, number: int) -> str | None:
    folder, own = file.parent, {path.name for path in own_files(ledger)}
    found = folder.stat()
    if group is None:
        if found.st_mode & stat.S_IWGRP and all(each.name in own for each in folder.iterdir()):
            with suppress(OSError):
                folder.chmod(_MODES[False, True])
        return None
    if found.st_gid == number and found.st_mode & 0o070 == 0o070:
        return None
    if all(each.name in own for each in folder.iterdir()):
        with suppress(OSError):
            os.chown(folder, -1, number)
            folder.chmod(_MODES[True, True])
            return None
    template = _("{folder} is not for the group {group} to write in; let its owner: chgrp {group}, chmod 2770")
    return template.format(folder=folder, group=group)


def _all_of(ledger: Path) -> Iterator[Path]:
    """What belongs to ``ledger`` and is there, with what lies in its folders."""
    for path in own_files(ledger):
        if path != Path(os.path.realpath(ledger)) and path.exists() and not path.is_symlink():
            yield path
            if path.is_dir():
                yield from path.rglob("*")


def _number_of(group: str) -> int:
    import grp

    try:
        return grp.getgrnam(group).gr_gid
    except KeyError as error:
        raise GroupUnknownError(group) from error
