"""What a file is before and after it was read: its bytes with their name, and the text found in them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from dutytrack.domain.plan.problems import Problem
from dutytrack.plantext.files.limits import DEFAULT_LIMITS, Limits

Progress = Callable[[int, int], None]
"""Called with what is done and what there is to do, in the same unit."""

_CONTROLS: dict[int, None] = dict.fromkeys(
    (
        *range(9),
        *range(0x0E, 0x20),
        *range(0x7F, 0xA0),
        0xAD,
        0x200B,
        0xFEFF,
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    )
)
"""Control characters, soft hyphens, characters of no width and marks that turn the reading direction."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document file's text."""

    name: str
    """File name; for a member of an archive or a folder its path within, after the archive's own name."""
    media_type: str
    data_sha256: str
    """SHA-256 of the file's bytes, in hexadecimal."""
    text: str
    """One paragraph or table row a line; cells are separated by tabs."""
    problems: tuple[Problem, ...] = ()


def no_progress(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class FileData:
    """A file's bytes on their way to the reader of their kind."""

    name: str
    data: bytes
    limits: Limits = DEFAULT_LIMITS
    progress: Progress = no_progress

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader found in a file."""

    text: str
    problems: tuple[Problem, ...] = field(default=())


def content_of(lines: Iterable[str], problems: Iterable[Problem] = ()) -> Content:
    """Lines as a file's content: controls removed, ends trimmed, blank lines at both ends dropped."""
    cleaned = (line.translate(_CONTROLS).replace("\xa0", " ").rstrip() for line in lines)
    text = "\n".join(cleaned).strip("\n")
    return Content(text + "\n" if text else "", tuple(problems))
