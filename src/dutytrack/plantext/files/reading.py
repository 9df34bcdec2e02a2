"""From a path to documents: a file gives one, an archive or a folder one for each document in it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from dutytrack.domain.plan.problems import Problem
from dutytrack.i18n import _
from dutytrack.plantext.files.archive import Archive
from dutytrack.plantext.files.document import Content, Document, FileData, Progress, no_progress
from dutytrack.plantext.files.errors import (
    EmptyFileError,
    FileTooLargeError,
    MissingFileError,
    NothingReadableError,
    TooMuchInsideError,
    UnopenedFileError,
    UnsupportedKindError,
)
from dutytrack.plantext.files.folders import files_below, is_document, is_litter, leads_out
from dutytrack.plantext.files.kinds import Kind, kind_of
from dutytrack.plantext.files.limits import DEFAULT_LIMITS, Limits
from dutytrack.plantext.text.decode import NotAPlanError

_TEXTUAL = (Kind.TEXT, Kind.MARKDOWN, Kind.CSV, Kind.HTML)


def read_document(
    path: Path, *, limits: Limits = DEFAULT_LIMITS, progress: Progress | None = None
) -> tuple[Document, ...]:
    """The documents at ``path``, in the order of their names; a single file gives one.

    Members of an archive or a folder that are no documents are left out, which a problem of the first document says;
    a document among them that can't be read is an error. Raises a ``FileReadError`` that names the file.
    """
    if path.is_dir():
        return _gathered_folder(path, limits, progress)
    name = _legible(path.name)
    file = FileData(name, _bytes_of(path, limits, name), limits, progress or no_progress)
    return _documents(file, 0)


def _documents(file: FileData, depth: int) -> tuple[Document, ...]:
    if not file.data:
        raise EmptyFileError(file.name)
    kind = kind_of(file)
    if kind is not Kind.ZIP:
        content = _content(file, kind)
        return (Document(file.name, kind.value, file.sha256, content.text, content.problems),)
    if depth >= file.limits.nested_archives:
        raise TooMuchInsideError(file.name, _("archives in each other"), file.limits.nested_archives)
    return _gathered(file.name, _members(file), file.progress, depth + 1)


def _content(file: FileData, kind: Kind) -> Content:
    if kind in _TEXTUAL and len(file.data) > file.limits.text_bytes:
        raise FileTooLargeError(file.name, len(file.data), file.limits.text_bytes)
    try:
        return _reader(kind)(file)
    except NotAPlanError as error:
        raise UnsupportedKindError(file.name, _("no text"), error.reason) from error


def _reader(kind: Kind) -> Callable[[FileData], Content]:
    """What reads files of ``kind``, loaded when one is met: each brings a library of its own."""
    read: Callable[[FileData], Content]
    match kind:
        case Kind.CSV:
            from dutytrack.plantext.files.excel.csv_text import read_csv as read
        case Kind.HTML:
            from dutytrack.plantext.files.web.file import read_html as read
        case Kind.PDF:
            from dutytrack.plantext.files.pdf.file import read_pdf as read
        case Kind.DOCX:
            from dutytrack.plantext.files.docx.file import read_docx as read
        case Kind.XLSX:
            from dutytrack.plantext.files.excel.xlsx import read_xlsx as read
        case Kind.XLS:
            from dutytrack.plantext.files.excel.xls import read_xls as read
        case _:
            from dutytrack.plantext.files.text_file import read_text as read
    return read


def _gathered(
    name: str, files: Iterator[tuple[int, int, FileData]], progress: Progress | None, depth: int = 0
) -> tuple[Document, ...]:
    found: list[Document] = []
    left_out: list[Problem] = []
    for done, total, file in files:
        if progress is not None:
            progress(done, total)
        if not is_document(file.name):
            left_out.append(_left_out(file, _("no document by its name")))
            continue
        try:
            found += _documents(file, depth)
        except (UnsupportedKindError, EmptyFileError) as error:
            left_out.append(_left_out(file, str(error)))
    if not found:
        raise NothingReadableError(name)
    first = found[0]
    problems = (*first.problems, *left_out)
    return (Document(first.name, first.media_type, first.data_sha256, first.text, problems), *found[1:])


def _left_out(file: FileData, why: str) -> Problem:
    return Problem("left-out", 0, "text", {"name": file.name, "why": why})


def _members(file: FileData) -> Iterator[tuple[int, int, FileData]]:
    archive = Archive(file)
    names = [name for name in archive.names if not is_litter(name)]
    for index, name in enumerate(names):
        data = archive.read(name, file.limits.file_bytes)
        yield index, len(names), FileData(f"{file.name}/{name}", data, file.limits)


def _gathered_folder(folder: Path, limits: Limits, progress: Progress | None) -> tuple[Document, ...]:
    paths = sorted(islice(files_below(folder), limits.members + 1))
    if len(paths) > limits.members:
        raise TooMuchInsideError(folder.name, _("files"), limits.members)
    links = [path for path in paths if leads_out(path, folder)]
    inside = [path for path in paths if path not in links]
    first, *others = _gathered(_legible(folder.name or str(folder)), _folder(folder, inside, limits), progress)
    why = _("a link that leads out of the folder")
    left_out = [Problem("left-out", 0, "text", {"name": _name_in(path, folder), "why": why}) for path in links]
    problems = (*first.problems, *left_out)
    return (Document(first.name, first.media_type, first.data_sha256, first.text, problems), *others)


def _folder(folder: Path, paths: list[Path], limits: Limits) -> Iterator[tuple[int, int, FileData]]:
    total = 0
    for index, path in enumerate(paths):
        name = _name_in(path, folder)
        data = _bytes_of(path, limits, name)
        total += len(data)
        if total > limits.unpacked_bytes:
            raise TooMuchInsideError(folder.name, _("bytes"), limits.unpacked_bytes)
        yield index, len(paths), FileData(name, data, limits)


def _name_in(path: Path, folder: Path) -> str:
    return _legible(path.relative_to(folder).as_posix())


def _legible(name: str) -> str:
    """``name`` as text; one whose bytes are no UTF-8, as archives from Windows leave behind, is read as GB 18030."""
    return (
        os.fsencode(name).decode("gb18030", "replace") if any("\ud800" <= sign <= "\udfff" for sign in name) else name
    )


def _bytes_of(path: Path, limits: Limits, name: str) -> bytes:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise UnopenedFileError(name, _("it is no regular file"))
        if about.st_size > limits.file_bytes:
            raise FileTooLargeError(name, about.st_size, limits.file_bytes)
        with path.open("rb") as stream:
            data = stream.read(limits.file_bytes + 1)
    except FileNotFoundError as error:
        raise MissingFileError(str(path)) from error
    except (OSError, ValueError) as error:
        raise UnopenedFileError(name, getattr(error, "strerror", None) or str(error)) from error
    if len(data) > limits.file_bytes:
        raise FileTooLargeError(name, len(data), limits.file_bytes)
    return data
