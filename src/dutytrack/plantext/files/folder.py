"""The files of a folder: what lies in it and below; a link is not followed out of it, and none to a folder at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

_LITTER = ("__MACOSX/", "Thumbs.db", "desktop.ini", "~$")


def files_below(folder: Path) -> Iterator[Path]:
    """The files in ``folder`` and the folders below it, and the links that lead out of it or nowhere.

    What systems and offices leave beside documents is left out.
    """
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_litter(name))
        yield from (Path(root, name) for name in files if not is_litter(name))
        yield from (path for name in folders if leads_out(path := Path(root, name), folder))


def leads_out(path: Path, folder: Path) -> bool:
    """Whether ``path``, which lies in ``folder``, is a link to something outside, or to nothing."""
    if not path.is_symlink():
        return False
    home, target = os.path.realpath(folder), os.path.realpath(path)
    return os.path.commonpath((home, target)) != home or not os.path.exists(target)  # noqa: PTH110 - a loop is no error


def is_litter(name: str) -> bool:
    """Whether it is something that systems and offices leave beside documents."""
    last = PurePosixPath(name).name
    return last.startswith(".") or any(last.startswith(mark) or name.startswith(mark) for mark in _LITTER)
