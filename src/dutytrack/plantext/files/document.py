"""What a file is before and after it was read: its bytes, how much of them may be read, and the text found in them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from dutytrack.domain.plan.problems import Problem
from dutytrack.plantext.text.decode import Content

Progress = Callable[[int, int], None]
"""Called with what is done and what there is to do, in the same unit."""

_CONTROLS = dict.fromkeys((
    *range(9), *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
    *range(0x2060, 0x206A), 0xFEFF,
))  # fmt: skip
"""Control characters, soft hyphens, characters of no width and marks that turn the reading direction."""


_UNSEEN = re.compile(f"[{re.escape(''.join(map(chr, _CONTROLS)))}]")


class Limits(NamedTuple):
    """Upper bounds for one call of ``read_document``, sizes in bytes: a document that needs more is refused."""

    file_bytes: int = 100 * 2**20
    """Size of one file on disk, told before it is opened."""
    text_bytes: int = 20 * 2**20
    """Size of a text or html file, or of one xml part inside a docx or xlsx file."""
    unpacked_bytes: int = 300 * 2**20
    """What an archive, a docx or an xlsx file unpacks to, all members together; also the sum of a folder's files."""
    ratio: int = 250
    """How many times its packed size a member above 1 MB may unpack to."""
    members: int = 2_000
    nested_archives: int = 2
    xml_depth: int = 200
    html_depth: int = 2_000
    """Elements open at once in a web page: parsers take the square of it."""
    html_elements: int = 500_000
    html_attributes: int = 500
    """Attributes of one tag: parsers take the square of them."""
    sheets: int = 500
    sheet_cells: int = 2_000_000
    """Rows x columns of one sheet."""
    columns: int = 16_384
    """Of a sheet: as many as spreadsheets have."""
    lines: int = 1_000_000
    """Of a document, once read."""
    line_characters: int = 2_000_000
    pages: int = 2_000
    page_characters: int = 200_000


DEFAULT_LIMITS = Limits()


class Document(NamedTuple):
    """One document file's text."""

    name: str
    """File name; for a member of an archive or a folder its path within, after the archive's own name."""
    media_type: str
    data_sha256: str
    text: str
    """One paragraph or table row a line; cells are separated by tabs."""
    problems: tuple[Problem, ...] = ()


def no_progress(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


class FileData(NamedTuple):
    """A file's bytes on their way to the reader of their kind."""

    name: str
    data: bytes
    limits: Limits = DEFAULT_LIMITS
    progress: Progress = no_progress

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def visible(text: str) -> str:
    """``text`` without what nobody sees: control characters, signs of no width, marks of direction."""
    return text.translate(_CONTROLS) if _UNSEEN.search(text) else text


def content_of(lines: Iterable[str], problems: Iterable[Problem] = ()) -> Content:
    """Lines as a file's content: controls removed, ends trimmed, blank lines at both ends dropped."""
    cleaned = (visible(line).replace("\xa0", " ").rstrip() for line in lines)
    text = "\n".join(cleaned).strip("\n")
    return Content(text + "\n" if text else "", tuple(problems))
