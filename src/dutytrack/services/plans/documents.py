"""What the ledger keeps of a document: its name, its text, and what it is recognised by."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass

from dutytrack.domain.plan.model import ParsedPlan
from dutytrack.domain.review.corrections import Correction

JSON_MEDIA_TYPE = "application/json"
"""Of a plan's reading that comes without its document; the lines it tells are lines of that document."""


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document as it was read: what the ledger keeps of it."""

    name: str
    """The file's name, without folders."""
    media_type: str
    data_sha256: str
    """SHA-256 of the file's bytes, in hexadecimal."""
    text: str
    """The whole text; a task's lines count in it."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review made of a plan."""

    read: ParsedPlan
    """As it was read."""
    whole: ParsedPlan
    """As all of the review makes it."""
    corrections: tuple[Correction, ...]
    """Of the tasks that are accepted."""
    names: frozenset[str]
    """Every name of a unit that was read; others were typed."""
    is_part: bool
    """Whether tasks were left for later."""
    left: frozenset[str] = frozenset()
    """Keys of the ledger's tasks whose change was refused."""


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A plan, with the document it was read from."""

    parsed: ParsedPlan
    """What is written of it."""
    document: DocumentText
    reviewed: Reviewed | None = None

    @property
    def whole(self) -> ParsedPlan:
        """All of it, by which it is recognised."""
        return self.parsed if self.reviewed is None else self.reviewed.whole

    @property
    def left(self) -> frozenset[str]:
        """Keys of the ledger's tasks whose change a review refused."""
        return frozenset() if self.reviewed is None else self.reviewed.left


def text_digest(text: str) -> str:
    """SHA-256 of ``text`` without spaces and line breaks and with one form of each character.

    The same document saved in another encoding, width or wrapping has the same digest.
    """
    normal = "".join(unicodedata.normalize("NFKC", text).split())
    return hashlib.sha256(normal.encode()).hexdigest()
