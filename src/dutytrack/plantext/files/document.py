"""What a file is before and after it was read: its bytes, how much of them may be read, and the text found in them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from dutytrack.domain.plan.problems import Problem
from dutytrack.i18n import _
from dutytrack.plantext.text.decode import Content
from dutytrack.plantext.text.signs import seen

QUOTED = 200
"""How much is quoted of what was left out."""
Progress = Callable[[int, int], None]
"""Called with what is done and what there is to do, in the same unit."""


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


def content_of(lines: Iterable[str], problems: Iterable[Problem] = ()) -> Content:
    """Lines as a file's content: as they are seen, ends trimmed, blank lines at both ends dropped."""
    shown = seen("\n".join(lines)).replace("\xa0", " ")
    text = "\n".join(map(str.rstrip, shown.split("\n"))).strip("\n")
    return Content(text + "\n" if text else "", tuple(problems))


def letters(text: str) -> Counter[str]:
    """How often ``text`` has each letter and digit."""
    return Counter({sign: count for sign, count in Counter(text).items() if sign.isalnum()})


def lost(texts: Iterable[str], lines: Iterable[str]) -> Problem | None:
    """The problem that letters or digits of ``texts`` are in none of ``lines``; ``None`` where all are."""
    missing = letters("".join(texts)) - letters("".join(lines))
    if not missing:
        return None
    why = _("no line was found for it: {text}").format(text="".join(sorted(missing))[:QUOTED])
    name = _("text ({count} characters)").format(count=missing.total())
    return Problem("left-out", 0, "text", {"name": name, "why": why})


def struck_through(texts: Sequence[str]) -> Problem | None:
    """The problem that ``texts`` are crossed out and were left out; ``None`` where there are none."""
    if not texts:
        return None
    why = _("it is crossed out: {text}").format(text="/".join(texts)[:QUOTED])
    return Problem("left-out", 0, "text", {"name": _("struck-through text"), "why": why})
