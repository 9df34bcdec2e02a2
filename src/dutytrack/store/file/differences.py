"""What a ledger lays out otherwise than its revision says: each thing by itself, and how grave that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dutytrack.i18n import N_, _, listed
from dutytrack.signs import cut

_QUOTED = r"NULL|'(?:[^']|'')*'"
_WORD = r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^]]*\]|\w+|[^\s\w]"""
_HARMLESS = frozenset({("added", "table"), ("added", "index"), ("missing", "index")})
"""What makes no answer wrong: a stranger's table or index, an index that is gone."""
_SHOWN = 3
_LONGEST_NAME = 60
KINDS = {"table": N_("table"), "index": N_("index"), "view": N_("view"), "trigger": N_("trigger")}
"""What can be laid out, in people's words."""
WHAT = {"added": N_("{thing} added"), "missing": N_("{thing} missing"), "altered": N_("{thing} altered")}
"""What can have happened to it."""


class Entry(NamedTuple):
    """One thing that is laid out, as SQLite keeps it."""

    kind: str
    """``table``, ``index``, ``view`` or ``trigger``."""
    name: str
    table: str
    sql: str

    @property
    def words(self) -> list[str]:
        """Its statement without what means nothing: blanks, and quotation marks round its own name."""
        words = re.findall(_WORD, self.sql)
        return [self.name if place == 2 and word == f'"{self.name}"' else word for place, word in enumerate(words)]


class Difference(NamedTuple):
    """One thing that is laid out otherwise than it should be."""

    what: str
    """``added``, ``missing`` or ``altered``."""
    kind: str
    name: str

    @property
    def is_harmless(self) -> bool:
        """Whether answers are right all the same."""
        return (self.what, self.kind) in _HARMLESS

    @property
    def words(self) -> str:
        """What it is called, and what happened to it."""
        thing = f"{_(KINDS.get(self.kind, self.kind))} {cut(self.name, _LONGEST_NAME)}"
        return _(WHAT[self.what]).format(thing=thing)


def differences(found: str, expected: str) -> tuple[Difference, ...]:
    """What a file whose layout is the text ``found`` lays out otherwise than one whose layout is ``expected``."""
    return tuple(_compared(_entries(expected), _entries(found)))


def named(found: Sequence[Difference]) -> str:
    """The first few of ``found`` in words."""
    named = listed(one.words for one in found[:_SHOWN])
    more = len(found) - _SHOWN
    return _("{names} and {count} more").format(names=named, count=more) if more > 0 else named


def _entries(text: str) -> dict[tuple[str, str], Entry]:
    words = ["" if word == "NULL" else word[1:-1].replace("''", "'") for word in re.findall(_QUOTED, text)]
    entries = (Entry(*words[place : place + 4]) for place in range(0, len(words), 4))
    return {(entry.kind, entry.name): entry for entry in entries}


def _compared(expected: dict[tuple[str, str], Entry], found: dict[tuple[str, str], Entry]) -> list[Difference]:
    compared = []
    for key in {**expected, **found}:
        one, other = expected.get(key), found.get(key)
        if one is None:
            compared.append(Difference("added", *key))
        elif other is None:
            compared.append(Difference("missing", *key))
        elif one != other and (one.table != other.table or one.words != other.words):
            compared.append(Difference("altered", *key))
    # what is gravest is named first
    return sorted(compared, key=lambda difference: difference.is_harmless)
