"""What ties an output to the journal: the head on a paper, a file of particulars beside data, a seal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _

if TYPE_CHECKING:
    from dutytrack.cli.shell.invocation import Invocation
    from dutytrack.store.journal.rows import Head

_LONGEST_META = 1 << 20
_ON_SCREEN = 32
"""Digits of the hash that a terminal is shown: as many as nobody can meet by trying."""


class NoKeyError(DutyTrackError):
    """Nobody said which key signs."""

    def __init__(self) -> None:
        super().__init__(_("no key is named to seal with; give --key FILE, or set seal_key (DUTYTRACK_SEAL_KEY)"))


def head_of(call: Invocation) -> Head | None:
    """The head of the journal that is read by ``call``; ``None`` where no ledger was asked."""
    reader = call.__dict__.get("reader")
    if reader is None:
        return None
    from dutytrack.store.journal.rows import read_head

    return read_head(reader)


def head_line(call: Invocation, *, on_screen: bool = False) -> str | None:
    """The line by which a paper names the head that it was made by."""
    head = head_of(call)
    if head is None:
        return None
    digits = _ON_SCREEN if on_screen else len(head.hash)
    return _("journal head {head}").format(head=f"{head.seq}:{head.hash[:digits]}")


def particulars(call: Invocation, *, report: str | None = None, data: bytes | None = None) -> dict[str, Any]:
    """What pure data leaves out: of which ledger, head and day it is, and the digest of the file it is in."""
    import hashlib

    from dutytrack import __version__

    head = head_of(call)
    told: dict[str, Any] = {"head": None if head is None else f"{head.seq}:{head.hash}", "report": report}
    if head is not None:
        told |= {"ledger": call.path.name, "as_of": call.as_of.isoformat(), "known_at": call.option("known_at")}
    told |= {"version": __version__, "sha256": None if data is None else hashlib.sha256(data).hexdigest()}
    return {name: value for name, value in told.items() if value is not None}


def meta_file(output: Path) -> Path:
    """The file of particulars beside ``output``."""
    from dutytrack.store.journal.heads import META_ENDING

    return output.with_name(output.name + META_ENDING)


def altered_since(meta: Path) -> Path | None:
    """The file beside that of particulars ``meta``, where it is not what they were told of; it may lie elsewhere."""
    import hashlib
    import json

    from dutytrack.store.journal.heads import META_ENDING, open_file

    name = meta.name.removesuffix(META_ENDING)
    if name in {"", meta.name} or not (output := meta.with_name(name)).is_file():
        return None
    try:
        with open_file(meta) as stream:
            told = json.loads(stream.read(_LONGEST_META))["sha256"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    with output.open("rb") as stream:
        return None if hashlib.file_digest(stream, "sha256").hexdigest() == told else output


def seal_head(call: Invocation, key: Path | None = None) -> str:
    """Sign the head of the journal that is read: a sentence on the seal. Raises NoKeyError, NotSealedError."""
    from dutytrack.config import expanded
    from dutytrack.store.journal.rows import read_head
    from dutytrack.store.journal.seals import seal

    chosen = key or call.settings.seal_key
    if chosen is None:
        raise NoKeyError
    call.made = seal(call.path, read_head(call.reader), expanded(chosen))
    return _("sealed: {path}").format(path=call.made)
