"""Heads (``seq:hash``) that are kept outside of the ledger, and what they tell of it.

A journal that was cut, edited and chained again, or stamped anew agrees with itself; what it can't do is hold a head
that was kept after the change. One a command is kept in ``LEDGER.heads`` beside the ledger, and where the ledger's
setting ``heads`` says; each paper carries the one that it was made by.
"""

from __future__ import annotations

import errno
import os
import re
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from dutytrack.errors import DutyTrackError, LedgerError
from dutytrack.i18n import _, clauses, ngettext
from dutytrack.store.file.location import heads_file
from dutytrack.store.file.sharing import take_after
from dutytrack.store.journal.rows import Head
from dutytrack.store.sql.dialect import Reader

META_ENDING = ".meta.json"
"""Of the file of particulars beside one of pure data, which has its head."""
SYSLOG = "syslog"
"""The second place that is the system's own log."""
_SYSLOG_SOCKET = Path("/dev/log")
_NOTICE = 5 | 10 << 3  # a notice of the security facility
_HEAD = re.compile(r"(?:(?P<seq>\d{1,12}):)?(?P<hash>[0-9a-f]{8,64})", re.IGNORECASE)
_GIVEN = re.compile(rf"(?:[^/\d]*[\s:：])?{_HEAD.pattern}(?:(?:…|\.\.\.)[0-9a-f]*)*", re.IGNORECASE)
"""A head as pages print it, which somebody may copy with the words before it, or shortened."""
_BEGINS_HEADS = re.compile(rf"{_HEAD.pattern}\s|\d{{1,12}}(?::[0-9a-f]{{0,64}})?(?:\n|\Z)", re.IGNORECASE)
"""How a file of heads begins; a killed command may have left the beginning of a line."""
_SHORT = re.compile(r"(?:\d{1,12}:)?[0-9a-f]{4,7}", re.IGNORECASE)
_ON_PAPER = re.compile(r"(?<![\w:])(\d{1,12}):([0-9a-f]{16,64})(?![\w:])")
_PDF = b"%PDF-"
_LONGEST_HEAD = 80
_MOST_BYTES = 64 * 2**20
"""Of a paper, unpacked: what a head is looked for in."""


class HeadNotKeptError(LedgerError):
    """The command is done, and its head could not be kept where it is to be."""

    says_what_stands = True

    def __init__(self, place: object, cause: OSError) -> None:
        template = _("{place}: the journal's head can't be kept there ({cause}); the change stands, mend the place")
        super().__init__(template.format(place=place, cause=cause.strerror or cause))


class NoPlaceForHeadsError(DutyTrackError):
    """Heads can't be kept where somebody wants them to be."""

    def __init__(self, place: str, cause: OSError) -> None:
        template = _("{place}: no heads can be kept there ({cause}), so nothing was set; name another file, or syslog")
        super().__init__(template.format(place=place, cause=cause.strerror or cause))


class NoHeadError(DutyTrackError):
    """What was given is neither a head nor a file that has one on it."""

    def __init__(self, text: str) -> None:
        sentence = _("{text}: neither a head, as in 120:9f86d081884c7d65, nor a file with one").format(text=text)
        beside = f"{text}{META_ENDING}"
        if _SHORT.fullmatch(text.strip()):
            sentence = clauses([sentence, _("of a head's digits 8 or more are wanted")])
        elif os.path.exists(beside):  # noqa: PTH110 - a text may be no path
            sentence = clauses([sentence, _("its head lies beside it: --head {path}").format(path=beside)])
        elif not os.path.exists(text):  # noqa: PTH110 - as above
            sentence = clauses([sentence, _("there is no such file")])
        super().__init__(sentence)


class KnownHead(NamedTuple):
    """A head that was kept: the whole of it, or its beginning."""

    seq: int | None
    hash: str
    source: str = ""
    """The file that it was found in; nothing where it was typed."""

    def __str__(self) -> str:
        """The head as it is written."""
        return self.hash if self.seq is None else f"{self.seq}:{self.hash}"


@dataclass(frozen=True, slots=True)
class HeadFault:
    """A head that the journal does not hold."""

    head: KnownHead
    others: int = 0
    """How many more of the same file it does not hold."""

    @property
    def message(self) -> str:
        """The fault as a sentence in the language in use."""
        if self.head.source:
            template = _("{source}: the journal does not hold the head {head} that was kept there")
            sentence = template.format(source=self.head.source, head=self.head)
            more = ngettext("{count} more beside it", "{count} more beside it", self.others)
            return f"{sentence} ({more.format(count=self.others)})" if self.others else sentence
        return _("the journal does not hold the head {head}").format(head=self.head)


def written(head: Head, digits: int = 64) -> str:
    """The head as it stands on paper."""
    return f"{head.seq}:{head.hash[:digits]}"


def keep(ledger: Path, head: Head, line: str, second: str) -> None:
    """Keep ``head`` of the command in ``line`` in the file beside ``ledger``, and in the ``second`` place.

    Both are tried. Raises HeadNotKeptError, when the command is done already.
    """
    text, file = f"{written(head)} {line}", os.path.realpath(ledger)
    failed: list[tuple[str, OSError]] = []
    for place in (str(heads_file(ledger)), second):
        try:
            if place == SYSLOG:
                _to_syslog(f"dutytrack: {text} {file}")
            elif place:
                _append(Path(place), f"{text} {file}\n", like=ledger if place != second else None)
        except OSError as error:
            failed.append((place, error))
    if failed:
        raise HeadNotKeptError(*failed[0]) from failed[0][1]


def try_place(ledger: Path, place: str) -> None:
    """Return where heads of ``ledger`` can be kept at ``place``, a second one. Raises NoPlaceForHeadsError."""
    first = heads_file(ledger)
    if os.path.realpath(place) == os.path.realpath(first) or _is_same(first, place):
        raise NoPlaceForHeadsError(place, OSError(errno.EEXIST, _("they are kept there as it is")))
    try:
        if place == SYSLOG:
            _to_syslog("dutytrack: heads of a journal are to be kept here")
        else:
            _append(Path(place), "")
    except OSError as error:
        raise NoPlaceForHeadsError(place, error) from error


def _is_same(first: Path, place: str) -> bool:
    with suppress(OSError):
        return first.samefile(place)
    return False


def kept_heads(ledger: Path, second: str) -> Iterator[KnownHead]:
    """The heads that were kept of ``ledger``: beside it, and in a second place that is a file.

    Raises OSError for a place that can't be read, once those of the places before it are given.
    """
    own = os.path.realpath(ledger)
    for place in (str(heads_file(ledger)), "" if second == SYSLOG else second):
        for line in _kept_lines(place, is_second=place == second):
            known, *rest = line.split(" ", 3)
            found = _HEAD.fullmatch(known)
            if found and found["seq"] and (place != second or rest[2:] == [own]):
                yield KnownHead(int(found["seq"]), found["hash"], place)


def _kept_lines(place: str, *, is_second: bool) -> list[str]:
    """The lines that are kept at ``place``. A second one was tried when it was set: gone or empty is an OSError."""
    if not place:
        return []
    try:
        lines = _lines(Path(place))
    except FileNotFoundError:
        if is_second:
            raise
        return []
    if is_second and not lines:
        raise OSError(errno.ENODATA, _("it is empty"), place)
    return lines


def _lines(file: Path) -> list[str]:
    """The lines of a file of heads, or as many of the last as are read at once. Raises OSError where it is no file."""
    with open_file(file, _("it is no file of heads")) as stream:
        stream.seek(max(os.fstat(stream.fileno()).st_size - _MOST_BYTES, 0))
        return stream.read(_MOST_BYTES).decode("utf-8", "replace").splitlines()


@contextmanager
def open_file(path: Path, otherwise: str = "") -> Iterator[BinaryIO]:
    """Open a regular file to be read; OSError where it is none, such as a pipe that would be waited for for ever."""
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as stream:  # noqa: PTH123 - as above
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(errno.EPERM, otherwise or _("it is no regular file"), str(path))
        yield stream


def heads_of(text: str, printed: Callable[[Path], str] | None = None) -> list[KnownHead]:
    """The head that ``text`` is, whole or its beginning; else those on the paper in the file of that name.

    ``printed`` reads what is printed in a pdf file. Raises NoHeadError, and what ``printed`` raises.
    """
    found = _GIVEN.fullmatch(text.strip())
    if found is not None:
        return [KnownHead(int(found["seq"]) if found["seq"] else None, found["hash"].lower())]
    path = Path(text)
    try:
        is_printed = _begins(path) == _PDF
        texts = [printed(path)] if is_printed and printed is not None else _texts(path)
    except OSError as error:
        raise NoHeadError(text) from error
    on_paper = dict.fromkeys(match.groups() for one in texts for match in _ON_PAPER.finditer(one))
    if not on_paper:
        raise NoHeadError(text)
    return [KnownHead(int(seq), start, text) for seq, start in on_paper]


def missing_heads(connection: Reader, known: Iterable[KnownHead]) -> list[KnownHead]:
    """The heads of ``known`` that the journal does not hold. A journal that can't be read holds none."""
    return [head for head in dict.fromkeys(known) if row_of(connection, head) is None]


def missing(connection: Reader, known: Iterable[KnownHead]) -> list[HeadFault]:
    """The heads of ``known`` that the journal does not hold, one a file."""
    return faults_of(missing_heads(connection, known))


def faults_of(lost: Iterable[KnownHead]) -> list[HeadFault]:
    """Heads that the journal does not hold, as faults: one a file."""
    found: dict[tuple[str, int], list[KnownHead]] = {}
    for place, head in enumerate(lost):
        found.setdefault((head.source, 0 if head.source else place), []).append(head)
    return [HeadFault(heads[0], len(heads) - 1) for heads in found.values()]


def row_of(connection: Reader, head: KnownHead) -> int | None:
    """The row of the journal that ``head`` is; ``None`` where it holds none, or can't be read."""
    query = "SELECT seq FROM journal WHERE substr(hash, 1, ?) = ? AND (? IS NULL OR seq = ?)"
    if head.seq is not None:
        query = "SELECT seq FROM journal WHERE seq = ?3 AND ?3 IS ?4 AND substr(hash, 1, ?1) = ?2"
    values = (len(head.hash), head.hash, head.seq, head.seq)
    if head.seq == 0:
        return 0 if set(head.hash) == {"0"} else None
    try:
        found = connection.execute(query, values).fetchone()
    except sqlite3.DatabaseError:
        return None
    return None if found is None else int(found[0])


def _begins(path: Path) -> bytes:
    with open_file(path) as stream:
        return stream.read(len(_PDF))


def _texts(path: Path) -> list[str]:
    """The text in the file at ``path``; office files are archives of text. Raises OSError."""
    from zipfile import BadZipFile, ZipFile, is_zipfile

    texts: list[bytes] = []
    with open_file(path) as stream:
        if is_zipfile(stream):
            left = _MOST_BYTES
            with (  # a part that is damaged, encrypted or packed otherwise: heads are on those before it, or on none
                suppress(BadZipFile, ValueError, NotImplementedError, RuntimeError),
                closing(ZipFile(stream)) as archive,
            ):
                for entry in archive.infolist():
                    with archive.open(entry) as part:
                        texts.append(part.read(left))
                    left -= len(texts[-1])
        else:
            stream.seek(0)
            texts.append(stream.read(_MOST_BYTES))
    return [text.decode("utf-8", "replace") for text in texts]


def _append(file: Path, text: str, *, like: Path | None = None) -> None:
    """Add ``text`` to ``file`` in one piece, below what a killed command left of its own, and wait for the disk.

    Neither a link nor a file of something else is written to, whoever put it there: OSError.
    """
    is_new = not file.exists()
    flags = os.O_CREAT | os.O_APPEND | os.O_RDWR | os.O_CLOEXEC | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(file, flags, 0o600)
    try:
        first = os.pread(handle, _LONGEST_HEAD, 0).decode("ascii", "replace")
        is_file = stat.S_ISREG(os.fstat(handle).st_mode)
        if not is_file or (first and not _BEGINS_HEADS.match(first)):
            raise OSError(errno.EPERM, _("it is no file of heads"), str(file))
        if is_new and like is not None:
            take_after(like, file)
        data = text.encode("utf-8", "surrogateescape")
        if data and first and os.pread(handle, 1, os.fstat(handle).st_size - 1) != b"\n":
            data = b"\n" + data
        if os.write(handle, data) < len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))
        os.fsync(handle)
    finally:
        os.close(handle)
    if is_new:
        _wait_for(file.parent)


def _wait_for(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems can't say
            os.fsync(handle)
    finally:
        os.close(handle)


def _to_syslog(text: str) -> None:
    """Write a line into the system's log; Python's own way to it keeps silent where there is none."""
    import socket

    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as log:
        log.connect(str(_SYSLOG_SOCKET))
        log.send(f"<{_NOTICE}>{text.rstrip()}".encode("utf-8", "surrogateescape"))
