"""Files that a command writes because a person asked for them: made aside, made durable, then put in their place.

What is written over must be an earlier output as it was left. Nothing in an output says that it is one (the same ledger
gives the same bytes, and data stays pure), so the digest of each is kept in a register: a small file a path, in the
person's state folder. What somebody has changed since is a stranger's file like any other.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path

from dutytrack.drafts import give_name, make_folders, workplace
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _


class FileNotWritableError(DutyTrackError):
    """A file can't be written."""

    def __init__(self, path: Path, cause: OSError) -> None:
        super().__init__(_("{path} can't be written: {cause}"), path=path, cause=cause.strerror or cause)


class NoHomeError(DutyTrackError):
    """A path begins in the home folder of somebody who has none."""

    def __init__(self, path: Path) -> None:
        super().__init__(_("{path}: nobody here has the home folder {home}"), path=path, home=path.parts[0])


class FileNotNamedError(DutyTrackError):
    """The name of a file to write is empty, or that of the folder one is in."""

    def __init__(self) -> None:
        super().__init__(_("no file is named to write to"))


class LedgerFileError(DutyTrackError):
    """What was to be written over is a ledger, or belongs to one."""

    def __init__(self, path: Path) -> None:
        super().__init__(_("{path} is a ledger or belongs to one; nothing was written, name another file"), path=path)


class InputFileError(DutyTrackError):
    """What was to be written over is what the command reads, or writes otherwise."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("{path} is read or written otherwise by the same call; nothing was written, name another file"),
            path=path,
        )


class StrangersFileError(DutyTrackError):
    """What was to be written over is no earlier output, or somebody has changed it since."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("{path} is there and not as dutytrack last wrote it; name another file, or --force writes over it"),
            path=path,
        )


@dataclass(frozen=True, slots=True)
class Writing:
    """What holds for the files of one call."""

    kept: tuple[Path, ...] = ()
    """Files that are never written, whether they are there or not; a folder stands for all files in it."""
    registers: tuple[Path, ...] = ()
    """Folders that may know the earlier outputs; a new one is noted in the first that can be written."""
    private: bool = False
    """Whether a new file is its owner's alone."""
    force: bool = False
    """Whether a stranger's file may be written over."""

    def check(self, path: Path, named: Iterable[Path] = ()) -> None:
        """Return where a file may be written at ``path``, which is none of ``named``.

        Raises LedgerFileError, InputFileError, StrangersFileError, NoHomeError where it may not, FileNotWritableError
        if it can't.
        """
        try:
            self._check(path, named)
        except OSError as error:
            raise FileNotWritableError(path, error) from error

    def write(self, path: Path, data: bytes) -> list[Path]:
        """Write ``data`` as the file at ``path``, whole or not at all; into a pipe or device it flows.

        The folders that were made for it are returned. Raises as ``check`` does.
        """
        self.check(path)
        try:
            if _is_stream(path):
                with path.open("wb") as stream:
                    stream.write(data)
                return []
            target = _resolved(path)
            made = make_folders(target.parent)
            _put(target, data, private=self.private)
            self._note(target, data)
        except OSError as error:
            raise FileNotWritableError(path, error) from error
        return made

    def _check(self, path: Path, named: Iterable[Path]) -> None:
        if path == Path():
            raise FileNotNamedError
        if len(path.parts) > 1 and path.parts[0].startswith("~") and not Path(path.parts[0]).exists():
            raise NoHomeError(path)  # a shell has replaced every other
        target = _resolved(path)
        if any(_holds(kept, target) or _would_hold(kept, target) for kept in self.kept):
            raise LedgerFileError(path)
        if _is_stream(path):
            return
        if any(_holds(other, target) for other in named):
            raise InputFileError(path)
        if not self.force and not self._may_go(target):
            raise StrangersFileError(path)
        _check_folder(target.parent)

    def _may_go(self, target: Path) -> bool:
        """Whether what is at ``target`` is no loss: nothing, or an earlier output as it was left."""
        if not target.exists() or not target.stat().st_size:
            return True
        noted = [line for register in self.registers if (line := _bytes(register / _entry(target)))]
        if not noted:
            return False
        with target.open("rb") as stream:
            return _line(target, file_digest(stream, "sha256").hexdigest()) in noted

    def _note(self, target: Path, data: bytes) -> None:
        """Enter the output into a register; where none can be written, the next output asks for ``--force``."""
        for register in self.registers:
            with suppress(OSError):
                make_folders(register)
                _put(register / _entry(target), _line(target, sha256(data).hexdigest()), private=True)
                return


def _check_folder(folder: Path) -> None:
    """Raise OSError where no file can be made in ``folder``, or ``folder`` itself can't be."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    if not there.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    if not os.access(there, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def is_standard_output(path: Path) -> bool:
    """Whether ``path`` is another name of standard output: ``-``, ``/dev/stdout``."""
    if path == Path("-"):
        return True
    try:
        return os.path.samestat(path.stat(), os.fstat(1))
    except OSError:
        return False


def _resolved(path: Path) -> Path:
    """Where ``path`` leads to; what is there is a file or stream, or nothing. Raises OSError."""
    with suppress(FileNotFoundError):
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if stat.S_ISBLK(mode):
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))
    return Path(os.path.realpath(path))


def _is_stream(path: Path) -> bool:
    """Whether there is a pipe or a device at ``path``, which is written into and never replaced."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except FileNotFoundError:
        return False


def _holds(kept: Path, target: Path) -> bool:
    """Whether ``target`` is the file ``kept``, by whatever name, or a file in the folder ``kept``."""
    place = Path(os.path.realpath(kept))
    if place == target or _same(place, target):
        return True
    if not place.is_dir():
        return place.name == target.name and _same(place.parent, target.parent)
    if not target.exists():
        return False
    if any(_same(each, place) for each in target.parents):
        return True
    return target.stat().st_nlink > 1 and any(_same(each, target) for each in place.rglob("*"))


def _would_hold(kept: Path, target: Path) -> bool:
    """Whether a new file ``target`` would lie in the folder ``kept``, which may be new as well."""
    place = Path(os.path.realpath(kept))
    return any(each == place or _same(each, place) for each in target.parents)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _put(target: Path, data: bytes, *, private: bool) -> None:
    """Write ``data`` aside, wait for the disk, and give it its name; what was there gives its mode."""
    with workplace(target.parent) as place:
        draft = place / "draft"
        handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600 if private else 0o666)
        with os.fdopen(handle, "wb") as file:
            _take_after(target, file.fileno())
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        give_name(draft, target)


def _take_after(target: Path, handle: int) -> None:
    """Give the new file the owner and mode of the one that it replaces, as far as the system lets us."""
    if not target.exists():
        return
    earlier = target.stat()
    with suppress(OSError):
        os.fchown(handle, earlier.st_uid, earlier.st_gid)
    with suppress(OSError):
        os.fchmod(handle, stat.S_IMODE(earlier.st_mode))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _entry(target: Path) -> str:
    """The name of the register's file on ``target``."""
    return sha256(os.fsencode(target)).hexdigest()


def _line(target: Path, digest: str) -> bytes:
    """What the register says of ``target``, as ``sha256sum`` prints it."""
    return digest.encode() + b"  " + os.fsencode(target) + b"\n"
