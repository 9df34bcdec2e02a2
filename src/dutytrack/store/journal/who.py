"""Who gives a command: the login of the process, as the system knows it, beside the name that is given by hand."""

from __future__ import annotations

import os
from functools import cache
from typing import NamedTuple

from dutytrack import __version__


class Who(NamedTuple):
    """Where a command comes from."""

    login: str
    """The system's name of the process's user; the number where the system has no name for it."""
    uid: int
    host: str
    version: str
    """Of the program."""


@cache
def process_who() -> Who:
    """Who runs this process; no variable of its environment has a say in it."""
    uid = os.getuid()
    return Who(_login(uid), uid, os.uname().nodename, __version__)


def _login(uid: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
