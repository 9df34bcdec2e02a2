"""The files of a folder: which of them are documents, which lead out of it by a link, and which are passed over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

_READ = (
    "txt text md markdown csv tsv html htm xhtml shtml pdf ofd docx docm xlsx xlsm xls zip json doc wps et rtf odt ods"
    " xlsb mht mhtml"
)
_REFUSED = "ppt pptx dps rar 7z"
_ENDINGS = frozenset(f".{ending}" for ending in (*_READ.split(), *_REFUSED.split()))
"""Endings of what holds documents: those that are read, and those that are refused with what to do instead."""
_LITTER = ("__MACOSX/", "Thumbs.db", "desktop.ini", "~$")


class Folder(NamedTuple):
    """A folder's files, those of its folders included, without what is hidden and the locks of open files."""

    documents: tuple[Path, ...]
    """In the order of their paths."""
    passed_over: tuple[str, ...]
    """The paths within the folder of what is no document by its name."""
    leading_out: tuple[Path, ...]
    """Links to something outside, or to nothing: they are not followed."""


def look_into(folder: Path) -> Folder:
    """The folder's documents by their names' endings; a README speaks of the folder and is none."""
    paths = sorted(files_below(folder))
    leading_out = tuple(path for path in paths if leads_out(path, folder))
    named = {path: path.relative_to(folder).as_posix() for path in paths if path not in leading_out}
    return Folder(
        tuple(path for path, name in named.items() if is_document(name)),
        tuple(name for name in named.values() if not is_document(name)),
        leading_out,
    )


def files_below(folder: Path) -> Iterator[Path]:
    """The files below ``folder`` but litter, and links out of it or nowhere; a link to a folder is not followed."""
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_litter(name + "/"))
        found = (Path(root, name) for name in files if not is_litter(name))
        yield from (path for path in found if leads_out(path, folder) or path.is_file())
        yield from (path for name in folders if leads_out(path := Path(root, name), folder))


def leads_out(path: Path, folder: Path) -> bool:
    """Whether ``path``, which lies in ``folder``, is a link to something outside, or to nothing."""
    if not path.is_symlink():
        return False
    home, target = os.path.realpath(folder), os.path.realpath(path)
    return os.path.commonpath((home, target)) != home or not os.path.exists(target)  # noqa: PTH110 - a loop is no error


def is_document(name: str) -> bool:
    """Whether a file of that name is taken for a document where nobody has named it."""
    path = PurePosixPath(name)
    return path.suffix.lower() in _ENDINGS and path.stem.lower() != "readme"


def is_litter(name: str) -> bool:
    """Whether it is something that systems and offices leave beside documents."""
    last = PurePosixPath(name).name
    return last.startswith(".") or any(last.startswith(mark) or name.startswith(mark) for mark in _LITTER)
