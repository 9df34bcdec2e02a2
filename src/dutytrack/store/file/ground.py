"""Why nothing can be written where a file lies: SQLite does not tell."""

from __future__ import annotations

import errno
import os
from pathlib import Path


def closed_ground(path: Path) -> int | None:
    """The system's number of why no file can be made beside ``path``: a closed medium or folder, a full disk."""
    folder = path.resolve().parent
    try:
        found = os.statvfs(folder)
    except OSError:
        return None
    if found.f_flag & os.ST_RDONLY:
        return errno.EROFS
    if not os.access(folder, os.W_OK):
        return errno.EACCES
    return errno.ENOSPC if found.f_bavail == 0 and found.f_blocks else None
