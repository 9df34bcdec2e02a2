"""How much of a file is read: a document that needs more is refused, whether by accident or by design."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one call of ``read_document``; sizes in bytes."""

    file_bytes: int = 100 * 2**20
    """Size of one file on disk, told before it is opened."""
    text_bytes: int = 20 * 2**20
    """Size of a text or html file, or of one xml part inside a docx or xlsx file."""
    unpacked_bytes: int = 300 * 2**20
    """What an archive, a docx or an xlsx file unpacks to, all members together; also the sum of a folder's files."""
    ratio: int = 250
    """How many times its packed size a member above 1 MB may unpack to."""
    members: int = 2_000
    """Files in an archive or a folder."""
    nested_archives: int = 2
    """Archives inside archives."""
    xml_depth: int = 200
    """Elements inside elements."""
    html_depth: int = 2_000
    """Elements open at once in a web page: parsers take the square of it."""
    sheet_cells: int = 2_000_000
    """Rows x columns of one sheet."""
    pages: int = 2_000
    """Pages of a pdf file."""
    page_characters: int = 200_000
    """Characters on one page of a pdf file."""


DEFAULT_LIMITS = Limits()
