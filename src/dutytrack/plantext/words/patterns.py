"""Writing patterns as lists of words, which is what most of this package's grammar is, and compiling them when used."""

from __future__ import annotations

import re
from typing import Any, cast


def any_of(words: str) -> str:
    """A group matching any of the blank-separated ``words`` (patterns themselves), the first that fits."""
    return "(?:" + "|".join(words.split()) + ")"


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """``source`` as a pattern that is compiled when it is first used: a program that reads no plan pays for none."""
    return cast("re.Pattern[str]", _Late(source, flags))


class _Late:
    """Stands for a compiled pattern; its methods become the pattern's own with the first use of any."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "pattern", "groupindex")
