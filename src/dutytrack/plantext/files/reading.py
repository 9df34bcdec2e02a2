"""From a path to documents: a file gives one, an archive or a folder one for each document in it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from dutytrack.domain.plan.problems import Problem
from dutytrack.i18n import _
from dutytrack.plantext.files.archive import Archive
from dutytrack.plantext.files.document import DEFAULT_LIMITS, Document, FileData, Limits, Progress, no_progress
from dutytrack.plantext.files.errors import (
    EmptyFileError,
    FileReadError,
    FileTooLargeError,
    MissingFileError,
    NothingReadableError,
    TooMuchInsideError,
    UnopenedFileError,
    UnsupportedKindError,
)
from dutytrack.plantext.files.folders import files_below, is_document, is_litter, leads_out
from dutytrack.plantext.files.formats import Format, format_of


def read_document(
    path: Path, *, limits: Limits = DEFAULT_LIMITS, progress: Progress = no_progress
) -> tuple[Document, ...]:
    """The documents at ``path``, in the order of their names; a single file gives one.

    Members of an archive or a folder that are no documents, or can't be read, are left out, which a problem of the
    first document says; where none is read, the first that can't be is an error, as is what holds too much. Raises a
    ``FileReadError`` that names the file.
    """
    if path.is_dir():
        return _folder_documents(path, limits, progress)
    name = _legible(path.name)
    return _documents(FileData(name, file_bytes(path, limits, name), limits, progress), 0)


def _documents(file: FileData, depth: int) -> tuple[Document, ...]:
    if not file.data:
        raise EmptyFileError(file.name)
    found = format_of(file)
    if found is not Format.ZIP:
        content = found.read(file)
        return (Document(file.name, found.value, file.sha256, content.text, content.problems),)
    if depth >= file.limits.nested_archives:
        raise TooMuchInsideError(file.name, what=_("archives in each other"), limit=file.limits.nested_archives)
    archive = Archive(file)
    names = [name for name in archive.names if not is_litter(name)]
    members = [(f"{file.name}/{name}", partial(archive.read, name, file.limits.file_bytes)) for name in names]
    return _gathered(file.name, members, file.limits, file.progress, depth + 1)


def _folder_documents(folder: Path, limits: Limits, progress: Progress) -> tuple[Document, ...]:
    paths = sorted(islice(files_below(folder), limits.members + 1))
    if len(paths) > limits.members:
        raise TooMuchInsideError(folder.name, what=_("files"), limit=limits.members)
    links = [path for path in paths if leads_out(path, folder)]
    inside = [path for path in paths if path not in links]
    why = _("a link that leads out of the folder")
    files = [(_name_in(path, folder), partial(file_bytes, path, limits, _name_in(path, folder))) for path in inside]
    left_out = [_left_out(_name_in(path, folder), why) for path in links]
    return _gathered(_legible(folder.name or str(folder)), files, limits, progress, also_left_out=left_out)


def _gathered(
    name: str,
    files: Sequence[tuple[str, Callable[[], bytes]]],
    limits: Limits,
    progress: Progress,
    depth: int = 0,
    also_left_out: Iterable[Problem] = (),
) -> tuple[Document, ...]:
    """The documents of an archive or folder; the first has a problem for each file that was left out."""
    found: list[Document] = []
    left_out: list[Problem] = []
    unread: list[FileReadError] = []
    total = 0
    for done, (path, load) in enumerate(files):
        progress(done, len(files))
        try:
            data = load()
            total += len(data)
            if is_document(path):
                found += _documents(FileData(path, data, limits), depth)
            else:
                left_out.append(_left_out(path, _("no document by its name")))
        except TooMuchInsideError:
            raise
        except FileReadError as error:
            left_out.append(_left_out(path, str(error)))
            unread += [] if isinstance(error, (UnsupportedKindError, EmptyFileError)) else [error]
        if total > limits.unpacked_bytes:
            raise TooMuchInsideError(name, what=_("bytes"), limit=limits.unpacked_bytes)
    if not found:
        raise unread[0] if unread else NothingReadableError(name)
    first, *others = found
    return (first._replace(problems=(*first.problems, *left_out, *also_left_out)), *others)


def _left_out(name: str, why: str) -> Problem:
    return Problem("left-out", 0, "text", {"name": name, "why": why})


def _name_in(path: Path, folder: Path) -> str:
    return _legible(path.relative_to(folder).as_posix())


def _legible(name: str) -> str:
    """``name`` as text; one whose bytes are no UTF-8, as archives from Windows leave behind, is read as GB 18030."""
    undecoded = any("\ud800" <= sign <= "\udfff" for sign in name)
    return os.fsencode(name).decode("gb18030", "replace") if undecoded else name


def file_bytes(path: Path, limits: Limits = DEFAULT_LIMITS, name: str | None = None) -> bytes:
    """The bytes of a regular file within the limits; a ``FileReadError`` calls it by ``name``, else by its path."""
    name = name or str(path)
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise UnopenedFileError(name, why=_("it is no regular file"))
        if about.st_size > limits.file_bytes:
            raise FileTooLargeError(name, size=about.st_size, limit=limits.file_bytes)
        with path.open("rb") as stream:
            data = stream.read(limits.file_bytes + 1)
    except FileNotFoundError as error:
        raise MissingFileError(str(path)) from error
    except (OSError, ValueError) as error:
        raise UnopenedFileError(name, why=getattr(error, "strerror", None) or str(error)) from error
    if len(data) > limits.file_bytes:
        raise FileTooLargeError(name, size=len(data), limit=limits.file_bytes)
    return data
